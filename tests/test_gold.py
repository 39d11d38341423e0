"""What careful reviewers found in three published reports, and where they found nothing to say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from shared import SHARED, needs_shared

from checker.cli.pipeline import Settings, check_source
from checker.model.verdict import Checked, Finding
from checker.readers import read

FAMILIES = frozenset((
    "SEC", "NUM", "SUM", "TAB", "EXE", "DIS", "PRO", "SCO", "CNT", "CON", "GOA", "PRB", "CIT", "DAT",
    "WRD", "TYP",
))  # fmt: skip
ASKED = Decimal("0.75")
"""Of what asks for judgement, the share that is found."""
GOLD = sorted((SHARED / "gold").glob("*.yaml"))
Item = dict[str, Any]


def items(kind: str) -> Iterator[Any]:
    """The items of one kind that are about the families that are judged, each with its report."""
    for path in GOLD:
        for item in yaml.safe_load(path.read_text("utf-8"))[kind]:
            families = FAMILIES & set(str(item.get("family") or item["about"]).split())
            if families:
                place = f"{path.stem}-{'-'.join(sorted(families))}-{item['spans'][0][0]}"
                yield pytest.param(path.stem, item, families, id=place)


def checked(name: str) -> Checked:
    path = SHARED / "reports" / f"{name}.txt"
    return check_source(read(path.name, path.read_bytes()), Settings())


def touching(result: Checked, item: Item, families: frozenset[str]) -> list[Finding]:
    """The findings of some families of which a place touches one of the item's spans."""
    return [
        finding
        for finding in result.findings
        if finding.rule.split("-")[-2] in families
        and any(
            place.line <= last and (place.end_line or place.line) >= first
            for place in (finding.location, *(other.location for other in finding.related))
            if place.line is not None
            for first, last in item["spans"]
        )
    ]


@needs_shared
@pytest.mark.parametrize(("name", "item", "families"), list(items("must")))
def test_what_must_be_found_is_found(name: str, item: Item, families: frozenset[str]) -> None:
    found = touching(checked(name), item, families)
    assert [one.rule for one in found if one.outcome == "fail"], item["why"]


@needs_shared
@pytest.mark.parametrize(("name", "item", "families"), list(items("silent")))
def test_where_nothing_is_wrong_nothing_is_said(
    name: str, item: Item, families: frozenset[str]
) -> None:
    assert [one.rule for one in touching(checked(name), item, families)] == [], item["why"]


@needs_shared
def test_most_of_what_asks_for_judgement_is_found() -> None:
    asked = [param.values for param in items("should")]
    found = [item for name, item, families in asked if touching(checked(name), item, families)]
    assert len(found) >= ASKED * len(asked)
