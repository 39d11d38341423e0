"""One pack file → plain JSON data, with every fault of the file found in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from string import Formatter
from typing import Any

from checker.model.rule import Node, Vocabulary
from checker.packs.assertion import (
    AssertionFault,
    operator_inside,
    parse_with_places,
    term_name,
    terms_of,
)
from checker.packs.card import compile_card, is_formula
from checker.packs.kinds import clashes
from checker.packs.schema import nearest, schema, validate
from checker.packs.yaml_marks import Fault, Marked, Path, read_yaml, strings

FAMILIES = (
    *("SEC", "NUM", "SUM", "TAB", "EXE", "DIS", "PRO", "SCO", "CNT", "CON"),
    *("GOA", "PRB", "CIT", "DAT", "WRD", "TYP"),
)
_ID = re.compile(r"(?:([A-Z]{2,4})-)?([A-Z]{3})-([0-9]{2,3})", re.ASCII)
_TERM = "#/$defs/term"
_WORTH = {"error": 2, "warning": 1, "info": 0}
_BEARS = {"confirmed": 2, "recalled": 1, "inferred": 0}


def compile_file(
    file: str, text: str, vocabulary: Vocabulary
) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The compiled form of one pack file, or None with all its faults.

    The form has the fields of the file with assertions as nodes, ``years`` as [from, to or None]
    and ``places`` (line and column of each entry of ``extends``, ``rules``, ``override``), so that
    what only shows when packs are put together can be said at its place.
    """
    marked, faults = read_yaml(file, text)
    if marked.data is None:
        return None, faults
    told = {(fault.line, fault.column) for fault in faults}
    faults += [f for f in validate(marked, "pack") if (f.line, f.column) not in told]
    data = marked.data if isinstance(marked.data, dict) else {}
    rules = _mapping(data.get("rules"))
    compiled = []
    for name, rule in rules.items():
        path: Path = ("rules", name)
        faults += _id_faults(marked, path, name, str(data.get("prefix", "")))
        if isinstance(rule, dict):
            nodes: dict[str, Node] = {}
            faults += _rule_faults(marked, path, rule, vocabulary, nodes)
            compiled.append((name, rule, nodes))
    card = compile_card(
        data.get("scorecard"),
        partial(_card_claim, marked, vocabulary, faults),
        lambda name: vocabulary.terms[name].kind if name in vocabulary.terms else "",
    )
    if faults:
        return None, sorted(set(faults))
    return {
        "pack": data["pack"],
        "version": data["version"],
        "title": _words(data["title"]),
        "extends": data.get("extends", []),
        "applies": _applies(data.get("applies", {})),
        "outline": [_entry(entry) for entry in data.get("outline", [])],
        "scorecard": card,
        "rules": [_rule(name, rule, nodes, vocabulary) for name, rule, nodes in compiled],
        "override": data.get("override", {}),
        "places": {
            "pack": [_place(marked, ("pack",))],
            "extends": [
                _place(marked, ("extends", i)) for i in range(len(data.get("extends", [])))
            ],
            "rules": {name: _place(marked, ("rules", name)) for name in rules},
            "override": {
                name: _place(marked, ("override", name)) for name in data.get("override", {})
            },
        },
    }, []


def bears(marks: list[str], severity: str) -> tuple[str, str]:
    """Why a basis with these marks cannot bear ``severity`` (zh, en); two empty texts if it can.

    An error needs a confirmed basis, a warning a recalled one (design.md, Semantics 6); the best
    of several marks counts.
    """
    best = max((_BEARS[mark] for mark in marks if mark in _BEARS), default=2)
    if best >= _WORTH.get(severity, 0):
        return "", ""
    mark = next(mark for mark, worth in _BEARS.items() if worth == best)
    most = next(name for name, worth in _WORTH.items() if worth == best)
    return (
        f"依据只是 {mark}，最多可定为 {most}",
        f"a basis that is {mark} bears {most} at most",
    )


def _id_faults(marked: Marked, path: Path, name: str, prefix: str) -> Iterator[Fault]:
    found = _ID.fullmatch(name)
    form = f"{prefix}-SUM-01" if prefix else "SUM-01"
    if not found:
        zh, en = f"规则编号应如 {form}", f"a rule id looks like {form}"
        yield marked.fault(path, zh, en, key=True)
        return
    if (found[1] or "") != prefix:
        zh = f"编号应以“{prefix}-”开头，如 {form}" if prefix else f"没有 prefix，编号应如 {form}"
        en = f"the prefix of this pack is “{prefix}”: {form}"
        yield marked.fault(path, zh, en, key=True)
    if found[2] not in FAMILIES:
        zh, en = nearest(found[2], FAMILIES)
        zh, en = f"没有规则族“{found[2]}”{zh}", f"there is no family “{found[2]}”{en}"
        yield marked.fault(path, zh, en, key=True)


def _rule_faults(
    marked: Marked, path: Path, rule: dict[str, Any], vocabulary: Vocabulary, nodes: dict[str, Node]
) -> Iterator[Fault]:
    """What the schema cannot see in one rule; the parsed claims are put into ``nodes``."""
    if ("assert" in rule) == ("check" in rule):
        zh, en = "assert 与 check 必须有且只有一个", "exactly one of assert and check is needed"
        yield marked.fault(path, zh, en, key=True)
    if "assert" in rule and "params" in rule:
        zh, en = "params 只与 check 同用", "params go with check only"
        yield marked.fault((*path, "params"), zh, en, key=True)
    elif "params" in rule:
        yield from _params_faults(marked, (*path, "params"), rule, vocabulary)
    for key in ("assert", "when"):
        text = rule.get(key)
        if isinstance(text, str) and text and not (key == "when" and text == "always"):
            yield from _claim_faults(marked, (*path, key), text, vocabulary, nodes)
    grounds = rule.get("basis")
    listed = grounds if isinstance(grounds, list) else []
    marks = [str(ground.get("mark")) for ground in listed if isinstance(ground, dict)]
    zh, en = bears(marks, str(rule.get("severity")))
    if zh:
        yield marked.fault((*path, "severity"), zh, en)
    yield from _message_faults(marked, path, rule)


def _params_faults(
    marked: Marked, path: Path, rule: dict[str, Any], vocabulary: Vocabulary
) -> Iterator[Fault]:
    """Terms among the parameters of a check that the vocabulary does not have."""
    shapes = schema("pack")["$defs"]
    properties = _mapping(shapes.get(f"params-{rule.get('check')}")).get("properties", {})
    for key, given in _mapping(rule["params"]).items():
        shape = _mapping(properties.get(key))
        if _TERM in (shape.get("$ref"), _mapping(shape.get("items")).get("$ref")):
            for place, name in strings(given, (*path, key)):
                if name not in vocabulary.terms:
                    zh, en = _unknown_term(name, vocabulary)
                    yield marked.fault(place, zh, en)


def _unknown_term(name: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """What is said of a name that is no term: its canonical name, or the nearest."""
    owner = next((t.name for t in vocabulary.terms.values() if name in t.phrases), "")
    if owner:
        zh, en = f"（规范名称是“{owner}”）", f" (its canonical name is “{owner}”)"
    elif word := operator_inside(name):
        zh, en = f"（运算符“{word}”前后要空格）", f" (“{word}” needs spaces around it)"
    else:
        zh, en = nearest(name, vocabulary.terms)
    return f"词表里没有术语“{name}”{zh}", f"“{name}” is no term of the vocabulary{en}"


def _claim_faults(
    marked: Marked, path: Path, text: str, vocabulary: Vocabulary, nodes: dict[str, Node]
) -> Iterator[Fault]:
    try:
        node, places = parse_with_places(text)
    except AssertionFault as fault:
        yield marked.fault(path, fault.zh, fault.en, offset=fault.offset)
        return
    nodes[str(path[-1])] = node
    for term, offset in places:
        name = term[1]
        if name in vocabulary.terms:
            continue
        zh, en = _unknown_term(name, vocabulary)
        yield marked.fault(path, zh, en, offset=offset)
    for zh, en in clashes(node, vocabulary.terms):
        yield marked.fault(path, zh, en)


def _card_claim(
    marked: Marked, vocabulary: Vocabulary, faults: list[Fault], path: Path, text: str
) -> Node | None:
    """The node of a claim of the scorecard; what is wrong with it goes to ``faults``."""
    nodes: dict[str, Node] = {}
    faults += _claim_faults(marked, path, text, vocabulary, nodes)
    node = nodes.get(str(path[-1]))
    if path[-1] == "formula" and node is not None and not is_formula(node):
        zh, en = "公式应写成 术语 = 算式", "a formula is written TERM = EXPRESSION"
        faults.append(marked.fault(path, zh, en))
    return node


def _message_faults(marked: Marked, path: Path, rule: dict[str, Any]) -> Iterator[Fault]:
    shape = schema("pack")["$defs"]["rule"]["properties"]
    known = list(shape["message"]["x-placeholders"])
    known += shape["check"]["x-placeholders"].get(rule.get("check"), [])
    message = rule.get("message")
    texts = [("zh", message)] if isinstance(message, str) else list(_mapping(message).items())
    for lang, text in texts:
        below = (*path, "message") if text is message else (*path, "message", lang)
        try:
            fields = [field for _, field, _, _ in Formatter().parse(str(text)) if field is not None]
        except ValueError:
            zh, en = "花括号不成对（文字里的花括号要写两个）", "unbalanced braces (write {{ for {)"
            yield marked.fault(below, zh, en)
            continue
        for field in fields:
            if field not in known:
                zh, en = nearest(field, known)
                zh = f"没有占位符 {{{field}}}{zh}"
                en = f"there is no placeholder {{{field}}}{en}"
                yield marked.fault(below, zh, en, offset=str(text).find("{" + field))


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _words(data: Any) -> list[str]:
    return [data, ""] if isinstance(data, str) else [data["zh"], data.get("en", "")]


def _place(marked: Marked, path: Path) -> list[int]:
    fault = marked.fault(path, "", "", key=True)
    return [fault.line, fault.column]


def _applies(data: dict[str, str]) -> dict[str, Any]:
    applies: dict[str, Any] = dict(data)
    if "years" in data:
        first, dash, last = data["years"].partition("-")
        applies["years"] = [int(first), int(last) if last else None if dash else int(first)]
    return applies


def _entry(data: Any) -> list[Any]:
    if isinstance(data, str):
        return [data, [], [], False]
    below = [_entry(entry) for entry in data.get("contains", [])]
    return [data["title"], data.get("also", []), below, data.get("optional") == "true"]


def _rule(
    name: str, rule: dict[str, Any], nodes: dict[str, Node], vocabulary: Vocabulary
) -> dict[str, Any]:
    """One rule, compiled. A claim's ``params`` say the kind of each of its terms."""
    params = rule.get("params", {})
    if "assert" in nodes:
        named = {term_name(term[1]) for node in nodes.values() for term in terms_of(node)}
        params = {"kinds": {term: vocabulary.terms[term].kind for term in sorted(named)}}
    when = rule.get("when", "")
    return {
        "id": name,
        "title": _words(rule["title"]),
        "severity": rule["severity"],
        "message": _words(rule["message"]),
        "basis": [[g["document"], g.get("article", ""), g["mark"]] for g in rule["basis"]],
        "claim": nodes.get("assert"),
        "check": rule.get("check", ""),
        "params": params,
        "when": ["always"] if when == "always" else nodes.get("when"),
        "within": rule.get("within", ""),
        "pass": rule["examples"]["pass"],
        "fail": rule["examples"]["fail"],
        "limits": _words(rule.get("limits", "")),
        "assertion": rule.get("assert", ""),
    }
