"""Sentences and clauses make up a paragraph, and nothing is lost between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made import report

from checker.model.text import Span
from checker.report.prose import clause_at, paragraph_at, sentence_at, sentences

TEXTS = st.lists(st.text("支出1，,。；：a", min_size=1, max_size=20), min_size=1, max_size=4).map(
    "\n".join
)


@given(TEXTS, st.data())
def test_sentences_make_up_their_paragraph(text: str, data: st.DataObject) -> None:
    found = report(text)
    position = data.draw(st.integers(0, len(text) - 1))
    paragraph = paragraph_at(found, position).span
    spans = list(sentences(found, paragraph))
    assert "".join(text[slice(*span)] for span in spans) == text[slice(*paragraph)]
    if text[position] != "\n":
        assert sentence_at(found, position) in spans


def test_a_clause_lies_between_two_marks() -> None:
    text = "全年召开会议11次，支出1,200.50万元；培训3期。"
    found = report(text)
    start = text.index("支出")
    span = clause_at(found, start + 5)
    assert text[slice(*span)] == "支出1,200.50万元"
    assert span == Span(start, start + 12)
