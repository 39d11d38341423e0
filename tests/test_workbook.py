"""The workbook of a batch: read back by another library, what stands in it is what was found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import made
import pytest

from checker.findings.collect import collect
from checker.model.score import Scorecard, ScoreLine
from checker.model.verdict import Checked, Failure, Finding, LedgerLine
from checker.output import render_bytes, workbook
from checker.output.look import Look

calamine = pytest.importorskip("python_calamine")

TEXT = "一、部门情况\n全年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。\n成效非常好。\n"
PARTS = (("基本支出", "600.25万元"), ("项目支出", "222.25万元"))


def checked(path: str = "报告/甲局.docx") -> Checked:
    """A report with an error, a warning, and what cannot be judged."""
    report = made.report(TEXT, path)
    total = made.rule()
    praise = made.rule(
        "FS-WRD-02", "warning", "“{excerpt}”不是可以核实的说法", "“{excerpt}” is vague"
    )
    rate = made.rule("EXE-01", "error", "执行率不符", "wrong rate")
    verdicts = [
        made.fail(report, total, "820.50万元", PARTS),
        made.fail(report, praise, "非常"),
        made.fail(report, rate, "600.25万元", outcome="undetermined", missing=("年初预算数",)),
    ]
    ledger = (
        LedgerLine(total, 2, 1, 0, True),
        LedgerLine(praise, 0, 1, 0, True),
        LedgerLine(rate, 0, 0, 1, True),
        LedgerLine(made.rule("TAB-01"), 3, 0, 0, True),
        LedgerLine(made.rule("TAB-02"), 0, 0, 0, False, "no-place"),
    )
    card = Scorecard(
        (
            ScoreLine("产出", 1, "40分", "38分", why="score.judged"),
            ScoreLine("数量指标", 2, "20分", "19.5分", "20分", "0.5分", "39 ÷ 40 × 20 = 19.5"),
            ScoreLine("自评总分", 0, "100分", "95分"),
        ),
        "优",
    )
    notes = ("未识别地区，只用通用标准", "有修订痕迹，按接受后的文字检查")
    found = collect(report, verdicts)
    pack = made.pack(total, praise, rate)
    return Checked(report.source, report.identity, pack, found, ledger, notes, card)


def of(finding: Callable[[Finding], Finding], rule: str = "FS-SUM-01") -> Checked:
    """The report with one of its findings changed."""
    report = checked()
    found = tuple(finding(one) if one.rule == rule else one for one in report.findings)
    return replace(report, findings=found)


def sheets(
    results: Sequence[Checked | Failure], lang: str = "zh"
) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet, by the titles of the columns."""
    book = calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(render_bytes("xlsx", results, Look(lang)))
    )
    read = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        assert len(set(head)) == len(head)
        read[name] = [dict(zip(head, row, strict=True)) for row in rows]
    return read


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode("utf-8")


def test_a_row_for_each_report() -> None:
    failed = Failure("报告/坏.docx", "报告/坏.docx：文件已加密，请解除密码后再检查")
    rows = sheets([checked(), failed])["汇总"]
    assert rows[0] == {
        "文件": "报告/甲局.docx", "结果": "已检查", "单位": "某某市教育局", "地区": "广东省某某市",
        "年度": 2020, "错误": 1, "警告": 1, "提示": 0, "无法判断": 1, "适用标准": 4, "通过": 1,
        "说明": "未识别地区，只用通用标准\n有修订痕迹，按接受后的文字检查",
        "规则包": "test/made", "版本": "1", "校验码": "0123456789ab",
    }  # fmt: skip
    assert rows[1]["文件"] == "报告/坏.docx"
    assert rows[1]["结果"] == "未能检查"
    assert rows[1]["说明"] == "文件已加密，请解除密码后再检查"
    assert rows[1]["错误"] == ""


def test_a_row_for_each_finding_with_room_for_the_reviewer() -> None:
    total, praise = sheets([checked()])["发现"]
    one = next(one for one in checked().findings if one.rule == "FS-SUM-01")
    assert total == {
        "文件": "报告/甲局.docx", "单位": "某某市教育局", "级别": "错误", "标准": "FS-SUM-01",
        "标准内容": "支出合计应等于各项之和", "位置": "2:7", "章节": "一、部门情况",
        "原文": "820.50万元", "问题": one.message.zh,
        "算式": "600.25 + 222.25 = 822.50 ≠ 820.50 万元", "处理意见": "", "备注": "",
        "报告所写": "820.50万元", "应为": "822.50万元", "相差": "2.00万元", "容差": "0.005万元",
        "相关位置": "基本支出 600.25万元（2:22）\n项目支出 222.25万元（2:35）",
        "依据": one.basis[0].zh, "识别把握": "", "指纹": one.fingerprint,
    }  # fmt: skip
    assert (praise["标准"], praise["级别"], praise["原文"]) == ("FS-WRD-02", "警告", "非常")


def test_what_cannot_be_judged_says_what_would_decide_it() -> None:
    (row,) = sheets([checked()])["无法判断"]
    assert (row["标准"], row["原文"], row["还需知道"]) == ("EXE-01", "600.25万元", "年初预算数")


def test_the_scorecards() -> None:
    rows = sheets([checked()])["评分"]
    assert [(row["指标"], row["级次"], row["分值"], row["自评"]) for row in rows] == [
        ("产出", 1, "40分", "38分"),
        ("数量指标", 2, "20分", "19.5分"),
        ("自评总分", 0, "100分", "95分"),
        ("自评等级", 0, "", "优"),
    ]
    assert (rows[0]["算式或未计算的原因"], rows[0]["计算"]) == ("规则包里没有公式", "")
    assert (rows[1]["计算"], rows[1]["相差"]) == ("20分", "0.5分")


def test_in_english() -> None:
    read = sheets([checked(), Failure("a.docx", "a.docx: is encrypted")], "en")
    assert list(read) == ["Reports", "Findings", "Scores", "Undetermined"]
    assert read["Reports"][1]["notes"] == "is encrypted"
    assert read["Findings"][0]["title"] == "the total is the sum of its parts"
    assert read["Findings"][0]["severity"] == "error"


def test_nothing_found_is_a_workbook_too() -> None:
    assert sheets([]) == {"汇总": [], "发现": [], "评分": [], "无法判断": []}


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "http://example.org/", "007",
     "<r><t>x</t>", "_x0041_", " 前后有空格 ", "a\tb\nc", "𠮷", "<>&\"'"],
)  # fmt: skip
def test_a_text_stays_the_text_it_is(text: str) -> None:
    results = [of(lambda one: replace(one, excerpt=text))]
    assert sheets(results)["发现"][0]["原文"] == text
    content = render_bytes("xlsx", results, Look())
    sheet = part(content, "xl/worksheets/sheet2.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_what_xml_cannot_hold_is_left_out_and_markup_is_text() -> None:
    text = "甲\x00乙\x0b丙\x1f丁\ufffe戊\ud800己"
    assert sheets([of(lambda one: replace(one, excerpt=text))])["发现"][0]["原文"] == "甲乙丙丁戊己"
    markup = "<r><b>粗</r>"
    row = sheets([of(lambda one: replace(one, excerpt=markup))])["发现"][0]
    assert row["原文"].strip() == markup


@pytest.mark.parametrize("character", ["长", "𠮷"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(character: str) -> None:
    text = character * 40_000
    row = sheets([of(lambda one: replace(one, working=text))])["发现"][0]
    shown = row["算式"]
    assert shown.endswith("……（过长，已截断）")
    assert len(shown.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert set(shown.removesuffix("……（过长，已截断）")) == {character}


def test_a_sheet_with_too_many_rows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    rows = sheets([checked("甲"), checked("乙")])["发现"]
    assert [row["文件"] for row in rows] == [
        "甲", "表格行数已到上限，其余未列出；请分批检查",
    ]  # fmt: skip


def test_how_sure_the_reading_was_is_a_share() -> None:
    results = [of(lambda one: replace(one, confidence=Decimal("0.87")))]
    assert sheets(results)["发现"][0]["识别把握"] == 0.87


def test_one_content_is_one_file() -> None:
    first, second = (render_bytes("xlsx", [checked()], Look()) for _ in range(2))
    assert first == second
    assert "2020-01-01T00:00:00Z" in part(first, "docProps/core.xml")


def test_a_sheet_is_ready_to_be_worked_with() -> None:
    content = render_bytes("xlsx", [checked()], Look())
    sheet = part(content, "xl/worksheets/sheet2.xml")
    assert re.search(r'<pane ySplit="1" [^>]*state="frozen"/>', sheet)
    assert '<autoFilter ref="A1:T3"/>' in sheet
    assert re.search(r'<pageSetup [^>]*fitToHeight="0"[^>]* orientation="landscape"', sheet)
    assert '<formula1>"属实,不属实,待核"</formula1>' in sheet
    assert 'sqref="K2:K3"' in sheet
    book = part(content, "xl/workbook.xml")
    assert "'发现'!$1:$1" in book or "发现!$1:$1" in book
    assert "发现!$A$1:$L$3" in book


def test_a_wrapped_cell_gets_the_height_of_its_lines() -> None:
    def heights(message: str) -> float:
        results = [of(lambda one: replace(one, message=replace(one.message, zh=message)))]
        sheet = part(render_bytes("xlsx", results, Look()), "xl/worksheets/sheet2.xml")
        found = re.search(r'<row r="2"[^>]* ht="([\d.]+)"', sheet)
        assert found is not None
        return float(found[1])

    assert heights("很长的句子。" * 40) > 2 * heights("短句。")
