"""Stated numbers of indicators of each level against names and tables."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "云溪县档案馆2022年度部门整体支出绩效自评报告\n一、基本情况\n本馆负责全县档案保管。\n二、绩效评价情况\n"


def found(text: str) -> list[tuple[str, str, str]]:
    """Excerpt, stated and computed number of each finding of CNT-05."""
    return [
        (one.excerpt, one.stated, one.computed)
        for one in checked(HEAD + text + "\n").findings
        if one.rule == "CNT-05"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "设一级指标4个、二级指标9个、三级指标22个。",
        "设一级指标4个（投入、过程、产出、效果）、二级指标9个。",
        "包括投入、过程、产出、效果等5个一级指标。",
        "设置投入、过程、产出和效果四个一级指标。",
        "投入、过程2个一级指标和产出、效果2个一级指标。",
        "按照预算编制和执行、资产管理、绩效管理4个一级指标评价。",
        "按照预算编制和执行、资产管理、绩效管理3个一级指标评价。",
        "在投入、过程、产出、效果一级指标下设9个二级指标。",
        "一级指标产出、效益、满意度下设数量、质量2个二级指标。",
        "二级指标9个（数量、质量、时效、成本）。",
        "扣分的有预算执行率、采购管理、资产管理3个三级指标。",
        "一级指标4个，权重分别为10分、20分、40分、30分。",
        "三级指标共28个（其中定量指标20个、定性指标8个）。",
        "前3个一级指标得分较高，即投入、过程、产出、效果以外的都在其中。",
        "得满分的三级指标5个（数量指标、质量指标、时效指标见附表）。",
        "设三级指标5个（完成率、及时率、合格率、覆盖率、达标率）。",
        "每个一级指标下设三个二级指标。",
        "近8个三级指标（查档、归档）没有满分。",
    ],
)
def test_names_that_are_as_many_or_not_all(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place", "listed"),
    [
        ("设一级指标5个（投入、过程、产出、效果）、二级指标9个。", "5个", "4个"),
        ("设一级指标3个(投入、过程、产出、效果)、二级指标9个。", "3个", "4个"),
        ("包括投入、过程、产出、效果等3个一级指标。", "3个", "4个"),
        ("设置投入、过程、产出和效果五个一级指标。", "五个", "4个"),
        ("设置投入、过程、产出、效果 3 个一级指标。", "3 个", "4个"),
        ("产出指标包括数量、质量、时效、成本5项二级指标。", "5项", "4项"),
    ],
)
def test_names_that_are_more_or_fewer(text: str, place: str, listed: str) -> None:
    assert [(one[0], one[2]) for one in found(text)] == [(place, listed)]


ROWS = [
    ("投入", "预算编制", "编制及时性", 10),
    ("", "", "编制完整性", 10),
    ("", "人员配置", "在编人员控制率", 10),
    ("产出", "数量", "归档卷数", 20),
    ("", "", "查档人次", 20),
    ("", "质量", "查准率", 20),
    ("效果", "满意度", "查档群众满意度", 10),
]
SAID = "评价设一级指标{}个、二级指标{}个、三级指标{}个，满分100分。\n"


def table(*, repeated: bool = False) -> str:
    """The table of a report, with the cells of its classes merged or repeated."""
    shown = ["", ""]
    lines = ["| 一级指标 | 二级指标 | 三级指标 | 分值 |", "|---|---|---|---|"]
    for first, second, third, points in ROWS:
        shown = [first or shown[0], second or shown[1]]
        names = shown if repeated else [first, second]
        lines.append(f"| {' | '.join([*names, third])} | {points} |")
    return "\n".join([*lines, "| 合计 | | | 100 |"])


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((3, 5, 7), []),
        ((3, 5, 8), [("8个", "8个", "7个")]),
        ((4, 5, 7), [("4个", "4个", "3个")]),
        ((3, 6, 7), [("6个", "6个", "5个")]),
        ((4, 6, 7), []),  # another table may be meant
        ((4, 9, 22), []),
    ],
)
def test_two_levels_of_a_table_prove_the_third(
    numbers: tuple[int, int, int], expected: list[tuple[str, str, str]], repeated: bool
) -> None:
    assert found(SAID.format(*numbers) + table(repeated=repeated)) == expected


def test_two_levels_alone_prove_nothing() -> None:
    assert found("评价设一级指标3个、三级指标8个。\n" + table()) == []
