"""Every shipped rule does what its own examples say."""

from __future__ import annotations

import pytest
from reading import report_of

from checker.engine.run import apply
from checker.model.context import Context
from checker.model.rule import Rule, RulePack
from checker.model.verdict import NotApplied
from checker.packs import load_pack

PACK = load_pack("common/department")


def outcomes(pack: RulePack, rule: Rule, text: str) -> set[str]:
    said = apply(report_of(text), rule, Context(pack.outline, card=pack.card))
    return set() if isinstance(said, NotApplied) else {verdict.outcome for verdict in said}


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_a_rule_passes_and_fails_its_examples(rule: Rule) -> None:
    assert rule.examples_pass
    assert rule.examples_fail
    for text in rule.examples_pass:
        assert outcomes(PACK, rule, text) == {"pass"}, text
    for text in rule.examples_fail:
        assert "fail" in outcomes(PACK, rule, text), text


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_a_rule_claims_no_more_than_its_basis_bears(rule: Rule) -> None:
    marks = {ground.mark for ground in rule.basis}
    bears = "error" if "confirmed" in marks else "warning" if "recalled" in marks else "info"
    order = ["info", "warning", "error"]
    assert order.index(rule.severity) <= order.index(bears)
