"""Reports, rules and verdicts made by hand: findings, outputs and commands are tested without
the rooms that read reports and judge them.

As a program it is ``jixiao`` with those rooms replaced: one rule holds sums in prose
(``合计820.50万元，其中基本支出600.25万元、项目支出222.25万元``), one the word 非常.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Sequence
from decimal import Decimal

from checker.model.report import Identity, Paragraph, Report, Section
from checker.model.rule import Ground, Node, OutlineEntry, Rule, RulePack, Severity, Words
from checker.model.text import Source, Span
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict

SOFT = "↵"
"""A line end inside a paragraph, in the texts of tests."""


def report(physical: str, path: str = "report.txt", kind: str = "department") -> Report:
    """A report whose lines are paragraphs, except where ``SOFT`` breaks them.

    Lines that begin with 一、 or （一） and have no full stop are headings.
    """
    shown = physical.replace(SOFT, "\n")
    kept = [index for index, character in enumerate(physical) if character != SOFT]
    text = "".join(physical[index] for index in kept)
    starts = array("Q", [0, *(index + 1 for index, c in enumerate(shown) if c == "\n")])
    source = Source(path, shown, "text", "utf-8", starts)
    identity = Identity("某某市教育局", ("广东省", "某某市"), "市", 2020, kind)
    paragraphs = tuple(
        Paragraph(Span(*match.span()), "text") for match in re.finditer("[^\n]+", text)
    )
    pieces, origins = array("Q", range(len(text))), array("Q", kept)
    return Report(
        source, text, text, pieces, origins, identity, paragraphs, sections(text), (), (), (), ()
    )


def sections(text: str) -> tuple[Section, ...]:
    """The headings of a text in two levels."""
    found: list[tuple[Span, Span, int]] = []
    for match in re.finditer(r"(?m)^(?:([一二三四五]、)|(（[一二三四五]）))([^。\n]+)$", text):
        found.append((Span(*match.span()), Span(*match.span(3)), 1 if match[1] else 2))
    made: list[Section] = []
    parent = -1
    for index, (heading, title, depth) in enumerate(found):
        ends = [other.start for other, _, level in found[index + 1 :] if level <= depth]
        span = Span(heading.start, ends[0] if ends else len(text))
        made.append(
            Section(
                heading, title, span, "一、", None, depth, -1 if depth == 1 else parent, item=False
            )
        )
        parent = index if depth == 1 else parent
    return tuple(made)


def rule(
    name: str = "FS-SUM-01",
    severity: Severity = "error",
    zh: str = "支出合计{stated}，各项之和{computed}，相差{difference}",
    en: str = "total {stated}, parts {computed}, off by {difference}",
    claim: Node | None = None,
) -> Rule:
    """A rule with a message and a basis."""
    return Rule(
        name,
        Words("支出合计应等于各项之和", "the total is the sum of its parts"),
        severity,
        Words(zh, en),
        (Ground("财预〔2013〕53号", "第三条", "confirmed"),),
        claim=claim,
        check="made",
    )


def pack(*rules: Rule) -> RulePack:
    """A pack of these rules."""
    title = Words("测试标准", "criteria of the tests")
    return RulePack("test/made", "1", title, "0123456789abcdef", {}, (), rules)


def span(found: Report, words: str, nth: int = 0) -> Span:
    """Where words stand for the n-th time, from 0."""
    start = -1
    for _ in range(nth + 1):
        start = found.text.index(words, start + 1)
    return Span(start, start + len(words))


def fail(
    found: Report,
    by: Rule,
    claim: str,
    parts: Sequence[tuple[str, str]] = (),
    nth: int = 0,
    outcome: Outcome = "fail",
    stated: str | None = None,
    **more: object,
) -> Verdict:
    """A verdict on the figure ``claim`` with these parts (role and words)."""
    operands = tuple(
        Operand(role, span(found, words, nth), words.replace(",", "")) for role, words in parts
    )
    shown = claim if stated is None and parts else stated or ""
    given: dict[str, object] = {
        "computed": "822.50万元" if parts else "",
        "difference": "2.00万元" if parts else "",
        "tolerance": "0.005万元" if parts else "",
        "working": "600.25 + 222.25 = 822.50 ≠ 820.50 万元" if parts else "",
    }
    return Verdict(
        by,
        outcome,
        span(found, claim, nth),
        operands,
        shown,
        **{**given, **more},  # type: ignore[arg-type]
    )


# --- jixiao with the rooms of reading and judging replaced ------------------------------------

SUM = re.compile(r"合计([\d.]+)万元，其中基本支出([\d.]+)万元、项目支出([\d.]+)万元")
RULES = (
    rule(),
    rule("FS-WRD-02", "warning", "“{excerpt}”不是可以核实的说法", "“{excerpt}” proves nothing"),
    rule("EXE-01", "error", "执行率不符", "wrong rate"),
    rule("TAB-01", "error", "表中合计不符", "wrong total in a table"),
)


def judged(found: Report, by: Rule, context: object) -> list[Verdict] | NotApplied:
    """What the rules of this module say."""
    if by.id == "FS-SUM-01":
        return [_sum(found, by, match) for match in SUM.finditer(found.text)]
    if by.id == "FS-WRD-02":
        places = [Span(*match.span()) for match in re.finditer("非常", found.text)]
        return [Verdict(by, "fail", place) for place in places] or [Verdict(by, "pass", None)]
    if by.id == "EXE-01":
        return [Verdict(by, "undetermined", None, missing=("年初预算数",))]
    return NotApplied(by, "no-place")


def _sum(found: Report, by: Rule, match: re.Match[str]) -> Verdict:
    total, basic, project = (Decimal(match[index]) for index in (1, 2, 3))
    operands = tuple(
        Operand(role, Span(match.start(index), match.end(index) + 2), f"{match[index]}万元")
        for role, index in (("基本支出", 2), ("项目支出", 3))
    )
    return Verdict(
        by,
        "pass" if total == basic + project else "fail",
        Span(match.start(1), match.end(1) + 2),
        operands,
        f"{total}万元",
        f"{basic + project}万元",
        f"{abs(total - basic - project)}万元",
        "0.015万元",
        f"{basic} + {project} = {basic + project} ≠ {total} 万元",
    )


def understood(source: Source, named: str | None) -> tuple[Report, RulePack, tuple[Words, ...]]:
    """The report that stands in for reading: its kind from its first words."""
    if source.text.startswith("崩溃"):
        raise RuntimeError("broken on purpose")
    kind = {"项目": "project", "随便": "unknown"}.get(source.text[:2], "department")
    notes = (Words("未识别地区，只用通用标准", "unknown region: common criteria only"),)
    return report(source.text, source.path, kind), pack(*RULES), notes


def outline() -> tuple[OutlineEntry, ...]:
    """No outline."""
    return ()


def replace_rooms() -> None:
    """Has this process read and judge as this module does."""
    import checker.cli.pipeline as pipeline
    import checker.engine.run as engine
    import checker.packs as packs

    own = pack(*RULES)
    real = packs.load_packs
    info = packs.PackInfo(own.id, own.version, own.title, {}, tuple(rule.id for rule in own.rules))
    packs.available_packs = lambda: (info,)
    packs.load_packs = lambda name: (own,) if name == own.id else real(name)
    pipeline.understand = understood
    engine.apply = judged  # type: ignore[assignment]


if __name__ == "__main__":
    replace_rooms()
    from checker.cli.main import run

    sys.exit(run())
