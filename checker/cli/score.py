"""``jixiao score``: what a report gives itself beside what the card and its formulas give."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from checker.cli import console, files, given
from checker.cli.commands import Command, choice, option
from checker.cli.files import Task
from checker.cli.help import help_of
from checker.cli.pipeline import Settings, check_source, read_source
from checker.cli.workers import alone
from checker.model.verdict import Checked
from checker.readers import Tell

FORMATS = ("table", "json")


def command(lang: str) -> Command:
    """The command with its help in ``lang``."""
    params: list[click.Parameter] = [
        click.Argument(["path"], metavar=help_of("path", lang)),
        option(lang, "stdin-filename", "--stdin-filename", metavar="NAME", default="-"),
        option(lang, "pack", "--pack", metavar="ID|FILE|FOLDER"),
        option(lang, "fact", "--fact", metavar="NAME=VALUE", multiple=True),
        choice(lang, "output-format", FORMATS, "output-format", default=FORMATS[0]),
        option(lang, "limit", "--limit", metavar="NAME=VALUE", multiple=True),
        choice(lang, "color", console.COLORS, "color", default="auto"),
    ]

    def called(**options: Any) -> int:
        return score(lang=lang, **options)

    return Command("score", lang, params, called)


def score(
    *,
    lang: str,
    path: str,
    stdin_filename: str,
    pack: str | None,
    fact: tuple[str, ...],
    output_format: str,
    limit: tuple[str, ...],
    color: str,
) -> int:
    """Prints the scorecard of one report; always 0. Raises InputError."""
    from checker.output.scores import render_json, render_table

    limits = given.limits(limit)
    task = files.one(path, stdin_filename, limits)
    settings = Settings(lang, pack, given=given.facts(fact, pack), scored=True, limits=limits)
    checked = alone(partial(_scored, settings), task, limits)
    look = console.look(lang, "normal", color)
    console.remark(task.path, checked.notes, lang)
    if output_format == "json":
        console.write(render_json(checked, look), look.color)
    else:
        console.write(render_table(checked, look), look.color)
    return 0


def _scored(settings: Settings, task: Task, tell: Tell) -> Checked:
    return check_source(read_source(task, settings.limits, tell), settings)
