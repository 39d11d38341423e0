"""Characters and lines of pages → paragraphs and tables: what was set is what is read."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paged import A4, LEFT, TOP, Said, Setting, pages

from checker.model.text import NOWHERE, PAGE_SHIFT
from checker.readers.pages import Char, Page, Rule, parts
from checker.readers.pages.grid import grids
from checker.readers.pages.page import turned
from checker.readers.passages import Boxes, Passage

WORDS = "本单位全年部门预算执行支出绩效目标完成情况加强管理制度健全规范项目资金使用效益公众满意度采购资产监督检查"


def paragraphs_of(read: list[Passage | Boxes]) -> list[str]:
    return [part.text for part in read if isinstance(part, Passage)]


def table_of(read: list[Passage | Boxes]) -> list[list[str]]:
    """The only table, each text at all the places its cell covers."""
    (table,) = [part for part in read if not isinstance(part, Passage)]
    rows = max(cell.row + cell.rows for cell in table)
    columns = max(cell.column + cell.columns for cell in table)
    made = [["?"] * columns for _ in range(rows)]
    for cell in table:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                made[row][column] = " ".join(passage.text for passage in cell.passages)
    return made


def set_at(page: int, said: list[Said], rules: list[Rule] | None = None) -> Page:
    chars: list[Char] = []
    for x, y, text, size, _, _ in said:
        for char in text:
            right = x + size * (0.5 if char.isascii() else 1.0)
            anchor = page << PAGE_SHIFT | len(chars)
            chars.append(Char(char, x, y - size / 7, right, y + size * 6 / 7, anchor))
            x = right
    return Page(page, 0.0, 0.0, *A4, chars, rules or [])


def box_rules(xs: list[float], ys: list[float]) -> list[Rule]:
    level = [Rule(xs[0], y - 0.2, xs[-1], y + 0.2) for y in ys]
    return level + [Rule(x - 0.2, ys[-1], x + 0.2, ys[0]) for x in xs]


def some_paragraphs(seed: int, count: int) -> list[str]:
    """Paragraphs as reports have them: headings, sentences, amounts."""
    chosen = random.Random(seed)
    made = []
    for number in range(1, count + 1):
        if chosen.random() < 0.25:
            made.append(
                f"（{'一二三四五六七八九十'[number % 10]}）" + "".join(chosen.choices(WORDS, k=8))
            )
            continue
        text = ""
        for _ in range(chosen.randint(1, 7)):
            text += "".join(chosen.choices(WORDS, k=chosen.randint(5, 22)))
            text += chosen.choice(["，", "，", "《", ""])
            if text.endswith("《"):
                text += "".join(chosen.choices(WORDS, k=6)) + "》"
            if chosen.random() < 0.4:
                text += f"{chosen.randint(1, 9999)}.{chosen.randint(10, 99)}万元"
        made.append(text.rstrip("，") + "。")
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10**6),
    st.sampled_from([22, 28, 36]),
    st.sampled_from([0.0, 10.0]),
    st.booleans(),
)
def test_paragraphs_come_back_as_they_were_set(
    seed: int, count: int, between: float, shuffled: bool
) -> None:
    setting = Setting(count=count, size=448 / count, between=between)
    said = some_paragraphs(seed, 30)
    made = pages(said, setting)
    if shuffled:
        made = [
            page._replace(chars=random.Random(seed).sample(page.chars, len(page.chars)))
            for page in made
        ]
    assert paragraphs_of(list(parts(made))) == said


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_letters_without_indents_are_parted_by_space(seed: int) -> None:
    said = some_paragraphs(seed, 20)
    read = paragraphs_of(list(parts(pages(said, Setting(indent=0, between=12.0)))))
    # Across a page break there is no space to see: there a full line goes on.
    assert "".join(read) == "".join(said)
    assert set(said) - set(read) == set() or len(read) >= len(said) - 2


def test_every_character_keeps_its_anchor() -> None:
    said = some_paragraphs(7, 25)
    made = pages(said)
    held = {char.anchor: char.text for page in made for char in page.chars}
    for part in parts(made):
        assert isinstance(part, Passage)
        assert len(part.text) == len(part.anchors) == len(part.boxes) // 4
        for char, anchor in zip(part.text, part.anchors, strict=True):
            assert anchor == NOWHERE or held[anchor] == char


def test_page_numbers_and_running_heads_are_no_text() -> None:
    said = some_paragraphs(3, 60)
    made = []
    for page in pages(said):
        x = 60.0 if page.number % 2 == 0 else 480.0
        more = set_at(
            page.number,
            [
                Said(x, 50.0, f"— {page.number} —", 12.0),
                Said(200.0, 800.0, "云岭县应急管理局部门整体支出绩效自评报告", 9.0),
            ],
        )
        moved = [c._replace(anchor=c.anchor + 5000) for c in more.chars]
        made.append(page._replace(chars=[*page.chars, *moved]))
    assert len(made) > 3
    assert paragraphs_of(list(parts(made))) == said


@pytest.mark.parametrize(
    "form", ["{}", "第{}页", "第 {} 页 共 4 页", "{}/4", "- {} -", "Page {} of 4", "·{}·"]
)
def test_page_numbers_in_many_dresses(form: str) -> None:
    texts = [
        "全年预算执行情况良好。",
        "制度健全，管理规范。",
        "尚有两项任务未完成。",
        "下一步加强管理。",
    ]
    made = [
        set_at(n, [Said(LEFT, TOP, text), Said(290, 40, form.format(n), 10.5)])
        for n, text in enumerate(texts, 1)
    ]
    assert paragraphs_of(list(parts(made))) == texts


def test_a_title_that_stands_on_each_of_several_forms_is_kept() -> None:
    made = [
        set_at(
            n,
            [
                Said(200, 780, "项目支出绩效自评表", 22),
                Said(LEFT, 700, f"项目名称第{n}号，{text}。"),
            ],
        )
        for n, text in enumerate(["防汛物资采购", "应急演练", "隐患排查"], 1)
    ]
    assert paragraphs_of(list(parts(made))).count("项目支出绩效自评表") == 3


def test_a_figure_alone_at_the_end_of_the_text_is_no_page_number() -> None:
    page = set_at(1, [Said(LEFT, TOP, "全年共检查企业家数如下："), Said(LEFT, TOP - 28, "126")])
    assert paragraphs_of(list(parts([page])))[-1] == "126"


def test_entries_of_a_contents_page_stand_each_for_themselves() -> None:
    rows = ["一、部门基本情况", "二、绩效自评情况", "三、存在问题"]
    said = []
    for n, row in enumerate(rows):
        dots = "." * (2 * (27 - len(row)))
        said.append(Said(LEFT, TOP - 28 * n, f"{row}{dots}{n + 1}"))
    read = paragraphs_of(list(parts([set_at(1, said)])))
    assert [text[: len(row)] for text, row in zip(read, rows, strict=True)] == rows
    assert [text[-1] for text in read] == ["1", "2", "3"]


def test_a_centred_title_on_two_lines_and_what_stands_below() -> None:
    said = [
        Said(LEFT + 4, 700, "云岭县应急管理局二〇二三年度部门整体支出", 22.0),
        Said(LEFT + 180, 660, "绩效自评报告", 22.0),
        Said(LEFT + 32, 600, "一、部门基本情况"),
    ]
    made = pages(some_paragraphs(5, 20))
    made = [set_at(1, said), *(page._replace(number=page.number + 1) for page in made)]
    read = paragraphs_of(list(parts(made)))
    assert "一、部门基本情况" in read
    assert "".join(read[: read.index("一、部门基本情况")]) == said[0].text + said[1].text


def test_bold_that_is_drawn_twice_is_read_once() -> None:
    page = set_at(
        1, [Said(LEFT, TOP, "一一对应，目标明确。"), Said(LEFT + 0.4, TOP, "一一对应，目标明确。")]
    )
    assert paragraphs_of(list(parts([page]))) == ["一一对应，目标明确。"]


def test_a_ruled_table_with_merged_cells() -> None:
    xs, ys = [80.0, 180.0, 300.0, 420.0], [700.0, 670.0, 640.0, 610.0]
    rules = [
        *(Rule(80, y, 420, y) for y in (700, 670, 610)),
        Rule(180, 640, 420, 640),  # the first column is one cell in the last two rows
        *(Rule(x, 610, x, 700) for x in (80, 180, 420)),
        Rule(300, 610, 300, 670),  # the head of the last two columns is one cell
    ]
    said = [
        Said(90, 680, "项目", 12),
        Said(200, 680, "金额", 12),
        Said(90, 640, "合计", 12),
        Said(190, 650, "12.50", 12),
        Said(310, 650, "13.60", 12),
        Said(190, 620, "0.00", 12),
        Said(310, 620, "7.10", 12),
    ]
    assert xs[0] == 80.0
    assert ys[0] == 700.0
    assert table_of(list(parts([set_at(1, said, rules)]))) == [
        ["项目", "金额", "金额"],
        ["合计", "12.50", "13.60"],
        ["合计", "0.00", "7.10"],
    ]


def test_a_table_goes_on_over_a_page_with_its_head_again() -> None:
    xs, ys = [80.0, 200.0, 300.0], [200.0, 170.0, 140.0]
    heads = [Said(90, 180, "支出类别", 12), Said(210, 180, "决算数", 12)]
    first = set_at(
        1, [*heads, Said(90, 150, "基本支出", 12), Said(210, 150, "31.20", 12)], box_rules(xs, ys)
    )
    again = [said._replace(y=said.y + 600) for said in heads]
    second = set_at(
        2,
        [*again, Said(90, 750, "项目支出", 12), Said(210, 750, "18.80", 12)],
        box_rules(xs, [y + 600 for y in ys]),
    )
    assert table_of(list(parts([first, second]))) == [
        ["支出类别", "决算数"],
        ["基本支出", "31.20"],
        ["项目支出", "18.80"],
    ]


def test_a_row_broken_by_a_page_without_a_line_is_one_row() -> None:
    xs = [80.0, 160.0, 300.0]
    upper = [
        r for r in box_rules(xs, [200.0, 170.0, 100.0]) if r.bottom > 110 or r.right - r.left < 1
    ]
    first = set_at(
        1,
        [
            Said(90, 180, "指标", 12),
            Said(170, 180, "说明", 12),
            Said(90, 150, "完成率", 12),
            Said(165, 110, "按实际完成数与计划数", 12.9),
        ],
        upper,
    )
    lower = [r for r in box_rules(xs, [780.0, 740.0]) if r.top < 770 or r.right - r.left < 1]
    second = set_at(2, [Said(165, 750, "之比计算。", 12.9)], lower)
    assert table_of(list(parts([first, second]))) == [
        ["指标", "说明"],
        ["完成率", "按实际完成数与计划数之比计算。"],
    ]


def test_three_lines_make_a_table_and_one_line_none() -> None:
    said = [
        Said(80, 705, "指标", 12), Said(250, 705, "目标值", 12), Said(380, 705, "完成值", 12),
        Said(80, 675, "检查企业家数", 12), Said(250, 675, "120", 12), Said(380, 675, "126", 12),
        Said(80, 655, "隐患整改率", 12), Said(250, 655, "100%", 12), Said(380, 655, "98%", 12),
    ]  # fmt: skip
    rules = [Rule(75, y, 450, y) for y in (720, 695, 645)]
    expected = [
        ["指标", "目标值", "完成值"],
        ["检查企业家数", "120", "126"],
        ["隐患整改率", "100%", "98%"],
    ]
    assert table_of(list(parts([set_at(1, said, rules)]))) == expected
    prose = set_at(1, [Said(80, 680, "全年预算执行情况良好。")], [Rule(75, 720, 450, 720)])
    assert paragraphs_of(list(parts([prose]))) == ["全年预算执行情况良好。"]


def test_columns_of_figures_without_lines_are_a_table() -> None:
    rows = [
        ["项目", "预算数", "决算数"],
        ["基本支出", "31.20", "30.10"],
        ["项目支出", "18.80", "17.00"],
    ]
    said = [
        Said(x, 700 - 24 * n, text, 12)
        for n, row in enumerate(rows)
        for x, text in zip((80, 240, 380), row, strict=True)
    ]
    assert table_of(list(parts([set_at(1, said)]))) == rows


def test_labels_with_gaps_are_no_table() -> None:
    said = [
        Said(80, 700, "填报单位：云岭县应急管理局"),
        Said(400, 700, "日期：三月"),
        Said(112, 660, "全年情况良好。"),
    ]
    read = list(parts([set_at(1, said)]))
    assert all(isinstance(part, Passage) for part in read)


def test_a_frame_is_no_grid() -> None:
    assert grids(box_rules([80, 500], [700, 100]))[0] == []


@given(st.tuples(*[st.floats(-500, 500)] * 4), st.integers(0, 3))
def test_turning_back_gives_the_box(values: tuple[float, float, float, float], turn: int) -> None:
    left, right = sorted(values[:2])
    bottom, top = sorted(values[2:])
    box = (left, bottom, right, top)
    assert turned(turned(box, turn), -turn) == box


def test_a_note_at_the_foot_does_not_part_a_paragraph() -> None:
    first = set_at(
        1,
        [
            *(
                Said(
                    LEFT,
                    TOP - 28 * n,
                    "全年组织检查一百二十六次整改隐患三百一十二处并按期复查" + "。",
                )
                for n in range(4)
            ),
            Said(LEFT, TOP - 112, "全年组织检查一百二十六次整改隐患三百一十二处并按期复查了"),
            Said(LEFT, 120, "1数据来源为当年台账。", 9.0),
        ],
    )
    second = set_at(2, [Said(LEFT, TOP, "其余隐患，未发现新的问题。")])
    read = paragraphs_of(list(parts([first, second])))
    assert read[-2].endswith("并按期复查了其余隐患，未发现新的问题。")
    assert read[-1] == "1数据来源为当年台账。"


def test_marks_of_notes_are_dropped_and_exponents_kept() -> None:
    said = [
        Said(LEFT, TOP, "整改率为"), Said(LEFT + 64, TOP, "98%"), Said(LEFT + 88, TOP + 7, "1", 8.0),
        Said(LEFT + 92, TOP, "，面积"), Said(LEFT + 140, TOP, "35m"), Said(LEFT + 164, TOP + 7, "2", 8.0),
        Said(LEFT + 168, TOP, "。"),
    ]  # fmt: skip
    assert paragraphs_of(list(parts([set_at(1, said)]))) == ["整改率为98%，面积35m2。"]


def test_a_table_without_lines_goes_on_over_a_page_and_its_cells_may_touch() -> None:
    rows = [
        ["项目", "预算数", "决算数"],
        ["基本支出", "31.20", "30.10"],
        ["项目支出", "18.80", "17.00"],
        ["对附属单位的补助支出共", "1.20", "1.10"],
    ]
    xs = (80, 80 + 12 * 11, 380)
    first = [
        Said(x, 184 - 24 * n, text, 12)
        for n, row in enumerate(rows)
        for x, text in zip(xs, row, strict=True)
    ]
    last = ["合计", "51.20", "48.20"]
    second = [Said(x, 760, text, 12) for x, text in zip(xs, last, strict=True)]
    assert table_of(list(parts([set_at(1, first), set_at(2, second)]))) == [*rows, last]


@pytest.mark.parametrize("heading", ["五、存在问题", "（三）年度重点工作"])
def test_a_heading_on_top_of_a_page_behind_a_full_line(heading: str) -> None:
    """It begins at the margin, as lines inside a paragraph do."""
    first, middle, last = "全" * 26, "年" * 28, "检" * 27 + "。"
    rows = [(2, first), (0, middle), (0, last)]

    def said(rows: list[tuple[int, str]]) -> list[Said]:
        return [Said(LEFT + 16 * n, TOP - 28 * at, text) for at, (n, text) in enumerate(rows)]

    made = [set_at(1, said(rows * 4)), set_at(2, said([(0, heading), *rows * 2]))]
    whole = first + middle + last
    assert paragraphs_of(list(parts(made))) == [*[whole] * 4, heading, *[whole] * 2]
