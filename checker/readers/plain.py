"""Text and Markdown: UTF-8 with and without BOM, UTF-16, GB18030; all line ends."""

from __future__ import annotations

import codecs
import re
from array import array

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.text import Source

MOST = 16 * 1024 * 1024
"""Bytes of text: the longest report met so far has 0.4 MB; beyond this a file is something else."""

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read(path: str, data: bytes, kind: str, limits: Limits) -> Source:
    """The Source of a text file; ``kind`` is ``text`` or ``markdown``.

    Raises InputError: too large, empty, binary, or in an encoding that is not known.
    """
    most = min(MOST, limits.file)
    if len(data) > most:
        size = f"{len(data) / 1048576:.0f} MB"
        raise InputError(
            f"{path}：文件有 {size}，超过上限 {most // 1048576} MB，不像一份自评报告；请确认是否选错了文件",
            f"{path}: {size} is over the limit of {most // 1048576} MB for a report; is it the right file?",
        )
    text, encoding = _decode(path, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    if not text.strip(" \t\n\f\v\u3000\ufeff"):
        raise InputError(f"{path}：文件是空的", f"{path}: the file is empty")
    strange = len(CONTROL.findall(text))
    if strange * 50 > len(text):
        raise InputError(
            f"{path}：不是文本文件（含有大量控制字符）；请确认是否选错了文件",
            f"{path}: not a text file (full of control characters): is it the right file?",
        )
    return Source(path, text, kind, encoding, _line_starts(text))


def _line_starts(text: str) -> array[int]:
    return array("Q", [0, *map(re.Match.end, re.finditer("\n", text))])


def _decode(path: str, data: bytes) -> tuple[str, str]:
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom):
            return _strict(path, data[len(bom) :], encoding)
    sample = data[:4096]
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_utf16(sample, encoding):
            return _strict(path, data, encoding)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(path, data, "gb18030")


def _looks_utf16(sample: bytes, encoding: str) -> bool:
    """Without a BOM: Chinese and ASCII in UTF-16 keep to few high bytes, and line ends hold a NUL."""
    if len(sample) < 4 or len(sample) % 2 or b"\x00" not in sample:
        return False
    text = sample.decode(encoding, "replace")
    known = sum(
        1
        for c in text
        if "\u3000" <= c <= "\u9fff" or c >= "\uff00" or " " <= c <= "~" or c in "\r\n\t"
    )
    return known * 10 >= len(text) * 9


def _strict(path: str, data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{path}：第 {fault.start + 1} 个字节起无法解码（试过 UTF-8、UTF-16、GB18030）；请另存为 UTF-8 文本",
            f"{path}: cannot be decoded from byte {fault.start + 1} on (UTF-8, UTF-16 and GB18030 were tried);"
            " save it as UTF-8 text",
        ) from None
