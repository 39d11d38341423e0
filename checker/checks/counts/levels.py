"""Stated numbers of indicators of each level against the names beside them and the table of them.

Proves that another number is listed: right beside the number, where every reading of 和 is tried;
or in a table with a column a level, where two levels of three have as many as the sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.checks.counts.listed import miscounted
from checker.checks.words import has_any, places_of
from checker.model.context import Context
from checker.model.report import Cell, Report, Table
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN
from checker.report.numerals import read_numeral
from checker.report.prose import paragraph_at, sentence_at

LEVELS = "一二三四"
NOUN = "级指标"
LINK = "(?:共计?|总计|合计|为|有|设置|设|分别为?|[:： ])*"
"""What stands between indicators of a level and their number."""
NUMERALS = r"\d一二三四五六七八九十两"
NUMBER = rf"([{NUMERALS}]{{1,3}}) ?([个项]) ?"
NEAR = 8
"""Characters beside the level in which its number stands."""
REACH = 80
"""Characters of a list of names before its number."""
MARKS = "，,。；;：:（(\n"
NAME = f"{HAN}{{2,10}}"
LEADING = ("设", "共", "含", "有", "为", "的", "下", "括", "立", "置", "分")
"""The last character of words that are no list but lead to a number."""
SAID = ("见", "未", "扣", "较", "失分", "满分", "超", "低于", "高于", "分别")
"""Words of what is said of indicators, not of their names."""
VERBS = ("设", "包括", "包含", "分为", "含", "由")
"""Words in a list that begin another one."""
JOINTS = "和|与|及(?!时)|以及"
COVER = 60
"""Per cent of the stated number that a list must have to be meant as all."""
MOST = 20
"""More things are not written out beside their number."""
WITNESS = 2
"""Other levels that must agree before a table proves one wrong."""


class Stated(NamedTuple):
    """How many indicators of a level a sentence states, and where the level is named."""

    level: str
    value: Value
    at: int


def check_levels(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each stated number of indicators of a level with the names beside it, or with
    a table of all levels."""
    del context
    sentences: dict[Span, dict[str, Value]] = {}
    verdicts: list[Verdict] = []
    sentence = Span(0, 0)
    for one in _stated(report):
        verdicts += _beside(report, rule, one)
        sentence = sentence if one.at < sentence.end else sentence_at(report, one.at)
        sentences.setdefault(sentence, {}).setdefault(one.level, one.value)
    full = [levels for levels in sentences.values() if len(levels) > WITNESS]
    for table in report.tables if full else ():
        columns = _columns(table)
        verdicts += [
            verdict
            for levels in full
            if levels.keys() <= columns.keys()
            for verdict in _in_table(report, rule, levels, table, columns)
        ]
    return verdicts or NotApplied(rule, "no-place")


def _stated(report: Report) -> Iterator[Stated]:
    """The numbers of indicators of a level in prose: 一级指标4个, 四个一级指标 (in which a reader of
    figures may see 一)."""
    folded = report.folded
    for at in places_of((NOUN,), folded):
        if folded[at - 1] not in LEVELS or paragraph_at(report, at).kind == "table":
            continue
        end, start = at + len(NOUN), max(0, at - NEAR)
        before = re.search(f"(?<![{NUMERALS}.,约近第前每各余]){NUMBER}$", folded[start : at - 1])
        found = before or re.match(f"{LINK}{NUMBER}", folded[end : end + 2 * NEAR])
        number = read_numeral(found[1]) if found is not None else None
        if found is not None and number is not None:
            base = start if before is not None else end
            place = Span(base + found.start(1), base + found.end(2))
            value = Value("count", place, folded[slice(*place)], number, found[2])
            yield Stated(folded[at - 1], value, at)


def _beside(report: Report, rule: Rule, one: Stated) -> Iterator[Verdict]:
    """The verdict on the names in a bracket behind a number, or right before it."""
    folded, value = report.folded, one.value
    number = int(value.number or 0)
    if value.span.start > one.at or folded[value.span.end : value.span.end + 1] in ("（", "("):
        bracket = re.match(
            r"[（(](?:即|分别为|包括)?([^（()）\n]+)[）)]", folded[value.span.end :][:REACH]
        )
        start = value.span.end + (bracket.start(1) if bracket is not None else 0)
        words = bracket[1] if bracket is not None else ""
    else:
        start = max(0, value.span.start - REACH)
        start = max(start, *(folded.rfind(mark, start, value.span.start) + 1 for mark in MARKS))
        cut = start > 0 and value.span.start - start == REACH
        words = "" if cut else folded[start : value.span.start].rstrip()
    is_open = words.endswith("等")
    names = [
        Span(start + m.start(), start + m.end()) for m in re.finditer("[^、]+", words.rstrip("等"))
    ]
    texts = [folded[slice(*name)].strip() for name in names]
    if len(names) < 2 or number > MOST or not all(re.fullmatch(NAME, text) for text in texts):
        return
    if (
        texts[-1].endswith(LEADING)
        or has_any((NOUN, *SAID), words)
        or has_any(VERBS, "、".join(texts[1:]))
    ):
        return
    joints = sum(len(re.findall(JOINTS, text)) for text in texts)
    if len(names) <= number <= len(names) + joints or (is_open and number > len(names)):
        yield Verdict(rule, "pass", value.span)
    elif (len(names) + joints) * 100 >= number * COVER:
        listed = len(names) if number < len(names) else len(names) + joints
        yield miscounted(report, rule, value, names, listed, rule.severity)


def _columns(table: Table) -> dict[str, list[Cell]]:
    """The cells of the columns that name indicators, by level; none where rows may be missing."""
    heads = ["".join(cell.text.split()) for cell in table.header]
    if table.open or any(cell.lost for row in table.rows for cell in row.cells):
        return {}
    return {
        head[0]: [row.cells[at] for row in table.rows]
        for at, head in enumerate(heads)
        if head[1:].startswith(NOUN) and head[0] in LEVELS
    }


def _in_table(
    report: Report,
    rule: Rule,
    levels: Mapping[str, Value],
    table: Table,
    columns: Mapping[str, list[Cell]],
) -> Iterator[Verdict]:
    """The verdicts on the numbers of a sentence by a table with as many indicators of all levels
    but one."""
    counted = {level: _counts(level, columns) for level in levels}
    odd = [level for level, value in levels.items() if int(value.number or 0) not in counted[level]]
    if len(levels) - len(odd) < WITNESS or len(odd) > 1:
        return
    for level, value in levels.items():
        if level not in odd:
            yield Verdict(rule, "pass", value.span)
        else:
            head = next(cell for cell in table.header if cell.text.strip().startswith(level + NOUN))
            yield miscounted(report, rule, value, [head.span], min(counted[level]), rule.severity)


def _counts(level: str, columns: Mapping[str, list[Cell]]) -> set[int]:
    """How many indicators a column may name: its cells that are filled, those that differ from the
    one above, and the names that differ; rows of totals have none."""
    names = ["".join(cell.text.split()) for cell in columns[level]]
    filled = [re.split("[（(]", name)[0] for name in names if re.search(HAN, name)]
    filled = [name for name in filled if not re.match("[合总][计分]|小计", name)]
    changed = sum(name != before for name, before in zip(filled, ["", *filled], strict=False))
    return {len(filled), changed, len(set(filled))}
