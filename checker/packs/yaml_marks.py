"""YAML → plain data in which every scalar is a string, and the place of every node.

Typing by YAML is what bites (``off`` → false, 1.10 → 1.1), so that there is none here: the schema
says what a string must look like. Duplicate keys and aliases are faults; nothing is ever built
but dicts, lists and strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from checker.model.record import record
from checker.model.rule import Words

Path = tuple[str | int, ...]
_HINT = Words(
    "（文字里有 [ ] { } # 或“: ”的要加引号；缩进用空格，不用制表符）",
    " (text with [ ] { } # or “: ” in it needs quotes; indent with blanks, not tabs)",
)
_DEEPEST = 30  # collections around a node


class Fault(NamedTuple):
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


@record(frozen=True, slots=True)
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
        return at - 1 if len(value) > offset else at


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
    """The YAML of ``text``, and what is wrong with it as YAML.

    ``file`` is only the name shown. Where the text is no YAML at all, or nothing that could be
    meant, the data is None and the one fault says where reading stopped.
    """
    import yaml

    reading = _Reading(yaml)
    marked = Marked(file, text, None, reading.values, reading.keys)
    try:
        # Events and not nodes: those are composed by recursion, which deep nesting overflows.
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            reading.take(event)
    except _Unmeant as stop:
        return marked, [_at(marked, (), stop.at, stop.zh, stop.en)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = error.problem or error.context or ""
        at = mark.index if mark else 0
        zh = f"不是合法的 YAML：{why}{_HINT.zh}"
        return marked, [_at(marked, (), at, zh, f"this is no YAML: {why}{_HINT.en}")]
    except yaml.YAMLError as error:
        why = str(error).splitlines()[0]
        return marked, [_at(marked, (), 0, f"不是合法的 YAML：{why}", f"this is no YAML: {why}")]
    if not reading.done:
        return marked, [_at(marked, (), 0, "文件是空的", "the file is empty")]
    marked = Marked(file, text, reading.done[0], reading.values, reading.keys)
    return marked, [_at(marked, path, at, zh, en) for path, at, zh, en in reading.odd]


def _at(marked: Marked, path: Path, at: int, zh: str, en: str) -> Fault:
    line = marked.text.count("\n", 0, at) + 1
    column = at - (marked.text.rfind("\n", 0, at) + 1) + 1
    return Fault(marked.file, line, column, field_name(path), zh, en)


class _Unmeant(Exception):
    """YAML that no file here can mean: where, and why."""

    def __init__(self, at: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.at = at
        self.zh = zh
        self.en = en


class _Reading:
    """Takes the events of a file one by one; fills ``values``, ``keys`` and what is ``odd``.

    ``open`` are the mappings and lists around the next node, each with its path and, for a
    mapping, the key whose value comes next; ``done`` holds the document once it is complete.
    """

    def __init__(self, yaml: Any) -> None:
        self.yaml = yaml
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, int] = {}
        self.odd: list[tuple[Path, int, str, str]] = []
        self.open: list[tuple[Path, dict[str, Any] | list[Any]]] = []
        self.key: list[str | None] = []
        self.done: list[Any] = []

    def take(self, event: Any) -> None:
        """Take one event. Raises _Unmeant."""
        yaml, at = self.yaml, event.start_mark.index
        if isinstance(event, yaml.CollectionEndEvent):
            path, _ = self.open.pop()
            self.key.pop()
            self.values[path] = (self.values[path][0], event.end_mark.index)
        elif isinstance(event, yaml.NodeEvent):
            if self._is_key():
                self._take_key(event, at)
            else:
                self._take_value(event, at)
        elif isinstance(event, yaml.DocumentStartEvent) and self.done:
            raise _Unmeant(at, "一个文件只能有一份内容", "a file holds one document only")

    def _is_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1][1], dict) and self.key[-1] is None

    def _take_key(self, event: Any, at: int) -> None:
        if not isinstance(event, self.yaml.ScalarEvent):
            raise _Unmeant(at, "键必须是文字", "a key must be text")
        path, around = self.open[-1]
        below = (*path, event.value)
        if event.value in around:
            zh, en = f"键“{event.value}”重复", f"duplicate key “{event.value}”"
            self.odd.append((below, at, zh, en))
        else:
            self.keys[below] = at
        self.key[-1] = event.value

    def _take_value(self, event: Any, at: int) -> None:
        yaml = self.yaml
        value: Any = ""
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
        elif isinstance(event, yaml.CollectionStartEvent):
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._keep(value)
        self.values[path] = (at, event.end_mark.index)
        if isinstance(event, yaml.AliasEvent):
            self.odd.append((path, at, "不使用别名（*）", "aliases (*) are not used here"))
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) == _DEEPEST:
                raise _Unmeant(at, "嵌套太深", "nested too deeply")
            self.open.append((path, value))
            self.key.append(None)

    def _keep(self, value: Any) -> Path:
        """Put a value where it belongs, the last of a repeated key; the path of that place."""
        if not self.open:
            self.done.append(value)
            return ()
        path, around = self.open[-1]
        if isinstance(around, list):
            around.append(value)
            return (*path, len(around) - 1)
        key = self.key[-1] or ""
        self.key[-1] = None
        around[key] = value
        return (*path, key)


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
