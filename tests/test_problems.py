"""Problems against praise, full marks, measures and the total; reasons and paragraphs said twice."""

from __future__ import annotations

import pytest
from reading import checked, report_of

from checker.checks.logic.problems import read_parts

HEAD = "梅岭县供销合作社2022年度部门整体支出绩效自评报告\n一、部门概况\n本社负责全县农资供应。\n"


def found(text: str, rule: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words each finding of a rule is about, and those of its other places."""
    return [
        (one.excerpt, tuple(other.excerpt for other in one.related))
        for one in checked(HEAD + text).findings
        if one.rule == rule
    ]


def items(text: str) -> tuple[list[str], list[str]]:
    report = report_of(HEAD + text)
    problems, measures, *_ = read_parts(report)
    return [report.text[slice(*s)] for s in problems], [report.text[slice(*s)] for s in measures]


# --- how problems and measures are read ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "三、存在的问题\n（一）支付偏慢。\n（二）账实不符。\n四、改进措施\n（一）按月通报。\n（二）按季盘点。\n",
        "三、存在问题\n一是支付偏慢。二是账实不符。\n四、下一步工作打算\n一是按月通报。二是按季盘点。\n",
        "三、存在问题及原因分析\n1.支付偏慢。\n2.账实不符。\n四、有关建议\n1.按月通报。\n2.按季盘点。\n",
        "三、存在问题及改进措施\n（一）存在问题\n1.支付偏慢。\n2.账实不符。\n（二）改进措施\n1.按月通报。\n2.按季盘点。\n",
        "三、存在的问题和改进措施\n存在的主要问题：一是支付偏慢。二是账实不符。\n改进措施：一是按月通报。二是按季盘点。\n",
        "四、评价结论及建议\n（一）评价结论\n得96分。\n（二）存在问题\n1.支付偏慢。\n2.账实不符。\n（三）改进建议\n1.按月通报。\n2.按季盘点。\n",
        "## 三、存在的问题\n\n1、支付偏慢。2、账实不符。\n\n## 四、整改措施\n\n1、按月通报。2、按季盘点。\n",
        "三、不足与困难\n（1）支付偏慢。\n（2）账实不符。\n四、努力方向\n（1）按月通报。\n（2）按季盘点。\n附件：自评表\n",
    ],
)
def test_items_are_found_however_they_are_laid_out(text: str) -> None:
    problems, measures = items(text)
    assert [words.rstrip("。") for words in problems] == ["支付偏慢", "账实不符"]
    assert [words.rstrip("。") for words in measures] == ["按月通报", "按季盘点"]


@pytest.mark.parametrize(
    "title",
    [
        "（一）着力解决群众反映的突出问题",
        "（一）坚持问题导向",
        "（一）问题整改情况",
        "（一）代表建议办理",
    ],
)
def test_work_on_problems_is_no_section_of_problems(title: str) -> None:
    assert items(f"二、工作开展情况\n{title}\n全年办结48件。\n") == ([], [])


# --- praise and problem --------------------------------------------------------------------------

PROBLEM = "三、存在的问题\n（一）固定资产管理有待加强，5台设备没有入账。\n"


@pytest.mark.parametrize(
    ("praise", "words"),
    [
        ("本社定期清查，资产管理规范、有效。", "资产管理规范、有效"),
        ("全年两次盘点，实现了国有资产安全完整。", "国有资产安全"),
        ("固定资产账实相符。", "固定资产账实相符"),
    ],
)
def test_praise_of_what_is_a_problem_is_remarked(praise: str, words: str) -> None:
    text = f"二、绩效自评情况\n{praise}\n{PROBLEM}"
    assert found(text, "PRB-01") == [(words, ("固定资产管理有待加强",))]


@pytest.mark.parametrize(
    "right",
    [
        "本社定期清查，但个别设备没有入账，资产管理还不够规范。",
        "为确保国有资产安全完整，本社建立了盘点制度。",
        "进一步提高资产管理规范水平。",
        "本社制定办法，对资产管理的规范性、安全性作出要求。",
        "资产管理规范，5台设备没有及时入账的问题正在整改。",
        "固定资产原值820.50万元。安全生产形势平稳，服务规范有效。",
        "食品安全有效，资产配置按标准执行。",
        "资产管理较为规范，资产总体安全完整。",
    ],
)
def test_what_is_asked_intended_or_qualified_is_no_praise(right: str) -> None:
    assert found(f"二、绩效自评情况\n{right}\n{PROBLEM}", "PRB-01") == []


@pytest.mark.parametrize(
    "title", ["（一）主要职能", "（二）年度目标", "（三）重点工作任务", "（四）上年情况"]
)
def test_goals_and_duties_praise_nothing(title: str) -> None:
    text = f"二、基本情况\n{title}\n做到资产管理规范有效。\n{PROBLEM}"
    assert found(text, "PRB-01") == []


def test_another_aspect_is_no_contradiction() -> None:
    text = f"二、绩效自评情况\n预算编制科学合理，信息公开及时完整，支付进度较快。\n{PROBLEM}"
    assert found(text, "PRB-01") == []


SCORED = "二、绩效自评情况\n（一）预算执行情况\n全年执行率97.2%。该指标分值10分，自评得分{}分。\n"


def test_full_marks_beside_a_problem_of_some_cases() -> None:
    text = SCORED.format(10) + "三、存在的问题\n部分项目支付进度较慢。\n"
    assert found(text, "PRB-01") == [("10分", ("部分项目支付进度较慢",))]


@pytest.mark.parametrize(
    "text",
    [
        SCORED.format(9) + "三、存在的问题\n部分项目支付进度较慢。\n",
        SCORED.format(10) + "三、存在的问题\n部分项目支付进度较慢，扣1分。\n",
        SCORED.format(10) + "三、存在的问题\n部分农资网点老化。\n",
        "二、绩效自评情况\n预算执行情况良好。\n三、存在的问题\n个别项目支付进度较慢。\n",
    ],
)
def test_a_problem_that_the_score_bears_or_of_another_thing(text: str) -> None:
    assert found(text, "PRB-01") == []


# --- problems and measures -----------------------------------------------------------------------


def both(problems: str, measures: str) -> list[tuple[str, tuple[str, ...]]]:
    return found(f"三、存在的问题\n{problems}\n四、改进措施\n{measures}\n", "PRB-02")


def test_a_problem_that_no_measure_touches() -> None:
    told = both(
        "（一）年初测算不细，追加预算较多。\n（二）绩效指标不够量化。",
        "（一）提前做好项目储备。\n（二）把追加比例控制在5%以内。",
    )
    assert told == [("绩效指标不够量化", ())]


def test_measures_of_which_half_answer_nothing() -> None:
    told = both(
        "个别仓库设备闲置，没有及时报废。",
        "（一）规范档案归集。\n（二）及时公开预算信息。\n（三）按季盘点资产。",
    )
    assert told == [("规范档案归集", ("及时公开预算信息",))]


@pytest.mark.parametrize(
    ("problems", "measures"),
    [
        ("（一）支付进度偏慢。\n（二）设备账实不符。", "（一）按月调度。\n（二）按季盘点。"),
        ("（一）工期滞后。\n（二）年中追加较多。", "（一）做好前期勘察。\n（二）科学测算。"),
        ("（一）绩效指标不够量化。\n（二）资产闲置。", "对上述问题逐项整改，落实到科室。"),
        ("（一）绩效指标不够量化。", "组织业务培训2次。"),
        ("（一）农资网点老化，冬储压力大。", "（一）改造网点12个。\n（二）增加冬储贷款贴息。"),
        ("（一）绩效指标不够量化。", "（一）加强领导，压实责任。\n（二）强化督促，抓好落实。"),
        ("支付进度偏慢。", "（一）提前公开采购意向。\n（二）按月通报。\n（三）将结果与预算挂钩。"),
        ("一是内控执行不严。二是合同未备案。", "一是严格报销审批。二是建立合同台账。"),
    ],
)
def test_measures_that_answer_in_other_words(problems: str, measures: str) -> None:
    assert both(problems, measures) == []


# --- the total and the problems ------------------------------------------------------------------


def test_next_years_work_need_not_answer_a_problem() -> None:
    work = (
        "（一）编制网点规划。\n（二）做好2023年预算编制。\n（三）做好资产清查。\n（四）整理档案。\n"
    )
    text = f"三、存在的困难\n网点少，服务半径大。\n四、下一步工作\n{work}"
    assert found(text, "PRB-02") == []


@pytest.mark.parametrize(
    ("score", "problems", "said"),
    [
        ("96", "无。", ("无",)),
        ("100", "个别网点老化。", ("个别网点老化",)),
        ("100", "无。", None),
        ("96", "个别网点老化。", None),
        ("96", "本单位暂无存在的问题。", ("本单位暂无存在的问题",)),
        ("100", "经全面自查，没有发现明显的问题。", None),
        ("100", "经自查，本社支出管理较好，不存在明显问题，今后将继续加强管理。", None),
        ("96", "无专人管理档案，归档不及时。", None),
    ],
)
def test_lost_points_have_a_problem_and_full_marks_none(
    score: str, problems: str, said: tuple[str, ...] | None
) -> None:
    text = f"二、绩效自评情况\n本单位自评得分{score}分。\n三、存在的问题\n{problems}\n"
    assert found(text, "PRB-03") == ([] if said is None else [(f"{score}分", said)])


# --- said twice ----------------------------------------------------------------------------------

WAGES = "按照全省统一政策调整了基本工资标准"


def test_one_reason_for_two_changes() -> None:
    text = f"收入增加35万元，主要原因是：{WAGES}。支出增加28.6万元，主要原因是：{WAGES}。\n"
    assert found(text, "PRB-04") == [(WAGES, (WAGES,))]


@pytest.mark.parametrize(
    "text",
    [
        f"收入增加35万元，主要原因是：{WAGES}。支出增加28.6万元，主要原因是：新建冷库2座并支付首期款。",
        f"收入增加35万元，主要原因是：{WAGES}。\n二、收入分析\n收入增加35万元，主要原因是：{WAGES}。",
        # of a total with its parts' figures beside it
        f"收支总计各350万元，增加35万元，主要原因是：{WAGES}。收入合计350万元，增加35万元，主要原因是：{WAGES}。",
        "接待费减少2万元，原因是厉行节约。车辆费减少1万元，原因是厉行节约。",
        f"车辆费8万元，与上年持平，主要原因是：{WAGES}。接待费2万元，与上年持平，主要原因是：{WAGES}。",
        "落实原因分析机制，查找原因12项。落实原因分析机制，查找原因15项。",
    ],
)
def test_reasons_of_their_own_and_one_change_told_again(text: str) -> None:
    assert found(text + "\n", "PRB-04") == []


PASTED = "本社严格执行各项制度，明确岗位职责和办理时限，全年没有发生违规违纪情况，群众反映良好，各项工作取得明显成效。"


def test_a_paragraph_pasted_into_another_section() -> None:
    text = f"二、绩效分析\n（一）采购管理\n{PASTED}\n（二）资产管理\n{PASTED}\n"
    told = found(text, "PRB-05")
    assert told
    assert told[0][0] == told[0][1][0] == PASTED[:24]


def test_goals_may_be_told_again() -> None:
    text = f"（一）年度绩效目标\n{PASTED}\n二、绩效分析\n（一）目标完成情况\n{PASTED}\n"
    assert found(text, "PRB-05") == []


# --- points that nothing explains ----------------------------------------------------------------

LIST = "二、绩效自评情况\n自评得分97分，其中：预算编制20分，得18分；采购管理30分，得29分；履职效益50分，得50分。\n"


def test_points_without_a_word_are_one_remark() -> None:
    told = found(LIST + "三、存在的问题\n宣传力度还需加大。\n", "PRB-06")
    assert told == [("18分", ("29分",))]


@pytest.mark.parametrize(
    "text",
    [
        LIST + "三、存在的问题\n预算编制不细，采购合同备案不及时。\n",
        LIST + "两项共扣3分，均为资料不全。\n",
        LIST + "（一）预算编制\n年中追加较多，有待细化。\n（二）采购管理\n1份合同未备案。\n",
        LIST.replace("预算编制", "投入").replace("采购管理", "过程"),
        "二、绩效自评情况\n自评得分97分。预算完成率98.4%，按比例得9.8分（满分10分）；其余得87.2分（满分90分）。\n",
    ],
)
def test_points_that_something_explains(text: str) -> None:
    text += "" if "存在的问题" in text else "三、存在的问题\n宣传力度还需加大。\n"
    assert found(text, "PRB-06") == []


@pytest.mark.parametrize(
    "score",
    [
        "本次评价总分100分，其中：投入40分，产出60分。经自评得分96分。",
        "评分合计：100分制得分95.62分。",
    ],
)
def test_the_marks_of_the_card_are_not_what_was_got(score: str) -> None:
    text = f"二、绩效自评情况\n{score}\n三、存在的问题\n个别网点老化。\n"
    assert found(text, "PRB-03") == []
