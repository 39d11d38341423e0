"""Numerals as reports write them: Arabic, Chinese, formal (壹佰) and mixed (25万6千)."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"○": 0, "两": 2, "貳": 2, "參": 3, "陸": 6, "幺": 1}
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12, "萬": 10**4, "億": 10**8}
_PARTS = re.compile(r"\d+|.")
_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
# Longer than any figure of a report; the bound keeps the arithmetic of absurd input small.
_LONGEST = 40


def read_numeral(text: str) -> Decimal | None:
    """The number a numeral stands for, None where it is none (二三十) or is too long."""
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", "")) if len(text) <= _LONGEST else None
    whole, point, decimals = text.partition("点")
    number = _whole(whole) if 0 < len(whole) <= _LONGEST else None
    if number is None or not point:
        return None if number is None else Decimal(number)
    digits = [_DIGITS.get(c) for c in decimals]
    if not digits or None in digits or len(digits) > _LONGEST:
        return None
    return Decimal(f"{number}.{''.join(map(str, digits))}")


def read_digits(text: str) -> int | None:
    """The number of digits said one by one (二〇二〇), Chinese or Arabic."""
    if text.isascii() and text.isdigit():
        return int(text)
    digits = [_DIGITS.get(c) for c in text]
    return None if not digits or None in digits else int("".join(map(str, digits)))


def _whole(text: str) -> int | None:
    total = section = 0
    digit: int | None = None  # read, and not yet multiplied by its place
    last_group = 1
    last_place = 1  # the place a digit without one falls short of: 两千三百五, 九万四
    for part in _PARTS.findall(text.replace("廿", "二十")):
        if part in _PLACES:
            if digit is None:
                digit = 1
            section += digit * _PLACES[part]
            digit, last_place = None, _PLACES[part]
        elif part in _GROUPS:
            group = _GROUPS[part]
            section += digit or 0
            if section == 0 and total == 0:
                return None
            if group >= last_group and total:  # 一万五千亿, 四万万
                total = (total + section) * group
            else:
                total += section * group
            section, digit, last_group, last_place = 0, None, group, group
        else:
            value = int(part) if part.isascii() and part.isdigit() else _DIGITS.get(part)
            if value is None or digit is not None:
                return None
            if value == 0 and not part.isdigit():  # 零 holds a place open
                last_place = 1
                digit = 0 if len(text) == 1 else None
            else:
                digit = value
    if digit is not None:
        short = last_place >= 100 and digit < 10
        section += digit * (last_place // 10 if short else 1)
    return total + section
