"""Tables: stored ones in every layout, round trips, and any text at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.report import Cell, Fact, Report, Table
from checker.packs import load_vocabulary
from checker.readers import read
from checker.report.build import Held, read_report
from checker.report.cells import FACTORS

CASES = Path(__file__).parent / "cases"
HEAD = "2023年度清河市档案馆部门整体支出绩效自评报告\n现将2023年度的自评情况报告如下。\n"


def report_of(text: str, name: str = "报告.txt") -> Report:
    return read_report(read(name, text.encode()), lambda found: Held(found, load_vocabulary(), ()))


# ---- stored tables -----------------------------------------------------------------------------

STORED = yaml.load((CASES / "tables.yaml").read_text("utf-8"), yaml.BaseLoader)
KINDS = {"%": "rate", "分": "score", "": "number"}


def shown(cell: Cell) -> str:
    if cell.value is None:
        return cell.text
    assert cell.value.kind == KINDS.get(cell.value.unit, "amount")
    return f"{cell.text}={cell.value.number}{cell.value.unit}"


def as_stored(report: Report, table: Table) -> dict[str, Any]:
    return {
        "caption": report.text[slice(*table.caption)] if table.caption is not None else "",
        "unit": table.unit,
        "header": [cell.text for cell in table.header],
        "rows": [[shown(cell) for cell in row.cells] for row in table.rows],
    }


def fact_as_stored(fact: Fact) -> str:
    assert fact.table is not None
    assert (fact.change, fact.scope) == (0, "")
    basis = fact.basis and f"@{fact.basis}"
    period = f"/{fact.period}" if fact.period is not None else ""
    return f"[{fact.table[1]}, {fact.table[2]}] {fact.term}{basis}{period}"


@pytest.mark.parametrize("case", STORED, ids=lambda case: case["name"])
def test_stored_table(case: dict[str, Any]) -> None:
    name = "报告.md" if case.get("format") == "markdown" else "报告.txt"
    report = report_of(HEAD + case["text"], name)
    blank = {"caption": "", "unit": ""}
    wanted = [{**blank, **{k: v for k, v in t.items() if k != "facts"}} for t in case["tables"]]
    assert [as_stored(report, table) for table in report.tables] == wanted
    for index, table in enumerate(case["tables"]):
        facts = [fact for fact in report.facts if fact.table and fact.table[0] == index]
        if "facts" in table:
            assert [fact_as_stored(fact) for fact in facts] == table["facts"]


def test_where_a_table_and_its_cells_stand() -> None:
    rows = "支出类别 年初预算数 决算数\n基本支出 580.00 600.25\n项目支出 200.00 220.25"
    report = report_of(
        f"{HEAD}一、支出情况\n各项支出见下表。\n单位：万元\n{rows}\n以上为全部支出，没有其他支出。"
    )
    (table,) = report.tables
    assert report.text[slice(*table.span)] == rows
    assert (table.index, table.caption, table.factor) == (0, None, Decimal(10000))
    for row in table.rows:
        for cell in row.cells:
            assert report.text[slice(*cell.span)] == cell.text
            assert cell.value is None or cell.value.span == cell.span
    assert [(p.kind, p.table, p.section) for p in report.paragraphs] == [
        ("title", None, -1),
        ("text", None, -1),
        ("heading", None, 0),
        ("text", None, 0),
        ("text", None, 0),
        *[("table", 0, 0)] * 3,
        ("text", None, 0),
    ]
    facts = [fact for fact in report.facts if fact.table is not None]
    assert [
        (f.table, f.paragraph, f.sentence, f.section, report.text[slice(*f.label)]) for f in facts
    ] == [
        ((0, 0, 1), 6, 6, 0, "基本支出"),
        ((0, 0, 2), 6, 6, 0, "基本支出"),
        ((0, 1, 1), 7, 7, 0, "项目支出"),
        ((0, 1, 2), 7, 7, 0, "项目支出"),
    ]


# ---- round trip --------------------------------------------------------------------------------

COLUMNS = {
    "年初预算数": "amount", "决算数": "amount", "2022年": "amount", "金额": "amount",
    "执行率": "rate", "占比（%）": "rate", "分值": "score", "得分": "score",
    "人数": "number", "数量": "number",
}  # fmt: skip
LABELS = (
    "基本支出", "其中：人员经费", "公用经费", "一、项目支出", "1.会议费", "（二）培训费", "合计", "总 计",
    "因公出国（境）费", "“三公”经费", "预算编制", "产出指标", "①库房改造", "其他",
)  # fmt: skip
UNITS = ("元", "千元", "万元", "百万元", "亿元")

Rows = list[list[str]]


@st.composite
def figures(draw: st.DrawFn, kind: str, negative: bool, places: int = 0) -> tuple[str, str]:
    """A cell's text, and its number as it is to be found, with ``places`` decimals or more."""
    number = Decimal(draw(st.integers(0, 9_999_999)))
    if kind != "number":
        number = number.scaleb(-draw(st.integers(places, 2)))
    if negative and kind in ("amount", "rate") and number and draw(st.booleans()):
        number = -number
    return f"{number:f}", f"{number:f}"


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[str], Rows, str]:
    """Lines, and the header, the rows and the unit of the table in them."""
    layout = draw(st.sampled_from(["pipes", "open pipes", "blanks", "cells", "line", "commas"]))
    unit = draw(st.sampled_from(UNITS))
    # A whole number may be read with what surrounds it: 8 预算执行 as a count, 0,100 as one number,
    # and one that has a line of its own as a page's.
    places = 1 if layout in ("line", "cells", "commas") else 0
    named = [column for column, kind in COLUMNS.items() if kind != "number" or not places]
    columns = draw(st.lists(st.sampled_from(named), min_size=2, max_size=5, unique=True))
    kinds = [COLUMNS[column] for column in columns]
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=3, max_size=6))
    if "pipes" not in layout and layout != "commas":
        labels = [label.replace(" ", "").replace("：", "") for label in labels]
    suffix = {"amount": unit, "rate": "%", "score": "分", "number": ""}
    written: Rows = []
    wanted: Rows = []
    for label in labels:
        written.append([label])
        wanted.append([label])
        for place, kind in enumerate(kinds):
            # Without an outer bar a blank last cell leaves nothing behind.
            blanks = layout == "pipes" or (layout == "open pipes" and place + 1 < len(kinds))
            if blanks and draw(st.integers(0, 5)) == 0:
                written[-1].append("")
                wanted[-1].append("")
                continue
            if draw(st.integers(0, 9)) == 0:
                dashes = ["/"] if layout in ("blanks", "line") else ["—", "/", "-", "无"]
                dash = draw(st.sampled_from(dashes))
                written[-1].append(dash)
                wanted[-1].append(dash)
                continue
            # Between figures a blank and a dash may be of a range: 2.50 -0.30, 8 — 9.
            signs = layout not in ("blanks", "line") or place == 0
            text, number = draw(figures(kind, signs, places))
            if layout != "commas" and draw(st.booleans()):
                text = f"{Decimal(text):,f}"
            if kind == "rate" and draw(st.booleans()):
                text += "%"
            written[-1].append(text)
            wanted[-1].append(f"{text}={number}{suffix[kind]}")
    header = ["项目", *columns]
    above = f"单位：{unit}\n"
    rows = [header, *written]
    if "pipes" in layout:
        above = ""
        rows[0] = header = [f"项目（{unit}）", *columns]
        lines = [" | ".join(row) for row in rows]
        if layout == "pipes":
            lines = [f"| {line} |" for line in lines]
        if draw(st.booleans()):
            lines.insert(1, "|".join(["---"] * len(header)).join("||"))
        return "\n".join(lines), header, wanted, unit
    if layout == "commas":
        return above + "\n".join(",".join(row) for row in rows), header, wanted, unit
    if layout == "cells":
        gap = draw(st.sampled_from(["\n", "\n\n"]))
        return above + gap.join(cell for row in rows for cell in row), header, wanted, unit
    blank = draw(st.sampled_from([" ", "  ", "\t", "　"]))
    end = "\n" if layout == "blanks" else blank
    if layout == "line":
        above = above.replace("\n", blank)
    return above + end.join(blank.join(row) for row in rows), header, wanted, unit


@settings(max_examples=300, deadline=None)
@given(st.lists(tables(), min_size=1, max_size=2))
def test_round_trip(made: list[tuple[str, list[str], Rows, str]]) -> None:
    between = "\n以上各项均按规定执行，没有超标准、超范围的情形，下表同。\n"
    report = report_of(HEAD + between.join(text for text, _, _, _ in made) + between)
    assert [as_stored(report, table) for table in report.tables] == [
        {"caption": "", "unit": unit, "header": header, "rows": rows}
        for _, header, rows, unit in made
    ]
    assert [table.factor for table in report.tables] == [FACTORS[unit] for *_, unit in made]


# ---- any text ----------------------------------------------------------------------------------

LINE = st.lists(
    st.sampled_from(
        [
            *'|,，\t　 -—12.%。："',
            *[" ", "  ", "|", " | ", "---|", "580.00", "1,600.25", "-3.5", "97.68%", "8"],
            *["基本支出", "合计", "年初预算数", "决算数", "单位：万元", "表1", "项目", "其中："],
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, max_size=30))
def test_any_text(lines: list[str]) -> None:
    report = report_of("报告\n" + "\n".join(lines))
    last = 0
    for index, table in enumerate(report.tables):
        assert table.index == index
        assert last <= table.span.start <= table.span.end <= len(report.text)
        last = table.span.end
        assert len(table.header) > 1
        assert {len(row.cells) for row in table.rows} <= {len(table.header)}
        for row in table.rows:
            for cell in row.cells:
                assert report.folded[slice(*cell.span)] == cell.text
                assert "\n" not in cell.text
                assert cell.value is None or cell.value.span.start == cell.span.start
    for fact in report.facts:
        if fact.table is not None:
            place, row_at, column = fact.table
            assert report.tables[place].rows[row_at].cells[column].value == fact.value
    assert all(p.table is None or p.table < len(report.tables) for p in report.paragraphs)
