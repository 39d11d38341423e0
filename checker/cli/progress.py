"""What is done and how long the rest will take, on one line of the terminal that is written anew."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence

from checker.wording import say

PATIENCE = 1.0
"""Seconds before a single file has a line at all."""


class Progress:
    """The line on standard error; nothing where that is no terminal."""

    def __init__(self, paths: Sequence[str], lang: str) -> None:
        self.paths = paths
        self.lang = lang
        self.done = 0
        self.begun = time.monotonic()
        self.shown = False
        self.terminal = sys.stderr is not None and sys.stderr.isatty()

    def heard(self, index: int, page: int, pages: int) -> None:
        """A file is begun, or a page of it."""
        passed = time.monotonic() - self.begun
        if not self.terminal or (len(self.paths) < 2 and (not pages or passed < PATIENCE)):
            return
        where = self.paths[index]
        if pages:
            where += say("progress-page", self.lang, page=page, pages=pages)
        number, left = len(self.paths), ""
        if self.done:
            rest = round(passed / self.done * (number - self.done))
            left = say("progress-left", self.lang, time=f"{rest // 60}:{rest % 60:02}")
        self._write(
            say("progress-line", self.lang, done=self.done, number=number, left=left, path=where)
        )

    def finished(self) -> None:
        """One file is done."""
        self.done += 1

    def clear(self) -> None:
        """Takes the line away, for what else is to be said."""
        if self.shown:
            self._out("\r\x1b[K" if sys.platform != "win32" else "\r" + " " * _columns() + "\r")
            self.shown = False

    def _write(self, text: str) -> None:
        from checker.output.width import clean, width

        text, room = clean(text), _columns()
        while width(text, 2) > room:
            # The end of a path says more than its beginning.
            text = text[: len(text) // 2 - 1] + "…" + text[len(text) // 2 + 1 :]
        self.clear()
        self._out("\r" + text)
        self.shown = True

    def _out(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self.terminal = False


def _columns() -> int:
    """The columns that a line may fill without going on to the next."""
    return max(shutil.get_terminal_size((80, 24)).columns - 1, 20)
