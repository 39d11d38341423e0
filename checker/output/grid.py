"""Columns side by side: the one place that knows ``tabulate``."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate

from checker.output.width import WIDTHS

FILLER = "\0"
"""Stands behind each wide character while tabulate counts: it takes a character for a column."""


def grid(rows: Sequence[Sequence[str]], ambiguous: int = 1) -> str:
    """The rows as lines with their columns aligned, two blanks between; cells may hold lines."""
    spread = [[_spread(cell, ambiguous) for cell in row] for row in rows]
    text = tabulate(spread, tablefmt="plain", disable_numparse=True, stralign="left")
    return "\n".join(line.rstrip() for line in text.replace(FILLER, "").split("\n"))


def _spread(cell: str, ambiguous: int) -> str:
    if cell.isascii():
        return cell
    wide = WIDTHS[ambiguous]
    return "".join([c if wide[c] < 2 else c + FILLER for c in cell])
