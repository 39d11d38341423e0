"""Pictures of pages: how large they are, before they are unpacked, and their pixels."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from checker.errors import InputError
from checker.model.limits import Limits
from checker.readers.scan.ink import Colour

Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and says what to do

PIXELS = 80_000_000
"""Of one page: A3 at 600 to the inch has 70 million."""

LARGEST = 3600
"""Pixels of the longer side that are read: A4 at 300 to the inch has 3508, and more show no more."""

A4 = 842.0
"""Points of the longer side of a page whose picture does not say how large it is."""


class Picture(NamedTuple):
    """A page: its pixels and its width and height in points."""

    colour: Colour
    width: float
    height: float


def pictures(path: str, data: bytes, limits: Limits) -> tuple[int, Iterator[Picture]]:
    """How many pages a picture file has, and these, unpacked one at a time.

    Raises InputError where the file is damaged, or a page or their number is over a limit.
    """
    try:
        image = Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
        count = int(getattr(image, "n_frames", 1))
    except (OSError, SyntaxError, ValueError) as fault:
        raise _damaged(path) from fault
    if count > limits.scanned:
        raise InputError(
            f"{path}：有 {count} 页图片，超过上限 {limits.scanned} 页（上限可用 --limit scanned=… 调整）",
            f"{path}: {count} pages of pictures, over the limit of {limits.scanned}"
            " (--limit scanned=… raises the limit)",
        )
    return count, (_picture(path, image, n) for n in range(count))


def _picture(path: str, image: Image.Image, n: int) -> Picture:
    try:
        image.seek(n)
        width, height = image.size
        if width * height > PIXELS:
            raise InputError(
                f"{path}：第 {n + 1} 页图片有 {width}×{height} 点，超过上限 {PIXELS // 1_000_000} 百万点；"
                "请以 300 dpi 重新扫描",
                f"{path}: page {n + 1} has {width}×{height} pixels, over the limit of"
                f" {PIXELS // 1_000_000} million: scan it again at 300 dpi",
            )
        image.draft("RGB", (LARGEST, LARGEST))  # a JPEG is unpacked no larger than is needed
        page: Image.Image = image
        if max(page.size) > LARGEST:
            page = page.convert("L" if page.mode in ("1", "L") else "RGB")
            page.thumbnail((LARGEST, LARGEST))
        page = ImageOps.exif_transpose(_on_white(page))
        colour = np.asarray(page)
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise _damaged(path) from fault
    share = A4 / max(colour.shape[:2])
    return Picture(colour, colour.shape[1] * share, colour.shape[0] * share)


def _on_white(page: Image.Image) -> Image.Image:
    """A picture in grey or colour; what is transparent in it is paper."""
    if page.mode in ("1", "L"):
        return page.convert("L")
    if page.has_transparency_data:
        page = page.convert("RGBA")
        paper = Image.new("RGBA", page.size, "white")
        return Image.alpha_composite(paper, page).convert("RGB")
    return page.convert("RGB")


def _damaged(path: str) -> InputError:
    return InputError(
        f"{path}：图片已损坏或不完整，无法读取；请重新扫描或另存为 PNG、JPG",
        f"{path}: the picture is damaged or incomplete: scan it again, or save it as PNG or JPG",
    )
