"""Rates: of amounts, counts and changes; against limits and targets; by the totals of a table."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from reading import checked

from checker.cli.pipeline import Settings, check_source
from checker.model.verdict import Finding
from checker.readers import read

HEAD = "2022年度河口县水务局部门整体支出绩效自评报告\n一、部门基本情况\n"
TAIL = "\n二、绩效自评情况\n自评得分95分，支付偏慢扣5分。\n三、存在的问题\n支付偏慢。\n四、改进措施\n按月调度。\n"
TABLE = (
    "单位：万元\n项目 年初预算数 调整预算数 决算数\n一、基本支出 400.00 420.00 418.00\n"
    "二、项目支出 200.00 230.00 222.00\n合计 600.00 650.00 640.00\n"
)
amounts = st.integers(100_00, 9_000_000_00).map(lambda n: Decimal(n) / 100)
counts = st.integers(20, 2_000)


def said(text: str, rule: str) -> list[Finding]:
    return [f for f in checked(HEAD + text + TAIL).findings if f.rule == rule]


def fails(text: str, rule: str) -> list[tuple[str, str]]:
    """What is stated and what it should be, of each failed claim of a rule."""
    return [(f.stated, f.computed) for f in said(text, rule) if f.outcome == "fail"]


def per_cent(number: Decimal) -> Decimal:
    return (number * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


# ---- amounts, counts, changes ------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(amounts, st.integers(60, 99), st.integers(3, 40))
def test_a_rate_of_execution_is_right_or_is_shown_what_it_is(
    budget: Decimal, share: int, off: int
) -> None:
    spent = (budget * share / 100).quantize(Decimal("0.01"))
    rate = per_cent(spent / budget)
    text = f"2022年部门预算{budget}万元，全年支出{spent}万元，预算执行率为{{}}%。"
    assert said(text.format(rate), "EXE-01") == []
    wrong = rate - Decimal(off)
    assert fails(text.format(wrong), "EXE-01") == [(f"{wrong}%", f"{rate}%")]


@settings(max_examples=40, deadline=None)
@given(counts, st.integers(60, 110), st.integers(3, 40))
@example(224, 97, 3)  # 96.875, which is printed as 96.88
def test_so_is_a_rate_of_counts(posts: int, share: int, off: int) -> None:
    staff = max(1, posts * share // 100)
    rate = per_cent(Decimal(staff) / posts)
    text = f"核定编制数{posts}名，年末在职人员{staff}人。在职人员控制率为{{}}%。"
    assert fails(text.format(rate), "CN-EXE-01") == []
    wrong = rate - Decimal(off)
    assert fails(text.format(wrong), "CN-EXE-01") == [(f"{wrong}%", f"{rate}%")]


@settings(max_examples=40, deadline=None)
@given(amounts, st.integers(50, 150).filter(lambda n: n != 100), st.integers(3, 40))
def test_so_is_a_rate_of_change(before: Decimal, share: int, off: int) -> None:
    now = (before * share / 100).quantize(Decimal("0.01"))
    rate = per_cent((now - before) / before)
    text = (
        f"2022年“三公”经费{now}万元，2021年“三公”经费{before}万元。2022年“三公”经费变动率为{{}}%。"
    )
    assert fails(text.format(rate), "CN-EXE-02") == []
    assert fails(text.format(-rate), "CN-EXE-02") == []  # 变动率12%，即下降12%
    beside = text.replace("。2022年“三公”经费变动率", "，“三公”经费变动率")
    wrong = (abs(rate) + off) * (1 if rate > 0 else -1)
    assume(abs(wrong) != per_cent(now / before))  # that it is, in parts of the year before
    assert fails(beside.format(wrong), "CN-EXE-02") == [(f"{wrong}%", f"{rate}%")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("重点项目支出450.00万元，项目总支出600.00万元，重点支出安排率{}。", "CN-EXE-03"),
        ("固定资产总额600.00万元，其中在用固定资产450.00万元，固定资产利用率{}。", "CN-EXE-07"),
        ("实际支付进度60%，既定支付进度80%，支付进度率{}。", "CN-EXE-08"),
        ("计划举办培训12期，实际举办9期，实际完成率{}。", "CN-EXE-09"),
        ("全年完成改造项目20个，按期完成15个，完成及时率{}。", "CN-EXE-10"),
        ("全年完工项目20个，验收合格15个，质量达标率{}。", "CN-EXE-11"),
        ("全年承担重点工作20项，已办结15项，重点工作办结率{}。", "CN-EXE-12"),
    ],
)
def test_rates_of_the_frame(text: str, rule: str) -> None:
    assert fails(text.format("75.00%"), rule) == []
    assert fails(text.format("79.00%"), rule) == [("79.00%", "75.00%")]


@pytest.mark.parametrize(
    "text",
    [
        "核定编制数90人，实有在职人员93人（含借调3人），在职人员控制率100%。",
        "计划举办培训8期，实际举办10期，实际完成率100%。",
        "年初预算2000.00万元，年中追加300.00万元、核减100.00万元，预算调整率20%。",
        "年初预算2000.00万元，调整后预算2200.00万元，扣除政策性因素后预算调整率为3%。",
        "年末结转结余80.00万元，当年收入2200.00万元，年初结转120.00万元，结转结余率3.45%。",
        "收到诉求1200件，按时办结1180件，完成及时率98.33%，办结率99%。",
    ],
)
def test_other_ways_to_count_are_no_faults(text: str) -> None:
    assert [f.message.zh for f in checked(HEAD + text + TAIL).findings] == []


# ---- limits and targets ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("在职人员控制率为106.25%。", "warning"),
        ("在职人员控制率为106.25%，主要是年底安置军转干部。", "info"),
        ("“三公”经费变动率为12.50%。", "warning"),
        ("结转结余变动率为15.00%，原因是专项资金年底下达。", "info"),
        ("公用经费控制率为103.40%。", "warning"),
    ],
)
def test_a_rate_above_its_limit(text: str, severity: str) -> None:
    (finding,) = [f for f in checked(HEAD + text + TAIL).findings if f.outcome == "fail"]
    assert finding.severity == severity
    assert finding.excerpt.endswith("%")
    assert finding.excerpt in finding.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "在职人员控制率不超过100%的得5分。",
        "在职人员控制率目标值105%。",
        "“三公”经费较上年下降，“三公”经费变动率为12.50%。",
        "预算调整率为42.50%，主要是年中追加了防汛资金。",
        "公用经费控制率99.96%。",
    ],
)
def test_what_is_asked_for_or_explained_is_no_excess(text: str) -> None:
    assert checked(HEAD + text + TAIL).findings == ()


def test_execution_above_the_budget_asks_for_a_reason() -> None:
    text = "2022年预算执行率为103.20%，支出进度良好。"
    (finding,) = said(text, "EXE-05")
    assert (finding.severity, finding.excerpt, finding.computed) == ("warning", "103.20%", "100%")
    assert said(text + "年中追加了防汛资金。", "EXE-05") == []
    assert said(text.replace("103.20", "98.20"), "EXE-05") == []
    assert said("2022年完成年初预算的103.20%，支出进度良好。", "EXE-05") == []


def test_the_name_of_a_rate_explains_nothing() -> None:
    text = (HEAD + "预算调整率42.50%。" + TAIL).encode()
    found = check_source(read("报告.txt", text), Settings(pack="yueyang/department")).findings
    assert [(f.stated, f.computed) for f in found if f.rule == "YY-EXE-01"] == [("42.50%", "30%")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预算执行率目标值95%，实际预算执行率92.30%，得9分。", [("92.30%", "95%")]),
        ("预算执行率年度目标值为95%以上，实际预算执行率为92.30%。", [("92.30%", "95%")]),
        ("预算执行率目标值95%，实际预算执行率96.30%。", []),
        ("预算执行率目标值95%，实际预算执行率92.30%，主要是年底才完成招标。", []),
        ("实际预算执行率92.30%。", []),
    ],
)
def test_the_reports_own_target(text: str, found: list[tuple[str, str]]) -> None:
    assert fails(text, "EXE-06") == found


def test_a_place_sets_its_own_target(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "pack: test/own\nversion: '1'\ntitle: 某地\nextends: [common/department]\n"
        "override: {EXE-06: {params: {under: '95%'}}}\n",
        "utf-8",
    )
    text = f"{HEAD}2022年预算执行率为92.30%。{TAIL}".encode()
    result = check_source(read("报告.txt", text), Settings(pack=str(own)))
    (finding,) = [f for f in result.findings if f.rule == "EXE-06"]
    assert (finding.stated, finding.computed) == ("92.30%", "95%")


# ---- bases -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "left"), [("98.46%", "1.54%"), ("106.67%", "1.5%")])
def test_a_rate_that_some_basis_of_the_table_gives(rate: str, left: str) -> None:
    text = f"{TABLE}财政资金支出完成率为{rate}，因年中追加预算。\n财政资金结转结余率为{left}。"
    assert said(text, "EXE-01") == []
    assert said(text, "CN-EXE-05") == []


def test_a_rate_that_no_basis_of_the_table_gives_is_named_each() -> None:
    text = f"{TABLE}财政资金支出完成率为97%。结转结余率为3.07%。"
    (spent,), (left,) = said(text, "EXE-01"), said(text, "CN-EXE-05")
    assert (spent.outcome, spent.excerpt) == ("undetermined", "97%")
    assert "年初预算数 106.67%、调整预算数 98.46%" in spent.message.zh
    assert (left.outcome, left.excerpt) == ("undetermined", "3.07%")
    assert "调整预算数 1.54%" in left.message.zh


def test_operating_expenses_beyond_the_first_budget_are_a_remark() -> None:
    rows = "单位：万元\n项目 年初预算数 决算数\n日常公用经费 20.00 21.50\n会议费 8.00 7.25\n"
    (finding,) = said(rows, "CN-EXE-27")
    assert (finding.severity, finding.stated, finding.computed) == (
        "info",
        "21.50万元",
        "20.00万元",
    )
    assert said(rows.replace("21.50", "19.50"), "CN-EXE-27") == []


# ---- funds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("总收入3000.00万元，其中一般公共预算财政拨款收入2800.00万元，财政专户管理资金{}万元。", "SUM-10"),
        ("财政拨款收入3000.00万元，其中一般公共预算财政拨款收入2800.00万元，政府性基金预算财政拨款收入{}万元。", "SUM-11"),
        ("财政拨款支出3000.00万元，其中一般公共预算财政拨款支出2800.00万元，政府性基金预算财政拨款支出{}万元。", "SUM-12"),
    ],
)  # fmt: skip
def test_funds_are_not_more_than_the_whole(text: str, rule: str) -> None:
    passed = checked(HEAD + text.format("150.00") + TAIL)
    assert [f.message.zh for f in passed.findings] == []
    assert next(line.passed for line in passed.ledger if line.rule.id == rule) == 1
    failed = checked(HEAD + text.format("250.00") + TAIL).findings
    assert [(f.outcome, f.excerpt) for f in failed] == [("fail", "3000.00万元")]
