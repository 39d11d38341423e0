"""Wholes and parts as sentences state them: 其中, 分别为, 由…组成, 合计.

Proves: where all parts are meant, that they make up the whole; where some are, that neither the
first nor all together are more than it. A list may run on into other figures (其中…，全年办结80件),
so that whatever stretch of it adds up speaks for the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise

from checker.checks.reckoning.sums import Part, Sum, add_up, verdict_of
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Fact, Group, Report
from checker.model.rule import Rule
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import paragraph_at

LONGEST = 40
"""Parts of a list of which every beginning and end is tried."""

KNOWN = ("amount", "count")
REST = ("其余", "剩余", "余下", "其他", "另")
"""Behind a list these name what is left of the whole."""
SHORT = 4
"""Characters of the name of all others, at most: 其他人员, but 其他收入 is a class of its own."""

KINDS = r"加分|加\d|扣|减|满分|分值|应得|奖励|\d分[，,、]?(?:自评|实际?)?[得计]"
"""Words of scores that are not of one kind: a maximum has its score right behind it."""
BEFORE = 12


def check_parts(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each group of the kind the rule asks for.

    ``params``: ``relation`` is ``parts`` (some are named) or ``partition`` (all are). With the latter
    also such of 其中 that name all by what they name: the names of one of ``complete`` and no
    others, or a last part that is named one of ``rest`` or, of an income that begins with grants,
    one of ``income``.
    """
    del context
    relation = rule.params["relation"]
    verdicts: list[Verdict | None] = []
    for group in report.groups:
        if group.relation == relation and not _is_of_several_kinds(report, group):
            judge = _judge_all if relation == "partition" else _judge_some
            verdicts.append(judge(report, rule, group))
        elif relation == "partition" and _is_complete(report, rule, group):
            verdicts.append(_judge_complete(report, rule, group))
    found = [verdict for verdict in verdicts if verdict is not None]
    return found or NotApplied(rule, "no-place")


def _is_complete(report: Report, rule: Rule, group: Group) -> bool:
    """Whether the parts of a list of 其中 are all there are, by their names."""
    if len(group.parts) < 2 or not group.listed or group.whole.value.kind not in KNOWN:
        return False
    behind = report.folded[group.parts[-1].value.span.end :][:4]
    if has_any(REST, behind):
        return False
    labels = [report.folded[slice(*fact.label)].strip() for fact in group.parts]
    for names in rule.params.get("complete", ()):
        known = [next((n for n in names if label.startswith(n)), "") for label in labels]
        if group.whole.value.kind == "amount" and sorted(known) == sorted(names):
            return True
    last, rest = labels[-1], tuple(rule.params.get("rest", ()))
    if last in rule.params.get("income", ()):  # 收入总计 holds what was carried over too
        whole = report.folded[slice(*group.whole.label)]
        return "拨款" in labels[0] and not has_any(("拨款", "总计"), whole)
    return last.startswith(rest) and len(last) <= SHORT and not group.parts[-1].term


def _half_step(value: Value) -> Decimal:
    """What rounding to its own last digit may have taken from an amount."""
    step = Decimal(1).scaleb(-value.decimals) if value.kind == "amount" else Decimal(0)
    return step * value.factor / 2


def _judge_complete(report: Report, rule: Rule, group: Group) -> Verdict | None:
    """The verdict on a list that is complete by its names; None where another figure of the
    paragraph is what it lacks, or where figures rounded to fewer digits than others explain it."""
    whole, parts = _part(report, group.whole), [_part(report, fact) for fact in group.parts]
    sums = [add_up(one, parts) for one in (whole, *(_part(report, f) for f in group.rivals))]
    good = next((found for found in sums if found.holds), None)
    if good is not None:
        return verdict_of(rule, good, "=")
    around = paragraph_at(report, whole.span.start).span
    own = {group.whole.value.span, *(fact.value.span for fact in group.parts)}
    apart = {
        value.amount
        for value in report.values
        if around.start <= value.span.start < around.end and value.span not in own
    }
    gap = sums[0].gap
    figures = [whole.value, *(part.value for part in sums[0].parts)]
    if gap in apart or gap <= sum(map(_half_step, figures)):
        return None
    return replace(verdict_of(rule, sums[0], "≠"), severity="warning")


def _is_of_several_kinds(report: Report, group: Group) -> bool:
    """Whether a list of scores has maxima, points on top or deductions among them: what scores
    come to is judged by rules of their own."""
    if group.whole.value.kind != "score":
        return False
    spans = [group.whole.span, *(part.span for part in group.parts)]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return re.search(KINDS, report.folded[max(0, start - BEFORE) : end]) is not None


def _part(report: Report, fact: Fact) -> Part:
    label = report.text[fact.label.start : fact.label.end].strip(" ：:，,、是为")
    return Part(fact.term or label, fact.value, fact.value.span)


def _judge_all(report: Report, rule: Rule, group: Group) -> Verdict:
    whole = _part(report, group.whole)
    good, sums = _read(report, group, whole)
    return verdict_of(rule, good or sums[0], "=" if good is not None else "≠")


def _read(report: Report, group: Group, whole: Part) -> tuple[Sum | None, list[Sum]]:
    """The first sum that holds, if only for another whole than the nearest; and the sums of the
    nearest that were tried, which are all where none of them holds."""
    sums: list[Sum] = []
    for stretch in _stretches(report, group):
        sums.append(add_up(whole, stretch))
        if sums[-1].holds:
            return sums[-1], sums
    rivals = [_part(report, fact) for fact in group.rivals]
    tried = (add_up(rival, found.parts) for rival in rivals for found in sums)
    return next((found for found in tried if found.holds), None), sums


def _judge_some(report: Report, rule: Rule, group: Group) -> Verdict | None:
    whole = _part(report, group.whole)
    good, sums = _read(report, group, whole)
    if good is not None:
        return verdict_of(rule, good, "=")
    everything = sums[0]
    first = add_up(whole, everything.parts[:1])  # the list may run on into other figures
    if everything.exceeds and _is_of_both(group):
        return None  # 制定12项，修订8项，其中财务类5项、业务类15项
    if first.exceeds:
        return verdict_of(rule, first, ">")
    if everything.exceeds and group.parts[0].value.amount == group.whole.value.amount:
        return verdict_of(rule, first, "≤")  # 拨款收入941万元，占100%；年初结转3万元: beside it
    if group.listed or not everything.exceeds:
        return verdict_of(rule, everything, ">" if everything.exceeds else "≤")
    nearest = min([first, *sums], key=lambda found: (found.gap, len(found.parts)))
    if not nearest.exceeds or group.whole.value.kind != "amount":
        return None  # subsets of people and things overlap as they like
    operands = tuple(Operand(p.role, p.span, "") for p in nearest.parts)
    details = (("reason", "overlap"), ("sum", verdict_of(rule, nearest, ">").computed))
    return Verdict(rule, "undetermined", whole.span, operands, details=details)


def _is_of_both(group: Group) -> bool:
    """Whether the parts make up the whole and another figure beside it together."""
    parts = sum((fact.value.amount or Decimal(0) for fact in group.parts), Decimal(0))
    whole = group.whole.value.amount or Decimal(0)
    return any(whole + (rival.value.amount or Decimal(0)) == parts for rival in group.rivals)


def _is_in_a_row(report: Report, group: Group) -> bool:
    """Whether people or things of 其中 are set apart by 、 alone, and the first is not itself what
    those behind it come to (在职100人、行政42人、事业58人)."""
    if group.relation != "parts" or group.whole.value.kind != "count":
        return False
    amounts = [fact.value.amount or Decimal(0) for fact in group.parts]
    if amounts[0] in (group.whole.value.amount, *list(accumulate(amounts[1:]))[1:]):
        return False
    return all(
        report.folded[one.value.span.end : other.label.start].strip() == "、"
        for one, other in pairwise(group.parts)
    )


def _stretches(report: Report, group: Group) -> Iterator[list[Part]]:
    """The lists that may be meant: all; each beginning; each end, unless people or things behind 其中
    are set apart by 、 alone; and those of one name."""
    parts = [_part(report, fact) for fact in group.parts]
    in_a_row = _is_in_a_row(report, group)
    yield parts
    for size in range(len(parts) - 1, 1, -1) if len(parts) <= LONGEST else ():
        yield parts[:size]
        if not in_a_row:
            yield parts[-size:]
    for name in dict.fromkeys(part.role for part in parts):
        same = [part for part in parts if part.role == name]
        if 1 < len(same) < len(parts):
            yield same
