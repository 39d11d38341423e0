"""Wholes and their parts, by the grammar of a sentence: 其中, 由…组成, 合计.

A list of parts ends where its mark gets heavier (A、B、C；D), at another side, year or basis, and
where the whole's own quantity comes again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from checker.model.report import Fact, Group
from checker.model.text import Span
from checker.report.clauses import Reading
from checker.report.lexicon import Lexicon
from checker.report.tokens import Piece

APART = re.compile("另|此外|不含|不包括|除此")
"""What stands beside the parts, not among them."""

SECOND = re.compile(
    "(?:已|实际|其中|累计|本年|当年|全年|调整后|调整)*(?:支出|支付|拨付|执行|使用|完成|到位|预算|决算|安排|下达|投资|报销)+"
    "(?:数|额|金额|资金|了)?[为是共]?"
)
"""The name of a second figure of one element: what was paid of it, what was planned for it."""

ASIDE = re.compile("预算|计划|上年|去年|同期")
"""The name of a figure that another is compared with."""

MEAN = re.compile("平均|人均|户均|净[增减流]")
"""The name of what is no whole: an average, a balance of more and less."""

LESS = re.compile("注销|减少|调减|核减|冲减|扣除|撤销|退出")
"""The name of what is taken off, not added."""

TWICE = re.compile("重复|交叉|同时|兼|[（(]含")
SLIP, OVERLAP = Decimal("1.1"), Decimal("1.5")
"""How many times a whole of people or things the parts named may come to where that is a slip, and
not sets that overlap: under any names, under names of one pattern."""

FUNDS, CARRIED = "可用资金", "年初结转和结余"

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
    word: Piece,
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
    at_word = word.start
    if folded[max(0, at_word - 1) : at_word] in ("不", "未"):
        return entries  # 不包括…
    wholes = [fact for fact in around if _fits(fact, first, lexicon)]
    if not wholes or _is_vague(wholes, first, lexicon):
        return entries
    # 抽检386批次，不合格6批次，其中食用农产品120批次: what is smaller than its part is no whole.
    larger = [fact for fact in wholes if (fact.value.amount or 0) >= (first.value.amount or 0)]
    of_basis = [fact for fact in larger if not _of_other_basis(fact, first)]
    # 支出2000万元，完成年初预算1900万元的105%，其中…: what is said of the whole is no whole itself.
    said = [] if ASIDE.search(_label(first, folded)) else of_basis
    main = [fact for fact in said if not ASIDE.search(_label(fact, folded))]
    near = main if main and main[-1].sentence == first.sentence else of_basis
    whole = (near or larger or wholes)[-1]
    parts, some = _parts(entries, whole, lexicon, folded)
    if not parts or MEAN.search(_label(whole, folded)):
        return entries
    if any(entry.fact.change != whole.change for entry in parts):
        return entries  # an increase made of increases and decreases is no sum of parts
    span = Span(word.start, word.end)
    some = some or folded[max(0, at_word - 2) : at_word] == "主要"
    all_meant = not some and (kind == "made" or all(entry.each for entry in parts))
    groups.append(
        Group(
            "partition" if all_meant and len(parts) > 1 else "parts",
            whole,
            tuple(entry.fact for entry in parts),
            span,
            _is_list(parts, whole, folded, lexicon)
            and not _is_mixed(parts[0].fact, reading, folded),
            tuple(f for f in wholes if f.sentence == whole.sentence and f is not whole),
        )
    )
    return entries


def _parts(
    entries: list[Entry], whole: Fact, lexicon: Lexicon, folded: str
) -> tuple[list[Entry], bool]:
    """The parts of ``whole`` at the head of a list, and whether there are more than are named; none
    where two go by one name or one by none. The parts in ``entries`` get its basis and year."""
    parts: list[Entry] = []
    mark = held = ""
    nested = skipped = bare = False
    for at, entry in enumerate(entries):
        # 其中A 900万元：甲600万元、乙300万元；B 100万元: what stands behind the colon is of A.
        nested = WEIGHT[entry.mark] < WEIGHT["SEMI"] and (
            nested or (entry.mark == "COLON" and bool(parts))
        )
        if nested and not entry.total:
            continue
        mark = max(mark, entry.mark, key=WEIGHT.__getitem__)
        apart = APART.match(folded, entry.fact.label.start) is not None
        if entry.total or apart or _leaves(entry.fact, whole, bool(parts), lexicon):
            break
        if not _alike(entry.fact, whole) or _of_other_basis(entry.fact, whole):
            skipped = skipped or _alike(entry.fact, whole)
            continue
        if len(parts) > 1 and WEIGHT[mark] > WEIGHT[held]:
            break  # A、B、C；D: the list of parts ended at the heavier mark
        label = _label(entry.fact, folded)
        bare = bare or bool(parts and entry.mark and not label)  # A 1万元、2万元: of two years
        entries[at] = entry._replace(fact=_inherit(entry.fact, whole), mark=mark)
        if parts and not mark:
            parts[-1] = entries[at]  # 管理效率50分得48分: one element, and the last figure counts
            continue
        if parts and SECOND.fullmatch(label):
            # 农村公路862万元、已支付712万元: the same element once more. Of a budget and what was
            # spent of it, the second is of the same nature as the whole.
            planned = "预算" in _label(parts[-1].fact, folded)
            if planned and "预算" not in _label(whole, folded):
                parts[-1] = entries[at]
            continue
        parts.append(entries[at])
        held, mark = mark, ""
    names = [label for part in parts if (label := _label(part.fact, folded))]
    if bare or len(set(names)) < len(names):
        return [], True
    return parts, skipped or bool(parts and _is_open(parts[-1].fact, folded))


def group_totals(
    entries: Sequence[Entry], reading: Reading, folded: str, groups: list[Group]
) -> None:
    """Adds the group of each 合计 and the figures of its kind before it in the list."""
    parts: list[Fact] = []
    for at, entry in enumerate(entries):
        label = _label(entry.fact, folded)
        if entry.total or _is_of_funds(entry.fact, entries, at, groups, label):
            alike = tuple(fact for fact in parts if _alike(fact, entry.fact))
            changed = any(
                fact.change and fact.value.kind == entry.fact.value.kind for fact in parts
            )
            if len(alike) > 1 and not (
                changed
                or _is_mixed(entry.fact, reading, folded)
                or _is_open(alike[-1], folded)
                or any(LESS.search(_label(fact, folded)) for fact in alike)
            ):
                groups.append(Group("partition", entry.fact, alike, entry.fact.label))
            parts = []
        elif not (parts and SECOND.fullmatch(label)):
            parts.append(entry.fact)


def _is_of_funds(
    fact: Fact, entries: Sequence[Entry], at: int, groups: Sequence[Group], label: str
) -> bool:
    """Whether a figure, the entry ``at``, is the total of the funds of a sentence that names what
    they are made of: 年初结转…，财政拨款收入…，可用资金合计."""
    if fact.term != FUNDS or not label.endswith(("合计", "共计", "总计")):
        return False
    before = entries[:at]
    terms = [entry.fact.term for entry in before]
    return (
        CARRIED in terms
        and (len(terms) == 2 or all(term.endswith(("收入", CARRIED)) for term in terms))
        and not any(one.endswith(other) for one, other in permutations(terms, 2))
        and all(e.fact.sentence == fact.sentence and not e.fact.scope for e in before)
        and not any(group.whole.sentence == fact.sentence for group in groups)
    )


def _is_open(last: Fact, folded: str) -> bool:
    """Whether the list that ends here goes on with others that are not named: …等."""
    return folded.startswith("等", last.value.span.end)


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


def _is_list(parts: Sequence[Entry], whole: Fact, folded: str, lexicon: Lexicon) -> bool:
    """Whether parts stand side by side as a list does, so that none lies inside another: under
    names of one pattern, or (money) behind a colon or set apart by 、. Sets of people and things
    that are set apart by 、 may overlap, and then come to much more than the whole."""
    labels = [_label(part.fact, folded) for part in parts]
    if (
        parts[0].fact.value.kind == "count"
        and any(_are_classes(labels, words) for words in lexicon.apart)
        and (_times(parts, whole) <= SLIP or _total(parts) - (whole.value.amount or 0) <= 1)
    ):
        return True
    # Those who are 满意 are counted in other ways too; 满意度指标 are not.
    plain = [label.replace("满意度", "") for label in labels]
    # Money behind a colon is listed item by item, whoever it is for (退役安置, 残疾人补贴).
    items = parts[0].fact.value.kind == "amount" and parts[0].mark == "COLON" and len(parts) > 2
    words = ("已",) if items else lexicon.overlaps
    if any(word in label for label in plain for word in words):
        return False
    alike = len({label[-1:] for label in labels}) == 1
    marks = {part.mark for part in parts[1:]}
    if parts[0].fact.value.kind == "count":
        alike = alike or len({label[:1] for label in labels}) == 1
        much = _times(parts, whole)
        return (alike and much <= OVERLAP) or (marks == {"PAUSE"} and much <= SLIP)
    return alike or (len(marks) == 1 and (marks == {"PAUSE"} or parts[0].mark == "COLON"))


def _are_classes(labels: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each name is that of another class, by the first of ``words`` in it."""
    found = [next((word for word in words if word in label), "") for label in labels]
    return len(found) > 1 and "" not in found and len(set(found)) == len(found)


def _times(parts: Sequence[Entry], whole: Fact) -> Decimal:
    """How many times the whole its parts come to together; 0 for a whole of nothing."""
    return _total(parts) / whole.value.amount if whole.value.amount else Decimal(0)


def _total(parts: Sequence[Entry]) -> Decimal:
    return sum((part.fact.value.amount or Decimal(0) for part in parts), Decimal(0))


def _label(fact: Fact, folded: str) -> str:
    return folded[fact.label.start : fact.label.end].replace(" ", "").rstrip("是为有共约:：")
