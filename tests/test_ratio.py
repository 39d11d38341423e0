"""Rates against the amounts they are the quotient of: which amounts count, and which do not."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "2022年度河口县水务局部门整体支出绩效自评报告\n一、部门基本情况\n"
TAIL = "\n二、绩效自评情况\n自评得分95分。\n三、存在的问题\n支付偏慢。\n四、改进措施\n按月调度。\n"


def judged(text: str, rule: str = "EXE-01") -> tuple[int, int, int]:
    """How often the rule passed, failed, and could not be judged."""
    ledger = checked(HEAD + text + TAIL).ledger
    line = next(line for line in ledger if line.rule.id == rule)
    return line.passed, line.failed, line.undetermined


def test_an_amount_is_no_proof_of_its_own() -> None:
    assert judged("公用经费50.00万元，公用经费控制率100%。", "EXE-03") == (0, 0, 0)


def test_the_departments_amounts_in_other_paragraphs_bear_a_rate_out() -> None:
    amounts = "2022年年初预算1500.00万元，调整后预算2000.00万元。全年总支出1980.00万元。\n"
    rates = "按年初预算口径，预算执行率为{}；按调整后预算口径，预算执行率为{}。"
    assert judged(amounts + rates.format("132.00%", "99.00%")) == (2, 0, 0)
    assert judged(amounts + rates.format("132.00%", "98.00%"))[0] == 1


@pytest.mark.parametrize(
    ("moved", "passed", "undetermined"),
    [("追加300.00万元", "97.00%", "95.00%"), ("核减300.00万元", "121.25%", "119.25%")],
)
def test_what_moved_a_budget_counts_in(moved: str, passed: str, undetermined: str) -> None:
    text = f"年初预算2700.00万元，年中{moved}，全年支出2910.00万元，预算执行率{{}}。"
    assert judged(text.format(passed)) == (1, 0, 0)
    assert judged(text.format(undetermined)) == (0, 0, 1)


def test_what_a_budget_came_to_leaves_nothing_to_doubt() -> None:
    text = "年初预算2700.00万元，年中追加300.00万元，调整后预算3000.00万元，全年支出2910.00万元，预算执行率{}。"
    assert judged(text.format("97.00%")) == (1, 0, 0)
    assert judged(text.format("95.00%")) == (0, 1, 0)


def test_a_figure_with_a_slip_beside_its_rate_is_found_though_others_bear_the_rate_out() -> None:
    whole = "全年支出预算2500.00万元，总支出2462.50万元。\n"
    rate = "（一）预算执行。支出预算2500.00万元，实际支出{}万元，预算执行率98.50%。"
    assert judged(whole + rate.format("2462.50")) == (1, 0, 0)
    assert judged(whole + rate.format("2762.50")) == (0, 1, 0)
    assert judged(whole + rate.format("2642.50")) == (0, 1, 0)
    # figures of other quantities may look alike
    other = "（一）预算执行。支出预算2500.00万元，其中财政拨款收入2442.50万元，预算执行率98.50%。"
    assert judged(whole + other) == (1, 0, 0)


def test_far_too_much_spent_is_a_slip_where_one_digit_makes_it_right() -> None:
    text = "年初预算2700.00万元，调整后预算3000.00万元，全年支出{}万元，预算执行率97.00%。"
    assert judged(text.format("2910.00")) == (1, 0, 0)
    assert judged(text.format("9210.00")) == (0, 1, 0)
    assert judged(text.format("5310.00")) == (0, 0, 1)


def test_a_rate_of_adjustment_by_the_budgets_before_and_after() -> None:
    text = "年初预算1500.00万元，调整后预算1845.00万元，预算调整率{}。"
    assert judged(text.format("23.00%"), "CN-EXE-04") == (1, 0, 0)
    assert judged(text.format("28.00%"), "CN-EXE-04") == (0, 1, 0)
    # what was adjusted may leave something out
    assert judged(text.format("15.50%"), "CN-EXE-04") == (0, 0, 1)


def test_what_is_left_of_a_budget_did_not_move_it() -> None:
    text = "古树名木保护项目预算40.00万元，支出28.40万元，执行率{}，结转11.60万元。"
    assert judged(text.format("71.00%")) == (1, 0, 0)
    assert judged(text.format("77.00%")) == (0, 1, 0)


def test_figures_in_a_bracket_of_another_rate_are_of_that() -> None:
    text = "“三公”经费控制率75.00%（实际15.00万元，预算20.00万元），公用经费控制率96.31%。"
    assert judged(text, "EXE-03") == (0, 0, 0)
