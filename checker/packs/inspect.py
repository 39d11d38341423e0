"""Files of a rule author's held to the schemas: packs, vocabularies, tables of regulations and of
wrong forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.errors import InputError
from checker.packs.confusions import read_confusions
from checker.packs.draft import read_draft
from checker.packs.link import link
from checker.packs.regulations import read_regulations
from checker.packs.shelf import File, is_folder, is_path, open_file, open_folder, shipped
from checker.packs.vocabulary import read_vocabulary


class Validated(NamedTuple):
    """A file without faults: its path, what it is (``pack``, ``terms``, ``regulations``,
    ``confusions``), the id of a pack, and how many rules, terms, documents or forms it has."""

    path: str
    kind: str
    id: str
    number: int


def validate(names: Sequence[str]) -> tuple[Validated, ...]:
    """What the files are: each a file, all files of a folder, or a shipped pack's id.

    Raises one InputError with every fault of all of them.
    """
    done: list[Validated] = []
    wrong: dict[str, str] = {}
    for name in names:
        try:
            files = _files(name)
        except InputError as error:
            wrong[error.zh] = error.en
            continue
        packs = [file for file in files if kind_of(file) == "pack"]
        _, _, faults = link(packs)
        wrong |= {fault.get("zh"): fault.get("en") for fault in sorted(set(faults))}
        for file in files:
            try:
                done.append(_validated(file))
            except InputError as error:
                wrong |= dict(zip(error.zh.split("\n"), error.en.split("\n"), strict=True))
    if wrong:
        raise InputError("\n".join(wrong), "\n".join(wrong.values()))
    return tuple(done)


def _files(name: str) -> tuple[File, ...]:
    if is_path(name):
        return (open_file(Path(name)),)
    return open_folder(Path(name)) if is_folder(name) else (shipped(name),)


def _validated(file: File) -> Validated:
    kind = kind_of(file)
    if kind == "terms":
        return Validated(file.shown, kind, "", len(read_vocabulary(file.shown, file.text).terms))
    if kind == "regulations":
        return Validated(file.shown, kind, "", len(read_regulations(file.shown, file.text)))
    if kind == "confusions":
        return Validated(file.shown, kind, "", len(read_confusions(file.shown, file.text)))
    draft = read_draft(file)
    return Validated(file.shown, kind, draft.id, len(draft.rules))


def kind_of(file: File) -> str:
    """What a file means to be, by the keys it has: a pack unless it is clearly another."""
    data = read_draft(file).marked.data
    keys = set(_words(data))
    if not keys & {"pack", "rules", "extends"}:
        if keys & {"words"}:
            return "terms"
        if keys & {"documents"}:
            return "regulations"
        if keys & {"confusions"}:
            return "confusions"
    return "pack"


def _words(data: object) -> Iterator[str]:
    yield from data if isinstance(data, dict) else ()
