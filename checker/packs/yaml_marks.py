"""YAML → plain data in which every scalar is a string, and the place of every node.

Typing by YAML is what bites (``off`` → false, 1.10 → 1.1), so that there is none here: the schema
says what a string must look like. Duplicate keys and aliases are faults; nothing is ever built
but dicts, lists and strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both from 1, columns in code points."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file: where, in which field, and what, in both languages."""

    file: str
    line: int
    column: int
    field: str
    zh: str
    en: str

    def get(self, lang: str) -> str:
        """``file:line:column: field: message`` in ``lang``."""
        place = f"{self.file}:{self.line}:{self.column}"
        words = self.en if lang == "en" else self.zh
        return f"{place}: {self.field}: {words}" if self.field else f"{place}: {words}"


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML file as read: its data, and the spans in ``text`` of its values and keys by path."""

    file: str
    text: str
    data: Any
    values: dict[Path, tuple[int, int]]
    keys: dict[Path, int]

    def fault(
        self, path: Path, zh: str, en: str, *, key: bool = False, offset: int | None = None
    ) -> Fault:
        """A fault at the node of ``path``.

        ``key`` points at the key instead of the value; ``offset`` at a character inside the
        string. A path that the file does not have is shown at the nearest one above it.
        """
        known = path
        while known and known not in self.values:
            known = known[:-1]
        where = self.values[known][0]
        if key and known in self.keys:
            where = self.keys[known]
        elif offset is not None and known == path:
            where = self._inside(path, offset)
        line = self.text.count("\n", 0, where) + 1
        column = where - (self.text.rfind("\n", 0, where) + 1) + 1
        return Fault(self.file, line, column, field_name(path), zh, en)

    def _inside(self, path: Path, offset: int) -> int:
        """The place in the file of character ``offset`` of the string at ``path``.

        The characters of the string are followed through the file's, which has quotes, escapes
        and the line breaks of folded text besides.
        """
        start, end = self.values[path]
        value = str(_follow(self.data, path))
        at = start
        if self.text[at : at + 1] in ("|", ">"):
            at = self.text.find("\n", at, end) + 1 or end
        elif self.text[at : at + 1] in ("'", '"'):
            at += 1
        for wanted in value[: offset + 1]:
            found = at
            while found < end and self.text[found] != wanted:
                found += 1
            if found < end:
                at = found + 1
            elif wanted != " ":  # an escape: no way to follow it
                return start
        inside = len(value) > offset
        return min(at - 1 if inside else at, max(end - 1, start))


def field_name(path: Path) -> str:
    """The path as people write it: ``rules.SUM-01.basis[0].mark``."""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def _follow(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def read_yaml(file: str, text: str) -> tuple[Marked, list[Fault]]:
    """The YAML of ``text``, and what is wrong with it as YAML (then its data may be partial).

    ``file`` is only the name shown. Where the text is no YAML at all the data is None and the one
    fault says where the parser stopped.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    empty = Marked(file, text, None, {(): (0, 0)}, {})
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        why = error.problem or error.context or ""
        zh, en = f"不是合法的 YAML：{why}", f"this is no YAML: {why}"
        return empty, [Fault(file, line, column, "", zh, en)]
    except (yaml.YAMLError, RecursionError) as error:
        why = str(error).splitlines()[0] if str(error) else "nested too deeply"
        zh, en = f"不是合法的 YAML：{why}", f"this is no YAML: {why}"
        return empty, [Fault(file, 1, 1, "", zh, en)]
    if root is None:
        return empty, [Fault(file, 1, 1, "", "文件是空的", "the file is empty")]
    reading = _Reading(yaml)
    data = reading.plain(root, ())
    marked = Marked(file, text, data, reading.values, reading.keys)
    return marked, [
        marked.fault(path, zh, en, key=True) if at is None else _at(marked, path, at, zh, en)
        for path, at, zh, en in reading.odd
    ]


def _at(marked: Marked, path: Path, at: int, zh: str, en: str) -> Fault:
    line = marked.text.count("\n", 0, at) + 1
    column = at - (marked.text.rfind("\n", 0, at) + 1) + 1
    return Fault(marked.file, line, column, field_name(path), zh, en)


class _Reading:
    """One walk over the nodes: fills ``values``, ``keys`` and what is ``odd``."""

    def __init__(self, yaml: Any) -> None:
        self.yaml = yaml
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, int] = {}
        self.odd: list[tuple[Path, int | None, str, str]] = []
        self.seen: set[int] = set()

    def plain(self, node: Any, path: Path) -> Any:
        start = node.start_mark.index
        self.values[path] = (start, node.end_mark.index)
        if id(node) in self.seen:
            self.odd.append((path, start, "不使用别名（*）", "aliases (*) are not used here"))
            return ""
        self.seen.add(id(node))
        if isinstance(node, self.yaml.ScalarNode):
            return node.value
        if isinstance(node, self.yaml.SequenceNode):
            return [self.plain(child, (*path, i)) for i, child in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key, child in node.value:
            at = key.start_mark.index
            if not isinstance(key, self.yaml.ScalarNode):
                self.odd.append((path, at, "键必须是文字", "a key must be text"))
                continue
            below = (*path, key.value)
            if key.value in found:
                zh = f"键“{key.value}”重复"
                self.odd.append((below, at, zh, f"duplicate key “{key.value}”"))
                continue
            self.keys[below] = at
            found[key.value] = self.plain(child, below)
        return found


def strings(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string of ``data`` with its path, in order."""
    if isinstance(data, str):
        yield path, data
        return
    items: Iterable[tuple[str | int, Any]] = (
        data.items() if isinstance(data, dict) else enumerate(data)
    )
    for step, child in items:
        yield from strings(child, (*path, step))
