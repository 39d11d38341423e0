"""Wholes and their parts, by the grammar of a sentence: 其中, 由…组成, 合计.

A list of parts ends where its mark gets heavier (A、B、C；D), at another side, year or basis, and
where the whole's own quantity comes again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from lark import Token

from checker.model.report import Fact, Group
from checker.model.text import Span
from checker.report.clauses import Reading
from checker.report.lexicon import Lexicon

APART = re.compile("另|此外|不含|不包括|除此")
"""What stands beside the parts, not among them."""

SECOND = re.compile(
    "(?:已|实际|其中|累计|本年|当年|全年|调整后|调整)*(?:支出|支付|拨付|执行|使用|完成|到位|预算|决算|安排|下达|投资|报销)+"
    "(?:数|额|金额|资金|了)?[为是共]?"
)
"""The name of a second figure of one element: what was paid of it, what was planned for it."""

TWICE = re.compile("重复|交叉|同时|兼|[（(]含")
WEIGHT = {"": 0, "PAUSE": 1, "COMMA": 2, "COLON": 2, "SEMI": 3}
"""How far a mark sets two figures apart."""


class Entry(NamedTuple):
    """A figure of a list and the mark before it; ``total`` where 合计 alone names it, ``each``
    where 分别为 gives it its name."""

    fact: Fact
    mark: str = ""
    total: bool = False
    each: bool = False


def group_parts(
    kind: str,
    word: Token,
    entries: list[Entry],
    around: Sequence[Fact],
    reading: Reading,
    folded: str,
    groups: list[Group],
) -> list[Entry]:
    """Adds the group that 其中 or 由…组成 makes of a list; returns the list with what the parts
    take from their whole (basis and year)."""
    if not entries:
        return entries
    lexicon = reading.lexicon
    first = entries[0].fact
    wholes = [fact for fact in around if _fits(fact, first, lexicon)]
    if not wholes or _is_vague(wholes, first, lexicon):
        return entries
    # 抽检386批次，不合格6批次，其中食用农产品120批次: what is smaller than its part is no whole.
    larger = [fact for fact in wholes if (fact.value.amount or 0) >= (first.value.amount or 0)]
    of_basis = [fact for fact in larger if not _of_other_basis(fact, first)]
    whole = (of_basis or larger or wholes)[-1]
    parts: list[Entry] = []
    mark = held = ""
    for at, entry in enumerate(entries):
        mark = max(mark, entry.mark, key=WEIGHT.__getitem__)
        apart = APART.match(folded, entry.fact.label.start) is not None
        if entry.total or apart or _leaves(entry.fact, whole, bool(parts), lexicon):
            break
        if not _alike(entry.fact, whole) or _of_other_basis(entry.fact, whole):
            continue
        if len(parts) > 1 and WEIGHT[mark] > WEIGHT[held]:
            break  # A、B、C；D: the list of parts ended at the heavier mark
        entries[at] = entry._replace(fact=_inherit(entry.fact, whole), mark=mark)
        if parts and not mark:
            parts[-1] = entries[at]  # 管理效率50分得48分: one element, and the last figure counts
            continue
        if parts and SECOND.fullmatch(_label(entry.fact, folded)):
            continue  # 农村公路862万元、已支付712万元: the same element once more
        parts.append(entries[at])
        held, mark = mark, ""
    if not parts:
        return entries
    if any(entry.fact.change != whole.change for entry in parts):
        return entries  # an increase made of increases and decreases is no sum of parts
    span = Span(int(word.start_pos or 0), int(word.end_pos or 0))
    all_meant = kind == "made" or all(entry.each for entry in parts)
    groups.append(
        Group(
            "partition" if all_meant and len(parts) > 1 else "parts",
            whole,
            tuple(entry.fact for entry in parts),
            span,
            _is_list(parts, folded, lexicon) and not _is_mixed(parts[0].fact, reading, folded),
        )
    )
    return entries


def group_totals(
    entries: Sequence[Entry], reading: Reading, folded: str, groups: list[Group]
) -> None:
    """Adds the group of each 合计 and the figures of its kind before it in the list."""
    parts: list[Fact] = []
    for entry in entries:
        if entry.total:
            alike = tuple(fact for fact in parts if _alike(fact, entry.fact))
            if len(alike) > 1 and not _is_mixed(entry.fact, reading, folded):
                groups.append(Group("partition", entry.fact, alike, entry.fact.label))
            parts = []
        else:
            parts.append(entry.fact)


def _alike(fact: Fact, other: Fact) -> bool:
    """Whether two facts may be added: one kind, one unit of what is counted, both levels or both changes."""
    value, like = fact.value, other.value
    if value.kind != like.kind or bool(fact.change) != bool(other.change):
        return False
    return value.kind in ("amount", "score", "rate") or value.unit.lstrip(
        "万亿"
    ) == like.unit.lstrip("万亿")


def _is_vague(wholes: Sequence[Fact], first: Fact, lexicon: Lexicon) -> bool:
    """Whether 其中 at the head of a sentence may look back to several figures before it."""
    if wholes[-1].sentence == first.sentence:
        return False
    known = all(fact.term and lexicon.terms[fact.term].side for fact in (wholes[-1], first))
    return not known and sum(fact.sentence == wholes[-1].sentence for fact in wholes) > 1


def _fits(whole: Fact, first: Fact, lexicon: Lexicon) -> bool:
    """Whether a fact may be the whole of which ``first`` is a part: alike, and of one side."""
    if not _alike(whole, first) or first.value.kind in ("rate", "number", "price"):
        return False
    if not whole.term or not first.term:
        return True
    side, part = lexicon.terms[whole.term].side, lexicon.terms[first.term].side
    return (
        part in ("", side) or side in ("", "预算") or (part == "结余" and side in ("收入", "支出"))
    )


def _leaves(fact: Fact, whole: Fact, begun: bool, lexicon: Lexicon) -> bool:
    """Whether a figure of a list of parts is no part any more: another side, another year, the
    whole's own quantity again."""
    if not _fits(whole, fact, lexicon) and _alike(fact, whole):
        return True
    smaller = (fact.value.amount or 0) < (whole.value.amount or 0)
    if fact.term == whole.term != "":
        return not smaller  # 总收入100万元，其中年初结转10万元、本年收入90万元
    if begun and fact.term and _is_all(fact.term, whole, lexicon):
        return True
    return fact.period is not None and whole.period is not None and fact.period != whole.period


def _is_mixed(fact: Fact, reading: Reading, folded: str) -> bool:
    """Whether the sentence says that what it counts was counted twice (含重复计算, 同时享受)."""
    span = reading.sentence.span
    return fact.value.kind == "count" and TWICE.search(folded, span.start, span.end) is not None


def _is_all(term: str, whole: Fact, lexicon: Lexicon) -> bool:
    """Whether a term is all there is of the whole's side (总收入 goes by 收入 alone)."""
    side = lexicon.terms[term].side
    return side in lexicon.terms[term].alone and (
        not whole.term or lexicon.terms[whole.term].side == side
    )


def _of_other_basis(fact: Fact, whole: Fact) -> bool:
    return bool(fact.basis and whole.basis) and fact.basis != whole.basis


def _inherit(part: Fact, whole: Fact) -> Fact:
    return replace(part, basis=part.basis or whole.basis, period=part.period or whole.period)


def _is_list(parts: Sequence[Entry], folded: str, lexicon: Lexicon) -> bool:
    """Whether parts stand side by side as a list does, so that none lies inside another: under
    names of one pattern, or (money) behind a colon or set apart by 、."""
    labels = [_label(part.fact, folded) for part in parts]
    if any(word in label for label in labels for word in lexicon.overlaps):
        return False
    alike = len({label[-1:] for label in labels}) == 1
    if parts[0].fact.value.kind == "count":
        return alike or len({label[:1] for label in labels}) == 1
    marks = {part.mark for part in parts[1:]}
    return alike or (len(marks) == 1 and (marks == {"PAUSE"} or parts[0].mark == "COLON"))


def _label(fact: Fact, folded: str) -> str:
    return folded[fact.label.start : fact.label.end].replace(" ", "").rstrip("是为有共约:：")
