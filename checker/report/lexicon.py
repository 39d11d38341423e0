"""Sentences → tokens: the words of the vocabulary, and the figures between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lark import Token

from checker.model.report import Section
from checker.model.rule import Term, Vocabulary
from checker.model.text import Span
from checker.model.value import Value

QUANTITIES = frozenset({"amount", "rate", "points", "score", "count", "price", "number"})

FIGURE, YEAR, OTHER = "\ue000", "\ue001", "\ue002"
MARKS = {"，": "COMMA", "、": "PAUSE", "；": "SEMI", "：": "COLON", "(": "OPEN", ")": "CLOSE"}
SAME = str.maketrans({"（": "(", "）": ")", ",": "，", ";": "；", ":": "："})
STOP = re.compile("[。！？]")
WHOLE = re.compile("整体|总体|部门收支")
BEGINNING = re.compile(r"\s*[初末底]")
SILENT = frozenset(" “”\"‘’'\u3000\xa0\t")
NESTED = 3  # brackets deeper than this are words: only damaged text has them


class Word(NamedTuple):
    """What one phrase is: the type of its token, and the term, basis, year or sign it stands for.

    ``basis`` is what a term's phrase says of the basis (实际支出); behind another term it says no
    more than that (公用经费实际支出). ``weak`` are phrases that name the department's own quantity
    only where nothing else is spoken of (支出, 实际支出).
    """

    type: str
    name: str = ""
    weak: bool = False
    basis: str = ""


class Lexicon(NamedTuple):
    """A vocabulary made ready: one pattern for all phrases, and what each phrase is.

    ``leads`` finds the sentences in which a mere count can be more than a count; ``fillers`` are
    words between a name and its figure that say nothing, ``generic`` those before a name that do
    not narrow it, the ends of names of organisations among them. ``overlaps`` are words of subsets
    that overlap, ``funds`` the funds a heading may name.
    """

    pattern: re.Pattern[str]
    words: dict[str, Word]
    terms: dict[str, Term]
    leads: re.Pattern[str]
    overlaps: re.Pattern[str]
    funds: re.Pattern[str]
    fillers: re.Pattern[str]
    generic: re.Pattern[str]


class Setting(NamedTuple):
    """Where a sentence stands: its section, whether the headings above name one kind of expenditure
    alone, so that 支出 below is not the department's, and the fund they name, if any."""

    section: int
    narrow: bool = False
    fund: str = ""


class Sentence(NamedTuple):
    """A sentence that holds a figure: its span, its place among all, and its top-level values."""

    span: Span
    number: int
    paragraph: int
    values: tuple[Value, ...]


def compile_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary; compiled once a process."""
    return _compile(tuple(vocabulary.terms.values()), tuple(vocabulary.words.items()))


def compact(phrase: str) -> str:
    """A phrase without blanks and quotes, brackets and commas of one width."""
    return "".join(c for c in phrase.translate(SAME) if c not in SILENT)


@lru_cache(maxsize=4)
def _compile(terms: tuple[Term, ...], groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    words: dict[str, Word] = {}
    listed = dict(groups)
    bases = {compact(p): k[6:] for k, phrases in groups if k.startswith("basis/") for p in phrases}
    for term in terms:
        for phrase in map(compact, (*term.alone, *term.phrases)):
            weak = phrase in map(compact, term.alone) or phrase in bases
            words[phrase] = Word("TERM", term.name, weak, term.basis or bases.get(phrase, ""))
    openers: list[str] = []
    for group, phrases in groups:
        family, _, name = group.partition("/")
        for phrase in phrases:
            begin, open_end, end = compact(phrase).partition("…")
            word = _word(family, name, begin, bool(open_end))
            if word is None:
                continue
            if word.type == "PARTS" and not begin.startswith("其中"):
                # 包括 opens a list of figures only where one follows before the next pause.
                openers.append(f"{re.escape(begin)}(?=[^，；。]{{0,40}}{FIGURE})")
            if open_end:
                openers.append(f"{re.escape(begin)}(?=[^，；。()]{{1,60}}{re.escape(end)})")
            words.setdefault(begin, word)
    counts = [compact(p) for t in terms if t.kind == "count" for p in (*t.phrases, *t.alone)]
    leads = [p for p, w in words.items() if w.type in ("PARTS", "EACH", "TOTAL", "MADE")] + counts
    closed = [p for p in words if not any(o.startswith(re.escape(p) + "(?=") for o in openers)]
    signs = re.escape(FIGURE + YEAR + OTHER + "".join(MARKS))
    return Lexicon(
        re.compile("|".join([f"[{signs}]", *openers, _longest_first(closed)])),
        words,
        {term.name: term for term in terms},
        re.compile(_longest_first(leads)),
        re.compile(_longest_first(listed.get("overlap", ()))),
        re.compile(_longest_first(listed.get("fund", ()))),
        re.compile(_any(listed.get("filler", ()))),
        re.compile(_generic(listed)),
    )


def _longest_first(phrases: Sequence[str]) -> str:
    """A pattern for the longest of the phrases that stands somewhere; by first letters, because an
    alternation is tried one after the other."""
    rest: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        rest.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    return (
        "|".join(
            f"{re.escape(first)}(?:{'|'.join(tails)})" for first, tails in sorted(rest.items())
        )
        or "(?!)"
    )


def _any(words: Sequence[str]) -> str:
    """A pattern for any of the words, any number of times, the longest first."""
    ordered = sorted({compact(word) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})*" if ordered else ""


def _generic(listed: dict[str, tuple[str, ...]]) -> str:
    bodies = "|".join(re.escape(word) for word in listed.get("body", ())) or "(?!)"
    empty = _any(listed.get("generic", ()))
    return f"{empty}(?:[^(){FIGURE}]{{2,40}}?(?:{bodies}){empty})?"


def _word(family: str, name: str, begin: str, opens: bool) -> Word | None:
    """What a phrase of the ``words`` of a vocabulary is; None for one that says nothing here."""
    if family == "basis":
        return Word("BASIS", name)
    if family == "period":
        return Word("YEAR", name)
    if family == "change":
        return Word("CHANGE", name)
    if family == "partition":
        return Word("MADE") if opens else Word("EACH") if begin.startswith("分别") else None
    simple = {"comparison": "COMPARE", "parts": "PARTS", "total": "TOTAL", "reach": "REACH"}
    return Word(simple[family]) if family in simple else None


def find_sentences(
    folded: str, paragraphs: Sequence[tuple[int, Span]], values: Sequence[Value], lexicon: Lexicon
) -> list[Sentence]:
    """The sentences of prose that can hold a fact, in order.

    ``paragraphs`` are (index, span) of prose; a sentence ends at 。！？ or with its paragraph.
    """
    outer = [value for value in values if value.parent is None]
    starts = [value.span.start for value in outer]
    found: list[Sentence] = []
    number = 0
    for index, span in paragraphs:
        first = bisect_left(starts, span.start)
        last = bisect_left(starts, span.end)
        if not any(value.kind in QUANTITIES for value in outer[first:last]):
            number += 1
            continue
        begin = span.start
        for end in _ends(folded, span):
            low, high = bisect_left(starts, begin), bisect_left(starts, end)
            inside = tuple(outer[low:high])
            if _can_hold(folded[begin:end], inside, lexicon):
                found.append(Sentence(Span(begin, end), number, index, inside))
            number += 1
            begin = end
    return found


def find_settings(
    sentences: Sequence[Sentence],
    folded: str,
    sections: Sequence[Section],
    holders: Sequence[int],
    lexicon: Lexicon,
) -> dict[int, Setting]:
    """The setting of each paragraph with a sentence; ``holders`` gives the section of a paragraph."""
    read: dict[int, Setting] = {-1: Setting(-1)}
    for section in dict.fromkeys(holders[sentence.paragraph] for sentence in sentences):
        _setting(section, folded, sections, lexicon, read)
    return {sentence.paragraph: read[holders[sentence.paragraph]] for sentence in sentences}


def _setting(
    at: int, folded: str, sections: Sequence[Section], lexicon: Lexicon, read: dict[int, Setting]
) -> Setting:
    """The setting below a heading, and below those above it but the topmost."""
    if at in read:
        return read[at]
    section = sections[at]
    above = (
        _setting(section.parent, folded, sections, lexicon, read) if section.depth > 2 else read[-1]
    )
    title = compact(folded[section.title.start : section.title.end])
    fund = None if WHOLE.search(title) else lexicon.funds.search(title)
    narrow = _is_narrow(title, lexicon)
    read[at] = Setting(at, narrow or above.narrow, fund[0] if fund is not None else above.fund)
    return read[at]


def _is_narrow(title: str, lexicon: Lexicon) -> bool:
    for match in lexicon.pattern.finditer(title):
        word = lexicon.words.get(match[0])
        if word is not None and word.type == "TERM" and not word.weak:
            side = lexicon.terms[word.name].side
            if side not in ("支出", "收入", "结余", "比率", "得分", "预算"):
                return True
            if side == "支出" and side not in lexicon.terms[word.name].alone:
                return True
    return "专项" in title or "项目" in title


def _ends(folded: str, span: Span) -> list[int]:
    ends = [match.end() for match in STOP.finditer(folded, span.start, span.end)]
    return ends if ends and ends[-1] == span.end else [*ends, span.end]


def _can_hold(text: str, values: Sequence[Value], lexicon: Lexicon) -> bool:
    kinds = {value.kind for value in values} & QUANTITIES
    if kinds - {"count", "number"}:
        return True
    return bool(kinds) and lexicon.leads.search(compact(text)) is not None


def tokens(folded: str, sentence: Sentence, lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence; ``start_pos`` and ``end_pos`` are offsets in the report.

    The value of a FIGURE or YEAR token is its text; which value it is, its ``column`` says (the
    index in ``sentence.values``).
    """
    text, offsets = _condense(folded, sentence)
    made: list[Token] = []
    depth = 0
    at = 0
    seen = 0
    for match in lexicon.pattern.finditer(text):
        if match.start() > at:
            made.append(_token("WORD", text, offsets, (at, match.start()), folded))
        at = match.end()
        piece = match[0]
        if piece in (FIGURE, YEAR, OTHER):
            kind = {FIGURE: "FIGURE", YEAR: "YEAR", OTHER: "WORD"}[piece]
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
        made.append(_token(kind, text, offsets, match.span(), folded))
    if at < len(text):
        made.append(_token("WORD", text, offsets, (at, len(text)), folded))
    for _ in range(min(depth, NESTED)):
        made.append(Token("CLOSE", ")", sentence.span.end, end_pos=sentence.span.end))
    return made


def _token(kind: str, text: str, offsets: list[int], span: tuple[int, int], folded: str) -> Token:
    """A token of a range of the condensed text; with the quotes that open or close at its ends."""
    start, end = offsets[span[0]], offsets[span[1] - 1] + 1
    inside = folded[start:end]
    if inside.count("”") > inside.count("“") and folded[start - 1 : start] == "“":
        start -= 1
    elif inside.count("“") > inside.count("”") and folded[end : end + 1] == "”":
        end += 1
    return Token(kind, text[span[0] : span[1]], start, end_pos=end)


def _condense(folded: str, sentence: Sentence) -> tuple[str, list[int]]:
    """The sentence with each value as one sign and without blanks and quotes, and where each
    character stands."""
    parts: list[str] = []
    offsets: list[int] = []
    at = sentence.span.start
    for value in (*sentence.values, None):
        upto = sentence.span.end if value is None else value.span.start
        for offset, char in enumerate(folded[at:upto].translate(SAME), at):
            if char not in SILENT:
                parts.append(char)
                offsets.append(offset)
        if value is not None:
            sign = FIGURE if value.kind in QUANTITIES else YEAR if value.kind == "year" else OTHER
            parts.append(sign)
            offsets.append(value.span.start)
            at = value.span.end
            if sign == YEAR and folded[at - 1] == "年" and BEGINNING.match(folded, at):
                at -= 1  # 2020年初结转: 年初 is one word
    return "".join(parts), offsets
