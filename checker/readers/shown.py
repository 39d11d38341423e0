"""How a sheet shows the number in a cell: 0.952 with the format ``0.00%`` is 95.20%."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0;-#,##0",
    6: "#,##0;-#,##0",
    7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;-#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;-¥#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;-¥#,##0.00;"-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
}
"""The formats that a file names by number alone, as a Chinese system shows them."""

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.?|\*.?|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+|Y+|M+|D+|H+|S+|[eE](?![+-])|aaaa?|b+)"
    r"|(?P<general>General|G/通用格式)|(?P<power>[eE][+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.S,
)
LONGEST = 11
"""Characters of a number that has no format of its own."""
SECTION = re.compile(r'(?:"[^"]*"?|[\\!].|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)')
PLAIN = ("", "General", "G/通用格式")
SHORT = re.compile(r"(?:0|[1-9]\d{0,9})|(?:0|[1-9]\d{0,4})\.\d{0,3}[1-9]")
"""A number that is shown as it is written where it has no format."""
WEEKDAYS = "一二三四五六日"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Token = tuple[str, str]
"""What a piece of a format is (a group of TOKEN), and its text."""


def shown(number: str, code: str, since_1904: bool = False) -> str:
    """The text a cell shows for a number as the file writes it (``0.30000000000000004``)."""
    if code in PLAIN and SHORT.fullmatch(number):
        return number
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite() or not -30 < value.adjusted() < 20:
        return number if value else "0"
    value = Context(prec=15, rounding=ROUND_HALF_UP).plus(value)  # a sheet reckons with no more
    tokens, apart = _chosen(value, _sections(code))
    kinds = {kind for kind, _ in tokens}
    if "date" in kinds and "digit" not in kinds:
        return _date(value, tokens, since_1904)
    plain = "power" in kinds or ("other", "/") in tokens or "text" in kinds
    if plain or "general" in kinds or not code.strip():
        around = "".join(
            _literal(kind, text) or "\0" * (kind == "general") for kind, text in tokens
        )
        said = general(value)
        return around.replace("\0", said) if "general" in kinds and not plain else said
    if "digit" not in kinds:
        return "".join(_literal(kind, text) for kind, text in tokens)
    signs = "".join(text for kind, text in tokens if kind in ("quoted", "escaped", "other"))
    bare = apart and not re.search("[-(（]", signs)  # red alone says that it is less than nothing
    return "-" * bare + _figure(abs(value) if apart else value, tokens)


def general(value: Decimal) -> str:
    """A number without a format: as many decimals as a cell shows."""
    whole = len(str(abs(int(value))))
    most = Decimal(1).scaleb(-max(LONGEST - whole - 1, 0))
    said = f"{value.quantize(most, ROUND_HALF_UP) if value != int(value) else value:f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


@lru_cache(maxsize=256)
def _sections(code: str) -> list[list[Token]]:
    return [_tokens(section) for section in SECTION.findall(code)]


def _tokens(section: str) -> list[Token]:
    found: list[Token] = []
    for match in TOKEN.finditer(section):
        kind = match.lastgroup
        if kind == "bracket" and (currency := re.match(r"\$([^-]*)", match["bracket"])):
            found.append(("quoted", currency[1]))
        elif kind == "bracket" and re.fullmatch("[hms]+", match["bracket"], re.I):
            found.append(("date", "[" + match["bracket"].lower()))
        elif kind:
            found.append((kind, match[kind]))
    return found


def _chosen(value: Decimal, sections: list[list[Token]]) -> tuple[list[Token], bool]:
    """The section of a format that a number takes, and whether that is one for numbers below
    zero, which says so itself."""
    for section in sections:
        for kind, text in section:
            said = re.fullmatch(r"([<>=]+)\s*(-?[\d.]+)", text) if kind == "bracket" else None
            if said and _holds(value, said[1], Decimal(said[2])):
                return section, False
    if len(sections) > 1 and value < 0:
        return sections[1], True
    if len(sections) > 2 and value == 0:
        return sections[2], False
    return (sections[0] if sections else []), False


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    order = (value > bound) - (value < bound)
    return order in {">": (1,), "<": (-1,), "=": (0,), ">=": (0, 1), "<=": (-1, 0)}.get(
        sign, (-1, 1)
    )


def _literal(kind: str, text: str) -> str:
    return text if kind in ("quoted", "escaped", "other", "percent") else ""


def _figure(value: Decimal, tokens: list[Token]) -> str:
    """A number in a format with places for its digits."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    whole = [at for at in places if at < point] or [point]
    parts = [at for at in places if at > point]
    commas = [at for at, (kind, _) in enumerate(tokens) if kind == "comma"]
    thousands = sum(1 for at in commas if at > whole[-1])
    hundreds = sum(1 for kind, _ in tokens if kind == "percent")
    value = value * 100**hundreds / 1000**thousands
    amount = abs(value).quantize(Decimal(1).scaleb(-len(parts)), ROUND_HALF_UP)
    digits, _, decimals = f"{amount:f}".partition(".")
    least = sum(1 for at in parts if tokens[at][1] == "0")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    needed = sum(1 for at in whole if tokens[at][1] == "0")
    digits = digits.zfill(needed) if needed or decimals or digits != "0" else ""
    if any(whole[0] < at < whole[-1] for at in commas):
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    said = "-" if value < 0 and amount else ""
    left = digits
    for at, (kind, text) in enumerate(tokens):
        if at in whole:
            behind = 0 if "," in digits else sum(1 for other in whole if other > at)
            cut = len(left) - behind
            said, left = said + left[: max(cut, 0)], left[max(cut, 0) :]
        if at == point and decimals:
            said += "." + decimals
        elif at != point:
            said += _literal(kind, text)
    return said


def _date(value: Decimal, tokens: list[Token], since_1904: bool) -> str:
    """A day and a time of day, counted in days."""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    if not since_1904 and value < 60:
        start += timedelta(days=1)  # sheets believe in 29 February 1900
    if not 0 <= value < 2_958_466:
        return general(value)
    seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
    moment = start + timedelta(seconds=seconds)
    dates = [at for at, (kind, _) in enumerate(tokens) if kind == "date"]
    halves = any(kind == "half" for kind, _ in tokens)
    said = ""
    for at, (kind, text) in enumerate(tokens):
        if kind == "half":
            said += "AM" if moment.hour < 12 else "PM"
        elif kind != "date":
            said += _literal(kind, text)
        else:
            near = dates.index(at)
            before = tokens[dates[near - 1]][1] if near else ""
            behind = tokens[dates[near + 1]][1] if near + 1 < len(dates) else ""
            minute = before.lstrip("[")[:1].lower() == "h" or behind[:1].lower() == "s"
            said += _moment(moment, seconds, text.lower(), minute, halves)
    return said


def _moment(moment: datetime, seconds: int, text: str, minute: bool, halves: bool) -> str:
    """One part of a day or a time, as many signs of it as its letters ask for."""
    if text[0] == "[":
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[text[1]])
    letter, wide = text[0], len(text)
    if letter in "ye":
        return f"{moment.year:04d}" if wide > 2 or letter == "e" else f"{moment.year % 100:02d}"
    if letter == "a":
        return ("星期" if wide > 3 else "") + WEEKDAYS[moment.weekday()]
    if letter == "m" and not minute and wide > 2:
        return MONTHS[moment.month - 1]
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    parts = {"m": moment.minute if minute else moment.month, "d": moment.day, "h": hour}
    number = parts.get(letter, moment.second)
    return f"{number:02d}" if wide > 1 else str(number)
