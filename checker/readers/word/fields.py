"""Fields: of what Word computes, the result is text and the instruction is none."""

from __future__ import annotations

from checker.readers.word.names import Element, W

MARK = W + "fldChar"
KIND = W + "fldCharType"
GONE = (W + "del", W + "moveFrom")


def closed(root: Element) -> frozenset[Element]:
    """The marks that begin a field which also ends: one that does not would swallow the rest."""
    found, begun = [], []
    for mark in root.iter(MARK):
        if next(mark.iterancestors(*GONE), None) is not None:
            continue
        kind = mark.get(KIND)
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            found.append(begun.pop())
    return frozenset(found)


class Fields:
    """The fields that are open at one place of a story. ``muted`` says that what stands here is no
    text: an instruction, or a table of contents (``contents``)."""

    def __init__(self, begins: frozenset[Element]) -> None:
        self._begins = begins
        self._open: list[
            tuple[str, bool]
        ] = []  # the instruction of each, and whether it is complete
        self._instructions = self._contents = 0  # how many of them are in each state

    @property
    def contents(self) -> bool:
        return self._contents > 0

    @property
    def muted(self) -> bool:
        return self._contents > 0 or self._instructions > 0

    def mark(self, node: Element) -> None:
        """Meets a mark of a field."""
        kind = node.get(KIND)
        if kind == "begin":
            if node in self._begins:
                self._open.append(("", False))
                self._instructions += 1
        elif kind == "separate" and self._open:
            said, done = self._open[-1]
            if not done:
                self._open[-1] = (said, True)
                self._instructions -= 1
                self._contents += is_contents(said)
        elif kind == "end" and self._open:
            said, done = self._open.pop()
            self._instructions -= not done
            self._contents -= done and is_contents(said)

    def instruct(self, text: str) -> None:
        """Meets a piece of an instruction; only how it begins matters."""
        if self._open and not self._open[-1][1]:
            self._open[-1] = ((self._open[-1][0] + text)[:40], False)


def is_contents(instruction: str) -> bool:
    """Whether a field makes a table of contents."""
    return instruction.strip().upper().startswith("TOC")
