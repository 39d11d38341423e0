"""Reports whose facts are marked in the text, so that checks are tested without the rooms that
read: ``[总支出:支出合计]820.50万元，其中[基本支出:]600.25万元`` states two quantities.

A line is a paragraph, ``# `` and ``## `` before it make it a heading of the first and second level,
``|`` separates the cells of a table's row. In the bracket stand the term, then what is known of
the fact (``@年初预算`` its basis, ``/2019`` its year, ``+`` or ``-`` a change, ``~words`` its scope)
and behind the colon the label ("" for the term itself).
"""

from __future__ import annotations

import re
from array import array
from decimal import Decimal
from typing import Any

from checker.model.report import Fact, Identity, Report, Section
from checker.model.text import Source, Span
from checker.model.value import Bound, Kind, Value

_MARK = re.compile(
    r"\[(?P<term>[^@/+\-~:\]]*)(?:@(?P<basis>[^/+\-~:]+))?(?:/(?P<year>\d{4}))?(?P<sign>[+-])?"
    r"(?:~(?P<scope>[^:]+))?:(?P<label>[^\]]*)\](?P<figure>[^，。；、|\s）]+)"
)
_BOUNDS: dict[str, Bound] = {
    "约": "about", "不低于": "least", "超过": "more", "不超过": "most", "低于": "less",
}  # fmt: skip
_UNITS: dict[str, tuple[Kind, str]] = {
    "元": ("amount", "1"), "万元": ("amount", "10000"), "亿元": ("amount", "100000000"),
    "%": ("rate", "1"), "个百分点": ("points", "1"), "分": ("score", "1"),
    "日": ("duration", "1"), "": ("number", "1"), "万人": ("count", "10000"),
}  # fmt: skip


def value(figure: str, start: int = 0) -> Value:
    """The value of ``figure`` as ``约1,200.5万元``, ``800余人``, ``2020年2月17日``."""
    span = Span(start, start + len(figure))
    day = re.fullmatch(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?", figure)
    if day:
        year, month, number = (int(part) if part else None for part in day.groups())
        return Value("date", span, figure, date=(year, month, number))
    found = re.fullmatch(rf"({'|'.join(_BOUNDS)})?(-?[\d,]+(?:\.(\d+))?)(余)?(.*)", figure)
    assert found, figure
    words, digits, decimals, over, unit = found.groups()
    bound: Bound = "over" if over else _BOUNDS.get(words or "", "")
    kind, factor = _UNITS.get(unit, ("count", "1"))
    return Value(
        kind,
        span,
        figure.replace(",", ""),
        Decimal(digits.replace(",", "")),
        unit,
        Decimal(factor),
        len(decimals or ""),
        bound,
    )


def stated(marked: str, year: int | None = 2020) -> Report:
    """The report of a marked text, of that year."""
    text = ""
    facts: list[Fact] = []
    sections: list[Section] = []
    sentence = 0
    table = -1
    lines = marked.strip().split("\n")
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip("#"))
        if depth:
            span = Span(len(text), len(text) + len(line[depth + 1 :]))
            above = [i for i, s in enumerate(sections) if s.depth < depth]
            parent = above[-1] if above else -1
            sections.append(Section(span, span, span, "", None, depth, parent, item=False))
            text += line[depth + 1 :] + "\n"
            continue
        row = line.startswith("|")
        table += row and (number == 0 or not lines[number - 1].startswith("|"))
        pieces = line.split("|") if row else re.split("(?<=。)", line)
        for column, piece in enumerate(pieces):
            at = 0
            sentence += not row
            for found in _MARK.finditer(piece):
                text += piece[at : found.start()]
                place: dict[str, Any] = {"sentence": sentence, "paragraph": number}
                if row:
                    place["table"] = (table, number, column)
                facts.append(_fact(found, len(text), len(sections) - 1, place))
                text += (found["label"] or found["term"]) + found["figure"]
                at = found.end()
            text += piece[at:]
        text += "\n"
    source = Source("made.txt", text, "text", "utf-8", array("Q", [0]))
    identity = Identity(year=year, kind="department")
    whole = array("Q", [0])
    return Report(
        source, text, text, whole, whole, identity, (), tuple(sections), (), tuple(facts), (), ()
    )


def _fact(found: re.Match[str], start: int, section: int, place: dict[str, Any]) -> Fact:
    label = found["label"] or found["term"]
    figure = value(found["figure"], start + len(label))
    return Fact(
        found["term"],
        Span(start, start + len(label)),
        figure,
        Span(start, figure.span.end),
        {"+": 1, "-": -1}.get(found["sign"] or "", 0),
        int(found["year"]) if found["year"] else None,
        found["basis"] or "",  # type: ignore[arg-type]
        found["scope"] or "",
        section=section,
        **place,
    )
