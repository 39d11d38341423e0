"""How much of a file is read before it is refused: a file that means harm is told from a report."""

from __future__ import annotations

from typing import NamedTuple

MB = 1024 * 1024


class Limits(NamedTuple):
    """The limits of one file; each is a setting (``--limit NAME=VALUE``).

    ``file``, ``unpacked`` (all that an archive or a compressed stream comes to) and ``memory`` (of
    the process that reads) are bytes; ``seconds`` is the time for reading and checking, to which
    each page read optically adds ``page_seconds``. ``entries`` are files in an archive,
    ``elements`` nodes of XML or HTML, ``depth`` how deep these lie in one another, ``pages`` those of a PDF or OFD, ``scanned`` pages read optically, ``cells`` those
    of all sheets and tables, ``characters`` those of the text.
    """

    file: int = 64 * MB
    unpacked: int = 256 * MB
    memory: int = 900 * MB
    seconds: int = 18
    page_seconds: int = 20
    entries: int = 5_000
    elements: int = 1_000_000
    depth: int = 200
    pages: int = 1_000
    scanned: int = 200
    cells: int = 200_000
    characters: int = 4_000_000


LIMITS = Limits()
"""What holds where the user says nothing. The longest report met so far has 0.4 MB of text."""
