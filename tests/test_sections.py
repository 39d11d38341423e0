"""Sections against the outline: what is missing, named otherwise, empty, misplaced, out of order."""

from __future__ import annotations

import pytest

from checker.engine.run import apply
from checker.model.context import Context
from checker.model.rule import Rule
from checker.model.verdict import NotApplied
from checker.packs import available_packs, load_pack, load_vocabulary
from checker.readers import read
from checker.report.build import read_report

PLACES = [info.id for info in available_packs() if "region" in info.applies]
OWN = [rule for name in PLACES for rule in load_pack(name).rules if rule.pack == name]


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)
def test_a_rule_of_a_place_passes_and_fails_its_examples(rule: Rule) -> None:
    outline = load_pack(rule.pack).outline

    def outcomes(text: str) -> list[str]:
        source = read("报告.txt", text.encode())
        report = read_report(source, load_vocabulary(), lambda _: outline)
        said = apply(report, rule, Context(outline))
        return [] if isinstance(said, NotApplied) else [verdict.outcome for verdict in said]

    for text in rule.examples_pass:
        assert set(outcomes(text)) == {"pass"}, text
    for text in rule.examples_fail:
        assert outcomes(text).count("fail") == 1, text
