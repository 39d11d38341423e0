"""One module a kind of criterion: (Report, Rule) → Verdicts.

``KINDS`` are the named checks a rule may ask for with ``check:``; assertions go to ``claim``.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.adverbs import check_adverbs
from checker.checks.attachment import check_attachment
from checker.checks.calendar import check_calendar
from checker.checks.confusions import check_confusions
from checker.checks.explained import check_explained
from checker.checks.fragments import check_fragments
from checker.checks.goals import check_measurable
from checker.checks.groups import check_parts
from checker.checks.inner import check_inner
from checker.checks.outline import check_outline
from checker.checks.placeholders import check_placeholders
from checker.checks.ratio import check_ratio
from checker.checks.doubled import check_doubled
from checker.checks.rows import check_rows
from checker.checks.scoring import check_score
from checker.checks.tables import check_table
from checker.checks.traditional import check_traditional
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
    "confusions": check_confusions,
    "adverbs": check_adverbs,
    "doubled": check_doubled,
    "fragments": check_fragments,
    "placeholders": check_placeholders,
    "traditional": check_traditional,
}
