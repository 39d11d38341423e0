"""The two models of optical reading: one finds lines of text in a picture, one reads a line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import onnxruntime
import rapidocr
from numpy.typing import NDArray
from rapidocr.ch_ppocr_det.utils import DBPostProcess, DetPreProcess

Grey = NDArray[np.uint8]
"""A picture: rows of pixels from above, 0 is black."""

HEIGHT = 48
"""Pixels of height of a line as the model reads it."""

WIDEST = 3200
"""Pixels of width of a line as the model reads it: wider ones are pressed to this."""

SHORTEST = 320
"""Pixels of the shorter side of a picture in which lines are looked for: a smaller one gets white
beside it, for a strip that is enlarged has no end."""

HALF, WIDE = "(),:;!?%", "（），：；！？％"
"""Marks in both widths."""

THREADS = 2
"""Threads of one model: two halve the time of a page, more do not help lines of text."""


class Glyph(NamedTuple):
    """One character of a line: where its middle is across the line (0 to 1), and how sure it is."""

    text: str
    at: float
    sure: float


def lines(grey: Grey) -> NDArray[np.float32]:
    """The corners of the lines of text in a picture: n × 4 × 2, in pixels, from the upper left on
    clockwise along the writing."""
    session = _detector()
    height, width = (max(0, SHORTEST - side) for side in grey.shape)
    grey = np.pad(grey, ((0, height), (0, width)), constant_values=255)
    # What the model was made for: three channels, each from -1 to 1, in multiples of 32.
    given = DetPreProcess(SHORTEST, "min")(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))
    chances = _run(session, np.asarray(given, np.float32))
    find = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)
    found, _ = find(chances, grey.shape)
    return np.asarray(found, np.float32).reshape(-1, 4, 2)


def recognised(crop: Grey) -> tuple[Glyph, ...]:
    """What a picture of one line says. Lines are read one by one: together they cost memory, and the
    shorter ones the time of the longest."""
    session, alphabet, twins = _recogniser()
    width = min(WIDEST, max(16, round(HEIGHT * crop.shape[1] / crop.shape[0])))
    line = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA)
    given = np.broadcast_to(line.astype(np.float32) / 127.5 - 1, (1, 3, HEIGHT, width))
    chances = _run(session, np.ascontiguousarray(given))
    return _glyphs(chances[0], alphabet, twins)


def _glyphs(
    chances: NDArray[np.float32], alphabet: Sequence[str], twins: Mapping[str, int]
) -> tuple[Glyph, ...]:
    """The characters that the columns of a line stand for: the likeliest of each column, the same
    one in a row once, none where it is the blank. Of two that differ by their width alone both count
    for how sure it is."""
    best = chances.argmax(axis=1)
    most = chances.max(axis=1)
    made = []
    column = 0
    while column < len(best):
        end = column + 1
        while end < len(best) and best[end] == best[column]:
            end += 1
        if best[column]:
            at = column + int(most[column:end].argmax())
            char = alphabet[best[column]]
            twin = twins.get(char)
            sure = float(most[at]) + (float(chances[at, twin]) if twin is not None else 0.0)
            made.append(Glyph(char, (column + end) / 2 / len(best), min(1.0, sure)))
        column = end
    return tuple(made)


def _run(session: onnxruntime.InferenceSession, given: NDArray[np.float32]) -> NDArray[np.float32]:
    try:
        return np.asarray(session.run(None, {session.get_inputs()[0].name: given})[0], np.float32)
    except Exception as fault:  # onnxruntime has none of its own for it
        if "bad_alloc" in str(fault):
            raise MemoryError from None
        raise


@lru_cache(maxsize=1)
def _detector() -> onnxruntime.InferenceSession:
    return _session("det")


@lru_cache(maxsize=1)
def _recogniser() -> tuple[onnxruntime.InferenceSession, tuple[str, ...], dict[str, int]]:
    """The model, what its classes stand for (nothing, the characters, a blank), and for each mark
    that has one the class of the same in the other width."""
    session = _session("rec")
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    alphabet = ("", *characters, " ")
    classes = {char: n for n, char in enumerate(alphabet)}
    pairs = [
        (one, other)
        for one, other in zip(HALF, WIDE, strict=True)
        if {one, other} <= classes.keys()
    ]
    twins = {a: classes[b] for one, other in pairs for a, b in ((one, other), (other, one))}
    return session, alphabet, twins


def _session(part: str) -> onnxruntime.InferenceSession:
    """A model inside the wheel; memory that is not used is given back, nothing is ever fetched."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
    # Threads that wait must not keep a processor busy: other reports are read beside this one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    folder = Path(rapidocr.__file__).parent / "models"
    path = min(folder.glob(f"*PP-OCR*_{part}_*.onnx"))
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )
