"""The words around the figures of a table parted by blanks: its header, what stands above it, and
the names of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from checker.report.grid import INTEGER, REMARK_HEAD, Token, text_of, unit_of
from checker.report.lines import Line
from checker.report.ordinals import Ordinal, find_ordinal

TOTAL = r"(?:[合总共]计(?:数|额)?|.{2,10}[合总共]计|.*总计|.{0,4}总(?:得)?分)(?:[（(].*)?[:：]?"
SUBTOTAL = r".*小计(?:[（(].*)?[:：]?"
OF_WHICH = r"其中|#|－|—|-"
NO_FIGURE = r".*(?:名称|编码|代码|科目|内容|类别|类型|事项)|项目|指标|序号"
NAMED = r"(?:附|续)?表\s*\d.*|.{3,}表"


def under_names(lines: Sequence[Line], words: list[Token], width: int) -> list[Token | None]:
    """The words of a row under the columns that name rows: numbers from the left, names from the
    right, and what is too much in the last."""
    if len(words) > width:
        return [*words[: width - 1], one_cell(words[width - 1 :])]
    numbers = [w for w in words if INTEGER.fullmatch(text_of(lines, w))]
    names = words[len(numbers) :] if words[: len(numbers)] == numbers else words
    numbers = words[: len(words) - len(names)]
    return [*numbers, *[None] * (width - len(words)), *names]


def one_cell(words: Sequence[Token]) -> Token | None:
    """Words of one line as one cell; of several the last."""
    if not words:
        return None
    same = [word for word in words if word.line == words[-1].line]
    return same[0]._replace(end=same[-1].end)


def caption_and_unit(lines: Sequence[Line], above: Sequence[Token]) -> tuple[Token | None, str]:
    texts = [text_of(lines, word) for word in above]
    unit = next((unit_of(text) for text in reversed(texts) if unit_of(text)), "")
    names = [w for w, text in zip(above, texts, strict=True) if "表" in text and len(text) < 45]
    return (names[-1] if names else None), unit


def may_begin(lines: Sequence[Line], before: Sequence[Token], first: Token) -> bool:
    """Whether a header may begin behind these words: a unit, a caption, a heading, or nothing."""
    if not before:
        return True
    line, text = lines[before[-1].line].folded, text_of(lines, before[-1])
    if unit_of(text) or "表" in text or len(text) > 12:
        return True
    return before[-1].line != first.line and (
        find_ordinal(line) is not None or text.endswith(("情况", "如下", "报告"))
    )


def is_header(lines: Sequence[Line], cells: Sequence[Token], width: int) -> bool:
    """Whether cells may be a header: none of them a unit, a caption or a heading, and the last
    ``width`` of them no names or remarks, because figures stand under these."""
    texts = [text_of(lines, cell) for cell in cells]
    if any(
        re.fullmatch(NO_FIGURE, text) or re.fullmatch(REMARK_HEAD, text) for text in texts[-width:]
    ):
        return False
    return not any(
        unit_of(text)
        or re.fullmatch(NAMED, text)
        or find_ordinal(text) is not None
        or len(text) > 20
        for text in texts
    )


class Name(NamedTuple):
    """What the label of a row says of it; a total's number is none that its parts go by."""

    numbered: bool
    ordinal: Ordinal | None
    total: bool
    subtotal: bool
    of_which: bool


def read_label(label: str) -> Name:
    """What a label says, blanks apart."""
    words = "".join(label.split())
    ordinal = find_ordinal(words)
    rest = words[ordinal.length :] if ordinal is not None else words
    subtotal = re.fullmatch(SUBTOTAL, rest) is not None
    total = not subtotal and re.fullmatch(TOTAL, rest) is not None
    return Name(
        ordinal is not None,
        None if total or subtotal else ordinal,
        total,
        subtotal,
        re.match(OF_WHICH, words) is not None,
    )
