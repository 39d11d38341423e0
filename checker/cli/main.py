"""``jixiao``: the commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import os
import sys

import click

from checker import __version__
from checker.cli import console
from checker.cli.commands import INTERRUPTED, UNUSABLE, Group, help_alone, option
from checker.errors import InputError
from checker.wording import say


def run() -> int:
    """The command line of this process: prints, and returns the exit code. Never raises."""
    lang = "zh"
    # What is made while the rooms are opened stays: looking it through again and again takes a
    # twentieth of a run.
    gc.set_threshold(100_000, 20, 20)
    try:
        console.prepare()
        arguments = sys.argv[1:]
        lang = console.locale_language(os.environ)
        lang = console.language(arguments, os.environ)
        code = group(lang).main(arguments, prog_name="jixiao", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED  # click has ended the line of the ^C
    except InputError as fault:
        console.complain(fault.get(lang), lang)
    except click.ClickException as fault:
        console.complain(usage(fault, lang), lang)
    except Exception as fault:
        from checker.cli.pipeline import own_fault

        console.complain(own_fault(fault, "jixiao").get(lang), lang)
    finally:
        # Nor is it looked through once more at the end, which takes a tenth of a run.
        gc.freeze()
    return UNUSABLE


def group(lang: str) -> Group:
    """The command ``jixiao`` with its help in ``lang``."""

    def version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            console.write(f"jixiao {__version__}\n")
            ctx.exit()

    shown = option(
        lang, "version", "-V", "--version",
        is_flag=True, is_eager=True, expose_value=False, callback=version,
    )  # fmt: skip
    builders = {
        "check": _check,
        "parse": _parse,
        "score": _score,
        "rule": _rule,
        "rules": _rules,
    }
    return Group("jixiao", lang, [shown], help_alone, builders)


def _check(lang: str) -> click.Command:
    from checker.cli import check

    return check.command(lang)


def _parse(lang: str) -> click.Command:
    from checker.cli import parse

    return parse.command(lang)


def _score(lang: str) -> click.Command:
    from checker.cli import score

    return score.command(lang)


def _rule(lang: str) -> click.Command:
    from checker.cli import rule

    return rule.command(lang)


def _rules(lang: str) -> click.Command:
    from checker.cli import rules

    return rules.group(lang)


def usage(fault: click.ClickException, lang: str) -> str:
    """What click complains of, in the user's language as far as it says what it is about."""
    if isinstance(fault, click.NoSuchOption):
        near = next(iter(fault.possibilities or ()), "")
        key = "usage.option-near" if near else "usage.option"
        return say(key, lang, option=fault.option_name, near=near)
    if isinstance(fault, click.MissingParameter) and fault.param is not None:
        return say("usage.missing", lang, name=fault.param.human_readable_name)
    if isinstance(fault, click.BadOptionUsage):
        return say("usage.value", lang, option=fault.option_name)
    return say("usage.other", lang, message=fault.format_message())
