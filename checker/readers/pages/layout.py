"""Pages → paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.readers.pages.page import Page
from checker.readers.passages import Boxes, Passage


def parts(pages: Sequence[Page]) -> Iterator[Passage | Boxes]:
    """The paragraphs and tables of the pages of one document, in reading order."""
    yield from ()
