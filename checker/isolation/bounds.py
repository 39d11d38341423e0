"""What a worker is held to, and what is said of one that broke it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Bounds(NamedTuple):
    """The limits of one task.

    ``seconds`` is its time, to which each step that it tells of adds ``step``; the others are bytes:
    ``memory`` of the worker and all it started, ``answer`` of what it returns, ``written`` of any
    one file it writes.
    """

    seconds: int
    step: int
    memory: int
    answer: int
    written: int


class Ended(NamedTuple):
    """Why a task has no answer: which limit it broke, or that its worker crashed (``fault``: that
    the function raised). ``detail`` is the signal, exit code or exception, ``noise`` the last that
    the worker printed."""

    why: Literal["seconds", "memory", "answer", "crash", "fault"]
    detail: str = ""
    noise: str = ""
