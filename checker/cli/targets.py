"""Where ``--output`` writes: one file of the whole run, or a copy of each report in a folder.

All that can be wrong with a target is told before the first report is checked.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from checker.cli import files
from checker.cli.commands import unknown
from checker.cli.files import Task
from checker.cli.pipeline import Done
from checker.copies import COPIES, maker
from checker.errors import InputError
from checker.model.verdict import Checked
from checker.output import FORMATS, WORKBOOK
from checker.wording import error, listed, say

ALL = (*FORMATS, WORKBOOK, *COPIES)
ENDS = {
    "xlsx": (".xlsx",),
    "docx": (".docx", ".docm"),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
}
"""How the name of a file of a format ends, or no program opens it."""

LONGEST = 240
"""Bytes of a name that every file system takes, with room for what tells two of a name apart."""

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)
"""What Windows has no files of, whatever follows the point."""


class Target(NamedTuple):
    """One ``--output``: a file, or a folder that takes a copy of each report."""

    format: str
    path: str
    folder: bool = False


Places = Mapping[str, list[dict[str, str]]]
"""The files of the copies of each report, by its path, then by format: of two reports shown under
one path those of the first come first."""


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
        _check_writable(target)
        found.append(target)
    return found


def _rivals(one: Target, other: Target) -> bool:
    """Whether two targets cannot have one path."""
    return one.format == other.format or not (one.folder and other.folder)


def _target(name: str, path: str, paths: Sequence[str]) -> Target:
    bare = path.rstrip("/\\") or path
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


def _check_library(name: str) -> None:
    """Raises InputError, with the command that installs it, for a library that is missing."""
    if name in COPIES:
        maker(name)
    elif name == WORKBOOK and find_spec("xlsxwriter") is None:
        command = 'pip install "jixiao-checker[excel]"'
        raise error("output-lacking", format=name, command=command, module="xlsxwriter")


def _check_writable(target: Target) -> None:
    """Raises InputError where there is no such folder or it takes no files, or where the file that
    is to be replaced is open in a program or protected."""
    import tempfile

    real = os.path.realpath(target.path)
    if os.path.exists(real) and not os.path.isdir(real) and not os.path.isfile(real):
        return  # a device or a pipe: it is written to
    place = real if target.folder and os.path.isdir(real) else os.path.dirname(real)
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
    known = _identities(tasks)
    for target in targets:
        if not target.folder and _identity(target.path) & known:
            raise error("output-input", path=target.path)


def without_outputs(
    tasks: Sequence[Task], targets: Sequence[Target], paths: Sequence[str]
) -> tuple[list[Task], int]:
    """The tasks but for what earlier runs wrote to the same targets inside the folders that are
    searched, and how many those are. A file that is named itself is never left out."""
    named = {os.path.realpath(path) for path in paths}
    places = [os.path.realpath(target.path) for target in targets if target.folder]
    places = [place for place in places if not any(_within(name, place) for name in named)]
    books = {os.path.realpath(target.path) for target in targets if target.format == WORKBOOK}
    kept = []
    for task in tasks:
        real = os.path.realpath(task.path)
        mine = any(_within(real, place) for place in places) or (real in books and _own_book(real))
        if real in named or not mine:
            kept.append(task)
    return kept, len(tasks) - len(kept)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _own_book(path: str) -> bool:
    """Whether a file is a workbook that jixiao wrote."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as book, book.open("docProps/core.xml") as file:
            return b"<dc:creator>jixiao " in file.read(4096)
    except Exception:  # whatever it is, it is not ours
        return False


def places(targets: Sequence[Target], tasks: Sequence[Task], paths: Sequence[str]) -> Places:
    """Where the copies of each report go. In a folder each keeps its place below what the paths have
    in common; files of an archive have a folder of its name.

    Raises InputError where that is a report to be checked.
    """
    copies = [target for target in targets if target.format in COPIES]
    if not copies:
        return {}
    known = _identities(tasks)
    base = _base(paths)
    taken = {_key(target.path) for target in targets if not target.folder}
    found: dict[str, list[dict[str, str]]] = {}
    for task in tasks:
        *above, name = _relative(task, base)
        mine = {}
        for target in copies:
            path = target.path
            if target.folder:
                path = _free(os.path.join(path, *above, _called(name, target.format)), taken)
            if _identity(path) & known:
                raise error("copy-input", path=target.path, input=path)
            mine[target.format] = path
        found.setdefault(task.path, []).append(mine)
    return found


def _base(paths: Sequence[str]) -> str:
    """The folder that the paths have in common; "" where they have none, on several drives."""
    try:
        return os.path.commonpath([_folder(path) for path in paths if path != files.STDIN] or ["."])
    except ValueError:
        return ""


def _folder(path: str) -> str:
    """The folder that is searched, or where a file is, or where a pattern begins."""
    path = os.path.abspath(path)
    while not os.path.isdir(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path


def _relative(task: Task, base: str) -> list[str]:
    """The parts of a report's path below the folder of copies, such as every system takes."""
    if task.data is not None:
        parts = ["stdin" if task.path == files.STDIN else os.path.basename(task.path)]
    else:
        path = os.path.abspath(task.archive or task.path)
        parts = re.split(r"[/\\]", os.path.relpath(path, base) if base else path)
        if task.archive:
            parts[-1] = os.path.splitext(parts[-1])[0]
            parts += task.member.split("/")
    return [safe(part) for part in parts if part not in ("", ".")]


def safe(name: str) -> str:
    """The name as Windows takes it too: no marks of paths, no blank or point at its end, no name of
    a device, not too long. A name that is so already stays as it is."""
    name = FORBIDDEN.sub("_", name)
    stem, end = os.path.splitext(name)
    if len(end) > LONGEST // 8:
        stem, end = name, ""
    while len(os.fsencode(stem + end)) > LONGEST:
        stem = stem[:-1]
    name = re.sub(r"[. ]+$", lambda found: "_" * len(found[0]), stem + end)
    return "_" + name if RESERVED.match(name) or not name else name


def _called(name: str, format: str) -> str:
    """What a copy is called: as the submitted file where it is one of its kind."""
    same = format != "html" and name.lower().endswith(ENDS[format])
    return name if same else f"{name}.{format}"


def _free(path: str, taken: set[str]) -> str:
    """The path, numbered where a file of this run has it already; ``taken`` grows by it."""
    (stem, end), number, free = os.path.splitext(path), 1, path
    while _key(free) in taken:
        number += 1
        free = f"{stem} ({number}){end}"
    taken.add(_key(free))
    return free


def _key(path: str) -> str:
    """What two paths have in common that some file system holds to be one."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def _identities(tasks: Iterable[Task]) -> set[object]:
    """By what the submitted files are known, archives among them."""
    known: set[object] = set()
    for path in {task.archive or task.path for task in tasks if task.data is None}:
        known |= _identity(path)
    return known


def _identity(path: str) -> set[object]:
    """By what a file is known: its real path, and its number on its disk, if it exists."""
    found: set[object] = {os.path.realpath(path)}
    try:
        state = os.stat(path)
    except OSError:
        return found
    return found | {(state.st_dev, state.st_ino)} if state.st_ino else found


def _same(one: str, other: str) -> bool:
    return bool(_identity(one) & _identity(other)) or _key(one) == _key(other)


def write_copies(done: Done, where: Places, lang: str) -> Done:
    """Writes the copies of one report; what is returned holds them no longer, and says of which it
    was not possible."""
    if not done.copies:
        return done
    waiting = where[path_of(done)]
    mine = waiting.pop(0) if len(waiting) > 1 else waiting[0]
    missed = list(done.missed)
    for name, data in done.copies:
        try:
            _make_folder(mine[name])
            files.write_whole(mine[name], data)
        except InputError as fault:
            missed.append((name, fault.get(lang)))
    return done._replace(copies=tuple((name, b"") for name, _ in done.copies), missed=tuple(missed))


def _make_folder(path: str) -> None:
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    except OSError as fault:
        raise files.unwritten(path, fault) from None


def amiss(done: Sequence[Done], formats: Sequence[str], lang: str) -> Iterator[tuple[str, bool]]:
    """What is to be said of copies that were not made, and whether that is a fault: each that was
    not possible; and how many reports have none in any of ``formats``, being files of another
    kind, a fault where all of them are."""
    for one in done:
        yield from ((message, True) for _, message in one.missed)
    reports = [one for one in done if isinstance(one.result, Checked)]
    without = [one for one in reports if not one.copies and not one.missed]
    if formats and without:
        every = len(without) == len(reports)
        which = path_of(without[0])
        given = {"formats": listed(formats, lang), "number": len(without), "path": which}
        yield say("copy-none" if every else "copy-some", lang, **given), every


def path_of(done: Done) -> str:
    """The path that a file is shown by."""
    result = done.result
    return result.source.path if isinstance(result, Checked) else result.path
