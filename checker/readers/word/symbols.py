"""What the characters of symbol fonts look like, as ordinary characters."""

from __future__ import annotations

SYMBOL = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xAE: "→", 0xE5: "∑", 0x61: "α", 0x62: "β", 0x6D: "μ",
}  # fmt: skip
WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0xA8: "□", 0xFB: "✗", 0xFC: "√",
             0xFD: "☒", 0xFE: "☑"}  # fmt: skip
WINGDINGS_2 = {0x2A: "□", 0x4F: "✗", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "□"}

FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2}


def character(font: str, code: str) -> str:
    """The character of a ``w:sym``, one always; ``code`` is hexadecimal."""
    try:
        number = int(code, 16)
    except ValueError:
        return "□"
    known = FONTS.get(font.lower(), {}).get(number & 0xFF)
    if known and (number < 0x100 or number >> 8 == 0xF0):
        return known
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else "□"
