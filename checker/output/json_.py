"""JSON for other programs, as ``rules/schema/output.json`` describes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from checker import __version__
from checker.model.report import Identity
from checker.model.score import Scorecard
from checker.model.text import Location
from checker.model.verdict import Checked, Failure, Finding, LedgerLine
from checker.output.look import Look, counts, dump, remark
from checker.wording import reason, role

TOOL = {"name": "jixiao", "version": __version__}


def render(results: Sequence[Checked | Failure], look: Look) -> str:
    """One document; with ``look.ascii`` it is the same in every encoding of a console."""
    found = counts(results)
    levels = ("error", "warning", "info", "undetermined")
    reports = [_report(result, look.lang) for result in results if isinstance(result, Checked)]
    document = {
        "schema": 1,
        "tool": TOOL,
        "reports": reports,
        "errors": [
            {"path": result.path, "message": result.message}
            for result in results
            if isinstance(result, Failure)
        ],
        "summary": {
            "reports": len(reports),
            **{name: found[name] for name in levels},
            "waived": 0,
        },
    }
    return dump(document, look)


def identity(found: Identity) -> dict[str, Any]:
    """Whose report this is; what the text does not say is null."""
    return {
        "organisation": found.organisation or None,
        "region": "".join(found.region) or None,
        "level": found.level or None,
        "year": found.year,
        "kind": found.kind,
    }


def _report(checked: Checked, lang: str) -> dict[str, Any]:
    pack = checked.pack
    return {
        "path": checked.source.path,
        "identity": identity(checked.identity),
        "pack": {"id": pack.id, "version": pack.version, "hash": pack.hash},
        "findings": [_finding(finding, lang) for finding in checked.findings],
        "ledger": [_line(line, lang) for line in checked.ledger],
        "scorecard": scorecard(checked.scorecard, lang),
        "waived": 0,
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": finding.title.get(lang),
        "severity": finding.severity,
        "verdict": finding.outcome,
        "message": finding.message.get(lang),
        "location": _location(finding.location),
        "excerpt": finding.excerpt,
        "stated": finding.stated or None,
        "computed": finding.computed or None,
        "difference": finding.difference or None,
        "tolerance": finding.tolerance or None,
        "related": [
            {
                "role": role(place.role, lang),
                "location": _location(place.location),
                "excerpt": place.excerpt,
            }
            for place in finding.related
        ],
        "basis": [basis.get(lang) for basis in finding.basis],
        "fix": finding.fix,
        "confidence": None if finding.confidence is None else str(finding.confidence),
        "fingerprint": finding.fingerprint,
    }


def _location(location: Location) -> dict[str, Any]:
    table = location.table
    return {
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "page": location.page,
        "paragraph": location.paragraph,
        "table": None if table is None else asdict(table),
        "cell": location.cell,
        "member": location.member,
        "section": list(location.section),
    }


def _line(line: LedgerLine, lang: str) -> dict[str, Any]:
    return {
        "rule": line.rule.id,
        "pass": line.passed,
        "fail": line.failed,
        "undetermined": line.undetermined,
        "applies": line.applies,
        "reason": None if line.applies else reason(line.reason, line.missing, lang),
    }


def scorecard(card: Scorecard | None, lang: str) -> dict[str, Any] | None:
    """The scorecard as ``rules/schema/output.json`` describes it."""
    if card is None:
        return None
    return {
        "grade": card.grade or None,
        "lines": [
            {
                "indicator": line.name,
                "level": line.level,
                "maximum": line.most or None,
                "score": line.got or None,
                "computed": line.computed or None,
                "difference": line.difference or None,
                "working": line.working or None,
                "reason": remark(line, lang) if line.why else None,
                "missing": list(line.missing),
                "line": line.location.line if line.location is not None else None,
                "column": line.location.column if line.location is not None else None,
            }
            for line in card.lines
        ],
    }
