"""Zip files of XML (sheets, OFD): each part unpacked when it is asked for, and never beyond a limit."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from checker.errors import InputError
from checker.model.limits import Limits

SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How XML that may mean harm is parsed."""

Part = Callable[[str], bytes | None]
"""The content of the part of that name; None where there is none."""


def opened(path: str, data: bytes, limits: Limits) -> Part:
    """The parts of a zip file, by their names with or without a slash in front, in any case.

    Raises InputError, also each time that a part is asked for: damaged, encrypted, over a limit.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged(path) from None
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise InputError(
            f"{path}：压缩包内文件超过 {limits.entries} 个（上限可用 --limit entries=… 调整）",
            f"{path}: more than {limits.entries} files inside (--limit entries=… raises the limit)",
        )
    known = {_plain(entry.filename): entry for entry in entries}
    left = limits.unpacked

    def part(name: str) -> bytes | None:
        nonlocal left
        entry = known.get(_plain(name))
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise encrypted(path)
        try:
            with archive.open(entry) as stream:
                content = stream.read(left + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise damaged(path) from None
        left -= len(content)
        if left < 0:
            raise InputError(
                f"{path}：解压后超过 {limits.unpacked // 1048576} MB，不像一份自评报告；请确认是否选错了文件"
                "（上限可用 --limit unpacked=… 调整）",
                f"{path}: comes to more than {limits.unpacked // 1048576} MB unpacked:"
                " is it the right file? (--limit unpacked=… raises the limit)",
            )
        return content

    return part


def beside(base: str, target: str) -> str:
    """The name of a part that another part refers to; a slash in front means the archive's top."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target.strip()))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


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
    except etree.XMLSyntaxError:
        raise damaged(path) from None


def tree(path: str, content: bytes, limits: Limits) -> Any:
    """The root element of a part. Raises InputError: damaged, with a DTD, over a limit."""
    _guard(path, content, limits)
    try:
        return etree.fromstring(content, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(path) from None


def _guard(path: str, content: bytes, limits: Limits) -> None:
    """Raises InputError where the parser would be asked for what a file may not have."""
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content[:4096]:
        raise InputError(
            f"{path}：文件内的 XML 带有 DTD 声明，可能有害，未读",
            f"{path}: the XML inside declares a DTD, which may do harm: it was not read",
        )
    if content.count(b"<") - content.count(b"</") > limits.elements:
        raise too_many_elements(path, limits)


def damaged(path: str) -> InputError:
    """The error for a file that breaks off or makes no sense inside."""
    return InputError(
        f"{path}：文件已损坏或不完整，无法读取；请在原来的软件中打开并另存一份",
        f"{path}: the file is damaged or incomplete: open it in the program it came from and save"
        " it again",
    )


def encrypted(path: str) -> InputError:
    """The error for a file that asks for a password."""
    return InputError(
        f"{path}：文件有密码保护，无法读取；请取消密码后另存一份",
        f"{path}: the file is protected by a password: save it without one",
    )


def too_many_elements(path: str, limits: Limits) -> InputError:
    """The error for more XML than any report has."""
    return InputError(
        f"{path}：文件内元素超过 {limits.elements} 个，不像一份自评报告（上限可用 --limit elements=… 调整）",
        f"{path}: more than {limits.elements} elements (--limit elements=… raises the limit)",
    )
