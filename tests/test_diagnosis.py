"""Where a sum or a rate fails, the one figure that is likely wrong is named, if it can be told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reading import checked

from checker.model.verdict import Finding

CENT = Decimal("0.01")


def failed(text: str) -> list[Finding]:
    return [found for found in checked(text).findings if found.outcome == "fail"]


def remark(text: str) -> str:
    """What the only finding of a text says."""
    (found,) = failed(text)
    return found.message.zh


def spending(
    total: object = "3374.16",
    basic: object = "3020.46",
    project: object = "353.70",
    budget: object = "3388.31",
    rate: object = "99.58",
) -> str:
    """A total that is the sum of two classes and is measured on a budget."""
    return (
        f"2023年预算数为{budget}万元，总支出{total}万元，预算执行率为{rate}%。"
        f"总支出由基本支出{basic}万元和项目支出{project}万元组成。"
    )


def test_what_adds_up_is_not_spoken_of() -> None:
    assert failed(spending()) == []


def test_a_total_that_fits_its_rate_leaves_the_parts() -> None:
    said = remark(spending(project="355.31"))
    assert "总支出3374.16万元另有算式印证" in said
    assert "基本支出3020.46万元（若为3018.85万元则相符）" in said
    assert "项目支出355.31万元（若为353.70万元则相符）" in said


def test_a_total_that_fits_neither_is_named_and_is_one_finding() -> None:
    (found,) = failed(spending(total="3574.23"))
    assert "总支出3574.23万元疑有误" in found.message.zh
    assert "3374.16万元" in found.message.zh
    assert "is likely wrong" in found.message.en


@pytest.mark.parametrize(
    ("wrong", "slip"),
    [
        ("3200.46", "相邻两位数字颠倒"),
        ("8020.46", "一位数字写错"),
        ("30204.6", "小数点错位"),
    ],
)
def test_a_slip_of_the_hand_is_named(wrong: str, slip: str) -> None:
    (found,) = [each for each in failed(spending(basic=wrong)) if each.rule == "SUM-01"]
    assert f"基本支出{wrong}万元疑" in found.message.zh
    assert slip in found.message.zh
    assert "若为3020.46万元" in found.message.zh


def test_a_unit_is_named() -> None:
    parts = "总支出由基本支出3020.46亿元和项目支出353.70万元组成"
    text = spending().replace("总支出由基本支出3020.46万元和项目支出353.70万元组成", parts)
    said = [found.message.zh for found in failed(text)]
    assert any("基本支出3020.46亿元疑写错单位：若为3020.46万元则相符" in one for one in said)


def test_what_no_other_sum_holds_is_not_said_to_be_borne_out() -> None:
    text = "车辆费10.00万元，其中车辆购置费18.00万元，车辆运行费5.00万元。"
    assert not any("印证" in each.message.zh for each in checked(text).findings)


def test_a_rate_whose_amounts_are_borne_out_is_wrong_itself() -> None:
    text = spending(rate="98.12") + "预算数由财政拨款3000.00万元和其他收入388.31万元组成。"
    said = remark(text)
    assert "预算执行率98.12%" in said
    assert "99.58%" in said


TABLE = """2023年部门支出情况表
单位：万元
项目 年初预算 调整预算 决算
一、基本支出 1286.40 1352.16 1341.05
人员经费 1042.80 1126.30 1120.17
公用经费 243.60 225.86 220.88
二、项目支出 4353.80 4863.70 {project}
合计 5640.20 6215.86 5873.48
"""


def test_a_cell_is_named_where_other_sums_of_its_column_hold() -> None:
    said = remark(TABLE.format(project="4523.43"))
    assert "二、项目支出4523.43万元" in said
    assert "4532.43万元" in said


def test_where_nothing_tells_nothing_is_said() -> None:
    (found,) = failed("全年总支出3374.16万元，其中基本支出3020.46万元，项目支出388.27万元。")
    assert "疑" not in found.message.zh


def test_a_finding_keeps_its_fingerprint() -> None:
    """What else the report says must not make a known finding a new one."""
    alone, beside = spending(project="355.31"), spending(project="355.31", rate="95.00")
    marks = [
        {found.fingerprint for found in failed(text) if found.rule == "SUM-01"}
        for text in (alone, beside.replace("预算执行率为95.00%", "执行正常"))
    ]
    assert marks[0] == marks[1] != set()


# --- two digits exchanged ---------------------------------------------------------------------


def exchanges(figure: Decimal) -> Iterator[Decimal]:
    """The figure with each two neighbouring digits exchanged that differ."""
    digits = f"{figure:.2f}".replace(".", "")
    for at in range(1, len(digits) - 1):
        if digits[at] != digits[at + 1]:
            changed = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield Decimal(changed).scaleb(-2)


def amounts(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least * 100, most * 100).map(lambda cents: Decimal(cents) * CENT)


@settings(max_examples=40, deadline=None)
@given(amounts(1100, 4800), amounts(1100, 4800), st.integers(8000, 9990), st.data())
def test_a_figure_with_two_digits_exchanged_is_named(
    basic: Decimal, project: Decimal, share: int, data: st.DataObject
) -> None:
    total = basic + project
    budget = (total * 10000 / share).quantize(CENT)
    rate = (total / budget * 100).quantize(CENT, ROUND_HALF_UP)
    right = {"total": total, "basic": basic, "project": project}
    name = data.draw(st.sampled_from(sorted(right)))
    wrong = data.draw(st.sampled_from(sorted(exchanges(right[name])) or [right[name]]))
    off = wrong - right[name]
    assume(abs(off) > 2)
    # Another figure of the sum that an exchange would put right too leaves it open.
    signed = {key: off if (key == "total") == (name == "total") else -off for key in right}
    for key, figure in right.items():
        others = [abs(each - figure + signed[key]) < CENT * 3 for each in exchanges(figure)]
        assume(key == name or not any(others))
    said = " ".join(
        found.message.zh
        for found in failed(spending(**{**right, name: wrong}, budget=budget, rate=rate))
    )
    assert f"{wrong}万元疑" in said
    assert f"若为{right[name]}万元" in said or f"改为{right[name]}万元" in said
