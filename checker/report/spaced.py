"""Tables whose cells are parted by blanks: here those with a row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from checker.report.cutting import BESIDE, MEASURE, Cut, cut, split_line
from checker.report.grid import (
    CODE_HEAD,
    LABEL_HEAD,
    REMARK_HEAD,
    Cells,
    Grid,
    Token,
    text_of,
    unit_of,
    without_blanks,
)
from checker.report.lines import Line
from checker.report.marked import is_piped
from checker.report.naming import caption_and_unit, is_header, may_begin, one_cell, under_names
from checker.report.ordered import LOST, find_ordered

CAPTION = r"(?:附|续)?表\s*\d|续表"
PAIR = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?\s+(?=\d[\d,]*(?:\.\d+)?(?:\s|$))")
BARE = re.compile(r"\s-?\d[\d,]*\.\d+%?(?=\s+(?![万亿元个人件项次分%]))")
FIELDS = re.compile(r'(?:,"?-?\d[\d,]{0,20}\.\d+%?"?(?=,|$)){2}')
MONEY = re.compile(r"\d\s*[万亿]?元")
NUMBERS = re.compile(r'[^\d,，。；]*(?:,(?:"[-+\d.%]*"?|[-+\d.%]*)){2,}')


class Plan(NamedTuple):
    """The columns of a table whose rows are lines: the header, how many columns name a row, how
    many figures each side has, whether words may stand behind the figures."""

    header: Cells
    lead: int
    widths: tuple[int, ...]
    tail: bool


def find_spaced(
    lines: Sequence[Line], others: Sequence[Grid], alone: Set[int] = frozenset()
) -> tuple[list[Grid], set[int]]:
    """The tables parted by blanks in what the ``others`` leave over and what are no cells that stand
    ``alone``, and the lines beside them that are cells all the same: bare figures that no sentence is
    made of."""
    taken = {n for grid in others for n in range(grid.first, grid.last)} | alone
    cuts = [
        None if at in taken or (line.plain and "，" in line.folded) else cut(line, at)
        for at, line in enumerate(lines)
    ]
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        if cuts[at] is None:
            at += 1
            continue
        last = at + 1
        while last < len(lines) and cuts[last] is not None:
            last += 1
        region = [found for found in cuts[at:last] if found is not None]
        if any(found.widths for found in region):
            rows = [found for found in region if found.is_row and len(found.widths) == 1]
            found = list(_by_line(lines, region))
            grids += found or (list(find_ordered(lines, region)) if len(rows) < 2 else [])
        at = last + 1
    inside = taken | {n for grid in grids for n in range(grid.first, grid.last)}
    return grids, _loose(lines, cuts, inside)


def _by_line(lines: Sequence[Line], region: Sequence[Cut]) -> Iterator[Grid]:
    """The tables of a region in which each row has a line."""
    at = floor = 0
    while at < len(region):
        if not region[at].is_row or not _repeats(region, at):
            at += 1
            continue
        end = _end(lines, region, at)
        plan = _plan(lines, region, floor, at, end)
        if plan is None:
            at = end
            continue
        rows: list[Cells] = []
        lost: set[int] = set()
        for found in region[at:end]:
            if not found.widths:
                continue
            row = _under(lines, plan, found)
            if row is None:
                lost.add(len(rows))
                names = under_names(lines, found.groups[0].lead, plan.lead)
                row = (*names, *[None] * (len(plan.header) - plan.lead))
            rows.append(row)
        top = next(token for token in plan.header if token is not None)
        caption, unit = _above(lines, region, floor, at, top)
        last = region[end - 1].tokens[0].line + 1
        more = any(found.widths for found in region[end : end + 2])
        yield Grid(
            top.line, last, caption, unit, plan.header, tuple(rows), frozenset(lost), open=more
        )
        at = floor = end


def _repeats(region: Sequence[Cut], at: int) -> bool:
    """Whether rows like this one follow: another in the next three, two where there is one figure."""
    widths = region[at].widths
    near = [found.widths for found in region[at : at + 6] if found.widths][:4]
    if sum(widths) == 1:
        return near[:3] == [widths] * 3
    return near.count(widths) > 1 or (len(near) == 1 and sum(widths) > 2)


def _end(lines: Sequence[Line], region: Sequence[Cut], at: int) -> int:
    """Where the rows that begin at ``at`` end: at words that begin another table, or where no row
    fits any more."""
    widths = region[at].widths
    end = at + 1
    for n in range(at + 1, len(region)):
        found = region[n]
        if not found.widths:
            text = lines[found.tokens[0].line].folded
            if 1 < len(found.tokens) >= sum(widths) or unit_of(text) or re.match(CAPTION, text):
                break
        elif found.widths == widths:
            end = n + 1
        elif n - end > LOST or (len(found.widths) == 1 and _repeats(region, n)):
            break
    return end


def _plan(
    lines: Sequence[Line], region: Sequence[Cut], floor: int, at: int, end: int
) -> Plan | None:
    """The columns, from the words above the first row and from what the rows hold."""
    widths = region[at].widths
    rows = [found for found in region[at:end] if found.widths == widths]
    lead = max(len(group.lead) for found in rows for group in found.groups if group.figures)
    tail = any(not found.groups[-1].figures for found in rows)
    above = region[max(floor, at - 40) : at]
    first = next((n for n in range(len(above), 0, -1) if above[n - 1].widths), 0)
    above = above[first:]
    if not above:
        return None
    words = above[-1].tokens
    if len(words) == 1 and sum(widths) + lead > 1:
        return None if tail or len(widths) > 1 else _listed_header(lines, above, widths, lead)
    line = words[0].line
    for tokens in (words, split_line(lines[line], line, gaps=False)):
        plan = _with_header(lines, tokens, widths, lead, tail)
        # A row alone is one where nothing is left over.
        if plan is not None and (len(rows) > 1 or plan.lead == max(lead, 1)):
            return plan
    return None


def _listed_header(
    lines: Sequence[Line], above: Sequence[Cut], widths: tuple[int, ...], lead: int
) -> Plan | None:
    """The columns where the header has one cell a line and the rows have all theirs."""
    wanted = sum(widths) + lead
    cells = [found.tokens[0] for found in above[-wanted:] if len(found.tokens) == 1]
    if len(cells) < wanted or not is_header(lines, cells, sum(widths)):
        return None
    before = [token for found in above[:-wanted] for token in found.tokens]
    return Plan(tuple(cells), lead, widths, False) if may_begin(lines, before, cells[0]) else None


def _with_header(
    lines: Sequence[Line],
    words: Sequence[Token],
    widths: tuple[int, ...],
    lead: int,
    tail: bool,
) -> Plan | None:
    """The columns where the header is a line of so many words."""
    texts = [without_blanks(text_of(lines, w)) for w in words]
    extra = len(words) - sum(widths)
    if len(widths) > 1:
        each, rest = divmod(extra, len(widths))
        return None if rest or each < 1 or tail else Plan(tuple(words), each, widths, False)
    if extra == 0:
        return None if tail or lead > 1 else Plan((None, *words), 1, widths, False)
    tail = tail or (extra > 1 and re.fullmatch(REMARK_HEAD, texts[-1]) is not None)
    extra -= tail
    # A column of figures that is blank throughout would move the others: then all must be names.
    names = all(re.fullmatch(LABEL_HEAD, t) or CODE_HEAD.fullmatch(t) for t in texts[:extra])
    if extra < 1 or (extra > max(lead, 1) and not names):
        return None
    return Plan(tuple(words), extra, widths, tail)


def _under(lines: Sequence[Line], plan: Plan, found: Cut) -> Cells | None:
    """The cells of a line under the columns; None where it has other figures."""
    if found.widths != plan.widths:
        return None
    cells: list[Token | None] = []
    for group in found.groups:
        if group.figures:
            cells += [*under_names(lines, group.lead, plan.lead), *group.figures]
    behind = found.groups[-1].lead if not found.groups[-1].figures else []
    if plan.tail:
        cells.append(one_cell(behind))
    elif behind:
        return None
    return tuple(cells)


def _above(
    lines: Sequence[Line], region: Sequence[Cut], floor: int, at: int, top: Token
) -> tuple[Token | None, str]:
    """Caption and unit where they stand in the region itself, before the header."""
    return caption_and_unit(
        lines,
        [
            token
            for found in region[max(floor, at - 40) : at]
            for token in found.tokens
            if top.line - 3 <= token.line and (token.line, token.start) < (top.line, top.start)
        ],
    )


def _loose(lines: Sequence[Line], cuts: Sequence[Cut | None], inside: set[int]) -> set[int]:
    """Lines that are cells though no table was made out: figures side by side, rows or bare figures
    one below the other, rows between pipes or commas."""
    found: set[int] = set()
    rows: list[int] = []
    bare = -9
    for at, here in enumerate(cuts):
        if at in inside:
            continue
        if here is None and _is_marked(lines[at]):
            found.add(at)
        elif here is None or not here.widths:
            continue
        elif len(here.tokens) == 1:
            if at - bare <= 2 and cuts[at - 1] is not None:
                found.update(range(bare, at + 1))
            bare = at
        elif max(here.widths) > 1 or sum(here.widths) > 3:
            found.add(at)
        elif here.groups[-1].figures and not MEASURE.match(lines[at].folded):
            rows = [*rows, at] if rows and rows[-1] == at - 1 else [at]
            if len(rows) > 2:
                found.update(rows[-3:])
                rows = rows[-2:]
    return found - inside


def _is_marked(line: Line) -> bool:
    """Whether a line is a row between pipes, figures between commas, or has figures side by side."""
    folded = line.folded
    if "|" in folded and is_piped(line):
        return True
    listed = "," in folded and folded.count(",") > 1
    if listed and (NUMBERS.fullmatch(folded) or FIELDS.search(folded)):
        return True
    if " " not in folded or folded.count(" ") < 2:
        return False
    beside = len(BESIDE.findall(folded))
    if MONEY.search(folded):
        return beside > 3
    return beside > 0 or len(BARE.findall(folded)) > 5 or len(PAIR.findall(folded)) > 2
