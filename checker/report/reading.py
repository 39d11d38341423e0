"""One slice of text → what the grammar of values makes of it, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import lark

from checker.model.value import Bound, Date, Kind
from checker.report.numerals import read_digits, read_numeral

# What a rule of the grammar is made of; only the ends of a period are trees again.
Tokens = list[Any]


class Reading(NamedTuple):
    """The parts of a value that its own characters give; the fields are those of ``Value``.

    ``numeral`` is the numeral as written, ``scale`` the 万 or 亿 behind it.
    """

    kind: Kind
    text: str
    number: Decimal | None = None
    unit: str = ""
    factor: Decimal = Decimal(1)
    decimals: int = 0
    bound: Bound = ""
    date: Date | None = None
    end: Date | None = None
    articles: tuple[str, ...] = ()
    numeral: str = ""
    scale: str = ""


class _Figure(NamedTuple):
    """A number as written: the numeral, what it is worth, and the tokens behind it."""

    number: Decimal
    numeral: str
    scale: str
    bound: Bound
    rest: Tokens


_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_FACTORS = {power: Decimal(1).scaleb(power) for power in range(-1, 16)}
_FACTORS |= {power: Decimal(int(factor)) for power, factor in _FACTORS.items() if power >= 0}
_TIMES = {"天": "日", "个多月": "月"}
_MORE = "余多几"
_ONE_FORM = str.maketrans("〈〉<>()", "〈〉〈〉（）")
_YEAR_BRACKETS = r"[〔（【﹝［(\[](\d{4})[〕）】﹞］)\]]"
_NOTHING = Decimal(0)


def read_slice(parser: lark.Lark, text: str) -> Reading | None:
    """What a slice without spaces stands for, or None where it is no value.

    ``text`` of the reading is the normal form: half-width commas in figures, 〔〕 around the
    year of a document, 〈〉 for titles inside titles.
    """
    try:
        tree = parser.parse(text)
    except lark.exceptions.UnexpectedInput:
        return None
    return _BUILDERS[tree.data](text, tree.children)


def _figure(tokens: Tokens) -> _Figure | None:
    negative, at, scale = False, 0, ""
    if tokens[0].type == "PREFIX":
        negative, at = tokens[0][-1] in "负-", 1
    numeral = str(tokens[at])
    number = read_numeral(numeral)
    if number is None:
        return None
    at += 1
    if at < len(tokens) and tokens[at].type == "SCALE":
        scale, at = str(tokens[at]), at + 1
    plain = scale.strip(_MORE)
    bound: Bound = "" if plain == scale else "over"
    return _Figure(-number if negative else number, numeral, plain, bound, tokens[at:])


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _reading(
    kind: Kind,
    text: str,
    figure: _Figure,
    number: Decimal,
    unit: str,
    power: int = 0,
    bound: Bound = "",
) -> Reading:
    return Reading(
        kind,
        text,
        number,
        unit,
        _FACTORS[power],
        _decimals(number),
        figure.bound or bound,
        numeral=figure.numeral,
        scale=figure.scale,
    )


def _power(scale: str) -> int:
    return sum(_POWERS[c] for c in scale)


def _amount(text: str, tokens: Tokens) -> Reading | None:
    figure = _figure(tokens)
    if figure is None:
        return None
    power, coins = _power(figure.scale), figure.rest[1:]
    if figure.rest[0].type == "JIAO":
        return _reading("amount", text, figure, figure.number, figure.scale + "角", power - 1)
    if not coins:
        return _reading("amount", text, figure, figure.number, figure.scale + "元", power)
    small = _NOTHING
    for digit, coin in zip(coins[::2], coins[1::2], strict=True):
        small += (read_numeral(digit) or _NOTHING).scaleb(-1 if coin.type == "JIAO" else -2)
    number = figure.number.scaleb(power)
    return _reading("amount", text, figure, number - small if number < 0 else number + small, "元")


def _price(text: str, tokens: Tokens) -> Reading | None:
    figure = _figure(tokens)
    if figure is None:
        return None
    unit = f"{figure.scale}元/{figure.rest[1][1:]}"
    return _reading("price", text, figure, figure.number, unit, _power(figure.scale))


def _rate(text: str, tokens: Tokens) -> Reading | None:
    shift = 0
    bound: Bound = ""
    unit = tokens[-1].type
    part = next((token for token in tokens if token.type == "PART_OF"), None)
    figure = _figure([token for token in tokens if token is not part])
    if figure is None:
        return None
    if part is not None:
        shift = 2 - _power(part[:-2])
    elif unit == "PERMILLE":
        shift = -1
    elif unit == "TENTHS":
        # 九成 has no decimals to tell how exact it is meant.
        shift, bound = 1, "" if "." in figure.numeral else "about"
    number = figure.number.scaleb(shift + _power(figure.scale))
    if number == number.to_integral_value() and _decimals(number) == 0:
        number = Decimal(int(number))  # 90, not 9E+1
    return _reading("rate", text, figure, number, "%", bound=bound)


def _plain(kind: Kind) -> Callable[[str, Tokens], Reading | None]:
    """The reader of a kind that is a number and its unit."""

    def read(text: str, tokens: Tokens) -> Reading | None:
        figure = _figure(tokens)
        if figure is None:
            return None
        unit = str(figure.rest[0]) if figure.rest else ""
        if kind == "number" and text[0] in "人¥R":
            unit = figure.scale + "元"
            return _reading("amount", text, figure, figure.number, unit, _power(figure.scale))
        if kind == "duration":
            unit = _TIMES.get(unit) or (unit[1:] if unit[0] == "个" else unit)
        elif kind == "points":
            unit = "个百分点"
        return _reading(kind, text, figure, figure.number, unit, _power(figure.scale))

    return read


def _moment(tokens: Tokens) -> Date:
    """Year, month and day; a number without a unit is left for the end of the period to name."""
    parts: dict[str, int | None] = {}
    for token in tokens:
        if token.type == "ISO":
            year, month, day = (int(part) for part in re.split(r"[-./]", token))
            return year, month, day
        if token.type == "YEAR":
            parts["YEAR"] = read_digits(token.rstrip("年度"))
        elif token.type in ("MONTH", "DAY"):
            number = read_numeral(token[:-1])
            parts[token.type] = None if number is None else int(number)
    return parts.get("YEAR"), parts.get("MONTH"), parts.get("DAY")


def _date(text: str, tokens: Tokens) -> Reading | None:
    date = _moment(tokens)
    if date[0] is not None and date[1] is None:
        return Reading("year", text, Decimal(date[0]), "年", date=date)
    return Reading("date", text, date=date, numeral=str(tokens[0]))


def _period(text: str, tokens: Tokens) -> Reading | None:
    opening, _, closing = tokens
    if isinstance(closing, lark.Tree):
        units = [token.type for token in _tokens(closing)]
        end = _moment(_tokens(closing))
    else:
        units, end = ["YEAR"], (int(closing), None, None)
    first = _tokens(opening)
    start = list(_moment(first))
    if first[-1].type == "NUMERAL":
        number = read_digits(first[-1])
        at = ("YEAR", "MONTH", "DAY").index(units[0]) if units[0] != "ISO" else 0
        if number is None or start[at] is not None:
            return None
        start[at] = number
    # 2020年1月至6月: what is said once holds for both ends.
    ends = [end[0] or start[0], end[1] or (start[1] if end[2] else None), end[2]]
    if start[0] is None and end[0] is not None and end[1] is not None:
        start[0] = end[0]  # 1月至2020年6月 does not occur otherwise
    return Reading(
        "period", text, date=(start[0], start[1], start[2]), end=(ends[0], ends[1], ends[2])
    )


def _tokens(tree: lark.Tree[lark.Token] | lark.Token) -> Tokens:
    if isinstance(tree, lark.Token):
        return [tree]
    return [token for token in tree.children if isinstance(token, lark.Token)]


def _document(text: str, tokens: Tokens) -> Reading | None:
    number = tokens[-1].strip("第号")
    year = next((int(token[1:5]) for token in tokens if token.type == "ISSUED"), None)
    date = None if year is None else (year, None, None)
    text = re.sub(_YEAR_BRACKETS, r"〔\1〕", text)
    return Reading("document", text, Decimal(number), "号", date=date)


def _title(text: str, tokens: Tokens) -> Reading | None:
    inner = tokens[0][1:-1].translate(_ONE_FORM).replace("《", "〈").replace("》", "〉")
    return Reading("title", f"《{inner}》", articles=tuple(map(str, tokens[1:])))


_BUILDERS: dict[str, Callable[[str, Tokens], Reading | None]] = {
    "amount": _amount,
    "price": _price,
    "rate": _rate,
    "points": _plain("points"),
    "score": _plain("score"),
    "count": _plain("count"),
    "duration": _plain("duration"),
    "number": _plain("number"),
    "date": _date,
    "period": _period,
    "document": _document,
    "title": _title,
}
