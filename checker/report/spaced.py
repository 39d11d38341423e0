"""Tables whose cells are parted by blanks: a row a line, one cell a line, or all in one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.report.grid import (
    CODE_HEAD,
    INTEGER,
    LABEL_HEAD,
    REMARK_HEAD,
    YEAR,
    Cells,
    Grid,
    Token,
    is_figure,
    unit_of,
    without_blanks,
)
from checker.report.lines import Line
from checker.report.marked import is_piped
from checker.report.ordinals import find_ordinal


class Group(NamedTuple):
    """Words and the figures behind them: what a row of one label and its figures is made of."""

    lead: list[Token]
    figures: list[Token]


class Cut(NamedTuple):
    """A line cut at its blanks: its groups (the last may have no figures), and how many figures
    each of the others has."""

    tokens: list[Token]
    groups: list[Group]
    widths: tuple[int, ...]

    @property
    def is_row(self) -> bool:
        """Whether there are figures and something beside them."""
        return len(self.tokens) > 1 and len(self.widths) > 0


PROSE = re.compile(
    r"[。；？！，]|(?<=[\u4e00-\u9fff”）)]),|[;?!]|,(?=\s*[\u4e00-\u9fff])|[\u4e00-\u9fff%）)\d]\.$"
)
COLON = re.compile(r"(?<!单位)(?<!其中)(?<![减加注])[：:]")
# What stands behind a figure in a sentence and never begins a label.
MEASURE = re.compile(
    r"年(?![初末度终均级])|月(?![份均])|日(?!常)|号|时(?!效)|个(?!人)|名(?![称单])|次|项(?!目)|条(?!件)|件"
    r"|家(?![庭具电])|户(?![籍外均])|所(?![属得])|万|亿|元|％|%|余|多(?![媒功])|岁|天(?!然)|周(?!转)"
    r"|分(?![值类项局])|人(?![员均力才民])|起(?!重)|至|到(?!位)|和(?!谐)|与|及(?!时)|、|[）)]"
)
CELL = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*[亿百万千元]+|\S+")
WIDE = re.compile(r"\S+(?: \S+)*")
WIDE_GAP = re.compile(r"\S {2,}(?=\S)")
TAB = re.compile(r"[^\t\s](?:[^\t]*[^\t\s])?")
SUBJECT_CODE = re.compile(r"[12345]\d\d(?:\d\d){0,3}")
CAPTION = re.compile(r"(?:附|续)?表\s*\d|续表")
NUMBERS = re.compile(r'[^\d,，。；]*(?:,"?[-+\d.%]*"?){2,}')
LONGEST = 60
LOST = 3
"""Rows in a row that may not fit before a table is at its end."""


def find_spaced(lines: Sequence[Line], marked: Sequence[Grid]) -> tuple[list[Grid], set[int]]:
    """The tables parted by blanks in what the ``marked`` ones leave over, and the lines beside them
    that are cells all the same: bare figures that no sentence is made of."""
    taken = {n for grid in marked for n in range(grid.first, grid.last)}
    cuts = [None if at in taken else cut(line, at) for at, line in enumerate(lines)]
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        last = at
        while last < len(lines) and cuts[last] is not None:
            last += 1
        region = [found for found in cuts[at:last] if found is not None]
        if any(found.widths for found in region):
            rows = [found for found in region if found.is_row and len(found.widths) == 1]
            found = list(_by_line(lines, region))
            grids += found or (list(_in_order(lines, region)) if len(rows) < 2 else [])
        at = last + 1
    inside = taken | {n for grid in grids for n in range(grid.first, grid.last)}
    return grids, _loose(lines, cuts, inside)


def cut(line: Line, number: int) -> Cut | None:
    """A line cut at its blanks, or None where it is prose, a heading of Markdown or too long."""
    folded = line.folded
    if line.hint or is_piped(line):
        return None
    columns = len(WIDE_GAP.findall(folded)) > 1 and folded[-1] not in "。；"
    if not columns and (PROSE.search(folded) or len(COLON.findall(folded)) > 1):
        return None
    tokens = _split(line, number)
    if not columns and any(
        before.figure and not token.figure and MEASURE.match(folded, token.start)
        for before, token in pairwise(tokens)
    ):
        return None
    tokens = _with_names(folded, tokens)
    groups = _groups(tokens)
    widths = tuple(len(group.figures) for group in groups if group.figures)
    if sum(widths) < 4 and not columns and (len(folded) >= LONGEST or len(groups) > 2):
        return None
    return Cut(tokens, groups, widths)


def _split(line: Line, number: int, gaps: bool = True) -> list[Token]:
    """The cells of a line: parted by tabs, by wide gaps where these part all figures (and ``gaps``
    may), else by all blanks."""
    folded = line.folded
    if "\t" in line.text:
        spans = [match.span() for match in TAB.finditer(line.text)]
    else:
        spans = [match.span() for match in CELL.finditer(folded)]
        if gaps and "  " in folded:
            wide = [match.span() for match in WIDE.finditer(folded)]
            if {span for span in spans if is_figure(folded[slice(*span)])} <= set(wide):
                spans = wide
        spans = list(_joined(folded, spans))
    return [Token(number, a, b, is_figure(folded[a:b])) for a, b in spans]


def _with_names(folded: str, tokens: list[Token]) -> list[Token]:
    """Years of a header and the numbers in front of a label as the words they are."""
    figures = [n for n, token in enumerate(tokens) if token.figure]
    years = [n for n in figures if YEAR.fullmatch(folded[tokens[n].start : tokens[n].end])]
    head = next((n for n, token in enumerate(tokens) if not token.figure), 0)
    if years == figures and len(years) > 1:  # 项目 2021 2022 2023
        head = len(tokens)
    elif len(figures) == len(tokens) > 1 and years == [0]:  # 2021 60.00 20.00
        head = 1
    elif head > 3 or not all(INTEGER.fullmatch(folded[t.start : t.end]) for t in tokens[:head]):
        head = 0
    return [*(token._replace(figure=False) for token in tokens[:head]), *tokens[head:]]


def _joined(folded: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """With words set apart letter by letter in one piece (项 目, 合 计), and years with their 年."""
    at = 0
    while at < len(spans):
        start, end = spans[at]
        last = at
        while last + 1 < len(spans) and _is_letter(folded, spans[last]):
            if not _is_letter(folded, spans[last + 1]) or spans[last + 1][0] - end > 4:
                break
            last += 1
            end = spans[last][1]
        if YEAR.fullmatch(folded[start:end]) and at + 1 < len(spans):
            follows = folded[slice(*spans[at + 1])]
            if follows.startswith("年") and len(follows) > 1:
                last, end = at + 1, spans[at + 1][1]
        yield start, end
        at = last + 1


def _is_letter(folded: str, span: tuple[int, int]) -> bool:
    """Whether a word of one letter may be a part of a longer one; 类 款 项 are columns."""
    return (
        span[1] - span[0] == 1
        and "\u4e00" <= folded[span[0]] <= "\u9fff"
        and (folded[span[0]] not in "类款")
    )


def _groups(tokens: Sequence[Token]) -> list[Group]:
    groups: list[Group] = []
    for token in tokens:
        if not groups or (groups[-1].figures and not token.figure):
            groups.append(Group([], []))
        (groups[-1].figures if token.figure else groups[-1].lead).append(token)
    return groups


# ---- a row a line ----------------------------------------------------------------------------------


class Plan(NamedTuple):
    """The columns of a table whose rows are lines: the header, how many columns name a row, how
    many figures each side has, whether words may stand behind the figures."""

    header: Cells
    lead: int
    widths: tuple[int, ...]
    tail: bool


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
                label = _label(found.groups[0].lead)
                row = (label, *[None] * (len(plan.header) - 1))
            rows.append(row)
        top = next(token for token in plan.header if token is not None)
        caption, unit = _above(lines, region, floor, at, top)
        last = region[end - 1].tokens[0].line + 1
        yield Grid(top.line, last, caption, unit, plan.header, tuple(rows), frozenset(lost))
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
            if 1 < len(found.tokens) >= sum(widths) or unit_of(text) or CAPTION.match(text):
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
    for tokens in (words, _split(lines[line], line, gaps=False)):
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
    texts = [lines[cell.line].folded for cell in cells]
    if len(cells) < wanted or any(
        unit_of(text) or find_ordinal(text) is not None or len(text) > 20 for text in texts
    ):
        return None
    before = [token for found in above[:-wanted] for token in found.tokens]
    return Plan(tuple(cells), lead, widths, False) if _opens(lines, before, cells[0]) else None


def _with_header(
    lines: Sequence[Line],
    words: Sequence[Token],
    widths: tuple[int, ...],
    lead: int,
    tail: bool,
) -> Plan | None:
    """The columns where the header is a line of so many words."""
    texts = [without_blanks(_text(lines, w)) for w in words]
    extra = len(words) - sum(widths)
    if len(widths) > 1:
        each, rest = divmod(extra, len(widths))
        return None if rest or each < 1 or tail else Plan(tuple(words), each, widths, False)
    if extra == 0:
        return None if tail or lead > 1 else Plan((None, *words), 1, widths, False)
    tail = tail or (extra > 1 and REMARK_HEAD.fullmatch(texts[-1]) is not None)
    extra -= tail
    # A column of figures that is blank throughout would move the others: then all must be names.
    names = all(LABEL_HEAD.fullmatch(t) or CODE_HEAD.fullmatch(t) for t in texts[:extra])
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
            cells += [*_leading(lines, group.lead, plan.lead), *group.figures]
    behind = found.groups[-1].lead if not found.groups[-1].figures else []
    if plan.tail:
        cells.append(_label(behind))
    elif behind:
        return None
    return tuple(cells)


def _leading(lines: Sequence[Line], words: list[Token], width: int) -> list[Token | None]:
    """The words of a row under the columns that name rows: numbers from the left, names from the
    right, and what is too much in the last."""
    if len(words) > width:
        return [*words[: width - 1], _label(words[width - 1 :])]
    numbers = [w for w in words if INTEGER.fullmatch(_text(lines, w))]
    names = words[len(numbers) :] if words[: len(numbers)] == numbers else words
    numbers = words[: len(words) - len(names)]
    return [*numbers, *[None] * (width - len(words)), *names]


def _label(words: Sequence[Token]) -> Token | None:
    """Words of one line as one cell; of several the last."""
    if not words:
        return None
    same = [word for word in words if word.line == words[-1].line]
    return same[0]._replace(end=same[-1].end)


def _above(
    lines: Sequence[Line], region: Sequence[Cut], floor: int, at: int, top: Token
) -> tuple[Token | None, str]:
    """Caption and unit where they stand in the region itself, before the header."""
    return _inside(
        lines,
        [
            token
            for found in region[max(floor, at - 40) : at]
            for token in found.tokens
            if top.line - 3 <= token.line and (token.line, token.start) < (top.line, top.start)
        ],
    )


def _inside(lines: Sequence[Line], above: Sequence[Token]) -> tuple[Token | None, str]:
    texts = [_text(lines, word) for word in above]
    unit = next((unit_of(text) for text in reversed(texts) if unit_of(text)), "")
    names = [w for w, text in zip(above, texts, strict=True) if "表" in text and len(text) < 45]
    return (names[-1] if names else None), unit


# ---- one cell a line, or all in one line -----------------------------------------------------------


def _in_order(lines: Sequence[Line], region: Sequence[Cut]) -> Iterator[Grid]:
    """The tables of a region read cell after cell: label, figures, label, figures …, with as many
    figures each time."""
    tokens = _with_codes(lines, [token for found in region for token in found.tokens])
    groups = _groups(tokens)
    widths = [len(group.figures) if group.lead else 0 for group in groups]
    at = 0
    while at < len(groups):
        last, grid = at, None
        for width in dict.fromkeys(widths[at : at + 6]):
            if grid is None and _begins(widths[at : at + 6], width):
                last = _last(widths, at, width)
                grid = _ordered(lines, groups[at : last + 1], width, at == 0)
        if grid is not None:
            yield grid
        at = last + 1


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
    texts = [_text(lines, t) for t in tokens]
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
        elif SUBJECT_CODE.fullmatch(texts[n]):
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
        own = label if group is groups[0] else group.lead
        if own and own[0].line != own[-1].line:
            own = own[-lead:]
        fits = len(group.figures) == width and len(own) > 0
        if not fits:
            lost.add(len(rows))
        figures: list[Token | None] = [*group.figures] if fits else [None] * width
        rows.append((*_leading(lines, own, lead), *figures))
    top = next(token for token in header if token is not None)
    caption, unit = _inside(lines, [w for w in words if (w.line, w.start) < (top.line, top.start)])
    last = groups[-1].figures[-1].line + 1
    return Grid(top.line, last, caption, unit, header, tuple(rows), frozenset(lost))


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
        for missing in (0, 1) if lead == 1 else (0,):
            at = len(rest) - (lead + width - missing)
            if at < 0 or at >= len(rest):
                continue
            above, header = rest[:at], rest[at:]
            if any(unit_of(_text(lines, cell)) for cell in header):
                continue
            if (opening and not above) or (above and _opens(lines, above, header[0])):
                return words[len(rest) :], (*[None] * missing, *header)
    return [], ()


def _text(lines: Sequence[Line], cell: Token) -> str:
    return lines[cell.line].folded[cell.start : cell.end]


def _opens(lines: Sequence[Line], before: Sequence[Token], first: Token) -> bool:
    """Whether a header may begin behind these words: a unit, a caption, a heading, or nothing."""
    if not before:
        return True
    line, text = lines[before[-1].line].folded, _text(lines, before[-1])
    if unit_of(text) or "表" in text or len(text) > 12:
        return True
    return before[-1].line != first.line and (
        find_ordinal(line) is not None or text.endswith(("情况", "如下", "报告"))
    )


# ---- what is left ----------------------------------------------------------------------------------


def _loose(lines: Sequence[Line], cuts: Sequence[Cut | None], inside: set[int]) -> set[int]:
    """Lines that are cells though no table was made out: figures side by side, rows or bare figures
    one below the other, rows between pipes or commas."""
    found: set[int] = set()
    rows: list[int] = []
    bare = -9
    for at, here in enumerate(cuts):
        if at in inside:
            continue
        if is_piped(lines[at]) or NUMBERS.fullmatch(lines[at].folded):
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
