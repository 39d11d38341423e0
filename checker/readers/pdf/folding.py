"""Characters that a PDF names by their look: the ordinary character for each, one to one."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

RADICALS = dict(
    zip(
        "⺁⺄⺈⺊⺌⺍⺕⺗⺝⺟⺠⺣⺩⺭⺮⺯⺲⺶⺷⺸⺺⺼⻁⻂⻃⻄⻅⻆⻇⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙⺈卜小小彐心月母民灬王礻竹纟罒羊羊羊肀肉虎衤覀西见角角贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Of the block of radicals those that Unicode itself does not say the ordinary character of."""

DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Characters without width."""


@lru_cache(maxsize=8192)
def ordinary(code: int) -> str:
    """The character for a code of a PDF; "" for none."""
    char = chr(code)
    if code < 0x2E80:
        if code < 0x20 or char in DROPPED:
            return ""
        return " " if char.isspace() else char
    if code < 0x2FE0:
        return RADICALS.get(char) or normalize("NFKC", char)
    if 0xF900 <= code < 0xFB00 or 0x2F800 <= code < 0x2FA20:
        return normalize("NFKC", char)
    if code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return "-" if code == 0xFFFE else ""
    return "" if char in DROPPED else char
