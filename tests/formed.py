"""Sources of formats that know their paragraphs and cells, made by hand: report rooms are tested
without the readers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from checker.model.limits import LIMITS
from checker.model.text import Source
from checker.readers.passages import Box, Boxes, Passage, source

Written = str | tuple[str, int, int]
"""The words of a cell, or these with the rows and columns it covers."""


def formed(*parts: str | Sequence[Sequence[Written]], path: str = "报告.docx") -> Source:
    """A source of paragraphs (texts) and tables (rows of cells; what is covered is left out)."""
    held: list[Passage | Boxes] = []
    count = number = 0

    def passage(text: str) -> Passage:
        nonlocal count, number
        number += 1
        count += len(text)
        return Passage(text, array("Q", range(count - len(text), count)), 0, number)

    for part in parts:
        if isinstance(part, str):
            held.append(passage(part))
            continue
        taken: set[tuple[int, int]] = set()
        boxes = []
        for row, cells in enumerate(part):
            column = 0
            for cell in cells:
                text, rows, columns = cell if isinstance(cell, tuple) else (cell, 1, 1)
                while (row, column) in taken:
                    column += 1
                boxes.append(Box(row, column, (passage(text),), rows, columns))
                taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
                column += columns
        held.append(tuple(boxes))
    return source(path, "word", held, LIMITS)
