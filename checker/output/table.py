"""What a person reads: the findings of each file with their arithmetic and their place in the
text, then what could not be judged, then the ledger in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from checker.model.text import Source
from checker.model.verdict import Checked, Failure, Finding
from checker.output import ledger
from checker.output.grid import grid
from checker.output.look import Look, counts, findings_of, place, related
from checker.output.width import clean, width, window, wrap
from checker.wording import clauses, listed, say

COLORS = {"error": "31", "warning": "33", "info": "36", "undetermined": "35", "head": "1"}
NARROWEST = 24
"""Columns the messages keep, however long the ids of the rules are."""
SHOWN = 6
"""Related places a finding lists; all of them stand in the JSON."""
LONGEST = 300
"""Characters of arithmetic that are shown; what is longer loses its middle."""
GAP = 2
"""Blanks between two columns."""


class Row(NamedTuple):
    """Cells, the color of the first of them, and what makes the last cell's lines for its room."""

    cells: list[str]
    color: str
    body: Callable[[int], list[str]]


def render(results: Sequence[Checked | Failure], look: Look) -> str:
    """The table of every report that was checked, and the sum of them where there are several."""
    checked = [result for result in results if isinstance(result, Checked)]
    return together([report(one, look) for one in checked], results, look)


def together(blocks: Sequence[str], results: Sequence[Checked | Failure], look: Look) -> str:
    """What ``report`` says of each report that was checked, with their sum where there are several."""
    end = [_total(results, look)] if len(blocks) > 1 and look.tone != "quiet" else []
    return "\n".join(block for block in [*blocks, *end] if block)


def statistics(results: Sequence[Checked | Failure], look: Look) -> str:
    """How often each rule found something, the most frequent first."""
    titles = {finding.rule: finding.title.get(look.lang) for finding in findings_of(results)}
    often = Counter(finding.rule for finding in findings_of(results))
    ordered = sorted(often.items(), key=lambda entry: (-entry[1], entry[0]))
    rows = [_worded([str(number), rule], titles[rule], look) for rule, number in ordered]
    if not rows:
        return say("statistics-none", look.lang) + "\n"
    return say("statistics", look.lang) + "\n" + _aligned(rows, look) + "\n"


def report(checked: Checked, look: Look) -> str:
    """The table of one report."""
    judged = [finding for finding in checked.findings if finding.outcome != "undetermined"]
    undecided = [finding for finding in checked.findings if finding.outcome == "undetermined"]
    lines = []
    if look.tone != "quiet" or checked.findings:
        lines.append(_painted(clean(checked.source.path), "head", look))
    if look.tone != "quiet":
        lines += _head(checked, look)
    if judged:
        lines += ["", _aligned([_row(finding, checked.source, look) for finding in judged], look)]
    if undecided:
        head = wrap(say("undetermined-head", look.lang), look.columns, look.ambiguous)
        lines += ["", *(_painted(line, "undetermined", look) for line in head)]
        lines.append(_aligned(_undecided(undecided, look), look))
    if look.tone != "quiet":
        lines += ["", *ledger.in_words(checked, look)]
    if look.tone == "verbose" and checked.ledger:
        full = [_worded(cells, text, look) for cells, text in ledger.in_full(checked, look.lang)]
        lines += ["", _aligned(full, look)]
    return "".join(f"{line}\n" for line in lines)


def _head(checked: Checked, look: Look) -> list[str]:
    """Whose report this is, what it was held to, and what the reader must know."""
    identity, pack, lang = checked.identity, checked.pack, look.lang
    year = "" if identity.year is None else say("year", lang, year=identity.year)
    who = [part for part in (identity.organisation, "".join(identity.region), year) if part]
    lines = [" · ".join(who)] if who else []
    lines.append(
        say(
            "pack",
            lang,
            title=pack.title.get(lang),
            id=pack.id,
            version=pack.version,
            hash=pack.hash[:12],
        )
    )
    lines += [say("note", lang, note=note) for note in checked.notes]
    return [part for line in lines for part in wrap(clean(line), look.columns, look.ambiguous)]


def _aligned(rows: Sequence[Row], look: Look) -> str:
    """Rows in columns, the last cell of each in the room that the others leave."""
    others = [max(width(row.cells[i]) for row in rows) for i in range(len(rows[0].cells))]
    room = max(NARROWEST, look.columns - sum(others) - GAP * len(others))
    cells = [
        [_painted(row.cells[0], row.color, look), *row.cells[1:], "\n".join(row.body(room))]
        for row in rows
    ]
    return grid(cells, look.ambiguous)


def _worded(cells: list[str], text: str, look: Look) -> Row:
    return Row(cells, "", lambda room: wrap(clean(text), room, look.ambiguous))


def _row(finding: Finding, source: Source, look: Look) -> Row:
    """A finding: severity, rule and place, then its message with the place in the text."""

    def body(room: int) -> list[str]:
        def wrapped(text: str) -> list[str]:
            return wrap(clean(text), room, look.ambiguous) if text else []

        basis = ""
        if look.tone == "verbose" and finding.basis:
            basis = say(
                "basis",
                look.lang,
                basis=clauses((each.get(look.lang) for each in finding.basis), look.lang),
            )
        return [
            *wrapped(finding.message.get(look.lang)),
            *wrapped(arithmetic(finding, look.lang)),
            *_shown(finding, source, room, look),
            *wrapped(also(finding, look)),
            *wrapped(basis),
        ]

    cells = [say(finding.severity, look.lang), finding.rule, place(finding.location, look.lang)]
    return Row(cells, finding.severity, body)


def arithmetic(finding: Finding, lang: str) -> str:
    """The working and the tolerance, as far as the message does not give them."""
    message = finding.message.get(lang)
    parts = []
    if finding.working and finding.working not in message:
        parts.append(_shortened(finding.working))
    if re.search("[1-9]", finding.tolerance) and finding.tolerance not in message:
        parts.append(say("tolerance", lang, tolerance=finding.tolerance))
    return say("working", lang, working=clauses(parts, lang)) if parts else ""


def _shortened(working: str) -> str:
    """The arithmetic of a long list without its middle."""
    half = LONGEST // 2
    return working if len(working) <= LONGEST else f"{working[:half]} … {working[-half:]}"


def also(finding: Finding, look: Look) -> str:
    """The other places a finding speaks of, with their words."""
    places = [related(near, look.lang) for near in finding.related]
    if not places:
        return ""
    hidden = 0 if look.tone == "verbose" else max(0, len(places) - SHOWN)
    if hidden:
        places[SHOWN:] = [say("related-more", look.lang, number=hidden)]
    return say("related", look.lang, places=clauses(places, look.lang))


def _shown(finding: Finding, source: Source, room: int, look: Look) -> list[str]:
    """The line of the file with carets under the place; of several lines the first and last."""
    at = finding.location
    if at.start < 0:
        return []
    line, column = source.line_column(at.start)
    end_line, end_column = source.line_column(max(at.start, at.end - 1))
    first, last = _line(source, line), _line(source, end_line)
    if line == end_line:
        parts = [(first, column - 1, end_column if at.end > at.start else column - 1)]
    else:
        begin = len(last) - len(last.lstrip())
        parts = [(first, column - 1, len(first.rstrip())), (last, begin, end_column)]
    lines = []
    for text, start, end in parts:
        shown, carets = window(text, start, end, room - GAP, look.ambiguous)
        blanks = carets[: carets.index("^")]
        marked = blanks + _painted(carets[len(blanks) :], finding.severity, look)
        lines += [f"| {shown}", f"| {marked}"]
    return lines


def _line(source: Source, number: int) -> str:
    """The physical line of that number, counted from 1."""
    start = source.line_starts[number - 1]
    end = source.text.find("\n", start)
    return source.text[start:] if end < 0 else source.text[start:end]


def _undecided(findings: Sequence[Finding], look: Look) -> list[Row]:
    """What could not be judged: a row for a rule and what it lacks, with its places."""
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        together.setdefault((finding.rule, finding.message.get(look.lang)), []).append(finding)
    rows = []
    for (rule, text), alike in together.items():
        places = tuple(
            dict.fromkeys(filter(None, (place(one.location, look.lang) for one in alike)))
        )
        if places:
            text = say("at", look.lang, text=text, places=listed(places[:SHOWN], look.lang))
        rows.append(_worded([say("undetermined", look.lang), rule], text, look))
    return rows


def _total(results: Sequence[Checked | Failure], look: Look) -> str:
    found = counts(results)
    levels = ("error", "warning", "info", "undetermined")
    numbers = (say("count", look.lang, level=say(x, look.lang), number=found[x]) for x in levels)
    reports = sum(isinstance(result, Checked) for result in results)
    text = say("total", look.lang, reports=reports, counts=listed(tuple(numbers), look.lang))
    return "".join(f"{line}\n" for line in wrap(text, look.columns, look.ambiguous))


def _painted(text: str, color: str, look: Look) -> str:
    return f"\x1b[{COLORS[color]}m{text}\x1b[0m" if look.color and color and text else text
