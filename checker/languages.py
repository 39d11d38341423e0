"""Opens the grammars of ``checker.grammar``, from cached tables where they are at hand."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import lark
from lark.lexer import Lexer

from checker import __version__, store


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
