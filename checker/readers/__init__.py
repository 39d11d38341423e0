"""One module a file type: bytes → Source."""

from __future__ import annotations

from pathlib import PurePath

from checker.errors import InputError
from checker.model.text import Source
from checker.readers import plain

FORMATS = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
"""What is read, by the end of the name."""

EXTENSIONS = frozenset(FORMATS)


def read(path: str, data: bytes) -> Source:
    """The characters of a file whose content is ``data``.

    Raises InputError where the content is empty, is no text, or is text in no encoding known.
    """
    return plain.read(path, data, FORMATS.get(PurePath(path).suffix.lower(), "text"))


__all__ = ["EXTENSIONS", "InputError", "read"]
