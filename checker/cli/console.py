"""What leaves the program: in the user's language, in whatever the console can show."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from checker.errors import InputError
from checker.wording import say

if TYPE_CHECKING:
    from checker.output.look import Look, Tone

LANGUAGES = ("zh", "en")
COLORS = ("auto", "always", "never")

SUBSTITUTES = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "-", "–": "-", "·": "-",
    "×": "x", "÷": "/", "≠": "!=", "≤": "<=", "≥": ">=", "≈": "~=", "−": "-", "\u00a0": " ",
    "，": ",", "。": ".", "：": ":", "；": ";", "（": "(", "）": ")", "、": ",", "\u3000": "  ",
}  # fmt: skip


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """``zh`` or ``en``: what ``--lang`` says, else JIXIAO_LANG, else the locale, else Chinese.

    Read before the commands are built, whose help is in that language. A ``--lang`` that is
    neither is left to the command to refuse. Raises InputError for such a JIXIAO_LANG.
    """
    said = _option(arguments)
    if said in LANGUAGES:
        return said
    wanted = environment.get("JIXIAO_LANG", "")
    if wanted and wanted not in LANGUAGES:
        raise InputError(
            f"环境变量 JIXIAO_LANG={wanted}：只能是 zh 或 en",
            f"environment variable JIXIAO_LANG={wanted}: must be zh or en",
        )
    return wanted or locale_language(environment)


def _option(arguments: Sequence[str]) -> str:
    said = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            said = "".join(arguments[index + 1 : index + 2])
        elif argument.startswith("--lang="):
            said = argument.partition("=")[2]
    return said


def locale_language(environment: Mapping[str, str]) -> str:
    """The language of the locale; Chinese where it names none (C, POSIX, nothing)."""
    named = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not named and sys.platform == "win32":
        import locale

        named = locale.getlocale()[0] or ""
    name = named.partition(".")[0].lower()
    return "zh" if name in ("", "c", "posix") or name.startswith(("zh", "chinese")) else "en"


def prepare() -> None:
    """Has stdout and stderr replace what their encoding lacks, and end lines alike everywhere."""
    codecs.register_error("jixiao", _substitute)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="jixiao", newline="\n")


def _substitute(error: UnicodeError) -> tuple[str, int]:
    """Something readable for characters an encoding lacks, as wide as they are where it can be."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from checker.output.width import width

    lacking = error.object[error.start : error.end]
    return "".join(SUBSTITUTES.get(c) or "?" * width(c) for c in lacking), error.end


def look(lang: str, tone: Tone, color: str) -> Look:
    """How to show things on stdout; ``color`` is ``always``, ``never`` or ``auto``.

    ``auto`` means a terminal, and neither NO_COLOR nor a dumb one. Lines are as wide as the
    terminal, 100 columns at most and where there is none.
    """
    from checker.output.look import Look

    terminal = sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    named = codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name
    columns = 100
    if terminal:
        import shutil

        columns = max(60, min(columns, shutil.get_terminal_size((columns, 24)).columns))
    return Look(
        lang,
        tone,
        color == "always" or (color == "auto" and terminal and not plain),
        columns,
        ambiguous=2 if named.startswith("gb") else 1,
        ascii=not named.startswith("utf"),
    )


def write(text: str, color: bool = False) -> None:
    """Prints findings. Who stops reading early is no error; a full disk is (InputError)."""
    if sys.stdout is None:
        return
    try:
        if color and sys.platform == "win32":
            import click

            click.echo(text, nl=False, color=True)  # which knows how to color that console
        else:
            # Not click's echo: it takes an ASCII console for a mistake and writes UTF-8 there.
            sys.stdout.write(text)
            sys.stdout.flush()
    except OSError as fault:
        _detach(sys.stdout)
        # Windows says EINVAL of a pipe that nobody reads any more.
        if fault.errno not in (errno.EPIPE, errno.EINVAL):
            raise InputError(
                f"无法写到标准输出：{fault.strerror}", f"cannot write to stdout: {fault.strerror}"
            ) from None


def log(text: str) -> None:
    """Prints a line for the user beside the findings."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        _detach(sys.stderr)


def complain(message: str, lang: str) -> None:
    """Prints an error."""
    log(say("complaint", lang, message=message))


def _detach(stream: TextIO) -> None:
    """Lets what is still to be written vanish, or Python would complain at its end."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):
        return


def remark(path: str, notes: Sequence[str], lang: str) -> None:
    """Prints what the user should know of a file, a line each, beside the output."""
    for note in notes:
        log(f"{path}: {say('note', lang, note=note)}")
