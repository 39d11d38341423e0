"""Commands, options and their help as jixiao shows them: in one language, at Chinese widths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click

from checker.cli.help import help_of
from checker.errors import InputError
from checker.wording import error

INTERRUPTED = 130
UNUSABLE = 2
"""The exit code of a run that was interrupted."""


class Formatter(click.HelpFormatter):
    """Help wrapped by columns rather than characters."""

    def write_text(self, text: str) -> None:
        from checker.output.width import wrap

        room = max(self.width - self.current_indent, 20)
        for paragraph in text.split("\n"):
            for line in wrap(paragraph, room):
                self.write(f"{'':>{self.current_indent}}{line}".rstrip() + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        from checker.output.width import width, wrap

        rows = list(rows)
        indent = " " * self.current_indent
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 20)
        for name, text in rows:
            lines = wrap(text, room)
            if width(name) + col_spacing > first:
                self.write(f"{indent}{name}\n")
            else:
                blanks = " " * (first - width(name))
                self.write(f"{indent}{name}{blanks}{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{indent}{'':>{first}}{line}\n")


class Context(click.Context):
    """A context whose help is made by ``Formatter``."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is in ``lang``: that of ``key``, or of its name."""

    context_class = Context

    def __init__(
        self,
        name: str,
        lang: str,
        params: list[click.Parameter],
        callback: Callable[..., Any],
        *,
        key: str = "",
        **more: Any,
    ) -> None:
        super().__init__(
            name,
            params=[*params, language_option(lang), help_option(lang)],
            callback=callback,
            help=help_of(key or name, lang),
            options_metavar=help_of("options-metavar", lang),
            add_help_option=False,
            **more,
        )
        self.lang = lang

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write(f"{help_of('usage', self.lang)}{ctx.command_path} {pieces}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        with formatter.section(help_of("options", self.lang)):
            formatter.write_dl(filter(None, (param.get_help_record(ctx) for param in options)))


class Group(Command, click.Group):
    """A command that holds others; each is built when it is needed.

    The help of a command below is that of its name behind ``prefix``.
    """

    def __init__(
        self,
        name: str,
        lang: str,
        params: list[click.Parameter],
        callback: Callable[..., Any],
        builders: Mapping[str, Callable[[str], click.Command]],
        prefix: str = "",
    ) -> None:
        super().__init__(
            name,
            lang,
            params,
            callback,
            invoke_without_command=True,
            subcommand_metavar=help_of("command-metavar", lang),
        )
        self.builders = builders
        self.prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.builders)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.builders[cmd_name](self.lang) if cmd_name in self.builders else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Raises InputError, with the command that is nearest, where there is none of the name."""
        if args and args[0] not in self.builders:
            raise unknown("command", args[0], self.builders)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(help_of("commands", self.lang)):
            formatter.write_dl(
                [(name, help_of(f"{self.prefix}{name}-short", self.lang)) for name in self.builders]
            )


def help_alone(**_: Any) -> int:
    """What a group does without a command: its help, as wrong usage."""
    from checker.cli.console import log

    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return 0
    log(ctx.get_help())
    return 2


def option(lang: str, key: str, *names: str, **more: Any) -> click.Option:
    """An option whose help is that of ``key``."""
    return click.Option(names, help=help_of(key, lang), **more)


def choice(
    lang: str,
    name: str,
    words: Sequence[str],
    key: str,
    elsewhere: Sequence[str] = (),
    **more: Any,
) -> click.Option:
    """An option ``--NAME`` that takes one of a few words; any other is an InputError. Those of
    ``elsewhere`` belong to ``--output``."""

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value in elsewhere:
            raise error("output-stdout", option=f"--{name}", format=value)
        if value is not None and value not in words:
            raise unknown("value", value, words, option=f"--{name}")
        return value

    return option(lang, key, f"--{name}", callback=checked, metavar="|".join(words), **more)


def language_option(lang: str) -> click.Option:
    """``--lang``: read before the commands are built (``console.language``), here only checked."""
    return choice(lang, "lang", ("zh", "en"), "lang", expose_value=False)


def help_option(lang: str) -> click.Option:
    """``-h`` and ``--help``."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from checker.cli.console import write

            write(ctx.get_help() + "\n")
            ctx.exit()

    return option(
        lang, "help", "-h", "--help",
        is_flag=True, is_eager=True, expose_value=False, callback=show,
    )  # fmt: skip


def unknown(kind: str, given: str, words: Iterable[str], **more: str) -> InputError:
    """The error for a word that is none of ``words``: the nearest, or all of them."""
    from difflib import get_close_matches

    known = list(words)
    near = get_close_matches(given, known, n=1, cutoff=0.6)
    key, hint = ("near", near[0]) if near else ("known", ", ".join(known))
    return error(f"unknown-{kind}-{key}", given=given, hint=hint, **more)
