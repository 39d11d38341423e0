"""What reports are held to: the vocabulary and the rule packs."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from checker.model.record import record

if TYPE_CHECKING:
    from checker.model.score import Card

Severity = Literal["error", "warning", "info"]
Mark = Literal["confirmed", "recalled", "inferred"]

Node = tuple[Any, ...]
"""A node of an assertion: a tag, then its children or literals. See ``packs.assertion``."""


@record(frozen=True, slots=True, repr=False)
class Words:
    """One text in the languages of the tool; ``en`` falls back to ``zh`` where it is empty."""

    zh: str
    en: str = ""

    def get(self, lang: str) -> str:
        """The text in ``lang`` (``zh`` or ``en``)."""
        return self.en if lang == "en" and self.en else self.zh


@record(frozen=True, slots=True, repr=False)
class Term:
    """A canonical quantity: the phrases reports use for it, its kind, its unit and its side.

    ``alone`` are phrases that name it only where they are the whole label (支出, 收入). ``side``
    (收入, 支出, 结余 …) keeps quantities of different nature out of one list of parts. ``basis``
    is what the term itself says of its basis (年初预算数 → 年初预算), else "".
    """

    name: str
    kind: str
    phrases: tuple[str, ...]
    alone: tuple[str, ...] = ()
    side: str = ""
    basis: str = ""


@record(frozen=True, slots=True, repr=False)
class Vocabulary:
    """The terms by name, in the order of the file, and the words that carry period and basis."""

    terms: dict[str, Term]
    words: dict[str, tuple[str, ...]]

    def __hash__(self) -> int:
        """Equal for equal vocabularies; to hash every phrase takes longer than most checks."""
        return hash((len(self.terms), len(self.words)))


@record(frozen=True, slots=True, repr=False, eq=False)
class Edition:
    """A text of a document: its days of effect (``2015-01-01``, "" where not known) and how many
    articles it has (0 where not known); ``mark`` says how well that is known."""

    since: str = ""
    until: str = ""
    articles: int = 0
    mark: Mark = "recalled"


@record(frozen=True, slots=True, repr=False)
class Document:
    """A law or document that rules rest on; ``editions`` has the text now in force first.

    ``shown`` is how it is cited to people: 《预算法》, 财预〔2013〕53号《…》.
    """

    key: str
    title: str
    number: str
    also: tuple[str, ...]
    shown: str
    editions: tuple[Edition, ...]


@record(frozen=True, slots=True, repr=False)
class Ground:
    """The basis of a rule: a document as it is shown, an article, and how well it is known."""

    document: str
    article: str = ""
    mark: Mark = "inferred"


@record(frozen=True, slots=True, repr=False, eq=False)
class OutlineEntry:
    """A section the outline asks for: its title, other names for it, what it holds."""

    title: str
    also: tuple[str, ...] = ()
    contains: tuple[OutlineEntry, ...] = ()
    optional: bool = False


@record(frozen=True, slots=True, repr=False)
class Rule:
    """One criterion of a pack: an assertion, or a named check with its parameters.

    Exactly one of ``claim`` and ``check`` is set. ``when`` is None (applies where all operands
    are stated), the node ``("always",)`` or the node of an assertion. ``within`` bounds how far
    apart operands may stand: sentence, paragraph, section; ``report`` also lets prose and tables
    meet, "" any distance but not these.
    """

    id: str
    title: Words
    severity: Severity
    message: Words
    basis: tuple[Ground, ...]
    claim: Node | None = None
    check: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    when: Node | None = None
    within: str = ""
    examples_pass: tuple[str, ...] = ()
    examples_fail: tuple[str, ...] = ()
    limits: Words = Words("")
    pack: str = ""
    assertion: str = ""


@record(frozen=True, slots=True, repr=False)
class RulePack:
    """A pack after ``extends`` and ``override``: rules in order, its scorecard if it has one, and the
    hash of all it is made of.

    ``terms`` are those of the packs themselves, whole: they stand beside those of the vocabulary,
    or in the place of the one of their name.
    """

    id: str
    version: str
    title: Words
    hash: str
    applies: dict[str, Any]
    outline: tuple[OutlineEntry, ...]
    rules: tuple[Rule, ...]
    card: Card | None = None
    terms: tuple[Term, ...] = ()
