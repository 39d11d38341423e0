"""A report as rules see it, as JSON: every span as lines and columns of the file, or as the
page, paragraph or cell that it begins in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.findings.places import locator
from checker.model.report import Fact, Group, Report, Section, Table
from checker.model.rule import RulePack
from checker.model.text import Span
from checker.model.value import Value
from checker.output.json_ import TOOL, identity
from checker.output.look import Look, dump

Place = Callable[[Span], dict[str, Any]]


def render(report: Report, pack: RulePack, look: Look) -> str:
    """One document: identity, sections, values, facts, groups and tables of the report."""
    locate = locator(report)

    def place(span: Span) -> dict[str, Any]:
        at = locate(span, None)
        text = report.text[span.start : span.end]
        if at.line is None:
            unit = {"page": at.page, "paragraph": at.paragraph, "cell": at.cell}
            return {
                **{key: value for key, value in unit.items() if value is not None},
                "text": text,
            }
        return {
            "line": at.line,
            "column": at.column,
            "end_line": at.end_line,
            "end_column": at.end_column,
            "text": text,
        }

    who = report.identity
    document = {
        "schema": 1,
        "tool": TOOL,
        "path": report.source.path,
        "encoding": report.source.encoding,
        "identity": {
            **identity(who),
            "title": None if who.title is None else place(who.title),
            "evidence": who.evidence or None,
        },
        "pack": {"id": pack.id, "version": pack.version, "hash": pack.hash},
        "sections": [_section(section, place) for section in report.sections],
        "values": [_value(value, place) for value in report.values],
        "facts": [_fact(fact, place) for fact in report.facts],
        "groups": [_group(group, place) for group in report.groups],
        "tables": [_table(table, place) for table in report.tables],
    }
    return dump(document, look)


def _section(section: Section, place: Place) -> dict[str, Any]:
    return {
        "heading": place(section.heading),
        "style": section.style,
        "number": section.number,
        "depth": section.depth,
        "parent": None if section.parent < 0 else section.parent,
        "item": section.item,
        "anomaly": section.anomaly or None,
    }


def _value(value: Value, place: Place) -> dict[str, Any]:
    return {
        "kind": value.kind,
        "normal": value.text,
        "number": None if value.number is None else str(value.number),
        "unit": value.unit or None,
        "amount": None if value.amount is None else f"{value.amount:f}",
        "decimals": value.decimals,
        "bound": value.bound or None,
        "date": None if value.date is None else list(value.date),
        "end": None if value.end is None else list(value.end),
        "articles": list(value.articles),
        "parent": value.parent,
        "place": place(value.span),
    }


def _fact(fact: Fact, place: Place) -> dict[str, Any]:
    return {
        "term": fact.term or None,
        "label": place(fact.label),
        "value": fact.value.text,
        "change": fact.change,
        "period": fact.period,
        "basis": fact.basis or None,
        "scope": fact.scope or None,
        "table": None if fact.table is None else list(fact.table),
        "place": place(fact.value.span),
    }


def _group(group: Group, place: Place) -> dict[str, Any]:
    return {
        "relation": group.relation,
        "word": place(group.word),
        "whole": _fact(group.whole, place),
        "parts": [_fact(part, place) for part in group.parts],
    }


def _table(table: Table, place: Place) -> dict[str, Any]:
    return {
        "index": table.index,
        "caption": None if table.caption is None else place(table.caption),
        "unit": table.unit or None,
        "header": [cell.text for cell in table.header],
        "rows": [[place(cell.span) for cell in row.cells] for row in table.rows],
    }
