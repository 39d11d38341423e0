"""Tables whose cells the file itself knows, and the places of what is found in them."""

from __future__ import annotations

from collections.abc import Sequence

import forms
import pytest
from formed import Written, formed

from checker.cli.pipeline import Settings, examine
from checker.errors import InputError
from checker.model.report import Report, Table
from checker.model.verdict import Checked

TITLE = "青石县图书馆2023年度部门整体支出绩效自评报告"
HEAD = (TITLE, "一、部门基本情况", "我馆是公益一类事业单位，编制12名。")

FORM: list[list[Written]] = [
    [("部门整体支出绩效自评表", 1, 9)],
    ["部门名称", ("青石县图书馆", 1, 8)],
    [("年度预算申请（万元）", 4, 1), ("", 1, 2), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [("年度资金总额", 1, 2), "320.00", "352.40", "341.83", "10", "97.00%", "9.70"],
    [("其中：基本支出", 1, 2), "210.00", "222.40", "220.13", "", "98.98%", ""],
    [("项目支出", 1, 2), "110.00", "130.00", "121.70", "", "93.62%", ""],
    [("年度总体目标", 2, 1), ("预期目标", 1, 4), ("实际完成情况", 1, 4)],
    [("全年开放三百天以上，办活动四十场。", 1, 4), ("全年开放三百一十二天，办活动四十三场。", 1, 4)],
    [("绩效指标", 6, 1), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    [("产出指标（50分）", 3, 1), "数量指标", "举办活动场次", "40场", "43场", "20", "20", ""],
    ["质量指标", "图书加工合格率", "≥98%", "99%", "15", "15", ""],
    ["时效指标", "按时完成率", "100%", "96%", "15", "14", "个别采购延迟"],
    [("效益指标（40分）", 2, 1), "社会效益指标", "读者到馆人次", "12万人次", "13万人次", "20", "20", ""],
    ["满意度指标", "读者满意度", "≥90%", "93%", "20", "20", ""],
    [("总分", 1, 6), "100", "98.7", ""],
]  # fmt: skip


def understood(*parts: str | Sequence[Sequence[Written]]) -> tuple[Checked, Report]:
    return examine(formed(*parts), Settings(pack="common/department"))


def heads(table: Table) -> list[str]:
    return [cell.text for cell in table.header]


def column(table: Table, name: str) -> list[str]:
    at = heads(table).index(name)
    return [row.cells[at].text for row in table.rows]


def changed(old: str, new: str) -> list[list[Written]]:
    assert any(old in row for row in FORM)
    return [[new if cell == old else cell for cell in row] for row in FORM]


def errors(found: Checked) -> list[tuple[str, str, str]]:
    return [(f.rule, f.excerpt, f.computed) for f in found.findings if f.severity == "error"]


def test_a_form_is_the_tables_that_stand_in_it() -> None:
    _, report = understood(*HEAD, FORM)
    budget, goals, indicators = report.tables
    assert heads(budget)[2:] == ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    assert [label.text for label in budget.sides[0].labels] == [
        "年度资金总额",
        "其中：基本支出",
        "项目支出",
    ]
    assert column(budget, "全年执行数") == ["341.83", "220.13", "121.70"]
    assert budget.unit == "万元"
    assert heads(goals) == ["年度总体目标", "预期目标", "实际完成情况"]
    assert column(indicators, "得分") == ["20", "15", "14", "20", "20", "98.7"]
    assert [label.text for label in indicators.sides[0].labels][-1] == "总分"
    assert (budget.open, indicators.open, indicators.within) == (False, True, 0)


def test_a_right_form_is_passed_in_silence() -> None:
    found, _ = understood(*HEAD, FORM)
    assert errors(found) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("98.7", "97.7", ("SCO-01", "97.7", "98.70分")),
        ("14", "13", ("SCO-01", "98.7", "97.70分")),
        ("98.98%", "99.98%", ("TAB-04", "99.98%", "98.98%")),
    ],
)
def test_a_wrong_figure_of_a_form(old: str, new: str, expected: tuple[str, str, str]) -> None:
    found, _ = understood(*HEAD, changed(old, new))
    assert errors(found) == [expected]


def test_a_header_of_two_rows() -> None:
    table: list[list[Written]] = [
        [("项目", 2, 1), ("预算数", 1, 2), ("决算数", 2, 1)],
        ["年初", "调整"],
        ["基本支出", "210.00", "222.40", "220.13"],
        ["项目支出", "110.00", "130.00", "121.70"],
        ["合计", "320.00", "352.40", "341.83"],
    ]
    _, report = understood(*HEAD, "单位：万元", table)
    assert heads(report.tables[0]) == ["项目", "预算数年初", "预算数调整", "决算数"]
    assert report.tables[0].unit == "万元"
    assert column(report.tables[0], "预算数调整") == ["222.40", "130.00", "352.40"]


def test_the_place_of_a_finding_in_a_table() -> None:
    table: list[list[Written]] = [
        ["项目", "预算数", "决算数"],
        ["基本支出", "222.40", "220.13"],
        ["项目支出", "130.00", "121.70"],
        ["合计", "352.40", "340.83"],
    ]
    found, report = understood(*HEAD, "单位：万元", table)
    finding = next(f for f in found.findings if f.rule == "TAB-01")
    assert (finding.excerpt, finding.computed) == ("340.83", "341.83万元")
    at = finding.location
    assert (at.line, at.column, at.page, at.cell) == (None, None, None, None)
    assert at.paragraph == len(HEAD) + 1 + 12
    assert at.table is not None
    assert (at.table.row, at.table.column, at.table.header) == (2, 2, "决算数")
    assert report.source.text[at.start : at.end] == "340.83"


def test_cells_are_no_sentences_and_numbers_in_a_column_no_pages() -> None:
    table: list[list[Written]] = [
        ["序号", "内容"],
        ["1", "一、开展阅读推广"],
        ["2", "二、新增藏书"],
        ["3", "三、培训馆员"],
    ]
    _, report = understood(*HEAD, table, "二、存在问题", "无。")
    titles = [report.text[slice(*section.heading)] for section in report.sections]
    assert titles == ["一、部门基本情况", "二、存在问题"]
    assert column(report.tables[0], "序号") == ["1", "2", "3"]


def test_a_frame_around_text_is_no_table() -> None:
    prose = "本年收入合计820.50万元，其中财政拨款收入800.50万元、其他收入20.00万元。" * 2
    _, report = understood(TITLE, [["一、部门基本情况\n" + prose]], [["二、存在问题\n无。"]])
    assert report.tables == ()
    titles = [report.text[slice(*section.heading)] for section in report.sections]
    assert titles == ["一、部门基本情况", "二、存在问题"]
    assert "总收入" in {fact.term for fact in report.facts}


def test_prose_across_a_form_is_read_as_prose() -> None:
    prose = "本年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元，预算执行平稳，资金使用合规，未发现挪用。"
    table: list[list[Written]] = [["部门名称", "青石县图书馆"], [(prose, 1, 2)]]
    found, _ = understood(*HEAD, table)
    assert ("SUM-01", "820.50万元", "822.50万元") in errors(found)


def test_a_total_counts_what_stands_above_a_row_of_prose() -> None:
    prose = "全年开放三百一十二天，接待读者十三万人次，举办阅读推广活动四十三场，新增藏书八千二百册，各项任务均已按计划完成，读者反映良好。"
    form = [*FORM[:6], [(prose, 1, 9)], *FORM[8:]]
    found, report = understood(*HEAD, form)
    assert errors(found) == []
    assert [table.within for table in report.tables] == [0, 0]
    paragraph = next(p for p in report.paragraphs if report.text[slice(*p.span)] == prose)
    assert paragraph.kind == "text"


@pytest.mark.parametrize("name", forms.FORMS)
def test_the_forms_of_places_are_right(name: str) -> None:
    unit = (
        "单位：万元" if name not in ("names beside their values", "years as columns") else "附表："
    )
    found, _ = understood(*forms.HEAD, unit, forms.FORMS[name])
    assert [f for f in found.findings if f.severity in ("error", "warning")] == []


def test_a_header_of_three_rows() -> None:
    _, report = understood(*forms.HEAD, "单位：万元", forms.PUBLIC)
    names = heads(report.tables[0])
    assert names[0] == "预算数合计"
    assert names[3] == "预算数公务用车购置及运行费公务用车购置费"
    assert names[6] == "决算数合计"


def test_columns_of_symbols_and_units_name_nothing() -> None:
    _, report = understood(*forms.HEAD, forms.TASKS)
    side = report.tables[-1].sides[0]
    assert [label.text for label in side.labels] == [
        *("检查次数", "隐患整改率", "较大以上事故", "群众满意度", "合计")
    ]
    points = [(score.name, score.got.text) for score in report.scores if score.got]
    assert points[:2] == [("检查次数", "40"), ("隐患整改率", "19.6")]


def test_maxima_are_those_of_the_level_that_is_scored() -> None:
    _, report = understood(*forms.HEAD, forms.LEVELS)
    tops = {score.name: score.most.text for score in report.scores if score.most}
    assert tops["绩效目标合理性"] == "4"


def test_a_form_in_a_file_of_its_own_is_held_to_what_its_tables_say() -> None:
    found = examine(formed(changed("98.7", "97.7")), Settings())[0]
    assert found.identity.kind == "form"
    assert errors(found) == [("SCO-01", "97.7", "98.70分")]
    assert any("没有正文" in note for note in found.notes)
    asked = {line.rule.id.split("-")[-2] for line in found.ledger if line.reason != "not-selected"}
    assert asked == {"TAB", "SCO", "SUM", "EXE"}
    right, _ = examine(formed(FORM), Settings())
    assert right.findings == ()


def test_a_form_of_goals_is_not_judged() -> None:
    goals: list[list[Written]] = [["一级指标", "指标内容"], ["产出指标", "办活动四十场"]]
    with pytest.raises(InputError, match="form of goals"):
        examine(formed("青石县图书馆2023年度部门整体支出绩效目标申报表", goals), Settings())


def test_a_note_that_names_its_source_is_no_title() -> None:
    _, report = understood(*HEAD, "注：数据来源于部门决算", "二、存在问题", "无。")
    assert report.identity.kind == "department"


def test_headings_beside_prose_are_the_text() -> None:
    first = "云岭县文化馆为县文化和旅游局所属公益一类事业单位，核定编制十二名，年末在职十一人，主要承担群众文化辅导和演出组织。"
    other = "本年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元，预算执行平稳，资金使用合规，未发现挤占挪用的情形。"
    table: list[list[Written]] = [
        ["一、部门基本情况", first],
        ["二、绩效自评情况", other],
        ["三、存在问题", "无。"],
    ]
    found, report = understood("云岭县文化馆2023年度部门整体支出绩效自评报告", table)
    assert ("SUM-01", "820.50万元", "822.50万元") in errors(found)
    titles = [report.text[slice(*section.heading)] for section in report.sections]
    assert titles == ["一、部门基本情况", "二、绩效自评情况", "三、存在问题"]


def test_a_form_in_two_tables_of_the_file() -> None:
    budget, indicators = (
        FORM[2:6],
        [row[1:] if n in (0,) else row for n, row in enumerate(FORM[8:])],
    )
    indicators = [*indicators[:-1], [("总分", 1, 5), "100", "98.7", ""]]
    found, report = understood(*HEAD, "一、预算执行", budget, "二、绩效指标", indicators)
    assert errors(found) == []
    assert [(table.within, table.open) for table in report.tables] == [(0, False), (0, True)]
    wrong = [[cell if cell != "98.7" else "97.7" for cell in row] for row in indicators]
    found, _ = understood(*HEAD, "一、预算执行", budget, "二、绩效指标", wrong)
    assert errors(found) == [("SCO-01", "97.7", "98.70分")]


def test_a_form_that_merges_no_cells() -> None:
    form: list[list[Written]] = []
    for row in FORM[1:]:
        spread: list[Written] = []
        for cell in row:
            text, _, columns = cell if isinstance(cell, tuple) else (cell, 1, 1)
            spread += [text, *[""] * (columns - 1)]
        form.append([*[""] * (9 - len(spread)), *spread])
    assert errors(understood(*HEAD, form)[0]) == []
    wrong = [["97.7" if cell == "98.7" else cell for cell in row] for row in form]
    assert errors(understood(*HEAD, wrong)[0]) == [("SCO-01", "97.7", "98.70分")]


def test_two_rates_and_a_total_of_one_table_are_not_one_fault() -> None:
    table: list[list[Written]] = [
        ["项目名称", "预算金额", "执行金额", "执行率"],
        ["清扫保洁", "318.00", "321.40", "98.24%"],  # 312.40, two digits exchanged
        ["社区服务", "205.60", "201.55", "98.03%"],
        ["平安建设", "136.00", "132.36", "93.72%"],  # 97.32%
        ["公共文化", "92.40", "90.12", "97.53%"],
        ["防汛救灾", "150.00", "147.85", "98.57%"],
        ["经济普查", "60.00", "58.21", "97.02%"],
        ["合计", "962.00", "942.49", "97.97%"],
    ]
    found, _ = understood(*HEAD, "单位：万元", table)
    assert {(rule, words) for rule, words, _ in errors(found)} == {
        ("TAB-01", "942.49"),
        ("TAB-04", "93.72%"),
    }
