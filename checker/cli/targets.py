"""Where ``--output`` writes: one file of the whole run, or a copy of each report in a folder.

All that can be wrong with a target is told before the first report is checked.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from checker.cli import files
from checker.cli.commands import unknown
from checker.cli.files import Task
from checker.copies import COPIES, maker
from checker.output import FORMATS, WORKBOOK
from checker.wording import error

ALL = (*FORMATS, WORKBOOK, *COPIES)
ENDS = {
    "xlsx": (".xlsx",),
    "docx": (".docx", ".docm"),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
}
"""How the name of a file of a format ends, or no program opens it."""


class Target(NamedTuple):
    """One ``--output``: a file, or a folder that takes a copy of each report."""

    format: str
    path: str
    folder: bool = False


def wanted(texts: Sequence[str], paths: Sequence[str]) -> list[Target]:
    """The targets of ``F=FILE``, for reports at ``paths``. Raises InputError for a format that is
    none, lacks a library or goes elsewhere, and where nothing can be written."""
    found: list[Target] = []
    for text in texts:
        name, sign, path = text.partition("=")
        if not sign or not path or path == "-":
            raise error("output-form", text=text, formats="|".join(ALL))
        if name not in ALL:
            raise unknown("value", name, ALL, option="--output")
        target = _target(name, path, paths)
        if any(_same(target.path, other.path) for other in found if _rivals(target, other)):
            raise error("output-twice", path=path)
        _check_library(name)
        found.append(target)
    made = {os.path.realpath(target.path) for target in found if target.folder}
    for target in found:
        _check_writable(target, made)
    return found


def _rivals(one: Target, other: Target) -> bool:
    """Whether two targets cannot have one path."""
    return one.format == other.format or not (one.folder and other.folder)


def _target(name: str, path: str, paths: Sequence[str]) -> Target:
    bare = path.rstrip("/\\")
    if not os.path.splitdrive(bare)[1]:  # the root of a system or of a drive
        bare = path
    folder = bare != path or os.path.isdir(bare)
    ends = ENDS.get(name, ())
    fitting = not ends or path.lower().endswith(ends)
    if name not in COPIES:
        if folder:
            raise error("output-folder", path=path)
        if not fitting:
            raise error("output-extension", path=path, format=name, end=ends[0])
        return Target(name, path)
    if folder or (_several(paths) and not fitting):
        if os.path.lexists(bare) and not os.path.isdir(bare):
            raise error("output-no-folder", path=path)
        return Target(name, bare, True)
    if _several(paths):
        example = os.path.splitext(bare)[0] + "/"
        raise error("output-several", path=path, format=name, example=example)
    if not fitting:
        raise error("copy-extension", path=path, format=name, end=ends[0])
    return Target(name, path)


def _several(paths: Sequence[str]) -> bool:
    """Whether paths may mean more than one report, however many there are just now."""
    return (
        len(paths) > 1
        or os.path.isdir(paths[0])
        or paths[0].lower().endswith(".zip")
        or (any(mark in paths[0] for mark in "*?[") and not files.exists(paths[0]))
    )


MARK = b"jixiao"
NOTED = rb"j\000i\000x\000i\000a\000o"
"""The same as the title of a note in a PDF."""
MAKER = b'<meta name="generator" content="jixiao'
MADE = (".html", ".xlsx")
"""The ends of names of what is made of findings, and is no report with findings in it."""
MARKED = r"docProps/core\.xml|word/comments\d*\.xml"
"""Where the mark stands in a file that is a zip."""
MARKS = 4 * 1024 * 1024
"""Bytes at the beginning and the end of a file, or of a part of it, in which the mark is looked for."""


def _check_library(name: str) -> None:
    """Raises InputError, with the command that installs it, for a library that is missing."""
    if name in COPIES:
        maker(name)
    elif name == WORKBOOK and find_spec("xlsxwriter") is None:
        command = 'pip install "jixiao-checker[excel]"'
        raise error("output-lacking", format=name, command=command, module="xlsxwriter")


def _check_writable(target: Target, made: set[str]) -> None:
    """Raises InputError where there is no such folder or it takes no files, or where the file that
    is to be replaced is open in a program or protected. ``made`` are folders that this run makes."""
    import tempfile

    real = os.path.realpath(target.path)
    if os.path.exists(real) and not os.path.isdir(real) and not os.path.isfile(real):
        return  # a device or a pipe: it is written to
    place = real if target.folder and os.path.isdir(real) else os.path.dirname(real)
    if place in made and not os.path.isdir(place):
        place = os.path.dirname(place)
    if not os.path.isdir(place):
        raise error("output-nowhere", path=target.path)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
        if os.path.isfile(real):
            with open(real, "r+b"):
                pass
    except OSError as fault:
        raise files.unwritten(target.path, fault) from None


def refuse_inputs(targets: Iterable[Target], tasks: Iterable[Task]) -> None:
    """Raises InputError for a file that is a report to be checked."""
    known = identities(tasks)
    for target in targets:
        if not target.folder and identity(target.path) & known:
            raise error("output-input", path=target.path)


def without_outputs(
    tasks: Sequence[Task], targets: Sequence[Target], paths: Sequence[str]
) -> tuple[list[Task], int]:
    """The tasks but for what earlier runs wrote, and how many those are: to the same targets inside
    the folders that are searched, and pages and workbooks of findings anywhere in these. A file that
    is named itself is never left out, nor one that does not bear our mark: it is somebody's report,
    and must not be written over.
    """
    named = {os.path.realpath(path) for path in paths}
    places = [os.path.realpath(target.path) for target in targets if target.folder]
    places = [place for place in places if not any(_within(name, place) for name in named)]
    books = {os.path.realpath(target.path) for target in targets if target.format == WORKBOOK}
    kept = []
    for task in tasks:
        real = os.path.realpath(task.path)
        there = (
            real in books
            or task.path.lower().endswith(MADE)
            or any(_within(real, place) for place in places)
        )
        if real in named or not there or not _is_ours(real):
            kept.append(task)
    return kept, len(tasks) - len(kept)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_ours(path: str) -> bool:
    """Whether a file bears the mark of one that jixiao wrote: an author of comments or of a workbook,
    the title of a note in a PDF, the maker of a page."""
    import zipfile

    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts = [name for name in archive.namelist() if re.fullmatch(MARKED, name)]
                return any(MARK in archive.open(name).read(MARKS) for name in parts)
        with open(path, "rb") as file:
            head = file.read(MARKS)
            file.seek(max(0, os.path.getsize(path) - MARKS))
            tail = file.read()
    except Exception:  # whatever it is, it is not ours
        return False
    return MAKER in head or NOTED in tail


def identities(tasks: Iterable[Task]) -> set[object]:
    """By what the submitted files are known, archives among them."""
    known: set[object] = set()
    for path in {task.archive or task.path for task in tasks if task.data is None}:
        known |= identity(path)
    return known


def identity(path: str) -> set[object]:
    """By what a file is known: its real path, and its number on its disk, if it exists."""
    found: set[object] = {os.path.realpath(path)}
    try:
        state = os.stat(path)
    except OSError:
        return found
    return found | {(state.st_dev, state.st_ino)} if state.st_ino else found


def _same(one: str, other: str) -> bool:
    return bool(identity(one) & identity(other)) or key(one) == key(other)


def key(path: str) -> str:
    """What two paths have in common that some file system holds to be one."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()
