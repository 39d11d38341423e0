"""What a pack changes of the rules of those it extends: severity, parameters, or that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.packs.compile import Known, bears, marks_of, params_faults
from checker.packs.draft import Draft
from checker.packs.schema import nearest, validate_params
from checker.packs.selectors import names_of
from checker.packs.yaml_marks import Fault

DISABLED = "disabled"


@dataclass(slots=True)
class Entry:
    """A rule on its way through overrides: as written, where, and what it is by now."""

    raw: dict[str, Any]
    home: Draft
    severity: str
    params: dict[str, Any]


def overridden(chain: Sequence[Draft]) -> dict[str, Entry]:
    """The rules of a chain by id after every override; of one id the first."""
    rules: dict[str, Entry] = {}
    for draft in chain:
        for rule_id in list(rules) if draft.override else ():
            _change(rule_id, rules, changes_of(rule_id, draft.override))
        for name, raw in draft.rules.items():
            params, severity = raw.get("params"), str(raw.get("severity", ""))
            own = params if isinstance(params, dict) else {}
            rules.setdefault(name, Entry(raw, draft, severity, own))
    return rules


def changes_of(rule_id: str, override: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What an override says of one rule, by selector; the most exact, which decides, is the last."""
    ranks = names_of(rule_id)
    named = [item for item in override.items() if item[0] in ranks]
    return sorted(named, key=lambda item: ranks[item[0]])


def _change(rule_id: str, rules: dict[str, Entry], changes: Sequence[tuple[str, Any]]) -> None:
    if changes and changes[-1][1] == DISABLED:
        del rules[rule_id]
        return
    entry = rules[rule_id]
    for _, change in changes:
        if change != DISABLED:
            more = change.get("params")
            entry.severity = change.get("severity", entry.severity)
            entry.params = {**entry.params, **(more if isinstance(more, dict) else {})}


def override_faults(draft: Draft, below: Sequence[Draft], known: Known) -> Iterator[Fault]:
    """What cannot be done to the rules of the packs below."""
    if not draft.override:
        return
    rules = overridden(below)
    selectors = {name for rule_id in rules for name in names_of(rule_id)}
    for name, change in draft.override.items():
        path = ("override", name)
        if name not in selectors:
            zh, en = nearest(name, sorted(selectors))
            zh, en = f"所引用的包里没有规则“{name}”{zh}", f"no rule “{name}” is extended{en}"
            yield draft.fault(path, zh, en, key=True)
        elif change != DISABLED and "params" in change:
            yield from _params_override(draft, name, rules.get(name), change["params"], known)
    for rule_id, entry in rules.items():
        yield from _severity_faults(draft, rule_id, entry)


def _severity_faults(draft: Draft, rule_id: str, entry: Entry) -> Iterator[Fault]:
    """A severity that the basis of a rule does not bear, where the override that decides gives it."""
    changes = changes_of(rule_id, draft.override)
    if not changes or changes[-1][1] == DISABLED:
        return
    by = [name for name, change in changes if change != DISABLED and "severity" in change]
    severity = draft.override[by[-1]]["severity"] if by else ""
    zh, en = bears(marks_of(entry.raw), str(severity))
    if zh:
        if by[-1] != rule_id:
            zh, en = f"“{rule_id}”的{zh}", f"“{rule_id}”: {en}"
        yield draft.fault(("override", by[-1]), zh, en, key=True)


def _params_override(
    draft: Draft, name: str, entry: Entry | None, params: Any, known: Known
) -> Iterator[Fault]:
    """What is wrong with other parameters for one rule, by the schema of its check."""
    path = ("override", name)
    if entry is None:
        zh, en = "只有单条规则可以改参数", "only a single rule can be given other parameters"
        yield draft.fault((*path, "params"), zh, en, key=True)
        return
    check = entry.raw.get("check")
    if not isinstance(check, str):
        zh, en = f"“{name}”是判断，没有参数", f"“{name}” is a claim and has no parameters"
        yield draft.fault(path, zh, en, key=True)
    elif isinstance(params, dict):
        below = (*path, "params")
        yield from validate_params(draft.marked, check, params, below)
        yield from params_faults(draft.marked, below, check, params, known.vocabulary)
