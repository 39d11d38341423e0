"""Whether a passage has one of some words: what most checks ask of it."""

from __future__ import annotations

from collections.abc import Iterable


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether one of some words stands in a text."""
    return any(map(text.__contains__, words))
