"""A report as rules see it, for people: one thing a line, each with its line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.findings.places import locator
from checker.model.report import Fact, Report, Section, Table
from checker.model.rule import RulePack
from checker.model.text import Span
from checker.model.value import Value
from checker.output.look import Look, place
from checker.output.width import clean, width, wrap
from checker.wording import say

GUTTER = 9
"""Columns for line and column, which stand in front."""


def render(report: Report, pack: RulePack, look: Look) -> str:
    """Identity, outline, values, facts, groups and tables, one after the other."""
    locate = locator(report)
    lines: list[str] = []

    def head(key: str, number: int | None = None) -> None:
        title = say(f"parse.{key}", look.lang)
        title = title if number is None else f"{title} ({number})"
        lines.extend(["", f"\x1b[1m{title}\x1b[0m" if look.color else title])

    def line(span: Span | None, text: str, indent: int = 0) -> None:
        front = "" if span is None else place(locate(span, None), look.lang)
        blanks = " " * (GUTTER + 2 * indent)
        room = max(20, look.columns - len(blanks))
        first, *rest = wrap(clean(text), room, look.ambiguous)
        front += " " * (GUTTER - width(front, look.ambiguous))
        lines.append(f"{front}{' ' * 2 * indent}{first}".rstrip())
        lines.extend(blanks + more for more in rest)

    def text(span: Span) -> str:
        return report.text[span.start : span.end]

    lines.append(clean(report.source.path))
    who = report.identity
    year = "" if who.year is None else say("year", look.lang, year=who.year)
    line(who.title, " · ".join(filter(None, (who.organisation, *who.region, who.level, year))))
    line(None, f"{say(f'kind.{who.kind}', look.lang)} {who.evidence}")
    line(None, f"{pack.id} {pack.version} · {report.source.format} · {report.source.encoding}")
    head("outline", len(report.sections))
    for section in report.sections:
        line(section.heading, _section(section, text), section.depth - 1)
    head("values", len(report.values))
    for value in report.values:
        line(value.span, _value(value), 0 if value.parent is None else 1)
    head("facts", len(report.facts))
    for fact in report.facts:
        line(fact.value.span, _fact(fact, text))
    head("groups", len(report.groups))
    for group in report.groups:
        line(group.word, f"{say(f'parse.{group.relation}', look.lang)} {text(group.word)}")
        line(group.whole.value.span, _fact(group.whole, text), 1)
        for part in group.parts:
            line(part.value.span, _fact(part, text), 2)
    head("tables", len(report.tables))
    for table in report.tables:
        _table(table, text, line)
    return "\n".join(lines) + "\n"


def _section(section: Section, text: Callable[[Span], str]) -> str:
    marks = [mark for mark in ("item" if section.item else "", section.anomaly) if mark]
    heading = text(section.heading)
    return f"{heading} [{', '.join(marks)}]" if marks else heading


def _value(value: Value) -> str:
    parts = [value.kind, value.text]
    if value.amount is not None and value.factor != 1:
        parts.append(f"= {value.amount:f}")
    if value.bound:
        parts.append(value.bound)
    parts += value.articles
    return " ".join(parts)


def _fact(fact: Fact, text: Callable[[Span], str]) -> str:
    name = fact.term or f"?{text(fact.label)}"
    sign = {1: "+", -1: "-"}.get(fact.change, "")
    about = [str(fact.period) if fact.period else "", fact.basis, fact.scope]
    tags = ", ".join(filter(None, about))
    return f"{name} = {sign}{fact.value.text}" + (f" [{tags}]" if tags else "")


def _table(
    table: Table, text: Callable[[Span], str], line: Callable[[Span | None, str, int], None]
) -> None:
    caption = "" if table.caption is None else text(table.caption)
    line(table.span, " ".join(filter(None, (f"#{table.index}", caption, table.unit))), 0)
    line(None, _cells(cell.text for cell in table.header), 1)
    for row in table.rows:
        line(row.cells[0].span, _cells(cell.text for cell in row.cells), 1)


def _cells(texts: Iterable[str]) -> str:
    return " | ".join(texts)
