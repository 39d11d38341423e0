"""A pack file as far as it can be read, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from checker.model.record import record
from checker.packs.shelf import File
from checker.packs.yaml_marks import Fault, Marked, Path, read_yaml


@record(frozen=True, slots=True)
class Draft:
    """A file, its YAML with the places in it, and what is wrong with it as YAML.

    What the fields give is of the shape they promise: entries of another shape are left out, and
    the schema says what is wrong with them.
    """

    file: File
    marked: Marked
    odd: tuple[Fault, ...]

    @property
    def id(self) -> str:
        """The id the pack gives itself, or ""."""
        name = self._top("pack", str)
        return name if name is not None else ""

    @property
    def extends(self) -> Iterator[tuple[Path, str]]:
        """The packs it builds on, each with the path of its entry."""
        for at, name in enumerate(self._top("extends", list) or ()):
            if isinstance(name, str) and name:
                yield ("extends", at), name

    @property
    def rules(self) -> dict[str, dict[str, Any]]:
        """The rules by id; one that is no mapping counts as empty."""
        rules = self._top("rules", dict) or {}
        return {name: rule if isinstance(rule, dict) else {} for name, rule in rules.items()}

    @property
    def override(self) -> dict[str, Any]:
        """What it changes, by selector: ``disabled`` or a mapping."""
        changes = self._top("override", dict) or {}
        return {
            name: change
            for name, change in changes.items()
            if change == "disabled" or isinstance(change, dict)
        }

    @property
    def outline(self) -> list[Any]:
        """The entries of its outline: ``[title, also, below, optional]``."""
        return [*map(_entry, filter(_titled, self._top("outline", list) or ()))]

    def _top(self, key: str, kind: type) -> Any:
        """The value of a key of the file, or None where it is not of ``kind``."""
        value = self.marked.data.get(key) if isinstance(self.marked.data, dict) else None
        return value if isinstance(value, kind) else None

    def fault(self, path: Path, zh: str, en: str, *, key: bool = False) -> Fault:
        """A fault at a place of the file."""
        return self.marked.fault(path, zh, en, key=key)


def read_draft(file: File) -> Draft:
    """The file, read. What is shipped is read once."""
    return _shipped_draft(file) if file.path is None else _read(file)


def _read(file: File) -> Draft:
    marked, odd = read_yaml(file.shown, file.text)
    return Draft(file, marked, tuple(odd))


_shipped_draft = cache(_read)


def _titled(data: Any) -> bool:
    return isinstance(data, str) or (isinstance(data, dict) and isinstance(data.get("title"), str))


def _entry(data: Any) -> list[Any]:
    if isinstance(data, str):
        return [data, [], [], False]
    also, below = (
        found if isinstance(found, list) else []
        for found in (data.get("also"), data.get("contains"))
    )
    names = [name for name in also if isinstance(name, str)]
    kept = [_entry(entry) for entry in below if _titled(entry)]
    return [data["title"], names, kept, data.get("optional") == "true"]


def titles(outline: list[Any]) -> Iterator[str]:
    """Every title and other name in an outline of a draft."""
    for title, also, below, _ in outline:
        yield title
        yield from also
        yield from titles(below)
