"""Files that may mean harm are read in workers held to limits; one small text file is not."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from checker.cli import console
from checker.cli.files import Task, read
from checker.cli.pipeline import Done, Settings, check_read, check_task, read_source
from checker.errors import InputError
from checker.model.limits import MB, Limits
from checker.model.text import Source
from checker.model.verdict import Failure
from checker.readers import Tell, silent
from checker.wording import error, say

if TYPE_CHECKING:
    from checker.cli.carried import Carried
    from checker.isolation import Bounds, Ended

Answer = TypeVar("Answer")

SMALL = 100 * 1024
"""Bytes of a text that is checked without a worker: nothing is unpacked, and few reports are longer."""

SHORT = 40_000
"""Characters of a report of another kind that are checked outside the worker that read it."""

Heard = Callable[[int, int, int], None]
"""Told which task is at which page of how many; 0 of 0 when it begins."""


def check_all(
    tasks: Sequence[Task], settings: Settings, jobs: int, heard: Heard | None = None
) -> Iterator[Done]:
    """What was found in each report, as they come, or the one reason why it could not be checked."""
    try:
        tasks = [in_hand(tasks[0], settings.limits)] if len(tasks) == 1 else tasks
    except InputError as fault:
        yield Done(Failure(tasks[0].path, fault.get(settings.lang)))
        return
    if len(tasks) == 1 and harmless(tasks[0]):
        yield check_task(tasks[0], settings)
        return
    if not tasks:
        return
    from checker.cli.carried import received
    from checker.isolation import sees_memory

    if not sees_memory():
        console.log(say("note", settings.lang, note=say("memory-unseen", settings.lang)))
    # One file is read in a worker while this process loads what it is then checked with.
    apart = len(tasks) == 1 and not settings.copies
    check = partial(_read_or_checked if apart else _checked, settings)
    for index, answer in isolated(check, tasks, settings.limits, jobs, heard, apart):
        if isinstance(answer, InputError):
            yield Done(Failure(tasks[index].path, answer.get(settings.lang)))
        elif isinstance(answer, Source):
            yield check_read(answer, settings)
        else:
            yield received(answer)


def alone(function: Callable[[Task, Tell], Answer], task: Task, limits: Limits) -> Answer:
    """What ``function`` makes of one report, in a worker where one is needed. Raises InputError.

    ``function`` and what it returns must be such as can be pickled.
    """
    task = in_hand(task, limits)
    if harmless(task):
        return function(task, silent)
    _, answer = next(isolated(function, [task], limits))
    if isinstance(answer, InputError):
        raise answer
    return answer


def isolated(
    function: Callable[[Task, Tell], Answer],
    tasks: Sequence[Task],
    limits: Limits,
    jobs: int = 1,
    heard: Heard | None = None,
    apart: bool = False,
) -> Iterator[tuple[int, Answer | InputError]]:
    """What ``function`` makes of each task in a worker, as they come; or the InputError that it
    raised, or that says why it was ended. ``apart``: workers only read, and this process loads
    meanwhile what it checks with."""
    from checker import isolation

    if sys.platform == "linux" and not apart:
        _warm()
    loud = bool(os.environ.get("JIXIAO_DEBUG"))
    call, meanwhile = partial(_called, function), _warm if apart else None
    bounds = bounds_of(limits)
    for index, answer in isolation.run(call, tasks, bounds, jobs, heard, loud, meanwhile):
        if isinstance(answer, isolation.Ended):
            yield index, ended(tasks[index].path, answer, limits)
        else:
            yield index, answer


def _called(
    function: Callable[[Task, Tell], Answer], task: Task, tell: Tell
) -> Answer | InputError:
    try:
        return function(task, tell)
    except InputError as fault:
        return fault


def _checked(settings: Settings, task: Task, tell: Tell) -> Carried:
    from checker.cli.carried import carried

    return carried(check_task(task, settings, tell))


def _read_or_checked(settings: Settings, task: Task, tell: Tell) -> Carried | Source:
    """A report that is read, and checked too where it is so long that this needs limits of its own."""
    source = read_source(task, settings.limits, tell)
    if len(source.text) <= SHORT:
        return source
    from checker.cli.carried import carried

    return carried(check_read(source, settings))


def _warm() -> None:
    """Loads what a check needs: workers that are forked have it from the start."""
    from importlib import import_module

    from checker import packs

    for name in ("checker.report.build", "checker.engine.run", "checker.findings.collect"):
        import_module(name)

    packs.load_vocabulary()


def in_hand(task: Task, limits: Limits) -> Task:
    """The task with the bytes of its file, where this is small or something that can be read only
    once. Raises InputError where it cannot be read."""
    if task.data is not None or task.archive:
        return task
    try:
        found = os.stat(task.path)
    except OSError as fault:
        raise error("file-unread", path=task.path, reason=fault.strerror) from None
    if stat.S_ISREG(found.st_mode) and found.st_size > SMALL:
        return task
    return task._replace(data=read(task, limits))


def harmless(task: Task) -> bool:
    """Whether a task is a text small enough to be checked in this process."""
    from checker.readers.kinds import kind_of

    data = task.data
    return (
        data is not None and len(data) <= SMALL and kind_of(task.path, data) in ("text", "markdown")
    )


def bounds_of(limits: Limits) -> Bounds:
    """What a worker is held to by the limits of a file."""
    from checker.isolation import Bounds

    # A marked copy is as large as its file, and the page of findings beside it.
    return Bounds(
        seconds=limits.seconds,
        step=limits.page_seconds,
        memory=limits.memory,
        answer=2 * limits.file,
        written=limits.unpacked,
    )


def ended(path: str, why: Ended, limits: Limits) -> InputError:
    """The error for a file whose worker was ended: what happened, which limit, the way out."""
    return error(
        f"ended-{why.why}",
        path=path,
        detail=why.detail,
        seconds=limits.seconds,
        memory=limits.memory // MB,
        size=2 * limits.file // MB,
    )
