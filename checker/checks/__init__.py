"""One module a kind of criterion: (Report, Rule) → Verdicts.

``KINDS`` are the named checks a rule may ask for with ``check:``; assertions go to ``claim``.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.adverbs import check_adverbs
from checker.checks.answers import check_answered, check_denied
from checker.checks.attachment import check_attachment
from checker.checks.beside import check_beside
from checker.checks.brackets import check_mixed, check_nested, check_paired
from checker.checks.calendar import check_calendar
from checker.checks.changes import check_change
from checker.checks.citations import check_citation
from checker.checks.confusions import check_confusions
from checker.checks.counts import check_listed
from checker.checks.divided import check_divided
from checker.checks.doubled import check_doubled
from checker.checks.echo import check_echo
from checker.checks.enumerated import check_enumerated
from checker.checks.equations import check_equation
from checker.checks.explained import check_explained
from checker.checks.fragments import check_fragments
from checker.checks.goals import check_measurable
from checker.checks.groups import check_parts
from checker.checks.inner import check_inner
from checker.checks.itemized import check_itemized
from checker.checks.listing import check_listing
from checker.checks.magnitudes import check_magnitude, check_slip
from checker.checks.marks import check_marks
from checker.checks.names import check_named, check_self
from checker.checks.numbering import check_numbering
from checker.checks.outline import check_outline
from checker.checks.placeholders import check_placeholders
from checker.checks.planned import check_planned
from checker.checks.praise import check_praised
from checker.checks.quotation import check_quotation
from checker.checks.ratio import check_ratio
from checker.checks.repeats import check_copied, check_reasons
from checker.checks.rescored import check_rescored
from checker.checks.restated import check_restated
from checker.checks.rows import check_rows
from checker.checks.scoring import check_score
from checker.checks.shares import check_shares
from checker.checks.skeletons import check_repeated
from checker.checks.spacing import check_spaced_marks, check_spaced_words
from checker.checks.spelt import check_spelt
from checker.checks.stops import check_pauses, check_stops
from checker.checks.tables import check_table
from checker.checks.targets import check_missed
from checker.checks.titles import check_called
from checker.checks.traditional import check_traditional
from checker.checks.twice import check_twice
from checker.checks.undated import check_undated
from checker.checks.width import check_width
from checker.checks.years import check_years
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
    "answered": check_answered,
    "denied": check_denied,
    "praised": check_praised,
    "reasons": check_reasons,
    "copied": check_copied,
    "missed": check_missed,
    "explained": check_explained,
    "row": check_rows,
    "inner": check_inner,
    "twice": check_twice,
    "numbering": check_numbering,
    "listing": check_listing,
    "echo": check_echo,
    "citation": check_citation,
    "years": check_years,
    "width": check_width,
    "mixed": check_mixed,
    "paired": check_paired,
    "nested": check_nested,
    "marks": check_marks,
    "spaced-marks": check_spaced_marks,
    "spaced-words": check_spaced_words,
    "stops": check_stops,
    "pauses": check_pauses,
    "quotation": check_quotation,
    "beside": check_beside,
    "rescored": check_rescored,
    "divided": check_divided,
    "repeated": check_repeated,
    "restated": check_restated,
    "planned": check_planned,
    "self": check_self,
    "named": check_named,
    "called": check_called,
    "listed": check_listed,
    "enumerated": check_enumerated,
    "spelt": check_spelt,
    "itemized": check_itemized,
    "equation": check_equation,
    "change": check_change,
    "magnitude": check_magnitude,
    "slip": check_slip,
    "shares": check_shares,
    "confusions": check_confusions,
    "adverbs": check_adverbs,
    "doubled": check_doubled,
    "fragments": check_fragments,
    "placeholders": check_placeholders,
    "traditional": check_traditional,
}
