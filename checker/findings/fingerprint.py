"""What a finding is known by from one state of a report to the next: never its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from checker.model.report import Report
from checker.model.text import Span
from checker.model.verdict import Verdict
from checker.report.outline import sections_at


def fingerprints(report: Report, verdicts: Iterable[Verdict]) -> list[str]:
    """One fingerprint for each verdict, in their order.

    Made of the rule, the titles of the sections without ordinals, the operands as shown (or, where
    there are none, the words of the claim), and the how-manyth of its like this is.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for verdict in verdicts:
        parts = identity(report, verdict)
        seen[parts] += 1
        text = "\x1f".join((*parts, str(seen[parts])))
        found.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20])
    return found


def identity(report: Report, verdict: Verdict) -> tuple[str, ...]:
    """All that tells one verdict from another except how often it occurs."""
    titles: tuple[str, ...] = ()
    if verdict.span is not None:
        held = sections_at(report, verdict.span.start)
        titles = tuple(_plain(report, section.title) for section in held)
    return (verdict.rule.id, verdict.outcome, "/".join(titles), *claim(report, verdict))


def claim(report: Report, verdict: Verdict) -> tuple[str, ...]:
    """What is claimed, wherever it stands: the figures, or the words where there are none."""
    figures = [verdict.stated, *(f"{part.role}={part.shown}" for part in verdict.operands)]
    if not verdict.stated and not verdict.operands and verdict.span is not None:
        figures.append(_words(report, verdict.span))
    figures += [f"{name}={text}" for name, text in verdict.details if not name.endswith("_en")]
    return (*figures, *verdict.missing)


def _words(report: Report, span: Span) -> str:
    """The words of a claim; of a heading without its ordinal, which moves when others are added."""
    for section in sections_at(report, span.start)[-1:]:
        if section.heading.start <= span.start and span.end <= section.heading.end:
            return _plain(report, section.title)
    return _plain(report, span)


def _plain(report: Report, span: Span) -> str:
    return "".join(report.folded[span.start : span.end].split())
