"""How truly files of every kind are read: characters, figures, paragraphs, cells.

    python benchmarks/documents.py [--findings] [FOLDER | FILE …]

FOLDER holds files with their true text beside them: NAME.truth.json (paragraphs ``p``, tables
``table``, or one table) belongs to every NAME.*; without one it is ``shared/documents`` beside the
checkout. A file of the first pages only (``.firstN.``) is held to as much of the truth as it has.
``--findings`` also prints in what the findings differ from those of NAME.txt in ``shared/reports``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from checker.cli.pipeline import Settings, check_source
from checker.errors import InputError
from checker.model.text import Block, Source
from checker.readers import read
from checker.report.folding import fold

SHARED = Path(__file__).resolve().parents[2] / "shared"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FORM = ("TYP", "NUM")
"""Families that speak of how a text is set, which differs between forms of one report."""
TABLELESS = ("foshan-2020.fontless.pdf",)
"""Files without the table that their truth has."""
ENOUGH = 50
"""Characters at the end of what was read by which the end of a part is found in the truth."""


class Truth(NamedTuple):
    """The paragraphs of a report, its cells among them, and its tables as rows of cells."""

    lines: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


class Read(NamedTuple):
    """What became of one file; the rate of wrong characters is an upper bound."""

    name: str
    seconds: float
    characters: int
    wrong: int
    lost: tuple[str, ...]
    torn: int
    cells: tuple[int, int]


def bare(text: str) -> str:
    """A text without blanks, as it is compared."""
    return "".join(fold(text).split())


def truth_of(path: Path, tables_in: bool = True) -> Truth:
    """The truth in a file; ``tables_in`` False leaves its tables out."""
    entries = json.loads(path.read_text("utf-8"))
    if entries and isinstance(entries[0], list):
        entries = [{"table": entries}]
    lines: list[str] = []
    tables = []
    for entry in entries:
        if "p" in entry:
            lines.append(entry["p"])
            continue
        if not tables_in:
            continue
        rows = tuple(tuple(row) for row in entry["table"])
        tables.append(rows)
        lines += [cell for row in rows for cell in row]
    return Truth(tuple(map(bare, lines)), tuple(tables))


def wrong_characters(found: str, true: str) -> int:
    """How many characters differ at most, by the longest stretches in common."""
    blocks = SequenceMatcher(None, found, true, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in blocks if tag != "equal")


def grids(source: Source) -> dict[int, list[list[str]]]:
    """The tables of a source as rows of cells, merged ones in each row and column they cover."""
    tables: dict[int, dict[tuple[int, int], str]] = {}
    for line, block in lines_of(source):
        place = block.cell
        if place is not None:
            for row in range(place.row, place.row + place.rows):
                for column in range(place.column, place.column + place.columns):
                    tables.setdefault(place.table, {})[row, column] = line
    made = {}
    for index, cells in tables.items():
        rows = sorted({row for row, _ in cells})
        columns = sorted({column for _, column in cells})
        made[index] = [[cells.get((row, column), "") for column in columns] for row in rows]
    return made


def lines_of(source: Source) -> Iterator[tuple[str, Block]]:
    """The lines of a source without blanks, and what is known of each."""
    blocks = source.blocks or (Block(),) * len(source.line_starts)
    for line, block in zip(source.text.split("\n"), blocks, strict=True):
        yield bare(line), block


def text_of(source: Source) -> list[str]:
    """The paragraphs and, table by table, the cells, as the truth has them."""
    tables = grids(source)
    lines: list[str] = []
    for line, block in lines_of(source):
        if block.cell is None:
            lines.append(line)
        elif block.cell.table in tables:
            lines += [cell for row in tables.pop(block.cell.table) for cell in row]
    return lines


def cells_right(source: Source, truth: Truth) -> tuple[int, int]:
    """How many cells of the true tables are right, and how many there are."""
    found = list(grids(source).values())
    right = 0
    for table in truth.tables:
        want = [[bare(cell) for cell in row] for row in table]
        right += max(
            (
                sum(
                    a == b
                    for one, two in zip(rows, want, strict=False)
                    for a, b in zip(one, two, strict=False)
                )
                for rows in found
            ),
            default=0,
        )
    return right, sum(len(row) for table in truth.tables for row in table)


def measure(path: Path, truth: Truth) -> Read:
    """One file read and held to its truth."""
    data = path.read_bytes()
    before = time.perf_counter()
    source = read(str(path), data)
    seconds = time.perf_counter() - before
    lines = text_of(source)
    found, true, torn_of = "".join(lines), "".join(truth.lines), list(truth.lines)
    if ".first" in path.name:
        at = max(true.find(found[-n:]) + n for n in range(6, ENOUGH) if found[-n:] in true)
        true, torn_of = true[:at], []
    have = Counter(NUMBER.findall(found))
    lost = Counter(NUMBER.findall(true)) - have
    known = set(lines)
    torn = sum(line not in known for line in torn_of if line)
    return Read(
        path.name,
        seconds,
        len(true),
        wrong_characters(found, true),
        tuple(lost.elements()),
        torn,
        cells_right(source, truth),
    )


def differences(path: Path, report: Path) -> Iterator[str]:
    """What is found in one form of a report alone; what is said of form apart."""
    sides = []
    for one in (report, path):
        found = check_source(read(str(one), one.read_bytes()), Settings()).findings
        sides.append(
            Counter(
                (f.rule, f.outcome, f.severity, bare(f.excerpt))
                for f in found
                if not f.rule.split("-")[-2].startswith(FORM)
            )
        )
    text, other = sides
    yield from (f"    only in the text: {' '.join(key)}" for key in text - other)
    yield from (f"    only here: {' '.join(key)}" for key in other - text)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("paths", nargs="*", type=Path, default=[SHARED / "documents"])
    arguments.add_argument("--findings", action="store_true")
    given = arguments.parse_args()
    files = [
        file
        for path in given.paths
        for file in (sorted(path.iterdir()) if path.is_dir() else [path])
    ]
    for path in files:
        name = path.name.partition(".")[0]
        told = path.parent / f"{name}.truth.json"
        if not told.exists() or path.suffix in (".json", ".md"):
            continue
        try:
            one = measure(path, truth_of(told, path.name not in TABLELESS))
        except InputError as fault:
            print(f"{path.name:36} {fault.en}")
            continue
        print(
            f"{one.name:36} {one.seconds:7.3f} s  wrong {one.wrong:4} of {one.characters:6}"
            f" ({one.wrong / max(1, one.characters):.4f})  torn {one.torn:3}"
            f"  cells {one.cells[0]}/{one.cells[1]}  lost {' '.join(one.lost[:8]) or '-'}"
        )
        report = SHARED / "reports" / f"{name}.txt"
        if given.findings and report.exists():
            print(*differences(path, report), sep="\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
