"""Totals beside their parts, equations, shares."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n"
TAIL = "\n二、绩效自评情况\n自评得分95分。\n"
RULES = ("SUM-23", "SUM-24", "SUM-25")


def said(text: str) -> list[tuple[str, str, str, str]]:
    """Rule, severity, excerpt and what should stand there, of these rules."""
    findings = checked(HEAD + text + TAIL).findings
    return [
        (found.rule, found.severity, found.excerpt, found.computed)
        for found in findings
        if found.rule in RULES and found.outcome == "fail"
    ]


RIGHT = [
    "预算调整后为2,120.00万元，比年初预算2,000.00万元增加120.00万元，调整率6%。",
    "学校现有教学班36个（一年级6个、二年级6个、三年级6个、四年级6个、五年级6个、六年级6个），在校生1,680人。",
    "现有事业编制18名（管理岗4名、专业技术岗12名、工勤岗2名），实有17人。",
    "支出1,200.00万元（人员经费700.00万元、公用经费200.00万元、项目支出300.00万元）。",
    "在编教师142人（高级职称35人、中级职称68人、初级职称39人，其中党员56人）。",
    "完成投资3,200万元（年度计划3,000万元），完成率106.67%。",
    "全年接警12,860起（治安类3,210起、交通类6,420起、求助类3,230起）。",
    "满意度=（非常满意180+满意15）/200×100%=97.5%。",
    "公用经费控制率=实际支出÷预算安排×100%=228.60÷240.00×100%=95.25%。",
    "总得分=9.8+38.5+28+15+4.5=95.8分。",
    "“100-1=0”的质量意识深入人心，倡导“5+2”“白加黑”。",
    "区教育局下辖单位57个，分别为中学12所、小学31所、幼儿园13所、特殊教育学校1所。",
    "共设置绩效指标33个：产出指标20个、效益指标10个、满意度指标3个。",
    "年初设置绩效指标33个（产出20个、效益10个、满意度3个），完成32个。",
    "项目总投资3,860万元（中央1,500万元、省级1,000万元，其余为市县配套），已完成2,900万元。",
    "一般公共预算财政拨款支出2,613.40万元：按功能分类，公共安全支出2,210.30万元、社会保障和就业支出210.60万元、卫生健康支出92.40万元、住房保障支出100.10万元。",
    "全年收治患者5.26万人次（门诊4.91万人次、住院0.35万人次）。",
    "义务教育阶段学生8,650人（小学5,720人、初中2,930人），学前3,120人。",
    "全年查处案件286件：一般程序案件212件、简易程序案件74件，罚没款126.50万元。",
    "基本支出1,800.00万元，占60%；项目支出1,200.00万元，占40%。",
    "预算执行得分=20×97.5%=19.5分；结转结余率得分5分。",
    "得分=10-0.5×2=9分。",
    "人员经费占比=1,420.30/1,800.00×100%≈78.9%。",
    "评价组由5人组成：组长1人、副组长1人、成员3人。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_adds_up_is_silent(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "severity", "excerpt", "computed"),
    [
        ("编制18名（管理岗4名、专业技术岗12名、工勤岗3名）。", "SUM-23", "error", "18名", "19名"),
        (
            "支出1,200.00万元：人员经费820.00万元、公用经费400.00万元。",
            "SUM-23",
            "error",
            "1,200.00万元",
            "1220.00万元",
        ),
        (
            "支出1,200.00万元（人员经费780.00万元、公用经费400.00万元）。",
            "SUM-23",
            "warning",
            "1,200.00万元",
            "1180.00万元",
        ),
        (
            "支出65.00万元：①培训费30.00万元；②会议费20.00万元；③其他10.00万元。",
            "SUM-23",
            "warning",
            "65.00万元",
            "60.00万元",
        ),
        ("总得分=9.8+38.5+28+15+4.5=98.5分。", "SUM-24", "error", "98.5分", "95.8分"),
        ("共完成15个项目=8+8。", "SUM-24", "error", "15个项目", "16.00个项目"),
        (
            "执行率=（决算数/预算数）×100%=（268.47/273.40）×100%=97.20%。",
            "SUM-24",
            "error",
            "97.20%",
            "98.20%",
        ),
        ("变动率=（18.60-20.00）/20.00×100%=-9%。", "SUM-24", "error", "-9%", "-7.00%"),
        ("得分=20×97.5%=18.5分（扣1.5分）。", "SUM-24", "error", "18.5分", "19.50分"),
        ("高级30人，占20%；中级75人，占55%；初级45人，占30%。", "SUM-25", "error", "55%", "50.00%"),
    ],
)
def test_what_does_not_add_up(
    text: str, rule: str, severity: str, excerpt: str, computed: str
) -> None:
    ((by, *found),) = said(text)
    assert (by, found[0]) == (rule, severity)
    assert found[1].lstrip("-") == excerpt.lstrip("-")
    assert found[2].replace("16个", "16.00个") == computed


@pytest.mark.parametrize(
    "text",
    [
        "全年招聘20人（教师8人、护士5人等）。",  # some of many
        "完成投资500万元（上年480万元、增加20万元）。",
        "党员60人（男40人、女20人、少数民族15人）。",  # sets that overlap
        "年末结余100万元：年初80万元、收入500万元、支出480万元。",
        "“100-1=0”，“5+2”。栏次3=1-2。",
        "100+200（含补助）+300=600万元。",
        "得分=20×97.5%=19.5分（四舍五入）。",
        "资金使用率=500/600≈83%，得分=10×83%=8分。",
    ],
)
def test_what_may_be_meant_otherwise_is_silent(text: str) -> None:
    assert said(text) == []


def test_a_result_cut_off_instead_of_rounded_is_a_remark() -> None:
    ((_, severity, *_),) = said("执行率=9746.50/10210.34×100%=95.45%。")
    assert severity == "info"


BELOW = "项目支出60.00万元，包括：\n1.培训费{}万元。\n用于4期。\n2.会议费20.00万元。\n用于2次。\n3.宣传费10.00万元。\n用于印刷。"


def test_parts_in_the_paragraphs_that_follow() -> None:
    assert said(BELOW.format("30.00")) == []
    assert said(BELOW.format("33.00")) == [("SUM-23", "warning", "60.00万元", "63.00万元")]


def test_shares_need_a_whole_that_the_others_fit() -> None:
    assert said("甲80万元，占40%；乙70万元，占50%。") == []
    assert said("甲80.00万元，占53.33%；乙70.00万元，占46.67%。") == []
    assert said("甲80.00万元，占53.33%；乙70.00万元，占45.67%。") != []
