"""``jixiao parse``: one report as rules see it."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from checker.cli import console, files, given
from checker.cli.commands import Command, choice, option
from checker.cli.files import Task
from checker.cli.help import help_of
from checker.cli.pipeline import read_source, understand
from checker.cli.workers import alone
from checker.model.limits import Limits
from checker.output.look import Look
from checker.readers import Tell

FORMATS = ("tree", "json")


def command(lang: str) -> Command:
    """The command with its help in ``lang``."""
    params: list[click.Parameter] = [
        click.Argument(["path"], metavar=help_of("path", lang)),
        option(lang, "stdin-filename", "--stdin-filename", metavar="NAME", default="-"),
        option(lang, "parse-pack", "--pack", metavar="ID|FILE|FOLDER"),
        choice(lang, "output-format", FORMATS, "parse-format", default=FORMATS[0]),
        option(lang, "limit", "--limit", metavar="NAME=VALUE", multiple=True),
        choice(lang, "color", console.COLORS, "color", default="auto"),
    ]

    def called(**options: Any) -> int:
        return parse(lang=lang, **options)

    return Command("parse", lang, params, called)


def parse(
    *,
    lang: str,
    path: str,
    stdin_filename: str,
    pack: str | None,
    output_format: str,
    limit: tuple[str, ...],
    color: str,
) -> int:
    """Prints what the report is understood to say; always 0. Raises InputError."""
    limits = given.limits(limit)
    task = files.one(path, stdin_filename, limits)
    look = console.look(lang, "normal", color)
    text, notes = alone(partial(_parsed, pack, output_format, look, limits), task, limits)
    console.remark(task.path, notes, lang)
    console.write(text, look.color)
    return 0


def _parsed(
    pack: str | None, output_format: str, look: Look, limits: Limits, task: Task, tell: Tell
) -> tuple[str, tuple[str, ...]]:
    """What is printed of a report, and the remarks beside it."""
    report, used, notes = understand(read_source(task, limits, tell), pack)
    if output_format == "json":
        from checker.output.parsed import render
    else:
        from checker.output.tree import render
    said = tuple(note.get(look.lang) for note in (*report.source.notes, *notes))
    return render(report, used, look), said
