"""Changes as sentences state them: two levels, the word between them, and what it is said to be.

Only figures that follow each other with nothing but words of comparison between are read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from checker.model.report import Report
from checker.model.value import Value

LEVELS = frozenset(("amount", "count", "rate", "score", "price"))
MEASURED = LEVELS | {"points"}
RATES = frozenset(("rate", "points"))
FROM = r"(?:由|从)[^，,。；;：:、\n]{0,16}$"
THAN = r"(?:比|较)[^，,。；;：:、（）()\n]{0,14}$"
BASE = r"[^，,。；;\d]{0,6}[，,]?(?:相?比|相?较|同比)[^，,。；;：:\n]{0,14}$"
RANKED = "排名|名次|位次|位居|第"
FAR = 40
"""Characters between two figures that are read together, at most."""


class Claim(NamedTuple):
    """What a sentence says of two levels: which was first (None where only the change is stated),
    whether it names a rise (1), a fall (-1) or neither (0), and the change where it states it."""

    before: Value | None
    after: Value
    sign: int
    change: Value | None
    word: str


class Words(NamedTuple):
    """The words of rise and fall as a pattern, those of comparison, and the characters that one of
    them begins with."""

    pattern: str
    up: frozenset[str]
    above: tuple[str, ...]
    below: tuple[str, ...]
    firsts: frozenset[str]

    def sign(self, word: str) -> int:
        """1 for a word of rise, -1 for one of fall."""
        return 1 if word in self.up else -1


def read_claim(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """The claim that the figure ``at`` and those beside it make; ``gap`` stands before it."""
    found = (read(report, values, at, gap, words) for read in READERS)
    return next((claim for claim in found if claim is not None), None)


def is_like(value: Value, other: Value) -> bool:
    """Whether two figures may be levels of one thing."""
    if value.kind != other.kind:
        return False
    return value.kind in ("amount", "rate") or value.unit == other.unit


def _gap(report: Report, values: Sequence[Value], at: int) -> str:
    """The words between a figure and the one before it; more than a sentence where there is none."""
    if not 0 < at < len(values):
        return "。" * FAR
    return report.folded[values[at - 1].span.end : values[at].span.start]


def _follows(report: Report, values: Sequence[Value], at: int, words: Words) -> Value | None:
    """The change that stands behind two levels: …，增长5%."""
    gap = _gap(report, values, at)
    pattern = (
        rf"[，,]?(?:同比|实际|增幅|降幅)?(?:{words.pattern})?(?:了|率|幅度?|约|为|达|额|金额)*"
    )
    return values[at] if gap and re.fullmatch(pattern, gap) else None


def _from_to(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """由A增加到B，增长C."""
    before, after = values[at - 1], values[at]
    if gap[-1] not in "到至为":
        return None
    match = re.fullmatch(rf"[^，,。；;]{{0,8}}?{words.pattern}了?(?:到|至|为)", gap)
    if match is None or not is_like(before, after) or before.kind not in LEVELS:
        return None
    ahead = report.folded[max(0, before.span.start - 18) : before.span.start]
    if not re.search(FROM, ahead) or re.search(RANKED, ahead + gap):
        return None
    change = _follows(report, values, at + 1, words)
    return Claim(before, after, words.sign(match[1]), change, match[1])


def _than(report: Report, values: Sequence[Value], at: int, gap: str, words: Words) -> Claim | None:
    """较上年A增加C，为B; B，较上年A增加C."""
    before, change = values[at - 1], values[at]
    ahead = report.folded[max(0, before.span.start - 18) : before.span.start]
    if "比" not in ahead and "较" not in ahead:
        return None
    match = re.fullmatch(rf"(?:相比)?[，,]?(?:同比)?{words.pattern}(?:了|率|幅度?|约|为|达)*", gap)
    if match is None or before.kind not in LEVELS:
        return None
    if not is_like(before, change) and change.kind not in ("rate", "points"):
        return None
    than = re.search(THAN, ahead)
    if than is None or re.search(words.pattern, than[0]):
        return None  # 较上年增加A，增长C: what stands there is no level
    reached = r"[，,]?(?:后|总额)?(?:为|达到?|至|[增升降减][至为])"
    if re.fullmatch(reached, _gap(report, values, at + 1)) and is_like(before, values[at + 1]):
        return Claim(before, values[at + 1], words.sign(match[1]), change, match[1])
    if at < 2 or not is_like(values[at - 2], before):
        return None
    if not re.fullmatch(BASE, _gap(report, values, at - 1)):
        return None
    return Claim(before, values[at - 2], words.sign(match[1]), change, match[1])


def _by(report: Report, values: Sequence[Value], at: int, gap: str, words: Words) -> Claim | None:
    """B，较上年增加C，增长R: the level before is what B and C leave."""
    after, change = values[at - 1], values[at]
    if "，" not in gap and "," not in gap and "）" not in gap:
        return None
    if (
        after.kind == "rate"
        and at > 1
        and re.match(r"[，,（(](?:占|完成)", _gap(report, values, at - 1))
    ):
        after = values[at - 2]
    if after.kind not in ("amount", "count") or not is_like(after, change):
        return None
    match = re.fullmatch(
        rf"[^，,。；;\d]{{0,6}}[，,）)](?:同比|(?:相?比|相?较)[^，,。；;：:\n]{{2,12}}?){words.pattern}了?",
        gap,
    )
    if match is None or "平均" in gap or "年均" in gap:
        return None
    rate = _follows(report, values, at + 1, words)
    if rate is None or rate.kind != "rate":
        return None
    return Claim(None, after, words.sign(match[1]), change, match[1])


def _years(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """2019年A，2020年B，增长C."""
    if at < 2 or gap[0] not in "，," or not is_like(values[at - 2], values[at - 1]):
        return None
    if "年" not in _gap(report, values, at - 1) or values[at - 1].kind not in LEVELS:
        return None
    match = re.fullmatch(
        rf"[，,](?:同比|比上年|较上年|实际)?{words.pattern}(?:了|率|幅度?|约|为|达)*", gap
    )
    middle = re.fullmatch(
        r"[，,；;、](20\d\d)年度?([^，,。；;：:\d]{0,10})", _gap(report, values, at - 1)
    )
    if match is None or middle is None:
        return None
    start = values[at - 2].span.start
    first = re.search(
        r"(20\d\d)年度?([^，,。；;：:\d]{0,10})$", report.folded[max(0, start - 17) : start]
    )
    if first is None or int(middle[1]) != int(first[1]) + 1:
        return None
    if first[2].rstrip("为是") != middle[2].rstrip("为是") and middle[2].strip("为是"):
        return None
    change = values[at]
    if not is_like(change, values[at - 1]) and change.kind not in ("rate", "points"):
        return None
    return Claim(values[at - 2], values[at - 1], words.sign(match[1]), change, match[1])


def _compared(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """B，高于目标A; B，与上年A持平. B，低于上年A may also say by how much, unless no share of a
    whole can be so far above."""
    after, before = values[at - 1], replace(values[at], bound="")
    if not is_like(before, after) or after.kind not in LEVELS:
        return None
    behind = report.folded[before.span.end : before.span.end + 3]
    if behind.startswith("持平") and re.fullmatch(r"[，,]?[与和同][^，,。；;：:\d]{1,12}", gap):
        return Claim(before, after, 0, None, "持平")
    if gap[0] not in "，,":
        return None
    pattern = "|".join((*words.above, *words.below))
    match = re.fullmatch(rf"[，,][均都也已还略明显大幅远]*({pattern})[^，,。；;：:\d]{{2,14}}", gap)
    if match is None or behind[:1] == "的":
        return None
    if match[1] in words.above:
        by = values[at + 1] if _gap(report, values, at + 1) in ("", "）", ")") else None
        fits = by is not None and (by.kind == "points" or is_like(by, before))
        return Claim(before, after, 1, by if fits else None, match[1])
    one, other = after.number or Decimal(0), before.number or Decimal(0)
    if after.kind == "rate" and one + other > 100 and other * 2 > one:
        return Claim(before, after, -1, None, match[1])
    return None


READERS: tuple[Callable[[Report, Sequence[Value], int, str, Words], Claim | None], ...] = (
    _from_to,
    _than,
    _by,
    _years,
    _compared,
)
