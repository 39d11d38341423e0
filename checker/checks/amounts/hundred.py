"""Shares of one whole without its amounts: 一类占35%、二类占40%、其余占20%.

Proves: where the text says that all parts are named (其余, 由…组成, 分为三类), that their shares do
not make 100%. Classes that by their names lie apart are held to make no more than that, and no less
where they are all there are. Any of the shares that make 100% with the last speak for the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import combinations, pairwise
from typing import Any, Literal, NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.expression import show_value
from checker.checks.words import has_any, stands
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Severity
from checker.model.text import Span
from checker.model.value import Interval, Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.numerals import read_numeral
from checker.report.prose import paragraph_at

WHOLE = Decimal(100)
MARKS = "[，,、；;]"
SET = r"\s*(?:[，,、；;]|和|及|与|以及)\s*"
"""What stands between the shares of a list of their own (分别占30%、45%和20%)."""
BREAKS = "。！？\n"
NEAR, LEAD = 40, 60
"""Characters between two shares of one list, and before the first, that are read."""
FEW = 8
"""Shares of a list of which all choices are tried."""
OF = r"占([^占]{0,12}?)(?:的?比[重例]?|的)?(?:约?为|达到?|：)?$"
EACH = r"(?:分别|依次|各自)(?:所?占|为|是)?[^，,。；;、]{0,8}$"
SPLIT = r"分[为成][^\d，。；]{0,4}?([两二三四五六七八九]|\d)[个大]?(?:类|部分|种|档|级|等|块|组|方面|项)"
COUNTED = r"(?<![前第余])([两二三四五六七八九]|\d)[个大]?(?:类|种|档|级|部分)[^，,。；、]{0,8}$"
"""What stands before 分别占 where the parts are counted, not named: 三类样品分别占."""
BY = r"由[^由。；]*$"
MADE = r"[）)]?(?:所|共同)?(?:[组构]成|构成)"
REST = "[^中里内的之]{0,3}"
"""What may stand behind a word like 其余 that is of the whole."""
KINDS = r"(?:结构|构成)(?:情况)?(?:上?看|中|上|为|是)?[：:，,为是]"
CLASS = 5
"""Most characters of the name of a class; what is longer tells what was done to it."""
SURE, LIKELY = (75, 130), (80, 120)
"""Between what sums shares of one whole can be meant; others are shares of several things."""


class Share(NamedTuple):
    """A rate, the words that name its part, and where those begin."""

    value: Value
    part: str
    start: int


Sort = Literal["all", "likely", "apart", ""]
"""What a list says of its parts: they are all there are; very likely so; none lies in another."""


def check_hundred(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each list of shares that should make 100%.

    ``params``: ``shares`` are words of shares, ``uses`` those of use behind a rate; what is a rate of
    one of ``aims`` (预算) is no share; ``rest`` name what is left; ``all`` are sets of
    classes, apart by blanks, that are all there are, ``apart`` such as lie apart; ``never`` are
    words of rates that are no shares; ``ranges`` of classes that lie in one another.
    """
    del context
    folded, params = report.folded, rule.params
    if not any(stands(word, folded) for word in params["shares"]):
        return NotApplied(rule, "no-place")
    verdicts = []
    end = 0
    for run in _runs(report):
        shares = _read(report, run, params) if _begins(report, run, end) else None
        end = run[-1].span.end
        if shares is not None:
            verdict = _judge(report, rule, shares, _sort(report, shares, params))
            verdicts += [verdict] if verdict is not None else []
    return verdicts or NotApplied(rule, "no-place")


def _begins(report: Report, run: Sequence[Value], end: int) -> bool:
    """Whether a list of two or more rates begins here, and no share stands right before it; ``end``
    is that of the rate before."""
    if len(run) < 2 or run[0].span.start - end > 2 * LEAD:
        return len(run) > 1
    return "占" not in report.folded[max(0, end - LEAD) : end]


def _runs(report: Report) -> Iterator[list[Value]]:
    """Rates with nothing but a few words and marks between them."""
    folded = report.folded
    run: list[Value] = []
    for value in report.values:
        if value.kind != "rate" or value.parent is not None:
            continue
        between = folded[run[-1].span.end : value.span.start] if run else ""
        if run and (len(between) > NEAR or not _is_between(between)):
            yield run
            run = []
        run.append(value)
    if run:
        yield run


def _is_between(words: str) -> bool:
    return not any(mark in words for mark in BREAKS) and not any(map(str.isdigit, words))


def _lead(report: Report, position: int) -> str:
    """The words of a sentence before a position, as far as they are read."""
    start = max(paragraph_at(report, position).span.start, position - LEAD)
    start = max(report.folded.rfind(mark, start, position) + 1 or start for mark in BREAKS)
    return report.folded[start:position]


def _read(report: Report, run: Sequence[Value], params: dict[str, Any]) -> list[Share] | None:
    """The rates of a list as shares, each with its part; None where they are not shares of one
    whole."""
    lead = _lead(report, run[0].span.start)
    gaps = [report.folded[a.span.end : b.span.start] for a, b in pairwise(run)]
    near = lead[-NEAR:]
    known = (words.partition(" ")[0] for words in (*params["all"], *params["apart"]))
    if not has_any((*params["shares"], *params["uses"], *known), near + gaps[0]):
        return None
    if any(value.bound or not value.number for value in run) or has_any(
        params["never"], near[-20:]
    ):
        return None
    if all(re.fullmatch(SET, gap) for gap in gaps):
        return _named(run, lead, params)
    return _labelled(run, lead, gaps, params)


def _named(run: Sequence[Value], lead: str, params: dict[str, Any]) -> list[Share] | None:
    """Shares behind the names of their parts: 甲、乙、丙分别占30%、45%、25%."""
    match = re.search(EACH, lead)
    if match is None or not has_any(params["shares"], lead[-20:]):
        return None
    names = [name for name in re.split(SET, lead[: match.start()]) if name]
    if re.search(COUNTED, lead[: match.start()]) is not None:
        names = [""] * len(run)
    names = names[-len(run) :]
    if len(names) < len(run):
        return None
    names[-1] = re.split("的?(?:占比|比[重例]|权重|所占)", names[-1])[0] or names[-1]
    if len(names[-1]) > 1 and all(len(name) == 1 for name in names[1:-1]):
        names = [*(name[-1] + names[-1][1:] for name in names[:-1]), names[-1]]
    starts = [run[0].span.start - len(match[0]), *(value.span.start for value in run[1:])]
    return [Share(*each) for each in zip(run, names, starts, strict=True)]


def _labelled(
    run: Sequence[Value], lead: str, gaps: Sequence[str], params: dict[str, Any]
) -> list[Share] | None:
    """Shares each with its part before it: 甲占30%、乙45%，其余占25%."""
    heads = [re.split("[，,、；;：:]", lead)[-1]]
    for gap in gaps:
        parts = re.split(MARKS, gap)
        if has_any(params["never"], gap):
            break  # another rate of the last part: 其余占20%，同比下降3%
        if len(parts) != 2 or "其中" in gap:
            return None
        heads.append(parts[1])
    wholes, shares = [], []
    for value, head in zip(run, heads, strict=False):
        match = re.search(OF, head)
        wholes.append(match[1] if match is not None else "")
        part = head[: match.start()] if match is not None else head
        start = value.span.start - len(head.lstrip())
        shares.append(Share(value, part.strip(" 的为是"), start))
    if not {"", wholes[0]}.issuperset(wholes) or has_any(params["aims"], wholes[0]):
        return None  # of several wholes, or of what was planned
    is_used = all(gap.startswith(tuple(params["uses"])) for gap in gaps)
    is_said = has_any(params["shares"], heads[0]) or is_used
    return shares if is_said or all(_member(each.part, params) for each in shares) else None


def _member(part: str, params: dict[str, Any]) -> bool:
    """Whether a name is just that of a class: 优秀率."""
    name = part.removesuffix("率").removesuffix("比例")
    return any(name in words.split() for words in (*params["all"], *params["apart"]))


def _sort(report: Report, shares: Sequence[Share], params: dict[str, Any]) -> Sort:
    end = shares[-1].value.span.end
    lead = _lead(report, shares[0].value.span.start)
    behind = report.folded[end : end + 6]
    if re.fullmatch(f"(?:{'|'.join(params['rest'])}){REST}", shares[-1].part):
        return "all"
    if re.search(BY, lead) and re.match(MADE, behind):
        return "all"
    split = re.search(SPLIT, lead)
    names = [share.part for share in shares]
    if split is not None and read_numeral(split[1]) == len(shares):
        return "all" if max(map(len, names)) <= CLASS else ""
    if behind.startswith(("等", "，其他", "，其余", "，另")):
        return ""
    known = {words: _classes(names, words.split()) for words in (*params["all"], *params["apart"])}
    if any(known[words] == len(words.split()) for words in params["all"]):
        return "likely"
    each = re.search(EACH, lead)
    counted = re.search(COUNTED, lead[: each.start()]) if each is not None else None
    is_told = counted is not None and read_numeral(counted[1]) == len(shares)
    if is_told or (re.search(KINDS, lead) and len(shares) > 2):
        return "" if has_any(params["ranges"], lead + "".join(names)) else "likely"
    return "apart" if any(known.values()) else ""


def _classes(names: Sequence[str], words: Sequence[str]) -> int:
    """How many different classes of a set the names are of, if each is of another one; else 0."""
    found = set()
    for name in names:
        own = [word for word in words if name.startswith(word) or name.endswith(word)]
        if not own:
            return 0
        found.add(max(own, key=len))
    return len(found) if len(found) == len(names) else 0


def _judge(report: Report, rule: Rule, shares: Sequence[Share], sort: Sort) -> Verdict | None:
    """The verdict on shares that are parts of one whole; None where that is not certain."""
    if not sort or not 1 < len(shares) <= FEW:
        return None
    values = [share.value for share in shares]
    total = sum((value.number or Decimal(0) for value in values), Decimal(0))
    place = Span(shares[0].start, values[-1].span.end)
    if _makes(values) or (sort == "apart" and total < WHOLE):
        return Verdict(rule, "pass", place)
    low, high = SURE if sort == "all" else LIKELY
    if not low <= total <= high or _speaks(values, sort != "apart"):
        return None
    severity: Severity | None = None if sort == "all" else "warning"
    shown = [show_value(value) for value in values]
    computed = f"{total:f}%"
    return Verdict(
        rule,
        "fail",
        place,
        tuple(
            Operand(share.part or "占比", share.value.span, text)
            for share, text in zip(shares, shown, strict=True)
        ),
        "100%",
        computed,
        f"{abs(total - WHOLE):f}个百分点",
        working=f"{' + '.join(shown)} = {computed} ≠ 100%",
        severity=severity,
    )


def _makes(values: Sequence[Value], whole: Value | None = None) -> bool:
    """Whether shares make 100%, or another share, rounded or cut off."""
    read = [arithmetic.readings_of(value) for value in values]
    aim = intervals.exact(WHOLE) if whole is None else arithmetic.interval_of(whole)
    sums: Iterator[Interval] = (reduce(intervals.add, each) for each in zip(*read, strict=True))
    return any(intervals.meets(each, aim) for each in sums)


def _speaks(values: Sequence[Value], is_closed: bool) -> bool:
    """Whether some of the shares make 100% or another of them: then the others lie inside these, or
    are of another whole. Where a list is closed by its last, that must be among them."""
    last = values[-1]
    for size in range(2, len(values)):
        for chosen in combinations(values, size):
            if last not in chosen and is_closed:
                continue
            left = [value for value in values if value not in chosen]
            if any(_makes(chosen, whole) for whole in (None, *left)):
                return True
    return False
