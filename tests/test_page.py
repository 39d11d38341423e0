"""The HTML copy: its text is the report's, its marks are the findings', and it asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import REPORTS, SHARED, needs_shared

from checker.cli.files import Task
from checker.cli.pipeline import Settings, check_task, examine, read_source
from checker.copies import make
from checker.copies.page.tags import visible
from checker.copies.page.wording import place
from checker.findings.collect import collect
from checker.model.report import Cell, Paragraph, Report, Row, Table
from checker.model.rule import Words
from checker.model.text import Block, CellPlace, Location, Span, TablePlace
from checker.model.verdict import Checked, Finding, LedgerLine, Related

TOP = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(p for p in (TOP / "examples").iterdir() if p.suffix in (".txt", ".md"))
VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a browser would see: elements with their attributes and all the text inside them."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[dict[str, str]] = []
        self.all: list[dict[str, str]] = []
        self.feed(data.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        self.all.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def of(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [
            element
            for element in self.all
            if element["tag"] == tag
            and all(element.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> dict[str, str]:
        (found,) = self.of(tag, **attributes)
        return found


def checked_example(path: Path, lang: str = "zh") -> tuple[Checked, Report]:
    source = read_source(Task(str(path)))
    return examine(source, Settings(lang=lang, copies=("html",)))


def checked_of(
    report: Report, findings: Sequence[Finding] = (), *, notes: tuple[str, ...] = ()
) -> Checked:
    lines = (
        LedgerLine(made.rule(), 2, 1, 0, True),
        LedgerLine(made.rule("TYP-01"), 0, 0, 0, False, "no-place"),
    )
    return Checked(
        report.source, report.identity, made.pack(made.rule()), tuple(findings), lines, notes
    )


def page_of(report: Report, findings: Sequence[Finding] = (), lang: str = "zh") -> Page:
    return Page(make("html", report, checked_of(report, findings), b"", lang))


def finding(
    report: Report, span: Span, related: Sequence[Span] = (), rule: str = "SUM-01"
) -> Finding:
    location = Location(1, 1, 1, 2)
    return Finding(
        rule=rule,
        title=Words("题目", "title"),
        severity="error",
        outcome="fail",
        message=Words("说明", "message"),
        span=span,
        location=location,
        excerpt=report.text[slice(*span)],
        stated="",
        computed="",
        difference="",
        tolerance="",
        working="",
        related=tuple(
            Related("又见", location, report.text[slice(*near)], near) for near in related
        ),
        basis=(),
        fingerprint="0123456789abcdef0123",
    )


def marked(page: Page, number: int) -> str:
    """The words of the report that a finding's pieces hold."""
    return "".join(a["text"] for a in page.of("a") if str(number) in a.get("data-f", "").split())


def related(page: Page, number: int, at: int) -> str:
    """The words of a related place."""
    name = f"{number}-{at}"
    return "".join(a["text"] for a in page.of("a") if name in a.get("data-r", "").split())


def in_order(checked: Checked) -> list[Finding]:
    return sorted(checked.findings, key=lambda one: one.outcome == "undetermined")


def without_ends(text: str) -> str:
    return visible(text).replace("\n", "")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_marks_are_those_of_the_report(path: Path, lang: str) -> None:
    checked, report = checked_example(path, lang)
    page = Page(make("html", report, checked, b"", lang))
    assert page.one("article")["text"] == report.text.rstrip("\n")
    holds(page, checked)
    assert page.one("html")["lang"] == ("zh-CN" if lang == "zh" else "en")


@needs_shared
@pytest.mark.parametrize("name", REPORTS)
def test_real_reports_too(name: str) -> None:
    checked, report = checked_example(SHARED / "reports" / f"{name}.txt")
    page = Page(make("html", report, checked, b"", "zh"))
    assert page.one("article")["text"] == report.text.rstrip("\n")
    holds(page, checked)


def holds(page: Page, checked: Checked) -> None:
    """Every finding is on the page, its words are marked, and every link leads somewhere."""
    findings = in_order(checked)
    cards = [li for li in page.of("li") if li.get("class", "").startswith("card")]
    assert [card["id"] for card in cards] == [f"f{n + 1}" for n in range(len(findings))]
    for number, (one, card) in enumerate(zip(findings, cards, strict=True), 1):
        assert marked(page, number) == without_ends(one.excerpt)
        assert one.rule in card["text"]
        for shown in (one.working, one.computed, one.difference):
            assert shown in card["text"]
        for at, near in enumerate(one.related):
            assert related(page, number, at) == without_ends(near.excerpt if near.span.end else "")
    ids = [element["id"] for element in page.all if "id" in element]
    assert len(ids) == len(set(ids))
    for link in page.of("a"):
        assert link["href"][0] == "#"
        assert link["href"][1:] in ids


def test_a_number_stands_once_at_the_end_of_each_finding() -> None:
    report = made.report("甲乙丙丁戊己")
    found = [finding(report, Span(0, 4)), finding(report, Span(2, 6)), finding(report, Span(2, 4))]
    page = page_of(report, found)
    pieces = [(a["text"], a["data-f"], a.get("data-n")) for a in page.of("a") if "data-f" in a]
    assert pieces == [("甲乙", "1", None), ("丙丁", "1 2 3", "1,3"), ("戊己", "2", "2")]


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    broken = ("\x00", "\r", "\u202e", "\u2066", "\ud800", "\ufffe", "\x85", "\u2028", "\x1b")
    markup = ("<", ">", "&", '"', "'", "</script>", "</article>", "<!--", "]]>", "&lt;", "\n", "  ")
    hostile = st.sampled_from((*broken, *markup))
    parts = draw(st.lists(st.one_of(hostile, st.text(max_size=5)), min_size=1, max_size=12))
    text = "".join(parts) + "文"
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=6))
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@given(texts_with_spans(), st.sampled_from(["zh", "en"]))
def test_any_text_comes_through_whole(case: tuple[str, list[Span]], lang: str) -> None:
    text, spans = case
    report = made.report(text)
    found = [finding(report, span, spans[:2]) for span in spans]
    data = make("html", report, checked_of(report, found), b"", lang)
    # A parser makes a line end of what html.parser leaves as it is.
    assert b"\r" not in data
    assert b"\x00" not in data
    page = Page(data)
    paragraphs = [visible(text[slice(*p.span)]) for p in report.paragraphs]
    assert page.one("article")["text"] == "\n".join(paragraphs)
    ids = {element["id"] for element in page.all if "id" in element}
    for number, span in enumerate(spans, 1):
        assert marked(page, number) == without_ends(text[slice(*span)])
        if marked(page, number):
            assert f"m{number}" in ids
    assert len(page.of("script")) == 1
    assert len(page.of("article")) == 1


def test_hostile_words_stay_words() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e'
    report = made.report(f"甲{evil}乙")
    source = replace(report.source, path=f"C:\\资料\\{evil.replace('/', '')}.txt", member=evil)
    identity = replace(report.identity, organisation=evil, region=(evil,))
    report = replace(report, source=source, identity=identity)
    one = replace(
        finding(report, Span(0, 9), [Span(3, 12)]),
        title=Words(evil),
        message=Words(evil),
        working=evil,
        stated=evil,
        computed=evil,
        missing=(evil,),
        basis=(Words(evil),),
        fingerprint=evil,
        fix=evil,
        location=Location(1, 1, 1, 2, member=evil, section=(evil,)),
    )
    checked = replace(checked_of(report, [one], notes=(evil,)), source=source, identity=identity)
    page = Page(make("html", report, checked, b"", "zh"))
    assert len(page.of("script")) == 1
    assert page.of("img") == []
    assert not any(
        name.startswith("on") for element in page.all for name in element if name != "open"
    )
    assert "C:\\资料" not in page.one("span", class_="file")["text"]


def test_nothing_is_fetched_and_only_its_own_script_runs() -> None:
    checked, report = checked_example(TOP / "examples" / "school.txt")
    data = make("html", report, checked, b"", "zh")
    page = Page(data)
    assert data.index(b'<meta charset="utf-8">') < 200
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none';")
    for name in ("style", "script"):
        digest = hashlib.sha256(page.one(name)["text"].encode()).digest()
        assert f"{name}-src 'unsafe-inline' 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert "://" not in data.decode()
    assert not {"link", "img", "iframe", "object", "base", "form"} & {e["tag"] for e in page.all}
    assert not any("src" in e or "style" in e for e in page.all)
    assert not re.search(r"url\(|@import|@font-face", page.one("style")["text"])


def test_the_same_findings_give_the_same_bytes() -> None:
    first = checked_example(TOP / "examples" / "township.md")
    second = checked_example(TOP / "examples" / "township.md")
    assert make("html", first[1], first[0], b"", "zh") == make(
        "html", second[1], second[0], b"x", "zh"
    )


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_script_is_a_script() -> None:
    script = TOP / "checker" / "copies" / "page" / "page.js"
    subprocess.run(["node", "--check", str(script)], check=True)


def test_the_script_is_of_an_old_browser() -> None:
    script = (TOP / "checker" / "copies" / "page" / "page.js").read_text("utf-8")
    code = re.sub(r"/\*.*?\*/|//[^\n]*|'[^'\n]*'", "", script, flags=re.DOTALL)
    newer = r"=>|\b(?:let|const|class|async|await|import|export|fetch|Promise|Map|Set)\b|`"
    newer += r"|\.(?:closest|includes|matches|append|remove|from|assign|startsWith|find|dataset)\("
    assert re.findall(newer, code) == []
    style = (TOP / "checker" / "copies" / "page" / "page.css").read_text("utf-8")
    assert (
        re.findall(r"var\(|display:\s*(?:inline-)?grid|:is\(|:where\(|clamp\(|inset:", style) == []
    )


def test_nothing_found_is_said_with_what_was_checked() -> None:
    checked, report = checked_example(TOP / "examples" / "careful.txt")
    page = Page(make("html", report, checked, b"", "zh"))
    assert page.one("p", class_="none")["text"] == "没有发现问题。"
    assert "条标准" in page.one("p", class_="summary")["text"]
    assert "open" in page.one("details", class_="ledger")
    rows = page.one("table", id="ledger")["text"]
    assert all(line.rule.id in rows for line in checked.ledger)
    assert page.of("div", class_="tools") == []


def test_undetermined_stand_apart_with_what_would_decide_them() -> None:
    report = made.report("甲乙丙")
    open_one = replace(
        finding(report, Span(0, 1)), outcome="undetermined", missing=("部门预算批复日期",)
    )
    page = page_of(report, [open_one, finding(report, Span(1, 2))])
    first, second = page.of("ol", class_="cards")
    assert "还需部门预算批复日期" not in first["text"]
    assert "还需部门预算批复日期" in second["text"]
    assert marked(page, 1) == "乙"
    assert marked(page, 2) == "甲"


def test_what_stands_nowhere_is_of_the_whole_report() -> None:
    report = made.report("甲乙丙")
    nowhere = replace(finding(report, Span(0, 0)), location=Location(None, None, None, None))
    page = page_of(report, [nowhere])
    assert "全文" in page.one("li", id="f1")["text"]
    assert page.of("a", href="#m1") == []


def test_the_reader_s_confidence_is_said() -> None:
    report = made.report("甲乙丙")
    page = page_of(report, [replace(finding(report, Span(0, 1)), confidence=Decimal("0.87"))])
    assert "识读把握 0.87" in page.one("li", id="f1")["text"]


@pytest.mark.parametrize(
    ("location", "zh", "en"),
    [
        (Location(100, 16, 100, 29), "第100行第16列", "line 100, column 16"),
        (
            Location(5, 2, 5, 3, table=TablePlace(0, 2, 1, "决算数")),
            "第5行第2列",
            "line 5, column 2",
        ),
        (Location(None, None, None, None), "", ""),
        (Location(None, None, None, None, paragraph=12), "第12段", "paragraph 12"),
        (Location(7, 1, 7, 2, page=3), "第3页", "page 3"),
        (Location(9, 1, 9, 2, cell="收支表!B7"), "单元格收支表!B7", "cell 收支表!B7"),
        (
            Location(None, None, None, None, paragraph=9, table=TablePlace(0, 2, 1, "决算数")),
            "第9段，表1第3行，“决算数”列",
            "paragraph 9, table 1 row 3, “决算数”",
        ),
    ],
)
def test_places_in_words(location: Location, zh: str, en: str) -> None:
    assert place(location, "zh") == zh
    assert place(location, "en") == en


def test_a_table_of_pipes_is_a_table() -> None:
    checked, report = checked_example(TOP / "examples" / "township.md")
    shown = table_cells(Page(make("html", report, checked, b"", "zh")))
    words = [(tag, text.strip("|-: \n")) for tag, text, _, _ in shown]
    assert words[:6] == [
        ("th", "支出类型"),
        ("th", "年初预算数"),
        ("th", "调整预算数"),
        ("th", "决算数"),
        ("td", "一、基本支出"),
        ("td", "6,852,300.00"),
    ]


def test_two_rows_of_headers_are_shown_as_two() -> None:
    checked, report = checked_example(TOP / "tests" / "reports" / "finance-district.md")
    shown = table_cells(Page(make("html", report, checked, b"", "zh")))
    words = [(tag, text.strip("|-: \n")) for tag, text, _, _ in shown]
    assert words[:10] == [
        ("th", "支出项目"),
        ("th", "2023年"),
        ("th", "2023年"),
        ("th", "2023年"),
        ("th", "2022年"),
        ("th", "决算较上年"),
        ("th", "决算较上年"),
        ("td", ""),
        ("th", "年初预算"),
        ("th", "调整后预算"),
    ]


def test_the_scorecard_links_to_the_scores() -> None:
    done = check_task(Task(str(TOP / "examples" / "school.txt")), Settings(copies=("html",)))
    ((name, data),) = done.copies
    assert name == "html"
    page = Page(data)
    card = page.one("details", class_="scorecard")["text"]
    assert "预算编制10分9.5分" in card
    links = [a["href"][1:] for a in page.of("a") if a["href"].startswith("#s")]
    assert len(links) == 10
    assert set(links) <= {i["id"] for i in page.of("i") if "id" in i}


def laid(cells: Sequence[tuple[str, CellPlace]]) -> Report:
    """A report of a sentence and a table as a file has it."""
    report = made.report("\n".join(["前文", *(word for word, _ in cells)]))
    blocks = (Block(), *(Block(cell=place) for _, place in cells))
    paragraphs = tuple(
        replace(paragraph, kind="table" if at else "text")
        for at, paragraph in enumerate(report.paragraphs)
    )
    source = replace(report.source, format="word", blocks=blocks)
    return replace(report, source=source, paragraphs=paragraphs)


def table_cells(page: Page) -> list[tuple[str, str, str | None, str | None]]:
    """The cells of the tables of the text: element, words, rows and columns covered."""
    end = page.all.index(page.one("section", id="found"))
    return [
        (e["tag"], e["text"].strip(), e.get("rowspan"), e.get("colspan"))
        for e in page.all[:end]
        if e["tag"] in ("td", "th")
    ]


def test_cells_of_the_file_stand_where_they_stood() -> None:
    report = laid(
        [
            ("项目", CellPlace(0, 0, 0, rows=2)),
            ("金额", CellPlace(0, 0, 1, columns=2)),
            ("预算", CellPlace(0, 1, 1)),
            ("决算", CellPlace(0, 1, 2)),
            ("甲", CellPlace(0, 2, 0)),
            ("2", CellPlace(0, 2, 2)),
        ]
    )
    page = page_of(report, [finding(report, made.span(report, "决算"))])
    assert table_cells(page) == [
        ("th", "项目", "2", None),
        ("th", "金额", None, "2"),
        ("td", "预算", None, None),
        ("td", "决算", None, None),
        ("td", "甲", None, None),
        ("td", "", None, None),
        ("td", "2", None, None),
    ]
    assert marked(page, 1) == "决算"
    assert page.one("article")["text"] == report.text


def test_empty_rows_and_columns_of_a_sheet_take_no_room() -> None:
    report = laid(
        [
            ("甲", CellPlace(0, 3, 5, rows=1_000_000, columns=2)),
            ("乙", CellPlace(0, 3, 9_000)),
            ("丙", CellPlace(0, 800_000, 9_000)),
        ]
    )
    assert table_cells(page_of(report)) == [
        ("th", "甲", "2", None),
        ("th", "乙", None, None),
        ("td", "丙", None, None),
    ]


def test_two_tables_in_a_row_are_two() -> None:
    report = laid([("甲", CellPlace(0, 0, 0)), ("乙", CellPlace(1, 0, 0))])
    page = page_of(report)
    assert [words for _, words, _, _ in table_cells(page)] == ["甲", "乙"]
    assert len(page.of("table")) == 3
    assert page.one("article")["text"] == report.text


def test_cells_in_no_order_are_lines() -> None:
    report = laid([("甲", CellPlace(0, 1, 0)), ("乙", CellPlace(0, 0, 0))])
    page = page_of(report)
    assert table_cells(page) == []
    assert [p["text"] for p in page.of("p", class_="row")] == ["甲", "乙"]


def test_figures_without_a_column_stand_behind_their_label() -> None:
    text = "项目 预算 决算\n甲 10\n乙 1 2\n"
    report = made.report(text.rstrip("\n"))
    span = {word: made.span(report, word) for word in ("项目", "预算", "决算", "甲", "乙", "1 2")}

    def cell(at: Span | None) -> Cell:
        return Cell(Span(0, 0), "") if at is None else Cell(at, report.text[slice(*at)])

    start = span["1 2"].start
    rows = (
        Row((cell(span["甲"]), cell(None), cell(None))),
        Row((cell(span["乙"]), cell(Span(start, start + 1)), cell(Span(start + 2, start + 3)))),
    )
    header = tuple(cell(span[word]) for word in ("项目", "预算", "决算"))
    table = Table(0, Span(0, len(report.text)), None, "", Decimal(1), header, rows)
    paragraphs = tuple(Paragraph(p.span, "table", table=0) for p in report.paragraphs)
    page = page_of(replace(report, tables=(table,), paragraphs=paragraphs))
    assert table_cells(page) == [
        ("th", "项目", None, None),
        ("th", "预算", None, None),
        ("th", "决算", None, None),
        ("td", "甲", None, None),
        ("td", "10", None, "2"),
        ("td", "乙", None, None),
        ("td", "1", None, None),
        ("td", "2", None, None),
    ]
    assert page.one("article")["text"] == report.text


def test_a_note_below_a_table_is_no_cell_of_its_last_row() -> None:
    report = made.report("项目 说明\n合计\n注：单位为万元")
    spans = {word: made.span(report, word) for word in ("项目", "说明", "合计")}
    header = tuple(Cell(spans[word], word) for word in ("项目", "说明"))
    rows = (Row((Cell(spans["合计"], "合计"), Cell(Span(0, 0), ""))),)
    table = Table(0, Span(0, 8), None, "", Decimal(1), header, rows)
    paragraphs = tuple(Paragraph(p.span, "table", table=0) for p in report.paragraphs)
    page = page_of(replace(report, tables=(table,), paragraphs=paragraphs))
    assert table_cells(page)[2:] == [
        ("td", "合计", None, None),
        ("td", "", None, None),
        ("td", "注：单位为万元", None, "2"),
    ]


def test_a_finding_about_what_sets_cells_apart_is_seen() -> None:
    report = made.report("甲|乙")
    cells = (Cell(Span(0, 1), "甲"), Cell(Span(2, 3), "乙"))
    table = Table(0, Span(0, 3), None, "", Decimal(1), cells, ())
    paragraphs = (Paragraph(Span(0, 3), "table", table=0),)
    report = replace(report, tables=(table,), paragraphs=paragraphs)
    assert [s["text"] for s in page_of(report).of("s")] == ["|"]
    assert page_of(report, [finding(report, Span(1, 2))]).of("s") == []


def test_many_findings_and_a_whole_table_of_them() -> None:
    text = "\n".join(f"第{n}段写了{n}万元。" for n in range(500))
    report = made.report(text)
    found = [
        finding(report, made.span(report, f"{n}万元。"), [Span(0, 2)]) for n in range(0, 500, 5)
    ]
    page = page_of(report, found)
    assert all(marked(page, n + 1) == found[n].excerpt for n in range(len(found)))
    assert related(page, 100, 0) == text[:2]


def test_verdicts_of_rules_come_through() -> None:
    report = made.report("合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。")
    parts = [("基本支出", "600.25万元"), ("项目支出", "222.25万元")]
    verdict = made.fail(report, made.rule(), "820.50万元", parts)
    found = collect(report, [verdict])
    page = page_of(report, found)
    assert marked(page, 1) == "820.50万元"
    assert related(page, 1, 0) == "600.25万元"
    card = page.one("li", id="f1")
    assert card["data-level"] == "error"
    assert card["data-family"] == "SUM"
    assert "822.50万元" in card["text"]
