"""One module a kind of criterion: (Report, Rule) → Verdicts.

``KINDS`` are the named checks a rule may ask for with ``check:``; assertions go to ``claim``.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.attachment import check_attachment
from checker.checks.calendar import check_calendar
from checker.checks.explained import check_explained
from checker.checks.goals import check_measurable
from checker.checks.groups import check_parts
from checker.checks.inner import check_inner
from checker.checks.names import check_named, check_self
from checker.checks.outline import check_outline
from checker.checks.planned import check_planned
from checker.checks.ratio import check_ratio
from checker.checks.restated import check_restated
from checker.checks.rows import check_rows
from checker.checks.scoring import check_score
from checker.checks.skeletons import check_repeated
from checker.checks.tables import check_table
from checker.checks.titles import check_called
from checker.checks.twice import check_twice
from checker.checks.undated import check_undated
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
    "calendar": check_calendar,
    "undated": check_undated,
    "attachment": check_attachment,
    "measurable": check_measurable,
    "explained": check_explained,
    "row": check_rows,
    "inner": check_inner,
    "twice": check_twice,
    "repeated": check_repeated,
    "restated": check_restated,
    "planned": check_planned,
    "self": check_self,
    "named": check_named,
    "called": check_called,
}
