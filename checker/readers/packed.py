"""Zip files of XML (Word, sheets, OFD): each part unpacked when it is asked for, and never beyond a limit."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from checker.errors import InputError
from checker.model.limits import Limits

WHOLE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
"""How XML that may mean harm is parsed where all of it is to be written again."""

SAFE: dict[str, Any] = {**WHOLE, "remove_comments": True, "remove_pis": True}
"""The same where it is only read."""

NAMES = {
    "entries": ("压缩包内文件数", "files inside"),
    "unpacked": ("解压后的字节数", "bytes unpacked"),
    "elements": ("元素数", "elements"),
    "depth": ("嵌套层数", "levels of nesting"),
    "cells": ("单元格数", "cells"),
}
"""What a limit counts."""

ENCRYPTED = 0x1

Part = Callable[[str], bytes | None]
"""The content of the part of that name; None where there is none."""


class Packed(NamedTuple):
    """An opened zip file: its entries by their names in small letters, without a slash in front, and
    how a part is read (which raises InputError: damaged, encrypted, over a limit)."""

    entries: Mapping[str, ZipInfo]
    part: Part


def opened(path: str, data: bytes, limits: Limits) -> Packed:
    """A zip file of which nothing is unpacked yet; its parts are found by names with or without a
    slash in front, in any case.

    Raises InputError where it is damaged or has too many entries.
    """
    # The directory itself may be the bomb: a million entries in 60 MB.
    if data.count(b"PK\x01\x02") > 2 * limits.entries:
        raise over(path, "entries", limits.entries)
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise damaged(path, str(fault)) from None
    if len(archive.infolist()) > limits.entries:
        raise over(path, "entries", limits.entries)
    entries = {plain(entry.filename): entry for entry in archive.infolist()}
    left = limits.unpacked

    def part(name: str) -> bytes | None:
        nonlocal left
        entry = entries.get(plain(name))
        if entry is None:
            return None
        if entry.flag_bits & ENCRYPTED:
            raise encrypted(path)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(path, f"{name}: compression {entry.compress_type}")
        try:
            with archive.open(entry) as stream:
                content = stream.read(left + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as fault:
            raise damaged(path, f"{name}: {fault}") from None
        left -= len(content)
        if left < 0:
            raise over(path, "unpacked", limits.unpacked)
        return content

    return Packed(entries, part)


def plain(name: str) -> str:
    """The name of an entry as it is looked up."""
    return name.replace("\\", "/").lstrip("/").lower()


def beside(base: str, target: str) -> str:
    """The name of a part that another part refers to; a slash in front means the archive's top."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target.strip()))


def elements(path: str, content: bytes, names: str, limits: Limits) -> Iterator[Any]:
    """The elements of these names (blank between them), each as it ends and empty when the next is
    asked for; whatever their namespace. Raises InputError: damaged, with a DTD, over a limit."""
    _guard(path, content, limits)
    try:
        for _, element in etree.iterparse(
            BytesIO(content), tag=[f"{{*}}{name}" for name in names.split()], **SAFE
        ):
            yield element
            element.clear()
    except etree.XMLSyntaxError as fault:
        raise _broken(path, fault, limits) from None


def tree(path: str, content: bytes, limits: Limits, options: Mapping[str, Any] = SAFE) -> Any:
    """The root element of a part. Raises InputError: damaged, with a DTD, over a limit."""
    _guard(path, content, limits)
    try:
        return etree.fromstring(content, etree.XMLParser(**options))
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        raise _broken(path, fault, limits) from None


def _guard(path: str, content: bytes, limits: Limits) -> None:
    """Raises InputError where the parser would be asked for what a file may not have: elements and
    attributes are counted before a tree is made of them."""
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content[:4096]:
        raise InputError(
            f"{path}：文件内的 XML 带有 DTD（DOCTYPE）声明，正常的文件没有，为安全起见不读；请在原来的软件中打开并另存一份",
            f"{path}: the XML inside holds a DTD (DOCTYPE), which such files do not have, and is not read:"
            " open it in the program it came from and save it again",
        )
    nodes = content.count(b"<") - content.count(b"</")
    if nodes > limits.elements or nodes + content.count(b"=") > 2 * limits.elements:
        raise over(path, "elements", limits.elements)


def _broken(path: str, fault: Exception, limits: Limits) -> InputError:
    if "depth" in str(fault):
        return over(path, "depth", limits.depth)
    return damaged(path, str(fault))


def damaged(path: str, why: str = "") -> InputError:
    """The error for a file that breaks off or makes no sense inside."""
    zh, en = (f"（{why}）", f" ({why})") if why else ("", "")
    return InputError(
        f"{path}：文件已损坏或不完整，读不出来{zh}；请在原来的软件中打开并另存一份，或重新索取",
        f"{path}: the file is damaged or incomplete{en}: open it in the program it came from and"
        " save it again, or ask for it again",
    )


def encrypted(path: str) -> InputError:
    """The error for a file that asks for a password."""
    return InputError(
        f"{path}：文件有密码，读不出来；请去掉密码后另存一份",
        f"{path}: the file is protected by a password: save it without one",
    )


def over(path: str, limit: str, most: int) -> InputError:
    """The error for a file over a limit of what a report can have."""
    zh, en = NAMES[limit]
    return InputError(
        f"{path}：{zh}超过上限 {most}，不像一份自评报告；请确认文件来源（上限可用 --limit {limit}=… 调整）",
        f"{path}: more than {most} {en}: is it the right file? (--limit {limit}=… raises the limit)",
    )
