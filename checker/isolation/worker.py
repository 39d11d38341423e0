"""What runs in a worker: one task after the other, held to what limits the system has."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from checker.isolation.bounds import Bounds
from checker.isolation.tree import held_data

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

NOISE = "noise"
"""The file, in a worker's folder, that takes what libraries print."""

LATER = 10
"""Seconds behind the deadline at which a worker ends itself: where nobody watches it any more."""

Function = Callable[[Any, Callable[[int, int], None]], Any]
"""What is asked of a task; it may tell of the steps it takes, each with how many there are."""


def serve(
    function: Function,
    ours: Connection,
    others: Sequence[Connection],
    folder: str,
    bounds: Bounds,
    loud: bool,
) -> None:
    """Answers the tasks that come through ``ours`` until no more can come.

    Messages to the parent are pickled tuples: ``("began",)``, ``("step", n, of)``, and for each
    task one of ``("answer", value)``, ``("memory",)``, ``("large",)``, ``("fault", text)``.
    """
    for one in others:  # of other workers, whose ends must be theirs alone
        one.close()
    _detach(folder, loud)
    _restrict(bounds)

    def send(*message: object) -> None:
        ours.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))

    def tell(step: int, steps: int) -> None:
        _alarm(bounds.step, add=True)
        send("step", step, steps)

    while True:
        try:
            task = pickle.loads(ours.recv_bytes())
        except (EOFError, OSError):
            return
        _alarm(bounds.seconds + LATER)
        if not loud:
            os.ftruncate(1, 0)  # what was printed over the task before
        send("began")
        ours.send_bytes(_answer(function, task, tell, bounds.answer))
        _alarm(0)


def _answer(function: Function, task: object, tell: Callable[[int, int], None], most: int) -> bytes:
    """The message that answers a task."""
    message: tuple[object, ...]
    try:
        data = pickle.dumps(("answer", function(task, tell)), pickle.HIGHEST_PROTOCOL)
        if len(data) <= most:
            return data
        message = ("large",)
    except MemoryError:
        message = ("memory",)
    except Exception as fault:
        message = ("fault", f"{type(fault).__name__}: {fault}"[:1000])
    return pickle.dumps(message)


def _detach(folder: str, loud: bool) -> None:
    """Away from the terminal: a session, a folder for what is temporary, and standard streams of
    the worker's own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to deal with
    if hasattr(os, "setsid"):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with suppress(OSError):
            os.setsid()
    tempfile.tempdir = folder
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = folder
    # Of a library that keeps room for each thread: as many threads as the machine has processors
    # would take up the limit. It is asked when it is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    if loud:
        os.dup2(2, 1)
    else:
        noise = os.open(os.path.join(folder, NOISE), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(noise, 1)
        os.dup2(noise, 2)
        os.close(noise)
    os.close(null)
    # As the command does: what is there is not looked through again and again.
    gc.set_threshold(100_000, 20, 20)
    gc.freeze()


def _restrict(bounds: Bounds) -> None:
    """The limits that the system itself holds a process to; the parent watches the rest."""
    if sys.platform == "win32":
        return
    import resource

    wanted = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, bounds.written)]
    if sys.platform == "linux":
        # Not RLIMIT_AS, which counts what is only reserved: optical reading needs three times of that
        # what it ever touches. And only Linux counts here what is mapped.
        wanted.append((resource.RLIMIT_DATA, bounds.memory + held_data()))
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _alarm(seconds: int, add: bool = False) -> None:
    """Has the system end this process after so many seconds; 0 for never."""
    if hasattr(signal, "alarm"):
        left = signal.alarm(0)
        signal.alarm(left + seconds if add else seconds)
