"""How the ordinals of headings are written: one form, no marks, blanks and full stops too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import Operand, Outcome

LEVELS = {"一": 1, "（一）": 2, "1": 3, "（1）": 4}
"""The levels of GB/T 9704-2012, from the top."""

BRACKETED = ("（一）", "（1）")
PAIRS = ("（）", "()")
LABEL = 24
"""A heading that is no longer than this names what stands below it."""

Said = tuple[Outcome, Span, tuple[Operand, ...], str]
"""Outcome, place, other places and subject of a verdict."""


@lru_cache(maxsize=1)
def ordinals(report: Report) -> tuple[tuple[Section, Span], ...]:
    """The sections with a number, and their ordinals."""
    return tuple((s, ordinal_of(report, s)) for s in report.sections if s.number is not None)


def ordinal_of(report: Report, section: Section) -> Span:
    """The ordinal with which a heading begins, without the blanks behind it."""
    start, end = section.heading.start, section.title.start
    while end > start and report.folded[end - 1] in " \n":
        end -= 1
    return Span(start, end)


def shown(report: Report, span: Span) -> str:
    """The words at a place as the file has them, without blanks."""
    return "".join(report.text[slice(*span)].split())


def _form(report: Report, section: Section, span: Span) -> str:
    """An ordinal with n for its numeral; "" where its brackets do not pair, a fault of its own."""
    first, last = report.text[span.start], report.text[span.end - 1]
    if section.style not in BRACKETED:
        return "n" if last.isalnum() else f"n{last}"
    if last in "、.．":
        last = report.text[slice(*span)].rstrip("、.． ")[-1:]
    return f"{first}n{last}" if first + last in PAIRS else ""


def mixed_forms(report: Report, rule: Rule) -> Iterator[Said]:
    """One verdict a style: where its form first changes inside a series, else the rarer form."""
    found: dict[str, dict[str, list[tuple[int, Span]]]] = {}
    for section, span in ordinals(report):
        if section.style in LEVELS:
            form = _form(report, section, span)
            if form:
                forms = found.setdefault(section.style, {})
                forms.setdefault(form, []).append((section.parent, span))
    for forms in found.values():
        if len(forms) == 1:
            yield "pass", next(iter(forms.values()))[0][1], (), ""
            continue
        seen: dict[int, str] = {}
        changes: list[tuple[Span, str]] = []
        for span, parent, form in sorted((s, p, f) for f, at in forms.items() for p, s in at):
            if seen.setdefault(parent, form) != form:
                changes.append((span, form))
        rare = min(forms, key=lambda form: len(forms[form]))
        place, own = min(changes, default=(forms[rare][0][1], rare))
        others = [at[0][1] for form, at in forms.items() if form != own]
        places = tuple(Operand("又作", span, shown(report, span)) for span in others)
        yield "fail", place, places, "”“".join(each.shown for each in places)


def _habit(report: Report, right: Span | None, places: list[Span]) -> Iterator[Said]:
    """One verdict on a form: it fails at its first place and names the others."""
    if places:
        others = tuple(Operand("又见", span, shown(report, span)) for span in places[1:])
        yield "fail", places[0], others, ""
    elif right is not None:
        yield "pass", right, (), ""


def third_level(report: Report, rule: Rule) -> Iterator[Said]:
    """The third level where all its ordinals have 、; where some have a dot the form is mixed."""
    spans = [span for section, span in ordinals(report) if section.style == "1"]
    marked = [span for span in spans if report.folded[span.end - 1] == "、"]
    mixed = len(marked) < len(spans)
    yield from _habit(report, spans[0] if spans else None, [] if mixed else marked)


def marks_behind(report: Report, rule: Rule) -> Iterator[Said]:
    """Ordinals in brackets with a mark behind them: （一）、"""
    spans = [span for section, span in ordinals(report) if section.style in BRACKETED]
    places = [span for span in spans if report.folded[span.end - 1] in "、.．"]
    yield from _habit(report, spans[0] if spans else None, places)


def full_stops(report: Report, rule: Rule) -> Iterator[Said]:
    """Headings with something below them. A sentence of a list has nothing below."""
    sections, folded = report.sections, report.folded
    stopped: list[int] = []
    right: Span | None = None
    for index, section in enumerate(sections):
        end = section.title.end
        if section.number is None or folded[end : end + 1] != "。":
            right = right or (None if section.item else section.heading)
        elif not folded[end + 1 : end + 3].partition("\n")[0].strip():
            stopped.append(index)
    places = [section.heading for section in _with_something_below(report, stopped, rule)]
    yield from _habit(report, right, [Span(start, end + 1) for start, end in places])


def _with_something_below(report: Report, stopped: list[int], rule: Rule) -> Iterator[Section]:
    """Those that name what stands below, or are the only ones of their series; in a list of sentences, the last may have a text below
    that closes the list."""
    if not stopped:
        return
    sections = report.sections
    divided = {s.parent for s in sections if s.style != sections[s.parent].style}
    filled = {p.section for p in report.paragraphs if p.kind in ("text", "table")} | divided
    lists = {(sections[i].parent, sections[i].style) for i in stopped if i not in filled}
    series = Counter((s.parent, s.style) for s in sections)
    bare = Counter((s.parent, s.style) for s in sections if _is_bare(report, s))
    for index in stopped:
        section = sections[index]
        title = report.folded[slice(*section.title)]
        own = (section.parent, section.style)
        single = series[own] - bare[own] == 1 < bare[own]
        if index not in filled or own in lists:
            continue
        if single or _is_label(title, index in divided, rule):
            yield section


def _is_bare(report: Report, section: Section) -> bool:
    """Whether a heading stands alone in its line without a mark at its end."""
    end = section.title.end
    return not section.item and report.folded[end : end + 1] in ("\n", "")


def _is_label(title: str, divided: bool, rule: Rule) -> bool:
    """Whether a heading names what stands below: it is divided further, or is a short name."""
    if re.search(r"\d(?!\d*年)", title):
        return False  # 得96分, 12公里: something is said
    if divided:
        return True
    named = re.search(f"(?:{'|'.join(rule.params['names'])})$", title) is not None
    return named and len(title) <= LABEL and not re.search("[，,；;：:]", title)


def blanks_behind(report: Report, rule: Rule) -> Iterator[Said]:
    """Ordinals of the first two levels, most of which have no blank behind them."""
    if report.source.format == "markdown":
        return
    places: list[Span] = []
    right: Span | None = None
    for style in ("一", "（一）"):
        of_style = [section for section in report.sections if section.style == style]
        spaced = [s for s in of_style if report.folded[s.title.start - 1] == " "]
        if len(spaced) * 2 < len(of_style):
            places += [s.heading for s in spaced]
            right = of_style[0].heading
    yield from _habit(report, right, sorted(places))


def turned_levels(report: Report, rule: Rule) -> Iterator[Said]:
    """Headings of a higher level inside those of a lower: （一） below 1."""
    right: Span | None = None
    places: list[Span] = []
    subjects: list[str] = []
    for section in report.sections:
        above = report.sections[section.parent] if section.parent >= 0 else None
        if above is None or section.item or {section.style, above.style} - LEVELS.keys():
            continue
        if section.number != 1 or report.folded[above.title.end] in "。；;":
            continue  # what stands behind the sentences of a list: 2. of 附件：1.…
        if LEVELS[section.style] >= LEVELS[above.style] or _has(report, above, section.style):
            right = right or section.heading
            continue
        places.append(ordinal_of(report, section))
        subjects.append(shown(report, ordinal_of(report, above)))
    for outcome, span, others, _ in _habit(report, right, places):
        yield outcome, span, others, subjects[0] if subjects else ""


def _has(report: Report, section: Section, style: str) -> bool:
    """Whether a section lies in one of that style: then a series is opened inside itself."""
    while section.parent >= 0:
        section = report.sections[section.parent]
        if section.style == style:
            return True
    return False
