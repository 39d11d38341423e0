"""Changes as sentences state them: two levels, the word between them, and what it is said to be.

Only figures that follow each other with nothing but words of comparison between are read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from checker.checks.words import has_any
from checker.model.report import Report
from checker.model.value import Value

LEVELS = frozenset(("amount", "count", "rate", "score", "price"))
MEASURED = LEVELS | {"points"}
RATES = frozenset(("rate", "points"))
FAR = 40
"""Characters between two figures that are read together, at most."""

CUT = frozenset("，,。；;：:、\n")
RANKED = ("排名", "名次", "位次", "位居", "第")
FILLERS = ("了", "率", "幅度", "幅", "额", "金额", "约", "为", "达", "达到")
COMPARED = ("比", "较", "相比", "相较", "同比", "与")
ADVERBS = "均都也已还略明显大幅远"
LEADING = f"{ADVERBS}同总整体实际共又且而"
LINKS = ("", "相比", "同比", "相比同比", "实际", "相比实际", "总体", "相比总体")
EARLIER = ("比", "较", "与", "上年", "去年", "同期")
"""Words with which a level of another time, or one to compare with, is named."""
YEAR = r"[，,；;、]?(20\d\d)年度?([^，,。；;：:\d]{0,10})"
SHARED = ("，占", ",占", "（占", "(占", "，完成", ",完成", "（完成")


class Claim(NamedTuple):
    """What a sentence says of two levels: which was first (None where only the change is stated),
    whether it names a rise (1), a fall (-1) or neither (0), and the change where it states it."""

    before: Value | None
    after: Value
    sign: int
    change: Value | None
    word: str


class Words(NamedTuple):
    """The words of rise and fall, the longest first, those of comparison, and the characters that
    one of them begins with."""

    up: frozenset[str]
    moves: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    firsts: frozenset[str]

    def sign(self, word: str) -> int:
        """1 for a word of rise, -1 for one of fall."""
        return 1 if word in self.up else -1

    def last(self, text: str) -> tuple[str, str]:
        """What stands before the word of rise or fall with which words end, and that word; "" for
        none. 了, 率, 幅度 behind it do not count."""
        while text.endswith(FILLERS):
            text = text[: -len(next(each for each in FILLERS if text.endswith(each)))]
        if not text.endswith(self.moves):
            return text, ""
        word = next(each for each in self.moves if text.endswith(each))
        return text[: -len(word)], word


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


def _is_plain(text: str, longest: int) -> bool:
    """Whether words are few and no mark stands among them."""
    return len(text) <= longest and CUT.isdisjoint(text)


def _ahead(report: Report, value: Value) -> str:
    """The words of the clause before a figure."""
    words = report.folded[max(0, value.span.start - 18) : value.span.start]
    return words[max(map(words.rfind, CUT)) + 1 :]


def _follows(report: Report, values: Sequence[Value], at: int, words: Words) -> Value | None:
    """The change that stands behind two levels: …，增长5%."""
    stem = _gap(report, values, at).lstrip("，,（( ")
    head = words.last(stem)[0]
    return values[at] if stem and head in ("", "同比", "实际", "增", "降") else None


def _from_to(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """由A增加到B，增长C."""
    before, after = values[at - 1], values[at]
    if not is_like(before, after) or before.kind not in LEVELS:
        return None
    to = max(gap.rfind("到"), gap.rfind("至"), len(gap) - 1 if gap[-1] == "为" else -1)
    if to < 0 or not _is_plain(gap[to:], 11):  # 到2022年的
        return None
    head, word = words.last(gap[:to])
    ahead = _ahead(report, before)
    if not word or not _is_plain(head, 8) or ("由" not in ahead and "从" not in ahead):
        return None
    if has_any(RANKED, ahead) or has_any(RANKED, gap):
        return None
    change = _follows(report, values, at + 1, words)
    return Claim(before, after, words.sign(word), change, word)


def _than(report: Report, values: Sequence[Value], at: int, gap: str, words: Words) -> Claim | None:
    """较上年A增加C，为B; B，较上年A增加C."""
    before, change = values[at - 1], values[at]
    if before.kind not in LEVELS or not (is_like(before, change) or change.kind in RATES):
        return None
    head, word = words.last(gap)
    if not word or head.strip("，, ") not in ("", "相比", "同比", "相比，同比"):
        return None
    ahead = _ahead(report, before)
    than = max(ahead.rfind("比"), ahead.rfind("较"))
    if than < 0 or has_any(words.moves, ahead[than:]):
        return None  # 较上年增加A，增长C: what stands there is no level
    reached = _gap(report, values, at + 1)
    after = None
    if len(reached) <= 6 and reached.endswith(("为", "达", "达到", "至")):
        after = values[at + 1]
    elif at > 1 and _names_another(_gap(report, values, at - 1)):
        after = values[at - 2]
    if after is None or not is_like(before, after):
        return None
    return Claim(before, after, words.sign(word), change, word)


def _names_another(gap: str) -> bool:
    """Whether what stands between two levels is little more than 比 and a name: ，比2019年. Words
    before that (，三公经费比2019年) may name another thing."""
    head, _, tail = gap.replace(",", "，").rpartition("，")
    return _is_plain(head, 6) and _is_plain(tail, 18) and tail.lstrip(LEADING)[:1] in ("比", "较")


def read_turned(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """A level of another year or plan and the change from it, whatever stands before: （上年A），同比
    减少C. Which level that is said of is not: the claim has the earlier one for both."""
    before, change = values[at - 1], values[at]
    if before.kind not in ("amount", "count"):
        return None
    if not (is_like(before, change) or change.kind == "rate"):
        return None
    head, word = words.last(gap)
    if not word or "".join(re.split(r"[，,（）() ]", head)) not in LINKS:
        return None
    name = re.split(r"[，,。；;：:、（(\n]", _gap(report, values, at - 1))[-1]
    if not has_any(EARLIER, name) or has_any(words.moves, name):
        return None
    return Claim(before, before, words.sign(word), change, word)


def _by(report: Report, values: Sequence[Value], at: int, gap: str, words: Words) -> Claim | None:
    """B，较上年增加C，增长R: the level before is what B and C leave. What else B is compared with may
    stand between: B，较上年增加C，增长R，较预算减少C，下降R."""
    after, change = values[at - 1], values[at]
    if after.kind == "rate" and at > 1 and _gap(report, values, at - 1).startswith(SHARED):
        after = values[at - 2]
    elif after.kind == "rate" and at > 2 and _follows(report, values, at - 1, words) is after:
        compared = words.last(_gap(report, values, at - 2))
        after = values[at - 3] if compared[1] and has_any(COMPARED, compared[0]) else after
    if after.kind not in ("amount", "count") or not is_like(after, change):
        return None
    head, word = words.last(gap)
    head = head.replace(",", "，").replace("）", "，").replace(" ", "")
    name, comma, than = head.removesuffix("，").rpartition("，")
    if not word or not comma or not _is_plain(name, 6) or any(map(str.isdigit, name)):
        return None
    if not than.startswith(COMPARED) or not _is_plain(than, 14) or "均" in gap:
        return None
    rate = _follows(report, values, at + 1, words)
    if rate is None or rate.kind != "rate":
        return None
    return Claim(None, after, words.sign(word), change, word)


def _years(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """2019年A，2020年B，增长C."""
    if at < 2 or gap[0] not in "，," or not is_like(values[at - 2], values[at - 1]):
        return None
    change, after, before = values[at], values[at - 1], values[at - 2]
    if after.kind not in LEVELS or not (is_like(change, after) or change.kind in RATES):
        return None
    head, word = words.last(gap)
    if not word or head[1:] not in ("", "同比", "比上年", "较上年", "实际"):
        return None
    middle = re.fullmatch(YEAR, _gap(report, values, at - 1))
    start = before.span.start
    first = re.search(YEAR + "$", report.folded[max(0, start - 18) : start]) if middle else None
    if middle is None or first is None or int(middle[1]) != int(first[1]) + 1:
        return None
    if middle[2].strip("为是") not in ("", first[2].strip("为是")):
        return None
    return Claim(before, after, words.sign(word), change, word)


def _compared(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """B，高于目标A; B，与上年A持平. B，低于上年A may also say by how much, unless no share of a
    whole can be so far above."""
    after, before = values[at - 1], values[at]
    if not is_like(before, after) or after.kind not in LEVELS:
        return None
    behind = report.folded[before.span.end : before.span.end + 3]
    stem = gap.lstrip("，, ")
    if behind.startswith("持平") and stem[:1] in ("与", "和", "同") and _is_plain(stem, 13):
        return Claim(before, after, 0, None, "持平")
    moved = _moves_on(report, before, words) if _names_another(gap) else ""
    if moved:
        return Claim(before, after, words.sign(moved), None, moved)
    stem = stem.lstrip(ADVERBS)
    word = next((each for each in (*words.above, *words.below) if stem.startswith(each)), "")
    name = stem[len(word) :]
    if not word or behind[:1] == "的" or not 1 < len(name) <= 14 or not _is_plain(name, 14):
        return None
    before = replace(before, bound="")
    if word in words.above:
        by = values[at + 1] if _gap(report, values, at + 1) in ("", "）", ")") else None
        fits = by is not None and (by.kind == "points" or is_like(by, before))
        return Claim(before, after, 1, by if fits else None, word)
    one, other = after.number or Decimal(0), before.number or Decimal(0)
    if after.kind == "rate" and one + other > 100 and other * 2 > one:
        return Claim(before, after, -1, None, word)
    return None


def _moves_on(report: Report, before: Value, words: Words) -> str:
    """The word of rise or fall without a figure behind a level: 比上年A有所减少，; "" for none."""
    behind = report.folded[before.span.end : before.span.end + 8]
    stem = behind.lstrip(f"{ADVERBS}有所略")
    word = next((each for each in words.moves if stem.startswith(each)), "")
    return word if word and stem[len(word) :][:1] in (*CUT, "") else ""


READERS: tuple[Callable[[Report, Sequence[Value], int, str, Words], Claim | None], ...] = (
    _from_to,
    _than,
    _by,
    _years,
    _compared,
)
