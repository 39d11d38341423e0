"""Scores as reports write them, what they are held to, and the scorecard."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from reading import checked, report_of

from checker.checks.scores.grades import read_grades
from checker.cli.main import group
from checker.cli.pipeline import Settings, check_source
from checker.errors import InputError
from checker.model.verdict import Checked
from checker.packs import load_pack
from checker.readers import read

HEAD = "2022年度河口县水务局部门整体支出绩效自评报告\n一、部门基本情况\n本局负责全县水务工作。\n"
TAIL = "\n三、存在的问题\n个别项目支付偏慢。\n四、改进措施\n按月调度。\n"
OWN = "二、绩效自评情况\n"

CARD = """\
pack: test/card
version: "1"
title: 评分
extends: [common/department]
prefix: CD
scorecard:
  mark: confirmed
  scale: [{grade: 优, from: "90"}, {grade: 良, from: "80"}, {grade: 差, from: "0"}]
  indicators:
    - title: 在职人员控制率
      points: "5"
      formula: 在职人员控制率 = 在职人员数 ÷ 编制数
      loses: {points: "0.5", each: 1%, above: 100%}
    - title: 重点支出安排率
      points: "5"
      formula: 重点支出安排率 = 重点项目支出 ÷ 项目支出
      steps:
        - {when: 重点支出安排率 ≥ 90%, points: "5"}
        - {when: 重点支出安排率 ≥ 80%, points: "4"}
        - {when: 重点支出安排率 ≥ 70%, points: "3"}
    - title: 资金结余
      points: "3"
      steps:
        - {when: 年末结转和结余 = 0, points: "3"}
        - {when: 年末结转和结余 ≤ 年初结转和结余, points: "2"}
    - title: 履职成效
      points: "87"
rules:
  CD-SCO-01:
    title: 得分应与公式一致
    severity: error
    check: score
    params: {asks: formula}
    message: “{subject}”自评{stated}，应得{computed}
    basis: [{document: 算术, mark: confirmed}]
    examples: {pass: [甲], fail: [乙]}
  CD-SCO-02:
    title: 等级用词
    severity: warning
    check: score
    params: {asks: words}
    message: 等级“{stated}”不在{scale}之中
    basis: [{document: 算术, mark: confirmed}]
    examples: {pass: [甲], fail: [乙]}
  CD-SCO-03:
    title: 指标齐全
    severity: info
    check: score
    params: {asks: indicators}
    message: 没有{missing}
    basis: [{document: 算术, mark: confirmed}]
    examples: {pass: [甲], fail: [乙]}
"""


@pytest.fixture
def card(tmp_path: Path) -> str:
    path = tmp_path / "card.yaml"
    path.write_text(CARD, encoding="utf-8")
    return str(path)


def said(result: Checked, family: str = "SCO") -> set[tuple[str, str, str]]:
    """Rule, stated and computed of what failed in a family."""
    return {
        (found.rule, found.stated, found.computed)
        for found in result.findings
        if found.outcome == "fail" and family in found.rule
    }


def scores(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, name, maximum and score of each score of a passage."""
    return [
        (s.kind, s.name, s.most.text if s.most else "", s.got.text if s.got else "")
        for s in report_of(HEAD + OWN + text + TAIL).scores
    ]


@pytest.mark.parametrize(
    "text",
    [
        "投入指标满分20分，得19分；过程指标满分30分，得27分。",
        "投入（20分）19分，过程（30分）27分，自评得分如上。",
        "自评得分情况：投入20分，得19分；过程30分，得27分。",
        "各项得分：投入19分（满分20分）、过程27分（满分30分）。",
        "投入、过程两个一级指标，权重分别为20分、30分，自评得分分别为19分、27分。",
        "指标 分值 自评得分\n投入 20 19\n过程 30 27",
        "（一）投入（满分20分，得19分）\n管理规范。\n（二）过程（满分30分，得27分）\n执行偏慢。",
        "（一）投入情况\n管理规范。本指标分值20分，自评得分19分。\n（二）过程情况\n执行偏慢。本指标分值30分，自评得分27分。",
    ],
)
def test_however_a_score_is_written_it_is_read(text: str) -> None:
    found = scores(text)
    assert [(kind, name.removesuffix("指标")) for kind, name, _, _ in found] == [
        ("item", "投入"),
        ("item", "过程"),
    ]
    figures = [[Decimal(text.strip("分")) for text in score[2:]] for score in found]
    assert figures == [[20, 19], [30, 27]]


def test_the_total_is_told_from_indicators_and_from_what_comes_on_top() -> None:
    text = "自评得分92.5分，加分项加3分，合计95.5分。其中预算执行10分，得9分。"
    assert [(kind, got) for kind, _, _, got in scores(text)] == [
        ("total", "92.5分"),
        ("bonus", "3分"),
        ("final", "95.5分"),
        ("item", "9分"),
    ]


def test_a_score_on_another_scale_is_no_total() -> None:
    text = "服务对象评价获得98.4分。\n部门整体支出绩效自评得分95分，其中满意度5分，得5分。"
    assert ("total", "95分") in [(kind, got) for kind, _, _, got in scores(text)]


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("自评得分93分，等级为“优”。", ["优"]),
        ("评价等级：良。", ["良"]),
        ("自评等级优秀，财政部门评定等级为“好”。", ["优秀", "好"]),
        ("等级分为优、良、中、差四档。", []),
        ("90分以上为优，80至90分为良。", []),
        ("评价结果优先用于安排预算。", []),
    ],
)
def test_a_grade_is_a_grade_and_a_scale_is_none(text: str, grades: list[str]) -> None:
    assert [graded.word for graded in read_grades(report_of(HEAD + OWN + text + TAIL))] == grades


names = st.lists(
    st.sampled_from(["投入", "过程", "产出", "效果", "预算编制", "资产管理", "履职", "满意度"]),
    min_size=3,
    max_size=6,
    unique=True,
)


@given(names, st.data())
def test_scores_that_add_up_are_passed_and_one_changed_is_found(
    titles: list[str], data: st.DataObject
) -> None:
    cuts = sorted(
        data.draw(st.sets(st.integers(5, 95), min_size=len(titles) - 1, max_size=len(titles) - 1))
    )
    tops = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    lost = [data.draw(st.integers(0, min(top, 4))) for top in tops]
    got = [top - less for top, less in zip(tops, lost, strict=True)]
    parts = "；".join(
        f"{t}分值{m}分，自评得分{g}分" for t, m, g in zip(titles, tops, got, strict=True)
    )
    right = f"部门整体支出绩效自评得分{sum(got)}分，其中：{parts}。"
    assert not said(checked(HEAD + OWN + right + TAIL))
    by = data.draw(st.integers(1, 5))
    wrong = right.replace(f"自评得分{sum(got)}分", f"自评得分{sum(got) - by}分", 1)
    assert ("SCO-01", f"{sum(got) - by}分", f"{sum(got)}分") in said(
        checked(HEAD + OWN + wrong + TAIL)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自评得分96分，其中预算执行分值10分，得11分，扣分见附表。", ("SCO-02", "11分", "10分")),
        ("自评得分92分，加分3分，合计96分，扣分见附表。", ("SCO-04", "96分", "95分")),
        ("自评得分104分。", ("SCO-05", "", "")),
        ("自评得分88分，等级为“优”，扣分见附表。", ("SCO-06", "优", "良")),
        ("自评得分95分，等级为“良”，扣分见附表。", ("SCO-06", "良", "优")),
        ("自评得分95分，工作成效明显。", ("SCO-08", "", "")),
    ],
)
def test_a_fault_of_scores_is_found(text: str, found: tuple[str, str, str]) -> None:
    assert found in said(checked(HEAD + OWN + text + TAIL))


@pytest.mark.parametrize("most", ["（满分{}分）", "，满分{}分"])
def test_a_maximum_goes_with_the_score_before_it_if_that_is_read(most: str) -> None:
    text = "自评得分95分，扣分见附表。\n（一）预算执行\n预算执行率98.4%，得9.8分{}；控制率96%，得5分{}。\n"
    text = text.format(most.format(10), most.format(5))
    assert not {rule for rule, *_ in said(checked(HEAD + OWN + text + TAIL)) if rule != "SCO-08"}


def test_a_lost_point_is_explained_by_its_section_or_by_the_problems() -> None:
    sections = (
        "自评得分98分。\n（一）预算编制情况\n编制规范。该指标分值8分，自评得分{}分。\n"
        "（二）资产管理情况\n{}。该指标分值6分，自评得分5分。"
    )
    for first, told, wanted in (
        ("8", "登记入账", {"资产管理"}),
        ("8", "个别资产未及时入账", set()),
        ("7", "个别资产未及时入账", {"预算编制"}),
    ):
        result = checked(HEAD + OWN + sections.format(first, told) + TAIL)
        lost = {
            name
            for found in result.findings
            if found.rule == "SCO-07"
            for name in ("资产管理", "预算编制")
            if f"“{name}”" in found.message.zh
        }
        assert lost == wanted


FIGURES = (
    "本局编制数50人，在职人员数{staff}人。项目支出400.00万元，其中重点项目支出{key}万元。"
    "年初结转和结余50.00万元，年末结转和结余{left}万元。\n"
)


@pytest.mark.parametrize(
    ("figures", "scored", "faults"),
    [
        (("50", "380.00", "0"), (5, 5, 3), set()),
        (("52", "350.00", "30.00"), (3, 4, 2), set()),
        (("52", "350.00", "30.00"), (5, 4, 2), {("CD-SCO-01", "5分", "3分")}),
        (("50", "240.00", "60.00"), (5, 2, 0), {("CD-SCO-01", "2分", "0分")}),
        (("50", "300.00", "60.00"), (5, 3, 2), {("CD-SCO-01", "2分", "0分")}),
    ],
)
def test_formulas_of_a_card_give_the_points(
    card: str, figures: tuple[str, str, str], scored: tuple[int, int, int], faults: set[object]
) -> None:
    amounts = FIGURES.format(staff=figures[0], key=figures[1], left=figures[2])
    listed = "在职人员控制率5分，得{}分；重点支出安排率5分，得{}分；资金结余3分，得{}分；".format(
        *scored
    )
    text = (
        HEAD + amounts + OWN + f"自评得分{sum(scored) + 80}分，其中：{listed}履职成效87分，得80分。"
    )
    result = check_source(read("报告.txt", (text + TAIL).encode()), Settings(pack=card))
    assert {one for one in said(result) if one[0] == "CD-SCO-01"} == faults


def test_what_a_formula_lacks_is_named(card: str) -> None:
    text = HEAD + OWN + "自评得分90分，其中在职人员控制率5分，得5分；履职成效87分，得85分。" + TAIL
    result = check_source(read("报告.txt", text.encode()), Settings(pack=card))
    found = next(f for f in result.findings if f.rule == "CD-SCO-01")
    assert (found.outcome, found.excerpt, found.missing) == (
        "undetermined",
        "5分",
        ("在职人员数", "编制数"),
    )


def test_words_and_indicators_are_those_of_the_card(card: str) -> None:
    text = "自评得分92分，等级为“优秀”，其中在职人员控制率5分，得5分；重点支出安排率5分，得5分；资金结余3分，得2分。"
    result = check_source(
        read("报告.txt", (HEAD + OWN + text + TAIL).encode()), Settings(pack=card)
    )
    found = {f.rule: f for f in result.findings}
    assert found["CD-SCO-02"].excerpt == "优秀"
    assert found["CD-SCO-03"].message.zh == "没有履职成效"


def test_the_scorecard_shows_what_is_stated_and_computed(card: str, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    text = HEAD + FIGURES.format(staff="53", key="350.00", left="30.00") + OWN
    text += "自评得分90分，其中在职人员控制率5分，得5分；重点支出安排率5分，得4分。"
    report.write_text(text + TAIL, encoding="utf-8")
    arguments = ["score", str(report), "--pack", card, "--output-format", "json"]
    run = CliRunner().invoke(group("zh"), [*arguments, "--lang", "zh"], standalone_mode=False)
    lines = {line["indicator"]: line for line in json.loads(run.stdout)["scorecard"]["lines"]}
    first = lines["在职人员控制率"]
    assert (first["score"], first["computed"], first["difference"]) == ("5分", "2分", "3分")
    assert first["working"] == "53人 ÷ 50人 = 106.00%"
    assert lines["重点支出安排率"]["difference"] == "0分"
    assert lines["资金结余"]["score"] is None
    assert lines["资金结余"]["computed"] == "2分"
    assert lines["履职成效"]["reason"] == "规则包里没有公式"
    assert lines["自评总分"]["reason"] == "各指标得分没有写全"


@pytest.mark.parametrize(("got", "computed"), [("9.6", ""), ("9.60", ""), ("9.5", "9.6分")])
def test_a_formula_may_be_the_score_itself(got: str, computed: str, tmp_path: Path) -> None:
    path = tmp_path / "card.yaml"
    formula = "{title: 预算执行, points: '10', formula: 预算执行率得分 = 预算执行率 × 10分}"
    terms = "terms:\n  预算执行率得分: {kind: score, side: 得分, phrases: [执行率得分]}\n"
    head, _, rules = CARD.partition("    - title: 在职人员控制率")
    rules = rules[rules.index("rules:") :]
    path.write_text(
        head.replace("scorecard:", terms + "scorecard:") + f"    - {formula}\n" + rules, "utf-8"
    )
    text = HEAD + "预算1000.00万元，支出960.00万元，预算执行率96.00%。\n" + OWN
    text += f"自评得分95分，其中预算执行10分，得{got}分；履职90分，得85分。" + TAIL
    result = check_source(read("报告.txt", text.encode()), Settings(pack=str(path)))
    assert {one[2] for one in said(result) if one[0] == "CD-SCO-01"} == ({computed} - {""})


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ("steps: [{when: 预算执行率 ≥ 90%, points: '11'}]", "多于指标的分值10"),
        ("formula: 预算执行率 = 总支出 ÷ 年初预算数", "公式算出的不是得分"),
        ("formula: 总支出 ≥ 年初预算数", "公式应写成 术语 = 算式"),
    ],
)
def test_a_card_that_contradicts_itself_is_told(card: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "card.yaml"
    head, _, rules = CARD.partition("    - title: 在职人员控制率")
    path.write_text(
        head
        + f"    - {{title: 预算执行, points: '10', {card}}}\n"
        + rules[rules.index("rules:") :],
        "utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_pack(str(path))
    assert fault in caught.value.zh


TABLE = "{above}\n一级指标 分值 自评得分\n投入 15 15\n过程 25 22\n产出 30 28.5\n效益 30 26\n合计 100 91.5\n"


@pytest.mark.parametrize(
    ("total", "above", "found"),
    [
        ("91.5", "各指标得分如下：", set()),
        ("92.5", "各指标得分如下：", {("SCO-01", "92.5分", "91.5分")}),
        ("92.5", "附：河道整治项目自评表", set()),
    ],
)
def test_a_score_table_has_the_total_of_the_text(
    total: str, above: str, found: set[object]
) -> None:
    text = HEAD + OWN + f"部门整体支出绩效自评得分{total}分。\n" + TABLE.format(above=above) + TAIL
    assert {one for one in said(checked(text)) if one[0] == "SCO-01"} == found


@pytest.mark.parametrize(
    ("front", "words", "asked"),
    [
        ("", "自评得分95分，工作成效明显。", True),
        ("附件2\n", "自评得分95分，工作成效明显。", True),  # the document is one itself
        ("", "自评得分95分，各指标得分详见附表。", False),
        ("", "自评得分95分，其中满意度扣5分。", False),
        ("", "自评得分95分，其中管理48分，产出47分。", False),
    ],
)
def test_a_total_without_its_parts_is_asked_for_them(front: str, words: str, asked: bool) -> None:
    result = checked(front + HEAD + OWN + words + TAIL)
    assert any(found.rule == "SCO-08" for found in result.findings) == asked


def test_no_more_is_added_on_top_than_the_card_allows(card: str) -> None:
    path = Path(card)
    path.write_text(
        CARD.replace("  mark: confirmed\n", '  mark: inferred\n  bonus: "5"\n', 1), "utf-8"
    )
    for added, severities in (("5", set()), ("8", {"info"})):
        text = HEAD + OWN + f"自评得分90分，加分项加{added}分，合计{90 + int(added)}分。" + TAIL
        result = check_source(read("报告.txt", text.encode()), Settings(pack=card))
        assert {f.severity for f in result.findings if f.rule == "SCO-02"} == severities


def test_the_scorecard_shows_by_how_much_a_total_is_off(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    listed = "自评得分95分，其中：投入20分，得19分；过程30分，得27分；产出50分，得47分。"
    report.write_text(HEAD + OWN + listed + TAIL, encoding="utf-8")
    arguments = ["score", str(report), "--output-format", "json", "--lang", "zh"]
    run = CliRunner().invoke(group("zh"), arguments, standalone_mode=False)
    total = json.loads(run.stdout)["scorecard"]["lines"][-1]
    assert (total["score"], total["computed"], total["difference"]) == ("95分", "93分", "2分")
