"""Sums inside tables: a total row against its rows, a parent row against the rows below it, a total
column against its columns.

Several readings of what makes up a total are tried (``readings``). One that holds is the writer's;
one that holds in another column is the writer's too (the witness), and where it then fails, it
fails. Without a witness only a table fails that leaves no other reading: no choice of its rows
adds up to the total.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from checker.checks.reckoning import intervals
from checker.checks.reckoning.sums import Part, Sum, add_up, verdict_of
from checker.checks.tables.readings import (
    NUMBERS,
    UNSUMMED,
    Reading,
    Total,
    column_totals,
    row_totals,
)
from checker.model.context import Context
from checker.model.report import Cell, Report, Side, Table
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict

Place = tuple[int, int]
"""Row and column of a cell."""

CHOICES = 12
"""Rows of which all choices are tried; a longer table without a witness is not judged."""
MINUS = r"\s*减(?:[：:、\s]|$)|.*(?:扣分|减分|扣减|[附奖]?加分|奖励分)"
OMITTED = r"[.…·]{2,}|…|略"
RUNNING = "累计"
"""The head of a column whose last row is its total: …, 四季度, 合计."""
PERIODS = r"季度|[\d一二三四五六七八九十]月份?$|[上下]半年"
SOME = r"主要|部分|重点|其中|前[一二三四五六七八九十\d]+"
MANY = 50
"""Failed totals with one and the same difference beyond which each speaks for itself."""
WITNESSES = 3
"""Lines that bear out a total column so that nothing else need be ruled out."""


class View(NamedTuple):
    """A side of a table along its rows or its columns: lanes of places, the names of the places of
    a lane, the name of each lane's whole where that is not its place's, and whether some figures
    are to be taken off instead of added."""

    table: Table
    lanes: list[list[Place]]
    names: list[str]
    wholes: list[str] | None = None
    minus: bool = False


class Weighed(NamedTuple):
    """One total of one lane: the sum that speaks for or against it, and where it stands."""

    sum: Sum
    holds: bool
    place: Place


def check_table(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on the totals of every table.

    ``params``: ``along`` is ``rows`` (a total row, column by column) or ``columns`` (a total
    column, row by row). A total no reading fits and no witness speaks for is undetermined, once
    for all its columns.
    """
    del context
    along = rule.params["along"]
    verdicts: list[Verdict] = []
    for table in report.tables:
        judged = list(_judged(report, table, str(along)))
        failed = [one for one in judged if isinstance(one, Weighed) and not one.holds]
        if failed:
            other = _judged(report, table, "columns" if along == "rows" else "rows")
            rest = [one for one in other if isinstance(one, Weighed) and not one.holds]
            failed = _culprits(failed, rest, along == "rows")
        for one in judged:
            if isinstance(one, Weighed) and (one.holds or one in failed):
                place = (table.index, *one.place)
                verdicts.append(verdict_of(rule, one.sum, "=" if one.holds else "≠", place))
            elif not isinstance(one, Weighed):
                verdicts.append(_open(rule, table, *one))
    return verdicts or NotApplied(rule, "no-place")


def _open(rule: Rule, table: Table, name: str, span: Span, place: Place) -> Verdict:
    return Verdict(
        rule,
        "undetermined",
        span,
        missing=(f"“{name}”由表内哪几行构成",),
        details=(("subject", name),),
        table=(table.index, *place),
    )


def _judged(
    report: Report, table: Table, along: str
) -> Iterator[Weighed | tuple[str, Span, Place]]:
    """Each total that is right or wrong, and name, span and place of those that cannot be judged."""
    caption = report.text[slice(*table.caption)] if table.caption is not None else ""
    told = table.open or re.search(SOME, caption) is not None
    for side in table.sides:
        names = [label.text for label in side.labels]
        first = "".join(head.text for head in table.header[: min(side.columns, default=0)])
        whole = not told and not (
            re.search(SOME, first) or any(re.fullmatch(OMITTED, name.strip()) for name in names)
        )
        if along == "columns":
            view = _down(table, side)
            totals = column_totals(view.names, partial(_fits, view))
        else:
            view, codes = _across(table, side)
            totals = row_totals(view.names, codes, partial(_fits, view))
        added = [(total, _sums(view, total)) for total in totals]
        coded = [sums for total, sums in added if total.coded and not total.named]
        held, wrong = _borne_out([one for sums in coded for lane in sums for one in lane.values()])
        for total, sums in added:
            sure = held > max(wrong, 0 if total.named and not wrong else 1)
            yield from _judge(view, total, sums, whole, whole and sure and total.coded)


def _borne_out(sums: Sequence[Sum]) -> tuple[int, int]:
    """How many rows of subjects add up by their codes, and how many do not."""
    held = sum(1 for one in sums if one.holds and one.stated.printed)
    return held, sum(1 for one in sums if not one.holds)


def _across(table: Table, side: Side) -> tuple[View, list[str]]:
    """A side column by column: its rows that hold anything, without the numbers of columns."""
    rows = [
        n
        for n, label in enumerate(side.labels)
        if not re.fullmatch(NUMBERS, "".join(label.text.split()))
        and (label.text or any(_is_filled(table.rows[n].cells[c]) for c in side.columns))
    ]
    names = [side.labels[n].text for n in rows]
    unsummed = f"{UNSUMMED}|{RUNNING}" if any(re.search(PERIODS, n) for n in names) else UNSUMMED
    columns = [c for c in side.columns if not re.search(unsummed, table.header[c].text)]
    lanes = [[(n, column) for n in rows] for column in columns]
    minus = any(re.match(MINUS, name) for name in names)
    return View(table, lanes, names, minus=minus), [side.codes[n] for n in rows]


def _is_filled(cell: Cell) -> bool:
    return cell.lost or cell.text != ""


def _down(table: Table, side: Side) -> View:
    """A side row by row."""
    lanes = [[(row, column) for column in side.columns] for row in range(len(table.rows))]
    names = [table.header[column].text for column in side.columns]
    return View(table, lanes, names, [label.text for label in side.labels])


def _sums(view: View, total: Total) -> list[dict[Reading, Sum]]:
    """What each reading comes to, lane by lane; where none ever holds for a total row, also any
    choice of rows that does so again and again."""

    def come_to(readings: Sequence[Reading]) -> list[dict[Reading, Sum]]:
        return [
            {
                reading: one
                for reading in readings
                if (one := _sum(view, lane, total.at, reading, total.least)) is not None
            }
            for lane in range(len(view.lanes))
        ]

    sums = come_to(total.readings)
    if total.named and not any(one.holds for found in sums for one in found.values()):
        choice = _common_choice(view, total.at)
        return come_to([*total.readings, *choice]) if choice else sums
    return sums


def _judge(
    view: View, total: Total, sums: Sequence[dict[Reading, Sum]], whole: bool, sure: bool
) -> Iterator[Weighed | tuple[str, Span, Place]]:
    """What is to be said of one total, lane by lane; ``whole`` where no row can be missing, ``sure``
    where its first reading needs no witness."""
    unclear = None
    readings = dict.fromkeys(reading for found in sums for reading in found)
    held = {reading: _witnesses(reading, sums) for reading in readings}
    for lane, found in enumerate(sums):
        place = view.lanes[lane][total.at]
        good = next((one for one in found.values() if one.holds), None)
        if good is not None:
            yield Weighed(good, True, place)
            continue
        enough = 2 if view.table.open else 1
        spoken = next((r for r in found if held[r] >= enough), None)
        if sure and total.readings[0] in found:
            spoken = spoken or total.readings[0]
        if spoken is not None and view.minus and _is_taken_off(found[spoken]):
            continue
        if spoken is not None:
            if (
                view.wholes is None
                or held[spoken] >= WITNESSES
                or not _has_other_reading(view, lane, total.at)
            ):
                yield Weighed(found[spoken], False, place)
        elif whole and not view.minus and total.named and total.readings[0] in found:
            first = found[total.readings[0]]
            if _is_far(first) or _has_other_reading(view, lane, total.at):
                unclear = unclear or (view.names[total.at], first.whole.span, place)
            else:
                yield Weighed(first, False, place)
    if unclear is not None:
        yield unclear


def _is_taken_off(found: Sum) -> bool:
    """Whether a sum holds with a part that is taken off left out or taken off: 加分, 扣分."""
    gap = found.computed.printed - found.stated.printed
    taken = [p.value.amount or Decimal(0) for p in found.parts if re.match(MINUS, p.role)]
    return any(gap in (amount, 2 * amount) for amount in taken)


def _is_far(found: Sum) -> bool:
    """Whether many parts come to another thing than the total: rows of two levels added flat."""
    stated, computed = found.stated.printed, found.computed.printed
    return len(found.parts) > 3 and not stated < computed * 2 < stated * 3


def _witnesses(reading: Reading, sums: Sequence[dict[Reading, Sum]]) -> int:
    """In how many lanes a reading holds, with figures that are not 0; none where it fails in more."""
    judged = [found[reading] for found in sums if reading in found]
    held = sum(1 for one in judged if one.holds and one.stated.printed)
    return held if held >= sum(1 for one in judged if not one.holds) else 0


def _fits(view: View, at: int, parts: Reading) -> bool:
    """Whether parts add up to another row or column wherever both have figures, and somewhere."""
    found = [_sum(view, lane, at, parts, 2) for lane in range(len(view.lanes))]
    sums = [one for one in found if one is not None]
    return all(one.holds for one in sums) and any(one.stated.printed for one in sums)


def _sum(view: View, lane: int, at: int, reading: Reading, least: int) -> Sum | None:
    """The total of a lane beside the cells a reading names; None where a figure is lost or the total
    has none. An empty cell counts as nothing."""
    places = view.lanes[lane]
    whole = _part(view, places[at], view.wholes[lane] if view.wholes else view.names[at])
    if whole is None or any(_is_lost(view.table, places[n]) for n in reading):
        return None
    parts = [part for n in reading if (part := _part(view, places[n], view.names[n])) is not None]
    if (
        whole.value.kind == "rate"
        or len(parts) < least
        or any(part.value.kind != whole.value.kind for part in parts)
    ):
        return None
    return add_up(whole, parts)


def _is_lost(table: Table, place: Place) -> bool:
    return table.rows[place[0]].cells[place[1]].lost


def _part(view: View, place: Place, name: str) -> Part | None:
    cell = view.table.rows[place[0]].cells[place[1]]
    if cell.value is None or cell.value.number is None:
        return None
    return Part(name, cell.value, cell.span)


def _has_other_reading(view: View, lane: int, at: int) -> bool:
    """Whether some choice of the lane's figures adds up to the total, or that cannot be told."""
    choices = _choices(view, lane, at)
    return choices is None or len(choices) > 0


def _common_choice(view: View, at: int) -> list[Reading]:
    """The choice of rows that adds up to a total in more than one lane, if there is one: by accident
    a choice does so in one lane at most."""
    if len(view.lanes) < 3:
        return []
    choices = [
        choice for lane in range(len(view.lanes)) for choice in _choices(view, lane, at) or ()
    ]
    times = Counter(choice for choice in choices if len(choice) > 1)
    best = max(times, key=lambda choice: (times[choice], len(choice)), default=())
    return [best] if times[best] > 1 else []


def _choices(view: View, lane: int, at: int) -> list[Reading] | None:
    """The choices of the lane's figures that add up to its total; None where there are too many to
    try, or one is lost."""
    places = view.lanes[lane]
    if len(places) > 2 * CHOICES:
        return None
    whole = _part(view, places[at], "")
    if whole is None or any(_is_lost(view.table, place) for place in places):
        return None
    parts = [
        (n, part)
        for n, place in enumerate(places)
        if n != at and (part := _part(view, place, "")) is not None
    ]
    if not 0 < len(parts) <= CHOICES or any(p.value.kind != whole.value.kind for _, p in parts):
        return None
    everything = add_up(whole, [part for _, part in parts])
    doubt = intervals.half_width(
        intervals.subtract(everything.stated.rounded, everything.computed.rounded)
    )
    if doubt is None or not everything.stated.printed:
        return None
    sums: list[tuple[Reading, Decimal]] = [((), Decimal(0))]
    for n, part in parts:
        number = part.value.amount or Decimal(0)
        sums += [((*choice, n), total + number) for choice, total in sums]
    stated = everything.stated.printed
    return [choice for choice, total in sums if choice and abs(total - stated) <= doubt]


def _culprits(failed: Sequence[Weighed], other: Sequence[Weighed], rows: bool) -> list[Weighed]:
    """The failed totals that one wrong cell does not explain better elsewhere in the table.

    A wrong figure spoils each sum it stands in, by as much. Of these the one speaks that has the
    figure for its total; where it is a part in all, the first sum of a column does.
    """
    alike: dict[Decimal, list[Weighed]] = {}
    for one in (*failed, *other) if rows else (*other, *failed):
        alike.setdefault(abs(_gap(one)), []).append(one)
    kept = []
    for one in failed:
        others = alike[abs(_gap(one))]
        if len(others) > MANY:
            kept.append(one)
            continue
        parts = {part.span for part in one.sum.parts}
        better = any(f.sum.whole.span in parts and _gap(f) == -_gap(one) for f in others)
        # Sums of columns stand first, so that of two the earlier is kept.
        earlier = others[: next(n for n, f in enumerate(others) if f is one)]
        shared = any(
            _gap(f) == _gap(one) and any(part.span in parts for part in f.sum.parts)
            for f in earlier
        )
        if not better and not shared:
            kept.append(one)
    return kept


def _gap(judged: Weighed) -> Decimal:
    return judged.sum.stated.printed - judged.sum.computed.printed
