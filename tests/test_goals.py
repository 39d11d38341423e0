"""Goals that can be measured, and those that cannot."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n"
TAIL = "二、绩效自评情况\n自评得分95分。\n三、存在的问题\n支付偏慢。\n四、改进措施\n按月调度。\n"
VAGUE = "2022年，认真落实上级部署，围绕中心、服务大局，持续加强队伍建设，不断提升供水服务水平，"


def judged(body: str, title: str = "（一）年度绩效目标\n", behind: str = "") -> tuple[int, int]:
    """How often GOA-01 passed and failed."""
    ledger = checked(HEAD + title + body + "\n" + behind + TAIL).ledger
    line = next(line for line in ledger if line.rule.id == "GOA-01")
    return line.passed, line.failed


@pytest.mark.parametrize(
    "measure",
    [
        "水质合格率达到99%以上。",
        "供水损失下降1.5个百分点。",
        "改造管网12公里。",
        "新建三所水厂，改造两座泵站。",
        "全年投入850万元。",
        "群众评价不低于90分。",
        "报装申请在5个工作日内办结。",
        "10月底前完成水库除险。",
        "实现行政村供水全覆盖。",
        "实现安全生产零事故。",
        "考核进入全市前三名。",
    ],
)
def test_one_thing_that_can_be_met_or_missed_is_enough(measure: str) -> None:
    assert judged(VAGUE + measure) == (1, 0)


@pytest.mark.parametrize(
    "phrase",
    [
        "推动各项事业取得新的进展。",
        "增强“四个意识”、做到“两个维护”，建设一支高素质队伍。",  # counts of set phrases
        "落实三年行动方案，按照“十四五”规划第2年任务推进，办好第21届水博会。",
        "落实安政发〔2022〕15号文件，贯彻《水法》第十二条，按时完成任务。",
        "于2022年全面完成各项工作。",
        "推进“1+3+N”体系和5G建设，办好12345热线。",
    ],
)
@pytest.mark.parametrize(
    "title", ["（一）年度绩效目标\n", "（三）部门整体支出绩效目标。", "1.整体绩效目标：\n"]
)
def test_dates_slogans_and_documents_measure_nothing(phrase: str, title: str) -> None:
    assert judged(VAGUE + phrase, title) == (0, 1)


def test_a_law_that_is_quoted_is_no_goal() -> None:
    law = (
        "根据《中华人民共和国水法》第十二条“国家对水资源实行管理体制”，保障全县用水安全和供水秩序。"
    )
    assert judged(law) == (0, 1)


def test_measures_may_stand_below_in_a_table_or_beside() -> None:
    vague = VAGUE + "推动事业发展。"
    assert judged(vague + "\n1.产出目标\n改造管网12公里。\n2.效益目标\n群众满意。") == (1, 0)
    assert judged(vague + "\n| 指标 | 目标 |\n|---|---|\n| 及时率 | 100% |") == (1, 0)
    assert judged(vague, behind="（二）年度绩效指标\n改造管网12公里。\n") == (0, 0)
    assert judged(vague + "\n1.供水\n持续改善供水。\n2.排水\n保持排水畅通。") == (0, 1)


@pytest.mark.parametrize(
    "words",
    [
        "具体指标见《部门整体支出绩效目标申报表》。",
        "（详见附件1）",
        "按要求编制了整体绩效目标，设置了产出、效益、满意度指标，已随预算批复。",
        "绩效目标设置合理，与部门职责相符。",
    ],
)
def test_goals_that_stand_elsewhere_and_how_they_were_set_are_not_judged(words: str) -> None:
    assert judged(VAGUE + words) == (0, 0)


@pytest.mark.parametrize(
    "title",
    [
        "（一）绩效目标管理\n",
        "（一）绩效目标设定情况\n",
        "（一）绩效目标完成情况\n",
        "（一）主要职能\n",
    ],
)
def test_only_a_section_of_goals_is_looked_at(title: str) -> None:
    assert judged(VAGUE + "推动事业发展。", title) == (0, 0)


def test_nothing_is_said_of_goals_without_a_text() -> None:
    assert judged("无。") == (0, 0)
