"""What is said of pages that are pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words

SHOWN = 20
"""Numbers of pages that a remark lists."""


class Pictures(NamedTuple):
    """Pages that are pictures, by number: those read optically, those of which what the scanner's
    software had read was taken, and those not read."""

    optical: list[int]
    layered: list[int]
    blind: list[int]


def remarks(
    path: str, pictures: Pictures, wholly: bool, installed: bool, limits: Limits
) -> list[Words]:
    """What the user must know of pages that are pictures. Raises InputError where none was read and
    the file has no other text (``wholly``); ``installed`` says whether pages can be read optically."""
    made = []
    if pictures.optical:
        zh, en = _listed(pictures.optical)
        made.append(
            Words(
                f"第 {zh} 页是扫描图，文字由光学识别得来，可能有误；请以原件为准",
                f"pages {en} are pictures: their text was read optically and may be wrong in places",
            )
        )
    if pictures.layered:
        zh, en = _listed(pictures.layered)
        made.append(
            Words(
                f"第 {zh} 页是扫描图，用的是扫描软件留下的文字，可能有误；请以原件为准",
                f"pages {en} are pictures: their text is what the scanner's software left there and"
                " may be wrong in places",
            )
        )
    if pictures.blind:
        made.append(_blind(path, pictures.blind, wholly, installed, limits))
    return made


def _blind(path: str, blind: Sequence[int], wholly: bool, installed: bool, limits: Limits) -> Words:
    if installed:
        zh = f"超过上限 {limits.scanned} 页，可用 --limit scanned=… 调整"
        en = f"the limit is {limits.scanned} pages; --limit scanned=… raises it"
    else:
        command = 'pip install "jixiao-checker[scan]"'
        zh, en = f"需要安装：{command}", f"they need: {command}"
    if wholly:
        raise InputError(
            f"{path}：PDF 是扫描件（每页是一幅图，没有文字）；识别{zh}",
            f"{path}: the PDF is scanned (its pages are pictures, without text); {en}",
        )
    zh_pages, en_pages = _listed(blind)
    return Words(
        f"第 {zh_pages} 页是扫描图，没有识别，其中的内容未检查（{zh}）",
        f"pages {en_pages} are pictures and were not read ({en})",
    )


def _listed(numbers: Sequence[int]) -> tuple[str, str]:
    shown = [str(number) for number in numbers[:SHOWN]]
    more = len(numbers) > SHOWN
    return "、".join(shown) + "等" * more, ", ".join(shown) + "…" * more
