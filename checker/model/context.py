"""What a check may know beside the report and its rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from checker.model.record import record
from checker.model.rule import OutlineEntry
from checker.model.score import Card
from checker.model.value import Value


@record(frozen=True, slots=True, repr=False, eq=False)
class Context:
    """The pack's outline and scorecard, the figures the user gave, and the day the check is made for.

    ``given`` are values by the name of their term (``--fact``); they have no place in the report.
    ``as_of`` is a day as ``2021-04-06``, or None: no check asks the clock.
    """

    outline: tuple[OutlineEntry, ...] = ()
    given: Mapping[str, Value] = field(default_factory=dict)
    as_of: str | None = None
    card: Card | None = None
