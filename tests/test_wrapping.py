"""Which line ends are the file's: page furniture, contents, titles, the measured width."""

from __future__ import annotations

import pytest
from reading import report_of

from checker.model.report import Report
from checker.readers import read
from checker.report.lines import find_lines
from checker.report.wrapping import measure

TITLE = "临溪县民政局2023年度部门整体支出绩效自评报告"
PROSE = [
    "临溪县民政局负责全县社会救助、养老服务、儿童福利和社会组织登记管理，指导乡镇开展困难群众排查，"
    "按月核对低保对象家庭经济状况，定期向县人民政府报告工作情况。",
    "本单位内设办公室、规划财务股、社会救助股、养老服务股和社会事务股，下属县社会福利院和县救助管理站，"
    "两个下属单位不单独编制部门预算，决算并入机关汇总。",
    "年初预算按照零基预算的要求编制，先定任务后定经费，项目支出逐项论证，论证意见与预算一并报送县财政局，"
    "没有论证意见的项目不列入年初预算。",
    "支出按照进度拨付，社会救助资金由县财政直接发放到个人账户，机构运转经费按季度安排，"
    "大额支出由局党组会议集体研究，会议记录和支付凭证一并归档。",
    "年末由规划财务股会同各业务股对照年初目标逐项核对完成情况，没有完成的写明原因和下一步打算，"
    "核对结果作为编制下一年度预算的依据。",
]
HEADINGS = ["一、部门职责", "二、机构设置", "三、预算编制", "四、资金拨付", "五、绩效自评"]


def paragraphs(report: Report) -> list[str]:
    return [report.text[p.span.start : p.span.end] for p in report.paragraphs]


def typeset(text: str, width: int, indent: int = 2) -> list[str]:
    """Lines of so many characters, the first shorter, no closing mark at a line's start and no
    opening one at its end."""
    lines: list[str] = []
    room = width - indent
    while len(text) > room:
        end = room
        while text[end] in "，。、；：”》）" or text[end - 1] in "“《（":
            end -= 1
        lines.append(text[:end])
        text, room = text[end:], width
    return [*lines, text]


def body(width: int = 0) -> list[str]:
    """Headings and prose, a paragraph a line or wrapped."""
    blocks = [text for pair in zip(HEADINGS, PROSE, strict=True) for text in pair]
    return [line for text in blocks for line in (typeset(text, width) if width else [text])]


EXPECTED = [TITLE, *(text for pair in zip(HEADINGS, PROSE, strict=True) for text in pair)]

MARKS = [
    "- {} -",
    "— {} —",
    "-{}-",
    "~ {} ~",
    "·{}·",
    "第 {} 页",
    "第{}页/共3页",
    "Page {} of 3",
    "{}/3",
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("width", [0, 24])
def test_page_numbers_are_dropped(mark: str, width: int) -> None:
    lines = [TITLE, *body(width)]
    third = len(lines) // 3
    pages = [lines[:third], lines[third : 2 * third], lines[2 * third :]]
    text = "\n".join(line for n, page in enumerate(pages, 1) for line in [*page, mark.format(n)])
    assert paragraphs(report_of(text)) == EXPECTED


@pytest.mark.parametrize("end", ["\f", "1\f\n", "\n\n\n1\n\n\n\n"])
def test_one_page_number_where_a_page_ends(end: str) -> None:
    lines = [TITLE, *body(24)]
    text = "\n".join(lines[:12]) + "\n" + end + "\n".join(lines[12:])
    assert paragraphs(report_of(text)) == EXPECTED


def test_list_marks_and_figures_of_tables_are_no_page_numbers() -> None:
    lines = find_lines(read("a.txt", "\n".join(["- 3", "-12", "10 20", "1/2", "2/3"]).encode()))
    assert [line.text for line in lines] == ["3", "-12", "10 20", "1/2", "2/3"]


def test_row_numbers_of_a_table_in_cells_are_no_page_numbers() -> None:
    cells = ["序号", "项目", "预算", "决算", "执行率", "得分", "备注"]
    rows = [[str(n), f"项目{n}", "10.00", "9.00", "90%", "9", "—"] for n in (1, 2, 3)]
    text = "\n".join([TITLE, *body(), *cells, *(cell for row in rows for cell in row)])
    kept = [line.text for line in find_lines(read("a.txt", text.encode()))]
    assert [line for line in kept if line in ("1", "2", "3")] == ["1", "2", "3"]


def test_a_head_that_names_the_paper_is_dropped_where_it_comes_again() -> None:
    lines = [TITLE, *body(20)]
    pages = [lines[at : at + 9] for at in range(0, len(lines), 9)]
    text = "\n".join(line for page in pages for line in ["县民政局部门整体支出绩效自评", *page])
    assert paragraphs(report_of(text)) == EXPECTED


def test_labels_that_come_again_stay() -> None:
    parts = [line for text in PROSE for line in ("评价结果如下", text)]
    assert paragraphs(report_of("\n".join([TITLE, *parts]))).count("评价结果如下") == len(PROSE)


@pytest.mark.parametrize("page", ["\t{}", "（{}）", "……………{}", "    {}", " {}", ""])
def test_contents_pages_are_dropped_and_end_before_the_title(page: str) -> None:
    contents = ["目  录", *(h + page.format(n) for n, h in enumerate(HEADINGS, 1))]
    found = paragraphs(report_of("\n".join([*contents, "附件1", TITLE, *body()])))
    assert found[-len(EXPECTED) - 1 :] == ["附件1", *EXPECTED]
    if page:
        assert len(found) == len(EXPECTED) + 1


@pytest.mark.parametrize("width", [16, 20, 24, 28, 40])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_typeset_text_is_joined(width: int, blank: str) -> None:
    assert paragraphs(report_of(blank.join([TITLE, *body(width)]))) == EXPECTED


def test_first_lines_of_one_width_are_not_taken_for_full_ones() -> None:
    short = [text[:45] + "。" for text in PROSE] * 3
    lines = [line for text in short for line in typeset(text, 28)] + body(28)
    layout = measure(find_lines(read("a.txt", "\n".join(lines).encode())))
    assert (layout.width, layout.first) == (56, 52)


def test_a_short_report_with_a_paragraph_a_line_is_not_wrapped() -> None:
    lines = [
        TITLE,
        "一、部门基本情况",
        "（一）部门职能",
        "本单位负责有关工作。",
        "二、绩效自评情况",
    ]
    lines += ["（一）自评结论", "自评得分95分。", "三、存在的主要问题", "个别项目支付偏慢。"]
    assert paragraphs(report_of("\n".join(lines))) == lines


@pytest.mark.parametrize("width", [14, 20, 24, 26])
def test_a_title_takes_nothing_from_below(width: int) -> None:
    title = [TITLE[at : at + width] for at in range(0, len(TITLE), width)]
    assert paragraphs(report_of("\n".join([*title, *body(width)])))[:2] == EXPECTED[:2]


def test_the_line_in_brackets_below_a_title_belongs_to_it() -> None:
    found = paragraphs(report_of("\n".join([TITLE, "（公开版）", *body()])))
    assert found[:2] == [f"{TITLE}（公开版）", HEADINGS[0]]


def test_a_quotation_behind_a_full_stop_had_no_room() -> None:
    head = "局党组会议每月听取一次支出进度汇报，对进度偏慢的项目逐个提出办法。"
    text = head + "“先有预算、后有支出”的要求写入内部控制制度，各股室按照制度申请和报销。"
    width = len(head) + 3  # two characters of the indent, one of room
    lines = [line for other in PROSE for line in typeset(other, width)]
    found = paragraphs(report_of("\n".join([*lines, *typeset(text, width), *lines])))
    assert found == [*PROSE, text, *PROSE]


def test_items_of_half_width_text_have_titles() -> None:
    text = (
        "1.部门职责.负责全县社会救助.\n2.县级预算全年没有追加,2023年支出按月拨付到位;"
        "各股室按照制度申请和报销;年末没有结余资金。\n3.全年预算1,236,800元,按月拨付到位;"
        "各股室按照制度申请和报销;年末没有结余资金。\n"
    )
    report = report_of(f"{TITLE}\n{text}")
    titles = [report.text[s.title.start : s.title.end] for s in report.sections]
    assert titles == ["部门职责", "县级预算全年没有追加", "全年预算1,236,800元"]


def test_rows_whose_last_column_is_small_are_no_contents() -> None:
    rows = ["一、投入      10    9", "二、过程      20    18", "三、产出      30    28"]
    found = paragraphs(report_of("\n".join([*body(), *rows])))
    assert found[-3:] == rows
