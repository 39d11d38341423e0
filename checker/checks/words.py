"""Whether a passage has one of some words: what most checks ask of it."""

from __future__ import annotations

from collections.abc import Iterable


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether one of some words stands in a text."""
    return any(map(text.__contains__, words))


def places_of(words: Iterable[str], text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where some words begin in a text, or in the stretch of it from ``start`` to ``end``, in order;
    a word is not sought inside itself."""
    found = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word), end)
    return sorted(found)
