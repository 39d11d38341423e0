"""The numbers in front of headings and items: 一、 （一） 1. （1） ① and their kin.

Source of the levels: GB/T 9704-2012. A table's ordinals and figures at the start of a line look
alike, so that the mark behind the number and what follows it decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Ordinal(NamedTuple):
    """An ordinal at the start of a paragraph: its style, its number, the length it takes."""

    style: str
    number: int
    length: int


DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

PATTERN = re.compile(
    r"""(?:
    第\s*(?P<part>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?P<mark>部分|章|节)[\s、.:：]*
  | (?P<han>[一二三四五六七八九十百]{1,4})\s*(?:、|[.．](?!\d)|[,，](?=\s))\s*
  | [（(]\s*(?P<phan>[一二三四五六七八九十]{1,3})\s*[）)]\s*[、.．]?\s*
  | [（(]\s*(?P<pnum>\d{1,2})\s*[）)]\s*[、.．]?\s*
  | (?P<deep>\d{1,2}(?:\.\d{1,2}){1,3})(?:[、．]\s*|\s+(?=[^\s\d])|(?=[^\W0-9A-Za-z_]|[《“]))
    (?![万亿元％%件个项人名次份场条篇部分倍])
  | (?P<num>\d{1,2})\s*(?:[.．]\s*(?![\d])|[、]\s*|[.．]\s*(?=(?:19|20)\d\d\s*[年-]))
  | (?P<rnum>\d{1,2})\s*[）)]\s*
  | (?P<circle>[①-⑳])\s*[、.．]?\s*
)""",
    re.VERBOSE,
)

FIRST = frozenset(f"第一二三四五六七八九十百（(0123456789{CIRCLED}")


@lru_cache(maxsize=256)
def chinese_number(words: str) -> int:
    """The number of an ordinal in Chinese numerals, 1 to 999; 0 where it is none."""
    if words.isdigit():
        return int(words)
    hundreds, hundred, rest = words.partition("百")
    if hundred:
        return DIGITS.get(hundreds, 1) * 100 + chinese_number(rest.lstrip("零〇"))
    tens, ten, ones = words.partition("十")
    if ten:
        return (DIGITS.get(tens, 1) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)
    number = 0
    for digit in words:
        number = number * 10 + DIGITS.get(digit, 0)
    return number


def find_ordinal(folded: str) -> Ordinal | None:
    """The ordinal at the start of a paragraph's folded text, or None.

    ``3.2023年…`` is item 3, ``288.90万元`` and ``14.81%`` are none.
    """
    match = PATTERN.match(folded) if folded[:1] in FIRST else None
    if match is None or match.end() >= len(folded):
        return None
    kind = match.lastgroup
    if kind == "mark":
        return Ordinal("第" + match["mark"], chinese_number(match["part"]), match.end())
    words = match[kind or 0]
    if kind == "circle":
        return Ordinal("①", CIRCLED.index(words) + 1, match.end())
    if kind == "deep":
        parts = words.split(".")
        return Ordinal("1" + ".1" * (len(parts) - 1), int(parts[-1]), match.end())
    style = {"han": "一", "phan": "（一）", "pnum": "（1）", "num": "1", "rnum": "1）"}[str(kind)]
    number = chinese_number(words)
    return Ordinal(style, number, match.end()) if number else None
