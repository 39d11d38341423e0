"""Whether a stream of a file unpacks to more than is allowed, found out before pdfium unpacks it."""

from __future__ import annotations

import re
import zlib

STREAM = re.compile(rb"stream\r?\n")
TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
MOST = 1032
"""How much longer a stream can be than what it was packed to."""

STEP = 1 << 20

IMAGE = re.compile(rb"/Subtype\s*/Image\b")
HEAD = 1000
"""Bytes before a stream in which its dictionary says what it is."""

TEXT = 4
"""The part of what is allowed that a stream may have which is no picture: pdfium needs many times as
much for it."""


def swells(data: bytes, most: int) -> bool:
    """Whether a packed stream comes to more than ``most`` bytes, or a fourth of that if it is no picture.

    Streams that are too short for that are not looked at; those packed twice are.
    """
    twice = TWICE.search(data) is not None
    starts = [match.end() for match in STREAM.finditer(data)]
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(data)
        if not _is_packed(data[start : start + 2]):
            continue
        own = most if IMAGE.search(data, max(0, start - HEAD), start) else most // TEXT
        if ((end - start) * MOST > own or twice) and _length(data, start, end, own) > own:
            return True
    return False


def _is_packed(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 15 == 8 and (head[0] * 256 + head[1]) % 31 == 0


def _length(data: bytes, start: int, end: int, most: int) -> int:
    """How long a stream is unpacked, and what is packed in it; counted no further than ``most``."""
    outer, inner = zlib.decompressobj(), None
    packed, length, within = data[start:end], 0, 0
    try:
        while packed and max(length, within) <= most and not outer.eof:
            piece = outer.decompress(packed, STEP)
            packed = outer.unconsumed_tail
            if not length and _is_packed(piece[:2]):
                inner = zlib.decompressobj()
            length += len(piece)
            while inner is not None and piece and within <= most and not inner.eof:
                within += len(inner.decompress(piece, STEP))
                piece = inner.unconsumed_tail
            if not piece and not packed:
                break
    except zlib.error:
        pass  # what pdfium makes of it is seen when it reads
    return max(length, within)
