"""One module a kind of criterion: (Report, Rule) → Verdicts.

``KINDS`` are the named checks a rule may ask for with ``check:``; assertions go to ``claim``.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.attachment import check_attachment
from checker.checks.calendar import check_calendar
from checker.checks.changes import check_change
from checker.checks.counts import check_listed
from checker.checks.enumerated import check_enumerated
from checker.checks.equations import check_equation
from checker.checks.explained import check_explained
from checker.checks.goals import check_measurable
from checker.checks.groups import check_parts
from checker.checks.inner import check_inner
from checker.checks.itemized import check_itemized
from checker.checks.magnitudes import check_magnitude, check_slip
from checker.checks.outline import check_outline
from checker.checks.ratio import check_ratio
from checker.checks.rows import check_rows
from checker.checks.scoring import check_score
from checker.checks.shares import check_shares
from checker.checks.spelt import check_spelt
from checker.checks.tables import check_table
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
    "listed": check_listed,
    "enumerated": check_enumerated,
    "spelt": check_spelt,
    "itemized": check_itemized,
    "equation": check_equation,
    "change": check_change,
    "magnitude": check_magnitude,
    "slip": check_slip,
    "shares": check_shares,
}
