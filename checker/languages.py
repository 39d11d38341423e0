"""Opens the grammars of ``checker.grammar``, and the one long pattern that is made of them, from
cached tables where they are at hand."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

import lark
from lark.lexer import Lexer

from checker import __version__, store


class Unplaced:
    """What Lark asks of the last token beside its type: a place in a text, which tokens that are
    records of ours have not. Lark's own cost more to make than to parse."""

    __slots__ = ()
    line = column = end_line = end_column = start_pos = end_pos = None


class Given(Lexer):
    """Lark's lexer for tokens that are at hand already: hands them on."""

    def __init__(self, lexer_conf: Any) -> None:
        del lexer_conf

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[lark.Token]:
        """The tokens themselves."""
        del parser_state
        yield from lexer_state


@cache
def grammar(name: str, **options: Any) -> lark.Lark:
    """The LALR parser of ``grammar/NAME.lark``.

    ``options`` go to Lark (``lexer``, ``start``). Tables are built once and kept in the user's
    cache folder under the hash of grammar, options and versions.
    """
    text = (files("checker.grammar") / f"{name}.lark").read_text("utf-8")
    wanted = {"parser": "lalr", "lexer": "basic", **options}
    kept = "grammar-" + store.key(
        text, repr(sorted(wanted.items(), key=str)), lark.__version__, sys.version, __version__
    )
    data = store.read(kept)
    if data is not None:
        try:
            return lark.Lark.load(io.BytesIO(data))
        except Exception:  # whatever a damaged file may raise: built again and written over it
            pass
    parser = lark.Lark(text, **wanted)
    built = io.BytesIO()
    parser.save(built)
    store.write(kept, built.getvalue())
    return parser


def long_pattern(text: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """``re.compile`` for a pattern that takes a tenth of a run to compile: its code is kept.

    CPython makes a pattern of its code by one inner call, which checks the code. Where that is not
    as this function knows it (another Python), the pattern is compiled as ever.
    """
    kept = "pattern-" + store.key(text, str(int(flags)), sys.version)
    try:
        data = store.read(kept)
        made = _compiled(text, flags) if data is None else json.loads(data)
        if data is None:
            store.write(kept, json.dumps(made).encode())
        names = {number: name for name, number in made["names"].items()}
        listed = tuple(names.get(number) for number in range(made["groups"] + 1))
        parts = (made["flags"], made["code"], made["groups"], made["names"], listed)
        pattern: re.Pattern[str] = import_module("_sre").compile(text, *parts)
    except Exception:  # whatever a damaged file or another Python may raise
        return re.compile(text, flags)
    return pattern


def _compiled(text: str, flags: re.RegexFlag) -> dict[str, Any]:
    """What a pattern compiles to, as ``re`` itself compiles it."""
    compiler = import_module("re._compiler")
    parsed = compiler._parser.parse(text, int(flags))
    return {
        "code": compiler._code(parsed, int(flags)),
        "flags": int(flags) | parsed.state.flags,
        "groups": parsed.state.groups - 1,
        "names": parsed.state.groupdict,
    }
