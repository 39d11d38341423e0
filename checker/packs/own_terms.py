"""The ``terms`` of a pack: quantities of its own, and further phrases for those of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.model.rule import Term, Vocabulary
from checker.packs.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from checker.packs.yaml_marks import Fault, Marked, Path


def vocabulary_with(terms: tuple[Term, ...]) -> Vocabulary:
    """The shipped vocabulary with the terms of a pack (``RulePack.terms``)."""
    return _enlarged(terms) if terms else load_vocabulary()


@lru_cache(maxsize=16)
def _enlarged(terms: tuple[Term, ...]) -> Vocabulary:
    return with_terms(load_vocabulary(), terms)


def with_terms(vocabulary: Vocabulary, terms: Iterable[Term]) -> Vocabulary:
    """A vocabulary in which ``terms`` stand beside the others, or in the place of their name."""
    return Vocabulary({**vocabulary.terms, **{term.name: term for term in terms}}, vocabulary.words)


def read_terms(marked: Marked, vocabulary: Vocabulary) -> tuple[dict[str, Term], list[Fault]]:
    """The terms of a pack file as they stand in ``vocabulary`` afterwards, and their faults.

    An entry that cannot be read is passed over: the schema tells its faults.
    """
    data = marked.data.get("terms") if isinstance(marked.data, dict) else None
    entries = {
        name: entry
        for name, entry in (data.items() if isinstance(data, dict) else ())
        if isinstance(entry, dict) and all(map(_listed, (entry.get(k) for k in _LISTS)))
    }
    faults = list(_shape_faults(marked, entries, vocabulary))
    faults += _phrase_faults(marked, entries, vocabulary)
    return {name: _merged(name, entry, vocabulary) for name, entry in entries.items()}, faults


_LISTS = ("phrases", "alone")


def _listed(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(phrase, str) for phrase in value)
    )


def _merged(name: str, entry: Mapping[str, Any], vocabulary: Vocabulary) -> Term:
    known = vocabulary.terms.get(name)
    phrases, alone = (tuple(entry.get(key, ())) for key in _LISTS)
    if known is None:
        text = {key: str(entry.get(key, "")) for key in ("kind", "side", "basis")}
        whole = tuple(dict.fromkeys((name, *phrases)))
        return Term(name, text["kind"], whole, alone, text["side"], text["basis"])
    return Term(
        name,
        known.kind,
        tuple(dict.fromkeys((*known.phrases, *phrases))),
        tuple(dict.fromkeys((*known.alone, *alone))),
        known.side,
        known.basis,
    )


def _shape_faults(
    marked: Marked, entries: Mapping[str, Mapping[str, Any]], vocabulary: Vocabulary
) -> Iterator[Fault]:
    """A new term without kind and side, and a known one with others than it has."""
    for name, entry in entries.items():
        path, known = ("terms", name), vocabulary.terms.get(name)
        for key in ("kind", "side", "basis"):
            if known is not None and entry.get(key, getattr(known, key)) != getattr(known, key):
                has = getattr(known, key)
                zh = f"“{name}”是已有的术语，{key} 是“{has}”；这里只能加 phrases、alone"
                en = f"“{name}” is a term already, its {key} is “{has}”: only phrases and alone may be added"
                yield marked.fault((*path, key), zh, en)
            elif known is None and key not in entry and key != "basis":
                zh, en = f"新术语缺少“{key}”", f"a new term needs “{key}”"
                yield marked.fault(path, zh, en, key=True)


def _phrase_faults(
    marked: Marked, entries: Mapping[str, Mapping[str, Any]], vocabulary: Vocabulary
) -> Iterator[Fault]:
    """A phrase that names another term, or a word that has a meaning of its own."""
    from checker.packs.yaml_marks import strings

    owner = {
        phrase: term.name
        for term in vocabulary.terms.values()
        for phrase in (term.name, *term.phrases, *term.alone)
    }
    words = {
        word
        for group, listed in vocabulary.words.items()
        if group.partition("/")[0]
        not in ("basis", "generic", "body", "fund", "filler", "overlap", "apart")
        for word in listed
    }
    for name, entry in entries.items():
        phrases: list[tuple[Path, str]] = [((), name)] if name not in vocabulary.terms else []
        phrases += [
            ((key, *place), phrase)
            for key in _LISTS
            for place, phrase in strings(entry.get(key, []))
        ]
        for place, phrase in phrases:
            path = ("terms", name, *place)
            first = owner.setdefault(phrase, name)
            if first != name:
                zh = f"说法“{phrase}”已经属于“{first}”"
                en = f"the phrase “{phrase}” already names “{first}”"
                yield marked.fault(path, zh, en, key=not place)
            elif phrase in words:
                zh = f"“{phrase}”在词表里另有含义（words），不能作术语的说法"
                en = f"“{phrase}” has a meaning of its own (words) and can name no term"
                yield marked.fault(path, zh, en, key=not place)
