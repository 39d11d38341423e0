"""Packs put together: ``extends``, ``override``, ids; every fault of every file told at once.

A file with faults of its own still gives its ids, terms, documents, outline and overrides to those
that build on it, as far as they can be read: what is wrong above it shows in the same run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker import store
from checker.errors import InputError
from checker.model.rule import Document, Term
from checker.packs.card import join_cards
from checker.packs.compile import Compiled, Known, compile_draft, words
from checker.packs.draft import Draft, read_draft, titles
from checker.packs.override import overridden, override_faults
from checker.packs.own_terms import read_terms, with_terms
from checker.packs.regulations import by_name, document, document_faults, load_regulations, readable
from checker.packs.schema import nearest
from checker.packs.shelf import File, is_path, no_pack, open_file, shipped
from checker.packs.texts import confusions_text, pack_texts, regulations_text, terms_text
from checker.packs.vocabulary import load_vocabulary
from checker.packs.yaml_marks import Fault

_LONGEST = 50  # packs that extend one another, one below the other


@dataclass(slots=True)
class _Desk:
    """What is gathered while packs are put together.

    ``beside`` are the other packs of a folder, by id; ``chains`` each file with all it extends,
    those below first; ``read`` the files that were read on the way; ``broken`` those that extend what
    is not there, so that nobody can say what they do not extend.
    """

    beside: dict[str, File] = field(default_factory=dict)
    chains: dict[str, tuple[Draft, ...]] = field(default_factory=dict)
    compiled: dict[str, Compiled] = field(default_factory=dict)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    read: dict[str, File] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def link(tops: Sequence[File]) -> tuple[list[dict[str, Any]], list[File], list[Fault]]:
    """The packs of these files as JSON data, all files they are made of, and every fault.

    Several files may extend each other by id. With faults the packs are of no use.
    """
    desk = _Desk()
    drafts = [read_draft(file) for file in tops]
    for draft in drafts if len(drafts) > 1 else ():
        _name(draft, desk)
    for draft in drafts:
        chain = _chain(draft, desk, ())
        for below in chain:
            _compile(below, desk)
        _clashes(chain, desk)
    packs = [] if desk.faults else [_pack(desk.chains[draft.file.key], desk) for draft in drafts]
    return packs, list(desk.read.values()), desk.faults


def _name(draft: Draft, desk: _Desk) -> None:
    """Have a pack of a folder known by its id, which no other may have."""
    other = desk.beside.setdefault(draft.id, draft.file)
    if draft.id and other is not draft.file:
        zh = f"“{other.shown}”已经叫“{draft.id}”"
        en = f"“{other.shown}” is “{draft.id}” already"
        desk.faults.append(draft.fault(("pack",), zh, en))


def _id_fault(draft: Draft, desk: _Desk) -> None:
    """The id of a file: its own alone, so that what is printed of a pack says which it was."""
    file, name = draft.file, draft.id
    at = ("pack",)
    if file.id and name != file.id:
        zh, en = f"这个文件里的规则包应叫“{file.id}”", f"the pack of this file must be “{file.id}”"
        desk.faults.append(draft.fault(at, zh, en))
    elif not file.id and pack_texts().get(name, file.text) != file.text:
        zh = f"“{name}”是程序自带的规则包；请另取编号，要改动它就写 extends: [{name}] 和 override"
        en = f"“{name}” is a shipped pack; take another id, and extend and override it to change it"
        desk.faults.append(draft.fault(at, zh, en))


def _open(name: str, draft: Draft, desk: _Desk) -> File:
    """The file that ``draft`` calls ``name``: a path from its folder, or an id. Raises InputError."""
    if is_path(name) and draft.file.path is not None:
        path = draft.file.path.parent / name
        if path.exists():
            return open_file(path)
        zh, en = nearest(path.name, sorted(other.name for other in path.parent.glob("*.y*ml")))
        raise InputError(f"没有文件“{name}”{zh}", f"there is no file “{name}”{en}")
    if name in desk.beside:
        return desk.beside[name]
    if is_path(name) or name not in pack_texts():
        raise no_pack(name, tuple(desk.beside))
    return shipped(name)


def _chain(draft: Draft, desk: _Desk, opened: tuple[str, ...]) -> tuple[Draft, ...]:
    """A file and all it extends, those it builds on first, each once."""
    key = draft.file.key
    if key in desk.chains:
        return desk.chains[key]
    desk.read[key] = draft.file
    found: dict[str, Draft] = {}
    for at, name in draft.extends:
        try:
            file = _open(name, draft, desk)
        except InputError as error:
            desk.faults.append(draft.fault(at, error.zh, error.en))
            desk.broken.add(key)
            continue
        if file.key in (*opened, key):
            zh, en = f"“{name}”又引用了本文件", f"“{name}” extends this file in turn"
            desk.faults.append(draft.fault(at, zh, en))
        elif len(opened) == _LONGEST:
            desk.faults.append(draft.fault(at, "引用的层次太多", "packs extend each other too far"))
        else:
            below = _chain(read_draft(file), desk, (*opened, key))
            found |= {one.file.key: one for one in below}
    found.pop(key, None)
    desk.chains[key] = (*found.values(), draft)
    return desk.chains[key]


def _outline(chain: Sequence[Draft]) -> list[Any]:
    """The outline of a pack: its own, else that of the last it extends that has one."""
    return next((draft.outline for draft in reversed(chain) if draft.outline), [])


def _documents(chain: Sequence[Draft]) -> dict[str, Document]:
    """The shipped documents and those of a chain."""
    found = dict(load_regulations())
    for draft in chain:
        own = draft.marked.data.get("documents") if isinstance(draft.marked.data, dict) else None
        found |= {name: document(name, entry) for name, entry in readable(own).items()}
    return found


def _compile(draft: Draft, desk: _Desk) -> None:
    """Compile the rules of a file once, with what its own chain gives it."""
    key = draft.file.key
    if key in desk.compiled:
        return
    _id_fault(draft, desk)
    chain = desk.chains[key]
    vocabulary = with_terms(load_vocabulary(), _terms(chain[:-1], desk).values())
    desk.terms[key], faults = read_terms(draft.marked, vocabulary)
    faults += document_faults(draft.marked, _documents(chain[:-1]))
    known = Known(
        with_terms(vocabulary, desk.terms[key].values()),
        by_name(_documents(chain).values()),
        tuple(titles(_outline(chain))),
    )
    desk.compiled[key], own = compile_draft(draft, known)
    faults += own
    if not desk.broken & {one.file.key for one in chain}:
        faults += override_faults(draft, chain[:-1], known)
    desk.faults += faults


def _terms(chain: Sequence[Draft], desk: _Desk) -> dict[str, Term]:
    """The terms of a chain; of one that several packs add phrases to, those of all."""
    found: dict[str, Term] = {}
    for draft in chain:
        for name, term in desk.terms[draft.file.key].items():
            before = found.get(name)
            found[name] = term if before is None else _joined(before, term)
    return found


def _joined(one: Term, other: Term) -> Term:
    phrases = tuple(dict.fromkeys((*one.phrases, *other.phrases)))
    alone = tuple(dict.fromkeys((*one.alone, *other.alone)))
    return Term(one.name, one.kind, phrases, alone, one.side, one.basis)


def _clashes(chain: Sequence[Draft], desk: _Desk) -> None:
    """Ids that two files of a chain give: told at the later one."""
    taken: dict[str, Draft] = {}
    for draft in chain:
        for name in draft.rules:
            first = taken.setdefault(name, draft)
            if first is not draft:
                zh = f"规则编号“{name}”在“{first.id}”里已经有了"
                en = f"the rule id “{name}” is already taken by “{first.id}”"
                desk.faults.append(draft.fault(("rules", name), zh, en, key=True))


def _pack(chain: tuple[Draft, ...], desk: _Desk) -> dict[str, Any]:
    """A pack without faults as JSON data."""
    own = chain[-1].marked.data
    cards = (desk.compiled[draft.file.key].card for draft in chain)
    rules = []
    for name, entry in overridden(chain).items():
        compiled = dict(desk.compiled[entry.home.file.key].rules[name])
        compiled |= {"severity": entry.severity, "pack": entry.home.id}
        if entry.raw.get("check"):
            compiled["params"] = entry.params
        rules.append(compiled)
    return {
        "pack": own["pack"],
        "version": own["version"],
        "title": words(own["title"]),
        "hash": store.key(*_shared(), *(draft.file.text for draft in chain)),
        "applies": applies_of(own.get("applies", {})),
        "outline": _outline(chain),
        "scorecard": join_cards(cards),
        "rules": rules,
        "terms": [
            [term.name, term.kind, term.phrases, term.alone, term.side, term.basis]
            for term in _terms(chain, desk).values()
        ],
    }


def _shared() -> tuple[str, ...]:
    """The texts that every pack is judged with."""
    return terms_text(), regulations_text(), confusions_text()


def applies_of(data: Mapping[str, str]) -> dict[str, Any]:
    """``applies`` with its years as [from, to or None]."""
    applies: dict[str, Any] = dict(data)
    if "years" in data:
        first, dash, last = data["years"].partition("-")
        applies["years"] = [int(first), int(last) if last else None if dash else int(first)]
    return applies


def heads() -> list[list[Any]]:
    """What the list of shipped packs says of each: id, version, title, applies, ids of its own
    rules, names and kinds of its own terms. Raises KeyError, TypeError, ValueError or
    AttributeError for one that is no pack."""
    found = []
    for name in pack_texts():
        draft = read_draft(shipped(name))
        data = draft.marked.data
        applies = applies_of(data.get("applies", {}))
        own = data.get("terms", {}).items()
        terms = [[term, entry["kind"]] for term, entry in own if "kind" in entry]
        found.append(
            [name, data["version"], words(data["title"]), applies, list(draft.rules), terms]
        )
    return found


def paths_of(files: Sequence[File]) -> list[list[str]]:
    """The files of the user's among ``files``: place, and key of the text."""
    return [
        [str(Path(file.path).resolve()), store.key(file.text)]
        for file in files
        if file.path is not None
    ]
