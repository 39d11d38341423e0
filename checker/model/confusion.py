"""Wrong forms of words, and what they should be."""

from __future__ import annotations

from typing import NamedTuple

from checker.model.rule import Severity, Words


class Confusion(NamedTuple):
    """A wrong form, the right one, and where the wrong form's characters are right.

    ``unless`` are right words that hold ``wrong``; with ``then`` it is wrong only before one of
    these. ``key`` is the place in ``wrong`` of its rarest two characters, by which it is looked for,
    and ``later`` says that the second of them is the rarer.
    """

    wrong: str
    right: str
    severity: Severity
    reason: Words
    unless: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    key: int = 0
    later: bool = False


class Confusions(NamedTuple):
    """All entries by the two characters they are looked for by, those of one character by that.

    ``ahead`` and ``behind`` find the two: the rarer, then that which follows or goes before.
    """

    keyed: dict[str, tuple[Confusion, ...]]
    ahead: str
    behind: str
