"""A stated count against what is listed behind it or before it.

Proves: that a list which begins or ends beside the count, and whose things are named alike, has
another number of things under every reading. 和 and 、 inside names, brackets and 等 leave a list
open; what is open proves only that too many are listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Severity
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.listing import Item, Listing, listing, outside, readings, split
from checker.report.prose import paragraph_at

MOST = 60
"""Lists of more things than this are not counted by hand."""

REACH = 40
NOUN = 17
OPENERS = ("：", ":", "（", "(", "即", "分别", "包括")
"""With what a list behind a count may open, some characters behind it."""

TOTALS = ("总共", "共计", "合计", "共")
BESIDE = frozenset("等共计》")
"""What stands between a list and its count, beside the last characters of names."""

ALL = ("即为", "即", "分别为", "分别是", "分别有", "具体为", "具体是")
SOME = ("包括", "主要为", "主要是", "主要有", "含", "有")
LOOSE = ("其中", "如", "例如", "主要", "不含", "不包括")
"""Words that open a list of all things, of some, and those after which a bracket is no list."""

ASIDE = ("涉及", "覆盖", "来自", "用于", "到", "在", "赴", "于", "给", "向", "对", "由")
"""Behind a count these lead to another noun, whose bracket it is: 三批项目涉及临城镇（甲村、乙村）."""

SAID = ("均", "都", "全", "共", "各", "其", "并", "为", "由", "属")
"""What begins what is said of a list behind it: ，均为正科级."""

MARKS = frozenset("，,。；;、：:（）()《》“”\n0123456789")
EACH = ("各", "每", "均", "前", "后", "首", "另", "约", "近", "达", "分别")
AMOUNT = r"[^\d]{0,24}\d[\d,.]*[ ]?[万亿]?元$"
SHORT = 20
TITLE = "《[^《》]{1,80}》(?:[（(][^（()）]{1,12}[）)])?"
PAPERS = frozenset("项部个件")
LONGEST = 300


class Lead(NamedTuple):
    """What opens a list: where the list begins, and whether words say that it is all or some."""

    start: int
    sure: bool
    some: bool


def check_listed(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each stated count with a list beside it.

    ``params``: ``place`` is where the list stands, ``behind`` or ``before`` the count; ``ends`` are
    the last characters of names of units and papers; ``cover`` is what part of the stated count a
    list must have to be meant as the whole.
    """
    del context
    ends = frozenset(rule.params["ends"])
    cover = int(rule.params["cover"].rstrip("%"))
    counts = [value for value in report.values if value.kind == "count" and value.parent is None]
    verdicts = []
    if rule.params["place"] == "behind":
        for at in _announced(report.folded, [value.span.end for value in counts]):
            if _is_exact(counts[at]):
                verdicts.append(_behind(report, rule, counts, at, ends, cover))
    else:
        folded, names = report.folded, ends | BESIDE
        for value in counts:
            start = value.span.start
            last = folded[start - 1] if folded[start - 1] != " " else folded[start - 2]
            if last in names and _is_exact(value):
                verdicts.append(_before(report, rule, value, ends, cover))
    return [verdict for verdict in verdicts if verdict is not None] or NotApplied(rule, "no-place")


def _announced(folded: str, ends: Sequence[int]) -> list[int]:
    """The places in a list of counts, given by their ends, that a word or mark which opens a list
    stands behind."""
    found: set[int] = set()
    for mark in OPENERS:
        at = folded.find(mark)
        while at >= 0:
            near = bisect_right(ends, at) - 1
            if near >= 0 and at - ends[near] <= NOUN:
                found.add(near)
            at = folded.find(mark, at + 1)
    return sorted(found)


def _is_exact(value: Value) -> bool:
    number = value.number
    if number is None or value.bound or value.decimals:
        return False
    return 2 <= number <= MOST and value.factor == 1


def _behind(
    report: Report, rule: Rule, counts: Sequence[Value], at: int, ends: frozenset[str], cover: int
) -> Verdict | None:
    value, folded = counts[at], report.folded
    lead = _lead(folded, value.span.end)
    before = folded[max(0, value.span.start - 3) : value.span.start]
    if lead is None or has_any(EACH, before):
        return None
    paragraph = paragraph_at(report, value.span.start)
    if paragraph.kind == "table" or lead.start >= paragraph.span.end:
        return None
    items = split(folded, lead.start, paragraph.span.end)
    if not items:
        return None
    stated = int(value.number or 0)
    found: list[Listing] = []
    for reading in readings(folded, items, ends):
        if reading.low <= stated <= reading.high:
            return Verdict(rule, "pass", value.span)
        found.append(reading)
    main = next((each for each in found if each.alike), found[0])
    if any(
        main.low <= total <= main.high
        for total in _together(folded, counts[max(0, at - 9) : at + 1])
    ):
        return None
    if stated < main.low and has_any(("和", "及", "与"), folded[value.span.end : lead.start]):
        return None  # 6个科室和监察机构，分别为: the count is of the first alone
    severity = _proof(folded, main, lead.sure, items)
    if severity is None:
        return None
    if stated > main.high and (main.open or _goes_on(folded, main, ends)):
        return Verdict(rule, "pass", value.span)
    if stated > main.high and not _covers(main, stated, cover):
        return None
    if lead.some and stated > main.high:
        severity = "warning"
    return _verdict(report, rule, value, main, severity)


def _goes_on(folded: str, found: Listing, ends: frozenset[str]) -> bool:
    """Whether behind the last comma of a list another name stands, where 、 was meant: 教务处，督导室，"""
    end = found.items[-1].end
    match = re.match("[，,]([^，,。；;：:、\\d\n]{2,12})[，,。；;]", folded[end : end + SHORT])
    if match is None or match[1].startswith(SAID):
        return False
    return match[1][-1] in {*ends, folded[end - 1]}


def _lead(folded: str, end: int) -> Lead | None:
    """The words and mark between a count and its list, which open it; None where none does."""
    stop = end
    while stop - end < NOUN and stop < len(folded) and folded[stop] not in MARKS:
        stop += 1
    noun, mark = folded[end:stop], folded[stop : stop + 1]
    start = stop + 1
    if mark in ("，", ","):
        start += folded.startswith(" ", start)
        word = _first(folded, start, (*ALL, *SOME))
        start += len(word)
    else:
        word = next((each for each in (*ALL, "包括") if each in noun), "")
        start = end + noun.find(word) + len(word) if word else start
    if mark in ("（", "(") and not word:
        if has_any(ASIDE, noun) or _first(folded, start, (*SOME, *LOOSE)):
            return None
        word = _first(folded, start, ALL)
        start += len(word)
    if not word and mark not in ("：", ":", "（", "("):
        return None
    return Lead(start + folded.startswith(("：", ":"), start), word in ALL, word in SOME)


def _first(folded: str, start: int, words: Sequence[str]) -> str:
    """The one of some words that stands at a place, or ""."""
    return next((word for word in words if folded.startswith(word, start)), "")


def _proof(folded: str, main: Listing, sure: bool, items: Sequence[Item]) -> Severity | None:
    """What a list that has another number of things bears; None where it may be none at all."""
    words = [outside(folded[slice(*item)]) for item in main.items]
    if any(map(str.isdigit, "".join(words))):
        return "error" if len(words) > 1 and all(re.match(AMOUNT, word) for word in words) else None
    if main.alike:
        return "error"
    ended = len(main.items) == len(items)
    plain = all(len(word) <= SHORT for word in words)
    return "warning" if sure and ended and plain and len(words) > 2 else None


def _together(folded: str, counts: Sequence[Value]) -> Iterator[int]:
    """What the count comes to with those before it in the sentence: 设8个科室、2个中心：…"""
    total = int(counts[-1].number or 0)
    for at in range(len(counts) - 2, -1, -1):
        if re.search("[。；：:\n]", folded[counts[at].span.end : counts[at + 1].span.start]):
            return
        total += int(counts[at].number or 0)
        yield int(counts[at].number or 0)
        yield total


def _covers(found: Listing, stated: int, cover: int) -> bool:
    return found.high * 100 >= stated * cover


def _before(
    report: Report, rule: Rule, value: Value, ends: frozenset[str], cover: int
) -> Verdict | None:
    folded = report.folded
    near = folded[max(0, value.span.start - REACH) : value.span.start]
    if "、" not in near and "》" not in near:
        return None
    listed = near.rstrip()
    for word in TOTALS:
        listed = listed.removesuffix(word).rstrip()
    is_open = listed.endswith("等")
    end = value.span.start - len(near) + len(listed) - is_open
    words = folded[max(0, end - LONGEST) : end]
    if words.endswith("》"):
        return _titles(report, rule, value, words, end, is_open, cover)
    start = end - len(words) + _clause_start(words)
    if folded.find("、", start, end) < 0 or any(map(str.isdigit, folded[start:end])):
        return None
    items = split(folded, start, end)
    if not items or any(item.mark not in "、" for item in items):
        return None
    run = _run(folded, [item.span for item in items])
    if len(run) < 2 or paragraph_at(report, start).kind == "table":
        return None
    every = listing(folded, [item.span for item in items], ends)
    stated = int(value.number or 0)
    if (is_open and stated >= len(run)) or len(run) <= stated <= every.high:
        return Verdict(rule, "pass", value.span)
    if stated > every.high:
        if not every.alike or not _covers(every, stated, cover):
            return None
        return _verdict(report, rule, value, every, "warning")
    main = every._replace(items=tuple(run), low=len(run), high=len(run))
    return _verdict(report, rule, value, main, "warning")


def _titles(
    report: Report, rule: Rule, value: Value, words: str, end: int, is_open: bool, cover: int
) -> Verdict | None:
    """The verdict on titles right before a count: 《…》和《…》2项, 《…》《…》等3项."""
    run = re.search(f"(?:{TITLE}(?:、|以及|[和及与])?)+$", words)
    if run is None or value.unit not in PAPERS:
        return None
    base = end - len(words) + run.start()
    places = [Span(base + m.start(), base + m.end()) for m in re.finditer(TITLE, run[0])]
    stated, listed = int(value.number or 0), len(places)
    if stated == listed or (is_open and stated > listed):
        return Verdict(rule, "pass", value.span)
    if listed * 100 < stated * cover or listed < 2:
        return None
    main = Listing(tuple(places), listed, listed, True, is_open)
    return _verdict(report, rule, value, main, "error" if is_open else "warning")


def _clause_start(words: str) -> int:
    """Where the last clause begins; a mark inside a bracket or title ends none."""
    start = max(map(words.rfind, "，,。；;：:！？\n"))
    if start > max(map(words.rfind, "）)》”")):
        return start + 1
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        mark = words[at]
        if mark in "）)》”":
            depth += 1
        elif mark in "（(《“":
            if not depth:
                return at + 1
            depth -= 1
        elif not depth and mark in "，,。；;：:！？\n":
            return at + 1
    return 0


def _run(folded: str, items: list[Span]) -> list[Span]:
    """The things at the end of a list whose names end with one character: the first may have a
    verb before it, and what stands farther ahead may be verbs (修订、完善…)."""
    tail = outside(folded[slice(*items[-1])])[-1:]
    run: list[Span] = []
    for item in reversed(items):
        if outside(folded[slice(*item)])[-1:] != tail:
            break
        run.insert(0, item)
    return run


def _verdict(
    report: Report, rule: Rule, value: Value, found: Listing, severity: Severity
) -> Verdict:
    listed = found.high if int(value.number or 0) > found.high else found.low
    return miscounted(report, rule, value, found.items, listed, severity)


def miscounted(
    report: Report,
    rule: Rule,
    value: Value,
    places: Sequence[Span],
    listed: int,
    severity: Severity,
) -> Verdict:
    """The failed verdict on a stated number where ``listed`` are there, each at its place."""
    stated = int(value.number or 0)
    operands = tuple(
        Operand(f"第{at}", place, "".join(report.text[slice(*place)].split()))
        for at, place in enumerate(places, 1)
    )
    return Verdict(
        rule,
        "fail",
        value.span,
        operands,
        f"{stated}{value.unit}",
        f"{listed}{value.unit}",
        f"{abs(stated - listed)}{value.unit}",
        severity=None if severity == rule.severity else severity,
    )
