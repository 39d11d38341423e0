"""Workers: whatever one does, its task comes to an end that says what it was, and the others go on."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from checker.isolation import Bounds, Ended, pool, run
from checker.isolation.tree import memory_of

MB = 1 << 20
BOUNDS = Bounds(seconds=2, step=2, memory=400 * MB, answer=4 * MB, written=2 * MB)

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")


def work(task: Any, tell: Callable[[int, int], None]) -> Any:
    """What the workers of these tests are asked for."""
    name, _, given = str(task).partition(" ")
    faulthandler.disable()  # pytest's, which tells of every crash
    if name == "sleep":
        time.sleep(60)
    elif name == "memory":
        return len([bytearray(MB) for _ in range(2_000)])
    elif name == "many":  # each of them within the limit
        for _ in range(4):
            subprocess.Popen([sys.executable, "-c", HOG])
        time.sleep(60)
    elif name == "child":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        Path(given).write_text(str(child.pid))
        time.sleep(60)
    elif name == "signal":
        os.write(2, b"noise of a library\n")
        os.kill(os.getpid(), int(given))
    elif name == "abort":
        os.write(2, b"memory allocation of 99 bytes failed")
        os.abort()
    elif name == "exit":
        os._exit(int(given))
    elif name == "large":
        return b"x" * int(given)
    elif name == "raise":
        raise ValueError(given)
    elif name == "write":
        with open(os.path.join(tempfile.gettempdir(), "big"), "wb") as file:
            file.write(b"x" * 8 * MB)
    elif name == "temporary":
        return tempfile.mkdtemp()
    elif name == "steps":
        for step in range(3):
            tell(step + 1, 3)
            time.sleep(1)
    elif name == "print":
        os.write(1, b"to nobody")
        os.write(2, b"to nobody")
    return f"{name} done"


HOG = "x = bytearray(120_000_000); import time; time.sleep(60)"


def answers(*tasks: str, jobs: int = 1, bounds: Bounds = BOUNDS) -> list[Any]:
    found = dict(run(work, tasks, bounds, jobs))
    return [found[index] for index in range(len(tasks))]


@pytest.mark.parametrize("jobs", [1, 3, 10])
def test_each_task_has_its_answer(jobs: int) -> None:
    tasks = [f"task{number}" for number in range(20)]
    assert answers(*tasks, jobs=jobs) == [f"{task} done" for task in tasks]


def test_without_tasks_nothing_is_started() -> None:
    assert list(run(work, [], BOUNDS, 4)) == []


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("sleep", "seconds"),
        ("memory", "memory"),
        ("abort", "memory"),
        ("large 5000000", "answer"),
        ("exit 3", "crash"),
        ("raise something", "fault"),
    ],
)
def test_a_broken_limit_ends_one_task_alone(task: str, why: str) -> None:
    before, broken, after = answers("before", task, "after")
    assert (before, after) == ("before done", "after done")
    assert isinstance(broken, Ended)
    assert broken.why == why


@posix
def test_memory_is_that_of_a_worker_and_all_it_started() -> None:
    [ended] = answers("many", bounds=BOUNDS._replace(seconds=30))
    assert ended.why == "memory"


@posix
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_is_called_by_its_signal(number: signal.Signals) -> None:
    [ended] = answers(f"signal {int(number)}")
    assert (ended.why, ended.detail) == ("crash", number.name)
    assert "noise of a library" in ended.noise


def test_exit_code_and_exception_are_told() -> None:
    assert [ended.detail for ended in answers("exit 3", "raise so")] == ["exit 3", "ValueError: so"]


def test_steps_put_the_deadline_off_and_are_heard() -> None:
    heard: list[tuple[int, int, int]] = []
    found = list(run(work, ["steps"], BOUNDS, 1, lambda *step: heard.append(step)))
    assert found == [(0, "steps done")]
    assert heard == [(0, 0, 0), (0, 1, 3), (0, 2, 3), (0, 3, 3)]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
def test_a_file_that_grows_too_large_is_a_fault() -> None:
    [ended] = answers("write")
    assert ended.why == "fault"
    assert "OSError" in ended.detail


def test_the_folder_of_a_worker_goes_with_it() -> None:
    made, ended = answers("temporary", "exit 1")
    assert not os.path.exists(made)
    assert not os.path.exists(os.path.dirname(made))
    assert isinstance(ended, Ended)


@posix
def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    [ended] = answers(f"child {tmp_path / 'pid'}")
    assert ended.why == "seconds"
    assert gone(int((tmp_path / "pid").read_text()))


@posix
def test_no_worker_is_left_when_the_caller_stops_asking() -> None:
    working = run(work, ["a", "sleep", "sleep", "b"], BOUNDS, 3)
    next(working)
    import multiprocessing

    pids = [process.pid for process in multiprocessing.active_children()]
    assert pids
    working.close()
    assert multiprocessing.active_children() == []
    assert all(gone(pid) for pid in pids if pid)


def test_workers_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers("print") == ["print done"]
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_is_started_anew_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from multiprocessing import get_context

    monkeypatch.setattr(pool, "_context", lambda: get_context("spawn"))
    found = answers("one", "exit 3", "large 10", jobs=2)
    assert (found[0], found[1].detail, found[2]) == ("one done", "exit 3", b"x" * 10)


def test_memory_of_this_process_is_seen() -> None:
    assert memory_of(os.getpid(), True) >= memory_of(os.getpid(), False) // 2 > MB


def gone(pid: int) -> bool:
    """Whether a process ends, or has ended and nobody has asked how."""
    for _ in range(100):
        with suppress(OSError):
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":
                return True
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
