"""The numbers of headings and items: rising by one, nested in order, written in one form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.checks.series import NUMERAL, Fault, faults_in, stands, with_number
from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict
from checker.report.folding import FOLD

LEVELS = {"一": 1, "（一）": 2, "1": 3, "（1）": 4}
"""The levels of GB/T 9704-2012, from the top."""

BRACKETED = ("（一）", "（1）")
PAIRS = ("（）", "()")
LABEL = 24
"""A heading that is no longer than this names what stands below it."""

Said = tuple[Outcome, Span, tuple[Operand, ...], str]
"""Outcome, place, other places and subject of a verdict."""


class Row(NamedTuple):
    """The sections of one style below one heading, as indexes, and what is odd in their numbers."""

    members: list[int]
    faults: list[Fault]


def check_numbering(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on the ordinals of headings and items; ``params.asks`` says which question is put:

    - ``repeated``, ``missing``, ``disordered``: a number of a series that stands twice, is left out,
      or is another than its neighbours ask for; one verdict for each series;
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
        "form": _forms,
        "third": _third,
        "mark": _marked,
        "stop": _stopped,
        "blank": _spaced,
        "level": _levels,
    }[rule.params["asks"]]
    said = [
        Verdict(rule, outcome, span, others, details=(("subject", subject),) if subject else ())
        for outcome, span, others, subject in judge(report, rule)
    ]
    return said or NotApplied(rule, "no-place")


def ordinal_of(report: Report, section: Section) -> Span:
    """The ordinal with which a heading begins, without the blanks behind it."""
    start, end = section.heading.start, section.title.start
    while end > start and report.folded[end - 1] in " \n":
        end -= 1
    return Span(start, end)


def _shown(report: Report, span: Span) -> str:
    return "".join(report.text[slice(*span)].split())


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
    for members, faults in _rows(report):
        said = False
        for fault in faults:
            section = sections[members[fault.at]]
            if fault.sort != asked or _is_excused(report, rule, members, fault):
                continue
            place = ordinal_of(report, section)
            before = ordinal_of(report, sections[members[fault.at - 1]]) if fault.at else None
            others = (Operand("前一项", before, _shown(report, before)),) if before else ()
            said = True
            yield "fail", place, others, with_number(_shown(report, place), fault.expected)
        if not said and len(members) > 1:
            yield "pass", ordinal_of(report, sections[members[0]]), (), ""


def _is_excused(report: Report, rule: Rule, members: Sequence[int], fault: Fault) -> bool:
    """Whether the number that should stand here is seen elsewhere, or the series may be none."""
    sections = report.sections
    section = sections[members[fault.at]]
    number = section.number or 0
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
    shown = _shown(report, ordinal_of(report, section)).translate(FOLD)
    wanted = fault.expected if number > fault.expected or fault.sure else number - 1
    return stands(report.folded, with_number(shown, wanted), start, section.heading.start)


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
            Operand("又见", span, _shown(report, span))
            for span in (ordinal_of(report, sections[index]) for index in members[1:])
        )
        yield "fail", ordinal_of(report, first), places, _shown(report, outer)


def _forms(report: Report, rule: Rule) -> Iterator[Said]:
    """One verdict a style: where its form first changes inside a series, else the rarer form."""
    found: dict[str, dict[str, list[tuple[int, Span]]]] = {}
    for section in report.sections:
        if section.number is None or section.style not in LEVELS:
            continue
        span = ordinal_of(report, section)
        form = re.sub(NUMERAL, "n", _shown(report, span))
        if section.style in BRACKETED:
            form = form.rstrip("、.．")
            if form[0] + form[-1] not in PAIRS:
                continue  # a bracket that does not pair is a fault of its own
        found.setdefault(section.style, {}).setdefault(form, []).append((section.parent, span))
    for forms in found.values():
        if len(forms) == 1:
            ((_, span), *_) = next(iter(forms.values()))
            yield "pass", span, (), ""
            continue
        seen: dict[int, str] = {}
        changes: list[tuple[Span, str]] = []
        for span, parent, form in sorted((s, p, f) for f, at in forms.items() for p, s in at):
            if seen.setdefault(parent, form) != form:
                changes.append((span, form))
        rare = min(forms, key=lambda form: len(forms[form]))
        place, own = min(changes, default=(forms[rare][0][1], rare))
        others = [at[0][1] for form, at in forms.items() if form != own]
        yield (
            "fail",
            place,
            tuple(Operand("又作", span, _shown(report, span)) for span in others),
            "”“".join(_shown(report, span) for span in others),
        )


def _habit(report: Report, right: Span | None, places: list[Span]) -> Iterator[Said]:
    """One verdict on a form: it fails at its first place and names the others."""
    if places:
        others = tuple(Operand("又见", span, _shown(report, span)) for span in places[1:])
        yield "fail", places[0], others, ""
    elif right is not None:
        yield "pass", right, (), ""


def _third(report: Report, rule: Rule) -> Iterator[Said]:
    """The third level where all its ordinals have 、; where some have a dot the form is mixed."""
    spans = [ordinal_of(report, section) for section in report.sections if section.style == "1"]
    marked = [span for span in spans if report.folded[span.end - 1] == "、"]
    mixed = len(marked) < len(spans)
    yield from _habit(report, spans[0] if spans else None, [] if mixed else marked)


def _marked(report: Report, rule: Rule) -> Iterator[Said]:
    spans = [ordinal_of(report, s) for s in report.sections if s.style in BRACKETED]
    places = [span for span in spans if report.folded[span.end - 1] in "、.．"]
    yield from _habit(report, spans[0] if spans else None, places)


def _stopped(report: Report, rule: Rule) -> Iterator[Said]:
    """Headings with something below them. A sentence of a list has nothing below."""
    sections = report.sections
    parents = {section.parent for section in sections}
    filled = {p.section for p in report.paragraphs if p.kind in ("text", "table")}
    right: Span | None = None
    places: list[Span] = []
    for index, section in enumerate(sections):
        title = report.folded[slice(*section.title)]
        line = report.folded.find("\n", section.title.end)
        behind = report.folded[section.title.end : line if line >= 0 else None].strip()
        if section.number is None or not (index in parents or index in filled):
            continue
        if behind == "。" and _is_label(title, index in parents, rule):
            places.append(Span(section.heading.start, section.title.end + 1))
        elif not behind:
            right = right or section.heading
    yield from _habit(report, right, places)


def _is_label(title: str, divided: bool, rule: Rule) -> bool:
    """Whether a heading names what stands below: it is divided further, or is a short name."""
    if re.search(r"\d(?!\d*年)", title):
        return False  # 得96分, 12公里: something is said
    if divided:
        return True
    named = re.search(f"(?:{'|'.join(rule.params['names'])})$", title) is not None
    return named and len(title) <= LABEL and not re.search("[，,；;：:]", title)


def _spaced(report: Report, rule: Rule) -> Iterator[Said]:
    """Ordinals of the first two levels, most of which have no blank behind them."""
    if report.source.format == "markdown":
        return
    places: list[Span] = []
    right: Span | None = None
    for style in ("一", "（一）"):
        of_style = [section for section in report.sections if section.style == style]
        spaced = [s for s in of_style if report.folded[s.title.start - 1] == " "]
        if len(spaced) * 2 < len(of_style):
            places += [s.heading for s in spaced]
            right = of_style[0].heading
    yield from _habit(report, right, sorted(places))


def _levels(report: Report, rule: Rule) -> Iterator[Said]:
    """Headings of a higher level inside those of a lower: （一） below 1."""
    right: Span | None = None
    places: list[Span] = []
    subjects: list[str] = []
    for section in report.sections:
        above = report.sections[section.parent] if section.parent >= 0 else None
        if above is None or section.item or {section.style, above.style} - LEVELS.keys():
            continue
        if LEVELS[section.style] >= LEVELS[above.style] or _has(report, above, section.style):
            right = right or section.heading
            continue
        places.append(ordinal_of(report, section))
        subjects.append(_shown(report, ordinal_of(report, above)))
    for outcome, span, others, _ in _habit(report, right, places):
        yield outcome, span, others, subjects[0] if subjects else ""


def _has(report: Report, section: Section, style: str) -> bool:
    """Whether a section lies in one of that style: then a series is opened inside itself."""
    while section.parent >= 0:
        section = report.sections[section.parent]
        if section.style == style:
            return True
    return False
