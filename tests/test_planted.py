"""Faults planted in the careful report are caught, each by hardly more than one finding; what is
right and beside the point brings none."""

from __future__ import annotations

from functools import cache
from statistics import mean

import pytest
from fault_places import Fault
from faults import Baseline, Outcome, baseline, faults_of, try_fault
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import ROOT

CAREFUL = ROOT / "examples" / "careful.txt"

FAMILIES = (
    *("SUM", "TAB", "CNT", "CON", "NUM", "SEC", "SCO"),
    *("DAT", "DIS", "PRO", "CIT", "GOA", "PRB", "TYP"),
)
"""Families of which every planted fault is caught. It grows with the rules."""

KINDS = (
    ("EXE", "rate-exchanged"),
    ("EXE", "rate-digit"),
    ("WRD", "misspelt"),
    ("WRD", "placeholder"),
)
"""Kinds of other families of which every planted fault is caught."""

TWICE = "全年组织水库大坝安全隐患排查和督导检查46次。"
"""A statement that is put into two chapters, that one of them can be changed."""


@cache
def careful() -> Baseline:
    text = CAREFUL.read_text("utf-8")
    for heading in ("\n二、绩效自评工作", "\n五、存在的主要问题"):
        assert heading in text
        text = text.replace(heading, f"\n{TWICE}{heading}")
    return baseline(CAREFUL.name, text.encode())


def is_asked(fault: Fault) -> bool:
    return fault.family in FAMILIES or (fault.family, fault.kind) in KINDS


FAULTS = [fault for fault in faults_of(careful().report) if is_asked(fault)]


def said(outcome: Outcome) -> list[str]:
    return [f"{found.rule} {found.location.line}" for found in outcome.new]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_witnesses_in_the_careful_report(family: str) -> None:
    assert family in {fault.family for fault in FAULTS}


def of_any_family() -> st.SearchStrategy[Fault]:
    """Faults, those of rare families as often as the others."""
    kinds = sorted({(fault.family, fault.kind) for fault in FAULTS})
    listed = {kind: [f for f in FAULTS if (f.family, f.kind) == kind] for kind in kinds}
    return st.sampled_from(kinds).flatmap(lambda kind: st.sampled_from(listed[kind]))


@settings(max_examples=80, deadline=None)
@given(of_any_family())
def test_a_planted_fault_is_caught_where_it_stands(fault: Fault) -> None:
    outcome = try_fault(careful(), fault)
    was = careful().source.text[fault.start : fault.end]
    assert outcome.result == "caught", f"{fault.family} {fault.kind}: {was!r} → {fault.text!r}"


def test_one_fault_is_hardly_more_than_one_finding() -> None:
    some = FAULTS[:: max(1, len(FAULTS) // 40)]
    outcomes = [try_fault(careful(), fault) for fault in some]
    assert mean(len(outcome.new) for outcome in outcomes) <= 1.5, list(map(said, outcomes))


# --- what is right ----------------------------------------------------------------------------

RIGHT = (
    "全年组织党员学习12次，参加学习的党员共计386人次。",
    "本部门网站全年发布信息214条，回复群众留言57条，回复及时率为100%。",
    "全年召开局长办公会18次，研究议题93个；印发会议纪要18份。",
    "2024年组织应急演练3次，参演人员420余人次，演练方案均报市应急管理局备案。",
    "受益农户代表、村干部和施工单位代表参加了座谈，提出意见建议26条，均已逐条答复。",
)


def places() -> list[int]:
    """Where a paragraph may begin in the careful report: behind one that ends a sentence."""
    text = careful().source.text
    return [at + 2 for at in range(len(text)) if text.startswith("。\n", at)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(RIGHT), st.sampled_from(places()))
def test_a_right_paragraph_brings_no_finding(words: str, at: int) -> None:
    outcome = try_fault(careful(), Fault("SUM", "right", at, at, f"{words}\n"))
    assert said(outcome) == []
