"""Word files → text, cells, numbers; what is wrong with them, in words."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from shared import REPORTS, SHARED, needs_shared
from word_made import (
    SPACES,
    box,
    docx,
    field,
    level,
    listed,
    numbering,
    p,
    r,
    relationships,
    table,
    tc,
    tr,
)

from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.model.text import NOWHERE, Source
from checker.readers import read
from checker.readers.word.numerals import numeral
from checker.readers.word.package import open_package, strict
from checker.readers.word.walk import walk

DOCUMENTS = SHARED / "documents"
CHINESE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def source(body: str, parts: dict[str, str] | None = None) -> Source:
    return read("报告.docx", docx(body, parts))


def lines(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return source(body, parts).text.split("\n")


def back(data: bytes) -> str:
    """The text of a Source, each character taken from the file by its anchor."""
    found = read("报告.docx", data)
    pieces = walk(open_package("报告.docx", data, LIMITS)).pieces
    held = {piece.start + at: c for piece in pieces for at, c in enumerate(piece.text)}
    return "".join(
        c if anchor == NOWHERE else held[anchor]
        for c, anchor in zip(found.text, found.anchors, strict=True)
    )


def test_automatic_numbers_stand_in_front_and_in_no_place_of_the_file() -> None:
    body = (
        listed(1, 0, "基本情况") + listed(1, 1, "职能") + listed(1, 2, "宣传") + listed(1, 2, "接待")
        + listed(1, 1, "机构") + listed(1, 2, "编制") + listed(1, 0, "评价") + listed(1, 1, "结论")
    )  # fmt: skip
    found = source(body, {"numbering": numbering(*CHINESE)})
    assert found.text.split("\n") == [
        "一、基本情况", "（一）职能", "1.宣传", "2.接待", "（二）机构", "1.编制", "二、评价", "（一）结论",
    ]  # fmt: skip
    assert list(found.anchors[:7]) == [NOWHERE, NOWHERE, 0, 1, 2, 3, NOWHERE]
    assert [block.paragraph for block in found.blocks] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_lists_of_one_kind_count_on_and_an_override_starts_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{start}</w:num>'
    )
    body = "".join(listed(which, 0, "项") for which in (1, 1, 2, 3, 3, 1))
    numbers = [line[0] for line in lines(body, {"numbering": numbering(*CHINESE, more=more)})]
    assert numbers == ["一", "二", "三", "五", "六", "七"]


@pytest.mark.parametrize(
    ("restart", "wanted"),
    [("", "1 1.1 2 2.1 2.2"), ('<w:lvlRestart w:val="0"/>', "1 1.1 2 2.2 2.3")],
)
def test_a_level_begins_again_unless_it_says_not(restart: str, wanted: str) -> None:
    levels = (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", restart))
    body = "".join(listed(1, at, "") for at in (0, 1, 0, 1, 1)) + p("文")
    assert lines(body, {"numbering": numbering(*levels)}) == [*wanted.split(), "文"]


def test_legal_numbering_shows_every_level_in_figures() -> None:
    levels = (level(0, "chineseCounting", "%1"), level(1, "decimal", "%1-%2", "<w:isLgl/>"))
    body = listed(1, 0, "章") + listed(1, 1, "节")
    assert lines(body, {"numbering": numbering(*levels)}) == ["一章", "1-1节"]


def test_styles_number_paragraphs_also_through_what_they_are_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="own"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="c"/><w:basedOn w:val="A"/>'
        '<w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    )
    linked = numbering(CHINESE[0], level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="A"/>'))
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", style="A") + p("乙", style="B") + p("丙", style="C", more=off)
    found = source(body, {"styles": styles, "numbering": linked})
    assert found.text == "（一）甲\n（二）乙\n丙"
    assert [block.hint for block in found.blocks] == [2, 2, 4]


@pytest.mark.parametrize(
    ("format", "number", "wanted"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 120, "一二○"),
        ("chineseCountingThousand", 205, "二百零五"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 20, "二〇"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographTraditional", 4, "丁"),
        ("decimalZero", 7, "07"),
        ("unheard-of", 7, "7"),
    ],
)
def test_numerals(format: str, number: int, wanted: str) -> None:
    assert numeral(number, format) == wanted


def test_bullets_are_no_numbers() -> None:
    assert lines(listed(1, 0, "项"), {"numbering": numbering(level(0, "bullet", "●"))}) == ["项"]


DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2" w:author="x">{r("新")}</w:ins>'
GONE_MARK = '<w:rPr><w:del w:id="3" w:author="x"/></w:rPr>'


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    body = p("预算", DELETED, INSERTED, "数") + p("前半", more=GONE_MARK) + p("后半")
    moved = f'<w:moveFrom w:id="4" w:author="x">{r("移走")}</w:moveFrom>'
    moved = p(moved, more='<w:rPr><w:moveFrom w:id="5" w:author="x"/></w:rPr>')
    to = p(f'<w:moveTo w:id="6" w:author="x">{r("移来")}</w:moveTo>')
    found = source(body + moved + to)
    assert found.text == "预算新数\n前半后半\n移来"
    assert [note.zh for note in found.notes] == ["文件中有6处修订尚未接受，检查时按全部接受处理"]


def test_deleted_rows_and_numbers_of_deleted_paragraphs_do_not_count() -> None:
    gone = p(DELETED, more=GONE_MARK)
    gone = gone.replace("<w:rPr><w:del", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del')
    body = listed(1, 0, "甲") + gone + listed(1, 0, "乙")
    rows = table(tr("留"), tr("删", props='<w:del w:id="9" w:author="x"/>'), tr("又"))
    assert lines(body + rows, {"numbering": numbering(*CHINESE)}) == [
        "一、甲",
        "二、乙",
        "留",
        "又",
    ]


def cells(found: Source) -> list[tuple[str, int, int, int, int]]:
    return [
        (line, c.row, c.column, c.rows, c.columns)
        for line, block in zip(found.text.split("\n"), found.blocks, strict=True)
        if (c := block.cell) is not None
    ]


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    span, top, under = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        tr(tc(p("指标"), top), tc(p("金额"), span)),
        tr(tc(p(""), under), "预算", "决算"),
        tr("支出", tc(p("1.5"), '<w:hMerge w:val="restart"/>'), tc(p(""), "<w:hMerge/>")),
        tr("余", props='<w:gridBefore w:val="2"/>'),
    )
    assert cells(source(body)) == [
        ("指标", 0, 0, 2, 1), ("金额", 0, 1, 1, 2), ("预算", 1, 1, 1, 1), ("决算", 1, 2, 1, 1),
        ("支出", 2, 0, 1, 1), ("1.5", 2, 1, 1, 2), ("余", 3, 2, 1, 1),
    ]  # fmt: skip


def test_columns_that_no_cell_begins_in_are_none() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    body = table(tr(tc(p("甲"), wide), "乙"), tr(tc(p("丙"), wide), "丁"))
    assert cells(source(body)) == [
        ("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 1), ("丁", 1, 1, 1, 1),
    ]  # fmt: skip


def test_edges_that_hardly_differ_are_one() -> None:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 60, 1900))
    wide = '<w:gridSpan w:val="2"/>'
    rows = tr("支出", tc(p("金额"), wide)) + tr(tc(p("基本"), wide), "12.5")
    body = table(f"<w:tblGrid>{widths}</w:tblGrid>", rows)
    assert cells(source(body)) == [
        ("支出", 0, 0, 1, 1), ("金额", 0, 1, 1, 1), ("基本", 1, 0, 1, 1), ("12.5", 1, 1, 1, 1),
    ]  # fmt: skip
    assert len({cell[2] for cell in cells(source(body.replace('"60"', '"600"')))}) == 3


def test_rows_and_cells_in_content_controls_are_read() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc(p('内'))}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('左', inner)}</w:sdtContent></w:sdt>"
    assert cells(source(table(row, tr("下", "右")))) == [
        ("左", 0, 0, 1, 1), ("内", 0, 1, 1, 1), ("下", 1, 0, 1, 1), ("右", 1, 1, 1, 1),
    ]  # fmt: skip


def test_a_table_in_a_table_is_one_behind_it_or_in_its_frame() -> None:
    inner = table(tr("小一", "小二"))
    beside = source(table(tr("外", tc(p("格") + inner + p("")))))
    assert [(line, block.cell and block.cell.table) for line, block in
            zip(beside.text.split("\n"), beside.blocks, strict=True)] == [
        ("外", 0), ("格", 0), ("小一", 1), ("小二", 1),
    ]  # fmt: skip
    frame = source(table(tr(tc(p("说明") + inner + p("其后")))))
    assert [(line, block.cell is None) for line, block in
            zip(frame.text.split("\n"), frame.blocks, strict=True)] == [
        ("说明", True), ("小一", False), ("小二", False), ("其后", True),
    ]  # fmt: skip


def test_text_boxes_stand_once_behind_their_paragraph() -> None:
    assert lines(p("甲", box(p("框一") + p("框二")), "乙") + p("丙")) == [
        "甲乙",
        "框一",
        "框二",
        "丙",
    ]


def test_notes_stand_behind_the_paragraph_and_endnotes_at_the_end() -> None:
    foot = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    parts = {
        "footnotes": f'<w:footnote w:id="0" w:type="separator">{p("——")}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", "脚注")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{p("尾注")}</w:endnote>',
    }
    body = p("前", foot, "后", end) + table(tr(tc(p("格", foot)), "旁")) + p("末")
    found = source(body, parts)
    assert found.text.split("\n") == ["前后", "脚注", "格", "旁", "末", "尾注"]
    assert [block.paragraph for block in found.blocks] == [1, None, 2, 3, 4, None]


def test_content_controls_give_text_but_no_prompts() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = control.format("<w:showingPlcHdr/>", r("单击此处输入"))
    body = control.format("", p("整段")) + p("行", control.format("", r("内")), prompt)
    assert lines(body) == ["整段", "行内"]


def test_hidden_text_is_not_read() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="q"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("见", r("藏", "<w:vanish/>"), r("隐", '<w:rStyle w:val="H"/>')) + p("无", style="Q")
    body += p(r("现", '<w:vanish w:val="0"/>'), style="Q")
    assert lines(body, {"styles": styles}) == ["见", "现"]


def test_fields_give_their_result() -> None:
    inner = field("MERGEFIELD x", "字段")
    split = "</w:instrText></w:r>" + inner + "<w:r><w:instrText>"
    nested = field(f"IF {split} = 1", "结果")
    simple = f'<w:fldSimple w:instr="DATE">{r("日期")}</w:fldSimple>'
    unclosed = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert lines(p("甲", field("REF a", "乙"), nested, simple) + p(unclosed, "丙") + p("丁")) == [
        "甲乙结果日期", "丙", "丁",
    ]  # fmt: skip


def test_signs_in_runs() -> None:
    run = (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/>'
        "<w:t>1</w:t><w:br/><w:t>丙</w:t></w:r>"
    )
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>zhuyin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>注</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r>"
    )
    math = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f></m:oMath>"
    link = f'<w:hyperlink w:anchor="x">{r("链")}</w:hyperlink>'
    assert lines(p(run) + p(ruby, math, link)) == ["甲\t乙-☑≥1", "丙", "注a链"]


def test_blanks_around_text_count_only_where_they_are_kept() -> None:
    assert lines(p("<w:r><w:t> 甲 </w:t></w:r>", r(" 乙"), r("\n丙"))) == ["甲 乙 丙"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = mark.format("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    body = (
        p("封面") + p("目　录") + p(begin + mark.format("separate"), "一、甲\t1") + p("二、乙\t2")
        + p(mark.format("end")) + p("三、丙\t3", style="11") + p("正文")
    )  # fmt: skip
    entry = p("一、丁\t4")
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{entry}</w:sdtContent></w:sdt>"
    )
    assert lines(body + control, {"styles": styles}) == ["封面", "正文"]


def test_strict_files_and_other_names_of_the_document_are_read() -> None:
    data = docx(p("严格"), {"styles": ""}, main="word/document2.xml")
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w") as made:
        for info in archive.infolist():
            made.writestr(info, strict(archive.read(info)))
    assert read("a.docx", out.getvalue()).text == "严格"


def test_every_anchor_leads_back_to_its_character() -> None:
    foot = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    parts = {
        "numbering": numbering(*CHINESE),
        "footnotes": f'<w:footnote w:id="2">{p("脚注文字")}</w:footnote>',
    }
    body = (
        listed(1, 0, "标题") + p("前", INSERTED, foot, "<w:r><w:br/></w:r>", "后", box(p("框内")))
        + table(tr("甲", tc(p("乙") + p("丙") + table(tr("丁", "戊"))))) + p("<w:r><w:t> 末 </w:t></w:r>")
    )  # fmt: skip
    data = docx(body, parts)
    assert back(data) == read("报告.docx", data).text
    assert read("报告.docx", data).text.split("\n") == [
        "一、标题", "前新", "后", "框内", "脚注文字", "甲", "乙 丙", "丁", "戊", "末",
    ]  # fmt: skip


def repack(data: bytes, name: str, content: str | bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w") as made:
        for info in archive.infolist():
            made.writestr(info.filename, content if info.filename == name else archive.read(info))
    return out.getvalue()


def fails(data: bytes, **limits: int) -> str:
    with pytest.raises(InputError) as caught:
        read("坏.docx", data, LIMITS._replace(**limits))
    assert caught.value.zh.startswith("坏.docx：")
    assert caught.value.en.startswith("坏.docx: ")
    return caught.value.zh


GOOD = docx(p("文") * 40)


@pytest.mark.parametrize(
    ("data", "limits", "words"),
    [
        (GOOD[: len(GOOD) // 2], {}, "已损坏或不完整"),
        (GOOD[:600] + b"?" + GOOD[601:], {}, "已损坏或不完整"),
        (
            repack(docx(p("文"), main="word/document1.xml"), "_rels/.rels", relationships("")),
            {},
            "没有 Word 正文",
        ),
        (repack(GOOD, "word/document.xml", "<w:document"), {}, "已损坏"),
        (repack(GOOD, "word/document.xml", f"<w:document {SPACES}/>"), {}, "已损坏"),
        (
            repack(GOOD, "word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            {},
            "DOCTYPE",
        ),
        (GOOD, {"elements": 50}, "--limit elements="),
        (GOOD, {"unpacked": 500}, "--limit unpacked="),
        (GOOD, {"entries": 2}, "--limit entries="),
        (GOOD, {"characters": 20}, "--limit characters="),
        (docx(table(tr("a", "b"), tr("c", "d"))), {"cells": 3}, "--limit cells="),
        (docx(table(tr(tc(table(tr("甲")))))), {"depth": 2}, "--limit depth="),
        (docx(p("<w:r><w:drawing/></w:r>")), {}, "只有图片"),
        (docx(p("")), {}, "没有文字"),
    ],
)
def test_bad_files_end_in_a_clear_message(data: bytes, limits: dict[str, int], words: str) -> None:
    assert words in fails(data, **limits)


def test_entries_with_a_password_are_named() -> None:
    locked = bytearray(GOOD)
    at = locked.index(b"PK\x01\x02")
    while at >= 0:
        locked[at + 8] |= 1
        at = locked.find(b"PK\x01\x02", at + 4)
    assert "密码" in fails(bytes(locked))


def test_a_bomb_of_pictures_is_never_unpacked() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(GOOD)) as archive, ZipFile(out, "w", 8) as made:
        for info in archive.infolist():
            made.writestr(info.filename, archive.read(info))
        made.writestr("word/media/image9.png", bytes(2_000_000))
    found = read("a.docx", out.getvalue(), LIMITS._replace(unpacked=1_000_000))
    assert found.text.startswith("文\n文")


def wanted(name: str) -> list[str | list[list[str]]]:
    """The paragraphs and tables of a report as they are known to be."""
    known = json.loads((DOCUMENTS / f"{name}.truth.json").read_text("utf-8"))
    return [one["p"] if "p" in one else one["table"] for one in known]


def blocks(found: Source) -> list[str | list[list[str]]]:
    """The paragraphs and tables of a Source, each merged cell in all its places."""
    made: list[str | list[list[str]]] = []
    grid: dict[int, dict[int, str]] = {}
    number = -1
    for line, block in zip(found.text.split("\n"), found.blocks, strict=True):
        if block.cell is None:
            made.append(line)
            continue
        c = block.cell
        if c.table != number:
            number, grid = c.table, {}
            made.append([])
        for row in range(c.row, c.row + c.rows):
            for column in range(c.column, c.column + c.columns):
                grid.setdefault(row, {})[column] = line
        made[-1] = [[row[at] for at in sorted(row)] for _, row in sorted(grid.items())]
    return made


@needs_shared
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", ["styled", "manual"])
def test_reports_are_read_to_the_letter(name: str, form: str) -> None:
    path = DOCUMENTS / f"{name}.{form}.docx"
    found = read(path.name, path.read_bytes())
    assert blocks(found) == wanted(name)
    assert back(path.read_bytes()) == found.text


@needs_shared
@pytest.mark.parametrize("name", ["foshan-2020", "guangdong-2020"])
def test_numbers_that_are_not_in_the_text_are_found(name: str) -> None:
    path = DOCUMENTS / f"{name}.autonum.docx"
    found = blocks(read(path.name, path.read_bytes()))
    known = wanted(name)
    # Items that are no headings have typed numbers there, so automatic ones count on beside them.
    bare = [re.sub(r"^\d+[.、]", "", one) if isinstance(one, str) else one for one in known]
    assert [re.sub(r"^\d+[.、]", "", one) if isinstance(one, str) else one for one in found] == bare
    assert len(found) == len(known)


@needs_shared
def test_a_score_table_is_read_cell_for_cell() -> None:
    path = DOCUMENTS / "score-table.docx"
    found = blocks(read(path.name, path.read_bytes()))
    known = json.loads((DOCUMENTS / "score-table.truth.json").read_text("utf-8"))
    assert found[-1][:-1] == known
    assert found[-1][-1][0] == "合计"  # the last row is not among what is known
