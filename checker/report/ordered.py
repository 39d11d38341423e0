"""Tables read cell after cell: one cell a line, or all in one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.report.cutting import Cut, Group, group_tokens
from checker.report.grid import CODE_HEAD, Cells, Grid, Token, text_of, without_blanks
from checker.report.lines import Line
from checker.report.naming import (
    caption_and_unit,
    is_header,
    may_begin,
    read_label,
    under_names,
)

SUBJECT_CODE = r"[12345]\d\d(?:\d\d){0,3}"
LOST = 3
"""Rows in a row that may not fit before a table is at its end."""


def find_ordered(lines: Sequence[Line], region: Sequence[Cut]) -> Iterator[Grid]:
    """The tables of a region read cell after cell: label, figures, label, figures …, with as many
    figures each time."""
    tokens = _with_codes(lines, _cells(region))
    groups = group_tokens(tokens)
    widths = [len(group.figures) if group.lead else 0 for group in groups]
    at = 0
    while at < len(groups):
        last, grid = at, None
        for width in dict.fromkeys(widths[at : at + 6]):
            if grid is None and _begins(widths[at : at + 6], width):
                last = _last(widths, at, width)
                grid = _ordered(lines, groups[at : last + 1], width, at == 0)
        if grid is not None:
            more = any(group.figures for group in groups[last + 1 : last + 2])
            yield grid._replace(open=more)
        at = last + 1


def _cells(region: Sequence[Cut]) -> list[Token]:
    """The cells of a region one after the other; a line above a lone figure is one, blanks or not."""
    cells: list[Token] = []
    for found, following in zip(region, [*region[1:], None], strict=True):
        alone = following is not None and following.widths == (1,) and len(following.tokens) == 1
        if alone and not found.widths:
            cells.append(found.tokens[0]._replace(end=found.tokens[-1].end))
        else:
            cells += found.tokens
    return cells


def _begins(widths: Sequence[int], width: int) -> bool:
    """Whether rows of one width begin here: three of several figures, or two of two; of one figure
    three in a row."""
    if width < 2:
        return width == 1 and list(widths[:3]) == [1, 1, 1]
    return list(widths).count(width) > (1 if list(widths[:4]).count(width) > 1 else 2)


def _last(widths: Sequence[int], at: int, width: int) -> int:
    """The last row of this width: no more than a few of another lie between."""
    last = at
    for n in range(at, len(widths)):
        if widths[n] == width:
            last = n
        elif n - last > LOST:
            break
    return last


def _with_codes(lines: Sequence[Line], tokens: list[Token]) -> list[Token]:
    """Numbers of rows as words, where a column of them is announced: 1, 2, 3 … or codes of subjects,
    each before a label."""
    first = next((n for n, token in enumerate(tokens) if token.figure), 0)
    texts = [text_of(lines, t) for t in tokens]
    heads = {t for t in map(without_blanks, texts[:first]) if CODE_HEAD.fullmatch(t)}
    if not heads & {"序号", "编号"} and not any(h.endswith(("编码", "代码")) for h in heads):
        return tokens
    expected = 1
    found = list(tokens)
    for n, (token, following) in enumerate(pairwise(tokens)):
        if not token.figure or following.figure:
            continue
        if heads & {"序号", "编号"}:
            if texts[n] == str(expected):
                found[n] = token._replace(figure=False)
                expected += 1
        elif re.fullmatch(SUBJECT_CODE, texts[n]):
            found[n] = token._replace(figure=False)
    return found


def _ordered(
    lines: Sequence[Line], groups: Sequence[Group], width: int, opening: bool
) -> Grid | None:
    """The grid of rows cell after cell; None where the words before the first figure do not show
    which of them are the header. ``opening`` says that nothing stands before these words."""
    leads = Counter(len(group.lead) for group in groups[1:] if len(group.figures) == width)
    lead = leads.most_common(1)[0][0] if leads else 1
    before = groups[0].lead
    label, header = _parted(lines, before, groups[0].figures[0], lead, width, opening)
    if not header:
        return None
    lead = len(header) - width
    words = before[: len(before) - len(label)]
    rows: list[Cells] = []
    lost: set[int] = set()
    for group in groups:
        own = label if group is groups[0] else _own(lines, group.lead, lead)
        if len(group.figures) != width or not own or (len(own) > lead > 1):
            lost.add(len(rows))
            rows.append((*under_names(lines, own, lead), *[None] * width))
        else:
            rows.append((*under_names(lines, own, lead), *group.figures))
    top = next(token for token in header if token is not None)
    caption, unit = caption_and_unit(
        lines, [w for w in words if (w.line, w.start) < (top.line, top.start)]
    )
    last = groups[-1].figures[-1].line + 1
    return Grid(top.line, last, caption, unit, header, tuple(rows), frozenset(lost))


def _own(lines: Sequence[Line], words: list[Token], lead: int) -> list[Token]:
    """The words that name a row: those before may be a remark on the last row or the header of the
    next page, but two in one line may be a name with a blank."""
    if len(words) != lead + 1 or words[0].line != words[-1].line:
        return words[-lead:]
    name = read_label(text_of(lines, words[-1]))
    return words[-lead:] if name.numbered or name.total or name.subtotal else words


def _parted(
    lines: Sequence[Line],
    words: list[Token],
    figure: Token,
    lead: int,
    width: int,
    opening: bool,
) -> tuple[list[Token], Cells]:
    """The words before the first figures parted: those that name the first row (a total's are often
    fewer), and before them the header; no header where it does not begin behind a unit, a caption
    or a heading."""
    same = [word for word in words if word.line == figure.line]
    own = len(same) if 0 < len(same) < len(words) and len(same) <= lead else 0
    for length in [own] if own else range(lead, 0, -1):
        rest = words[: len(words) - length]
        if length < lead and not read_label(text_of(lines, words[-1])).total:
            continue
        for missing in (0, 1) if lead == 1 else (0,):
            at = len(rest) - (lead + width - missing)
            if at < 0 or at >= len(rest):
                continue
            above, header = rest[:at], rest[at:]
            if not is_header(lines, header, width):
                continue
            if (opening and not above) or (above and may_begin(lines, above, header[0])):
                return words[len(rest) :], (*[None] * missing, *header)
    return [], ()
