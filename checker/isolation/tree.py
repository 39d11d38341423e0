"""A worker and all that it started: how much memory they hold, and their end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _psutil() -> Any:
    """The library, or None where it is not installed."""
    try:
        import psutil
    except ImportError:
        return None
    return psutil


def sees_memory() -> bool:
    """Whether this system tells how much memory a worker holds, by itself or through psutil."""
    return sys.platform == "linux" or _psutil() is not None


def memory_of(pid: int, whole: bool) -> int:
    """Bytes of physical memory that a worker holds, with all it started if ``whole``; 0 where that
    cannot be known, and of what is gone."""
    if sys.platform == "linux":
        pids = [pid, *_below(pid)] if whole else [pid]
        return sum(map(_resident, pids))
    psutil = _psutil()
    total = 0
    if psutil is not None:
        with suppress(psutil.Error):
            one = psutil.Process(pid)
            for process in [one, *one.children(recursive=True)] if whole else [one]:
                with suppress(psutil.Error):
                    total += process.memory_info().rss
    return total


def end(pid: int) -> None:
    """Ends a worker and all that it started, at once."""
    if sys.platform == "win32":
        # Part of every Windows, and the one thing there that knows a process's children.
        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, check=False)
        return
    # What left the worker's group is known by its parent, as long as that lives.
    for one in list(_started(pid)):
        with suppress(OSError):
            os.kill(one, signal.SIGKILL)
    for kill in (os.killpg, os.kill):
        with suppress(OSError):
            kill(pid, signal.SIGKILL)


def _started(pid: int) -> Iterator[int]:
    if sys.platform == "linux":
        yield from _below(pid)
    elif (psutil := _psutil()) is not None:
        with suppress(psutil.Error):
            yield from (child.pid for child in psutil.Process(pid).children(recursive=True))


def held_data() -> int:
    """Bytes of data that this process holds on Linux: what a fork took along is not its doing."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _resident(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _below(pid: int) -> Iterator[int]:
    """The processes that stand below one, whether in its session or not."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                with open(f"/proc/{name}/stat", "rb") as file:
                    # Behind the name, which may hold anything: state, parent, …
                    parent = int(file.read().rpartition(b")")[2].split()[1])
                children.setdefault(parent, []).append(int(name))
    todo = [pid]
    while todo:
        below = children.pop(todo.pop(), [])
        yield from below
        todo += below
