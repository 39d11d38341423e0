"""The outline: stored trees, wrapping at every width, round trips, and any text at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.model.report import Report
from checker.model.rule import OutlineEntry
from checker.packs import load_vocabulary
from checker.readers import read
from checker.report import build
from checker.report.ordinals import chinese_number, find_ordinal

CASES = Path(__file__).parent / "cases"

Tree = list[Any]


def report_of(text: str, name: str = "报告.txt", outline: tuple[OutlineEntry, ...] = ()) -> Report:
    return build.read_report(
        read(name, text.encode()), lambda found: build.Held(found, load_vocabulary(), outline)
    )


# ---- stored trees ------------------------------------------------------------------------------

STORED = yaml.safe_load((CASES / "outline_trees.yaml").read_text("utf-8"))


def entry(given: Any) -> OutlineEntry:
    if isinstance(given, str):
        return OutlineEntry(given)
    return OutlineEntry(given["title"], tuple(given["also"]))


def tree_of(report: Report) -> Tree:
    """The sections as the stored trees have them."""
    below: dict[int, list[tuple[str, int]]] = {}
    for index, section in enumerate(report.sections):
        number = "-" if section.number is None else section.number
        title = report.folded[section.title.start : section.title.end]
        marks = [f" [{mark}]" for mark in ("item" * section.item, section.anomaly) if mark]
        line = f"{section.style} {number} {title}{''.join(marks)}"
        below.setdefault(section.parent, []).append((line, index))

    def under(index: int) -> Tree:
        return [{line: under(i)} if i in below else line for line, i in below.get(index, [])]

    return under(-1)


@pytest.mark.parametrize("case", STORED, ids=lambda case: case["name"])
def test_stored_tree(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is a paragraph here; how lines are joined is tested with the paragraphs."""
    monkeypatch.setattr(build, "join_lines", lambda lines, rows: [[n] for n in range(len(lines))])
    name = "报告.md" if case.get("format") == "markdown" else "报告.txt"
    outline = tuple(map(entry, case.get("outline", ())))
    assert tree_of(report_of(case["text"], name, outline)) == case["tree"]


def test_spans_and_holders() -> None:
    text = (
        "前言。\n一、部门概况\n正科级事业单位。\n（一）职能\n负责档案管理。\n二、自评情况。"
        "自评得分95.5分。\n附表略。"
    )
    report = report_of(text)

    def words(start: int, end: int) -> str:
        return report.text[start:end]

    assert [(words(*s.heading), words(*s.title), words(*s.span)) for s in report.sections] == [
        (
            "一、部门概况",
            "部门概况",
            "一、部门概况\n正科级事业单位。\n（一）职能\n负责档案管理。",
        ),
        ("（一）职能", "职能", "（一）职能\n负责档案管理。"),
        ("二、自评情况", "自评情况", "二、自评情况。自评得分95.5分。\n附表略。"),
    ]
    assert [(p.kind, p.section) for p in report.paragraphs] == [
        ("text", -1),
        ("heading", 0),
        ("text", 0),
        ("heading", 1),
        ("text", 1),
        ("item", 2),
        ("text", 2),
    ]


WRAPPED = [
    "一、部门基本情况",
    "（一）部门整体收支情况",
    "2023年度本部门全年收入合计905.20万元，年初结转和结余44.80万元，全年支出合计820.50万元，"
    "预算完成率为97.68%，比上年提高2.5个百分点，年末结转和结余129.50万元，主要是跨年实施的库房"
    "改造项目按合同约定尚未支付的尾款。",
    "1.2023年部门预算",
    "2023年部门预算经市人民代表大会批准后，于法定时限内在本单位门户网站向社会公开，公开内容包括收支"
    "总表、收入总表、支出总表和“三公”经费预算表，内容完整，口径一致。",
    "2.2023年部门决算",
    "2023年部门决算经市财政局批复后，于法定时限内在本单位门户网站向社会公开，并对收支变动超过百分之"
    "十的项目作了说明，说明的原因清楚，与实际情况相符，没有收到社会公众的质疑。",
]


@pytest.mark.parametrize("indent", ["　　", ""])
@pytest.mark.parametrize("width", range(18, 60))
def test_figures_at_the_start_of_wrapped_lines_are_no_ordinals(width: int, indent: str) -> None:
    """At some widths a line begins with 2.5个百分点, 97.68% or 20.50万元."""
    lines = [
        (indent + paragraph)[at : at + width]
        for paragraph in WRAPPED
        for at in range(0, len(indent + paragraph), width)
    ]
    report = report_of("\n".join(lines))
    assert [report.text[p.span.start : p.span.end] for p in report.paragraphs] == WRAPPED
    assert tree_of(report) == [
        {
            "一 1 部门基本情况": [
                {"（一） 1 部门整体收支情况": ["1 1 2023年部门预算", "1 2 2023年部门决算"]}
            ]
        }
    ]


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("一、甲", ("一", 1, 2)), ("二十一、甲", ("一", 21, 4)), ("十.甲", ("一", 10, 2)),
        ("（十二）甲", ("（一）", 12, 4)), ("(三)、甲", ("（一）", 3, 4)),
        ("12.甲", ("1", 12, 3)), ("3、甲", ("1", 3, 2)), ("3.2023年甲", ("1", 3, 2)),
        ("（1）甲", ("（1）", 1, 3)), ("(12）甲", ("（1）", 12, 4)), ("2）甲", ("1）", 2, 2)),
        ("⑩甲", ("①", 10, 1)), ("1.2 甲", ("1.1", 2, 4)), ("1.2.3甲", ("1.1.1", 3, 5)),
        ("第三部分 甲", ("第部分", 3, 5)), ("第2章、甲", ("第章", 2, 4)),
        ("288.90万元", None), ("14.81%", None), ("2.5个百分点", None), ("2.50 万元", None),
        ("2023.5.1起", None), ("2023年", None), ("一是", None), ("第一，", None), ("十分", None),
        ("1.", None), ("（一）", None), ("一、", None), ("", None), ("三公经费", None),
    ],
)  # fmt: skip
def test_ordinal(text: str, ordinal: tuple[str, int, int] | None) -> None:
    assert find_ordinal(text) == ordinal


# ---- round trip --------------------------------------------------------------------------------

STYLES = {
    "第部分": ("第{han}部分 ", "第{han}部分：", "第{number}部分、"),
    "第章": ("第{han}章 ", "第{number}章："),
    "一": ("{han}、", "{han}．"),
    "（一）": ("（{han}）", "({han})", "（{han}) "),
    "1": ("{number}.", "{number}．", "{number}、", "{number}. "),
    "（1）": ("（{number}）", "({number})", "(  {number}）"),
    "1）": ("{number}）", "{number})"),
    "①": ("{circle}",),
}
WORDS = [
    "职能",
    "机构",
    "预算",
    "决算",
    "资金",
    "资产",
    "采购",
    "绩效",
    "目标",
    "指标",
    "产出",
    "效益",
    "管理",
    "执行",
    "公开",
    "监督",
    "问题",
    "措施",
    "成效",
    "设置",
    "编制",
    "完成",
    "使用",
    "安排",
    "保障",
]
CLAUSES = (
    "按照年初确定的工作思路", "对照绩效目标逐项落实", "各项任务均按期完成", "资金使用规范、核算准确",
    "没有发现截留、挤占和挪用", "全年支出合计820.50万元", "完成全年预算的97.68%",
    "服务对象较为满意", "相关制度较为健全", "（见附件）",
)  # fmt: skip


class Node(NamedTuple):
    """A heading to be written: its title, whether it is an item with text of its own, the
    paragraphs and the nodes below."""

    title: str
    own: str
    bodies: list[str]
    below: list[Node]


def han(number: int) -> str:
    ones = "零一二三四五六七八九"[number % 10] if number % 10 else ""
    return ("" if number < 10 else "十" if number < 20 else han(number // 10) + "十") + ones


titles = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map("".join)
bodies = st.lists(st.sampled_from(CLAUSES), min_size=3, max_size=9).map(
    lambda c: "，".join(c) + "。"
)


def nodes(depth: int) -> st.SearchStrategy[list[Node]]:
    below = nodes(depth - 1) if depth > 1 else st.just([])
    node = st.builds(
        Node, titles, st.just("") | bodies, st.lists(bodies, min_size=1, max_size=2), below
    )
    return st.lists(node, max_size=3 if depth < 5 else 5)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int, int, str, bool]]]:
    """A text, and its sections: style, number, depth, parent, title, item."""
    styles = draw(st.permutations(list(STYLES)))
    forms = [draw(st.sampled_from(STYLES[style])) for style in styles]
    lines = [draw(bodies), draw(bodies)]
    sections: list[tuple[str, int, int, int, str, bool]] = []

    def write(below: list[Node], depth: int, parent: int) -> None:
        for number, node in enumerate(below, 1):
            at = len(sections)
            sections.append((styles[depth], number, depth + 1, parent, node.title, bool(node.own)))
            circle = "①②③④⑤⑥⑦⑧⑨"[number - 1]
            ordinal = forms[depth].format(han=han(number), number=number, circle=circle)
            lines.append(ordinal + node.title + (f"。{node.own}" if node.own else ""))
            lines.extend(node.bodies)
            write(node.below, depth + 1, at)

    write(draw(nodes(5)), 0, -1)
    return draw(st.sampled_from(["\n", "\n\n", "\n　　"])).join(lines), sections


@settings(max_examples=200, deadline=None)
@given(written())
def test_round_trip(case: tuple[str, list[tuple[str, int, int, int, str, bool]]]) -> None:
    text, sections = case
    report = report_of(text)
    assert [
        (s.style, s.number, s.depth, s.parent, report.folded[s.title.start : s.title.end], s.item)
        for s in report.sections
    ] == sections
    assert {section.anomaly for section in report.sections} <= {""}


@given(st.integers(1, 99))
def test_chinese_number_round_trip(number: int) -> None:
    assert chinese_number(han(number)) == number
    assert chinese_number(str(number)) == number


# ---- any text ----------------------------------------------------------------------------------

LINE = st.lists(
    st.sampled_from(
        [
            *"一二三十1234567890.、）)（(第①②③。，：#*- |万元%《》",
            *["一、", "（一）", "1.", "（1）", "第一部分", "2023年", "预算", "绩效自评情况", "\t"],
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, max_size=30), st.sampled_from(["报告.txt", "报告.md"]))
@example(["# 一\t一"], "报告.txt")
def test_any_text(lines: list[str], name: str) -> None:
    report = report_of("报告\n" + "\n".join(lines), name, (OutlineEntry("绩效自评情况"),))
    sections = report.sections
    for index, section in enumerate(sections):
        assert 0 <= section.span.start == section.heading.start
        assert section.heading.start <= section.title.start <= section.title.end
        assert section.title.end == section.heading.end <= section.span.end <= len(report.text)
        assert 1 <= section.depth <= 8
        assert -1 <= section.parent < index
        if section.parent == -1:
            assert section.depth == 1
        else:
            around = sections[section.parent]
            assert section.depth == around.depth + 1
            assert around.span.start < section.span.start
            assert section.span.end <= around.span.end
        if index:
            assert sections[index - 1].span.start < section.span.start
    assert all(-1 <= paragraph.section < len(sections) for paragraph in report.paragraphs)
