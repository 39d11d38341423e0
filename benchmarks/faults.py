"""Faults that can be planted in a report, one at a time, where its text proves them wrong.

    faults_of(report)           all of them, in the order of their family and place
    plant(text, fault)          the text of the file with one of them in it
    compare(text, path, fault)  what is found then that was not found before

All functions are pure. A family looks for its witnesses in the text and in the figures as they
were read, never by asking the rules that should speak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import fault_figures
import fault_words
from fault_places import Fault, Place, plant

from checker.cli.pipeline import Settings, check_source, understand
from checker.errors import InputError
from checker.model.report import Report
from checker.model.text import Location, Source
from checker.model.verdict import Checked, Finding
from checker.readers import read

ARITHMETIC = frozenset({"SUM", "TAB", "EXE", "CNT", "CON", "SCO"})
FAMILIES: dict[str, tuple[Callable[[Report], Iterator[Fault]], frozenset[str]]] = {
    "SUM": (fault_figures.sums, ARITHMETIC),
    "TAB": (fault_figures.tables, ARITHMETIC),
    "EXE": (fault_figures.rates, ARITHMETIC),
    "CNT": (fault_figures.counts, frozenset({"CNT", "NUM", "SUM"})),
    "CON": (fault_figures.twice, ARITHMETIC),
    "NUM": (fault_words.numbering, frozenset({"NUM", "SEC"})),
    "SEC": (fault_words.sections, frozenset({"SEC", "GOA", "PRB", "SCO"})),
    "SCO": (fault_figures.scores, frozenset({"SCO", "SUM"})),
    "DAT": (fault_figures.dates, frozenset({"DAT", "DIS", "PRO"})),
    "CIT": (fault_words.citations, frozenset({"CIT", "TYP"})),
    "GOA": (fault_words.goals, frozenset({"GOA"})),
    "PRB": (fault_words.problems, frozenset({"PRB"})),
    "WRD": (fault_words.wording, frozenset({"WRD", "TYP"})),
    "TYP": (fault_words.typography, frozenset({"TYP", "WRD", "NUM"})),
}
"""Family → its generator, and the families of rules that may rightly speak of its faults: one wrong
figure is seen by whichever sum, rate or statement it stands in."""

OWN = {"DIS", "PRO"}
"""Families whose faults another family's generator yields."""


class Outcome(NamedTuple):
    """What became of a planted fault: whether it was caught, left open, or survived, and the new
    findings, those of other families and places among them."""

    fault: Fault
    result: Literal["caught", "undetermined", "survived"]
    new: tuple[Finding, ...]


class Baseline(NamedTuple):
    """A report as it is: its characters, what is read in it, and what is found."""

    source: Source
    report: Report
    checked: Checked


def baseline(path: str, data: bytes) -> Baseline:
    """A report before anything is planted. Raises InputError for a paper that is not judged."""
    source = read(path, data)
    report, _, _ = understand(source, None)
    return Baseline(source, report, check_source(source, Settings()))


def faults_of(report: Report) -> Iterator[Fault]:
    """All faults that can be planted, family by family, each once."""
    seen: set[tuple[int, int, str]] = set()
    for generate, _ in FAMILIES.values():
        for fault in generate(report):
            key = (fault.start, fault.end, fault.text)
            if key not in seen and report.source.text[fault.start : fault.end] != fault.text:
                seen.add(key)
                yield fault


def try_fault(before: Baseline, fault: Fault) -> Outcome:
    """What is found with the fault in the text. A paper that is refused then counts as survived."""
    text = plant(before.source.text, fault)
    source = read(before.source.path, text.encode())
    try:
        after = check_source(source, Settings(pack=before.checked.pack.id))
    except InputError:
        return Outcome(fault, "survived", ())
    shift = len(fault.text) - (fault.end - fault.start)

    def was(offset: int) -> int:
        """Where a place of the new text stood in the old."""
        return offset if offset <= fault.start else max(fault.start, offset - shift)

    old, marks = _known(before)
    new, touched, open_ = [], False, False
    right = FAMILIES[fault.family][1] if fault.family in FAMILIES else {fault.family}
    at = (fault.start - 1, fault.end + 1)
    for finding in after.findings:
        places = [(was(a), was(b)) for a, b in _places(source, finding)]
        known = old.get(finding.rule, Counter())
        fresh = not (finding.fingerprint in marks or (places and places[0][0] in known))
        if fresh and finding.outcome == "fail":
            new.append(finding)
        if finding.rule.split("-")[-2] not in right:
            continue
        wanted = (at, *fault.near) if fresh else (at,)
        more = [place for place in places if fresh or place[0] not in known]
        hit = (fault.anywhere and fresh) or any(
            _meet(one, other) for one in more for other in wanted
        )
        touched |= hit and finding.outcome == "fail"
        open_ |= hit and finding.outcome == "undetermined"
    result: Literal["caught", "undetermined", "survived"] = (
        "caught" if touched else "undetermined" if open_ else "survived"
    )
    return Outcome(fault, result, tuple(new))


def _known(before: Baseline) -> tuple[dict[str, Counter[int]], set[str]]:
    """Where each rule spoke before, and the fingerprints of what it said."""
    old: dict[str, Counter[int]] = {}
    for finding in before.checked.findings:
        starts = [start for start, _ in _places(before.source, finding)]
        old.setdefault(finding.rule, Counter()).update(starts)
    return old, {finding.fingerprint for finding in before.checked.findings}


def _places(source: Source, finding: Finding) -> list[Place]:
    """The place of a finding and the related ones, as offsets in the file."""
    locations = [finding.location, *(other.location for other in finding.related)]
    return [_offsets(source, each) for each in locations if each.line is not None]


def _offsets(source: Source, location: Location) -> Place:
    def offset(line: int | None, column: int | None) -> int:
        return source.line_starts[(line or 1) - 1] + (column or 1) - 1

    return offset(location.line, location.column), offset(location.end_line, location.end_column)


def _meet(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
