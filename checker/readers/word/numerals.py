"""Whole numbers in the numerals of automatic numbering."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(number: int, format: str) -> str:
    """A number in one of Word's formats (``w:numFmt``); those not known here are decimal."""
    made = FORMATS.get(format)
    return str(number) if made is None or not 0 <= number < 10**8 else made(number)


def thousands(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """The number as it is read: 十二, 一百零五, 一千二百三十四."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        rest = thousands(low, digits, units) if low else ""
        gap = digits[0] if 0 < low < 1000 else ""
        return f"{thousands(high, digits, units)}万{gap}{rest}"
    if number == 0:
        return digits[0]
    figures = str(number)
    text = ""
    for at, figure in enumerate(figures):
        place = len(figures) - 1 - at
        if figure != "0":
            gap = digits[0] if at and figures[at - 1] == "0" else ""
            text += gap + digits[int(figure)] + (units[place - 1] if place else "")
    return text


def _counting(number: int) -> str:
    """Read to ninety-nine, digit for digit from a hundred on."""
    if number >= 100:
        return "".join("○一二三四五六七八九"[int(figure)] for figure in str(number))
    return _short(number)


def _short(number: int) -> str:
    """十二 and not 一十二."""
    text = thousands(number)
    return text[1:] if text.startswith("一十") else text


def _japanese(number: int) -> str:
    text = thousands(number).replace("零", "") or "〇"
    for unit in "十百千":
        text = text.replace(f"一{unit}", unit)
    return text


def _letters(number: int) -> str:
    """a … z, aa … zz, aaa: Word repeats the letter."""
    if not 0 < number <= 780:
        return str(number)
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for size, sign in ROMAN:
        text += sign * (number // size)
        number %= size
    return text


def _of(signs: str) -> Callable[[int], str]:
    """One sign a number, from 1; decimal where there are no more."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _turning(signs: str) -> Callable[[int], str]:
    """One sign a number, over and over."""
    return lambda number: signs[(number - 1) % len(signs)] if number else "0"


def _row(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


def _wide(number: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(number))


def _digits(number: int) -> str:
    return "".join(DIGITS[int(figure)] for figure in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _of(_row(0x2460, 0x2473)),
    "decimalEnclosedCircleChinese": _of(_row(0x2460, 0x2473)),
    "decimalEnclosedFullstop": _of(_row(0x2488, 0x249B)),
    "decimalEnclosedParen": _of(_row(0x2474, 0x2487)),
    "ideographEnclosedCircle": _of(_row(0x3280, 0x3289)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _short,
    "taiwaneseCountingThousand": _short,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": lambda number: thousands(number, FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: thousands(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _turning(STEMS),
    "ideographZodiac": _turning(BRANCHES),
}
"""What each format makes of a number; Word's own names."""
