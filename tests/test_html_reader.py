"""Web pages: what a browser shows of them, and what of it is the report."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("lxml", reason="the extra html is not installed")

from shared import SHARED, needs_shared

from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.model.text import NOWHERE, Source
from checker.readers import read
from checker.readers.html import parse

PROSE = (
    "全年支出合计820.50万元，其中基本支出600.25万元、项目支出220.25万元，各项工作任务均已按照年初制定的"
    "计划完成，资金使用效益进一步得到了提高，群众比较满意。"
)


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    written = f'<!DOCTYPE html><html><head><meta charset="{encoding}">{head}</head><body>{body}</body></html>'
    return written.encode(encoding)


def lines(source: Source) -> list[str]:
    return source.text.split("\n")


def shown(body: str, head: str = "") -> list[str]:
    return lines(read("r.html", page(body, head)))


def table(source: Source, number: int = 0) -> dict[tuple[int, int, int, int], str]:
    return {
        (b.cell.row, b.cell.column, b.cell.rows, b.cell.columns): line
        for line, b in zip(lines(source), source.blocks, strict=True)
        if b.cell and b.cell.table == number
    }


def holds(data: bytes, source: Source) -> None:
    """Each anchor leads to the character of the document that it stands for."""
    text = "".join(parse("r.html", data, LIMITS).root.itertext())
    for at, anchor in enumerate(source.anchors):
        if anchor != NOWHERE:
            known = text[anchor]
            assert known == source.text[at] or (known.isspace() and source.text[at] == " ")


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030", "utf-16"])
def test_a_page_is_read_in_its_encoding(encoding: str) -> None:
    data = page("<p>一、部门基本情况</p>", encoding=encoding)
    assert lines(read("r.html", data)) == ["一、部门基本情况"]


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "nonsense"])
def test_a_wrong_declaration_does_not_spoil_a_chinese_page(declared: str) -> None:
    data = page("<p>一、部门基本情况</p>").replace(b"utf-8", declared.encode())
    gbk = data.decode("utf-8").encode("gb18030")
    assert lines(read("r.html", data)) == ["一、部门基本情况"]
    assert lines(read("r.html", gbk)) == ["一、部门基本情况"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_of_no_encoding_are_told(encoding: str) -> None:
    data = page("<p>一、部门基本情况</p>" * 20, encoding=encoding) + b"<p>\xff\xff\xff"
    source = read("r.html", data)
    assert lines(source)[0] == "一、部门基本情况"
    assert encoding in source.notes[0].zh


def test_white_space_is_as_a_browser_shows_it() -> None:
    body = "<p>\n  部门整体支出\n绩效自评\n  with  words\n  and 820.50 万元\n</p><p>　　首行</p><p>&nbsp;&nbsp;次行</p>"
    assert shown(body) == [
        "部门整体支出绩效自评 with words and 820.50 万元",
        "　　首行",
        "\xa0\xa0次行",
    ]


def test_breaks_blocks_and_headings() -> None:
    source = read("r.html", page("<h2>一、概况</h2>甲<br>乙<div>丙<p>丁</div><pre>戊\n  己</pre>"))
    assert lines(source) == ["一、概况", "甲", "乙", "丙", "丁", "戊", "  己"]
    assert [block.hint for block in source.blocks] == [2, 0, 0, 0, 0, 0, 0]


def test_what_is_not_shown_is_not_read() -> None:
    body = (
        "<p>可见</p><script>document.write('<p>脚本</p>')</script><p hidden>藏一</p>"
        '<p style="DISPLAY : none">藏二</p><p class="a off">藏三</p><p id="gone">藏四</p>'
        "<!-- 注释 --><select><option>选项</option></select><p class='on'>也可见</p>"
    )
    head = (
        "<title>标题</title><style>p{color:red} .off, #gone {display:none}"
        " @media print{.on{display:none}}</style>"
    )
    assert shown(body, head) == ["可见", "也可见"]


def test_the_numbers_of_a_list_are_characters_that_the_file_does_not_hold() -> None:
    data = page(
        "<ol><li>甲</li><li value=5>2024年</li><li><p>丙</p></li></ol><ol type=a start=3><li>丁</li></ol>"
        '<ol style="list-style-type: cjk-ideographic"><li>戊</li></ol><ul><li>己</li></ul>'
    )
    source = read("r.html", data)
    assert lines(source) == ["1.甲", "5. 2024年", "6.丙", "c.丁", "一、戊", "己"]
    assert source.anchors[0] == source.anchors[1] == NOWHERE != source.anchors[2]
    holds(data, source)


def test_lists_may_be_shown_without_numbers() -> None:
    body = "<ol class=a><li>甲</ol><ol><li style='list-style-type:none'>乙<li>丙</ol>"
    assert shown(body, "<style>.a {list-style: none outside}</style>") == ["甲", "乙", "2.丙"]
    assert shown(body, "<style>li{list-style:none}</style>") == ["甲", "乙", "丙"]


def test_merged_cells_stand_where_the_page_shows_them() -> None:
    data = page(
        "<table><caption>单位：万元</caption><thead><tr><th rowspan=2>项目<th colspan=2>金额</tr>"
        "<tr><th>预算<th>决算</tr></thead><tbody><tr><td>甲<td>1.50<td>1.25"
        "<tr style='display:none'><td>藏<td>9<td>9<tr><td>乙<td rowspan=9>2.50<td>&nbsp;</table>"
    )
    source = read("r.html", data)
    assert lines(source)[0] == "单位：万元"
    assert table(source) == {
        (0, 0, 2, 1): "项目",
        (0, 1, 1, 2): "金额",
        (1, 1, 1, 1): "预算",
        (1, 2, 1, 1): "决算",
        (2, 0, 1, 1): "甲",
        (2, 1, 1, 1): "1.50",
        (2, 2, 1, 1): "1.25",
        (4, 0, 1, 1): "乙",
        (4, 1, 1, 1): "2.50",
        (4, 2, 1, 1): "",
    }
    holds(data, source)


def test_a_table_around_the_page_is_none() -> None:
    inner = "<table><tr><td>项目<td>金额<tr><td>基本支出<td>600.25</table>"
    side = "<table><tr><td><a href=a>机构职能</a><tr><td><a href=b>领导信息</a></table>"
    article = f"<p>一、基本情况</p><p>{PROSE}</p><p>{PROSE}</p>{inner}<p>{PROSE}</p>"
    source = read("r.html", page(f"<table><tr><td>{side}<td>{article}</table>"))
    assert lines(source) == [
        *("一、基本情况", PROSE, PROSE, "项目", "金额", "基本支出", "600.25", PROSE)
    ]
    assert table(source)[1, 1, 1, 1] == "600.25"


def test_a_long_remark_in_a_score_table_does_not_undo_it() -> None:
    row = f"<tr><td>预算编制<td>8<td>7<td><p>{PROSE}</p><p>扣分原因见附件。</p>"
    source = read("r.html", page(f"<table><tr><td>指标<td>分值<td>得分<td>说明{row}{row}</table>"))
    assert table(source)[2, 2, 1, 1] == "7"
    assert table(source)[1, 3, 1, 1] == PROSE + " 扣分原因见附件。"


SITE = f"""<form><div class="header"><ul class="nav"><li><a href="/">首页</a><li><a href="x">新闻</a></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="x">政务公开</a></div><div class="main-bottom">
<h1>某市水务局2023年度部门整体支出绩效自评报告</h1><p>发布时间：2024-05-20 来源：某市水务局</p>
<p>一、基本情况</p><p>{PROSE}</p><p><a href="y">中华人民共和国预算法</a></p><p>二、绩效情况</p><p>{PROSE}</p>
<p>附件：<a href="x">自评表</a></p></div><p>上一篇：<a href="z">通知</a></p><p><a href="q">友情链接</a></p>
<div id="footer"><p>某市水务局信息中心</p></div><p>主办：某市水务局</p><p>粤ICP备12345678号</p></form>"""


def test_the_article_is_told_from_what_a_site_puts_around_it() -> None:
    data = page(SITE)
    source = read("r.html", data)
    assert lines(source) == [
        *("某市水务局2023年度部门整体支出绩效自评报告", "一、基本情况", PROSE),
        *("中华人民共和国预算法", "二、绩效情况", PROSE, "附件：自评表"),
    ]
    assert "9 处" in source.notes[0].zh
    holds(data, source)


def test_what_a_site_says_of_an_article_in_a_table_is_no_table_of_it() -> None:
    cells = "<td>索引号：</td><td>123</td><td>发布日期：</td><td>2024-05-20</td>"
    said = (
        f"<table><tr>{cells}<tr>{cells}</table><p>一、概况</p><p>来源：中央资金。</p><p>{PROSE}</p>"
    )
    assert shown(said) == ["一、概况", "来源：中央资金。", PROSE]


def test_without_an_article_nothing_is_left_out() -> None:
    assert shown("<div class=footer><p><a href=a>甲</a></p><p>主办：乙</p></div>") == [
        "甲",
        "主办：乙",
    ]


def test_word_saves_the_numbers_of_its_lists_between_conditions() -> None:
    head = "<!--[if gte mso 9]><xml><w:WordDocument>藏</w:WordDocument></xml><![endif]-->"
    body = (
        "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>（一）<span>&nbsp;&nbsp;"
        "</span></span><![endif]>部门<span lang=EN-US>\n</span>职能<o:p></o:p></p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p style='mso-hide:all'>藏</p>"
    )
    assert shown(body, head) == ["（一）部门职能"]


def test_one_file_pages_are_read() -> None:
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><meta charset=3D'gb2312'><p>=D2=BB=A1=A2=B8=C5=BF=F6</p></html>\r\n--b--\r\n"
    )
    assert lines(read("r.html", data)) == ["一、概况"]


@pytest.mark.parametrize(
    ("data", "limits", "word"),
    [
        (page("<p> </p>"), LIMITS, "没有文字"),
        (b"<html>", LIMITS, "没有文字"),
        (page("<div>" * 250 + "字"), LIMITS, "depth"),
        (page("<div>" * 300 + "字"), LIMITS, "depth"),
        (page("<b>字</b>" * 50), LIMITS._replace(elements=40), "elements"),
        (page("<table><tr>" + "<td>1" * 50), LIMITS._replace(cells=40), "cells"),
        (page("<p>" + "字" * 50), LIMITS._replace(characters=40), "characters"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, limits: object, word: str) -> None:
    with pytest.raises(InputError, match=r"r\.html") as told:
        read("r.html", data, limits)  # type: ignore[arg-type]
    assert word in told.value.zh


def test_a_cell_that_claims_the_world_takes_no_room() -> None:
    spans = '<td colspan="99999" rowspan="65534">甲<td>乙'
    source = read("r.html", page(f"<table><tr>{spans}<tr><td>丙</table>"))
    assert lines(source) == ["甲", "乙", "丙"]


@needs_shared
def test_a_real_report_is_read_to_the_letter() -> None:
    data = (SHARED / "documents" / "foshan-2020.html").read_bytes()
    truth = json.loads((SHARED / "documents" / "foshan-2020.truth.json").read_text("utf-8"))
    source = read("foshan-2020.html", data)
    wanted = []
    for part in truth:
        wanted += [part["p"]] if "p" in part else [cell for row in part["table"] for cell in row]
    assert lines(source) == wanted
    holds(data, source)
