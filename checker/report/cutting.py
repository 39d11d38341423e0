"""Lines cut at their blanks: which may be rows and cells of a table, and which are prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.report.folding import HAN
from checker.report.grid import INTEGER, YEAR, Token, is_figure
from checker.report.lines import Line
from checker.report.marked import is_piped

PAUSE = re.compile("[。；？！，;?!]")
COMMA = rf"(?:(?<={HAN})|(?<=[”）])|(?<=\))),|,(?=\s*{HAN})"
PERIOD = r"(?:[^\W_A-Za-z]|(?<=[%)])|(?<=）))\.$"
COLON = r"(?<!单位)(?<!其中)(?<![减加注])[：:]"
# What stands behind a figure in a sentence and never begins a label.
MEASURE = re.compile(
    r"年(?![初末度终均级])|月(?![份均])|日(?!常)|号|时(?!效)|个(?!人)|名(?![称单])|次|项(?!目)|条(?!件)|件"
    r"|家(?![庭具电])|户(?![籍外均])|所(?![属得])|万|亿|元|％|%|余|多(?![媒功])|岁|天(?!然)|周(?!转)"
    r"|分(?![值类项局])|人(?![员均力才民])|起(?!重)|至|到(?!位)|和(?!谐)|与|及(?!时)|、|[）)]"
)
CELL = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*[亿百万千元]+|\S+")
WIDE = r"\S+(?: \S+)*"
WIDE_GAP = r"\S {2,}(?=\S)"
TAB = r"[^\t\s](?:[^\t]*[^\t\s])?"
BESIDE = re.compile(r"\d\.\d+%?\s+[-+]?\d[\d,]*\.\d")
LONGEST = 60


class Group(NamedTuple):
    """Words and the figures behind them: what a row of one label and its figures is made of."""

    lead: list[Token]
    figures: list[Token]


class Cut(NamedTuple):
    """A line cut at its blanks: its groups (the last may have no figures), and how many figures
    each of the others has."""

    tokens: list[Token]
    groups: list[Group]
    widths: tuple[int, ...]

    @property
    def is_row(self) -> bool:
        """Whether there are figures and something beside them."""
        return len(self.tokens) > 1 and len(self.widths) > 0


def cut(line: Line, number: int) -> Cut | None:
    """A line cut at its blanks, or None where it is prose, a heading of Markdown or too long."""
    folded = line.folded
    if line.hint:
        return None
    prose = _is_prose(folded)
    columns = " " in folded and folded[-1] not in "。；" and _has_columns(folded)
    if prose and not columns:
        return None
    if "|" in folded and is_piped(line):
        return None
    tokens = split_line(line, number)
    if len(tokens) > 1:
        if not columns and any(
            before.figure and not token.figure and MEASURE.match(folded, token.start)
            for before, token in pairwise(tokens)
        ):
            return None
        tokens = _with_names(folded, tokens)
    groups = group_tokens(tokens)
    widths = tuple(len(group.figures) for group in groups if group.figures)
    if sum(widths) < 4 and not columns and (len(folded) >= LONGEST or len(groups) > 2):
        return None
    return Cut(tokens, groups, widths)


def _is_prose(folded: str) -> bool:
    """Whether the marks of a line, full or half as wide, are those of a sentence."""
    return (
        "，" in folded
        or PAUSE.search(folded) is not None
        or ("," in folded and re.search(COMMA, folded) is not None)
        or (folded[-1] == "." and re.search(PERIOD, folded) is not None)
        or (folded.count("：") + folded.count(":") > 1 and len(re.findall(COLON, folded)) > 1)
    )


def _has_columns(folded: str) -> bool:
    """Whether wide gaps, or figures side by side, show columns whatever stands in them."""
    return ("  " in folded and len(re.findall(WIDE_GAP, folded)) > 1) or BESIDE.search(
        folded
    ) is not None


def split_line(line: Line, number: int, gaps: bool = True) -> list[Token]:
    """The cells of a line: parted by tabs, by wide gaps where these part all figures (and ``gaps``
    may), else by all blanks."""
    folded = line.folded
    if " " not in folded:
        spans = [(0, len(folded))]
    elif "\t" in line.text:
        spans = [match.span() for match in re.finditer(TAB, line.text)]
    else:
        spans = [match.span() for match in CELL.finditer(folded)]
        if gaps and "  " in folded:
            wide = [match.span() for match in re.finditer(WIDE, folded)]
            if {span for span in spans if is_figure(folded[slice(*span)])} <= set(wide):
                spans = wide
        spans = list(_joined(folded, spans))
    return [Token(number, a, b, is_figure(folded[a:b])) for a, b in spans]


def _with_names(folded: str, tokens: list[Token]) -> list[Token]:
    """Years of a header and the numbers in front of a label as the words they are."""
    figures = [n for n, token in enumerate(tokens) if token.figure]
    years = [n for n in figures if YEAR.fullmatch(folded[tokens[n].start : tokens[n].end])]
    head = next((n for n, token in enumerate(tokens) if not token.figure), 0)
    if years == figures and len(years) > 1:  # 项目 2021 2022 2023
        head = len(tokens)
    elif len(figures) == len(tokens) > 1 and years == [0]:  # 2021 60.00 20.00
        head = 1
    elif head > 3 or not all(INTEGER.fullmatch(folded[t.start : t.end]) for t in tokens[:head]):
        head = 0
    return [*(token._replace(figure=False) for token in tokens[:head]), *tokens[head:]]


def _joined(folded: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """With words set apart letter by letter in one piece (项 目, 合 计), and years with their 年."""
    at = 0
    while at < len(spans):
        start, end = spans[at]
        last = at
        while last + 1 < len(spans) and _is_letter(folded, spans[last]):
            if not _is_letter(folded, spans[last + 1]) or spans[last + 1][0] - end > 4:
                break
            last += 1
            end = spans[last][1]
        if YEAR.fullmatch(folded[start:end]) and at + 1 < len(spans):
            follows = folded[slice(*spans[at + 1])]
            if follows.startswith("年") and len(follows) > 1:
                last, end = at + 1, spans[at + 1][1]
        yield start, end
        at = last + 1


def _is_letter(folded: str, span: tuple[int, int]) -> bool:
    """Whether a word of one letter may be a part of a longer one; 类 款 项 are columns."""
    return (
        span[1] - span[0] == 1
        and "\u4e00" <= folded[span[0]] <= "\u9fff"
        and (folded[span[0]] not in "类款")
    )


def group_tokens(tokens: Sequence[Token]) -> list[Group]:
    groups: list[Group] = []
    for token in tokens:
        if not groups or (groups[-1].figures and not token.figure):
            groups.append(Group([], []))
        (groups[-1].figures if token.figure else groups[-1].lead).append(token)
    return groups
