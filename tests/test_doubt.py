"""What was read optically is doubted: on sources made by hand, without the models."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from decimal import Decimal

import pytest

from checker.cli.pipeline import Settings, check_source
from checker.engine.doubt import SURE
from checker.model.limits import LIMITS
from checker.model.text import PAGE_SHIFT, Source
from checker.model.verdict import Checked, Finding
from checker.readers.passages import Passage, source

TITLE = "某某市档案馆2020年度部门整体支出绩效自评报告"
WRONG = "全年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。"


def read(*lines: str, unsure: Mapping[str, int] | None = None, optical: bool = True) -> Source:
    """A report of these paragraphs read optically, all of it sure but some words."""
    passages = []
    for line in (TITLE, *lines):
        sure = bytearray([99 if optical else 100] * len(line))
        for words, confidence in (unsure or {}).items():
            if words in line:
                sure[line.index(words)] = confidence
        anchors = [1 << PAGE_SHIFT | n for n in range(len(line))]
        passages.append(Passage(line, anchors, confidences=bytes(sure)))
    return source("report.pdf", "pdf", passages, LIMITS)


def of(checked: Checked, rule: str) -> list[Finding]:
    return [finding for finding in checked.findings if finding.rule == rule]


def sum_of(checked: Checked) -> Finding:
    (found,) = [f for f in checked.findings if "820.50" in f.excerpt]
    return found


def test_a_finding_of_a_scan_says_so_and_how_sure_it_is() -> None:
    found = sum_of(check_source(read(WRONG, unsure={"600.25": 96}), Settings()))
    assert (found.severity, found.outcome) == ("error", "fail")
    assert found.confidence == Decimal("0.96")
    assert found.message.zh.count("扫描") == 1
    assert found.message.en.count("read optically") == 1


@pytest.mark.parametrize("figure", ["820.50", "600.25", "222.25"])
def test_a_figure_read_with_little_confidence_proves_nothing(figure: str) -> None:
    found = sum_of(check_source(read(WRONG, unsure={figure: SURE - 1}), Settings()))
    assert found.outcome == "undetermined"
    assert found.confidence == Decimal(SURE - 1) / 100
    assert "扫描识别不清" in found.message.zh
    assert f"（{figure}万）" in found.message.zh
    assert figure in found.message.en


def test_words_beside_the_figures_need_not_be_sure() -> None:
    found = sum_of(check_source(read(WRONG, unsure={"元，其中": 40, "出合计": 40}), Settings()))
    assert found.outcome == "fail"


def test_the_ledger_counts_what_is_doubted_as_undetermined() -> None:
    checked = check_source(read(WRONG, unsure={"600.25": 50}), Settings())
    rule = sum_of(checked).rule
    (line,) = [line for line in checked.ledger if line.rule.id == rule]
    assert (line.failed, line.undetermined) == (0, 1)


MARKS = "(1）馆舍管理。全年借出档案1,200卷（含年初结转)，，收回率为97.20%。"


def test_marks_and_blanks_of_a_scan_prove_nothing() -> None:
    written = check_source(read(MARKS, optical=False), Settings())
    assert any(finding.rule.startswith("TYP") for finding in written.findings)
    scanned = check_source(read(MARKS), Settings())
    assert not any(finding.rule.startswith("TYP") for finding in scanned.findings)
    reasons = {line.rule.id: line.reason for line in scanned.ledger}
    silent = {finding.rule for finding in written.findings if finding.rule.startswith("TYP")}
    assert {reasons[rule] for rule in silent} == {"read-optically"}


DOUBLED = "本馆编报了2020年度单位单位整体绩效目标，规范管理。"


@pytest.mark.parametrize(
    ("sure", "expected"), [(99, ("info", "fail")), (SURE - 1, ("warning", "undetermined"))]
)
def test_a_word_of_a_scan_is_at_most_a_remark(sure: int, expected: tuple[str, str]) -> None:
    (found,) = of(check_source(read(DOUBLED, unsure={"单位单位": sure}), Settings()), "WRD-03")
    assert (found.severity, found.outcome) == expected


def test_pages_that_were_written_are_not_doubted() -> None:
    """One document: the sum on a page with text, another page read optically."""
    scanned = read("本馆设有三个科室。")
    text = scanned.text + "\n" + WRONG
    made = Source(
        "report.pdf",
        text,
        "pdf",
        "",
        array("Q", [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]),
        (),
        (*scanned.blocks, scanned.blocks[0]),
        array("Q", [1 << PAGE_SHIFT | n for n in range(len(text))]),
        array("f"),
        scanned.confidences + b"\x64" * (len(WRONG) + 1),
    )
    found = sum_of(check_source(made, Settings()))
    assert (found.outcome, found.confidence) == ("fail", None)
    assert "扫描" not in found.message.zh
