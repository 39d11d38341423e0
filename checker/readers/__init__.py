"""One module a file type: bytes → Source."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from checker.errors import InputError
from checker.model.limits import LIMITS, Limits
from checker.model.text import Source
from checker.readers.kinds import FORMATS, OTHERS, Kind, kind_of

EXTENSIONS = frozenset(FORMATS)
"""The ends of the names of files that are read, archives among them."""

Tell = Callable[[int, int], None]
"""Told, before each page that takes long, which page of how many it is."""

READERS: dict[Kind, tuple[str, str]] = {
    "word": ("word", "word"),
    "pdf": ("pdf", "pdf"),
    "image": ("scan", "scan"),
    "html": ("html", "html"),
    "sheet": ("sheet", "excel"),
    "ofd": ("ofd", "ofd"),
    "old-word": ("office", "word"),
}
"""The package of this room that reads each kind, and the extra that brings what it needs."""


def silent(page: int, pages: int) -> None:
    """A Tell that nobody listens to."""


def read(path: str, data: bytes, limits: Limits = LIMITS, tell: Tell = silent) -> Source:
    """The characters of a file whose content is ``data``, whatever its name says it is.

    Raises InputError where the content is empty, is none that is known, is damaged, encrypted or
    over a limit, or where what reads it is not installed.
    """
    if len(data) > limits.file:
        raise too_large(path, limits)
    kind = kind_of(path, data)
    if kind == "archive" and not path.lower().endswith(".zip"):
        raise InputError(
            f"{path}：这是压缩格式的其他文件，不是报告；可检查的文件：{' '.join(sorted(EXTENSIONS))}",
            f"{path}: this is a packed file of another kind and no report; what is read:"
            f" {' '.join(sorted(EXTENSIONS))}",
        )
    if kind == "archive":
        raise InputError(
            f"{path}：压缩包请直接作为路径检查（jixiao check {path}），这里只读单个文件",
            f"{path}: an archive inside an archive, or where one file is asked for: unpack it first",
        )
    if kind in ("text", "markdown"):
        from checker.readers import plain

        return plain.read(path, data, kind, limits)
    if not kind:
        name = next(name for magic, name in OTHERS if data.startswith(magic))
        raise InputError(
            f"{path}：这是 {name} 文件，不是报告；可检查的文件：{' '.join(sorted(EXTENSIONS))}",
            f"{path}: this is a {name} file and no report; what is read: {' '.join(sorted(EXTENSIONS))}",
        )
    module, extra = READERS[kind]
    try:
        reader = import_module(f"checker.readers.{module}")
        made: Source = reader.read(path, data, limits, tell)
    except ModuleNotFoundError as fault:  # some libraries are loaded only for what needs them
        raise lacking(path, kind, extra, str(fault.name)) from None
    return made


def lacking(path: str, kind: str, extra: str, module: str) -> InputError:
    """The error where a library is not installed: which command installs it."""
    command = f'pip install "jixiao-checker[{extra}]"'
    return InputError(
        f"{path}：读这种文件（{kind}）还需要安装：{command}（缺少 {module}）",
        f"{path}: files of this kind ({kind}) need: {command} ({module} is missing)",
    )


def too_large(path: str, limits: Limits) -> InputError:
    """The error for a file with more bytes than any report has."""
    most = limits.file // 1048576
    return InputError(
        f"{path}：文件超过上限 {most} MB，不像一份自评报告；请确认是否选错了文件（上限可用 --limit file=… 调整）",
        f"{path}: over the limit of {most} MB for a report: is it the right file?"
        " (--limit file=… raises the limit)",
    )


__all__ = ["EXTENSIONS", "InputError", "Tell", "lacking", "read", "silent", "too_large"]
