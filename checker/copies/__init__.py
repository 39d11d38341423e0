"""One module a format, of one report: the submitted file with its findings in it, or beside it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from checker.model.report import Report
from checker.model.verdict import Checked
from checker.readers.kinds import kind_of
from checker.wording import error

COPIES = ("docx", "pdf", "html")
"""The formats of ``make``."""

MAKERS = {"docx": ("word", "word"), "pdf": ("pdf", "pdf"), "html": ("page", "")}
"""The module of this room that makes each, and the extra that brings what it needs."""

KINDS = {"docx": "word", "pdf": "pdf"}
"""What a submitted file must be for a copy that is the file itself; a page is made of any."""


def fits(format: str, path: str, data: bytes) -> bool:
    """Whether a submitted file can have a copy in that format."""
    return format not in KINDS or kind_of(path, data) == KINDS[format]


def maker(format: str) -> ModuleType:
    """The module that makes copies in that format. Raises InputError where its library is missing."""
    module, extra = MAKERS[format]
    try:
        return import_module(f"checker.copies.{module}")
    except ModuleNotFoundError as fault:
        command = f'pip install "jixiao-checker[{extra or "all"}]"'
        raise error("output-lacking", format=format, command=command, module=fault.name) from None


def make(format: str, report: Report, checked: Checked, data: bytes, lang: str) -> bytes:
    """The copy of a report in one of ``COPIES``; ``data`` is the submitted file.

    Raises InputError where the submitted file is of another kind, or a library is not installed.
    """
    made: bytes = maker(format).make(report, checked, data, lang)
    return made


__all__ = ["COPIES", "fits", "make", "maker"]
