"""What a report calls its own unit: the words it says 我 and 本 with, and its name in full.

Proves only that two names stand there; which one is meant is for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.habit import again
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict, both
from checker.report.folding import HAN
from checker.report.prose import sentence_at

BODY = r"(?:局|厅|委员会|办公室|办公厅|委|院|校|学校|中心|馆|所|站|会|政府|街道办事处)"
"""How the name of a unit ends."""

BEFORE_YEAR = r"((?:19|20)\d\d)\s*年度?\s*$"
NEAR = 40
"""How far before 整体支出 a unit's name begins at most."""
MANY = 64
"""Names that are read."""
YEAR_BEHIND = r"\s*((?:19|20)\d\d)\s*年"


def check_self(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on the words with which a report says “we” (我局, 我委, 我单位).

    ``params``: ``bodies`` are words of one kind of body each, with what may not follow them
    (``not``); ``general`` say nothing of the kind. It fails with bodies of two kinds that are not
    in one of the lists of ``alike``, or with ``most`` words in all.
    """
    del context
    params = rule.params
    bodies, general = params["bodies"], params["general"]
    said = re.compile(f"我({'|'.join((*general, *bodies))})")
    forms: dict[str, list[Span]] = {}
    for match in said.finditer(report.folded):
        alone = report.folded[max(0, match.start() - 1)] not in params["after"]
        if alone and not report.folded.startswith(tuple(bodies.get(match[1], ())), match.end()):
            forms.setdefault(match[1], []).append(Span(*match.span()))
    if not forms:
        return NotApplied(rule, "no-place")
    kinds = [word for word in forms if word not in general]
    alike = any(set(kinds) <= set(one.split()) for one in params["alike"])
    first = min(span for spans in forms.values() for span in spans)
    if (len(kinds) < 2 or alike) and len(forms) < int(params["most"]):
        return [Verdict(rule, "pass", first)]
    shown = Words(
        "、".join(f"我{word}（{len(spans)}）" for word, spans in forms.items()),
        ", ".join(f"“我{word}” ({len(spans)})" for word, spans in forms.items()),
    )
    operands = tuple(
        Operand("又称" if span == spans[0] else "又见", span, report.text[slice(*span)])
        for spans in forms.values()
        for span in spans
        if span != first
    )
    return [Verdict(rule, "fail", first, operands, details=both("forms", shown))]


def check_named(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict on the unit's name where the body gives it with its year twice, and on other units'
    names where the report's own should stand.

    ``params``: ``asks`` is ``year`` or ``unit``; ``apart`` are words of a sentence that speaks of
    others.
    """
    del context
    organisation = report.identity.organisation
    if not organisation:
        return NotApplied(rule, "no-place")
    find = _year_twice if rule.params["asks"] == "year" else _of_another
    found = list(find(report, rule))
    if not found:
        return [Verdict(rule, "pass", report.identity.title)]
    others = again(report, found[1:])
    details = (("name", organisation),)
    return [Verdict(rule, "fail", found[0], others, details=details)]


def _year_twice(report: Report, rule: Rule) -> Iterator[Span]:
    """The unit's name, or what is left of it without its place, between one year and the same."""
    del rule
    folded, whole = report.folded, report.identity.organisation
    place = "".join(report.identity.region)
    core = whole.removeprefix(place)
    at = folded.find(core) if len(core) > 2 else -1
    while at >= 0:
        end = at + len(core)
        behind = re.compile(YEAR_BEHIND).match(folded, end, end + 8)
        if behind is not None:
            before = folded[max(0, at - len(place) - 12) : at]
            shorter = before.rstrip()
            for name in reversed(report.identity.region):
                shorter = shorter.removesuffix(name)
            led = re.search(BEFORE_YEAR, shorter)
            if led is not None and led[1] == behind[1]:
                yield Span(at - len(before) + led.start(), behind.end())
        at = folded.find(core, end)


def _of_another(report: Report, rule: Rule) -> Iterator[Span]:
    """Names of other units of the same place and kind that stand as the subject of 部门整体支出."""
    folded, whole = report.folded, report.identity.organisation
    place = report.identity.region[-1] if report.identity.region else ""
    read, at = 0, folded.find("整体支出") if place else -1
    while at >= 0 and read < MANY:
        if folded.find(place, max(0, at - NEAR), at) < 0:
            at = folded.find("整体支出", at + 4)
            continue
        read += 1
        sentence = sentence_at(report, at)
        named = re.search(
            rf"({re.escape(place)}{HAN}{{1,16}}?{BODY})\s*(?:(?:19|20)\d\d\s*年度?)?的?(?:部门|单位)$",
            folded[sentence.start : at],
        )
        if named is not None and _is_another(named[1], whole):
            told = folded[slice(*sentence)]
            if not re.search("|".join(rule.params["apart"]), told):
                yield Span(sentence.start + named.start(1), sentence.start + named.end(1))
        at = folded.find("整体支出", at + 4)


def _is_another(name: str, whole: str) -> bool:
    """Whether a name is no form of the unit's own: of one kind of body, in other characters."""
    return name[-1] == whole[-1] and not set(name) <= set(whole)
