"""Characters written in several ways, folded one to one: offsets stay what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Radicals that optical reading and some PDF fonts give for the character they look like, and that
# Unicode does not decompose.
_RADICALS = str.maketrans(
    "⺀⺌⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰",
    "冫小母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐龙",
)


def _table() -> dict[int, int]:
    table = dict(_RADICALS)
    # Kangxi radicals, the supplement's two, and compatibility ideographs: where one becomes one.
    for first, last in ((0x2E80, 0x2EF4), (0x2F00, 0x2FD6), (0xF900, 0xFB00)):
        for code in range(first, last):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = ord(plain)
    # Full-width digits, letters and signs of figures; Chinese punctuation stays as it is.
    folded = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    for code in [*folded, *map(ord, "％．－＋＝／＜＞＊＠＃＆＿")]:
        table[code] = code - 0xFEE0
    table |= {ord("￥"): ord("¥"), ord("−"): ord("-"), ord("﹣"): ord("-"), ord("﹪"): ord("%")}
    # Spaces of every width, but no line end.
    table |= dict.fromkeys([0x09, 0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)], 0x20)
    return table


HAN = r"[^\W0-9A-Za-z_]"
"""A Chinese character in a pattern of folded text. As a range of code points ``re`` would take a
millisecond to compile each."""

FOLD: dict[int, int] = _table()
"""From the code point of a variant to the code point it stands for."""


def _ranges(codes: Iterable[int]) -> str:
    """The inside of a character class for these code points."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in runs)


_FOLDED = re.compile(f"[{_ranges(FOLD)}]")


def fold(text: str) -> str:
    """The text with its variants folded; as long as before, character for character."""
    # Few characters are variants: finding those costs a tenth of looking each one up.
    return _FOLDED.sub(lambda match: chr(FOLD[ord(match[0])]), text)
