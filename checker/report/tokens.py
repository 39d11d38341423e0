"""A sentence → tokens: the words of the vocabulary, and the figures between them."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.languages import Unplaced
from checker.report.lexicon import (
    FIGURE,
    MARKS,
    OTHER,
    QUANTITIES,
    SAME,
    SILENT,
    YEAR,
    Lexicon,
    find_phrases,
)
from checker.report.sentences import Sentence

BEGINNING = re.compile(r"\s*[初末底]")
SPOKEN = re.compile(f"[^{SILENT}]+")
SIGNS = {FIGURE: "FIGURE", YEAR: "YEAR", OTHER: "WORD"}
NESTED = 3  # brackets deeper than this are words: only damaged text has them
NAMES = frozenset(
    ("TERM", "WORD", "YEAR", "BASIS", "COMPARE", "CHANGE", "REACH", "EACH", "TOTAL"),
)


class Piece(NamedTuple):
    """A name, figure or mark of a sentence, and where it stands in the report; ``value`` says which
    of the sentence's values a FIGURE or YEAR is, ``names`` what stands in front of a figure, or what
    a NAMES is made of."""

    type: str
    text: str
    start: int
    end: int
    value: int | None = None
    names: tuple[Piece, ...] = ()


class Token(Piece, Unplaced):
    """A piece as Lark takes it."""

    __slots__ = ()


def tokens(folded: str, sentence: Sentence, lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence for ``grammar/statement.lark``: names in a row go with the figure
    behind them, or are one NAMES."""
    made: list[Token] = []
    names: list[Piece] = []
    for piece in pieces(folded, sentence, lexicon):
        if piece.type in NAMES:
            names.append(piece)
            continue
        if piece.type == "FIGURE":
            made.append(Token(*piece[:-1], tuple(names)))
        else:
            if names:
                made.append(_label(names))
            made.append(Token(*piece))
        names = []
    if names:
        made.append(_label(names))
    return made


def _label(names: list[Piece]) -> Token:
    return Token("NAMES", "", names[0].start, names[-1].end, None, tuple(names))


def pieces(folded: str, sentence: Sentence, lexicon: Lexicon) -> list[Piece]:
    """The names, figures and marks of a sentence."""
    text, offsets = _condense(folded, sentence)
    said = folded[sentence.span.start : sentence.span.end]
    quoting = folded if "“" in said or "”" in said else ""
    made: list[Piece] = []
    depth = 0
    at = 0
    seen = 0
    for start, end in find_phrases(text, lexicon):
        if start > at:
            made.append(_piece("WORD", text, offsets, (at, start), quoting))
        at = end
        piece = text[start:end]
        if piece in SIGNS:
            kind = SIGNS[piece]
            value = sentence.values[seen]
            made.append(Piece(kind, value.text, *value.span, seen))
            seen += 1
            continue
        mark = MARKS.get(piece)
        if mark == "OPEN":
            depth += 1
            mark = mark if depth <= NESTED else "WORD"
        elif mark == "CLOSE":
            mark = mark if 0 < depth <= NESTED else "WORD"
            depth = max(depth - 1, 0)
        kind = mark or lexicon.words[piece].type
        made.append(_piece(kind, text, offsets, (start, end), quoting))
    if at < len(text):
        made.append(_piece("WORD", text, offsets, (at, len(text)), quoting))
    for _ in range(min(depth, NESTED)):
        made.append(Piece("CLOSE", ")", sentence.span.end, sentence.span.end))
    return made


def _piece(kind: str, text: str, offsets: list[int], span: tuple[int, int], quoting: str) -> Piece:
    """A piece of a range of the condensed text; with the quotes that open or close at its ends,
    where the report's text (``quoting``) is given for having some."""
    first, last = span
    start, end = offsets[first], offsets[last - 1] + 1
    if quoting:
        inside = quoting[start:end]
        if inside.count("”") > inside.count("“") and quoting[start - 1 : start] == "“":
            start -= 1
        elif inside.count("“") > inside.count("”") and quoting[end : end + 1] == "”":
            end += 1
    return Piece(kind, text[first:last], start, end)


def _condense(folded: str, sentence: Sentence) -> tuple[str, list[int]]:
    """The sentence with each value as one sign and without blanks and quotes, and where each
    character stands."""
    parts: list[str] = []
    offsets: list[int] = []
    at = sentence.span.start
    for value in (*sentence.values, None):
        upto = sentence.span.end if value is None else value.span.start
        for spoken in SPOKEN.finditer(folded, at, upto):
            parts.append(spoken[0])
            offsets.extend(range(*spoken.span()))
        if value is not None:
            sign = FIGURE if value.kind in QUANTITIES else YEAR if value.kind == "year" else OTHER
            parts.append(sign)
            offsets.append(value.span.start)
            at = value.span.end
            if sign == YEAR and folded[at - 1] == "年" and BEGINNING.match(folded, at):
                at -= 1  # 2020年初结转: 年初 is one word
    return "".join(parts).translate(SAME), offsets
