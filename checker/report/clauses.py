"""One clause → one fact: the names before a figure, and what they say of it.

Binding is by the words next to the figure. A name of the vocabulary counts only where nothing but
empty words stands between it and the figure; words before it narrow it (its scope), unless they
name the department itself or say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, cast

from checker.model.report import Basis, Fact
from checker.model.text import Span
from checker.model.value import Value
from checker.report.lexicon import Lexicon
from checker.report.sentences import Sentence, Setting
from checker.report.tokens import Piece

BESIDE = frozenset({"BASIS", "TOTAL", "YEAR", "EACH", "REACH"})
KINDS = {"points": "rate", "number": ""}

PLANNED = re.compile("预算(?:数|额|总额|安排|批复)?[为是]?$")
SETTLED = re.compile("决算(?:数|支出|额)?[为是]?$")
MORE = {"多": 1, "高": 1, "高出": 1, "超出": 1, "少": -1, "低": -1, "差": -1}
"""Words that make a difference of a figure where they stand right before it, alone."""

WHOLE = frozenset({"收入", "结余", "预算"})
"""Sides whose terms are the department's own, so that 支出 beside them is the department's too."""

THIS_YEAR = ("本年", "当年", "今年")

TOTAL, EXECUTION = "总支出", "预算执行率"

UNNAMED = "…"
"""The scope of a rate behind amounts of something that the vocabulary has no name for."""


class Reading(NamedTuple):
    """What a sentence is read with: its place, the vocabulary, the year of the report."""

    sentence: Sentence
    lexicon: Lexicon
    year: int | None
    setting: Setting


def value_of(figure: Piece, reading: Reading) -> Value:
    """The value a FIGURE or YEAR stands for."""
    return reading.sentence.values[figure.value or 0]


def read_clause(
    names: Sequence[Piece], value: Value, reading: Reading, previous: Fact | None
) -> Fact:
    """The fact that ``names`` and the figure behind them state.

    ``previous`` is the fact before it in the sentence: what the names leave unsaid (the year; the
    quantity of a mere change) is taken from there.
    """
    own, changed = _own_names(names, reading.lexicon)
    change = _change(changed, reading.lexicon) or (MORE.get(own[-1].text, 0) if own else 0)
    term, at, basis = _term(own, value, reading.lexicon)
    scope = _scope(own[:at], reading.lexicon) if term else ""
    named = bool(term)
    weak = bool(term) and reading.lexicon.words[own[at].text].weak
    if weak and scope:
        term, scope = "", ""
    elif weak or (term == EXECUTION and not scope):
        term, scope = _topic(term, value, reading, previous)
    if not term and change and not own and previous is not None and _alike(previous.value, value):
        term, scope, basis = previous.term, previous.scope, previous.basis
    period = _period(own, reading)
    if period is None and previous is not None and not _says_when(own):
        period = previous.period
    label = _label(own or list(names), value)
    sentence = reading.sentence
    return Fact(
        term,
        label,
        value,
        Span(label.start, value.span.end),
        change,
        period,
        cast(Basis, basis or _basis(own, at if named else -1, reading.lexicon)),
        scope or (reading.setting.fund if term else ""),
        sentence.number,
        sentence.paragraph,
        reading.setting.section,
        side=reading.lexicon.terms[term].side if term else "",
    )


def _topic(term: str, value: Value, reading: Reading, previous: Fact | None) -> tuple[str, str]:
    """What a phrase like 实际支出 is of: the whole department, or what the sentence speaks of already.

    公用经费年初预算50万元，实际支出48万元 says nothing of the department's expenditure, and neither
    does a sentence under a heading of one kind of expenditure. Returns term and scope.
    """
    terms = reading.lexicon.terms
    rate = value.kind == "rate"
    if terms[term].side not in ("支出", "预算", "比率"):
        return term, ""
    if previous is None or previous.change:
        return ("" if reading.setting.narrow else term), ""
    if previous.value.kind == "rate" and not rate:
        return ("", "") if previous.scope or not previous.term else (term, "")
    if rate and previous.value.kind == "count":
        return term, UNNAMED  # 绩效目标20个，完成率100%
    if previous.value.kind not in (value.kind, "amount"):
        return ("" if reading.setting.narrow else term), ""
    before = terms.get(previous.term)
    if before is None:
        return (term, UNNAMED) if rate else ("", "")
    whole = before.side in WHOLE or before.name in (term, TOTAL)
    if whole and not previous.scope:
        return term, ""
    if rate:
        return term, previous.scope or previous.term
    return (previous.term, previous.scope) if before.side == "支出" else ("", "")


def _alike(value: Value, other: Value) -> bool:
    return value.kind == other.kind or "rate" in (value.kind, other.kind)


def _own_names(names: Sequence[Piece], lexicon: Lexicon) -> tuple[list[Piece], list[Piece]]:
    """The names of the quantity itself, and those of a comparison or change behind them.

    技能比赛, 素质提升工程 only hold such words: a change is said first or right before the figure,
    a comparison with a year, a basis or a quantity behind it.
    """
    changes = [
        at
        for at, name in enumerate(names)
        if name.type == "CHANGE"
        and (_is_last(names, at, lexicon) or _say_nothing(names[:at], lexicon))
    ]
    for at, name in enumerate(names):
        compared = name.type == "COMPARE" and (
            (changes and at < changes[-1])
            or (at + 1 < len(names) and names[at + 1].type in ("YEAR", "BASIS", "TERM"))
            or _is_last(names, at, lexicon)
        )
        if compared or at in changes:
            return list(names[:at]), list(names[at:])
    return list(names), []


def _is_last(names: Sequence[Piece], at: int, lexicon: Lexicon) -> bool:
    """Whether no words of a name stand between ``names[at]`` and the figure."""
    behind = [name for name in names[at + 1 :] if name.type != "TERM" and name.text not in MORE]
    return _say_nothing(behind, lexicon)


def _say_nothing(names: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether names say no more than when, on what basis, and of the department itself."""
    for name in names:
        if name.type == "TERM":
            return False
        if name.type == "WORD" and not (
            _is_filler(name.text, lexicon) or lexicon.generic.fullmatch(name.text)
        ):
            return False
    return True


def _change(names: Sequence[Piece], lexicon: Lexicon) -> int:
    """+1 or -1 where the names speak of an increase or decrease; 0 where they say what it came to."""
    signs = [at for at, name in enumerate(names) if name.type == "CHANGE"]
    if not signs and names:
        return MORE.get(names[-1].text, 1)  # 较上年…: no level, though the direction is not said
    if not signs:
        return 0
    last = signs[-1]
    if any(name.type == "REACH" for name in names[last + 1 :]):
        return 0
    return int(lexicon.words[names[last].text].name)


def _term(own: Sequence[Piece], value: Value, lexicon: Lexicon) -> tuple[str, int, str]:
    """The term right before the figure, its place among the names, and the basis its name gives."""
    for at in range(len(own) - 1, -1, -1):
        name = own[at]
        if name.type == "WORD" and not _is_filler(name.text, lexicon):
            break
        if name.type != "TERM":
            continue
        word = lexicon.words[name.text]
        term = lexicon.terms[word.name]
        if term.kind != KINDS.get(value.kind, value.kind):
            break
        before = own[at - 1] if at else None
        budget = term.side == "预算"
        if term.side == "结余" and word.weak and before is not None and before.type == "TERM":
            return "", 0, ""  # 项目支出结余资金: neither the one nor the department's other
        if (word.weak or word.basis or budget) and before is not None and before.type == "TERM":
            narrower = lexicon.terms[lexicon.words[before.text].name]
            if narrower.kind == term.kind:
                return narrower.name, at - 1, word.basis or ("计划" if budget else "")
        return term.name, at, word.basis
    return "", 0, ""


def _is_filler(text: str, lexicon: Lexicon) -> bool:
    return lexicon.fillers.fullmatch(text) is not None


def _scope(before: Sequence[Piece], lexicon: Lexicon) -> str:
    """The words before a term that narrow it, or ""; 以调整预算为口径的 says the basis and no more."""
    text = "".join(
        t.text
        for t in before
        if t.type == "WORD"
        or (t.type == "TERM" and lexicon.terms[lexicon.words[t.text].name].side != "预算")
    )
    return "" if lexicon.generic.fullmatch(text) else text


def _basis(own: Sequence[Piece], chosen: int, lexicon: Lexicon) -> str:
    """The last basis the names give beside the term at ``chosen``: 年初预算安排基本支出; a name that
    ends with 预算 or 决算 says that much."""
    named = ""
    for at, name in enumerate(own):
        word = lexicon.words[name.text] if name.type in ("BASIS", "TERM") else None
        if word is not None and word.type == "BASIS":
            named = word.name if _is_last(own, at, lexicon) else named  # 计划生育服务
        elif word is not None and word.basis and at != chosen:
            named = word.basis
    last = "".join(name.text for name in own[-2:])
    return named or ("计划" if PLANNED.search(last) else "决算" if SETTLED.search(last) else "")


def _period(own: Sequence[Piece], reading: Reading) -> int | None:
    for name in reversed(own):
        if name.type == "TERM" and name.text.startswith(THIS_YEAR):
            return reading.year
        if name.type != "YEAR":
            continue
        if name.value is not None:
            date = value_of(name, reading).date
            return date[0] if date is not None else None
        return (reading.year or 0) + int(reading.lexicon.words[name.text].name)
    return None


def _says_when(own: Sequence[Piece]) -> bool:
    return any(t.type == "YEAR" or (t.type == "TERM" and t.text.startswith(THIS_YEAR)) for t in own)


def _label(names: Sequence[Piece], value: Value) -> Span:
    """The names without the empty words at their ends; right before the figure where there are none."""
    kept = [t for t in names if t.type not in ("EACH", "REACH")]
    if not kept:
        return Span(value.span.start, value.span.start)
    return Span(kept[0].start, kept[-1].end)
