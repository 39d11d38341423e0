"""One module a kind of criterion: (Report, Rule) → Verdicts.

``KINDS`` are the named checks a rule may ask for with ``check:``; assertions go to ``claim``.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.agreement.misnamed import check_misnamed
from checker.checks.agreement.names import check_named, check_self
from checker.checks.agreement.planned import check_planned
from checker.checks.agreement.restated import check_restated
from checker.checks.agreement.skeletons import check_repeated
from checker.checks.agreement.titles import check_called
from checker.checks.agreement.unreported import check_unreported
from checker.checks.amounts.beside import check_beside
from checker.checks.amounts.changes import check_change
from checker.checks.amounts.divided import check_divided
from checker.checks.amounts.equations import check_equation
from checker.checks.amounts.explained import check_explained
from checker.checks.amounts.groups import check_parts
from checker.checks.amounts.hundred import check_hundred
from checker.checks.amounts.itemized import check_itemized
from checker.checks.amounts.magnitudes import check_magnitude, check_slip, check_unit
from checker.checks.amounts.ratio import check_ratio
from checker.checks.amounts.shares import check_shares
from checker.checks.counts.enumerated import check_enumerated
from checker.checks.counts.levels import check_levels
from checker.checks.counts.listed import check_listed
from checker.checks.counts.spelt import check_spelt
from checker.checks.dates.calendar import check_calendar
from checker.checks.dates.citations import check_citation
from checker.checks.dates.undated import check_undated
from checker.checks.dates.years import check_years
from checker.checks.logic.answers import check_answered, check_denied
from checker.checks.logic.praise import check_praised
from checker.checks.logic.repeats import check_copied, check_reasons
from checker.checks.logic.targets import check_missed
from checker.checks.scores.rescored import check_rescored
from checker.checks.scores.scoring import check_score
from checker.checks.structure.attachment import check_attachment
from checker.checks.structure.echo import check_echo
from checker.checks.structure.goals import check_measurable
from checker.checks.structure.indicators import check_announced
from checker.checks.structure.listing import check_listing
from checker.checks.structure.numbering import check_numbering
from checker.checks.structure.outline import check_outline
from checker.checks.tables.inner import check_inner
from checker.checks.tables.rows import check_rows
from checker.checks.tables.totals import check_table
from checker.checks.tables.twice import check_twice
from checker.checks.typography.brackets import check_mixed, check_nested, check_paired
from checker.checks.typography.marks import check_marks
from checker.checks.typography.quotation import check_quotation
from checker.checks.typography.spacing import check_spaced_marks, check_spaced_words
from checker.checks.typography.stops import check_pauses, check_stops
from checker.checks.typography.width import check_width
from checker.checks.wording.adverbs import check_adverbs
from checker.checks.wording.confusions import check_confusions
from checker.checks.wording.doubled import check_doubled
from checker.checks.wording.fragments import check_fragments
from checker.checks.wording.placeholders import check_placeholders
from checker.checks.wording.terms import check_terms
from checker.checks.wording.traditional import check_traditional
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
    "announced": check_announced,
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
    "unreported": check_unreported,
    "self": check_self,
    "named": check_named,
    "called": check_called,
    "misnamed": check_misnamed,
    "listed": check_listed,
    "enumerated": check_enumerated,
    "spelt": check_spelt,
    "levels": check_levels,
    "itemized": check_itemized,
    "equation": check_equation,
    "change": check_change,
    "magnitude": check_magnitude,
    "slip": check_slip,
    "unit": check_unit,
    "shares": check_shares,
    "hundred": check_hundred,
    "confusions": check_confusions,
    "terms": check_terms,
    "adverbs": check_adverbs,
    "doubled": check_doubled,
    "fragments": check_fragments,
    "placeholders": check_placeholders,
    "traditional": check_traditional,
}
