"""A run over many files: archives spread, progress told, an interrupt survived."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from checker.cli import console
from checker.cli.copying import Places, write_copies
from checker.cli.files import Task
from checker.cli.pipeline import Done, Settings
from checker.cli.progress import Progress
from checker.cli.workers import check_all
from checker.errors import InputError
from checker.model.verdict import Checked, Failure
from checker.wording import say


def checked(
    tasks: Sequence[Task],
    wrong: Sequence[tuple[str, InputError]],
    settings: Settings,
    jobs: int,
    verbose: bool,
    copied: Callable[[Sequence[Task]], Places],
) -> tuple[list[Done], bool]:
    """What became of each file, in order of their paths, those of archives among them, and whether
    all were reached: an interrupt leaves what is done. ``copied`` says where the copies of all files
    go; each is written as soon as it is made."""
    lang = settings.lang
    done = [Done(Failure(path, fault.get(lang))) for path, fault in wrong]
    number = len(tasks)
    try:
        with interrupts():
            tasks, amiss = _spread(tasks, settings, jobs)
            done += [Done(Failure(path, fault.get(lang))) for path, fault in amiss]
            number = len(tasks) + len(done)
            _check(tasks, settings, jobs, verbose, done, copied(tasks))
    except KeyboardInterrupt:
        console.log(say("interrupted", lang, done=len(done), number=number))
        return _sorted(done), False
    return _sorted(done), True


def _spread(
    tasks: Sequence[Task], settings: Settings, jobs: int
) -> tuple[Sequence[Task], list[tuple[str, InputError]]]:
    if not any(task.path.lower().endswith(".zip") for task in tasks):
        return tasks, []
    from checker.cli.archives import spread

    return spread(tasks, settings.limits, jobs)


def _check(
    tasks: Sequence[Task],
    settings: Settings,
    jobs: int,
    verbose: bool,
    done: list[Done],
    where: Places,
) -> None:
    paths = [task.path for task in tasks]
    progress = Progress(paths, settings.lang)
    told, ready = 0, set()
    try:
        for one in check_all(tasks, settings, jobs, progress.heard):
            done.append(write_copies(one, where, settings.lang))
            progress.finished()
            ready.add(path_of(one.result))
            while verbose and told < len(paths) and paths[told] in ready:
                progress.clear()
                number = len(done) - len(ready) + told + 1
                console.log(say("progress", settings.lang, done=number, path=paths[told]))
                told += 1
    finally:
        progress.clear()


@contextmanager
def interrupts() -> Iterator[None]:
    """Has a polite end (SIGTERM) be an interrupt like Ctrl-C, where this process deals with signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def path_of(result: Checked | Failure) -> str:
    """The path a result is about."""
    return result.path if isinstance(result, Failure) else result.source.path


def _sorted(done: list[Done]) -> list[Done]:
    return sorted(done, key=lambda one: path_of(one.result))
