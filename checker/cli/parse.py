"""``jixiao parse``: one report as rules see it."""

from __future__ import annotations

from typing import Any

import click

from checker.cli import console, files
from checker.cli.commands import Command, choice, option
from checker.cli.help import help_of
from checker.cli.pipeline import read_source, understand

FORMATS = ("tree", "json")


def command(lang: str) -> Command:
    """The command with its help in ``lang``."""
    params: list[click.Parameter] = [
        click.Argument(["path"], metavar=help_of("path", lang)),
        option(lang, "stdin-filename", "--stdin-filename", metavar="NAME", default="-"),
        option(lang, "parse-pack", "--pack", metavar="ID|FILE|FOLDER"),
        choice(lang, "output-format", FORMATS, "parse-format", default=FORMATS[0]),
        choice(lang, "color", console.COLORS, "color", default="auto"),
    ]

    def called(**options: Any) -> int:
        return parse(lang=lang, **options)

    return Command("parse", lang, params, called)


def parse(
    *, lang: str, path: str, stdin_filename: str, pack: str | None, output_format: str, color: str
) -> int:
    """Prints what the report is understood to say; always 0. Raises InputError."""
    task = files.one(path, stdin_filename)
    report, used, notes = understand(read_source(task), pack)
    look = console.look(lang, "normal", color)
    console.remark(
        task.path, tuple(note.get(lang) for note in (*report.source.notes, *notes)), lang
    )
    if output_format == "json":
        from checker.output.parsed import render
    else:
        from checker.output.tree import render
    console.write(render(report, used, look), look.color)
    return 0
