"""Every shipped rule does what its own examples say."""

from __future__ import annotations

import pytest

from checker.engine.examples import try_rule
from checker.model.rule import Rule, RulePack
from checker.packs import available_packs, load_pack

PAIRS = [
    (pack, rule)
    for pack in (load_pack(info.id) for info in available_packs())
    for rule in pack.rules
    if rule.pack == pack.id
]


def name(given: object) -> str:
    return given.id if isinstance(given, Rule) else ""


@pytest.mark.parametrize(("pack", "rule"), PAIRS, ids=name)
def test_a_rule_passes_and_fails_its_examples(pack: RulePack, rule: Rule) -> None:
    trials = try_rule(pack, rule)
    assert {trial.wanted for trial in trials} == {"pass", "fail"}
    assert [(trial.wanted, trial.came, trial.text) for trial in trials if not trial.ok] == []


@pytest.mark.parametrize(("pack", "rule"), PAIRS, ids=name)
def test_a_rule_claims_no_more_than_its_basis_bears(pack: RulePack, rule: Rule) -> None:
    marks = {ground.mark for ground in rule.basis}
    bears = "error" if "confirmed" in marks else "warning" if "recalled" in marks else "info"
    order = ["info", "warning", "error"]
    assert order.index(rule.severity) <= order.index(bears)
