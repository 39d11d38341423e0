"""One module a kind of criterion: (Report, Rule) → Verdicts.

``KINDS`` are the named checks a rule may ask for with ``check:``; assertions go to ``claim``.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.groups import check_parts
from checker.checks.outline import check_outline
from checker.checks.ratio import check_ratio
from checker.checks.scoring import check_score
from checker.checks.tables import check_table
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Verdict

KINDS: dict[str, Callable[[Report, Rule, Context], list[Verdict] | NotApplied]] = {
    "parts": check_parts,
    "ratio": check_ratio,
    "table": check_table,
    "outline": check_outline,
    "score": check_score,
}
