"""Who reports, on what year, in which genre: one case a way in which papers begin."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from reading import ROOT, report_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "identities.yaml").read_text("utf-8")
)
BODIES = {
    "none": "",
    "report": """一、部门基本情况
（一）部门职能
负责有关工作。
二、绩效自评情况
部门整体支出绩效自评得分95分。
三、存在的问题
个别项目支付偏慢。
四、改进措施
按月调度支付进度。
""",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].replace("\n", "⏎") or "-")
def test_identity(case: dict[str, Any]) -> None:
    report = report_of(f"{case['text']}\n\n{BODIES[case.get('below', 'report')]}")
    found = report.identity
    assert found.kind == case.get("kind", "department")
    for name in ("organisation", "region", "level", "year"):
        if name in case:
            expected = tuple(case[name]) if name == "region" else case[name]
            assert getattr(found, name) == expected
    if "title" in case:
        assert found.title is not None
        assert report.text[found.title.start : found.title.end] == case["title"]


def test_another_paper_is_named_with_the_words_that_say_so() -> None:
    found = report_of("临溪县部门整体支出绩效评价管理办法\n\n第一条 为规范绩效自评，制定本办法。\n")
    assert found.identity.kind == "notice"
    assert found.identity.evidence == "临溪县部门整体支出绩效评价管理办法"


def test_days_of_the_calendar_are_no_year_of_a_report() -> None:
    text = "部门整体支出绩效自评报告\n填报日期：2024年3月1日\n\n" + BODIES["report"]
    assert report_of(text).identity.year is None
    assert report_of(text + "2023年支出100.00万元。\n").identity.year == 2023
