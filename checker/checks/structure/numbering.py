"""The numbers of headings and items: rising by one, and not opened again inside themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.checks.structure import headings
from checker.checks.structure.headings import Said, ordinal_of, ordinals, shown
from checker.checks.structure.series import Fault, faults_in, stands, with_number
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.folding import FOLD

WORD = r"\d{1,2}\s*[月日号、]|[一二三四五六七八九十](?:产业|级|等|线|期|类|次)"
"""What makes a numeral and its mark part of a word: 2、3月, 二、三产业."""


NEAR = 50
"""Sections back in which a series is sought that may go on."""


class Row(NamedTuple):
    """The sections of one style below one heading, as indexes, and what is odd in their numbers."""

    members: list[int]
    faults: list[Fault]


def check_numbering(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on the ordinals of headings and items; ``params.asks`` says which question is put:

    - ``repeated``, ``missing``, ``disordered``: a number of a series that stands twice, is left out,
      or is another than its neighbours ask for; one pass for a report without any;
    - ``nested``: a series opened again inside itself, after which the outer one goes on;
    - ``form``: one style written in two ways (1. and 1．); ``third``: 1、 where 1. is asked for;
    - ``mark``: a mark behind （一）; ``stop``: a full stop behind a heading on a line of its own;
    - ``blank``: a blank behind an ordinal where others have none; ``level``: levels upside down.

    The last six are habits: one verdict for a report. ``params.most`` is how many numbers may
    be left out for it to be an oversight. A number that stands in the text between is not left out.
    """
    del context
    if not any(section.number is not None for section in report.sections):
        return NotApplied(rule, "no-headings")
    judge = {
        "repeated": _faulty,
        "missing": _faulty,
        "disordered": _faulty,
        "nested": _nested,
        "form": headings.mixed_forms,
        "third": headings.third_level,
        "mark": headings.marks_behind,
        "stop": headings.full_stops,
        "blank": headings.blanks_behind,
        "level": headings.turned_levels,
    }[rule.params["asks"]]
    said = [
        Verdict(rule, outcome, span, others, details=(("subject", subject),) if subject else ())
        for outcome, span, others, subject in judge(report, rule)
    ]
    return said or NotApplied(rule, "no-place")


@lru_cache(maxsize=1)
def _rows(report: Report) -> tuple[Row, ...]:
    """The ordinals of one style below one heading. A heading of that style in between does not
    part them: a wrong number is often taken for a series of its own."""
    homes: list[int] = []
    rows: dict[tuple[int, str], list[int]] = {}
    for index, section in enumerate(report.sections):
        home = section.parent
        if home >= 0 and report.sections[home].style == section.style:
            home = homes[home]
        homes.append(home)
        if section.number is not None:
            rows.setdefault((home, section.style), []).append(index)
    for (home, style), row in list(rows.items()):
        if report.sections[row[0]].number == 1 and home >= 0:
            _bring_back(report, rows, homes, home, style)
    return tuple(
        Row(row, list(faults_in([report.sections[index].number or 0 for index in row])))
        for row in rows.values()
    )


def _bring_back(
    report: Report,
    rows: dict[tuple[int, str], list[int]],
    homes: list[int],
    home: int,
    style: str,
) -> None:
    """Puts a series back into the one around it, if that would then have one wrong number: what was
    to be 二、 and is 一、 has been taken for a series inside （三）, with all that follows."""
    sections = report.sections
    outer = home
    while outer >= 0 and sections[outer].style != style:
        outer = sections[outer].parent
    around = rows.get((homes[outer], style)) if outer >= 0 else None
    if around is None:
        return
    row = rows[home, style]
    at = bisect_right(around, outer)
    behind = [*row[1:2], *around[at : at + 1]]
    if behind and sections[behind[0]].number == (sections[outer].number or 0) + 2:
        around[at:at] = rows.pop((home, style))


def _faulty(report: Report, rule: Rule) -> Iterator[Said]:
    sections, asked = report.sections, rule.params["asks"]
    said = False
    for members, faults in _rows(report):
        for fault in faults:
            section = sections[members[fault.at]]
            if fault.sort != asked or _is_excused(report, rule, members, fault):
                continue
            place = ordinal_of(report, section)
            before = ordinal_of(report, sections[members[fault.at - 1]]) if fault.at else None
            others = (Operand("前一项", before, shown(report, before)),) if before else ()
            said = True
            yield "fail", place, others, with_number(shown(report, place), fault.expected)
    if not said:
        yield "pass", ordinals(report)[0][1], (), ""


def _is_excused(report: Report, rule: Rule, members: Sequence[int], fault: Fault) -> bool:
    """Whether the number that should stand here is seen elsewhere, or the series may be none."""
    sections = report.sections
    section = sections[members[fault.at]]
    number = section.number or 0
    if re.compile(WORD).match(report.folded, section.title.start):
        return True
    if not fault.at and _runs_on(report, members[0]):
        return True
    if fault.sure and number > 1:
        return False
    if fault.at:
        start = sections[members[fault.at - 1]].title.start
    else:
        start = sections[section.parent].heading.end if section.parent >= 0 else 0
        glued = re.search(r"\w", report.folded[start : section.heading.start]) is not None
        if section.parent < 0 or glued or len(members) < 2:
            return True
    if not fault.sure and number == 1 and section.item:
        return True
    if fault.sort == "missing" and number - fault.expected > int(rule.params.get("most", 2)):
        return True
    # A series of its own may have its first run together with other words.
    ordinal = shown(report, ordinal_of(report, section)).translate(FOLD)
    wanted = fault.expected if number > fault.expected or fault.sure else number - 1
    return stands(report.folded, with_number(ordinal, wanted), start, section.heading.start)


def _runs_on(report: Report, index: int) -> bool:
    """Whether a series goes on with the numbers of the one before it, in another section."""
    sections = report.sections
    style, number = sections[index].style, sections[index].number or 0
    before = reversed(sections[max(0, index - NEAR) : index])
    last = next((section.number for section in before if section.style == style), None)
    return last == number - 1


def _nested(report: Report, rule: Rule) -> Iterator[Said]:
    """A series of two headings or more inside a series of its own style that goes on afterwards."""
    sections = report.sections
    families: dict[tuple[int, str], list[int]] = {}
    for index, section in enumerate(sections):
        families.setdefault((section.parent, section.style), []).append(index)
    broken = {
        index for row in _rows(report) if any(f.sure for f in row.faults) for index in row.members
    }
    for (parent, style), members in families.items():
        first = sections[members[0]]
        if style not in rule.params["styles"] or len(members) < 2 or parent < 0:
            continue
        chain = [parent]
        while chain[-1] >= 0 and sections[chain[-1]].style != style:
            chain.append(sections[chain[-1]].parent)
        inside = chain[-1] >= 0 and first.number == 1
        goes_on = inside and any(
            families[sections[each].parent, sections[each].style][-1] > each for each in chain
        )
        if not goes_on or first.item or broken & {members[0], *chain}:
            yield "pass", ordinal_of(report, first), (), ""
            continue
        outer = ordinal_of(report, sections[chain[0]])
        places = tuple(
            Operand("又见", span, shown(report, span))
            for span in (ordinal_of(report, sections[index]) for index in members[1:])
        )
        yield "fail", ordinal_of(report, first), places, shown(report, outer)
