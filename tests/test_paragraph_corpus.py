"""Paragraphs as such reports have them, written for this project: silence on what is right, and one
finding for one changed figure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from reading import checked

FOLDER = Path(__file__).parent / "paragraphs"
PLANTED = yaml.safe_load((FOLDER / "planted.yaml").read_text("utf-8"))

HEAD = """宁川县统计局2022年度部门整体支出绩效自评报告
一、部门基本情况
（一）主要职能
本部门负责全县有关工作的组织实施和监督管理。
（二）部门整体支出情况
"""
TAIL = """
二、绩效自评情况
对照评价指标，自评结论为优。
三、存在的问题
预算编制不够精细。
四、改进措施
加强预算管理。
"""


OF_THE_WHOLE = {"SCO-08"}
"""Remarks on what a report says nowhere, which one paragraph cannot answer."""


OF_FORM = {"TYP-01", "DAT-05"}
"""Remarks that are true of a paragraph in half-width characters, and of one with 今年."""


@cache
def paragraphs(name: str) -> tuple[str, ...]:
    return tuple((FOLDER / f"{name}.txt").read_text("utf-8").strip().split("\n%%\n"))


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.txt"))])
def test_right_paragraphs_are_passed_in_silence(name: str) -> None:
    said = {
        text: [
            (f.rule, f.message.zh)
            for f in checked(HEAD + text + TAIL).findings
            if f.rule not in OF_THE_WHOLE | OF_FORM
        ]
        for text in paragraphs(name)
    }
    assert {text: found for text, found in said.items() if found} == {}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: f"{plant['file']}:{plant['to']}")
def test_a_changed_figure_is_one_finding(plant: dict[str, str]) -> None:
    text = next(text for text in paragraphs(plant["file"]) if plant["from"] in text)
    found = checked(HEAD + text.replace(plant["from"], plant["to"], 1) + TAIL).findings
    assert [(f.rule, f.outcome, f.excerpt, f.computed) for f in found] == [
        (plant["rule"], "fail", plant["claim"], plant["computed"])
    ]
