"""Reasons and paragraphs that stand word for word in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.outline import sections_at
from checker.report.prose import paragraphs, sentences

REASON = "原因"
LEADS = r"(?:是|为|在于|系)?\s*[：:，,]?\s*"
SAME = ("持平", "无增减", "无变化", "未发生")
"""Words of a claim that nothing changed: there is one reason for that."""
DUTIES = "目标|职能|职责|任务|计划|概况|附件|附表"
"""Titles of sections that are rightly said again where their results are told."""
SHOWN = 24
"""Characters of a text that are enough to find it by."""


def check_reasons(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Each reason that is given, against those given before it for other figures.

    ``params``: ``least`` is the number of characters that a reason must have to be remarked.
    """
    del context
    least = int(rule.params["least"])
    known: dict[str, tuple[Span, frozenset[str]]] = {}
    verdicts: list[Verdict] = []
    for span, claim in _reasons(report):
        text = "".join(report.folded[slice(*span)].split())
        first = known.setdefault(text, (span, claim))
        if len(text) < least or first[0] == span or first[1] <= claim or claim <= first[1]:
            continue  # nothing to copy, the first, or the same change told again
        shown = report.text[slice(*first[0])]
        again = (Operand("又见", first[0], shown),)
        verdicts.append(Verdict(rule, "fail", span, again, details=(("subject", text[:SHOWN]),)))
    if not known:
        return NotApplied(rule, "no-place")
    return verdicts[:1] or [Verdict(rule, "pass", next(iter(known.values()))[0])]


def _reasons(report: Report) -> Iterator[tuple[Span, frozenset[str]]]:
    """The words of the first reason of each sentence, and the figures that it explains."""
    folded = report.folded
    for paragraph in paragraphs(report) if REASON in folded else ():
        if folded.find(REASON, *paragraph.span) < 0:
            continue
        for begin, end in sentences(report, paragraph.span):
            at = folded.find(REASON, begin, end)
            lead = re.match(LEADS, folded[at + len(REASON) : end]) if at >= 0 else None
            if lead is None or not lead.end():
                continue
            start = at + len(REASON) + lead.end()
            words = folded[start:end].rstrip("。；;！ \n")
            claim = folded[begin:at]
            figures = frozenset(re.findall(r"\d[\d,.]*", claim))
            if words and figures and not any(word in claim for word in SAME):
                yield Span(start, start + len(words)), figures


def check_copied(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Paragraphs that stand again, word for word, under another heading: one verdict.

    ``params``: ``least`` is the number of characters that a paragraph must have. What stood first
    under duties, goals and plans is rightly said again.
    """
    del context
    least = int(rule.params["least"])
    known: dict[str, Span] = {}
    copies: list[tuple[Span, Span]] = []
    for paragraph in paragraphs(report):
        if paragraph.span.end - paragraph.span.start < least:
            continue
        text = report.folded[slice(*paragraph.span)].rstrip("。 ")
        first = known.setdefault(text, paragraph.span)
        if first != paragraph.span:
            copies.append((first, paragraph.span))
    copies = [copy for copy in copies if _is_copy(report, *copy)]
    if not copies:
        looked = next(iter(known.values()), None)
        passed = looked and Verdict(rule, "pass", _head(looked))
        return [passed] if passed else NotApplied(rule, "no-place")
    (first, second), *others = copies
    operands = [Operand("又见", _head(first), report.text[slice(*_head(first))])]
    operands += [Operand("又见", _head(s), report.text[slice(*_head(s))]) for _, s in others]
    span = _head(second)
    details = (("subject", report.folded[slice(*span)]),)
    return [Verdict(rule, "fail", span, tuple(operands), details=details)]


def _is_copy(report: Report, first: Span, second: Span) -> bool:
    """Whether two places lie in different sections, the first not one of duties or goals."""
    before, behind = (sections_at(report, span.start) for span in (first, second))
    titles = [report.folded[slice(*section.title)] for section in before]
    return before[-1:] != behind[-1:] and not any(re.search(DUTIES, title) for title in titles)


def _head(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + SHOWN))
