"""Sums in tables as reports set them: what is read, what is found, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import checked, report_of

from checker.model.report import Table

HEAD = "2023年度河口县交通运输局部门整体支出绩效自评报告\n二、部门收支情况\n各项收支见下表。\n"
TAIL = "\n三、存在的问题\n个别项目支付偏慢，已经督促。\n"


def table_of(text: str) -> Table:
    (table,) = report_of(HEAD + text + TAIL).tables
    return table


def found(text: str) -> list[tuple[str, str, str]]:
    """Rule, figure and what it should be, of all that is found wrong."""
    return [
        (f.rule, f.stated, f.computed)
        for f in checked(HEAD + text + TAIL).findings
        if f.outcome == "fail" and f.stated
    ]


def unclear(text: str) -> list[str]:
    findings = checked(HEAD + text + TAIL).findings
    return [f.message.zh for f in findings if f.outcome == "undetermined" and f.rule[:3] == "TAB"]


def figures(table: Table) -> list[list[str | None]]:
    return [[c.value and str(c.value.number) for c in row.cells] for row in table.rows]


def labels(table: Table) -> list[list[str]]:
    return [[label.text for label in side.labels] for side in table.sides]


# ---- figures are the cell's own ----------------------------------------------------------------


def test_a_negative_figure_behind_a_figure_is_no_range() -> None:
    table = table_of(
        "单位：万元\n项目 上年 本年 增减额\n会议费 403.79 384.47 -19.32\n培训费 8.00 9.00 1.00\n"
    )
    assert figures(table)[0] == [None, "403.79", "384.47", "-19.32"]


def test_figures_between_commas_are_two() -> None:
    table = table_of("项目,原值,净值\n房屋,12,300.00\n车辆,8,160.00\n合计,20,460.00\n")
    assert figures(table) == [
        [None, "12", "300.00"], [None, "8", "160.00"], [None, "20", "460.00"],
    ]  # fmt: skip


def test_a_figure_that_cannot_be_read_is_lost_and_its_sum_not_judged() -> None:
    rows = "|项目|金额|\n|---|---|\n|会议费|1O.50|\n|培训费|20.00|\n|差旅费|7.00|\n|合计|37.50|\n"
    assert [row.cells[1].lost for row in table_of(rows).rows] == [True, False, False, False]
    assert found(rows) == []
    assert found(rows.replace("1O", "11")) == [("TAB-01", "37.50", "38.50")]


# ---- where tables begin and end ----------------------------------------------------------------


@pytest.mark.parametrize(
    "above", ["表1 支出情况表\n单位：万元\n\n", "（一）支出情况\n", "支出明细\n"]
)
def test_a_table_of_pipes_is_not_read_with_what_stands_above(above: str) -> None:
    rows = "| 项目 | 年初预算 | 决算 |\n|---|---|---|\n| 基本支出 | 300.00 | 310.00 |\n"
    rows += "| 项目支出 | 100.00 | 120.00 |\n| 合计 | 400.00 | 490.00 |\n"
    assert [cell.text for cell in table_of(above + rows).header] == ["项目", "年初预算", "决算"]
    assert [(rule, stated[:6], computed[:6]) for rule, stated, computed in found(above + rows)] == [
        ("TAB-01", "490.00", "430.00")
    ]


def test_the_next_page_repeats_the_header() -> None:
    head = "项目 预算 决算\n"
    rows = f"{head}甲 10.00 11.00\n乙 20.00 22.00\n续表\n{head}丙 30.00 33.00\n合计 60.00 {{}}\n"
    assert len(table_of(rows.format("66.00")).rows) == 4
    assert found(rows.format("66.00")) == []
    assert found(rows.format("67.00")) == [("TAB-01", "67.00", "66.00")]


def test_rows_that_may_be_missing_make_no_error() -> None:
    rows = "项目 预算 决算\n合计 60.00 66.00\n甲 10.00 11.00\n乙 20.00 22.00\n"
    assert found(rows) != []
    assert found(rows + "注：丙为新增项目，上年没有。\n丙 30.00 33.00\n丁 0.00 0.00\n") == []


@pytest.mark.parametrize(
    "lines",
    [
        "2023 年 7 月 1 日至 8 月 31 日开展专项检查\n2023 年 9 月 1 日至 9 月 30 日集中整改\n",
        "年末在职人员 50 人,其中行政 30 人,事业 20 人.\n全年培训 12 期 360 人次.\n检查 8 次 96 家.\n",
        "救助年龄由 14 岁放宽到 17 岁和 18 岁\n救助人数由 120 人增加到 150 人和 160 人\n",
    ],
)
def test_prose_with_blanks_around_its_figures_is_no_table(lines: str) -> None:
    report = report_of(HEAD + lines + TAIL)
    assert report.tables == ()
    assert {p.kind for p in report.paragraphs} == {"title", "heading", "text"}


def test_cells_of_which_no_table_is_made_are_no_sentences() -> None:
    report = report_of(HEAD + "工资 500.00 480.00\n津贴 300.00 290.00\n合计 800.00 999.00\n" + TAIL)
    assert report.tables == ()
    assert [p.kind for p in report.paragraphs].count("table") == 3
    assert report.facts == ()
    assert report.groups == ()


# ---- sides, codes, numbers of rows -------------------------------------------------------------

TWO_SIDED = """单位：万元
|收入项目|行次|决算数|支出项目|行次|决算数|
|---|---|---|---|---|---|
|一、财政拨款收入|1|500.00|一、基本支出|6|300.00|
|二、事业收入|2|20.00|二、项目支出|7|210.00|
|三、其他收入|3|3.00||||
|本年收入合计|4|523.00|本年支出合计|8|{}|
|年初结转和结余|5|10.00|年末结转和结余|9|23.00|
|总计||533.00|总计||533.00|
"""


def test_each_figure_goes_by_the_label_on_its_left() -> None:
    table = table_of(TWO_SIDED.format("510.00"))
    assert [side.columns for side in table.sides] == [(2,), (5,)]
    assert labels(table)[1] == [
        "一、基本支出", "二、项目支出", "", "本年支出合计", "年末结转和结余", "总计",
    ]  # fmt: skip
    facts = {
        f.term: f.value.amount
        for f in report_of(HEAD + TWO_SIDED.format("510.00") + TAIL).facts
        if f.table is not None
    }
    assert facts["项目支出"] == Decimal(2_100_000)
    assert facts["年末结转和结余"] == Decimal(230_000)


def test_both_sides_are_summed_and_numbers_of_rows_never() -> None:
    assert found(TWO_SIDED.format("510.00")) == []
    ((_, stated, computed),) = found(TWO_SIDED.format("511.00"))
    assert (stated, computed) == ("511.00万元", "510.00万元")


CODED = {
    "blanks": "科目编码 科目名称 预算 决算\n301 工资福利支出 490.00 500.00\n30101 基本工资 295.00 300.00\n"
    "30102 津贴补贴 195.00 {}\n302 商品和服务支出 80.00 80.00\n30201 办公费 30.00 30.00\n"
    "30211 差旅费 50.00 50.00\n合计 570.00 580.00\n",
}
CODED["cells"] = CODED["blanks"].replace(" ", "\n")
CODED["line"] = CODED["blanks"].replace("\n", " ").strip() + "\n"
CODED["pipes"] = "".join(
    f"|{'|' if line.startswith('合计') else ''}{line.replace(' ', '|')}|\n"
    for line in CODED["blanks"].splitlines()
)


@pytest.mark.parametrize("layout", CODED)
def test_codes_of_subjects_are_no_figures_and_tell_what_makes_up_what(layout: str) -> None:
    right = "单位：万元\n" + CODED[layout].format("200.00")
    assert table_of(right).sides[0].codes[:3] == ("301", "30101", "30102")
    assert found(right) == []
    wrong = "单位：万元\n" + CODED[layout].format("220.00")
    assert found(wrong) == [("TAB-01", "500.00万元", "520.00万元")]


NUMBERED = "序号 项目名称 预算 决算\n1 教师培训 120.00 112.30\n2 校舍维修 560.00 548.70\n"
NUMBERED += "3 教研活动 230.00 221.45\n合计 910.00 {}\n"


@pytest.mark.parametrize("layout", [" ", "\n"])
def test_numbers_of_rows_are_no_figures(layout: str) -> None:
    right, wrong = (NUMBERED.format(total).replace(" ", layout) for total in ("882.45", "982.45"))
    assert labels(table_of(right)) == [["教师培训", "校舍维修", "教研活动", "合计"]]
    assert found(right) == []
    assert found(wrong) == [("TAB-01", "982.45", "882.45")]


@pytest.mark.parametrize("total", ["|合计|||97|", "||合计||97|", "|||合计|97|"])
def test_a_total_stands_in_any_column_of_names(total: str) -> None:
    rows = "|一级指标|二级指标|三级指标|得分|\n|---|---|---|---|\n|过程|执行|执行率|40|\n"
    rows += f"||管理|合规性|20|\n|产出|数量|完成率|36|\n{total}\n"
    assert found(rows) == [("TAB-01", "97分", "96分")]


# ---- commas ------------------------------------------------------------------------------------


def test_quoted_figures_and_remarks_between_commas() -> None:
    rows = (
        '项目,预算,说明\n办公费,"1,200.50",按定额，压减5%\n差旅费,"2,300.00",\n合计,"3,600.50",\n'
    )
    table = table_of(rows)
    assert [cell.text for cell in table.header] == ["项目", "预算", "说明"]
    assert figures(table)[0] == [None, "1200.50", None]
    assert found(rows) == [("TAB-01", "3600.50", "3500.50")]


# ---- what makes up a total ---------------------------------------------------------------------


def piped(text: str) -> str:
    lines = text.strip().split("\n")
    rule = "|" + "---|" * (lines[0].count("|") + 1)
    rows = [f"|{line.strip()}|" for line in lines]
    return "\n".join([rows[0], rule, *rows[1:]]) + "\n"


RIGHT = {
    "subtotals above their parts": """
        指标|分值|得分
        投入小计|10|10
        目标|5|5
        预算|5|5
        过程小计|30|28.5
        执行|10|9.5
        管理|20|19
        产出小计|60|58
        履职|60|58
        总计|100|96.5""",
    "subtotals below their parts": """
        项目|预算|决算
        会议费|3.00|2.00
        培训费|5.00|4.50
        小计|8.00|6.50
        维修费|20.00|18.00
        租赁费|12.00|11.00
        小计|32.00|29.00
        总计|40.00|35.50""",
    "what stands behind 其中 without ordinals": """
        项目|预算|决算
        基本支出|300.00|290.00
        其中：人员经费|260.00|255.00
        公用经费|40.00|35.00
        项目支出|100.00|90.00
        支出合计|400.00|380.00
        年末结转和结余|20.00|15.00
        总计|420.00|395.00""",
    "some of the parts behind 其中": """
        项目|预算|决算
        基本支出|300.00|290.00
        项目支出|100.00|90.00
        其中：危桥改造|30.00|20.00
        农村公路养护|40.00|40.00
        支出合计|400.00|380.00""",
    "subtotals among columns": """
        项目|合计|因公出国（境）费|小计|购置费|运行费|公务接待费
        预算数|24.50|0.00|20.00|8.00|12.00|4.50
        决算数|21.37|0.00|18.26|7.50|10.76|3.11""",
    "total columns with a name": """
        单位|本年支出合计|基本支出|项目支出
        局机关|1200.00|800.00|400.00
        公路中心|2600.00|2400.00|200.00
        总计|3800.00|3200.00|600.00""",
    "the average of people is no sum": """
        项目|金额|人数|人均
        公用经费|300.00|100|3.00
        差旅费|50.00|50|1.00
        合计|350.00|150|2.33""",
    "lines to take off": """
        项目|金额
        预算总额|100.00
        减：非税返还|10.00
        增拨|7.00
        合计|97.00""",
}
WRONG = {
    "subtotals above their parts": ("58\n        总", "59\n        总", ("TAB-01", "58分", "59分")),
    "subtotals below their parts": ("|29.00", "|28.00", ("TAB-01", "28.00", "29.00")),
    "what stands behind 其中 without ordinals": ("|380.00", "|381.00", ("TAB-01", "381.00", "380.00")),
    "some of the parts behind 其中": ("|380.00", "|381.00", ("TAB-01", "381.00", "380.00")),
    "subtotals among columns": ("|3.11", "|9.11", ("TAB-02", "21.37", "27.37")),
    "total columns with a name": ("2400.00", "2403.00", ("TAB-01", "3200.00", "3203.00")),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_right_tables_are_passed_in_silence(name: str) -> None:
    text = piped(RIGHT[name].replace(" ", ""))
    assert found(text) == []
    assert unclear(text) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_figure_is_found_once(name: str) -> None:
    old, new, finding = WRONG[name]
    assert RIGHT[name].count(old) >= 1
    assert found(piped(RIGHT[name].replace(old, new, 1).replace(" ", ""))) == [finding]


def test_a_total_that_cannot_be_told_is_named_once() -> None:
    rows = piped("项目|一季度|二季度\n甲|1.00|2.00\n乙|3.00|5.00\n丙|4.00|7.00\n合计|4.00|12.00")
    (message,) = unclear(rows)
    assert "“合计”由表内哪几行构成" in message
    assert found(rows) == []


# ---- blanks ------------------------------------------------------------------------------------


def test_words_set_apart_letter_by_letter_are_one_cell() -> None:
    rows = "项 目 预算 决算\n会议费 10.00 11.00\n培训费 20.00 22.00\n合 计 30.00 34.00\n"
    table = table_of(rows)
    assert [cell.text for cell in table.header] == ["项 目", "预算", "决算"]
    assert found(rows) == [("TAB-01", "34.00", "33.00")]


def test_a_blank_cell_does_not_move_the_others() -> None:
    rows = "项目\n预算\n调整\n决算\n会议费\n10.00\n1.00\n11.00\n培训费\n20.00\n22.00\n"
    rows += "差旅费\n5.00\n0.50\n4.00\n合计\n35.00\n1.50\n37.00\n"
    table = table_of(rows)
    assert figures(table)[1] == [None, None, None, None]
    assert all(cell.lost for cell in table.rows[1].cells[1:])
    assert found(rows) == []


def test_rows_that_are_taken_off_or_given_beside_the_full_marks() -> None:
    head = "|指标|分值|得分|\n|---|---|---|\n|投入|15|15|\n|过程|25|23.1|\n|产出|60|58|\n"
    assert found(head + "|加分项|5|2|\n|合计|100|98.1|\n") == []
    assert found(head + "|扣分项|—|1|\n|合计|100|95.1|\n") == []
    assert found(head + "|扣分项|—|1|\n|合计|100|98.1|\n") == [("TAB-01", "98.1分", "97.1分")]


def test_a_column_that_runs_on_is_not_summed() -> None:
    head = "单位：万元\n|时间|支出|累计支出|\n|---|---|---|\n"
    rows = "|一季度|200.00|200.00|\n|二季度|300.00|500.00|\n|三季度|250.00|750.00|\n"
    assert found(head + rows + "|合计|750.00|750.00|\n") == []
    assert found(head + rows + "|合计|780.00|750.00|\n") == [("TAB-01", "780.00万元", "750.00万元")]


@pytest.mark.parametrize("row", ["|……| | |\n", "|…|…|…|\n"])
def test_rows_left_out_leave_the_total_alone(row: str) -> None:
    head = (
        "单位：万元\n|项目|预算数|决算数|\n|---|---|---|\n|甲|100.00|95.00|\n|乙|200.00|190.00|\n"
    )
    assert found(head + row + "|合计|1050.00|1006.31|\n") == []
    assert found(head + "|合计|350.00|285.00|\n") == [("TAB-01", "350.00万元", "300.00万元")]


def test_each_column_has_the_unit_of_its_own_head() -> None:
    table = table_of("|项目|预算数（万元）|决算数（元）|\n|---|---|---|\n|甲|16.00|160000|\n")
    assert [cell.value and cell.value.amount for cell in table.rows[0].cells[1:]] == [
        Decimal("160000.00"),
        Decimal(160000),
    ]


@pytest.mark.parametrize("rule", ["|:-:|--:|", "|:-|-:|", "| :--: | :---: |"])
def test_any_rule_of_markdown_parts_the_header(rule: str) -> None:
    table = table_of(f"单位：万元\n|项目|支出|\n{rule}\n|甲|95.00|\n|乙|190.00|\n|合计|285.00|\n")
    assert [head.text for head in table.header] == ["项目", "支出"]
    assert len(table.rows) == 3


def test_rows_that_end_in_a_number_are_no_contents() -> None:
    text = "单位：万元\n项目              金额\n一、人员经费      100\n二、公用经费      50\n三、项目经费      60\n合计              210\n"
    assert figures(table_of(text)) == [[None, n] for n in ("100", "50", "60", "210")]


# ---- rates and differences of a row ------------------------------------------------------------

BUDGETS = (
    "单位：万元\n| 项目 | 年初预算 | 调整后预算 | 实际支出 | 结余 | 执行率 |\n|---|---|---|---|---|---|\n"
    "| 人员经费 | 520.00 | 550.00 | 549.91 | 0.09 | 99.98% |\n"
    "| 公用经费 | 80.00 | 75.00 | 74.23 | {} | 98.97% |\n"
    "| 项目支出 | 200.00 | 212.00 | 199.80 | 12.20 | {} |\n"
    "| 合计 | 800.00 | 837.00 | 823.94 | 13.06 | 98.44% |\n"
)


def test_a_rate_follows_from_the_columns_that_its_other_rows_tell() -> None:
    assert found(BUDGETS.format("0.77", "94.25%")) == []
    assert found(BUDGETS.format("0.77", "99.30%")) == [("TAB-04", "99.30%", "94.25%")]


def test_so_does_a_difference() -> None:
    rows = BUDGETS.format("0.70", "94.25%").rsplit("| 合计", 1)[0]
    assert found(rows) == [("TAB-05", "0.70万元", "0.77万元")]
    (one,) = [
        f for f in checked(HEAD + BUDGETS.format("0.70", "94.25%") + TAIL).findings if f.stated
    ]
    assert "0.70" in [one.excerpt, *(r.excerpt for r in one.related)]  # seen by the column as well


@pytest.mark.parametrize("shown", ["0.9425", "94.25", "94.25%", "94.2%"])
def test_a_rate_may_be_a_part_of_one(shown: str) -> None:
    assert found(BUDGETS.format("0.77", shown)) == []


def test_a_row_or_two_are_judged_where_the_heads_say_what_is_divided() -> None:
    rows = "|项目资金（万元）|全年预算数（A）|执行数（B）|执行率（B/A）|\n|---|---|---|---|\n"
    assert found(rows + "|年度资金总额|120.00|110.00|91.67%|\n") == []
    text = HEAD + rows + "|年度资金总额|120.00|110.00|95.67%|\n" + TAIL
    (finding,) = [f for f in checked(text).findings if f.rule == "TAB-04"]
    assert (finding.severity, finding.computed) == ("warning", "91.67%")
    assert (
        found(rows.replace("执行率（B/A）", "满意率") + "|年度资金总额|120.00|110.00|95.67%|\n")
        == []
    )


def test_a_column_may_be_made_of_three() -> None:
    head = "单位：万元\n项目 年初结转 本年收入 本年支出 年末结转\n"
    rows = "戊 0.00 20.00 18.00 2.00\n甲 10.00 100.00 95.00 15.00\n乙 0.00 50.00 45.00 5.00\n丙 0.00 80.00 76.50 3.50\n"
    assert found(head + rows + "丁 5.00 20.00 18.00 7.00\n") == []
    wrong = found(head + rows + "丁 5.00 20.00 18.00 7.50\n")
    assert wrong == [("TAB-05", "7.50万元", "7.00万元")]


def test_changes_and_shares_of_the_total() -> None:
    head = "单位：万元\n项目 2022年 2021年 增减额 增减率 占比\n"
    rows = "甲 12.00 10.00 2.00 20.00% 20.00%\n乙 8.00 10.00 -2.00 {} {}\n丙 40.00 40.00 0.00 0.00% 66.67%\n"
    whole = "合计 60.00 60.00 0.00 0.00% 100.00%\n"
    assert found(head + rows.format("-20.00%", "13.33%") + whole) == []
    assert found(head + rows.format("-20.00%", "18.33%") + whole) == [
        ("TAB-04", "18.33%", "13.33%")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "指标 计划数 完成数 完成率\n培训 200 230 100%\n检查 12 12 100%\n宣传 10 9 90%\n",
        "指标 计划数 完成数 完成率\n事故 10 8 100%\n检查 12 11 91.67%\n宣传 10 9 90%\n",
        "单位：万元\n项目 预算 执行 执行率% 上年执行率%\n甲 100.00 98.00 98.00 95.20\n乙 200.00 190.00 95.00 99.10\n",
        "单位：万元\n科目 预算数 决算数 差异率\n甲 600.00 612.00 2.00%\n乙 200.00 190.00 -5.00%\n丙 50.00 55.00 10.00%\n",
    ],
)
def test_rates_of_other_kinds_are_left_alone(rows: str) -> None:
    assert found(rows) == []


def test_a_page_break_parts_no_row_from_its_head() -> None:
    head = "单位：万元\n项目 预算数 支出数 执行率\n"
    rows = "甲 100.00 95.00 95.00%\n乙 200.00 190.00 95.00%\n"
    after = (
        f"\n— 3 —\n\n续表\n{head.split(chr(10))[1]}\n丙 50.00 48.00 {{}}\n丁 80.00 80.00 100.00%\n"
    )
    assert found(head + rows + after.format("96.00%")) == []
    assert found(head + rows + after.format("99.00%")) == [("TAB-04", "99.00%", "96.00%")]


# ---- parts, and the text beside the table ------------------------------------------------------

CLASSES = (
    "单位：万元\n项目 年初预算数 决算数\n一、基本支出 120.00 118.50\n二、项目支出 80.00 79.25\n"
    "其中：基本建设类项目 30.00 {}\n合计 200.00 197.75\n"
)


def test_a_part_is_not_more_than_the_row_above() -> None:
    assert found(CLASSES.format("29.00")) == []
    assert found(CLASSES.format("92.00")) == [("TAB-06", "79.25万元", "92.00万元")]


def test_of_which_may_be_of_the_total() -> None:
    head = "单位：万元\n项目 金额\n一、基本支出 120.00\n二、项目支出 79.25\n"
    assert found(head + "其中：财政拨款 190.00\n合计 199.25\n") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2023年基本支出决算118.50万元，年初预算120.00万元。", []),
        ("2023年支出决算197.75万元。", []),
        ("2023年部门整体支出决算197.95万元。", [("TAB-03", "197.95万元", "197.75万元")]),
        ("2023年基本支出决算128.50万元。", [("TAB-03", "128.50万元", "118.50万元")]),
        ("2023年基本支出128.50万元。", []),
        ("2023年财政拨款基本支出决算98.50万元。", []),
        ("2022年基本支出决算98.50万元。", []),
        ("2023年基本支出决算118.50万元，其中局机关基本支出决算98.50万元。", []),
        ("局机关基本支出决算98.50万元。\n农机站基本支出决算78.50万元。", []),
        ("2023年基本支出决算1185000元。", []),
        ("2023年基本支出决算118.50元。", [("TAB-03", "118.50元", "1185000.00元")]),
    ],
)
def test_text_and_table_on_one_basis(text: str, wrong: list[tuple[str, str, str]]) -> None:
    assert found(f"{text}\n{CLASSES.format('29.00')}") == wrong
