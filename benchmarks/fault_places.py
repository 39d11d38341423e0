"""One fault that can be planted in the text of a report, and how figures are written wrongly."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from checker.model.report import Paragraph, Report
from checker.model.text import Span
from checker.model.value import Value

Place = tuple[int, int]
"""Offsets [start, end) in the text of the file."""


class Fault(NamedTuple):
    """A replacement of ``start`` to ``end`` by ``text`` that makes a right report wrong.

    ``near`` are the places of the witness, by which the text itself proves the fault; ``anywhere``
    says that the fault has no place of its own (a section that is gone).
    """

    family: str
    kind: str
    start: int
    end: int
    text: str
    near: tuple[Place, ...] = ()
    anywhere: bool = False


def plant(text: str, fault: Fault) -> str:
    """The text with the fault in it."""
    return text[: fault.start] + fault.text + text[fault.end :]


def physical(report: Report, span: Span) -> Place:
    """Where a span of the logical text stands in the file."""
    return report.place(span.start), report.place(span.end - 1) + 1


def prose(report: Report) -> Iterator[Paragraph]:
    """Paragraphs that are no rows of tables."""
    return (each for each in report.paragraphs if each.kind != "table")


def sentences(report: Report, ends: str = "。") -> Iterator[Span]:
    """The sentences of all prose, with their mark."""
    for paragraph in prose(report):
        start, stop = paragraph.span
        for match in re.finditer(f"[{ends}]|$", report.text[start:stop]):
            end = paragraph.span.start + match.end()
            if end > start:
                yield Span(start, end)
            start = end


def values_in(report: Report, span: Span, *kinds: str) -> list[Value]:
    """The exact figures of some kinds in a span, in order."""
    values = report.values
    first = bisect_right(values, span.start - 1, key=lambda each: each.span.start)
    found = []
    for value in values[first:]:
        if value.span.start >= span.end:
            break
        if value.kind in kinds and not value.bound and value.parent is None and value.number:
            found.append(value)
    return found


def money(value: Value) -> Decimal:
    """The figure in its canonical unit."""
    return value.amount or Decimal(0)


def digits_of(report: Report, span: Span) -> list[int]:
    """Where the digits of a figure stand in the file."""
    return [report.place(at) for at in range(*span) if report.folded[at].isdigit()]


def rewritten(report: Report, places: list[int], digits: str) -> tuple[int, int, str]:
    """The figure with other digits in the places of its own: all else stays as it is."""
    text = report.source.text
    start, end = places[0], places[-1] + 1
    written = list(text[start:end])
    for place, digit in zip(places, digits, strict=True):
        written[place - start] = digit
    return start, end, "".join(written)


def off_by_one(report: Report, span: Span, up: bool | None = None) -> tuple[int, int, str] | None:
    """A count with its last digit one higher or lower."""
    places = digits_of(report, span)
    old = "".join(report.source.text[place] for place in places)
    if not old.isascii() or not old.isdigit():
        return None
    new = int(old) + (-1 if up is False or (up is None and old[-1] == "9") else 1)
    return rewritten(report, places, str(new)) if new > 0 and len(str(new)) == len(old) else None


def wrong_digit(report: Report, span: Span, up: bool | None = None) -> tuple[int, int, str] | None:
    """The figure with one of its first digits changed; ``up`` to a larger or smaller figure."""
    places = digits_of(report, span)
    old = "".join(report.source.text[place] for place in places)
    if not old.isascii() or not old.strip("0"):
        return None
    at = min(1, len(old) - 1) if len(old) > 2 else 0
    digit = int(old[at])
    new = (digit + 3) % 10 if up is None else digit + (2 if up else -2)
    if not 0 <= new <= 9 or (at == 0 and new == 0):
        return None
    return rewritten(report, places, old[:at] + str(new) + old[at + 1 :])


def exchanged(report: Report, span: Span) -> tuple[int, int, str] | None:
    """The figure with its first two neighbouring digits exchanged that differ."""
    places = digits_of(report, span)
    old = "".join(report.source.text[place] for place in places)
    for at in range(len(old) - 2):
        if old[at] != old[at + 1] and (at or old[at + 1] != "0"):
            return rewritten(report, places, old[:at] + old[at + 1] + old[at] + old[at + 2 :])
    return None


def other_unit(report: Report, span: Span) -> tuple[int, int, str] | None:
    """The figure with 万元 for 亿元 or the reverse."""
    start, end = physical(report, span)
    written = report.source.text[start:end]
    for unit, wrong in (("万元", "亿元"), ("亿元", "万元")):
        if written.endswith(unit):
            return start, end, written.removesuffix(unit) + wrong
    return None
