"""The ledger: in words for everybody, rule by rule for who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from checker.model.verdict import Checked, LedgerLine
from checker.output.look import Look, level
from checker.output.width import clean, wrap
from checker.wording import clauses, listed, reason, say

Standing = Literal["fail", "undetermined", "pass", "applies-not"]


def standing(line: LedgerLine) -> Standing:
    """What became of a rule, in one word: what is worst counts."""
    if not line.applies:
        return "applies-not"
    if line.failed:
        return "fail"
    return "undetermined" if line.undetermined else "pass"


def in_words(checked: Checked, look: Look) -> list[str]:
    """The ledger as sentences, in lines: what was found, how many rules passed, which could not
    be judged for want of what, and why the others do not apply."""
    lang = look.lang
    by: dict[Standing, list[LedgerLine]] = {}
    for line in checked.ledger:
        by.setdefault(standing(line), []).append(line)
    passed, failed = len(by.get("pass", ())), len(by.get("fail", ()))
    undecided, rest = by.get("undetermined", []), by.get("applies-not", [])
    counted = passed + failed + len(undecided)
    places = sum(finding.outcome == "fail" for finding in checked.findings)
    key = "ledger-merged" if failed > places else "ledger"
    parts = [say(key, lang, rules=counted, passed=passed, failed=failed, places=places)]
    if undecided:
        missing = tuple(dict.fromkeys(name for line in undecided for name in line.missing))
        key = "ledger-open" if missing else "ledger-open-alone"
        parts.append(say(key, lang, rules=len(undecided), missing=listed(missing, lang)))
    if rest:
        parts.append(say("ledger-rest", lang, rules=len(rest), reasons=_reasons(rest, lang)))
    text = say("sentences", lang, first=_found(checked, lang), second=clauses(parts, lang))
    return wrap(clean(text), look.columns, look.ambiguous)


def _found(checked: Checked, lang: str) -> str:
    levels = [level(finding) for finding in checked.findings]
    found = [
        say("count", lang, level=say(name, lang), number=levels.count(name))
        for name in ("error", "warning", "info")
        if name in levels
    ]
    if not found:
        return say("found-nothing", lang)
    return say("found", lang, counts=listed(tuple(found), lang))


def _reasons(lines: Sequence[LedgerLine], lang: str) -> str:
    """The reasons why rules do not apply, each with their number, the most frequent first."""
    numbers: dict[str, int] = {}
    for line in lines:
        numbers[line.reason] = numbers.get(line.reason, 0) + 1
    ordered = sorted(numbers.items(), key=lambda entry: -entry[1])
    return listed(
        tuple(say(f"because.{key}", lang, number=number) for key, number in ordered), lang
    )


def in_full(checked: Checked, lang: str) -> list[tuple[list[str], str]]:
    """A row for each rule: what became of it, its id, passes/failures/undetermined; and in words
    its title with why it was not applied."""
    rows = []
    for line in checked.ledger:
        words = line.rule.title.get(lang)
        if not line.applies:
            why = reason(line.reason, line.missing, lang)
            words = say("with-reason", lang, title=words, reason=why)
        numbers = f"{line.passed}/{line.failed}/{line.undetermined}"
        rows.append(([say(standing(line), lang), line.rule.id, numbers], clean(words)))
    return rows
