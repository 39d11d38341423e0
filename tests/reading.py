"""Texts → reports and findings, as the program makes them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from checker.cli.pipeline import Settings, check_source
from checker.model.report import Report
from checker.model.verdict import Checked
from checker.packs import load_pack, load_vocabulary
from checker.readers import read
from checker.report.build import Held, read_report

ROOT = Path(__file__).resolve().parents[1]


def report_of(text: str | bytes, name: str = "报告.txt") -> Report:
    """The report in a text, read with the outline of the common pack."""
    data = text.encode() if isinstance(text, str) else text
    outline = load_pack("common/department").outline
    return read_report(read(name, data), lambda found: Held(found, load_vocabulary(), outline))


def checked(text: str | bytes, name: str = "报告.txt") -> Checked:
    """What the common pack says of a text, whatever paper it is."""
    data = text.encode() if isinstance(text, str) else text
    return check_source(read(name, data), Settings(pack="common/department"))


def shown(result: Checked) -> set[tuple[str, str, str, str]]:
    """Rule, excerpt, stated and computed of each failed claim; blanks do not matter."""
    return {
        (found.rule, "".join(found.excerpt.split()), found.stated, found.computed)
        for found in result.findings
        if found.outcome == "fail"
    }


HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n"
TAIL = "\n二、绩效自评情况\n自评得分95分。\n"
"""What stands around a passage, so that it is one of a report."""


def failed(rules: Collection[str], passage: str) -> list[tuple[str, str, str, str]]:
    """Rule, severity, excerpt and what should stand there, of what these rules find in a passage."""
    return [
        (found.rule, found.severity, found.excerpt, found.computed)
        for found in checked(HEAD + passage + TAIL).findings
        if found.rule in rules and found.outcome == "fail"
    ]
