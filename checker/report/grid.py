"""Cells, rows and grids: what all layouts of a table have in common, and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from checker.report.lines import Line


class Token(NamedTuple):
    """One cell: the line it stands in, its place in that line's text, whether it is a figure."""

    line: int
    start: int
    end: int
    figure: bool


Cells = tuple[Token | None, ...]
"""The cells of a row; None is an empty one."""


class Grid(NamedTuple):
    """A table found: its lines [first, last), header and rows of cells.

    ``lost`` are the rows whose figures are more or fewer than the columns: they keep their labels
    alone, because nothing says under which header each figure stands. ``unit`` is the unit of money
    stated above (万元 …) or "". ``open`` says that lines beside it are cells too, so that rows of
    it may be missing. ``frame`` is the number of the table of the file that holds it, where the file
    itself has tables, and ``heads`` of how many rows its header is made; 0 where that is to be seen.
    """

    first: int
    last: int
    caption: Token | None
    unit: str
    header: Cells
    rows: tuple[Cells, ...]
    lost: frozenset[int] = frozenset()
    open: bool = False
    frame: int = -1
    heads: int = 0


Kind = Literal["label", "code", "figure", "blank"]
"""What a column holds: words, numbers of rows (序号, 科目编码), figures, nothing."""

FIGURE = re.compile(
    r"[-−+]?(?:[¥￥]\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s?(?:%|‰|万元|亿元|元|万|分|个|项|人|次)?"
    r"|[-—–/]{1,2}|无"
)
NOTHING = r"[-—–/]{1,2}|无"
UNIT = re.compile(
    r"单\s{0,4}位\s{0,4}(?:[:：]\s{0,4})?(?:人民币\s{0,4})?(亿元|百万元|万元|千元|元)"
)
INTEGER = re.compile(r"\d{1,12}")
YEAR = re.compile(r"(?:19|20)\d\d")
CODE_HEAD = re.compile(r"序号|编号|行次|栏次|.{0,8}(?:编码|代码)|类|款|项|目|类款项")
UNIT_HEAD = re.compile(r"(?:指标)?(?:性质|方向|符号)|[度计]量单位")
"""A column that says how the figures beside it are meant, and names nothing."""
REMARK_HEAD = r".*(?:备注|说明|原因|偏差|附注|措施|依据)"
LABEL_HEAD = r".*(?:项目|科目|收入|支出|类别|类型|名称|内容|指标|单位|部门|资产|负债|功能|分类|经济|来源|去向|事项)"
LED = r"[≥≤><=]\s?\d|\d[\d,]*(?:\.\d+)?(?![\d.、．)）年月])"


def is_figure(text: str) -> bool:
    """Whether a cell's words are a figure, or the mark of one that is not there (—, /, 无)."""
    return FIGURE.fullmatch(text) is not None


def unit_of(folded: str) -> str:
    """The unit of money a line or caption states for its table (万元 …), or ""."""
    match = UNIT.search(folded)
    return match[1] if match is not None else ""


def text_of(lines: Sequence[Line], cell: Token | None) -> str:
    """The words of a cell; none of an empty one."""
    return "" if cell is None else lines[cell.line].folded[cell.start : cell.end]


def without_blanks(text: str) -> str:
    """The words of a cell as they are known: 项 目 is 项目."""
    return "".join(text.split())


def column_kinds(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Kind]:
    """What each column holds, from its header and from what stands in it."""
    return [
        _kind(without_blanks(head), [row[at] for row in rows if row[at]], at == 0)
        for at, head in enumerate(heads)
    ]


def _kind(head: str, cells: Sequence[str], first: bool) -> Kind:
    numbers = sum(1 for cell in cells if INTEGER.fullmatch(cell) is not None)
    words = sum(1 for cell in cells if re.match(LED, cell) is None and not is_figure(cell))
    if CODE_HEAD.fullmatch(head) and words <= numbers:
        return "code"
    if not cells or UNIT_HEAD.fullmatch(head):
        return "blank"
    if first and all(YEAR.fullmatch(cell) for cell in cells):
        return "label"
    if first and not head and [str(n + 1) for n in range(len(cells))] == list(cells):
        return "code"
    # 3000平方米, ≥90% are no figures to reckon with, and no names either.
    return "figure" if words * 2 <= len(cells) else "label"


def sides_of(kinds: Sequence[Kind], heads: Sequence[str]) -> Iterator[tuple[range, list[int]]]:
    """The columns that name rows and the columns of figures that go by them, side by side: a table
    of receipts beside expenditure has two such pairs."""
    start = 0
    figures: list[int] = []
    for at, kind in enumerate(kinds):
        if figures and kind == "label" and re.fullmatch(LABEL_HEAD, without_blanks(heads[at])):
            if "figure" in kinds[at:]:
                yield range(start, figures[0]), figures
                start, figures = at, []
        elif kind == "figure":
            figures.append(at)
    if figures:
        yield range(start, figures[0]), figures
