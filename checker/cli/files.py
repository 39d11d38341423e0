"""Files: the reports among the paths given, and outputs written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.errors import InputError
from checker.model.limits import LIMITS, Limits
from checker.wording import error

STDIN = "-"


class Task(NamedTuple):
    """One report to check: the path shown for it, and its bytes where they are already known.

    Of a file in an archive: the name shown for it there, and the archive and number by which it is
    found.
    """

    path: str
    data: bytes | None = None
    member: str = ""
    archive: str = ""
    number: int = 0


def tasks(
    paths: Sequence[str], stdin: Task | None
) -> tuple[list[Task], list[tuple[str, InputError]]]:
    """The files that the paths mean, each once and in order of their paths, and what is wrong
    with the others. Folders and patterns (``*``, ``**``) are searched for what can be read, hidden
    files and folders and the lock files of Word left out.
    """
    found: dict[str, Task] = {}
    wrong: list[tuple[str, InputError]] = []
    for path in _spread(paths, wrong):
        if path == STDIN and stdin is not None:
            found.setdefault("", stdin)
        elif os.path.isdir(path):
            inside = list(_inside(path, wrong))
            for name in inside:
                found.setdefault(os.path.realpath(name), Task(name))
            if not inside:
                wrong.append((path, error("folder-empty", path=path, extensions=_extensions())))
        elif exists(path):
            found.setdefault(os.path.realpath(path), Task(path))
        else:
            wrong.append((path, error("file-missing", path=path)))
    return sorted(found.values(), key=lambda task: task.path), wrong


def _spread(paths: Sequence[str], wrong: list[tuple[str, InputError]]) -> Iterator[str]:
    """The paths, and for each pattern what it stands for: not every shell looks for that."""
    for path in paths:
        if not any(mark in path for mark in "*?[") or exists(path):
            if len(paths) == 1 or not _passing(path):
                yield path
            continue
        from glob import glob

        inside = [
            name
            for name in sorted(glob(path, recursive=True))
            if (os.path.isfile(name) and readable(name))
            or ("**" not in path and os.path.isdir(name))
        ]
        if not inside:
            wrong.append((path, error("glob-empty", path=path, extensions=_extensions())))
        yield from inside


def one(path: str, stdin_filename: str, limits: Limits = LIMITS) -> Task:
    """The task of a command that takes one report. Raises InputError where there is none."""
    if path == STDIN:
        return Task(stdin_filename, read_stdin(limits))
    if not exists(path):
        raise error("file-missing", path=path)
    return Task(path)


def exists(path: str) -> bool:
    """Whether there is something of that name, if only a link that leads nowhere."""
    return os.path.lexists(path)


def _extensions() -> str:
    from checker.readers import EXTENSIONS

    return " ".join(sorted(EXTENSIONS))


def _inside(folder: str, wrong: list[tuple[str, InputError]]) -> Iterator[str]:
    """The readable files below a folder, in sorted order."""

    def unread(fault: OSError) -> None:
        path = str(fault.filename)
        wrong.append((path, error("file-unread", path=path, reason=fault.strerror)))

    for where, folders, names in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if readable(name):
                yield os.path.join(where, name)


def readable(name: str) -> bool:
    """Whether a file found in a folder or an archive is one to check, by its name."""
    from checker.readers import EXTENSIONS

    base = os.path.basename(name)
    if base.startswith(".") or _passing(base):
        return False
    return os.path.splitext(base)[1].lower() in EXTENSIONS


def _passing(path: str) -> bool:
    """Whether Word made a file for as long as a document is open in it."""
    return os.path.basename(path).startswith("~$")


def read(task: Task, limits: Limits = LIMITS) -> bytes:
    """The bytes of a report. Raises InputError where the file cannot be read."""
    if task.data is not None:
        return task.data
    if task.archive:
        from checker.cli.archives import read_member

        return read_member(task, limits)
    try:
        with open(task.path, "rb") as file:
            # One more than is allowed: the reader refuses it, and a device ends somewhere.
            return file.read(limits.file + 1)
    except OSError as fault:
        raise error("file-unread", path=task.path, reason=fault.strerror) from None


def read_stdin(limits: Limits = LIMITS) -> bytes:
    """The bytes of standard input, one more than is allowed at most."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(limits.file + 1)


def write_whole(path: str, data: bytes) -> None:
    """Writes a file: all of it, or what was there stays as it was.

    Raises InputError where it cannot be written.
    """
    import tempfile

    target = Path(os.path.realpath(path))
    try:
        mode = _mode(target)
        if mode is None:  # a device or a pipe is written to, never replaced
            target.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".jixiao-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, mode)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as fault:
        raise unwritten(path, fault) from None


def unwritten(path: str, fault: OSError) -> InputError:
    """The error for an output that cannot be written."""
    key = "output-held" if isinstance(fault, PermissionError) else "output-unwritten"
    return error(key, path=path, reason=fault.strerror)


def _mode(target: Path) -> int | None:
    """The permissions to give a file; None where there is something else than a file."""
    if target.exists():
        found = target.stat().st_mode
        return stat.S_IMODE(found) if stat.S_ISREG(found) else None
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
