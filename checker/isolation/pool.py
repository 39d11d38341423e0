"""The parent's side: hands tasks out, watches over those who work on them, ends what breaks a limit."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any

from checker.isolation.bounds import Bounds, Ended
from checker.isolation.tree import end, memory_of
from checker.isolation.worker import NOISE, Function, serve

TICK = 0.05
"""Seconds between two looks at a worker's memory: in one it can take some 50 MB."""

WHOLE = 10
"""Every so many looks are at what it started too, which means to look at every process there is."""

BEGIN = 60
"""Seconds in which a worker must have begun: it may have to load everything anew."""

STARVED = ("memory allocation of", "bad_alloc", "out of memory", "Out of memory", "OOM")
"""What libraries print that end the process where they get no memory."""

Heard = Callable[[int, int, int], None]
"""Told which task is at which step of how many: 0 of 0 when it begins."""


class Worker:
    """A process, the parent's end of its pipe, its folder, and what it is at work on."""

    def __init__(
        self, function: Function, bounds: Bounds, others: Sequence[Worker], loud: bool
    ) -> None:
        context = _context()
        self.folder = tempfile.mkdtemp(prefix="jixiao-")
        self.pipe, theirs = context.Pipe()
        forked = context.get_start_method() == "fork"
        inherited = [self.pipe, *(one.pipe for one in others)] if forked else []
        given = (function, theirs, inherited, self.folder, bounds, loud)
        # ``daemon``: Python ends it where all else fails to.
        self.process = context.Process(target=serve, args=given, daemon=True)
        self.process.start()
        theirs.close()
        self.pid = self.process.pid or 0
        self.held = memory_of(self.pid, False)  # what a fork took along
        self.bounds = bounds
        self.task: int | None = None
        self.deadline = 0.0
        self.looks = 0
        self.next_look = 0.0

    def give(self, index: int, task: object) -> None:
        """Hands out a task; a worker that is gone is noticed when its answer is waited for."""
        self.task = index
        self.deadline = time.monotonic() + BEGIN
        with suppress(OSError):
            self.pipe.send_bytes(pickle.dumps(task, pickle.HIGHEST_PROTOCOL))

    def broken(self) -> Ended | None:
        """The limit that it has broken, as far as is seen from outside."""
        now = time.monotonic()
        if now > self.deadline:
            return Ended("seconds")
        if now < self.next_look:  # others had something to say
            return None
        self.next_look = now + TICK
        self.looks += 1
        if memory_of(self.pid, self.looks % WHOLE == 0) - self.held > self.bounds.memory:
            return Ended("memory")
        return None

    def close(self) -> Ended:
        """Ends it, with what it started and left behind; what is to be said of one that was gone
        already."""
        with suppress(OSError):
            self.pipe.close()
        # Before it is waited for: until then its number is nobody else's, and what it died of stays.
        end(self.pid)
        self.process.join()
        code = self.process.exitcode
        noise = _last(os.path.join(self.folder, NOISE))
        shutil.rmtree(self.folder, ignore_errors=True)
        if any(word in noise for word in STARVED):
            return Ended("memory", noise=noise)
        return Ended("crash", _named(code), noise)


def run(
    function: Function,
    tasks: Sequence[object],
    bounds: Bounds,
    jobs: int = 1,
    heard: Heard | None = None,
    loud: bool = False,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[tuple[int, Any]]:
    """For each task, as they come, its number and what ``function`` returned, or ``Ended``.

    ``function(task, tell)`` must be one that can be pickled, as must tasks and answers. It runs in
    up to ``jobs`` processes, in each one task after the other; where a limit is broken or a worker
    crashes, that task is ``Ended`` and the next gets a new worker. ``loud`` lets workers print to
    standard error. ``meanwhile`` is called once, when they are at work. When the caller stops asking, all workers are ended.
    """
    todo = iter(enumerate(tasks))
    workers: list[Worker] = []
    left = len(tasks)
    try:
        for _ in range(min(jobs, left)):
            workers.append(Worker(function, bounds, workers, loud))
            workers[-1].give(*next(todo))
        if meanwhile is not None:
            meanwhile()
        while left:
            for worker, answer in _answers(workers, heard):
                index = worker.task
                assert index is not None
                worker.task = None
                left -= 1
                if isinstance(answer, Ended):
                    workers.remove(worker)
                after = next(todo, None)
                if after is not None:
                    if worker not in workers:
                        worker = Worker(function, bounds, workers, loud)
                        workers.append(worker)
                    worker.give(*after)
                yield index, answer
    finally:
        for worker in workers:
            worker.close()


def _answers(workers: Sequence[Worker], heard: Heard | None) -> Iterator[tuple[Worker, Any]]:
    """What has come of the tasks at hand within a tick; a worker that is told of as ``Ended`` is
    closed."""
    busy = {worker.pipe: worker for worker in workers if worker.task is not None}
    for pipe in wait(list(busy), TICK):
        worker = busy.pop(pipe)
        message = _received(worker)
        if message[0] in ("began", "step"):
            _note(worker, message, heard)
            busy[pipe] = worker
        elif message[0] == "answer":
            yield worker, message[1]
        else:
            yield worker, _ended(message, worker.close())
    for worker in busy.values():
        broken = worker.broken()
        if broken is not None:
            yield worker, broken._replace(noise=worker.close().noise)


def _received(worker: Worker) -> tuple[Any, ...]:
    """A worker's message; ``("gone",)`` of one that is, ``("large",)`` of one that says too much.

    It is unpickled without misgivings: a worker runs our code with the user's own rights, so that
    whoever had taken it over would win nothing by way of this process.
    """
    try:
        message: tuple[Any, ...] = pickle.loads(worker.pipe.recv_bytes(worker.bounds.answer))
    except (EOFError, ConnectionError):
        return ("gone",)
    except OSError:  # longer than was allowed
        return ("large",)
    return message


def _note(worker: Worker, message: tuple[Any, ...], heard: Heard | None) -> None:
    if message[0] == "began":
        worker.deadline = time.monotonic() + worker.bounds.seconds
    else:
        worker.deadline += worker.bounds.step
    if heard is not None and worker.task is not None:
        heard(worker.task, *(message[1:] or (0, 0)))


def _ended(message: tuple[Any, ...], gone: Ended) -> Ended:
    if message[0] == "gone":
        return gone
    if message[0] == "fault":
        return Ended("fault", message[1], gone.noise)
    return Ended("answer" if message[0] == "large" else "memory", noise=gone.noise)


def _context() -> Any:
    """How processes are started: by a fork, which takes what is loaded along, where that is safe (Linux, with
    no other thread about); else anew."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return get_context("fork" if forks else "spawn")


def _named(code: int | None) -> str:
    """The signal or exit code with which a process ended."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit {code}"


def _last(path: str) -> str:
    """The end of what a worker printed."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, os.path.getsize(path) - 4000))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
