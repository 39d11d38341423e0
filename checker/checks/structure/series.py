"""Ordinals that should rise by one, and where they do not: said once for headings and for lists
inside paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from checker.report.ordinals import CIRCLED

Sort = Literal["repeated", "missing", "disordered"]

HAN_DIGITS = "零一二三四五六七八九十"
DEPTH = 8
"""Series open at once; only damaged text has more."""
ORDERLY = list(range(1, 41))
"""A row in which nothing is odd: most are, and none is longer."""

NUMERAL = rf"\d+|[{HAN_DIGITS}百]+|[①-⑳]"


class Fault(NamedTuple):
    """The ``at``-th number of a row is not the one that should follow; ``expected`` is. ``sure``
    where the number behind goes on as if it were."""

    sort: Sort
    at: int
    expected: int
    sure: bool = False


def faults_in(numbers: list[int]) -> Iterator[Fault]:
    """What is odd in a row of ordinals of one form, in reading order.

    A row may hold several series: 1 opens one, and a number that continues an outer one closes
    those inside. One wrong ordinal is one fault: where the next number goes on as if it were
    right, nothing else is said of it.
    """
    if numbers == ORDERLY[: len(numbers)]:
        return
    opened: list[int] = []
    at = 0
    while at < len(numbers):
        number = numbers[at]
        behind = numbers[at + 1] if at + 1 < len(numbers) else 0
        last = opened[-1] if opened else 0
        outer = [depth for depth, each in enumerate(opened) if each + 1 == number]
        if outer:
            del opened[outer[-1] :]
            opened.append(number)
        elif last + 1 == number:
            opened.append(number)
        elif behind == last + 2 and (last or number != 1):
            yield Fault("repeated" if number == last else "disordered", at, last + 1, sure=True)
            opened[-1:] = [last + 1]
        elif last and number > last and behind == last + 1:
            yield Fault("disordered", at, last + 1)
            if number == last + 2:  # two that changed places
                opened[-1] = number
                at += 1
        elif number == 1:
            opened.append(1)
        elif number == last:
            yield Fault("repeated", at, last + 1)
        elif number > last:
            yield Fault("missing", at, last + 1)
            opened[-1:] = [number]
        elif not behind and len(opened) == 1:
            yield Fault("disordered", at, last + 1)
        else:  # a series of its own, the first of which is not seen
            opened.append(number)
        del opened[:-DEPTH]
        at += 1


def in_han(number: int) -> str:
    """A number below a hundred as ordinals bear it: 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN_DIGITS[ones]
    return f"{HAN_DIGITS[tens] if tens > 1 else ''}十{HAN_DIGITS[ones] if ones else ''}"


def with_number(ordinal: str, number: int) -> str:
    """An ordinal with another number in it: （四） with 3 is （三）, 3.2.4 with 3 is 3.2.3."""
    found = list(re.finditer(NUMERAL, ordinal))
    if not found:
        return ordinal
    old = found[-1]
    if old[0] in CIRCLED:
        new = CIRCLED[min(number, len(CIRCLED)) - 1]
    else:
        new = str(number) if old[0].isdigit() else in_han(number)
    return ordinal[: old.start()] + new + ordinal[old.end() :]


def is_spoken(folded: str, number: int, start: int, end: int) -> bool:
    """Whether an ordinal of this number, in any form, stands somewhere in a stretch of text."""
    words = f"{number}|{in_han(number)}"
    circled = CIRCLED[number - 1] if number <= len(CIRCLED) else "①"
    pattern = (
        rf"(?<![\d.{HAN_DIGITS}])(?:{words})\s*[、.．)）](?!\d)|(?m:^)\s*(?:{words})[\s:：，,]"
        rf"|第(?:{words})(?!\d)|(?<![{HAN_DIGITS}])(?:{words})\s?[是要则]|{circled}"
    )
    return re.compile(pattern).search(folded, start, end) is not None


def stands(folded: str, ordinal: str, start: int, end: int) -> bool:
    """Whether an ordinal stands in a stretch of text, whatever marks or brackets of its kind it
    has: run together with other words, or in a table."""
    core = ordinal.strip("（）()、.．，, ")
    if ordinal[0] in "（(":
        pattern = rf"[（(]\s*{core}\s*[）)]"
    elif core.isdigit() or core[:1] in HAN_DIGITS:
        whole = rf"(?<![\d.{HAN_DIGITS}（(]){core}"
        pattern = rf"{whole}\s*[、.．)），,](?!\d)|(?:^|[\n。；！？])\s*{core}\s"
    else:
        pattern = rf"(?<![\d.]){re.escape(core)}(?!\d)"
    return re.compile(pattern).search(folded, start, end) is not None
