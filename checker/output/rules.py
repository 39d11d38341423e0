"""Rules as their authors see them: listed, explained, and tried on their examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.engine.examples import Trial
from checker.model.rule import Rule, Term, Words
from checker.output.grid import grid
from checker.output.look import Look, dump
from checker.output.width import clean, width, wrap
from checker.wording import listed, reason, say

FAMILIES = {
    "SEC": Words("应有的部分", "sections"),
    "NUM": Words("序号与标题", "ordinals and headings"),
    "SUM": Words("正文勾稽", "sums in prose"),
    "TAB": Words("表格", "tables"),
    "EXE": Words("预算执行", "budget execution"),
    "DIS": Words("信息公开", "disclosure"),
    "PRO": Words("政府采购", "procurement"),
    "SCO": Words("评分", "scores"),
    "CNT": Words("总数与列举", "counts and lists"),
    "CON": Words("前后一致", "one thing said twice"),
    "GOA": Words("绩效目标", "goals"),
    "PRB": Words("问题与措施", "problems and measures"),
    "CIT": Words("引用", "citations"),
    "DAT": Words("日期与年度", "dates and years"),
    "WRD": Words("用词", "words"),
    "TYP": Words("标点与格式", "typography"),
}
WORTH = ("confirmed", "recalled", "inferred")


def _family(rule: Rule) -> str:
    return rule.id.split("-")[-2]


def _mark(rule: Rule) -> str:
    """The best mark of the basis of a rule: what its severity rests on."""
    return min((ground.mark for ground in rule.basis), key=WORTH.index)


def listing(rules: Sequence[Rule], look: Look, form: str) -> str:
    """A line a rule: id, family, severity, basis, pack, title; and how many there are."""
    if form == "json":
        return dump([_listed(rule, look.lang) for rule in rules], look)
    from checker.output.grid import grid

    lang = look.lang
    head = [say(f"rules.{key}", lang) for key in ("id", "family", "severity", "mark", "pack")]
    rows = [[*head, say("rules.title", lang)]]
    rows += [
        [
            rule.id,
            FAMILIES[_family(rule)].get(lang),
            say(rule.severity, lang),
            say(f"mark.{_mark(rule)}", lang),
            rule.pack,
            clean(rule.title.get(lang)),
        ]
        for rule in rules
    ]
    number = len(rules)
    return f"{grid(rows, look.ambiguous)}\n\n{say('rules.number', lang, number=number)}\n"


def _listed(rule: Rule, lang: str) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "family": _family(rule),
        "severity": rule.severity,
        "pack": rule.pack,
        "mark": _mark(rule),
        "basis": [_ground(rule, at) for at in range(len(rule.basis))],
        "title": rule.title.get(lang),
    }


def _ground(rule: Rule, at: int) -> dict[str, str]:
    ground = rule.basis[at]
    return {"document": ground.document, "article": ground.article, "mark": ground.mark}


def card(rule: Rule, look: Look, form: str) -> str:
    """All there is to know of a rule."""
    if form == "json":
        return dump(_whole(rule, look.lang), look)
    lines = [f"{rule.id}  {clean(rule.title.get(look.lang))}"]
    for key, text in _fields(rule, look.lang):
        label = say(f"card.{key}", look.lang)
        room = max(look.columns - width(label, look.ambiguous), 20)
        first, *more = wrap(clean(text), room, look.ambiguous)
        blank = " " * width(label, look.ambiguous)
        lines += [label + first, *(blank + line for line in more)]
    for key, texts in (("pass", rule.examples_pass), ("fail", rule.examples_fail)):
        lines.append(say(f"card.{key}", look.lang))
        for text in texts:
            lines += _passage(text, look)
    return "\n".join(lines) + "\n"


def _passage(text: str, look: Look) -> Iterator[str]:
    """An example line by line, the first marked."""
    mark = "  - "
    for paragraph in text.rstrip("\n").split("\n"):
        for line in wrap(clean(paragraph), max(look.columns - 4, 20), look.ambiguous):
            yield mark + line
            mark = "    "


def _claim(rule: Rule) -> str:
    return " ".join(rule.assertion.split())


def _fields(rule: Rule, lang: str) -> Iterator[tuple[str, str]]:
    """The fields of the card, in order, each as one text."""
    family = _family(rule)
    yield "severity", say(rule.severity, lang)
    yield "family", f"{family} {FAMILIES[family].get(lang)}"
    yield "pack", rule.pack
    if rule.claim is not None:
        yield "assert", _claim(rule)
    else:
        yield "check", rule.check
        if rule.params:
            yield "params", _params(rule.params)
    yield "when", _when(rule, lang)
    if rule.within:
        yield "within", say(f"within.{rule.within}", lang)
    yield "message", rule.message.get(lang)
    for ground in rule.basis:
        apart = " " if ground.article and not ground.article.startswith("第") else ""
        named = f"{ground.document}{apart}{ground.article}"
        yield "basis", say("at", lang, text=named, places=say(f"mark.{ground.mark}", lang))
    if rule.limits.zh:
        yield "limits", rule.limits.get(lang)


def _params(params: Any) -> str:
    """Parameters in one line, as they stand in a pack."""
    if isinstance(params, dict):
        return ", ".join(f"{key}: {_param(value)}" for key, value in params.items())
    return _param(params)


def _param(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + _params(value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_param, value)) + "]"
    return str(value)


def _when(rule: Rule, lang: str) -> str:
    if rule.when is None:
        return say("when.stated" if rule.claim is not None else "when.found", lang)
    if rule.when[0] == "always":
        return say("when.always", lang)
    from checker.packs.assertion import render_assertion

    return render_assertion(rule.when)


def _whole(rule: Rule, lang: str) -> dict[str, Any]:
    claim = rule.claim is not None
    return {
        **_listed(rule, lang),
        "assert": _claim(rule) if claim else None,
        "check": rule.check or None,
        "params": None if claim else rule.params,
        "when": None if rule.when is None else _when(rule, lang),
        "within": rule.within or None,
        "message": rule.message.get(lang),
        "examples": {"pass": rule.examples_pass, "fail": rule.examples_fail},
        "limits": rule.limits.get(lang) or None,
    }


def glossary(terms: Sequence[Term], look: Look) -> str:
    """A row for each term: its name, kind, and the phrases reports use for it."""
    rows = []
    for term in terms:
        phrases = "、".join(dict.fromkeys((*term.phrases, *term.alone)))
        kind = say(f"term.{term.kind}", look.lang)
        lines = wrap(phrases, max(30, look.columns - 42), look.ambiguous)
        rows.append([term.name, kind, "\n".join(lines)])
    return grid(rows, look.ambiguous) + "\n" if rows else say("terms.none", look.lang) + "\n"


def trials(tried: Sequence[Trial], look: Look, form: str) -> str:
    """What rules said of their examples: those that did other than they should, with all that came
    where the look is verbose, and how many were tried."""
    if form == "json":
        return dump([_tried(trial) for trial in tried], look)
    lang = look.lang
    wrong = [trial for trial in tried if not trial.ok and not trial.untried]
    untried = sum(trial.untried for trial in tried)
    lines: list[str] = []
    for trial in tried if look.tone == "verbose" else wrong:
        lines.append(
            say(
                "trial.ok" if trial.ok else "trial.wrong",
                lang,
                rule=trial.rule.id,
                wanted=say(trial.wanted, lang),
                came=_came(trial, lang),
            )
        )
        lines += _passage(trial.text, look)
    if lines:
        lines.append("")
    rules = len({(trial.rule.pack, trial.rule.id) for trial in tried})
    given = {"rules": rules, "number": len(tried) - untried, "wrong": len(wrong)}
    key = "trials.wrong" if wrong else "trials.right" if tried else "trials.none"
    if untried:
        lines.append(say("trials.untried", lang, number=untried))
    return "\n".join([*lines, say(key, lang, **given)]) + "\n"


def _came(trial: Trial, lang: str) -> str:
    """What came of an example, in words."""
    if not trial.came:
        text = say("applies-not", lang)
        why = reason(trial.reason, trial.missing, lang)
        return say("at", lang, text=text, places=why)
    words = listed((say(outcome, lang) for outcome in trial.came), lang)
    if "undetermined" in trial.came and trial.missing:
        missing = listed(trial.missing, lang)
        return say("lacking", lang, text=words, missing=missing)
    return words


def _tried(trial: Trial) -> dict[str, Any]:
    return {
        "rule": trial.rule.id,
        "pack": trial.rule.pack,
        "ok": trial.ok,
        "wanted": trial.wanted,
        "came": trial.came,
        "reason": trial.reason or None,
        "missing": trial.missing,
        "text": trial.text,
    }
