"""Layout does not matter: the same report, wrapped or encoded otherwise, says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reading import ROOT, checked, report_of, shown
from shared import REPORTS, SHARED, needs_shared

from checker.model.report import Report
from checker.model.verdict import Checked

HALF = str.maketrans("，；：（）“”？！", ',;:()""?!')


def paragraphs(report: Report) -> list[tuple[str, str]]:
    return [(p.kind, report.text[p.span.start : p.span.end]) for p in report.paragraphs]


def wrapped(text: str, width: int, first: int) -> list[str]:
    lines = [text[:first]]
    rest = text[first:]
    return lines + [rest[at : at + width] for at in range(0, len(rest), width)]


def markdown(blocks: list[tuple[str, str]]) -> str:
    lines: list[str] = []
    for at, (kind, text) in enumerate(blocks):
        if kind == "table":
            cells = text.split()
            lines.append("| " + " | ".join(cells) + " |")
            if blocks[at - 1][0] != "table":
                lines.append("|" + "---|" * len(cells))
        else:
            lines += ["", f"## {text}" if kind == "heading" else text, ""]
    return "\n".join(lines)


def layouts(report: Report) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and file name of the same report in other layouts."""
    blocks = paragraphs(report)
    for width in (14, 28, 40):
        for first in {width, width - 2}:
            lines = [[t] if k == "table" else wrapped(t, width, first) for k, t in blocks]
            flat = [line for block in lines for line in block]
            if first == width or width > 14:  # 12 of 14: a heading of two lines is undecidable
                yield f"{width}/{first}", "\n".join(flat).encode(), "a.txt"
                yield f"{width}/{first}, empty lines between", "\n\n".join(flat).encode(), "a.txt"
            apart = "\n\n".join("\n".join(block) for block in lines)
            yield f"{width}/{first}, paragraphs apart", apart.encode(), "a.txt"
    text = "\n".join(t for _, t in blocks)
    yield "a paragraph a line", text.encode(), "a.txt"
    yield "GB18030", text.encode("gb18030"), "a.txt"
    yield "UTF-16", text.encode("utf-16"), "a.txt"
    yield "CR LF", text.replace("\n", "\r\n").encode("utf-8-sig"), "a.txt"
    yield "CR", text.replace("\n", "\r").encode(), "a.txt"
    yield "half-width", text.translate(HALF).encode(), "a.txt"
    yield "Markdown", markdown(blocks).encode(), "a.md"


def facts(report: Report) -> list[tuple[str, ...]]:
    """The facts that have a name, without the blanks and widths of their scope."""
    return sorted(
        (
            fact.term,
            str(fact.value.amount),
            fact.value.kind,
            str(fact.change),
            str(fact.period),
            fact.basis,
            "".join(fact.scope.translate(HALF).split()),
        )
        for fact in report.facts
        if fact.term
    )


def said(result: Checked) -> set[tuple[str, ...]]:
    """What is shown of a report, but for the form of its characters and of their places."""
    return {
        (rule, excerpt.translate(HALF), *figures)
        for rule, excerpt, *figures in shown(result)
        if not rule.startswith("TYP-") and rule not in ("NUM-05", "NUM-06", "NUM-07", "NUM-10")
    }


def own() -> list[Path]:
    folder = ROOT / "examples"
    return [folder / name for name in ("careful.txt", "wrapped-county.txt", "police.txt")]


def assert_same(path: Path) -> None:
    data = path.read_bytes()
    base, before = report_of(data, path.name), said(checked(data, path.name))
    for name, other, file in layouts(base):
        assert facts(report_of(other, file)) == facts(base), name
        assert said(checked(other, file)) == before, name


@pytest.mark.parametrize("path", own(), ids=lambda path: path.name)
def test_own_reports_say_the_same_in_every_layout(path: Path) -> None:
    assert_same(path)


@needs_shared
@pytest.mark.parametrize("name", REPORTS)
def test_real_reports_say_the_same_in_every_layout(name: str) -> None:
    assert_same(SHARED / "reports" / f"{name}.txt")
