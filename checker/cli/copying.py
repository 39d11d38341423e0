"""The copies of each report: what their files are called, and how they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence

from checker.cli import files
from checker.cli.files import Task
from checker.cli.pipeline import Done
from checker.cli.targets import ENDS, Target, identities, identity, key
from checker.copies import COPIES
from checker.errors import InputError
from checker.model.verdict import Checked
from checker.wording import error, listed, say

LONGEST = 240
"""Bytes of a name that every file system takes, with room for what tells two of a name apart."""

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)
"""What Windows has no files of, whatever follows the point."""


Places = Mapping[str, list[dict[str, str]]]
"""The files of the copies of each report, by its path, then by format: of two reports shown under
one path those of the first come first."""


def places(targets: Sequence[Target], tasks: Sequence[Task], paths: Sequence[str]) -> Places:
    """Where the copies of each report go. In a folder each keeps its place below what the paths have
    in common; files of an archive have a folder of its name.

    Raises InputError where that is a report to be checked.
    """
    copies = [target for target in targets if target.format in COPIES]
    if not copies:
        return {}
    known = identities(tasks)
    base = _base(paths)
    taken = {key(target.path) for target in targets if not target.folder}
    found: dict[str, list[dict[str, str]]] = {}
    for task in tasks:
        *above, name = _relative(task, base)
        mine = {}
        for target in copies:
            path = target.path
            if target.folder:
                path = _free(os.path.join(path, *above, _called(name, target.format)), taken)
            if identity(path) & known:
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
    while key(free) in taken:
        number += 1
        free = f"{stem} ({number}){end}"
    taken.add(key(free))
    return free


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
            make_folder(mine[name])
            files.write_whole(mine[name], data)
        except InputError as fault:
            missed.append((name, fault.get(lang)))
    return done._replace(copies=tuple((name, b"") for name, _ in done.copies), missed=tuple(missed))


def make_folder(path: str) -> None:
    """Makes the folder of a file. Raises InputError where it cannot."""
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    except OSError as fault:
        raise files.unwritten(path, fault) from None


def amiss(done: Sequence[Done], targets: Sequence[Target], lang: str) -> Iterator[tuple[str, bool]]:
    """What is to be said of copies that were not made, and whether that is a fault: each that was
    not possible; a file that was named and is of another kind than the report; and in folders how
    many reports have no copy at all, a fault where none has."""
    for one in done:
        yield from ((message, True) for _, message in one.missed)
    reports = [one for one in done if isinstance(one.result, Checked)]
    for target in targets:
        if target.format in COPIES and not target.folder:
            without = [one for one in reports if target.format not in _formats(one)]
            yield from _lacking(without, reports, [target.format], lang)
    wanted = [target.format for target in targets if target.format in COPIES and target.folder]
    if wanted:
        without = [one for one in reports if not _formats(one) & set(wanted)]
        yield from _lacking(without, reports, wanted, lang)


def _formats(done: Done) -> set[str]:
    """The formats of which there is a copy, or is said why there is none."""
    return {name for name, _ in (*done.copies, *done.missed)}


def _lacking(
    without: Sequence[Done], reports: Sequence[Done], formats: Sequence[str], lang: str
) -> Iterator[tuple[str, bool]]:
    if without:
        every = len(without) == len(reports)
        which = path_of(without[0])
        given = {"formats": listed(formats, lang), "number": len(without), "path": which}
        yield say("copy-none" if every else "copy-some", lang, **given), every


def path_of(done: Done) -> str:
    """The path that a file is shown by."""
    result = done.result
    return result.source.path if isinstance(result, Checked) else result.path
