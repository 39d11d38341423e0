"""One module a format: what was checked → text or a file. Each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.verdict import Checked, Failure
from checker.output.look import Look

FORMATS = ("table", "concise", "json", "github")
"""The formats of ``render``; the first is what a terminal shows."""

WORKBOOK = "xlsx"
"""The format that is no text."""


def render(format: str, results: Sequence[Checked | Failure], look: Look) -> str:
    """The whole output in one of ``FORMATS``, empty or with a line end at its end."""
    if format == "json":
        from checker.output import json_

        return json_.render(results, look)
    if format == "github":
        from checker.output import github

        return github.render(results, look)
    if format == "concise":
        from checker.output import concise

        return concise.render(results, look)
    from checker.output import table

    return table.render(results, look)


def render_bytes(format: str, results: Sequence[Checked | Failure], look: Look) -> bytes:
    """The whole output as a file has it, in one of ``FORMATS`` or as ``WORKBOOK``."""
    if format == WORKBOOK:
        from checker.output import workbook

        return workbook.render(results, look)
    return render(format, results, look).encode("utf-8", "replace")
