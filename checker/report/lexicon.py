"""The vocabulary made ready: its phrases by first letter, and what each of them is.

An index and not a regular expression: a thousand phrases take longer to compile than a report to
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from checker.model.rule import Term, Vocabulary

QUANTITIES = frozenset({"amount", "rate", "points", "score", "count", "price", "number"})

FIGURE, YEAR, OTHER = "\ue000", "\ue001", "\ue002"
MARKS = {"，": "COMMA", "、": "PAUSE", "；": "SEMI", "：": "COLON", "(": "OPEN", ")": "CLOSE"}
SAME = str.maketrans({"（": "(", "）": ")", ",": "，", ";": "；", ":": "："})
SILENT = " “”\"‘’'\u3000\xa0\t"
HUSH = re.compile(f"[{SILENT}]+")
VARIED = frozenset(SILENT) | frozenset(map(chr, SAME))


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
    """A vocabulary made ready: its ``phrases`` (the signs of values and marks among them), how long
    those may be that begin with two characters, or with one where no phrase goes on with the
    second, the longest first; and what each phrase is.

    ``openers`` are phrases that count only where something follows before a pause: 由 … 组成.
    ``leads`` are the words with which a mere count can be more than a count, by first character;
    ``fillers`` are words between a name and its figure that say nothing, ``generic`` those before
    a name that do not narrow it, the ends of names of organisations among them. ``overlaps`` are
    words of subsets that overlap, ``apart`` those of classes that do not, ``funds`` the funds a
    heading may name.
    """

    lengths: dict[str, tuple[int, ...]]
    phrases: frozenset[str]
    openers: dict[str, Opener]
    words: dict[str, Word]
    terms: dict[str, Term]
    leads: dict[str, tuple[str, ...]]
    overlaps: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    funds: tuple[str, ...]
    fillers: re.Pattern[str]
    generic: re.Pattern[str]


class Opener(NamedTuple):
    """What must follow a phrase: one of these words, within so many characters and before one of
    these marks."""

    closers: tuple[str, ...]
    reach: int
    marks: str


def find_phrases(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where the phrases and signs of a condensed text stand, the longest first, none in another."""
    lengths, phrases, openers = lexicon.lengths, lexicon.phrases, lexicon.openers
    reached = 0
    for at, first in compress(enumerate(text), map(lengths.__contains__, text)):
        if at < reached:
            continue
        for length in lengths.get(text[at : at + 2]) or lengths[first]:
            phrase = text[at : at + length]
            if phrase in phrases and (
                phrase not in openers or _opens(text, at + len(phrase), openers[phrase])
            ):
                reached = at + len(phrase)
                yield at, reached
                break


def _opens(text: str, at: int, opener: Opener) -> bool:
    ahead = text[at : at + opener.reach]
    stop = min((place for mark in opener.marks if (place := ahead.find(mark)) >= 0), default=None)
    return any(closer in ahead[:stop] for closer in opener.closers)


def compact(phrase: str) -> str:
    """A phrase without blanks and quotes, brackets and commas of one width."""
    return phrase if VARIED.isdisjoint(phrase) else HUSH.sub("", phrase.translate(SAME))


@lru_cache(maxsize=16)
def compile_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary; compiled once a process."""
    terms, listed = vocabulary.terms.values(), vocabulary.words
    groups = listed.items()
    words: dict[str, Word] = {}
    bases = {compact(p): k[6:] for k, phrases in groups if k.startswith("basis/") for p in phrases}
    for term in terms:
        for phrase in map(compact, (*term.alone, *term.phrases)):
            weak = phrase in map(compact, term.alone) or phrase in bases
            words[phrase] = Word("TERM", term.name, weak, term.basis or bases.get(phrase, ""))
    openers: dict[str, Opener] = {}
    for group, phrases in groups:
        family, _, name = group.partition("/")
        for phrase in phrases:
            begin, open_end, end = compact(phrase).partition("…")
            word = _word(family, name, begin, bool(open_end))
            if word is None:
                continue
            if word.type == "PARTS" and not begin.startswith("其中"):
                # 包括 opens a list of figures only where one follows before the next pause.
                openers[begin] = Opener((FIGURE,), 40, "，；。")
            if open_end:
                before = openers[begin].closers if begin in openers else ()
                openers[begin] = Opener((*before, end), 60, "，；。()")
            words.setdefault(begin, word)
    leading = ("PARTS", "EACH", "TOTAL", "MADE")
    counts = [compact(p) for t in terms if t.kind == "count" for p in (*t.phrases, *t.alone)]
    phrases = (*words, FIGURE, YEAR, OTHER, *MARKS)
    return Lexicon(
        _lengths(phrases),
        frozenset(phrases),
        openers,
        words,
        {term.name: term for term in terms},
        _by_first(_shortest((*(p for p, w in words.items() if w.type in leading), *counts))),
        listed.get("overlap", ()),
        tuple(listed[group] for group in listed if group.startswith("apart/")),
        listed.get("fund", ()),
        re.compile(_any(listed.get("filler", ()), 1)),
        re.compile(_generic(listed)),
    )


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases in their order under their first characters."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(listed) for first, listed in found.items()}


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the phrases are that begin with two characters, the longest first; one of a single
    character counts under all pairs that begin with it, and under its own."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set())
        found.setdefault(phrase[:2], set()).add(len(phrase))
    return {
        begin: tuple(sorted(listed | found[begin[0]], reverse=True))
        for begin, listed in found.items()
    }


def _shortest(phrases: Iterable[str]) -> list[str]:
    """Those that none of the others begins: where 其中包括 stands, 其中 does."""
    kept: list[str] = []
    for phrase in sorted(phrases):
        if not kept or not phrase.startswith(kept[-1]):
            kept.append(phrase)
    return kept


def _any(words: Sequence[str], group: int) -> str:
    """A pattern for any of the words, any number of times, the longest first and none taken back:
    words made of others would be tried in as many ways as they can be parted."""
    ordered = sorted({compact(word) for word in words}, key=lambda word: (-len(word), word))
    if not ordered:
        return ""
    return f"(?:(?=({'|'.join(map(re.escape, ordered))}))\\{group})*"


def _generic(listed: dict[str, tuple[str, ...]]) -> str:
    bodies = "|".join(re.escape(word) for word in listed.get("body", ())) or "(?!)"
    before, behind = (_any(listed.get("generic", ()), group) for group in (1, 2))
    # 按标准拨付学校的 is no name of a school.
    letter = f"(?!拨付|拨给|下拨|用于|按|给予)[^(){FIGURE}]"
    return f"{before}(?:(?:{letter}){{2,40}}?(?:{bodies}){behind})?"


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
