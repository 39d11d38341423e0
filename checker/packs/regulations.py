"""Laws and documents of ``rules/regulations.yaml``: loaded, validated, kept compiled as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from checker import __version__, store
from checker.model.rule import Document, Edition
from checker.packs.texts import regulations_text, schema_text
from checker.packs.vocabulary import raise_faults

if TYPE_CHECKING:
    from checker.packs.yaml_marks import Fault, Marked

ARITHMETIC = "算术"
"""The basis that is no document: what the figures themselves prove."""

_FORM = "1"  # of the compiled JSON; raised when its shape changes
_SAME = str.maketrans("[]［］【】()（）", "〔〕〔〕〔〕〔〕〔〕", "《》〈〉 \u3000")
_ARTICLE = r"第\s*([0-9]+|[零〇一二两三四五六七八九十百]+)\s*条"
_DIGITS = {digit: at % 10 for at, digit in enumerate("零一二三四五六七八九〇")} | {"两": 2}


@cache
def load_regulations() -> dict[str, Document]:
    """The documents shipped with the program, by key. Raises InputError with every fault."""
    return read_regulations("rules/regulations.yaml", regulations_text())


def read_regulations(file: str, text: str) -> dict[str, Document]:
    """The documents of ``text``, from the cache where the same text was compiled before.

    Raises InputError with every fault of the file at once.
    """
    kept = "regulations-" + store.key(_FORM, __version__, text, schema_text("regulations"))
    data = store.read(kept)
    if data is not None:
        try:
            return _revive(json.loads(data))
        except (ValueError, KeyError, TypeError, AttributeError):
            pass  # of another shape: compiled again and written over it
    from checker.packs.schema import validate
    from checker.packs.yaml_marks import read_yaml

    marked, faults = read_yaml(file, text)
    if marked.data is not None:
        faults += validate(marked, "regulations")
        faults += document_faults(marked, {})
    raise_faults(faults)
    entries = marked.data["documents"]
    store.write(kept, json.dumps(entries, ensure_ascii=False).encode("utf-8"))
    return _revive(entries)


def _revive(entries: Mapping[str, Any]) -> dict[str, Document]:
    return {name: document(name, entry) for name, entry in entries.items()}


def document(name: str, entry: Mapping[str, Any]) -> Document:
    """The document of an entry that the schema has found right."""
    title, number = entry["title"], entry.get("number", "")
    shown = f"{number}《{title}》" if number else f"《{name}》"
    return Document(
        name,
        title,
        number,
        tuple(entry.get("also", ())),
        name if entry.get("kind") == "form" else shown,
        tuple(map(_edition, (entry, *entry.get("earlier", ())))),
    )


def _edition(entry: Mapping[str, Any]) -> Edition:
    articles = int(entry.get("articles", 0))
    return Edition(entry.get("since", ""), entry.get("until", ""), articles, entry["mark"])


def document_faults(marked: Marked, known: Mapping[str, Document]) -> Iterator[Fault]:
    """Names under ``documents`` that already name another, there or in ``known``; days of effect
    that are none or end before they begin. Reads what can be read of a file with other faults."""
    data = marked.data if isinstance(marked.data, dict) else {}
    owner = {norm: one.key for one in known.values() for norm in names_of(one)}
    for name, entry in readable(data.get("documents")).items():
        path = ("documents", name)
        for norm in names_of(document(name, entry)):
            first = owner.setdefault(norm, name)
            if first != name or (norm == _norm(name) and name in known):
                zh, en = f"“{first}”已经有了", f"“{first}” is there already"
                yield marked.fault(path, zh, en, key=True)
                break
        for at, text in enumerate((entry, *entry.get("earlier", ()))):
            where = path if at == 0 else (*path, "earlier", at - 1)
            if text.get("until") and text.get("until") < text.get("since", ""):
                zh, en = "until 早于 since", "until lies before since"
                yield marked.fault((*where, "until"), zh, en)


def readable(entries: Any) -> dict[str, Mapping[str, Any]]:
    """The entries of ``documents`` that are such, however faulty the file is otherwise."""
    texts = ("number", "since", "until", "kind")
    found: dict[str, Mapping[str, Any]] = {}
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        if (
            isinstance(entry, dict)
            and isinstance(entry.get("title"), str)
            and isinstance(entry.get("mark"), str)
            and all(isinstance(entry.get(key, ""), str) for key in texts)
            and str(entry.get("articles", "0")).isdigit()
            and _are(entry.get("also", []), str)
            and _are(entry.get("earlier", []), dict)
            and all("mark" in text for text in entry.get("earlier", []))
            and all(str(text.get("articles", "0")).isdigit() for text in entry.get("earlier", []))
        ):
            found[name] = entry
    return found


def _are(listed: Any, kind: type) -> bool:
    return isinstance(listed, list) and all(isinstance(one, kind) for one in listed)


def names_of(one: Document) -> Iterable[str]:
    """The names of a document in the form in which they are compared."""
    both = (one.key, one.title, one.number, one.number + one.title, *one.also)
    return dict.fromkeys(filter(None, map(_norm, both)))


def _norm(name: str) -> str:
    """A name without 《》 and blanks, its brackets of one form."""
    return name.translate(_SAME)


def by_name(documents: Iterable[Document]) -> dict[str, Document]:
    """The documents by every name in the form in which names are compared."""
    return {name: one for one in documents for name in names_of(one)}


def find_document(name: str, named: Mapping[str, Document]) -> Document | None:
    """The document, among those ``by_name``, that a basis names by key, title, number or another
    name, with 《》 or without."""
    return named.get(_norm(name))


def beyond(article: str, one: Document) -> tuple[str, str]:
    """Why a document has no such article (zh, en); two empty texts where it may have it.

    Every edition is looked at: what was rightly cited once is no fault of a rule on old reports.
    """
    if not all(edition.articles for edition in one.editions):
        return "", ""
    most = max(edition.articles for edition in one.editions)
    for match in re.finditer(_ARTICLE, article):
        if not 0 < _number(match[1]) <= most:
            return (
                f"{one.shown}共{most}条，没有{match[0]}",
                f"{one.shown} has {most} articles and no {match[0]}",
            )
    return "", ""


def _number(text: str) -> int:
    """A number as articles bear it: 一百零一, 52."""
    if text.isascii():
        return int(text)
    total = digit = 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
