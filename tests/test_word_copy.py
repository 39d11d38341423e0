"""Marked copies of Word files: comments on exactly the words of findings, all else as it was."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made import fail, pack, rule
from reading import report_of
from shared import SHARED, needs_shared
from word_made import box, docx, field, level, listed, numbering, p, r, table, tr

from checker.cli.pipeline import Settings, examine
from checker.copies import make
from checker.errors import InputError
from checker.findings.collect import collect
from checker.model.limits import LIMITS
from checker.model.report import Report
from checker.model.text import Span
from checker.model.verdict import Checked, Verdict
from checker.readers import read
from checker.readers.word.names import W
from checker.readers.word.package import open_package, relations, strict, transitional
from checker.readers.word.walk import Walked, walk

RULE = rule()


def walked(data: bytes) -> Walked:
    return walk(open_package("报告.docx", data, LIMITS))


def checked(report: Report, verdicts: Sequence[Verdict]) -> Checked:
    findings = collect(report, verdicts)
    return Checked(report.source, report.identity, pack(RULE), findings, ())


def marked(data: bytes, words: Iterable[str], lang: str = "zh") -> bytes:
    """The copy with a finding on each of these words."""
    report = report_of(data, "报告.docx")
    return make(
        "docx", report, checked(report, [fail(report, RULE, one) for one in words]), data, lang
    )


def commented(data: bytes) -> dict[str, str]:
    """The visible characters in the range of each comment, by its id. A comment must be there,
    and its range begin, end and be referred to once."""
    found = walked(data)
    held = {piece.node: piece.text for piece in found.pieces}
    ranges: dict[str, str] = {}
    known = {one.get(W + "id") for one in comments(data)}
    references = []
    for root in found.roots.values():
        open_: set[str] = set()
        for node in root.iter():
            id = node.get(W + "id") if isinstance(node.tag, str) else None
            if node.tag == W + "commentRangeStart":
                assert id not in ranges
                open_.add(id)
                ranges[id] = ""
            elif node.tag == W + "commentRangeEnd":
                open_.remove(id)
            elif node.tag == W + "commentReference":
                references.append(id)
            for each in open_:
                ranges[each] += held.get(node, "")
        assert open_ == set()
    assert sorted(references) == sorted(ranges) == sorted(known)
    return ranges


def comments(data: bytes) -> list[etree._Element]:
    package = open_package("报告.docx", data, LIMITS)
    names = [one.target for one in relations(package, walked(data).main) if one.kind == "comments"]
    assert len(names) == 1
    with ZipFile(BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        assert types.count(f'PartName="/{names[0]}"') == 1
        return list(etree.fromstring(transitional(archive.read(names[0]))))


def characters(data: bytes) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each visible character with the properties of its run and what it stands in."""
    made = []
    for piece in walked(data).pieces:
        run = next(piece.node.iterancestors(W + "r"), None)
        props = None if run is None else run.find(W + "rPr")
        look = "" if props is None else etree.tostring(props, method="c14n").decode()
        around = tuple(str(one.tag) for one in piece.node.iterancestors())
        made += [(c, look, around) for c in piece.text]
    return made


def rest(data: bytes) -> list[str]:
    """All elements but comments, runs and texts, in order, with what is deleted."""
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    out = []
    for root in walked(data).roots.values():
        for node in root.iter():
            skipped = node.tag in {W + name for name in (*marks, "r", "t", "rPr")}
            if not skipped and next(node.iterancestors(W + "rPr"), None) is None:
                out.append(f"{node.tag} {sorted(node.attrib.items())} {node.text or ''}")
    return out


def unchanged(data: bytes, copy: bytes) -> None:
    """Asserts that a copy is its file but for comments."""
    assert characters(copy) == characters(data)
    assert rest(copy) == rest(data)
    with ZipFile(BytesIO(data)) as old, ZipFile(BytesIO(copy)) as new:
        assert new.testzip() is None
        names = old.namelist()
        assert new.namelist()[: len(names)] == names
        parts = {*walked(data).roots, "[Content_Types].xml", "word/_rels/document.xml.rels"}
        for info in old.infolist():
            if info.filename not in parts and not info.filename.endswith("comments.xml"):
                assert new.read(info.filename) == old.read(info.filename)
                assert new.getinfo(info.filename).compress_type == info.compress_type


def test_a_comment_stands_on_exactly_the_words() -> None:
    data = docx(p("全年支出", r("合计820.50万元", "<w:b/>"), "，其中基本支出600.25万元。"))
    copy = marked(data, ["820.50万元", "支出合计8"])
    assert commented(copy) == {"0": "支出合计8", "1": "820.50万元"}
    unchanged(data, copy)


def test_a_comment_says_what_is_wrong_and_why() -> None:
    data = docx(p("支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。"))
    report = report_of(data, "报告.docx")
    parts = (("基本支出", "600.25万元"), ("项目支出", "222.25万元"))
    found = checked(report, [fail(report, RULE, "820.50万元", parts)])
    said = {}
    for lang in ("zh", "en"):
        (one,) = comments(make("docx", report, found, data, lang))
        assert one.get(W + "author") == "jixiao 绩效"
        assert one.get(W + "date") is None
        said[lang] = ["".join(line.itertext()) for line in one]
    assert said["zh"][:3] == [
        "【错误】FS-SUM-01",
        "支出合计820.50万元，各项之和822.50万元，相差2.00万元",
        "算式：600.25 + 222.25 = 822.50 ≠ 820.50 万元；容差0.005万元",
    ]
    assert said["zh"][3].startswith("涉及：基本支出 600.25万元")
    assert said["zh"][4] == "依据：财预〔2013〕53号第三条"
    assert said["en"][:2] == [
        "[error] FS-SUM-01",
        "total 820.50万元, parts 822.50万元, off by 2.00万元",
    ]


def test_what_is_undetermined_is_said_to_be_so() -> None:
    data = docx(p("执行率为97%。"))
    report = report_of(data, "报告.docx")
    verdict = Verdict(RULE, "undetermined", Span(4, 7), missing=("年初预算数",))
    copy = make("docx", report, checked(report, [verdict]), data, "zh")
    (one,) = comments(copy)
    assert "".join(one[0].itertext()) == "【无法判断】FS-SUM-01"
    assert commented(copy) == {"0": "97%"}


def test_findings_without_a_place_are_one_comment_on_the_title() -> None:
    data = docx(p("") + p("某局自评", "报告") + p("正文。"))
    report = report_of(data, "报告.docx")
    other = rule("EXE-01", "warning", "没有写执行率")
    found = checked(report, [Verdict(RULE, "fail", None), Verdict(other, "fail", None)])
    copy = make("docx", report, found, data, "zh")
    assert commented(copy) == {"0": "某局自评报告"}
    (one,) = comments(copy)
    said = "\n".join("".join(line.itertext()) for line in one)
    assert "【错误】FS-SUM-01" in said
    assert "【警告】EXE-01\n没有写执行率" in said


def test_without_findings_the_copy_is_the_file() -> None:
    data = docx(p("正文。"))
    assert marked(data, []) == data


NEW = f'<w:ins w:id="7" w:author="x" w:date="2026-01-01T00:00:00Z">{r("新增收入90万元", "<w:i/>")}</w:ins>'
OLD = '<w:del w:id="8" w:author="x"><w:r><w:delText>旧数80万元</w:delText></w:r></w:del>'


def test_tracked_changes_stay_and_what_is_deleted_is_not_marked() -> None:
    data = docx(p("收支", OLD, NEW, "为全年数。"))
    copy = marked(data, ["收支新增", "90万元为"])
    assert commented(copy) == {"0": "收支新增", "1": "90万元为"}
    unchanged(data, copy)
    root = walked(copy).roots["word/document.xml"]
    for gone in root.iter(W + "del"):
        assert [child.tag for child in gone] == [W + "r"]


def test_links_controls_and_signs_are_split_where_the_words_end() -> None:
    link = f'<w:hyperlink w:anchor="x">{r("链接文字")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件内容')}</w:sdtContent></w:sdt>"
    signs = "<w:r><w:t>左</w:t><w:tab/><w:t>右边</w:t><w:br/><w:t>下行</w:t></w:r>"
    data = docx(p("前", link, control, field("HYPERLINK x", "网址")) + p(signs))
    words = ["接文", "字控", "件内容网", "址", "边", "下"]
    copy = marked(data, words)
    assert sorted(commented(copy).values()) == sorted(words)
    unchanged(data, copy)


def test_formulas_and_fields_are_marked_as_a_whole() -> None:
    math = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    simple = f'<w:fldSimple w:instr="DATE">{r("九月一日")}</w:fldSimple>'
    data = docx(p("式", math, "等于", simple, "见", field("REF a", "附表二"), "止"))
    copy = marked(data, ["+", "月一", "见附", "表"])
    assert commented(copy) == {"0": "a+b", "1": "九月一日", "2": "见附表二", "3": "附表二"}
    unchanged(data, copy)


def test_words_over_cells_and_paragraphs_are_marked_from_first_to_last() -> None:
    data = docx(p("甲乙") + p("丙丁") + table(tr("支出", "12.5", "余"), tr("合计", "12.5", "无")))
    report = report_of(data, "报告.docx")
    verdicts = [
        Verdict(RULE, "fail", Span(report.text.index("乙"), report.text.index("丁"))),
        Verdict(RULE, "fail", Span(report.text.index("12.5"), report.text.index("合计") + 1)),
    ]
    copy = make("docx", report, checked(report, verdicts), data, "zh")
    assert commented(copy) == {"0": "乙丙", "1": "12.5余合"}
    unchanged(data, copy)


def test_an_automatic_number_is_marked_where_its_paragraph_begins() -> None:
    parts = {"numbering": numbering(level(0, "chineseCounting", "%1、"))}
    data = docx(listed(1, 0, "基本情况") + p("正文"), parts)
    copy = marked(data, ["一、", "、基本"])
    assert commented(copy) == {"0": "基", "1": "基本"}
    unchanged(data, copy)


def test_comments_that_are_there_keep_their_ids() -> None:
    mine = (
        '<w:commentRangeStart w:id="4"/>'
        + r("已有批注")
        + '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
    )
    old = f'<w:comment w:id="4" w:author="审核人">{p("请核实")}</w:comment>'
    data = docx(p("前", mine, "后"), {"comments": old})
    copy = marked(data, ["有批", "注后"])
    assert commented(copy) == {"4": "已有批注", "5": "有批", "6": "注后"}
    assert etree.tostring(comments(copy)[0]) == etree.tostring(comments(data)[0])
    unchanged(data, copy)


def test_words_in_text_boxes_and_notes_are_marked_where_these_hang_on_the_text() -> None:
    foot = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = {"footnotes": f'<w:footnote w:id="2">{p("脚注里的数")}</w:footnote>'}
    data = docx(p("正文", foot, box(p("框内的数")), "其后"), notes)
    copy = marked(data, ["框内的", "脚注里的"])
    package = open_package("报告.docx", copy, LIMITS)
    assert relations(package, "word/document.xml")[-1].kind == "comments"
    root = walked(copy).roots["word/document.xml"]
    for start, inside in zip(
        root.iter(W + "commentRangeStart"), ("footnoteReference", "txbxContent"), strict=True
    ):
        assert start.getparent().tag == W + "p"
        assert next(start.itersiblings(W + "r")).find(f".//{W}{inside}") is not None
    unchanged(data, copy)


def test_strict_files_stay_strict() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(docx(p("严格的数9")))) as archive, ZipFile(out, "w") as made:
        for info in archive.infolist():
            made.writestr(info, strict(archive.read(info)))
    copy = marked(out.getvalue(), ["数9"])
    with ZipFile(BytesIO(copy)) as archive:
        for name in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
            content = archive.read(name)
            assert b"http://purl.oclc.org/ooxml/" in content
            assert b"schemas.openxmlformats.org/officeDocument" not in content
    assert commented(copy) == {"0": "数9"}


def test_a_file_of_another_kind_is_refused() -> None:
    report = report_of("正文。\n")
    with pytest.raises(InputError, match=r"only \.docx"):
        make("docx", report, checked(report, []), "正文。\n".encode(), "zh")


SIGNS = st.sampled_from(["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"])
TEXTS = st.text("甲乙丙丁 ", min_size=1, max_size=4).map(
    lambda text: f'<w:t xml:space="preserve">{text}</w:t>'
)
PROPS = st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="21"/></w:rPr>'])
RUNS = st.builds(
    lambda props, inner: f"<w:r>{props}{''.join(inner)}</w:r>",
    PROPS,
    st.lists(st.one_of(TEXTS, TEXTS, SIGNS), min_size=1, max_size=4),
)
AROUND = st.sampled_from(
    ["{}", "{}", '<w:ins w:id="1" w:author="x">{}</w:ins>', '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
     "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"]
)  # fmt: skip
PARAGRAPHS = st.lists(
    st.lists(st.builds(str.format, AROUND, RUNS), min_size=1, max_size=4).map("".join),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6))
def test_any_span_of_any_runs_is_marked_exactly(
    paragraphs: list[str], places: list[tuple[int, int]]
) -> None:
    data = docx("".join(map(p, paragraphs)) + p("末尾一段文字。"))
    report = report_of(data, "报告.docx")
    length = len(report.text)
    spans = [Span(start % length, min(length, start % length + size)) for start, size in places]
    spans = [span for span in spans if report.text[span.start : span.end].strip("\n")]
    found = checked(report, [Verdict(RULE, "fail", span) for span in spans])
    copy = make("docx", report, found, data, "zh")
    unchanged(data, copy)
    if found.findings:
        shown = list(commented(copy).values())
        for one in found.findings:
            if "\n" in one.excerpt:  # blanks around a paragraph are not in the text
                assert "".join(one.excerpt.split()) in ["".join(text.split()) for text in shown]
            else:
                assert one.excerpt in shown
        assert len(shown) == len(found.findings)


# What LibreOffice makes of a copy.

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def opened(data: bytes, folder: Path) -> etree._Element:
    """The document as LibreOffice understands it."""
    path = folder / "copy.docx"
    path.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fodt",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return etree.parse(str(path.with_suffix(".fodt")), etree.XMLParser(huge_tree=True)).getroot()


def annotated(root: etree._Element) -> list[str]:
    """The characters in the range of each comment, in order."""
    ranges: dict[str, list[str]] = {}
    open_: set[str] = set()

    def meet(text: str | None) -> None:
        for name in open_:
            ranges[name].append(text or "")

    def go(node: etree._Element) -> None:
        name = node.get(OFFICE + "name") or ""
        if node.tag == OFFICE + "annotation":
            ranges[name] = []
            open_.add(name)
            return
        if node.tag == OFFICE + "annotation-end":
            open_.remove(name)
        if node.tag == TEXT + "tracked-changes":
            return
        if node.tag == TEXT + "s":
            meet(" " * int(node.get(TEXT + "c", "1")))
        meet(node.text)
        for child in node:
            go(child)
            meet(child.tail)

    go(root.find(f".//{OFFICE}body"))
    assert open_ == set()
    return ["".join(said) for said in ranges.values()]


@needs_office
def test_libreoffice_finds_each_comment_at_its_words(tmp_path: Path) -> None:
    link = f'<w:hyperlink w:anchor="x">{r("链接文字")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件内容')}</w:sdtContent></w:sdt>"
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    rows = table(tr("支出", "12.50"), tr("合计", "25.00")).replace("<w:tr>", grid + "<w:tr>", 1)
    data = docx(p("收支", OLD, NEW, "为全年数。") + p("前", link, control, "后") + rows + p("完"))
    words = ["收支", "90万元", "全年", "接文", "件内", "12.50", "合计"]
    copy = marked(data, words)
    assert commented(copy) == dict(zip("0123456", words, strict=True))
    root = opened(copy, tmp_path)
    assert annotated(root) == words
    assert [len(list(root.iter(TEXT + kind))) for kind in ("insertion", "deletion")] == [1, 1]


@needs_shared
@needs_office
@pytest.mark.parametrize("name", ["foshan-2020.autonum", "guangdong-2020.styled"])
def test_a_report_opens_with_each_comment_at_its_words(name: str, tmp_path: Path) -> None:
    path = SHARED / "documents" / f"{name}.docx"
    data = path.read_bytes()
    found, report = examine(read(path.name, data), Settings())
    copy = make("docx", report, found, data, "zh")
    unchanged(data, copy)
    known = report.source.anchors
    wanted = []
    for one in found.findings:
        if one.span.start == one.span.end:
            continue
        held = [at for at in range(*one.span) if known[report.place(at)] != 2**64 - 1]
        wanted.append("".join(report.text[at] for at in held))
    shown = annotated(opened(copy, tmp_path))
    assert len(wanted) > 5
    for words in filter(None, wanted):
        assert words.replace("\n", "") in [one.replace("\n", "") for one in shown], words


def test_entries_whose_sizes_stand_behind_them_are_copied() -> None:
    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *where: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    out = Stream()
    with ZipFile(BytesIO(docx(p("全年收入9万元。")))) as archive, ZipFile(out, "w", 8) as made:
        for info in archive.infolist():
            with made.open(info.filename, "w") as entry:
                entry.write(archive.read(info))
    data = out.getvalue()
    with ZipFile(BytesIO(data)) as archive:
        assert all(info.flag_bits & 8 for info in archive.infolist())
    copy = marked(data, ["9万元"])
    assert commented(copy) == {"0": "9万元"}
    with ZipFile(BytesIO(copy)) as archive:
        assert archive.read("word/media/image1.bin") == b"picture" * 9
        assert archive.testzip() is None
