"""Sentences → facts and groups: which quantity each figure is of, when, on what basis, and which
figures a sentence says to be the parts of which whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from lark import Tree

from checker.languages import Given, grammar
from checker.model.report import Fact, Group
from checker.report.clauses import Reading, read_clause, value_of
from checker.report.lexicon import Lexicon
from checker.report.sentences import Sentence, Setting
from checker.report.tokens import Piece, tokens
from checker.report.wholes import Entry, group_parts, group_totals

JOINT = re.compile("以及|[和及与]")


NEAR = 24
"""How many figures back a whole is looked for."""


class Found(NamedTuple):
    """What the sentences of a report say: filled while they are read."""

    facts: list[Fact]
    groups: list[Group]


def find_statements(
    sentences: Sequence[Sentence],
    folded: str,
    lexicon: Lexicon,
    year: int | None,
    settings: Mapping[int, Setting],
) -> Found:
    """The facts and groups of all sentences, in reading order.

    ``year`` is the report's; ``settings`` says where each paragraph
    stands.
    """
    parser = grammar("statement", start="sentence", lexer=Given)
    found = Found([], [])
    before: list[Fact] = []
    for sentence in sentences:
        tree = cast(Tree[Piece], parser.parse(tokens(folded, sentence, lexicon)))
        if before and before[-1].paragraph != sentence.paragraph:
            before = []
        said = _sentence(
            tree,
            Reading(sentence, lexicon, year, settings[sentence.paragraph]),
            before,
            folded,
            found,
        )
        before = said[-NEAR:] or before
    found.facts.sort(key=lambda fact: fact.value.span)
    return found


def _sentence(
    tree: Tree[Piece],
    reading: Reading,
    before: Sequence[Fact],
    folded: str,
    found: Found,
    lead: Fact | None = None,
) -> list[Fact]:
    """The facts of a sentence or bracket at its own level; ``before`` are those in front of it,
    ``lead`` the one a bracket stands behind."""
    own: list[Fact] = []
    for part in tree.children:
        assert isinstance(part, Tree)
        around = [*before, *own[-NEAR:]][-NEAR:]
        if part.data == "list":
            entries = _list(part, reading, around, folded, found, lead)
        else:
            word, listed = part.children
            assert isinstance(word, Piece)
            assert isinstance(listed, Tree)
            entries = _list(listed, reading, around, folded, found, lead)
            # Only 其中 at the head of a sentence looks back to the one before it.
            wholes = around if own or word.text.startswith("其中") else []
            near = [fact for fact in wholes if not own or fact.sentence == reading.sentence.number]
            entries = group_parts(
                str(part.data), word, entries, near, reading, folded, found.groups
            )
        group_totals(entries, reading, folded, found.groups)
        own += [entry.fact for entry in entries]
    found.facts.extend(own)
    return own


def _list(
    tree: Tree[Piece],
    reading: Reading,
    before: Sequence[Fact],
    folded: str,
    found: Found,
    lead: Fact | None = None,
) -> list[Entry]:
    """The figures of a list in order; brackets in it are read, but theirs are not of the list."""
    entries: list[Entry] = []
    labels: list[list[Piece]] = []  # names without a figure so far: A、B分别为, or A（…）100万元
    mark = ""
    at = 0
    while at < len(tree.children):
        child = tree.children[at]
        at += 1
        if isinstance(child, Tree):
            front = [] if labels else [*before, *(entry.fact for entry in entries[-NEAR:])]
            inner = child.children[1]
            assert isinstance(inner, Tree)
            # What is said in a bracket is of the figure before it.
            _sentence(
                inner,
                reading,
                front,
                folded,
                found,
                entries[-1].fact if front and entries else None,
            )
            continue
        names = list(child.names)
        if child.type == "NAMES":
            labels.append(names)
            continue
        if child.type != "FIGURE":
            mark = child.type
            if mark != "PAUSE":
                labels = []
            continue
        if not mark and names and names[0].type == "WORD" and JOINT.match(names[0].text):
            mark = "PAUSE"  # 47人和工勤人员8人
        each = any(name.type == "EACH" for name in names)
        named = [(names or (labels[-1] if labels else []), child)]
        if each:
            figures, at = _figures(tree.children, at)
            named = _apportion(labels, names, [child, *figures])
        for words, one in named:
            previous = entries[-1].fact if entries else lead
            fact = read_clause(words, value_of(one, reading), reading, previous)
            entries.append(Entry(fact, mark, _is_total(words, reading.lexicon), each))
            mark = "PAUSE" if each else ""
        labels = []
    return entries


def _figures(children: Sequence[Piece | Tree[Piece]], at: int) -> tuple[list[Piece], int]:
    """The figures without names that follow, and where they end."""
    figures: list[Piece] = []
    end = at
    while at < len(children):
        child = children[at]
        at += 1
        if isinstance(child, Piece) and child.type in ("PAUSE", "COMMA"):
            continue
        if isinstance(child, Tree) or child.type != "FIGURE":
            break
        if any(name.type != "WORD" or not JOINT.fullmatch(name.text) for name in child.names):
            break
        figures.append(child)
        end = at
    return figures, end


def _apportion(
    labels: list[list[Piece]], names: list[Piece], figures: list[Piece]
) -> list[tuple[list[Piece], Piece]]:
    """A、B和C分别为1、2、3: each figure with its name; without names where they are not as many."""
    at = next(n for n, name in enumerate(names) if name.type == "EACH")
    given, after = [*labels, names[:at]], names[at + 1 :]
    if len(given) < len(figures):
        given = [*given[:-1], *_split(given[-1])]
    if len(given) != len(figures):
        return [([], figure) for figure in figures]
    last = given[-1]
    own = [
        [*label, *(t for t in last if t.type != "YEAR")]
        if all(t.type == "YEAR" for t in label)
        else label
        for label in given[:-1]
    ]
    return [([*label, *after], figure) for label, figure in zip([*own, last], figures, strict=True)]


def _split(label: list[Piece]) -> list[list[Piece]]:
    """A label of two names at the 和 between them."""
    for at, name in enumerate(label):
        joint = JOINT.search(name.text) if name.type == "WORD" else None
        if joint is None:
            continue
        start, text = name.start, name.text
        left = Piece("WORD", text[: joint.start()], start, start + joint.start())
        right = Piece("WORD", text[joint.end() :], start + joint.end(), name.end)
        return [
            [*label[:at], *([left] if left.text else [])],
            [*([right] if right.text else []), *label[at + 1 :]],
        ]
    return [label]


def _is_total(names: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether 合计 alone names a figure: nothing beside it that would make it one thing's total."""
    return any(name.type == "TOTAL" for name in names) and all(
        name.type in ("TOTAL", "REACH")
        or (name.type == "WORD" and lexicon.generic.fullmatch(name.text))
        for name in names
    )
