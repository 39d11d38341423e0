"""Shares of one whole make 100% where the text says that all of them are named."""

from __future__ import annotations

import pytest
from reading import checked


def told(text: str) -> set[tuple[str, str, str]]:
    """Severity, excerpt and sum of what SUM-26 finds in a text."""
    found = checked(text + "\n").findings
    return {(f.severity, f.excerpt, f.computed) for f in found if f.rule == "SUM-26"}


@pytest.mark.parametrize(
    "text",
    [
        "抽检样品中，一类占35%、二类占40%，其余占25%。",
        "抽检样品中，一类占35.2%、二类占40.1%，其余占24.6%。",  # rounding
        "抽检样品中，甲类占33%、乙类占33%，其余占33%。",
        "一类约占35%、二类约占40%，其余约占20%。",
        "女职工占45%、党员占60%、35岁以下职工占30%。",  # overlapping sets
        "党员、女职工、青年职工分别占60%、45%、30%。",
        "高级、中级、初级职称分别占20%、45%、31%。",  # some have no title
        "非常满意占52%，基本满意占41%，不满意占4%。",  # some gave no answer
        "工业占60%，其中制造业占45%，其余占15%。",
        "财政拨款占85%，其中中央补助占50%，其余占35%。",
        "本科以上学历占85%，研究生占12%，其余占15%。",
        "从学历结构看，本科以上占85%，研究生占12%，博士占1%。",
        "高级职称30人占20%，中级职称75人占50%，其余占30%。",
        "第一批占35%。第二批占40%，其余占25%。",
        "学生体质测试优秀率12%、良好率41%、合格率98%、不合格率2%。",
        "一季度执行率24.5%，上半年51.2%，前三季度75.6%，全年98.2%。",
        "基本支出占年初预算的98%，项目支出占年初预算的12%。",
        "全市一类企业占35%，全县二类企业占本县企业的40%，其余占20%。",
        "人员经费占85%，公用经费占15%，项目支出占20%。",  # two of them of 基本支出
        "企业分为三类，对一类企业抽查占10%、二类企业抽查占30%、三类企业抽查占50%。",
        "反映的问题中，前四类问题分别占40%、25%、20%、10%。",
        "主要三类样品分别占30%、45%、20%。",
        "甲类样品占35%，乙类样品占40%，其余的合格率占98%。",
        "检查中，城镇占35%、农村占40%，其余指标同比增长5%。",
    ],
)
def test_shares_that_are_right_or_of_several_wholes_are_silent(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "excerpt", "computed"),
    [
        (
            "抽检样品中，一类占35%、二类占40%，其余占20%。",
            "一类占35%、二类占40%，其余占20%",
            "95%",
        ),
        (
            "工单中咨询类占百分之五十、求助类占百分之三十，其余占百分之十。",
            "工单中咨询类占百分之五十、求助类占百分之三十，其余占百分之十",
            "90%",
        ),
        (
            "资金由中央补助（占60%）、省级补助（占30%）、县级配套（占5%）组成。",
            "资金由中央补助（占60%）、省级补助（占30%）、县级配套（占5%",
            "95%",
        ),
        (
            "样品分为三类：饮用水占35%，灌溉水占40%，中水占20%。",
            "饮用水占35%，灌溉水占40%，中水占20%",
            "95%",
        ),
    ],
)
def test_a_partition_that_is_announced_is_an_error(text: str, excerpt: str, computed: str) -> None:
    assert told(text) == {("error", excerpt, computed)}


@pytest.mark.parametrize(
    ("text", "excerpt", "computed"),
    [
        ("采购中货物、工程、服务分别占35%、30%和25%。", "分别占35%、30%和25%", "90%"),
        ("诉求涉及的四类问题分别占40%、25%、20%、10%。", "分别占40%、25%、20%、10%", "95%"),
        ("男职工占53.3%、女职工占48.7%。", "男职工占53.3%、女职工占48.7%", "102.0%"),
        ("一、二、三产业分别占12.1%、45.3%、44.6%。", "分别占12.1%、45.3%、44.6%", "102.0%"),
        (
            "产出指标权重50%、效益指标权重30%、满意度指标权重30%。",
            "产出指标权重50%、效益指标权重30%、满意度指标权重30%",
            "110%",
        ),
        (
            "支出结构为：人员经费占60%、公用经费占15%、项目支出占20%。",
            "人员经费占60%、公用经费占15%、项目支出占20%",
            "95%",
        ),
    ],
)
def test_classes_that_lie_apart_by_their_names_are_warned_of(
    text: str, excerpt: str, computed: str
) -> None:
    assert told(text) == {("warning", excerpt, computed)}


def test_every_share_is_named_beside_the_finding() -> None:
    (found,) = (
        f
        for f in checked("抽检样品中，一类占35%、二类占40%，其余占20%。\n").findings
        if f.rule == "SUM-26"
    )
    assert [(each.role, each.excerpt) for each in found.related] == [
        ("一类", "35%"),
        ("二类", "40%"),
        ("其余", "20%"),
    ]
    assert found.working == "35% + 40% + 20% = 95% ≠ 100%"
