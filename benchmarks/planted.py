"""How many planted faults are caught, by how many findings, and which survive.

    python benchmarks/planted.py [--family SUM,TAB] [--limit N] [--seed N] [--json FILE] [REPORT …]

Plants one fault at a time (``faults.py``) in each report, checks again, and compares with what was
found before. Without reports it takes those of ``examples/`` and, where they are there, of
``shared/reports`` beside the checkout. ``--limit`` is the most faults of one kind in one report,
chosen by ``--seed``. Printed are, by family and kind, how many were planted, caught and left open
(undetermined), and how many new findings one fault brought on average; then what survived.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from faults import FAMILIES, OWN, Baseline, Outcome, baseline, faults_of, try_fault
from tabulate import tabulate

from checker.errors import InputError

TOP = Path(__file__).resolve().parents[1]
FOLDERS = (TOP / "examples", TOP.parent / "shared" / "reports")
SHOWN = 24
"""Characters shown before and after a fault."""


class Tried(NamedTuple):
    """A planted fault, in which report, and what became of it."""

    before: Baseline
    outcome: Outcome


def reports() -> list[Path]:
    """The reports that are there without being named."""
    return [
        path
        for folder in FOLDERS
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix in (".txt", ".md") and path.stem != "README"
    ]


def tried(paths: Iterable[Path], families: set[str], limit: int, seed: int) -> Iterator[Tried]:
    """Some faults of each kind in each report, planted."""
    for path in paths:
        try:
            before = baseline(path.name, path.read_bytes())
        except (InputError, OSError) as fault:
            print(f"{path}: {fault}", file=sys.stderr)
            continue
        kinds: dict[tuple[str, str], list[Any]] = {}
        for fault in faults_of(before.report):
            if not families or fault.family in families:
                kinds.setdefault((fault.family, fault.kind), []).append(fault)
        for (family, kind), listed in kinds.items():
            chance = random.Random(f"{seed} {path.name} {family} {kind}")
            some = listed if len(listed) <= limit else chance.sample(listed, limit)
            yield from (Tried(before, try_fault(before, fault)) for fault in some)


def figures(done: Sequence[Tried]) -> dict[str, Any]:
    """The figures of some planted faults."""
    results = [one.outcome.result for one in done]
    caught = [one for one in done if one.outcome.result == "caught"]
    new = sum(len(one.outcome.new) for one in caught)
    decided = len(done) - results.count("undetermined")
    return {
        "planted": len(done),
        "caught": len(caught),
        "undetermined": results.count("undetermined"),
        "share": round(len(caught) / decided, 3) if decided else None,
        "findings": round(new / len(caught), 2) if caught else None,
    }


def by_kind(done: Sequence[Tried]) -> Iterator[tuple[str, str, list[Tried]]]:
    """The planted faults of each family (kind "") and of each of its kinds, all of them last."""
    for family in sorted({one.outcome.fault.family for one in done}):
        own = [one for one in done if one.outcome.fault.family == family]
        yield family, "", own
        for kind in sorted({one.outcome.fault.kind for one in own}):
            yield family, kind, [one for one in own if one.outcome.fault.kind == kind]
    yield "all", "", list(done)


def survivor(one: Tried) -> dict[str, Any]:
    """A fault that was not caught: its place, and the text there before and after."""
    fault, source = one.outcome.fault, one.before.source
    before = source.text[max(0, fault.start - SHOWN) : fault.start]
    behind = source.text[fault.end : fault.end + SHOWN]
    was = source.text[fault.start : fault.end]
    line, column = source.line_column(fault.start)

    def short(words: str) -> str:
        return "".join(words.split("\n"))

    return {
        "report": source.path,
        "family": fault.family,
        "kind": fault.kind,
        "result": one.outcome.result,
        "line": line,
        "column": column,
        "before": short(
            f"{before}[{was if len(was) < 60 else was[:28] + '…' + was[-28:]}]{behind}"
        ),
        "after": short(f"{before}[{fault.text[:60]}]{behind}"),
        "said": [f"{found.rule} {found.location.line}" for found in one.outcome.new],
    }


def main() -> None:
    """Plants faults, prints the figures and what survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("reports", nargs="*", type=Path, metavar="REPORT")
    parser.add_argument("--family", default="", help="families, with commas between them")
    parser.add_argument("--limit", type=int, default=20, help="faults of one kind in one report")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", dest="file")
    given = parser.parse_args()
    families = set(given.family.upper().replace(",", " ").split())
    if unknown := families - FAMILIES.keys() - OWN:
        sys.exit(f"no faults of the family {', '.join(sorted(unknown))}")
    paths = given.reports or reports()
    done = list(tried(paths, families, given.limit, given.seed))
    if not done:
        sys.exit("no report with a witness for any fault")
    rows = [(family, kind, *figures(some).values()) for family, kind, some in by_kind(done)]
    heads = ("family", "kind", "planted", "caught", "undetermined", "share", "findings")
    print(tabulate(rows, heads, missingval="–", tablefmt="github"))
    left = [survivor(one) for one in done if one.outcome.result != "caught"]
    for one in left:
        print(f"\n{one['result']}: {one['family']} {one['kind']}, {one['report']}:{one['line']}")
        print(f"  {one['before']}\n  {one['after']}")
        if one["said"]:
            print(f"  said: {', '.join(one['said'])}")
    many = [one for one in done if len(one.outcome.new) > 2]
    for one in many:
        said = ", ".join(f"{found.rule} {found.location.line}" for found in one.outcome.new)
        shown = survivor(one)
        print(
            f"\nmany findings: {shown['family']} {shown['kind']}, {shown['report']}:{shown['line']}"
        )
        print(f"  {shown['before']}\n  {shown['after']}\n  {said}")
    if given.file:
        kinds = [
            {"family": family, "kind": kind, **figures(some)}
            for family, kind, some in by_kind(done)
        ]
        found = {"figures": kinds, "survivors": left}
        given.file.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
