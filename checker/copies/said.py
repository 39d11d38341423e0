"""What a note beside a finding says: the same words in every marked copy."""

from __future__ import annotations

from checker.model.verdict import Finding
from checker.output.look import Look, level
from checker.output.table import also, arithmetic
from checker.wording import clauses, say

AUTHOR = "jixiao 绩效"


def head(finding: Finding, lang: str) -> str:
    """The severity in words (无法判断 for what is undetermined) and the rule."""
    word = say(level(finding), lang)
    return f"【{word}】{finding.rule}" if lang == "zh" else f"[{word}] {finding.rule}"


def lines(finding: Finding, lang: str) -> list[str]:
    """What is said of a finding, a line each: message, arithmetic, related places, basis."""
    said = [finding.message.get(lang), arithmetic(finding, lang), also(finding, Look(lang))]
    if finding.basis:
        basis = clauses((one.get(lang) for one in finding.basis), lang)
        said.append(say("basis", lang, basis=basis))
    return [line for line in said if line]
