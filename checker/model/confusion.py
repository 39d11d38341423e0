"""Wrong forms of words, and what they should be."""

from __future__ import annotations

from typing import Any, NamedTuple

from checker.model.rule import Severity, Words


class Confusion(NamedTuple):
    """A wrong form, the right one, and where the wrong form's characters are right.

    ``unless`` are right words that hold ``wrong``; with ``then`` it is wrong only before one of
    these.
    """

    wrong: str
    right: str
    severity: Severity
    reason: Words
    unless: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


class Confusions(NamedTuple):
    """All entries, as JSON has them, by the two characters they are looked for by; those of one
    character by that, which are ``single``.

    ``ahead`` and ``behind`` are patterns that find the two: the rarer, then that which follows or
    goes before; "" where there is none.
    """

    keyed: dict[str, list[list[Any]]]
    single: str
    ahead: str
    behind: str

    def of(self, key: str) -> list[Confusion]:
        """The entries that are looked for by these characters."""
        return [
            Confusion(wrong, right, severity, Words(*reason), tuple(unless), tuple(then))
            for wrong, right, severity, reason, unless, then in self.keyed[key]
        ]
