"""The user's cache folder: bytes under a key, written whole or not at all.

What is kept can always be made again, so that every failure here (no folder, no room, another
user's folder, a damaged file) means only that it is made again; nothing is ever raised. What is
kept of grammars is run when it is read: a folder is used only where nobody else can write to it.
"""

from __future__ import annotations

import os
import stat
import sys
from hashlib import sha256
from pathlib import Path
from zlib import crc32

MOST, KEPT = 200, 100
"""With more files than ``MOST`` the oldest are removed, down to ``KEPT``."""


def key(*parts: str | bytes) -> str:
    """A name made of the content of all parts, none of which can run into the next."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:40]


def folder() -> Path | None:
    """The folder of this user, made where it is not there; None where it cannot be trusted.

    JIXIAO_CACHE names another one, or none at all where it is empty. On a system with users, a
    folder that belongs to somebody else, one that others may write to, and a link that somebody
    else has laid are not used.
    """
    named = os.environ.get("JIXIAO_CACHE")
    if named == "":
        return None
    try:
        path = Path(named) if named else _home() / "jixiao"
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32":
            user, found = os.getuid(), path.stat()
            if {user, found.st_uid, path.lstat().st_uid} != {user}:
                return None
            if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
    except (OSError, RuntimeError):
        return None
    return path


def _home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def read(name: str) -> bytes | None:
    """What is kept under ``name``; None where there is nothing, or not what was written."""
    path = folder()
    if path is None:
        return None
    try:
        data = (path / name).read_bytes()
    except OSError:
        return None
    kept = data[4:]
    return kept if data[:4] == _sum(kept) else None


def write(name: str, data: bytes) -> None:
    """Keep ``data`` under ``name``; another process reads all of it or nothing."""
    path = folder()
    if path is None:
        return
    import tempfile

    try:
        handle, temporary = tempfile.mkstemp(dir=path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_sum(data) + data)
            os.replace(temporary, path / name)
        except OSError:
            os.unlink(temporary)
        _prune(path)
    except OSError:
        return


def _sum(data: bytes) -> bytes:
    return crc32(data).to_bytes(4, "big")


def _prune(path: Path) -> None:
    """Remove the oldest files of a folder that has grown: each version of a pack leaves one."""
    with os.scandir(path) as entries:
        files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
    if len(files) <= MOST:
        return
    ages = sorted((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in files)
    for _, oldest in ages[: len(ages) - KEPT]:
        Path(oldest).unlink(missing_ok=True)
