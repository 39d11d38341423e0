"""The reports in zip archives: listed and read in a worker, never unpacked to disk."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple
from zlib import crc32
from zlib import error as ZlibError

from checker.cli.files import Task, readable
from checker.errors import InputError
from checker.model.limits import MB, Limits
from checker.readers import EXTENSIONS, Tell
from checker.wording import error

UTF8 = 0x800
ENCRYPTED = 0x1
"""Flags of an entry: its name is UTF-8; its content is encrypted."""

UNICODE_NAME = 0x7075
"""The extra field that holds a name in UTF-8 beside the one in the archiver's own encoding."""

BOMB = 100
"""How many times the size of its archive its files may come to, once they are over the limit."""

PARTS = ("word/document.xml", "xl/workbook.xml", "OFD.xml")
"""What makes a zip file a document rather than an archive."""


class Listed(NamedTuple):
    """What an archive holds: the reports in it, and what is wrong with the others. None of both
    where it is a document after all."""

    tasks: tuple[Task, ...] = ()
    wrong: tuple[tuple[str, InputError], ...] = ()
    document: bool = False


def is_archive(task: Task) -> bool:
    """Whether a file is listed before it is read: by its name, whoever has it calls it so."""
    return task.data is None and not task.archive and task.path.lower().endswith(".zip")


def spread(
    tasks: Sequence[Task], limits: Limits, jobs: int
) -> tuple[list[Task], list[tuple[str, InputError]]]:
    """The tasks, those of its files in the place of each archive, in order of their paths; and
    what is wrong with the others."""
    archives = list(filter(is_archive, tasks))
    if not archives:
        return list(tasks), []
    from checker.cli.workers import isolated

    found = [task for task in tasks if not is_archive(task)]
    wrong: list[tuple[str, InputError]] = []
    for index, listed in isolated(partial(members, limits=limits), archives, limits, jobs):
        archive = archives[index]
        if isinstance(listed, InputError):
            wrong.append((archive.path, listed))
        elif listed.document:
            found.append(archive)
        else:
            found += listed.tasks
            wrong += listed.wrong
            if not listed.tasks and not listed.wrong:
                extensions = " ".join(sorted(EXTENSIONS))
                empty = error("archive-empty", path=archive.path, extensions=extensions)
                wrong.append((archive.path, empty))
    return sorted(found, key=lambda task: task.path), wrong


def members(task: Task, tell: Tell, *, limits: Limits) -> Listed:
    """The reports in an archive. Raises InputError where it cannot be read or is over a limit."""
    path = task.path
    entries = _open(path).infolist()
    if any(entry.filename in PARTS for entry in entries[:100]):
        return Listed(document=True)
    if len(entries) > limits.entries:
        raise error("archive-entries", path=path, number=len(entries), most=limits.entries)
    tasks: list[Task] = []
    wrong: list[tuple[str, InputError]] = []
    total = 0
    for number, shown in _named(entries):
        whole = f"{path}/{shown}"
        fault = _fault(whole, entries[number], limits)
        if fault is None:
            tasks.append(Task(whole, None, shown, path, number))
            total += entries[number].file_size
        else:
            wrong.append((whole, fault))
    packed = sum(entry.compress_size for entry in entries)
    if total > max(limits.unpacked, BOMB * packed):
        sizes = {"size": total // MB, "most": limits.unpacked // MB}
        raise error("archive-unpacked", path=path, **sizes)
    return Listed(tuple(tasks), tuple(wrong))


def read_member(task: Task, limits: Limits) -> bytes:
    """The bytes of a file in an archive, one more than is allowed at most. Raises InputError."""
    archive = _open(task.archive)
    try:
        with archive.open(archive.infolist()[task.number]) as file:
            return file.read(limits.file + 1)
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, ValueError, IndexError) as fault:
        raise error("member-damaged", path=task.path, reason=fault) from None
    except (NotImplementedError, RuntimeError) as fault:
        raise error("member-packing", path=task.path, reason=fault) from None


@lru_cache(maxsize=1)
def _open(path: str) -> zipfile.ZipFile:
    """An archive, kept open by a worker from one of its files to the next."""
    try:
        return zipfile.ZipFile(path)
    except OSError as fault:
        raise error("file-unread", path=path, reason=fault.strerror) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise error("archive-damaged", path=path) from None


def _named(entries: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[int, str]]:
    """The entries to be checked, by number, and the names shown for them: no two alike."""
    taken: set[str] = set()
    for number, entry in enumerate(entries):
        mode = entry.external_attr >> 16
        if entry.is_dir() or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
            continue
        name = harmless_name(name_of(entry))
        parts = name.split("/")
        if "__MACOSX" in parts or any(p.startswith(".") for p in parts) or not readable(name):
            continue
        (stem, end), again, shown = os.path.splitext(name), 1, name
        while shown in taken:
            again += 1
            shown = f"{stem} ({again}){end}"
        taken.add(shown)
        yield number, shown


def _fault(path: str, entry: zipfile.ZipInfo, limits: Limits) -> InputError | None:
    """Why a file of an archive is not read at all."""
    if entry.flag_bits & ENCRYPTED:
        return error("member-encrypted", path=path)
    if path.lower().endswith(".zip"):
        return error("member-archive", path=path)
    if entry.file_size > limits.file:
        return error("member-size", path=path, size=entry.file_size // MB, most=limits.file // MB)
    return None


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its writer meant it: by the extra field or flag that says it is UTF-8,
    else UTF-8 where it is that, else GBK, as Windows in China writes it."""
    if entry.flag_bits & UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    said = _unicode_name(entry.extra, raw)
    if said is not None:
        return said
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _unicode_name(extra: bytes, raw: bytes) -> str | None:
    """What the extra field says, where it was made of this very name."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_NAME and int.from_bytes(field[1:5], "little") == crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None


def harmless_name(name: str) -> str:
    """A name that leads nowhere else: no drive, no root, no way up; nothing is written under it, but
    it is shown, and others make names of files of it."""
    name = re.sub(r"[\x00-\x1f\x7f]", "", name).replace("\\", "/")
    parts = (re.sub("^(?:[A-Za-z]:)+", "", part) for part in name.split("/"))
    return "/".join(part for part in parts if part not in ("", ".", ".."))
