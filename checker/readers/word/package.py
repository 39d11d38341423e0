"""The zip file that a Word file is: its parts, read as far as limits let them, and who refers to whom."""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from checker.errors import InputError
from checker.model.limits import Limits

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

CHUNK = 1 << 20
HEAD = 1 << 14
"""Bytes in which the names of a part are declared."""
ENCRYPTED = 0x1


class Package(NamedTuple):
    """An opened Word file. ``names`` leads from the name of a part, in small letters, to its entry;
    ``spent`` holds how many bytes were unpacked so far."""

    path: str
    data: bytes
    archive: ZipFile
    names: dict[str, ZipInfo]
    limits: Limits
    spent: list[int]


class Related(NamedTuple):
    """A part that another refers to: the last word of the relation's type, and the part's name."""

    id: str
    kind: str
    target: str


def open_package(path: str, data: bytes, limits: Limits) -> Package:
    """The package, of which nothing is unpacked yet. Raises InputError where it is damaged or has too
    many entries."""
    # The directory itself may be the bomb: a million entries in 60 MB.
    if data.count(b"PK\x01\x02") > 2 * limits.entries:
        raise over(path, "entries", limits.entries)
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise damaged(path, str(fault)) from None
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise over(path, "entries", limits.entries)
    names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in entries}
    return Package(path, data, archive, names, limits, [0])


def content(package: Package, name: str) -> bytes | None:
    """The bytes of a part, or None where there is none of that name. Raises InputError where it is
    damaged or encrypted, or where what was unpacked comes to more than the limit."""
    info = package.names.get(name.lower())
    if info is None:
        return None
    if info.flag_bits & ENCRYPTED:
        raise encrypted(package.path)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged(package.path, f"{name}: compression {info.compress_type}")
    pieces = []
    try:
        with package.archive.open(info) as entry:
            while piece := entry.read(CHUNK):
                package.spent[0] += len(piece)
                if package.spent[0] > package.limits.unpacked:
                    raise over(package.path, "unpacked", package.limits.unpacked)
                pieces.append(piece)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as fault:
        raise damaged(package.path, f"{name}: {fault}") from None
    return b"".join(pieces)


def part(package: Package, name: str) -> Element | None:
    """The XML of a part, its names those of transitional Open XML, or None where there is none.

    Raises InputError where it is no XML, has a DOCTYPE, or more elements than the limit.
    """
    data = content(package, name)
    if data is None:
        return None
    # Elements and attributes are counted before a tree is made of them.
    nodes = data.count(b"<") - data.count(b"</") + data.count(b"=")
    if nodes > 2 * package.limits.elements:
        raise over(package.path, "elements", package.limits.elements)
    if b"<!DOCTYPE" in data:
        raise _doctype(package.path)
    if is_strict(data):
        data = transitional(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        if "depth" in str(fault):
            raise over(package.path, "depth", package.limits.depth) from None
        raise damaged(package.path, f"{name}: {fault}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(package.path)
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
        if name.lower() in package.names:
            return name
    raise InputError(
        f"{package.path}：压缩包里没有 Word 正文，文件不完整或不是 Word 文件；请用 Word 或 WPS 打开后另存为 .docx",
        f"{package.path}: no Word document inside: incomplete, or no Word file; open it in Word or WPS"
        " and save it as .docx",
    )


def damaged(path: str, why: str) -> InputError:
    """The error for a file that cannot be unpacked or parsed."""
    return InputError(
        f"{path}：文件已损坏或不完整，读不出来（{why}）；请用 Word 或 WPS 打开后另存为 .docx，或向填报单位重新索取",
        f"{path}: damaged or incomplete ({why}): open it in Word or WPS and save it as .docx, or ask"
        " for it again",
    )


def encrypted(path: str) -> InputError:
    """The error for a file with a password."""
    return InputError(
        f"{path}：文件有密码，读不出来；请在 Word 或 WPS 中去掉密码后另存",
        f"{path}: protected by a password: remove it in Word or WPS and save the file",
    )


def over(path: str, limit: str, most: int) -> InputError:
    """The error for a file over a limit of what a report can have."""
    names = {
        "entries": ("压缩包内文件数", "files inside"),
        "unpacked": ("解压后的字节数", "bytes unpacked"),
        "elements": ("元素数", "elements"),
        "depth": ("嵌套层数", "levels of nesting"),
        "cells": ("单元格数", "cells"),
    }
    zh, en = names[limit]
    return InputError(
        f"{path}：{zh}超过上限 {most}，不像一份自评报告；请确认文件来源（上限可用 --limit {limit}=… 调整）",
        f"{path}: more than {most} {en}: is it the right file? (--limit {limit}=… raises the limit)",
    )


def _doctype(path: str) -> InputError:
    return InputError(
        f"{path}：文件内含 DOCTYPE 声明，正常的 Word 文件没有，为安全起见不读；请用 Word 或 WPS 打开后另存为 .docx",
        f"{path}: holds a DOCTYPE, which no Word file has, and is not read: open it in Word or WPS and"
        " save it as .docx",
    )
