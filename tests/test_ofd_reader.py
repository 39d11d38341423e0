"""OFD: the characters of its pages at their places, its lines, and what is no OFD."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

pytest.importorskip("lxml", reason="the extra ofd is not installed")

from shared import SHARED, needs_shared

from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.model.text import NOWHERE, PAGE_SHIFT, Source
from checker.readers import read

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
POINTS = 72 / 25.4


def text(said: str, x: float, y: float, size: float = 5, more: str = "", steps: str = "") -> str:
    """A text object whose base line begins at x, y (mm from the upper left)."""
    steps = steps or " ".join(str(size / 2 if one.isascii() else size) for one in said[:-1])
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 150 {size * 1.2}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{said}</ofd:TextCode></ofd:TextObject>'
    )


def path(x: float, y: float, width: float, height: float, drawn: str, more: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} {width} {height}" {more}>'
        f"<ofd:AbbreviatedData>{drawn}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(*pages: str, template: str = "", **parts: str) -> bytes:
    """An OFD of these pages; ``parts`` replace or add files (``__`` for a slash, ``_xml`` the end)."""
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}/Content.xml"/>' for n in range(len(pages))
    )
    files = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/0.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/0.xml": layer(template),
    }
    for n, drawn in enumerate(pages):
        used = '<ofd:Template TemplateID="7"/>' if template else ""
        files[f"Doc_0/Pages/{n}/Content.xml"] = layer(drawn, used)
    files |= {name.replace("__", "/").replace("_xml", ".xml"): said for name, said in parts.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in files.items():
            made.writestr(name, said)
    return held.getvalue()


def layer(drawn: str, used: str = "") -> str:
    return f"<ofd:Page {SPACE}>{used}<ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"


def lines(source: Source) -> list[str]:
    return source.text.split("\n")


def places(source: Source, said: str) -> list[tuple[float, ...]]:
    """The boxes of the characters of a text, in millimetres from the upper left of the page."""
    start = source.text.index(said)
    found = []
    for at in range(start, start + len(said)):
        left, bottom, right, top = (number / POINTS for number in source.boxes[4 * at : 4 * at + 4])
        found.append(tuple(round(n, 1) for n in (left, 297 - top, right, 297 - bottom)))
    return found


def test_characters_stand_where_the_file_sets_them() -> None:
    source = read("r.ofd", ofd(text("甲乙12", 20, 50, steps="5 7 2.5")))
    assert lines(source) == ["甲乙12"]
    assert places(source, "甲乙12") == [
        (20.0, 45.7, 25.0, 50.7),
        (25.0, 45.7, 30.0, 50.7),
        (32.0, 45.7, 34.5, 50.7),
        (34.5, 45.7, 37.0, 50.7),
    ]
    assert list(source.anchors) == [1 << PAGE_SHIFT | n for n in range(4)]


def test_a_matrix_moves_and_scales() -> None:
    data = ofd(text("甲乙", 20, 50, 1, 'CTM="5 0 0 5 3 0"', "1"))
    assert places(read("r.ofd", data), "甲乙")[1] == (28.0, 49.7, 33.0, 54.7)


def test_what_is_not_seen_is_counted_and_not_read() -> None:
    hidden = text("藏", 20, 40, more='Visible="false"') + text("透", 20, 45, more='Alpha="0"')
    askew = text("水印", 60, 150, 20, 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    source = read("r.ofd", ofd(hidden + askew + text("甲", 20, 60)))
    assert lines(source) == ["甲"]
    assert source.anchors[0] == 1 << PAGE_SHIFT | 4


def test_a_page_lies_upon_its_template() -> None:
    words = ["年度工作完成情况如下。", "一是按时完成年初计划。", "二是严格管理各项经费。"]
    body = "".join(text(said, 20, 100 + 8 * n) for n, said in enumerate(words))
    source = read("r.ofd", ofd(body, template=text("评价情况说明", 60, 40)))
    assert source.text.startswith("评价情况说明")
    at = source.text.index("年度")
    assert source.anchors[at] == 1 << PAGE_SHIFT | 6
    assert places(source, "年度")[0] == (20.0, 95.7, 25.0, 100.7)


def test_lines_that_are_drawn_make_a_table() -> None:
    level = [path(20, y, 90, 0, "M 0 0 L 90 0") for y in (40, 50, 60)]
    upright = [path(x, 40, 0.3, 20, "", 'Fill="true" Stroke="false"') for x in (20, 50, 80, 110)]
    words = [
        text(said, x, y)
        for y, row in ((47, ("项目", "预算", "决算")), (57, ("基本支出", "61.00", "60.25")))
        for x, said in zip((22, 52, 82), row, strict=True)
    ]
    source = read("r.ofd", ofd("".join([*level, *upright, *words])))
    cells = [(b.cell.row, b.cell.column) for b in source.blocks if b.cell]
    assert cells == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert lines(source) == ["项目", "预算", "决算", "基本支出", "61.00", "60.25"]


def test_a_narrow_gap_parts_columns_that_other_rows_show() -> None:
    rows = [
        ("支出类别", "年初预算", "决算"),
        ("一、基本支出", "4.48", "4.90"),
        ("项目支出", "7.90", "7.56"),
    ]
    words = [
        text(said, x, 40 + 8 * n)
        for n, row in enumerate(rows)
        for x, said in zip((20, 54, 100), row, strict=True)
    ]
    source = read("r.ofd", ofd("".join(words)))
    assert [(b.cell.row, b.cell.column) for b in source.blocks if b.cell] == [
        (row, column) for row in range(3) for column in range(3)
    ]
    assert lines(source)[3:6] == ["一、基本支出", "4.48", "4.90"]


def test_a_page_set_sideways_is_read_upright() -> None:
    turned = text("横排的表格标题", 60, 200, 5, 'CTM="0 -1 1 0 0 0"')
    source = read("r.ofd", ofd(turned))
    assert lines(source) == ["横排的表格标题"]
    # Upwards from the lower left of the page as the file has it.
    first, second = places(source, "横排")
    assert second[0] == first[0]
    assert second[1] < first[1]


def test_a_run_set_by_the_ink_of_its_mark_is_put_right() -> None:
    said = "（甲乙）丙"
    object_ = (
        '<ofd:TextObject Boundary="42.7 40 22 6" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 4 5">'
        f"{said}</ofd:TextCode></ofd:TextObject>"
    )
    left = places(read("r.ofd", ofd(object_)), said)[0][0]
    assert left == pytest.approx(40.2, abs=0.3)


IMAGE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'


def test_pages_of_pictures_are_said() -> None:
    source = read("r.ofd", ofd(text("正文", 20, 40), IMAGE))
    assert "第 2 页只有图像" in source.notes[0].zh
    with pytest.raises(InputError) as told:
        read("r.ofd", ofd(IMAGE, IMAGE))
    assert "扫描件" in told.value.zh


DTD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "limits", "word"),
    [
        (ofd(text("甲", 20, 40), Encryptions_xml="<a/>"), LIMITS, "密码"),
        (ofd(text("甲", 20, 40), OFD_xml="<a>"), LIMITS, "损坏"),
        (ofd(text("甲", 20, 40), Doc_0__Document_xml=DTD + "<a>&a;</a>"), LIMITS, "DTD"),
        (ofd(*[text("甲", 20, 40)] * 3), LIMITS._replace(pages=2), "pages"),
        (ofd(text("甲" * 50, 20, 40)), LIMITS._replace(characters=40), "characters"),
        (ofd(text("甲", 20, 40) * 30), LIMITS._replace(elements=40), "elements"),
        (ofd(text("甲", 20, 40) + " " * 5000), LIMITS._replace(unpacked=4000), "unpacked"),
        (ofd(text("甲", 20, 40))[:-30], LIMITS, "损坏"),
        (ofd(""), LIMITS, "没有文字"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, limits: Any, word: str) -> None:
    with pytest.raises(InputError, match=r"r\.ofd") as told:
        read("r.ofd", data, limits)
    assert word in told.value.zh


def test_no_path_leads_out_of_the_archive() -> None:
    document = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>../../../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    with pytest.raises(InputError) as told:
        read("r.ofd", ofd(text("甲", 20, 40), OFD_xml=document))
    assert "损坏" in told.value.zh


@needs_shared
def test_a_real_report_is_read_to_the_letter() -> None:
    data = (SHARED / "documents" / "foshan-2020.ofd").read_bytes()
    truth = json.loads((SHARED / "documents" / "foshan-2020.truth.json").read_text("utf-8"))
    source = read("foshan-2020.ofd", data)
    wanted = []
    for part in truth:
        wanted += [part["p"]] if "p" in part else [cell for row in part["table"] for cell in row]
    assert ["".join(line.split()) for line in lines(source)] == ["".join(w.split()) for w in wanted]
    codes = characters(data)
    for char, anchor in zip(source.text, source.anchors, strict=True):
        if anchor != NOWHERE:
            assert codes[anchor >> PAGE_SHIFT][anchor & 0xFFFFFFFF] == char


def characters(data: bytes) -> dict[int, str]:
    """The characters of each page's text codes, found without the reader."""
    from xml.etree import ElementTree

    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith("Content.xml"):
                number = int(name.split("Page_")[1].split("/")[0]) + 1
                root = ElementTree.fromstring(archive.read(name))
                found[number] = "".join(
                    e.text or "" for e in root.iter() if e.tag.endswith("TextCode")
                )
    return found
