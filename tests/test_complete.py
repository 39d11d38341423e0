"""Lists of 其中 that name all parts by what they name."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n"


def said(text: str) -> list[tuple[str, str, str]]:
    """Severity, stated and computed of what SUM-22 finds in a passage."""
    return [
        (found.severity, found.stated, found.computed)
        for found in checked(HEAD + text).findings
        if found.rule == "SUM-22" and found.outcome == "fail"
    ]


@pytest.mark.parametrize(
    ("text", "stated", "computed"),
    [
        (
            "2022年部门预算批复数9,850.00万元，其中基本支出3,290.00万元，项目支出5,660.00万元。",
            "9850.00万元",
            "8950.00万元",
        ),
        (
            "财政批复我局部门预算3,865.20万元，其中：基本支出预算2,365.20万元，项目支出预算600.00万元。",
            "3865.20万元",
            "2965.20万元",
        ),
        (
            "2022年收入1,715.04万元，其中一般公共预算财政拨款收入1,386.43万元，其他收入28.61万元。",
            "1715.04万元",
            "1415.04万元",
        ),
        ("下属单位6家，其中行政单位1家、公益一类事业单位5家、其他单位1家。", "6家", "7家"),
        ("下属单位6家，其中行政单位1家、公益一类事业单位3家、其他单位1家。", "6家", "5家"),
        (
            "项目支出820.50万元，其中设备购置500.00万元、房屋维修300.00万元、其他项目10.50万元。",
            "820.50万元",
            "810.50万元",
        ),
    ],
)
def test_a_list_that_is_complete_by_its_names(text: str, stated: str, computed: str) -> None:
    assert said(text) == [("warning", stated, computed)]


@pytest.mark.parametrize(
    "text",
    [
        "2022年部门预算批复数8,950.00万元，其中基本支出3,290.00万元，项目支出5,660.00万元。",
        # a third class is named; another figure is what lacks
        "本年支出9,850.00万元，其中基本支出3,290.00万元，项目支出5,660.00万元，经营支出900.00万元。",
        "支出总计9,850.00万元，其中基本支出3,290.00万元，项目支出5,660.00万元；年末结转900.00万元。",
        # parts of one scope, and not of all
        "部门支出9,850.00万元，其中本级基本支出3,290.00万元，本级项目支出5,660.00万元。",
        "部门支出9,850.00万元，其中基本支出3,290.00万元，信息化项目支出5,660.00万元。",
        # figures with fewer digits than their whole
        "部门支出1476.8万元，其中基本支出902万元，项目支出574万元。",
        "年度拨款9,850.00万元，其中基本支出拨款3,290.00万元、项目支出拨款5,660.00万元，其余为基金。",
        # a total that holds more; a class that bears the name
        "收入总计820.50万元，其中财政拨款收入800.00万元、其他收入10.50万元。",
        "收入合计2899.52万元，财政拨款收入2731.08万元，其中上级补助收入300.00万元；其他收入168.44万元。",
        "部门支出820.50万元，其中教育支出800.00万元、其他支出10.50万元。",
        "全年接待86批，其中来访50批、来电31批、其他5批。",
    ],
)
def test_what_may_lack_a_part_proves_nothing(text: str) -> None:
    assert said(text) == []


FUNCTIONS = (
    "2022年支出1,410.00万元，按功能分类：一般公共服务支出362.00万元、公共安全支出41.00万元、"
    "应急管理支出287.00万元、卫生健康支出153.00万元、城乡社区支出{}万元、住房保障支出65.00万元。"
)
GRANTS = (
    "项目支出9,865.20万元，其中：优抚对象抚恤补助6,862.30万元，退役安置补助1,532.40万元，"
    "残疾人补贴1,156.50万元，设施维护186.00万元，节日慰问{}万元。"
)


@pytest.mark.parametrize(
    ("text", "right", "wrong", "rule", "computed"),
    [
        (FUNCTIONS, "502.00", "522.00", "SUM-23", "1430.00万元"),
        (GRANTS, "128.00", "148.00", "SUM-21", "9885.20万元"),
    ],
)
def test_items_behind_a_colon(text: str, right: str, wrong: str, rule: str, computed: str) -> None:
    def found(figure: str) -> list[tuple[str, str, str]]:
        findings = checked(HEAD + text.format(figure)).findings
        return [
            (each.rule, each.severity, each.computed)
            for each in findings
            if each.rule.startswith("SUM") and each.outcome == "fail"
        ]

    assert found(right) == []
    assert found(wrong) == [(rule, "error", computed)]


def test_a_list_of_some_classes_is_no_fault() -> None:
    text = "2022年支出1,410.00万元，按功能分类：一般公共服务支出362.00万元、住房保障支出65.00万元。"
    assert [f.rule for f in checked(HEAD + text).findings if f.rule.startswith("SUM")] == []


def more(text: str) -> list[tuple[str, str]]:
    """Stated and computed of what SUM-21 finds in a passage."""
    findings = checked(HEAD + text).findings
    return [(f.stated, f.computed) for f in findings if f.rule == "SUM-21" and f.outcome == "fail"]


def test_a_small_first_part_is_not_dropped_to_make_a_list_fit() -> None:
    assert more("龙头企业43家，其中国家级1家、省级13家、市级30家。") == [("43家", "44家")]
    assert more("龙头企业43家，其中国家级1家、省级12家、市级30家。") == []
    subtotal = "在编人员128人，其中在职人员100人、行政人员42人、事业人员58人、离岗人员28人。"
    assert more(subtotal) == []
