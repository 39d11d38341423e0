"""A workbook of a whole batch, to be worked through by a reviewer: reports, findings, scores, and
what could not be judged."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from checker import __version__
from checker.model.verdict import Checked, Failure, Finding
from checker.output.ledger import standing
from checker.output.look import Look, level, place, related, remark
from checker.wording import listed, say

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Characters (of UTF-16) that a cell may hold."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them."""
MEASURED = 300
"""Rows by which the width of a column is chosen."""
LINE = 13.5
"""Points a line of a cell takes."""
TALLEST = 409
"""Points a row may have."""
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
MADE = datetime.datetime(2020, 1, 1)
"""The day the file says it was made: one content, one file."""

COMMON: dict[str, object] = {"valign": "top", "text_wrap": True, "font_size": 10}
"""How every cell looks; a cell that looks like nothing else names no style, which is faster."""
STYLES: dict[str, dict[str, object]] = {
    "number": {"align": "center"},
    # What a spreadsheet would take for a formula as soon as somebody edits the cell.
    "quoted": {"quote_prefix": True},
    "share": {"num_format": "0%"},
    "head": {"bold": True, "bg_color": "#D9E1F2", "valign": "vcenter", "border": 1},
    "asked": {"bold": True, "bg_color": "#FFF2CC", "valign": "vcenter", "border": 1},
    "error": {"font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "warning": {"font_color": "#7F6000", "bg_color": "#FFEB9C"},
    "info": {"font_color": "#1F4E79", "bg_color": "#DDEBF7"},
    "indent1": {"indent": 1},
    "indent2": {"indent": 2},
    "indent3": {"indent": 3},
}


class Styled(NamedTuple):
    """A cell that does not look like the others: its value and one of ``STYLES``."""

    value: Cell
    style: str


Cell = str | int | Decimal | None
Row = Sequence["Cell | Styled"]


class Sheet(NamedTuple):
    """A sheet: its key in the catalogue of messages, the columns (key, greatest width), the rows.

    ``printed`` is how many of the columns are printed, ``asked`` are those that the reviewer fills.
    """

    key: str
    columns: tuple[tuple[str, int], ...]
    rows: Iterator[Row]
    printed: int
    asked: tuple[str, ...] = ()


REPORTS = (
    ("file", 40), ("state", 10), ("organisation", 26), ("region", 16), ("year", 8), ("error", 8),
    ("warning", 8), ("info", 8), ("undetermined", 10), ("applied", 10), ("passed", 8),
    ("notes", 60), ("pack", 26), ("version", 8), ("hash", 16),
)  # fmt: skip
FINDINGS = (
    ("file", 26), ("organisation", 18), ("severity", 8), ("rule", 14), ("title", 22),
    ("place", 14), ("section", 26), ("excerpt", 26), ("message", 46), ("working", 28),
    ("decision", 12), ("remark", 20), ("stated", 16), ("computed", 16), ("difference", 16),
    ("tolerance", 12), ("related", 60), ("basis", 50), ("confidence", 10), ("fingerprint", 20),
)  # fmt: skip
SCORES = (
    ("file", 30), ("organisation", 24), ("indicator", 34), ("level", 8), ("most", 10), ("got", 10),
    ("recomputed", 12), ("difference", 10), ("reason", 60), ("place", 14),
)  # fmt: skip
UNDETERMINED = (
    ("file", 30), ("organisation", 20), ("rule", 14), ("title", 28), ("place", 14),
    ("section", 24), ("excerpt", 28), ("message", 56), ("missing", 30),
)  # fmt: skip


def render(results: Sequence[Checked | Failure], look: Look) -> bytes:
    """The file, of one content for the same results."""
    lang = look.lang
    checked = [result for result in results if isinstance(result, Checked)]
    sheets = (
        Sheet("reports", REPORTS, (_report(each, lang) for each in results), 12),
        Sheet("findings", FINDINGS, _findings(checked, lang), 12, ("decision", "remark")),
        Sheet("scores", SCORES, _scores(checked, lang), 10),
        Sheet("undetermined", UNDETERMINED, _undetermined(checked, lang), 9),
    )
    made = BytesIO()
    common = {**COMMON, **({"font_name": "宋体"} if lang == "zh" else {})}
    book = xlsxwriter.Workbook(made, {"in_memory": True, "default_format_properties": common})
    book.set_properties(
        {"title": say("book.name", lang), "author": f"jixiao {__version__}", "created": MADE}
    )
    formats = {name: book.add_format(own) for name, own in STYLES.items()}
    for sheet in sheets:
        _write(book, sheet, formats, lang)
    book.close()
    return made.getvalue()


def _report(result: Checked | Failure, lang: str) -> Row:
    if isinstance(result, Failure):
        reason = re.sub(f"^{re.escape(result.path)}(?:：|: )", "", result.message)
        state = Styled(say("book.unchecked", lang), "error")
        return (result.path, state, *[None] * 9, reason)
    levels = [level(finding) for finding in result.findings]
    became = [standing(line) for line in result.ledger]
    identity, pack = result.identity, result.pack
    return (
        result.source.path,
        say("book.checked", lang),
        identity.organisation,
        "".join(identity.region),
        identity.year,
        *(levels.count(name) for name in ("error", "warning", "info", "undetermined")),
        sum(name != "applies-not" for name in became),
        became.count("pass"),
        "\n".join(result.notes),
        pack.id,
        pack.version,
        pack.hash[:12],
    )


def _findings(checked: Iterable[Checked], lang: str) -> Iterator[Row]:
    for report in checked:
        for one in report.findings:
            if one.outcome == "undetermined":
                continue
            yield (
                report.source.path,
                report.identity.organisation,
                Styled(say(one.severity, lang), one.severity),
                *_what(one, lang),
                one.working,
                *(None, None),
                *(one.stated, one.computed, one.difference, one.tolerance),
                "\n".join(related(near, lang) for near in one.related),
                "\n".join(basis.get(lang) for basis in one.basis),
                None if one.confidence is None else Styled(one.confidence, "share"),
                one.fingerprint,
            )


def _what(one: Finding, lang: str) -> Row:
    """What the sheets of findings and of what cannot be judged both say."""
    where = place(one.location, lang)
    section = " › ".join(one.location.section)
    return (one.rule, one.title.get(lang), where, section, one.excerpt, one.message.get(lang))


def _undetermined(checked: Iterable[Checked], lang: str) -> Iterator[Row]:
    for report in checked:
        for one in report.findings:
            if one.outcome == "undetermined":
                missing = listed(one.missing, lang)
                who = report.identity.organisation
                yield (report.source.path, who, *_what(one, lang), missing)


def _scores(checked: Iterable[Checked], lang: str) -> Iterator[Row]:
    for report in checked:
        card, who = report.scorecard, (report.source.path, report.identity.organisation)
        for line in card.lines if card is not None else ():
            depth = min(line.level - 1, 3)
            yield (
                *who,
                Styled(line.name, f"indent{depth}") if depth > 0 else line.name,
                line.level,
                *(line.most, line.got, line.computed, line.difference),
                remark(line, lang),
                place(line.location, lang) if line.location is not None else "",
            )
        if card is not None and card.grade:
            yield (*who, say("book.grade", lang), 0, "", card.grade)


def _write(book: Workbook, sheet: Sheet, formats: dict[str, Format], lang: str) -> None:
    """Adds a sheet to the book."""
    page = book.add_worksheet(say(f"book.{sheet.key}", lang))
    titles = [say(f"book.{name}", lang) for name, _ in sheet.columns]
    first = list(islice(sheet.rows, MEASURED))
    widths = []
    for index, (name, most) in enumerate(sheet.columns):
        style = "asked" if name in sheet.asked else "head"
        page.write_string(0, index, titles[index], formats[style])
        texts = [text for row in first if index < len(row) for text in _lines(row[index])]
        # A button of the filter stands beside the title.
        wanted = max(_width(titles[index]) + 4, *(_width(text[:most]) + 2 for text in texts), 0)
        widths.append(most if name in sheet.asked else min(wanted, most))
        page.set_column(index, index, widths[-1])
    last = 0
    for row in chain(first, sheet.rows):
        if last == MOST_ROWS - 1:
            page.write_string(last, 0, say("book.cut-rows", lang), formats["error"])
            break
        last += 1
        page.set_row(last, _height(row, widths[: sheet.printed]))
        _write_row(page, last, row, formats, lang)
    _lay_out(page, sheet, last, len(titles) - 1)
    if last and "decision" in sheet.asked:
        column = titles.index(say("book.decision", lang))
        choices = say("book.decisions", lang).split(",")
        page.data_validation(1, column, last, column, {"validate": "list", "source": choices})


def _write_row(
    page: Worksheet, number: int, row: Row, formats: dict[str, Format], lang: str
) -> None:
    for column, cell in enumerate(row):
        value, style = cell if isinstance(cell, Styled) else (cell, "")
        if isinstance(value, str):
            if value:
                text = _writable(value, lang)
                if not style and text[:1] in "=+-@":
                    style = "quoted"
                page.write_string(number, column, text, formats.get(style))
        elif value is not None:
            page.write_number(number, column, value, formats[style or "number"])


def _height(row: Row, widths: Sequence[int]) -> float:
    """The points that the lines of the fullest cell take: not every program finds them itself."""
    most = 1
    for text, room in zip(row, widths, strict=False):
        if isinstance(text, str) and (2 * len(text) > room - 2 or "\n" in text):
            lines = sum(max(1, -(-_width(line) // (room - 2))) for line in text.split("\n"))
            most = max(most, lines)
    return min(most * LINE + 2, TALLEST)


def _lay_out(page: Worksheet, sheet: Sheet, last: int, columns: int) -> None:
    """What a reader on the screen and on paper needs."""
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, columns)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(0.4, 0.4, 0.6, 0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, last, sheet.printed - 1)
    page.hide_gridlines(0)  # which prints them
    page.set_header("&L&A")
    page.set_footer("&C&P / &N")


def _lines(cell: Cell | Styled) -> list[str]:
    value = cell.value if isinstance(cell, Styled) else cell
    return [] if value is None else str(value).split("\n")


def _width(text: str) -> int:
    """How many columns a text takes, Chinese characters two: near enough, and quick."""
    return len(text.encode("gbk", "replace"))


def _writable(text: str, lang: str) -> str:
    """The text as a cell can hold it."""
    if UNWRITABLE.search(text):
        text = UNWRITABLE.sub("", text)
    if len(text) * 2 > LONGEST and len(text.encode("utf-16-le")) > 2 * LONGEST:
        mark = say("book.cut", lang)
        room = 2 * (LONGEST - len(mark))
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark
    # The library takes such a text for marked up and would write it as it is.
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text
