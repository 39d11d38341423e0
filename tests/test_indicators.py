"""Targets beside results: full marks for a missed one, and a missed one without a reason."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "梅岭县供销合作社2022年度部门整体支出绩效自评报告\n一、部门概况\n本社负责全县农资供应。\n"
TABLE = "| 指标名称 | 目标值 | 完成值 | 分值 | 得分 |{}\n|---|---|---|---|---|{}\n{}"


def found(text: str, rule: str) -> list[tuple[str, str, str]]:
    """What each finding of a rule is about, what was reached, and the target."""
    return [
        ("".join(one.excerpt.split()), one.stated, one.computed)
        for one in checked(HEAD + text).findings
        if one.rule == rule
    ]


def table(*rows: str, head: str = "", line: str = "") -> str:
    return TABLE.format(head, line, "\n".join(f"| {row} |" for row in rows)) + "\n"


# --- full marks for a missed target --------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reached", "target"),
    [
        ("供货及时率 | 100% | 72.74% | 2 | 2", "72.74%", "100%"),
        ("农户满意度 | ≥95% | 91% | 10 | 10", "91%", "≥95%"),
        ("改造网点 | ≥12个 | 9个 | 10 | 10", "9个", "≥12个"),
        ("损耗率 | ≤3% | 4.2% | 5 | 5", "4.2%", "≤3%"),
    ],
)
def test_a_row_with_full_marks_for_a_missed_target(row: str, reached: str, target: str) -> None:
    text = table(row, "培训合格率 | 90% | 93% | 5 | 5")
    assert found(text, "SCO-09") == [(reached, reached, target)]


@pytest.mark.parametrize(
    "row",
    [
        "供货及时率 | 100% | 92.5% | 10 | 9.25",
        "供货及时率 | ≥90% | 92.5% | 10 | 10",
        "损耗率 | ≤3% | 2.4% | 5 | 5",
        "“三公”经费变动率 | 0% | -9.1% | 5 | 5",
        "公用经费控制率 | 100% | 92% | 5 | 5",
        "结转结余率 | 5% | 1.2% | 5 | 5",
        "预算调整率 | 10% | 2.8% | 5 | 5",
        "化肥储备 | 500吨 | 480吨 | 5 | 5",  # more may not be better
        "改造网点 | ≥12个 | 9万元 | 10 | 10",  # another unit
        "管理制度 | 健全 | 健全 | 5 | 5",
    ],
)
def test_rows_that_are_right_or_cannot_be_told(row: str) -> None:
    text = table(row, "培训合格率 | 90% | 93% | 5 | 5")
    assert found(text, "SCO-09") == []


def test_steps_and_reasons_in_the_row_speak_for_the_score() -> None:
    rows = ("供货及时率 | 100% | 96% | 5 | 5 | 95%以上得满分", "合格率 | 90% | 93% | 5 | 5 | 略")
    assert found(table(*rows, head=" 评分标准 |", line="---|"), "SCO-09") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("供货及时率目标值100%，实际完成值72.74%，该指标分值2分，自评得分2分。", ["72.74%"]),
        ("供货及时率目标值为100%，实际完成值为93%。该指标分值5分，自评得分5分。", ["93%"]),
        ("供货及时率目标值100%，实际完成值100%，该指标分值2分，自评得分2分。", []),
        ("供货及时率目标值100%，实际完成值93%，该指标分值5分，自评得分4.65分。", []),
        ("供货及时率目标值100%，实际完成值93%，90%以上得满分。该指标分值5分，自评得分5分。", []),
        ("损耗率目标值不超过3%，实际完成值2.1%，该指标分值5分，自评得分5分。", []),
        ("辍学率控制目标1%，实际0.2%，分值5分，自评得分5分。", []),
        ("平均办理天数目标值60天，完成值52天，分值5分，自评得分5分。", []),
    ],
)
def test_sentences_with_target_result_and_score(text: str, said: list[str]) -> None:
    assert [excerpt for excerpt, *_ in found(text + "\n", "SCO-09")] == said


# --- a missed target without a reason ------------------------------------------------------------

GOALS = "（一）年度绩效目标\n改造网点12个，农户满意度不低于95%。\n二、绩效自评情况\n"


def test_a_goal_that_comes_back_missed() -> None:
    text = GOALS + "年末农户满意度为91%，社会反响良好。\n"
    assert found(text, "GOA-02") == [("91%", "91%", "95%")]


@pytest.mark.parametrize(
    "text",
    [
        GOALS + "农户满意度为96%。\n",
        GOALS + "农户满意度为91%，主要是冬储期间部分网点供货延迟。\n",
        GOALS + "农户满意度为91%。\n三、存在的问题\n农户满意度不高，网点服务时间短。\n",
        GOALS + "其中城区农户满意度为91%，农户满意度为96%。\n",
        GOALS + "上年农户满意度为91%。\n",
        GOALS + "网点满意度为91%。\n",
        GOALS + "2023年力争农户满意度不低于90%。\n",
        "二、绩效自评情况\n农户满意度为91%。\n",
        "二、绩效自评情况\n化肥损耗率目标值3%，实际完成值2.1%，工作扎实推进。\n",
    ],
)
def test_goals_that_were_met_explained_or_are_of_another_thing(text: str) -> None:
    assert found(text, "GOA-02") == []


def test_a_note_below_the_table_gives_the_reason() -> None:
    rows = table("供货及时率 | 100% | 92.5% | 10 | 9.25", "培训合格率 | 90% | 93% | 5 | 5")
    note = "\n注：供货及时率未达100%的原因，系2个网点因道路施工停业。\n"
    assert found(rows, "GOA-02") == [("92.5%", "92.5%", "100%")]
    assert found(rows + note, "GOA-02") == []


def test_full_marks_and_the_lacking_reason_are_one_finding() -> None:
    text = table("供货及时率 | 100% | 72.74% | 2 | 2", "培训合格率 | 90% | 93% | 5 | 5")
    assert found(text, "SCO-09")
    assert not found(text, "GOA-02")


# --- satisfaction --------------------------------------------------------------------------------

PEOPLE = "二、绩效自评情况\n（一）服务对象满意度\n{}该指标分值5分，自评得分{}分。\n"


def test_full_marks_for_a_satisfaction_that_no_standard_explains() -> None:
    text = PEOPLE.format("年末网上评议得94.36分，反映较好。", 5)
    assert [excerpt for excerpt, *_ in found(text, "SCO-10")] == ["94.36分"]


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("农户满意度95.4%，高于90%的目标。", 5),
        ("农户满意度95.4%，按评分标准，达到95%为满分。", 5),
        ("农户满意度95.4%。", "4.8"),
        ("农户满意度100%。", 5),
        ("全年没有收到投诉。", 5),
    ],
)
def test_satisfaction_with_a_standard_or_without_full_marks(words: str, score: object) -> None:
    assert found(PEOPLE.format(words, score), "SCO-10") == []
