"""Findings as cards beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.copies.page.marks import Numbered
from checker.copies.page.tags import tag, words
from checker.copies.page.wording import place, said
from checker.model.verdict import Finding, Related
from checker.output.look import level
from checker.wording import clauses, listed, role, say

LONGEST = 60
"""Characters of the text that a card repeats; what is longer loses its middle."""


def family(finding: Finding) -> str:
    """The family of a finding's rule."""
    return finding.rule.split("-")[-2]


def cards(findings: Sequence[Numbered], lang: str) -> str:
    """The findings one below the other."""
    return tag("ol", "\n".join(_card(one, lang) for one in findings), class_="cards")


def _card(one: Numbered, lang: str) -> str:
    number, finding = one
    kind = level(finding)
    somewhere = finding.span.start < finding.span.end
    at = place(finding.location, lang) or said("whole", lang)
    head = (
        tag("b", str(number), class_="no")
        + tag("span", words(say(kind, lang)), class_="level")
        + tag("span", words(finding.rule), class_="rule")
        + tag("span", words(at), class_="at")
    )
    go = (
        tag("a", head, class_="go", href=f"#m{number}")
        if somewhere
        else tag("div", head, class_="go")
    )
    rows = "".join(
        tag("dt", words(said(key, lang))) + tag("dd", inner)
        for key, inner in _rows(one, lang)
        if inner
    )
    inner = (
        go
        + tag("h3", words(finding.title.get(lang)))
        + tag("p", words(finding.message.get(lang)), class_="message")
        + tag("dl", rows)
        + _fine(finding, lang)
        + _own(number, lang)
    )
    return tag(
        "li",
        inner,
        class_=f"card {kind}",
        id=f"f{number}",
        data_level=kind,
        data_family=family(finding),
        data_key=finding.fingerprint,
    )


def _rows(one: Numbered, lang: str) -> Iterator[tuple[str, str]]:
    """What a card says in its lines: the key of its name, and HTML."""
    number, finding = one
    message = finding.message.get(lang)
    # What the message or the stated figure says is not said once more.
    plain = "".join(finding.excerpt.split()).replace(",", "")
    if finding.excerpt not in message and plain != finding.stated:
        yield "excerpt", words(_short(finding.excerpt))
    yield "working", words(finding.working) if finding.working not in message else ""
    figures = [
        tag("span", f"{words(said(key, lang))} {tag('b', words(figure))}", class_="figure")
        for key in ("stated", "computed", "difference", "tolerance")
        if (figure := getattr(finding, key)) and (key != "tolerance" or re.search("[1-9]", figure))
    ]
    yield "figures", " ".join(figures)
    yield "missing", words(listed(finding.missing, lang))
    near = (_near(number, at, one, lang) for at, one in enumerate(finding.related))
    yield "related", " ".join(near)
    yield "fix", words(finding.fix or "")
    yield "basis", words(clauses((each.get(lang) for each in finding.basis), lang))


def _near(number: int, at: int, near: Related, lang: str) -> str:
    """A related place as a link to it."""
    name = role(near.role, lang)
    shown = words(_short(near.excerpt))
    if name:
        shown = f"{tag('i', words(name))} {shown}"
    where = place(near.location, lang)
    if where:
        shown += " " + tag("small", words(where))
    if near.span.start < near.span.end:
        return tag("a", shown, class_="near", href=f"#m{number}-{at}")
    return tag("span", shown, class_="near")


def _short(text: str) -> str:
    """A text in one line, without its middle where it is long."""
    text = " ".join(text.split("\n"))
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}…{text[-half:]}"


def _fine(finding: Finding, lang: str) -> str:
    """What is seldom asked for: the sections above, the confidence, the fingerprint."""
    parts = [" › ".join(finding.location.section)]
    if finding.confidence is not None:
        parts.append(said("confidence", lang, text=finding.confidence))
    parts.append(said("fingerprint", lang, text=finding.fingerprint))
    return tag("p", words("　".join(part for part in parts if part)), class_="fine")


def _own(number: int, lang: str) -> str:
    """Where a reviewer marks what becomes of the finding, on the screen or on paper."""
    choices = "".join(
        tag(
            "label",
            f'<input type="radio" name="d{number}" value="{key}"> ' + words(said(key, lang)),
        )
        for key in ("yes", "no")
    )
    name = words(said("remark", lang))
    remark = tag("label", f'{name} <input type="text" maxlength="500"><u></u>', class_="remark")
    return tag("div", choices + remark, class_="own")
