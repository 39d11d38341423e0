"""Facts and groups: stored sentences and trees, round trips, and any text at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.languages import Given, grammar
from checker.model.report import Fact, Group
from checker.model.text import Span
from checker.packs import load_vocabulary
from checker.report.folding import fold
from checker.report.lexicon import compact, compile_lexicon
from checker.report.sentences import Sentence, Setting, find_sentences
from checker.report.statements import Found, find_statements
from checker.report.tokens import Piece, pieces, tokens
from checker.report.values import find_values

CASES = Path(__file__).parent / "cases"
YEAR = 2023
LEXICON = compile_lexicon(load_vocabulary())


def load(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text("utf-8"))


def found_in(text: str, narrow: bool = False) -> Found:
    """What a text says whose lines are paragraphs, in a report on 2023."""
    folded = fold(text)
    paragraphs: list[tuple[int, Span]] = []
    start = 0
    for index, line in enumerate(folded.split("\n")):
        paragraphs.append((index, Span(start, start + len(line))))
        start += len(line) + 1
    sentences = find_sentences(folded, paragraphs, find_values(folded), LEXICON)
    settings = {index: Setting(-1, narrow) for index, _ in paragraphs}
    return find_statements(sentences, folded, LEXICON, YEAR, settings)


def as_stored(fact: Fact) -> str:
    """A fact as the stored cases have it: term@basis/year+~scope figure."""
    return "".join(
        [
            fact.term or "?",
            fact.basis and f"@{fact.basis}",
            f"/{fact.period}" if fact.period else "",
            {1: "+", 0: "", -1: "-"}[fact.change],
            fact.scope and f"~{fact.scope}",
            f" {fact.value.text}",
        ]
    )


def group_as_stored(group: Group) -> str:
    sign = {"parts": "⊇", "partition": "="}[group.relation]
    parts = " + ".join(map(as_stored, group.parts))
    return f"{as_stored(group.whole)} {sign} {parts}{'' if group.listed else ' (loose)'}"


# ---- stored sentences --------------------------------------------------------------------------


@pytest.mark.parametrize("case", load("statements.yaml"), ids=lambda case: case["text"])
def test_stored_sentence(case: dict[str, Any]) -> None:
    found = found_in(case["text"], case.get("narrow", False))
    assert [as_stored(fact) for fact in found.facts] == case["facts"]
    assert [group_as_stored(group) for group in found.groups] == case.get("groups", [])


@pytest.mark.parametrize(
    "text",
    [
        "2023年各项工作按计划完成。", "第三季度召开会议12次。", "根据财预〔2020〕10号文件开展自评。",
        "基本支出包括人员经费和公用经费。", "", "。。。", "（）",
    ],
)  # fmt: skip
def test_states_nothing(text: str) -> None:
    assert found_in(text) == Found([], [])


def test_what_a_quantity_was_adjusted_by_is_no_level_of_it() -> None:
    facts = found_in("基本支出600.25万元，项目支出调整30.00万元。").facts
    assert [fact.term for fact in facts] == ["基本支出", ""]


def test_where_a_fact_and_the_word_of_a_group_stand() -> None:
    text = "前言。\n支出合计为820.50万元，其中：基本支出 600.25万元。"
    found = found_in(text)
    (group,) = found.groups
    whole, part = found.facts
    assert (group.whole, group.parts) == (whole, (part,))
    assert [
        (text[slice(*f.label)], text[slice(*f.span)], text[slice(*f.value.span)])
        for f in found.facts
    ] == [
        ("支出合计为", "支出合计为820.50万元", "820.50万元"),
        ("基本支出", "基本支出 600.25万元", "600.25万元"),
    ]
    assert [(f.paragraph, f.section, f.table) for f in found.facts] == [(1, -1, None)] * 2
    assert whole.sentence == part.sentence
    assert text[slice(*group.word)] == "其中"


def test_sentences_of_one_paragraph_know_each_other_and_no_others() -> None:
    text = "支出合计820.50万元。{}其中，基本支出600.25万元。"
    assert [g.whole.term for g in found_in(text.format("")).groups] == ["总支出"]
    assert found_in(text.format("\n")).groups == []


# ---- trees -------------------------------------------------------------------------------------


def shape(node: Any) -> str:
    if isinstance(node, Piece):
        kinds = [name.type for name in node.names]
        if node.type == "FIGURE":
            return f"figure({' '.join([*kinds, 'FIGURE'])})"
        return f"label({' '.join(kinds)})" if node.type == "NAMES" else node.type
    return f"{node.data}({' '.join(map(shape, node.children))})"


@pytest.mark.parametrize("case", load("statement_trees.yaml"), ids=lambda case: case["text"])
def test_stored_tree(case: dict[str, str]) -> None:
    text = fold(case["text"])
    values = tuple(value for value in find_values(text) if value.parent is None)
    sentence = Sentence(Span(0, len(text)), 0, 0, values)
    read = pieces(text, sentence, LEXICON)
    assert " ".join(piece.type for piece in read) == case["tokens"]
    parser = grammar("statement", start="sentence", lexer=Given)
    assert shape(parser.parse(tokens(text, sentence, LEXICON))) == case["tree"]


# ---- round trips -------------------------------------------------------------------------------

FUSED = ("预算", "决算", "实际", "本年", "当年", "计划")
"""Phrases with these say basis or year themselves; a round trip has these beside the name."""

NAMES: dict[str, list[tuple[str, str]]] = {}
"""Side → (term, phrase), for the amounts of the vocabulary."""
for _term in load_vocabulary().terms.values():
    if _term.kind == "amount" and _term.side in ("收入", "支出", "资产"):
        NAMES.setdefault(_term.side, []).extend(
            (_term.name, phrase)
            for phrase in _term.phrases
            if not any(word in phrase for word in FUSED)
        )

COPULAS = ("", "为", "是", "有", "共", "达", "约", "为人民币", "总额为")
PERIODS = {
    "": None, "2022年": 2022, "2021年度": 2021, "上年": 2022, "去年": 2022, "2023年": 2023,
    "下年度": 2024, "今年": 2023,
}  # fmt: skip
BASES = {"": "", "年初预算": "年初预算", "调整预算": "调整预算", "决算": "决算", "计划": "计划"}
AGAINST = ("较上年", "比上年", "同比", "与2022年相比", "较年初预算", "比去年同期", "")
CHANGES = {"增加": 1, "增长": 1, "提高": 1, "净增": 1, "减少": -1, "下降": -1, "压减": -1}
UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8}


class Stated(NamedTuple):
    """A fact as it is to be found."""

    term: str
    amount: Decimal
    change: int = 0
    period: int | None = None
    basis: str = ""
    scope: str = ""


class Part(NamedTuple):
    """A name and the figure behind it."""

    term: str
    phrase: str
    figure: str
    amount: Decimal


def stated(fact: Fact) -> Stated:
    assert fact.value.amount is not None
    return Stated(fact.term, fact.value.amount, fact.change, fact.period, fact.basis, fact.scope)


@st.composite
def figures(draw: st.DrawFn, units: tuple[str, ...] = tuple(UNITS)) -> tuple[str, Decimal]:
    number = Decimal(draw(st.integers(0, 99_999_999))).scaleb(-draw(st.integers(0, 4)))
    unit = draw(st.sampled_from(units))
    space = draw(st.sampled_from(["", " "]))
    said = f"{number:,f}" if draw(st.booleans()) else f"{number:f}"
    return said + space + unit, number * UNITS.get(unit, 1)


names = st.sampled_from(list(NAMES)).flatmap(lambda side: st.sampled_from(NAMES[side]))


@st.composite
def clauses(draw: st.DrawFn) -> tuple[list[str], list[Stated]]:
    """The clauses of one sentence and what they state."""
    said: list[str] = []
    facts: list[Stated] = []
    period: int | None = None
    for _ in range(draw(st.integers(1, 4))):
        term, phrase = draw(names)
        when, basis = draw(st.sampled_from(list(PERIODS))), draw(st.sampled_from(list(BASES)))
        if compact(phrase + basis) in LEXICON.words:
            basis = ""
        # Only a year that is said holds for the clauses behind it.
        period = PERIODS[when] or period
        written, amount = draw(figures())
        said.append(when + phrase + basis + draw(st.sampled_from(COPULAS)) + written)
        level = Stated(term, amount, 0, period, BASES[basis])
        facts.append(level)
        for _ in range(draw(st.integers(0, 2))):
            word = draw(st.sampled_from(list(CHANGES)))
            percent = draw(st.booleans())
            written, amount = draw(figures(("%",) if percent else tuple(UNITS)))
            said.append(draw(st.sampled_from(AGAINST)) + word + written)
            facts.append(level._replace(amount=amount, change=CHANGES[word]))
    return said, facts


@settings(max_examples=300)
@given(st.lists(clauses(), min_size=1, max_size=3), st.data())
def test_facts_round_trip(
    sentences: list[tuple[list[str], list[Stated]]], data: st.DataObject
) -> None:
    text = ""
    for said, _ in sentences:
        marks = [data.draw(st.sampled_from(["，", "；", "、", ","])) for _ in said[1:]]
        text += said[0] + "".join(
            mark + clause for mark, clause in zip(marks, said[1:], strict=True)
        )
        text += "。"
    assert [stated(f) for f in found_in(text).facts] == [f for _, fs in sentences for f in fs]


OPENERS = ("", "我局", "2023年", "清河市档案馆", "本单位2023年度", "上年")

Composed = tuple[str, list[Stated], tuple[str, Stated, list[Stated]]]


def is_all(term: str) -> bool:
    """总收入 and 总支出 are never parts."""
    return LEXICON.terms[term].side in LEXICON.terms[term].alone


@st.composite
def compositions(draw: st.DrawFn) -> Composed:
    """A sentence of a whole and its parts; its facts; relation, whole and parts."""
    side = draw(st.sampled_from(list(NAMES)))
    below = st.sampled_from([name for name in NAMES[side] if not is_all(name[0])])
    chosen = draw(st.lists(below, min_size=2, max_size=4, unique_by=lambda name: name[0]))
    parts = [Part(term, phrase, *draw(figures())) for term, phrase in chosen]
    named = {part.term for part in parts}
    term, phrase = draw(st.sampled_from([name for name in NAMES[side] if name[0] not in named]))
    whole = Part(term, phrase, *draw(figures()))
    opener = draw(st.sampled_from(OPENERS))
    period = {"2": 2023, "本": 2023, "上": 2022}.get(opener[:1])
    copula = draw(st.sampled_from(["", "为", "是", "共", "约"]))
    forms = ["其中", "其中：", "bracket", "head", "包括", "each", "total"]
    plain = not any("（" in part.phrase or "(" in part.phrase for part in parts)
    form = draw(st.sampled_from([*forms, "由"] if plain else forms))
    mark = draw(st.sampled_from(["、"] if form == "由" else ["、", "，", "；"]))
    joint = draw(st.sampled_from(["、", "和"])) if len(parts) == 2 else "、"
    head = opener + whole.phrase + copula + whole.figure
    tail = mark.join(part.phrase + copula + part.figure for part in parts)
    each = f"{joint.join(p.phrase for p in parts)}分别为{joint.join(p.figure for p in parts)}"
    text = {
        "其中": f"{head}，其中{tail}。",
        "其中：": f"{head}，其中：{tail}。",
        "包括": f"{head}，包括{tail}。",
        "bracket": f"{head}（其中{tail}）。",
        "head": f"{head}。其中，{tail}。",
        "由": f"{head}，由{tail}组成。",
        "each": f"{head}，其中{each}。",
        "total": f"{opener}{tail}，合计{whole.figure}。",
    }[form]
    inherited = [Stated(part.term, part.amount, 0, period) for part in parts]
    total = Stated("" if form == "total" else whole.term, whole.amount, 0, period)
    relation = "partition" if form in ("由", "each", "total") else "parts"
    facts = [*inherited, total] if form == "total" else [total, *inherited]
    return text, facts, (relation, total, inherited)


@settings(max_examples=400)
@given(st.lists(compositions(), min_size=1, max_size=3))
def test_groups_round_trip(made: list[Composed]) -> None:
    found = found_in("\n".join(text for text, *_ in made))
    assert [stated(fact) for fact in found.facts] == [f for _, facts, _ in made for f in facts]
    assert [
        (g.relation, stated(g.whole), [stated(part) for part in g.parts]) for g in found.groups
    ] == [group for *_, group in made]


# ---- any text ----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"，、；：。（）()“” \n和由的较比到",
        *["支出", "收入", "基本支出", "项目支出", "实际支出", "年初预算", "决算", "支出合计"],
        *["12.5万元", "3,600.00元", "97.68%", "2.3个百分点", "95.5分", "12个", "56人", "100"],
        *["2022年", "上年", "其中", "其中：", "分别为", "合计", "组成", "由", "增加", "减少至"],
        *["《预算法》", "财预〔2020〕10号", "档案馆", "因公出国（境）费", "公用经费控制率"],
    ]
)


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)), st.booleans())
def test_any_text(text: str, narrow: bool) -> None:
    found = found_in(text, narrow)
    folded = fold(text)
    values = find_values(folded)
    terms = load_vocabulary().terms
    assert [f.value.span for f in found.facts] == sorted({f.value.span for f in found.facts})
    for fact in found.facts:
        assert fact.value in values
        assert fact.value.parent is None
        assert 0 <= fact.span.start == fact.label.start <= fact.label.end <= fact.value.span.start
        assert fact.span.end == fact.value.span.end
        assert "\n" not in folded[fact.span.start : fact.span.end]
        assert "。" not in folded[fact.span.start : fact.span.end]
        assert fact.change in (-1, 0, 1)
        assert fact.term == "" or fact.term in terms
        assert fact.term or not fact.scope
    for group in found.groups:
        assert group.parts
        assert group.relation == "parts" or len(group.parts) > 1
        assert {group.whole, *group.parts} <= set(found.facts)
        assert group.whole not in group.parts
        assert {part.value.kind for part in group.parts} == {group.whole.value.kind}
        assert folded[group.word.start : group.word.end].strip()
