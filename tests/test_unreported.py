"""Tasks of the plan that no later part of a report tells of."""

from __future__ import annotations

import pytest
from reading import checked

TASKS = (
    "改造老旧管网12公里。",
    "新建乡镇水厂2座。",
    "安装智能水表3000只。",
    "举办龙舟邀请赛。",
)
RESULTS = "全年改造老旧管网12公里，新建乡镇水厂2座，安装智能水表3000只，水质合格率99%。"


def told(
    tasks: tuple[str, ...] = TASKS, later: str = RESULTS, title: str = "重点任务"
) -> list[str]:
    """What CON-11 names in a report with these tasks and this later part: one finding at most."""
    listed = "\n".join(f"{at}.{task}" for at, task in enumerate(tasks, 1))
    text = (
        "安河县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n"
        f"（一）{title}\n{listed}\n二、履职效能分析\n{later}\n"
    )
    found = [found for found in checked(text).findings if found.rule == "CON-11"]
    assert len(found) < 2
    return [name for one in found for name in (one.excerpt, *(o.excerpt for o in one.related))]


def test_a_task_of_which_no_word_comes_back_is_named() -> None:
    assert told() == ["举办龙舟邀请赛"]


def test_two_of_them_are_one_finding() -> None:
    tasks = (*TASKS, "修缮古戏台。", "采购防汛沙袋5000只。", "更换泵站闸门。", "编制节水规划。")
    later = RESULTS + "采购防汛沙袋5000只，更换了泵站闸门，节水规划编制完成。"
    assert told(tasks, later) == ["举办龙舟邀请赛", "修缮古戏台"]


def test_a_plan_told_in_one_sentence_is_read_too() -> None:
    told_of = "；".join(
        f"{n}是{task.rstrip('。')}" for n, task in zip("一二三四", TASKS, strict=True)
    )
    text = (
        "安河县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n（一）重点任务\n"
        f"2022年重点任务：{told_of}。\n二、履职效能分析\n{RESULTS}\n"
    )
    found = [each.excerpt for each in checked(text).findings if each.rule == "CON-11"]
    assert found == ["举办龙舟邀请赛"]


@pytest.mark.parametrize(
    "more",
    [
        "龙舟赛吸引观众2万人。",
        "举办的邀请赛有32支队伍参加。",
        "在镇水库主办划龙船竞赛，邀请6个镇参赛。",  # other words, the same characters
        "受汛情影响，个别活动取消。",
        "\n三、下一步打算\n明年办好龙舟邀请赛。",
    ],
)
def test_whatever_is_said_of_it_later_is_enough(more: str) -> None:
    assert told(later=RESULTS + more) == []


@pytest.mark.parametrize(
    "task",
    [
        "举办龙舟邀请赛，因汛情取消。",
        "举办龙舟邀请赛，吸引了2万名观众。",  # told of as done
        "锻造过硬干部队伍。",  # no definite thing
        "坚持党建引领。",
    ],
)
def test_a_task_that_is_told_of_or_no_definite_thing_is_silent(task: str) -> None:
    assert told((*TASKS[:3], task)) == []


def test_a_report_that_does_not_tell_of_its_plan_is_silent() -> None:
    assert told(later="自评得分95分，预算执行率98%，改造老旧管网12公里。") == []


@pytest.mark.parametrize("title", ["重点任务完成情况", "2023年重点任务", "下一步重点任务"])
def test_only_plans_of_the_own_year_count(title: str) -> None:
    assert told(title=title) == []
