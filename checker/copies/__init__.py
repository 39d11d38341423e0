"""One module a format, of one report: the submitted file with its findings in it, or beside it."""

from __future__ import annotations

from importlib import import_module

from checker.model.report import Report
from checker.model.verdict import Checked
from checker.readers import lacking

COPIES = ("docx", "pdf", "html")
"""The formats of ``make``."""

MAKERS = {"docx": ("word", "word"), "pdf": ("pdf", "pdf"), "html": ("page", "")}
"""The module of this room that makes each, and the extra that brings what it needs."""


def make(format: str, report: Report, checked: Checked, data: bytes, lang: str) -> bytes:
    """The copy of a report in one of ``COPIES``; ``data`` is the submitted file.

    Raises InputError where the submitted file is of another kind, or a library is not installed.
    """
    module, extra = MAKERS[format]
    try:
        maker = import_module(f"checker.copies.{module}")
    except ModuleNotFoundError as fault:
        raise lacking(checked.source.path, format, extra, str(fault.name)) from None
    made: bytes = maker.make(report, checked, data, lang)
    return made


__all__ = ["COPIES", "make"]
