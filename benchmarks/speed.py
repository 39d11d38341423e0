"""How quick jixiao is and how much memory it takes. Nothing but the standard library and jixiao.

    python benchmarks/speed.py [--runs N] [--json FILE] [REPORT …]

Without reports it measures the texts of ``examples/``. ``README.md`` beside this file says what
each figure means. Whole processes are run in turn with ``python -c pass``, so that the noise of
the machine shows; what is measured in one process runs in a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tabulate import tabulate

HERE = Path(__file__).resolve()
EXAMPLES = HERE.parent.parent / "examples"
RUN = "import sys; from checker.cli.main import run; sys.argv[0] = 'jixiao'; sys.exit(run())"
NOTHING = [sys.executable, "-c", "pass"]
JIXIAO = [sys.executable, "-c", RUN]
GROWTH = (1, 2, 4, 8)


# --- whole processes -------------------------------------------------------------------------


def child(command: list[str], cache: str) -> tuple[float, float | None, int]:
    """Seconds, peak memory in MB (None where it is not known) and the exit of a child."""
    environment = {**os.environ, "JIXIAO_CACHE": cache, "JIXIAO_LANG": "zh"}
    before = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        if not hasattr(os, "wait4"):
            code = process.wait()
            return time.perf_counter() - before, None, code
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
    return seconds, peak(usage), process.returncode


def peak(usage: Any) -> float | None:
    """Peak memory in MB. A child counts from the size of its parent, so that nothing below this
    process's own size can be known."""
    import resource

    # Kilobytes on Linux, bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss / unit if usage.ru_maxrss > own else None


Series = dict[str, list[tuple[float, float | None]]]


def in_turn(commands: dict[str, tuple[list[str], Callable[[], str]]], runs: int) -> Series:
    """Each command once a round, so that a slow moment of the machine meets all of them."""
    taken: Series = {name: [] for name in commands}
    for _ in range(runs):
        for name, (command, cache) in commands.items():
            seconds, memory, code = child(command, cache())
            if code not in (0, 1):
                sys.exit(f"{name}: exit {code}: {' '.join(command)}")
            taken[name].append((seconds, memory))
    return taken


def processes(reports: list[Path], runs: int) -> tuple[list[dict[str, Any]], float]:
    """Start-up and one report, cold and warm; and the median of ``python -c pass``."""
    with tempfile.TemporaryDirectory() as folder:
        made = iter(range(10**9))

        def warm() -> str:
            return str(Path(folder) / "warm")

        def cold() -> str:
            return str(Path(folder) / f"cold-{next(made)}")

        commands: dict[str, tuple[list[str], Callable[[], str]]] = {
            "python -c pass": (NOTHING, warm),
            "jixiao --version": ([*JIXIAO, "--version"], warm),
        }
        for report in reports:
            command = [*JIXIAO, "check", str(report)]
            commands[f"check {report.name}, warm"] = (command, warm)
            commands[f"check {report.name}, cold"] = (command, cold)
        in_turn(commands, 1)  # files read, bytecode written, the warm cache filled
        taken = in_turn(commands, runs)
    base = statistics.median(seconds for seconds, _ in taken["python -c pass"])
    rows = []
    for name, measured in taken.items():
        times = [1000 * seconds for seconds, _ in measured]
        peaks = [memory for _, memory in measured if memory is not None]
        rows.append(
            {
                "what": name,
                "min ms": min(times),
                "median ms": statistics.median(times),
                "max ms": max(times),
                "× pass": statistics.median(times) / (1000 * base),
                "peak MB": max(peaks) if peaks else None,
            }
        )
    return rows, base


# --- texts that differ -----------------------------------------------------------------------

# Figures with a point or of three digits and more; years, dates and ordinals stay as they are.
FIGURE = re.compile(r"(?<![\d.,年月])(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+|(?<![\d.])\d{3,}(?![\d.年])")
HEADING = re.compile(r"[\s#*]*[（(]?[一二三四五六七八九十\d]+[）)、.．]")


def varied(text: str, number: int, figures: bool = True) -> str:
    """The text with other ends of paragraphs, hardly one the same again; and with other ``figures``,
    which makes most of its sums wrong."""

    def other(match: re.Match[str]) -> str:
        digits = [
            character
            if not character.isdigit()
            else str((int(character) + number * (place + 3)) % 9 + 1)
            for place, character in enumerate(match.group())
        ]
        return "".join(digits)

    out = []
    for place, line in enumerate(text.split("\n")):
        changed = FIGURE.sub(other, line) if figures else line
        if changed.endswith("。") and (len(changed) > 20 or not HEADING.match(changed)):
            changed = f"{changed[:-1]}，另有事项{number * 7 + place}项。"
        out.append(changed)
    return "\n".join(out)


def grown(text: str, times: int, number: int) -> str:
    """One report ``times`` as long: its title once, its body again and again with other figures."""
    body = re.search(r"^\W*(?:一、|第一部分)", text, re.MULTILINE)
    start = body.start() if body else 0
    bodies = [varied(text[start:], number + 1000 * (turn + 1)) for turn in range(times)]
    return text[:start] + "\n".join(bodies)


def texts_of(reports: list[Path]) -> list[str]:
    from checker.readers import read

    return [read(str(report), report.read_bytes()).text for report in reports]


# --- in one process --------------------------------------------------------------------------


def check(text: str) -> None:
    """The whole pipeline, from bytes to JSON text."""
    from checker.cli.pipeline import Settings, Task, check_task
    from checker.model.verdict import Failure
    from checker.output import render
    from checker.output.look import Look

    result = check_task(Task("report.txt", text.encode()), Settings()).result
    if isinstance(result, Failure):
        sys.exit(result.message)
    render("json", [result], Look("zh", "normal"))


def timed(text: str) -> float:
    before = time.perf_counter()
    check(text)
    return time.perf_counter() - before


def rate(reports: list[Path], runs: int) -> list[dict[str, Any]]:
    """Reports a second on one core, with their own figures and with others; every text is new to
    the process."""
    gc.set_threshold(100_000, 20, 20)  # as the command does
    texts = texts_of(reports)
    first = timed(texts[0])
    for number, text in enumerate(texts):
        check(varied(text, 900 + number))
    return [_rate(texts, runs, figures, first) for figures in (False, True)]


def _rate(texts: list[str], runs: int, figures: bool, first: float) -> dict[str, Any]:
    count = max(runs, 3) * len(texts)
    start = 10_000 if figures else 0
    new = [
        varied(text, start + number, figures)
        for number, text in islice(enumerate(cycle(texts)), count)
    ]
    times = [timed(text) for text in new]
    again = [timed(text) for text in new[: len(texts)]]
    characters = sum(map(len, new))
    return {
        "figures": "other" if figures else "own",
        "reports": count,
        "characters a report": characters // count,
        "first report ms": 1000 * first,
        "reports a second": count / sum(times),
        "median ms": 1000 * statistics.median(times),
        "µs a character": 1e6 * sum(times) / characters,
        "same texts again ms": 1000 * statistics.mean(again),
    }


def growth(reports: list[Path], runs: int) -> list[dict[str, Any]]:
    """Seconds for a report once, twice, four and eight times as long; the best of some runs."""
    longest = max(texts_of(reports), key=len)
    for number in range(3):
        check(varied(longest, 900 + number))
    rows: list[dict[str, Any]] = []
    for times in GROWTH:
        tries = [grown(longest, times, number) for number in range(1, max(5, runs // 2) + 1)]
        best = min(timed(text) for text in tries)
        rows.append(
            {
                "length": f"{times}×",
                "characters": len(tries[0]),
                "ms": 1000 * best,
                "ms a 1×": 1000 * best / times,
            }
        )
    for row in rows:
        row["to linear"] = row["ms a 1×"] / rows[0]["ms a 1×"]
    return rows


def peaks(reports: list[Path]) -> Iterator[tuple[str, float | None]]:
    """Peak memory of a whole process for a report of each length."""
    longest = max(texts_of(reports), key=len)
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "cache")
        for times in GROWTH:
            path = Path(folder) / f"report-{times}.txt"
            path.write_text(grown(longest, times, times), "utf-8")
            command = [*JIXIAO, "check", str(path)]
            child(command, cache)
            _, memory, code = child(command, cache)
            if code not in (0, 1):
                sys.exit(f"a report {times} times as long: exit {code}")
            yield f"{times}×", memory


def apart(name: str, reports: list[Path], runs: int) -> Any:
    """``rate`` or ``growth`` in a fresh process: measuring must not disturb the measured."""
    command = [sys.executable, str(HERE), "--apart", name, "--runs", str(runs)]
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [*command, *map(str, reports)],
            env={**os.environ, "JIXIAO_CACHE": str(Path(folder) / "cache")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    return json.loads(said)


# --- the command -----------------------------------------------------------------------------


def show(title: str, rows: list[dict[str, Any]]) -> None:
    def cell(value: object) -> object:
        if isinstance(value, float):
            return f"{value:.2f}" if value < 10 else f"{value:.0f}"
        return "–" if value is None else value

    shown = [{key: cell(value) for key, value in row.items()} for row in rows]
    aligned = ["left"] + ["right"] * (len(rows[0]) - 1)
    print(f"\n{title}\n")
    print(
        tabulate(shown, headers="keys", colalign=aligned, tablefmt="github", disable_numparse=True)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("reports", nargs="*", type=Path, metavar="REPORT")
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (15)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--apart", choices=["rate", "growth"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    reports = given.reports or sorted([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.md")])
    if not reports:
        parser.error(f"no report given, and none in {EXAMPLES}")
    if given.apart:
        measure = {"rate": rate, "growth": growth}[given.apart]
        json.dump(measure(reports, given.runs), sys.stdout)
        return
    machine = {
        "system": platform.system(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    print(", ".join(f"{key} {value}" for key, value in machine.items()))
    rows, _ = processes(reports, given.runs)
    show(f"Whole processes, in turn, {given.runs} runs", rows)
    warm = apart("rate", reports, given.runs)
    show("One process, every text new, one core", warm)
    longer = apart("growth", reports, given.runs)
    memory = dict(peaks(reports))
    for row in longer:
        row["peak MB"] = memory[row["length"]]
    show("A longer report", longer)
    if given.json:
        figures = {"machine": machine, "processes": rows, "rate": warm, "growth": longer}
        given.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
