"""The parts of a Word file, and which refers to which."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from lxml import etree

from checker.errors import InputError
from checker.model.limits import Limits
from checker.readers.packed import WHOLE, Packed, opened, plain, tree

Element = etree._Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", OFFICE.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
"""The names of Strict Open XML and those that all others use; so the rest knows one set of names."""

HEAD = 1 << 14
"""Bytes in which the names of a part are declared."""


class Package(NamedTuple):
    """An opened Word file: its zip file, and what its reader is held to."""

    path: str
    packed: Packed
    limits: Limits


class Related(NamedTuple):
    """A part that another refers to: the last word of the relation's type, and the part's name."""

    id: str
    kind: str
    target: str


def open_package(path: str, data: bytes, limits: Limits) -> Package:
    """The package, of which nothing is unpacked yet. Raises InputError where it is damaged or has too
    many entries."""
    return Package(path, opened(path, data, limits), limits)


def part(package: Package, name: str) -> Element | None:
    """The XML of a part, its names those of transitional Open XML, or None where there is none.

    Raises InputError where it is no XML, has a DOCTYPE, or more elements than the limit.
    """
    data = package.packed.part(name)
    if data is None:
        return None
    if is_strict(data):
        data = transitional(data)
    root: Element = tree(package.path, data, package.limits, WHOLE)
    return root


def is_strict(data: bytes) -> bool:
    """Whether a part uses the names of Strict Open XML."""
    return b"purl.oclc.org/ooxml" in data[:HEAD]


def transitional(data: bytes) -> bytes:
    """A part with the names of transitional Open XML."""
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    return data


def strict(data: bytes) -> bytes:
    """A part with the names of Strict Open XML: what ``transitional`` did, undone."""
    for name, usual in STRICT:
        data = data.replace(usual, name)
    return data


def relations(package: Package, name: str) -> list[Related]:
    """What a part refers to inside the package; the package itself where ``name`` is empty."""
    folder, _, file = name.rpartition("/")
    root = part(package, posixpath.join(folder, "_rels", f"{file}.rels"))
    if root is None:
        return []
    return [
        Related(
            one.get("Id", ""),
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in root.iter(RELATION)
        if one.get("TargetMode") != "External"
    ]


def main_part(package: Package) -> str:
    """The name of the part that is the document. Raises InputError where there is none."""
    named = [one.target for one in relations(package, "") if one.kind == "officeDocument"]
    for name in (*named, "word/document.xml"):
        if plain(name) in package.packed.entries:
            return name
    raise InputError(
        f"{package.path}：压缩包里没有 Word 正文，文件不完整或不是 Word 文件；请用 Word 或 WPS 打开后另存为 .docx",
        f"{package.path}: no Word document inside: incomplete, or no Word file; open it in Word or WPS"
        " and save it as .docx",
    )
