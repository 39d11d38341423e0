"""What was to be filled in and was not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.habit import again
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN
from checker.report.prose import paragraph_at

GAPS = (r"（ *[）)] ?", r"\( *[）)] ?", "_(?<!__)_+ ?", " (?<!  ) +")
"""What stands where a figure should. Patterns that begin with a character are found at once, and a
run is read from its first character alone."""

SPACE = " *(?:[X×x]{1,2} *)?"
DATE = rf"年(?:{SPACE}月{SPACE}日|(?:  +| ?[X×x]{{1,2}} ?)月)"
DAY = "月 +日"
YEAR = r"[\d〇○零一二三四五六七八九]{2,4} ?$"
SIGNED = r"(?:签[字名章]|盖章|日期|时间)[）)]?[：:]? *$"

NEAR = 40
"""Characters before a date that may tell of what it is."""

OPENS = "（(【[〔：:，,。；;“\n"
CLOSES = "）)】]〕。，；;”\n"


def check_placeholders(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict on all places that certainly wait for content (20XX年, XX万元, （  ）万元, 【】,
    a note to the writer), and a remark on names of places and bodies that may be hidden on purpose
    and on a signature that is not dated.

    Not where the report has them for its own name (某某市): then all of it is a sample. Names of
    people (李某某) are not judged.
    """
    units, places = tuple(rule.params["units"]), tuple(rule.params["places"])
    names = tuple(rule.params["names"])
    certain: list[Span] = []
    masked: list[Span] = []
    for blank in rule.params["blanks"]:
        if blank in report.folded:
            for span, sure in _runs(report, blank, units, names, places):
                (certain if sure else masked).append(span)
    certain += [*_notes(report, rule.params["notes"]), *_empty(report)]
    certain += _gaps(report, rule.params["gaps"])
    for span, sure in _dates(report):
        (certain if sure else masked).append(span)
    verdicts = [
        Verdict(
            rule,
            "fail",
            spans[0],
            again(report, spans[1:]),
            severity=severity,
        )
        for spans, severity in ((sorted(certain), rule.severity), (sorted(masked), "info"))
        if spans
    ]
    del context
    return verdicts or [Verdict(rule, "pass", None)]


def _runs(
    report: Report,
    blank: str,
    units: tuple[str, ...],
    names: tuple[str, ...],
    places: tuple[str, ...],
) -> Iterator[tuple[Span, bool]]:
    """Runs of one character, and whether a figure is certainly missing there."""
    folded, name = report.folded, report.identity
    title = folded[slice(*name.title)] if name.title else ""
    sample = blank * 2 in name.organisation or blank * 2 in title
    for match in re.finditer(f"{re.escape(blank)}{{2,}}", folded):
        start, end = match.span()
        before, behind = folded[max(start - 2, 0) : start], folded[end : end + 4]
        said = behind.lstrip()
        unit = next((unit for unit in units if said.startswith(unit)), "")
        if before == "20" and behind[:1] == "年":
            yield Span(start - 2, end + 1), True
        elif re.search(r"[A-Za-z\d-]$", before) or re.match(r"[A-Za-z\d-]", behind):
            continue  # a model or a number that begins or goes on
        elif unit and not said.startswith(names):
            yield Span(start, end + len(behind) - len(said) + len(unit)), True
        elif not sample and behind.startswith(places):
            yield Span(start, end), False


def _notes(report: Report, notes: list[str]) -> Iterator[Span]:
    """Words to the writer that stand apart: in brackets, or between marks."""
    folded = report.folded
    for note in notes:
        # One rare character is looked for in no time.
        at = folded.find(note) if all(character in folded for character in note) else -1
        while at >= 0:
            end = at + len(note)
            closed = folded[end : end + 1] in CLOSES or folded[at - 1 : at] in "（(【["
            if (at == 0 or folded[at - 1] in OPENS) and closed:
                yield Span(at, end)
            at = folded.find(note, end)


def _empty(report: Report) -> Iterator[Span]:
    """Brackets 【】 with nothing in them."""
    if "【" in report.folded:
        for match in re.finditer(r"【\s*】", report.folded):
            yield Span(*match.span())


def _gaps(report: Report, units: list[str]) -> Iterator[Span]:
    """Units with nothing before them but blanks, a line or empty brackets: （  ）万元, 共计    万元."""
    folded = report.folded
    for gap in GAPS:
        for match in re.finditer(f"{gap}(?:{'|'.join(units)})", folded):
            start, end = match.span()
            if paragraph_at(report, start).kind == "table":
                continue
            # 单位：  万元 has a blank that is none.
            closed = folded[end : end + 1] in (*CLOSES, "、")
            if gap != GAPS[-1] or (closed and re.match(HAN, folded[start - 1])):
                yield Span(start, end)


def _dates(report: Report) -> Iterator[tuple[Span, bool]]:
    """Dates without their month or day (2023年  月  日), and whether they stand in a sentence. Those
    at the end of a line wait for who signs the report."""
    folded = report.folded
    for match in (*re.finditer(DATE, folded), *re.finditer(DAY, folded)):
        paragraph = paragraph_at(report, match.start())
        start = max(paragraph.span.start, match.start() - NEAR)
        before, behind = folded[start : match.start()], folded[match.end() : match.end() + 2]
        whole = match[0].startswith("年")
        year = re.search(YEAR if whole else r"\d+$", before)
        blank = whole and not {"X", "x", "×", " "}.isdisjoint(match[0])
        if paragraph.kind == "table" or not (blank or year is not None):
            continue
        inside = behind.strip()[:1] not in ("", "\n") and match.end() < paragraph.span.end
        if inside and not whole and behind[:1] not in CLOSES:
            continue  # 3月 日常工作
        start = match.start() - len(year[0]) if year is not None else match.start()
        yield Span(start, match.end()), inside and re.search(SIGNED, before) is None
