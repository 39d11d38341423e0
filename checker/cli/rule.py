"""``jixiao rule ID``: what one rule holds, on what basis, and where it is blind."""

from __future__ import annotations

import re

import click

from checker.cli import console
from checker.cli.commands import Command, choice, option, unknown
from checker.cli.help import help_of

FORMATS = ("text", "json")


def command(lang: str) -> Command:
    """The command with its help in ``lang``."""
    params: list[click.Parameter] = [
        click.Argument(["rule_id"], metavar=help_of("rule-id", lang)),
        option(lang, "rules-pack", "--pack", metavar="ID|FILE|FOLDER"),
        choice(lang, "output-format", FORMATS, "rule-format", default=FORMATS[0]),
    ]
    return Command("rule", lang, params, lambda **given: show(lang, **given))


def show(lang: str, rule_id: str, pack: str | None, output_format: str) -> int:
    """Prints the rule; always 0. Raises InputError, with the nearest id, where there is none."""
    from checker.cli.rules import held
    from checker.output.rules import card

    wanted = re.sub(r"-(\d)$", r"-0\1", rule_id.strip().upper())
    rules = {rule.id: rule for _, rule in held(pack)}
    if wanted not in rules:
        raise unknown("rule", wanted, sorted(rules))
    console.write(card(rules[wanted], console.look(lang, "normal", "never"), output_format))
    return 0
