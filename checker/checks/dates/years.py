"""Years a report should not speak of as its own: text of another year, next year's work, 去年."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checker.checks.words import has_any, places_of, stands
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict
from checker.report.folding import HAN
from checker.report.outline import sections_at
from checker.report.prose import clause_at, sentence_at

DONE_WITHIN = 2
"""Characters between a year and the verb that says what was done in it."""

QUOTED = 200
"""How far back a quotation may have begun."""

MOST = 20
"""Places that one finding names."""

OFTEN = 4
"""How often another year is named, and the title's never, for the title's to be doubted."""

Said = Iterator[tuple[Outcome, Span, tuple[Operand, ...], str]]


def check_years(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on years; ``params.asks`` says which question is put:

    - ``heading``: a heading that ends with one of ``params.words``, and the sentence that announces
      the report, are about the report's own year, not the year before;
    - ``title``: the year of the title stands in the text too;
    - ``next``: what is told as done (``params.words``) right behind the following year, without a
      month, is no plan;
    - ``relative``: ``params.words`` (去年) outside comparisons; one verdict for a report;
    - ``period``: a period ends after it begins;
    - ``lacking``: no 年 is lacking before ``params.words``: 2023底.

    ``params.except`` are words that excuse a sentence, ``params.sections`` words of headings below
    which nothing is judged. Titles in 《》 are not looked into.
    """
    del context
    if report.identity.year is None:
        return NotApplied(rule, "no-place")
    judge = {
        "heading": _headings,
        "title": _title,
        "next": _next,
        "relative": _relative,
        "period": _periods,
        "lacking": _lacking,
    }[rule.params["asks"]]
    return [
        Verdict(rule, outcome, span, others, details=(("subject", subject),))
        for outcome, span, others, subject in judge(report, rule, report.identity.year)
    ] or NotApplied(rule, "no-place")


def _years(report: Report) -> list[Value]:
    return [value for value in report.values if value.kind == "year" and value.parent is None]


def _excused(text: str, rule: Rule) -> bool:
    return has_any(rule.params.get("except", ()), text)


def _below(report: Report, rule: Rule, position: int) -> bool:
    """Whether a place lies below a heading that speaks of plans and the like."""
    return any(
        word in report.folded[slice(*section.title)]
        for section in sections_at(report, position)
        for word in rule.params.get("sections", ())
    )


def _headings(report: Report, rule: Rule, year: int) -> Said:
    """The year before is that of a text copied from the last report."""
    folded = report.folded
    dated = [section for section in report.sections if "年" in folded[slice(*section.title)]]
    own = {
        s.parent for s in dated if str(year) in folded[slice(*s.title)]
    }  # two years side by side
    for section in dated:
        title = folded[slice(*section.title)]
        if title.rstrip("。：: ").endswith(tuple(rule.params["words"])):
            below = folded[section.title.end : section.span.end]
            told = f"{below}{year - 1}" if section.parent in own else below
            yield from _claimed(rule, section.title, title, year, told)
    for word in ("现将", "现就"):
        at = folded.find(word)
        if at >= 0:
            span = sentence_at(report, at)
            sentence = folded[slice(*span)]
            if re.search("如下[。：:]?$", sentence):
                yield from _claimed(rule, span, sentence, year, "")


def _claimed(rule: Rule, span: Span, words: str, year: int, below: str) -> Said:
    """Of which year words are that name one; where the text below is of that year too, it is meant."""
    named = re.search(rf"({year - 1}|{year})\s*年(?:度)?", words)
    if named is None:
        return
    own = str(year) in words or _excused(words, rule) or named[1] in below
    place = Span(span.start + named.start(), span.start + named.end())
    yield "pass" if own else "fail", place, (), f"{year}年"


def _title(report: Report, rule: Rule, year: int) -> Said:
    title = report.identity.title
    if title is None or str(year) not in "".join(report.folded[slice(*title)].split()):
        return
    named = Counter(
        value.date[0]
        for value in report.values
        if value.parent is None
        and value.kind in ("year", "date", "period")
        and value.date
        and value.date[0]
        and value.span.start >= title.end
    )
    if not named:
        return
    most, times = max(named.items(), key=lambda pair: (pair[1], -pair[0]))
    wrong = (
        most < year
        and not named[year]
        and times >= OFTEN
        and f"{year}" not in report.folded[title.end :]
    )
    yield "fail" if wrong else "pass", title, (), f"{most}年"


def _next(report: Report, rule: Rule, year: int) -> Said:
    if str(year + 1) not in report.folded:
        return
    verbs = "|".join(rule.params["words"])
    done = re.compile(rf"度?\s*{HAN}{{0,{DONE_WITHIN}}}(?:{verbs})")
    places: list[Span] = []
    right: Span | None = None
    for value in _years(report):
        if value.date is None or value.date[0] != year + 1 or len(places) == MOST:
            continue
        right = value.span
        if done.match(report.folded, value.span.end) is None:
            continue
        sentence = report.folded[slice(*sentence_at(report, value.span.start))]
        planned = _excused(sentence, rule) or _below(report, rule, value.span.start)
        if not planned and not re.search(r"\d\s*月", sentence):
            places.append(value.span)
    yield from _habit(report, right, places, f"{year}年")


def _relative(report: Report, rule: Rule, year: int) -> Said:
    folded = report.folded
    places: list[Span] = []
    right: Span | None = None
    for word in rule.params["words"]:
        at = folded.find(word) if stands(word, folded) else -1
        while at >= 0 and len(places) < MOST:
            right = Span(at, at + len(word))
            clause = folded[slice(*clause_at(report, at))]
            back = max(0, at - QUOTED)
            quoted = folded.rfind("“", back, at) > folded.rfind("”", back, at)
            if not quoted and not _excused(clause, rule) and not _below(report, rule, at):
                places.append(right)
            at = folded.find(word, at + 1)
    yield from _habit(report, right, sorted(places), f"{year - 1}年")


def _lacking(report: Report, rule: Rule, year: int) -> Said:
    folded = report.folded
    places: list[Span] = []
    wanted = ""
    for at in places_of(rule.params["words"], folded):
        if re.fullmatch(r"[^\d.]?20\d\d", folded[max(0, at - 5) : at]):
            places.append(Span(at - 4, at + 1))
            wanted = wanted or f"{folded[at - 4 : at]}年{folded[at]}"
    right = next((value.span for value in _years(report)), None)
    yield from _habit(report, right, places, wanted)


def _habit(report: Report, right: Span | None, places: list[Span], subject: str) -> Said:
    """One verdict at the first place, the others beside it; or one that ``right`` is right."""
    if places:
        others = tuple(
            Operand("又见", span, "".join(report.text[slice(*span)].split())) for span in places[1:]
        )
        yield "fail", places[0], others, subject
    elif right is not None:
        yield "pass", right, (), subject


def _periods(report: Report, rule: Rule, year: int) -> Said:
    for value in report.values:
        if value.kind != "period" or not value.date or not value.end:
            continue
        pairs = list(zip(value.date, value.end, strict=True))
        if pairs[0][0] is None or pairs[0][1] is None:
            continue
        known = [(one, other) for one, other in pairs if one is not None and other is not None]
        turned = [one for one, _ in known] > [other for _, other in known]
        yield "fail" if turned else "pass", value.span, (), value.text
