"""A sentence → tokens: the words of the vocabulary, and the figures between them."""

from __future__ import annotations

import re

from lark import Token

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


def tokens(folded: str, sentence: Sentence, lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence; ``start_pos`` and ``end_pos`` are offsets in the report.

    The value of a FIGURE or YEAR token is its text; which value it is, its ``column`` says (the
    index in ``sentence.values``).
    """
    text, offsets = _condense(folded, sentence)
    said = folded[sentence.span.start : sentence.span.end]
    quoting = folded if "“" in said or "”" in said else ""
    made: list[Token] = []
    depth = 0
    at = 0
    seen = 0
    for start, end in find_phrases(text, lexicon):
        if start > at:
            made.append(_token("WORD", text, offsets, (at, start), quoting))
        at = end
        piece = text[start:end]
        if piece in SIGNS:
            kind = SIGNS[piece]
            value = sentence.values[seen]
            made.append(
                Token(kind, value.text, value.span.start, end_pos=value.span.end, column=seen)
            )
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
        made.append(_token(kind, text, offsets, (start, end), quoting))
    if at < len(text):
        made.append(_token("WORD", text, offsets, (at, len(text)), quoting))
    for _ in range(min(depth, NESTED)):
        made.append(Token("CLOSE", ")", sentence.span.end, end_pos=sentence.span.end))
    return made


def _token(kind: str, text: str, offsets: list[int], span: tuple[int, int], quoting: str) -> Token:
    """A token of a range of the condensed text; with the quotes that open or close at its ends,
    where the report's text (``quoting``) is given for having some."""
    first, last = span
    start, end = offsets[first], offsets[last - 1] + 1
    if quoting:
        inside = quoting[start:end]
        if inside.count("”") > inside.count("“") and quoting[start - 1 : start] == "“":
            start -= 1
        elif inside.count("“") > inside.count("”") and quoting[end : end + 1] == "”":
            end += 1
    return Token(kind, text[first:last], start, end_pos=end)


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
