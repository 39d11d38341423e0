"""What jixiao finds of what careful reviewers found, and what it says besides.

    python benchmarks/gold.py [--json FILE] [FOLDER]

FOLDER holds one YAML file a report, with its faults (``must``, ``should``) and the places that are
right (``silent``); without one it is ``shared/gold`` beside the checkout. A finding belongs to an
item where it is of the item's family and its place, or a related one, touches the item's lines.
Whether it is about that very fault is for the reader to say: the message is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checker.cli.pipeline import Settings, check_source
from checker.model.verdict import Finding
from checker.readers import read

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
ASKED = ("must", "should")
WRONG = ("error", "warning")
WORDS = (("MISSED", "hit"), ("silent", "FALSE ALARM"))
"""What is printed of an item without and with findings: one that asks for some, one for none."""


class Item(NamedTuple):
    """One item of a gold file; ``families`` are those that should speak there, or be silent."""

    kind: str
    families: frozenset[str]
    spans: tuple[tuple[int, int], ...]
    words: str
    why: str


class Judged(NamedTuple):
    """An item and the findings of its families at its place."""

    item: Item
    found: tuple[Finding, ...]


class Report(NamedTuple):
    """One report: its items as they were judged, and every other error and warning."""

    name: str
    judged: tuple[Judged, ...]
    others: tuple[Finding, ...]


def items_of(gold: dict[str, Any]) -> Iterator[Item]:
    """The items of one gold file, what must be found first."""
    for kind in (*ASKED, "silent"):
        for entry in gold.get(kind, ()):
            words = str(entry.get("family") or entry["about"]).split()
            families = frozenset(word for word in words if word.isupper() and len(word) == 3)
            spans = tuple((first, last) for first, last in entry["spans"])
            why = str(entry["why"])
            yield Item(kind, families, spans, str(entry.get("quote") or why), why)


def family_of(finding: Finding) -> str:
    """The family of the rule that speaks."""
    return finding.rule.split("-")[-2]


def touches(finding: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the place of a finding, or a related one, lies on some of these lines."""
    places = (finding.location, *(other.location for other in finding.related))
    return any(
        place.line <= last and (place.end_line or place.line) >= first
        for place in places
        if place.line is not None
        for first, last in spans
    )


def judge(path: Path) -> Report:
    """One gold file held against what is found in its report."""
    gold = yaml.safe_load(path.read_text("utf-8"))
    report = path.parent / gold["report"]
    findings = check_source(read(report.name, report.read_bytes()), Settings()).findings
    judged = tuple(
        Judged(
            item,
            tuple(f for f in findings if family_of(f) in item.families and touches(f, item.spans)),
        )
        for item in items_of(gold)
    )
    of_items = {id(found) for one in judged for found in one.found if one.item.kind in ASKED}
    others = tuple(
        found
        for found in findings
        if found.severity in WRONG and found.outcome == "fail" and id(found) not in of_items
    )
    return Report(path.stem, judged, others)


def is_hit(judged: Judged) -> bool:
    """Whether something was said; of what must be found an open question is not enough."""
    if judged.item.kind == "must":
        return any(found.outcome == "fail" for found in judged.found)
    return bool(judged.found)


def totals(reports: Sequence[Report], kind: str) -> tuple[int, int]:
    """Of the items of one kind, how many were hit, and how many there are."""
    judged = [one for report in reports for one in report.judged if one.item.kind == kind]
    return sum(map(is_hit, judged)), len(judged)


def lines_of(report: Report) -> Iterator[str]:
    """One report for a reader: every item, then what else was said."""
    yield f"\n== {report.name}"
    for kind in (*ASKED, "silent"):
        yield f"-- {kind}"
        for one in report.judged:
            if one.item.kind != kind:
                continue
            hit = is_hit(one)
            word = WORDS[kind == "silent"][hit]
            place = ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in one.item.spans)
            families = " ".join(sorted(one.item.families))
            yield f"{word:<8} {families} {place}: {one.item.words}"
            if kind != "silent" and not hit:
                yield f"           why: {one.item.why}"
            yield from (f"           {_shown(found)}" for found in one.found)
    yield f"-- other errors and warnings, to be read by eye: {len(report.others)}"
    yield from (_shown(found) for found in report.others)


def _shown(finding: Finding) -> str:
    said = finding.severity if finding.outcome == "fail" else finding.outcome
    return f"{finding.rule} {said} {finding.location.line}: {finding.message.zh}"


def as_json(reports: Sequence[Report]) -> dict[str, Any]:
    """The same for programs."""

    def plain(found: Finding) -> dict[str, Any]:
        return {
            "rule": found.rule,
            "severity": found.severity,
            "verdict": found.outcome,
            "line": found.location.line,
            "excerpt": found.excerpt,
            "message": found.message.zh,
        }

    return {
        "reports": [
            {
                "name": report.name,
                "items": [
                    {
                        "kind": one.item.kind,
                        "families": sorted(one.item.families),
                        "spans": one.item.spans,
                        "words": one.item.words,
                        "hit": is_hit(one),
                        "findings": [plain(found) for found in one.found],
                    }
                    for one in report.judged
                ],
                "others": [plain(found) for found in report.others],
            }
            for report in reports
        ],
        "totals": {kind: totals(reports, kind) for kind in (*ASKED, "silent")},
    }


def main() -> None:
    """Judges every gold file of a folder and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--json", type=Path, metavar="FILE", dest="file")
    given = parser.parse_args()
    paths = sorted(given.folder.glob("*.yaml"))
    if not paths:
        sys.exit(f"no gold files (*.yaml) in {given.folder}: name the folder that holds them")
    reports = [judge(path) for path in paths]
    for report in reports:
        print("\n".join(lines_of(report)))
    print("\n== totals")
    for kind in ASKED:
        hit, of = totals(reports, kind)
        print(f"{kind:<8} {hit} of {of}" + (f" ({100 * hit / of:.0f}%)" if of else ""))
    alarms, places = totals(reports, "silent")
    print(f"silent   {alarms} false alarms at {places} places")
    print(f"others   {sum(len(report.others) for report in reports)} errors and warnings")
    if given.file:
        given.file.write_text(json.dumps(as_json(reports), ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
