"""The rules of one pack file → plain JSON data, with every fault of the file found in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from string import Formatter
from typing import Any, NamedTuple

from checker.model.rule import Document, Node, Vocabulary
from checker.packs.assertion import (
    AssertionFault,
    operator_inside,
    parse_with_places,
    term_name,
    terms_of,
)
from checker.packs.card import card_faults, compile_card, is_formula
from checker.packs.draft import Draft
from checker.packs.kinds import clashes
from checker.packs.regulations import ARITHMETIC, beyond, find_document
from checker.packs.schema import nearest, schema, validate
from checker.packs.yaml_marks import Fault, Marked, Path, strings

FAMILIES = (
    *("SEC", "NUM", "SUM", "TAB", "EXE", "DIS", "PRO", "SCO", "CNT", "CON"),
    *("GOA", "PRB", "CIT", "DAT", "WRD", "TYP"),
)
_ID = re.compile(r"(?:([A-Z]{2,4})-)?([A-Z]{3})-([0-9]{2,3})", re.ASCII)
_TERM = "#/$defs/term"
_WORTH = {"error": 2, "warning": 1, "info": 0}
_BEARS = {"confirmed": 2, "recalled": 1, "inferred": 0}


class Known(NamedTuple):
    """What the rules of a file may name: its own and what it inherits of the packs it extends.

    ``documents`` are by name (``regulations.by_name``), ``titles`` those of the outline.
    """

    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    titles: tuple[str, ...]


class Compiled(NamedTuple):
    """The rules of a file by id with their assertions as nodes, and its scorecard."""

    rules: dict[str, dict[str, Any]]
    card: dict[str, Any] | None


def compile_draft(draft: Draft, known: Known) -> tuple[Compiled, list[Fault]]:
    """The compiled form of a file, and all that is wrong with the file by itself.

    With faults the form is of no use.
    """
    marked = draft.marked
    faults = list(draft.odd)
    if marked.data is None:
        return Compiled({}, None), faults
    told = {(fault.line, fault.column) for fault in faults}
    faults += [f for f in validate(marked, "pack") if (f.line, f.column) not in told]
    data = _mapping(marked.data)
    nodes: dict[str, dict[str, Node]] = {}
    for name, rule in draft.rules.items():
        path: Path = ("rules", name)
        faults += _id_faults(marked, path, name, str(data.get("prefix", "")))
        if rule:
            faults += _rule_faults(marked, path, rule, known, nodes.setdefault(name, {}))
    kinds = known.vocabulary.terms
    card = compile_card(
        data.get("scorecard"),
        partial(_card_claim, marked, known, faults),
        lambda name: kinds[name].kind if name in kinds else "",
    )
    faults += _order_faults(marked, data)
    faults += [marked.fault(path, zh, en) for path, zh, en in card_faults(card)]
    if faults:
        return Compiled({}, None), faults
    rules = {name: _rule(name, rule, nodes[name], known) for name, rule in draft.rules.items()}
    return Compiled(rules, card), []


def _order_faults(marked: Marked, data: Mapping[str, Any]) -> Iterator[Fault]:
    """Years from a later to an earlier one."""
    first, dash, last = str(_mapping(data.get("applies")).get("years", "")).partition("-")
    if dash and first.isdigit() and last.isdigit() and int(last) < int(first):
        zh, en = f"年份颠倒了：{first}在{last}之后", f"{first} is after {last}"
        yield marked.fault(("applies", "years"), zh, en)


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
    marked: Marked, path: Path, rule: dict[str, Any], known: Known, nodes: dict[str, Node]
) -> Iterator[Fault]:
    """What the schema cannot see in one rule; the parsed claims are put into ``nodes``."""
    if ("assert" in rule) == ("check" in rule):
        zh, en = "assert 与 check 必须有且只有一个", "exactly one of assert and check is needed"
        yield marked.fault(path, zh, en, key=True)
    if "assert" in rule and "params" in rule:
        zh, en = "params 只与 check 同用", "params go with check only"
        yield marked.fault((*path, "params"), zh, en, key=True)
    elif "params" in rule:
        yield from params_faults(
            marked, (*path, "params"), str(rule.get("check")), rule["params"], known.vocabulary
        )
    for key in ("assert", "when"):
        text = rule.get(key)
        if isinstance(text, str) and text and not (key == "when" and text == "always"):
            yield from _claim_faults(marked, (*path, key), text, known, nodes)
    yield from _basis_faults(marked, (*path, "basis"), rule, known.documents)
    zh, en = bears(marks_of(rule), str(rule.get("severity")))
    if zh:
        yield marked.fault((*path, "severity"), zh, en)
    yield from _message_faults(marked, path, rule)


def marks_of(rule: Mapping[str, Any]) -> list[str]:
    """The marks of the basis of a rule as it stands in a file."""
    grounds = rule.get("basis")
    listed = grounds if isinstance(grounds, list) else []
    return [str(ground.get("mark")) for ground in listed if isinstance(ground, dict)]


def _basis_faults(
    marked: Marked, path: Path, rule: dict[str, Any], documents: Mapping[str, Document]
) -> Iterator[Fault]:
    """Documents that are not known, and articles that they do not have."""
    grounds = rule.get("basis")
    for at, ground in enumerate(grounds if isinstance(grounds, list) else ()):
        name = _mapping(ground).get("document")
        if not isinstance(name, str) or not name or name == ARITHMETIC:
            continue
        one = find_document(name, documents)
        if one is None:
            names = [shown for d in documents.values() for shown in (d.key, d.title, d.number)]
            zh, en = nearest(name, dict.fromkeys((*names, ARITHMETIC)))
            yield marked.fault(
                (*path, at, "document"),
                f"没有文件“{name}”{zh}；可在本包的 documents 里写明",
                f"there is no document “{name}”{en}; it may be given under documents",
            )
            continue
        zh, en = beyond(str(ground.get("article", "")), one)
        if zh:
            yield marked.fault((*path, at, "article"), zh, en)


def params_faults(
    marked: Marked, path: Path, check: str, params: Any, vocabulary: Vocabulary
) -> Iterator[Fault]:
    """Terms among the parameters of a check that the vocabulary does not have."""
    shape = _mapping(schema("pack")["$defs"].get(f"params-{check}"))
    for place, name in _named_terms(shape, params, path):
        if name not in vocabulary.terms:
            zh, en = _unknown_term(name, vocabulary)
            yield marked.fault(place, zh, en)


def _named_terms(shape: Mapping[str, Any], data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every string of ``data`` that the schema ``shape`` says to be a term, with its path."""
    reference = shape.get("$ref", "")
    if reference == _TERM:
        yield from strings(data, path) if isinstance(data, str) else ()
        return
    if reference:
        shape = _mapping(schema("pack")["$defs"].get(reference.rpartition("/")[2]))
    for branch in (*shape.get("anyOf", ()), *shape.get("oneOf", ())):
        yield from _named_terms(branch, data, path)
    if isinstance(data, list):
        for at, item in enumerate(data):
            yield from _named_terms(_mapping(shape.get("items")), item, (*path, at))
    elif isinstance(data, dict):
        properties, others = shape.get("properties", {}), shape.get("additionalProperties")
        for key, value in data.items():
            below = _mapping(properties.get(key, others))
            yield from _named_terms(below, value, (*path, key))


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
    marked: Marked, path: Path, text: str, known: Known, nodes: dict[str, Node]
) -> Iterator[Fault]:
    if path[-1] == "when" and text.isascii() and text.isalpha():
        zh, en = nearest(text, ["always"])
        zh, en = f"应写 always 或一个判断{zh}", f"must be always, or a claim{en}"
        yield marked.fault(path, zh, en)
        return
    try:
        node, places = parse_with_places(text)
    except AssertionFault as fault:
        yield marked.fault(path, fault.zh, fault.en, offset=fault.offset)
        return
    nodes[str(path[-1])] = node
    for (tag, name, *_), offset in places:
        if tag == "section" and not _has_title(name, known.titles):
            zh, en = nearest(name, known.titles)
            zh, en = f"提纲里没有“{name}”部分{zh}", f"the outline has no section “{name}”{en}"
            yield marked.fault(path, zh, en, offset=offset)
        elif tag == "term" and name not in known.vocabulary.terms:
            zh, en = _unknown_term(name, known.vocabulary)
            yield marked.fault(path, zh, en, offset=offset)
    for zh, en in clashes(node, known.vocabulary.terms):
        yield marked.fault(path, zh, en)


def _card_claim(
    marked: Marked, known: Known, faults: list[Fault], path: Path, text: str
) -> Node | None:
    """The node of a claim of the scorecard; what is wrong with it goes to ``faults``."""
    nodes: dict[str, Node] = {}
    faults += _claim_faults(marked, path, text, known, nodes)
    node = nodes.get(str(path[-1]))
    if path[-1] == "formula" and node is not None and not is_formula(node):
        zh, en = "公式应写成 术语 = 算式", "a formula is written TERM = EXPRESSION"
        faults.append(marked.fault(path, zh, en))
    return node


def _has_title(name: str, titles: Iterable[str]) -> bool:
    """Whether a title of the outline holds these words; where no outline is known any may be."""
    listed = ["".join(title.split()) for title in titles]
    return not listed or any("".join(name.split()) in title for title in listed)


def _message_faults(marked: Marked, path: Path, rule: dict[str, Any]) -> Iterator[Fault]:
    shape = schema("pack")["$defs"]["rule"]["properties"]
    known = list(shape["message"]["x-placeholders"])
    known += shape["check"]["x-placeholders"].get(str(rule.get("check")), [])
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


def _shown(name: str, documents: Mapping[str, Document]) -> str:
    one = find_document(name, documents)
    return one.shown if one is not None else name


def words(data: Any) -> list[str]:
    """One text of a file in both languages, the second "" where it has none."""
    return [data, ""] if isinstance(data, str) else [data["zh"], data.get("en", "")]


def _rule(name: str, rule: dict[str, Any], nodes: dict[str, Node], known: Known) -> dict[str, Any]:
    """One rule, compiled. A claim's ``params`` say the kind of each of its terms."""
    params = rule.get("params", {})
    if "assert" in nodes:
        named = {term_name(term[1]) for node in nodes.values() for term in terms_of(node)}
        params = {"kinds": {term: known.vocabulary.terms[term].kind for term in sorted(named)}}
    when = rule.get("when", "")
    return {
        "id": name,
        "title": words(rule["title"]),
        "severity": rule["severity"],
        "message": words(rule["message"]),
        "basis": [
            [_shown(g["document"], known.documents), g.get("article", ""), g["mark"]]
            for g in rule["basis"]
        ],
        "claim": nodes.get("assert"),
        "check": rule.get("check", ""),
        "params": params,
        "when": ["always"] if when == "always" else nodes.get("when"),
        "within": rule.get("within", ""),
        "pass": rule["examples"]["pass"],
        "fail": rule["examples"]["fail"],
        "limits": words(rule.get("limits", "")),
        "assertion": rule.get("assert", ""),
    }
