"""``jixiao check``: reports in, findings out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from checker.cli import console, copying, files, given, targets
from checker.cli.commands import INTERRUPTED, UNUSABLE, Command, choice, option
from checker.cli.files import Task
from checker.cli.help import help_of
from checker.cli.pipeline import Done, Settings
from checker.cli.running import checked
from checker.copies import COPIES
from checker.engine.select import Selection, unknown, unknown_selector
from checker.errors import InputError
from checker.model.verdict import Checked, Failure
from checker.output import FORMATS, WORKBOOK, render, render_bytes
from checker.output.look import Look, Tone, counts
from checker.wording import error, listed, say

SCORED = ("json", WORKBOOK, "html")
"""The formats that show the scorecard."""

THRESHOLDS = ("error", "warning", "info", "undetermined", "never")


def command(lang: str) -> Command:
    """The command with its help in ``lang``."""
    params: list[click.Parameter] = [
        click.Argument(["paths"], nargs=-1, required=True, metavar=help_of("paths", lang)),
        option(lang, "stdin-filename", "--stdin-filename", metavar="NAME", default="-"),
        option(lang, "pack", "--pack", metavar="ID|FILE|FOLDER"),
        option(lang, "fact", "--fact", metavar="NAME=VALUE", multiple=True),
        option(lang, "select", "--select", metavar="SELECTOR", multiple=True),
        option(lang, "ignore", "--ignore", metavar="SELECTOR", multiple=True),
        option(lang, "extend-select", "--extend-select", metavar="SELECTOR", multiple=True),
        choice(lang, "fail-on", THRESHOLDS, "fail-on", default="error"),
        choice(
            *(lang, "output-format", FORMATS, "output-format"),
            default=FORMATS[0],
            elsewhere=(WORKBOOK, *COPIES),
        ),
        option(lang, "output", "--output", metavar="F=PATH", multiple=True),
        option(lang, "as-of", "--as-of", metavar="YYYY-MM-DD"),
        option(lang, "jobs", "-j", "--jobs", metavar="N", default="1"),
        option(lang, "limit", "--limit", metavar="NAME=VALUE", multiple=True),
        option(lang, "statistics", "--statistics", is_flag=True),
        option(lang, "quiet", "-q", "--quiet", is_flag=True),
        option(lang, "verbose", "-v", "--verbose", is_flag=True),
        choice(lang, "color", console.COLORS, "color", default="auto"),
    ]

    def called(**options: Any) -> int:
        return check(lang=lang, **options)

    return Command("check", lang, params, called)


def check(
    *,
    lang: str,
    paths: Sequence[str],
    stdin_filename: str,
    pack: str | None,
    fact: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    fail_on: str,
    output_format: str,
    output: Sequence[str],
    as_of: str | None,
    jobs: str,
    limit: Sequence[str],
    statistics: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Checks the reports, prints and writes what was found; the exit code. Raises InputError."""
    if quiet and verbose:
        raise error("quiet-verbose")
    workers = given.number("--jobs", jobs)
    selection = Selection(
        given.selectors("--select", select),
        given.selectors("--ignore", ignore),
        given.selectors("--extend-select", extend_select),
    )
    tone: Tone = "quiet" if quiet else "verbose" if verbose else "normal"
    look = console.look(lang, tone, color)
    goals = targets.wanted(output, paths)
    formats = {output_format, *(goal.format for goal in goals)}
    settings = Settings(
        *(lang, pack, selection, given.facts(fact, pack), given.day("--as-of", as_of)),
        scored=not formats.isdisjoint(SCORED),
        copies=tuple(name for name in COPIES if name in formats),
        limits=given.limits(limit),
        look=look if output_format == "table" else None,
    )
    refuse_unknown(selection, pack)
    stdin = None
    if files.STDIN in paths:
        stdin = Task(stdin_filename, files.read_stdin(settings.limits))
    tasks, wrong = files.tasks(paths, stdin)
    tasks, old = targets.without_outputs(tasks, goals, paths)
    targets.refuse_inputs(goals, tasks)
    if old and not quiet:
        console.log(say("outputs-left", lang, number=old))
    copied = partial(copying.places, goals, paths=paths)
    done, finished = checked(tasks, wrong, settings, workers, verbose, copied)
    results = [one.result for one in done]
    show(done, output_format, look, statistics)
    whole = write(goals, results, Look(lang, tone))
    whole &= told_copies(done, goals, lang, quiet)
    if not finished:
        return INTERRUPTED
    return exit_code(results, fail_on) if whole else UNUSABLE


def write(
    goals: Sequence[targets.Target], results: Sequence[Checked | Failure], look: Look
) -> bool:
    """Writes the outputs that are of all reports; whether each could be written."""
    whole = True
    for goal in goals:
        if goal.format in COPIES:
            continue
        try:
            copying.make_folder(goal.path)
            files.write_whole(goal.path, render_bytes(goal.format, results, look))
        except InputError as fault:
            console.complain(fault.get(look.lang), look.lang)
            whole = False
    return whole


def told_copies(
    done: Sequence[Done], goals: Sequence[targets.Target], lang: str, quiet: bool
) -> bool:
    """Says how many copies were written and which were not; whether all are there that can be."""
    whole = True
    copies = sum(len(one.copies) for one in done)
    folders = dict.fromkeys(os.path.join(goal.path, "") for goal in goals if goal.folder)
    if copies and folders and not quiet:
        console.log(say("copies-written", lang, number=copies, paths=listed(folders, lang)))
    for message, fault in copying.amiss(done, goals, lang):
        if fault:
            console.complain(message, lang)
            whole = False
        elif not quiet:
            console.log(say("note", lang, note=message))
    return whole


def refuse_unknown(selection: Selection, pack: str | None) -> None:
    """Raises InputError where the pack named is none, or a selector names no rule of that pack nor
    of any that is shipped: a slip is not passed over."""
    if pack is None and not selection.names:
        return
    from checker import packs

    named = packs.load_packs(pack) if pack is not None else ()
    ids = [rule.id for one in named for rule in one.rules]
    if selection.names:
        ids += [name for info in packs.available_packs() for name in info.rules]
    for name in unknown(selection, ids):
        raise unknown_selector(name, ids)


def show(done: Sequence[Done], output_format: str, look: Look, statistics: bool) -> None:
    """Prints the findings, and beside them what the user must know of files and packs: once, where
    the same is said of several."""
    results = [one.result for one in done]
    noted: dict[str, list[str]] = {}
    for result in results:
        if isinstance(result, Failure):
            console.complain(result.message, look.lang)
        elif output_format != "table" and look.tone != "quiet":
            for note in result.notes:
                noted.setdefault(note, []).append(result.source.path)
    for note, paths in noted.items():
        number, which = len(paths), paths[0]
        if number > 1:
            which = say("paths", look.lang, path=which, number=number)
        console.log(f"{which}: {say('note', look.lang, note=note)}")
    if output_format == "table":
        from checker.output.table import together

        blocks = [one.shown for one in done if isinstance(one.result, Checked)]
        console.write(together(blocks, results, look), look.color)
    else:
        console.write(render(output_format, results, look), look.color)
    if statistics:
        from checker.output.table import statistics as counted

        text = counted(results, look)
        if output_format in ("table", "concise"):
            console.write("\n" + text, look.color)
        else:
            console.log(text.rstrip("\n"))


def exit_code(results: Sequence[Checked | Failure], fail_on: str) -> int:
    """2 where a file was not checked, 1 where something is at or above the threshold, else 0."""
    if any(isinstance(result, Failure) for result in results):
        return 2
    if fail_on == "never":
        return 0
    found = counts(results)
    return int(any(found[level] for level in THRESHOLDS[: THRESHOLDS.index(fail_on) + 1]))
