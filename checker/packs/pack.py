"""Rule packs: found, extended, overridden, chosen; each file kept compiled as JSON.

What is kept is one file's compiled form under the hash of its text and of all it is compiled by
(vocabulary, schema, grammar, version of the program). Packs are put together from those on every
run, which needs neither yaml nor jsonschema nor lark.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import __version__, store
from checker.errors import InputError
from checker.model.report import Identity
from checker.model.rule import Ground, OutlineEntry, Rule, RulePack, Words
from checker.packs.assertion import as_node
from checker.packs.card import revive_card
from checker.packs.texts import grammar_text, pack_files, schema_text, terms_text
from checker.packs.vocabulary import load_vocabulary, raise_faults

if TYPE_CHECKING:
    from checker.packs.yaml_marks import Fault

DEFAULT = "common/department"
_FORM = "2"  # of the compiled JSON; raised when its shape changes
_KEYS = {
    *("pack", "version", "title", "applies", "extends", "outline", "scorecard", "override"),
    *("rules", "places"),
}


class PackInfo(NamedTuple):
    """A shipped pack as it is listed; ``applies`` is empty where it is there to be extended."""

    id: str
    version: str
    title: Words
    applies: dict[str, Any]


class _File(NamedTuple):
    """A pack file: the name shown, its text, where it lies, the id it must bear ("" any)."""

    shown: str
    text: str
    folder: Path | None
    id: str


@dataclass(slots=True)
class _Chain:
    """What is gathered while packs are put together, each before those that build on it."""

    files: list[tuple[_File, dict[str, Any]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


def load_pack(id_or_path: str) -> RulePack:
    """The pack of that id, or of that ``.yaml`` file, with all it extends.

    Raises InputError: for a name that is neither, and with every fault of every file at once.
    """
    return _load(id_or_path) if id_or_path.endswith((".yaml", ".yml")) else _shipped(id_or_path)


@cache
def _shipped(name: str) -> RulePack:
    """A shipped pack: it does not change while the program runs."""
    return _load(name)


def _load(id_or_path: str) -> RulePack:
    chain = _Chain()
    _gather(_open(id_or_path), chain)
    raise_faults(chain.faults)
    rules = _merge(chain)
    raise_faults(chain.faults)
    own = chain.files[-1][1]
    outline: list[Any] = next(
        (data["outline"] for _, data in reversed(chain.files) if data["outline"]), []
    )
    return RulePack(
        own["pack"],
        own["version"],
        Words(*own["title"]),
        store.key(terms_text(), *(file.text for file, _ in chain.files)),
        own["applies"],
        tuple(_entry(entry) for entry in outline),
        tuple(rules.values()),
        revive_card(data["scorecard"] for _, data in chain.files),
    )


@cache
def available_packs() -> tuple[PackInfo, ...]:
    """The shipped packs, by id. Raises InputError where one has a fault."""
    found = []
    for name in pack_files():
        data, faults = _compiled(_open(name))
        if data is None:
            raise_faults(faults)
            continue
        found.append(
            PackInfo(data["pack"], data["version"], Words(*data["title"]), data["applies"])
        )
    return tuple(found)


def choose_pack(identity: Identity) -> tuple[RulePack, tuple[Words, ...]]:
    """The pack for a report: of its kind and level, of the smallest region that has one, for
    its year.

    Where the region or the year is not known, or no pack is for them, the common pack is taken,
    and the notes say so. Raises InputError where a shipped pack has a fault.
    """
    best = (-2, -1, "")
    for info in available_packs():
        applies = info.applies
        if applies.get("kind") != identity.kind:
            continue
        if applies.get("level", identity.level) != identity.level:
            continue
        region = applies.get("region", "")
        depth = _depth(region, identity.region) if region else -1
        if (region and depth < 0) or not _covers(applies.get("years"), identity.year):
            continue
        best = max(best, (depth, int("years" in applies), info.id))
    pack = load_pack(best[2] or DEFAULT)
    return pack, _notes(identity, pack)


def _notes(identity: Identity, pack: RulePack) -> tuple[Words, ...]:
    """What the user should know of the choice: nothing where region and year decided it."""
    if pack.applies.get("region"):
        return ()
    place = identity.region[-1] if identity.region else ""
    by = Words(f"按通用规则（{pack.id}）检查", f"checked by the common rules ({pack.id})")
    if not place:
        return (Words(f"看不出是哪个地区的报告，{by.zh}。", f"The region is not known: {by.en}."),)
    if identity.year is None:
        return (Words(f"看不出是哪一年度的报告，{by.zh}。", f"The year is not known: {by.en}."),)
    year = identity.year
    return (
        Words(
            f"没有{place}{year}年度的规则包，{by.zh}。",
            f"There is no pack for {place} {year}: {by.en}.",
        ),
    )


def _depth(region: str, chain: tuple[str, ...]) -> int:
    """How deep in the chain of places ``region`` stands, -1 where it does not."""
    bare = region.rstrip("省市县区")
    return next((i for i, place in enumerate(chain) if place.rstrip("省市县区") == bare), -1)


def _covers(years: list[int | None] | None, year: int | None) -> bool:
    if years is None:
        return True
    first, last = years
    return year is not None and (first or 0) <= year and (last is None or year <= last)


def _open(name: str, folder: Path | None = None) -> _File:
    """The pack file called ``name``: an id, or a path (from ``folder`` where there is one)."""
    if not name.endswith((".yaml", ".yml")):
        shipped = pack_files().get(name)
        if shipped is not None:
            return _File(f"rules/{name}.yaml", shipped.read_text("utf-8"), None, name)
        from checker.packs.schema import nearest

        zh, en = nearest(name, pack_files())
        raise InputError(f"没有规则包“{name}”{zh}", f"there is no rule pack “{name}”{en}")
    path = Path(name) if folder is None else folder / name
    try:
        return _File(str(path), path.read_text("utf-8-sig"), path.parent, "")
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(
            f"{path}：读不了规则包（{why}）", f"{path}: cannot be read ({why})"
        ) from None
    except UnicodeDecodeError:
        zh, en = "规则包必须是 UTF-8 编码", "a rule pack must be encoded in UTF-8"
        raise InputError(f"{path}：{zh}", f"{path}: {en}") from None


@cache
def _made_by() -> str:
    """A key for all that the compiled form of a pack depends on but its own text."""
    return store.key(_FORM, __version__, terms_text(), schema_text("pack"), grammar_text())


def _compiled(file: _File) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The compiled form of one file, from the cache where the same text was compiled before."""
    kept = "pack-" + store.key(_made_by(), file.text)
    stored = store.read(kept)
    if stored is not None:
        try:
            data: dict[str, Any] = json.loads(stored)
            if data.keys() >= _KEYS:
                return data, []
        except (ValueError, AttributeError):
            pass
        # A damaged file: compiled again and written over it.
    from checker.packs.compile import compile_file

    compiled, faults = compile_file(file.shown, file.text, load_vocabulary())
    if compiled is None:
        return None, faults
    text = json.dumps(compiled, ensure_ascii=False)
    store.write(kept, text.encode("utf-8"))
    data = json.loads(text)
    return data, []


def _fault(file: _File, place: list[int], field: str, zh: str, en: str) -> Fault:
    """A fault at a place that was compiled with the file."""
    from checker.packs.yaml_marks import Fault

    return Fault(file.shown, place[0], place[1], field, zh, en)


def _gather(file: _File, chain: _Chain) -> None:
    """Put ``file`` and all it extends into the chain, those it extends first."""
    data, faults = _compiled(file)
    chain.faults += faults
    if data is None:
        return
    places = data["places"]
    if file.id and data["pack"] != file.id:
        zh, en = f"这个文件里的规则包应叫“{file.id}”", f"the pack of this file must be “{file.id}”"
        chain.faults.append(_fault(file, places["pack"][0], "pack", zh, en))
    chain.open.append(file.shown)
    for i, name in enumerate(data["extends"]):
        try:
            below = _open(name, file.folder)
        except InputError as error:
            where = places["extends"][i]
            chain.faults.append(_fault(file, where, f"extends[{i}]", error.zh, error.en))
            continue
        if below.shown in chain.open:
            zh, en = f"“{name}”又引用了本文件", f"“{name}” extends this file in turn"
            where = places["extends"][i]
            chain.faults.append(_fault(file, where, f"extends[{i}]", zh, en))
        elif below.shown not in chain.done:
            _gather(below, chain)
    chain.open.pop()
    chain.done.add(file.shown)
    chain.files.append((file, data))


def _merge(chain: _Chain) -> dict[str, Rule]:
    """The rules of the chain by id, in order, after every override; faults go to the chain."""
    rules: dict[str, Rule] = {}
    for file, data in chain.files:
        if data["override"]:
            _override(file, data, rules, chain.faults)
        for entry in data["rules"]:
            name = entry["id"]
            if name in rules:
                zh = f"规则编号“{name}”在“{rules[name].pack}”里已经有了"
                en = f"the rule id “{name}” is already taken by “{rules[name].pack}”"
                where = data["places"]["rules"][name]
                chain.faults.append(_fault(file, where, f"rules.{name}", zh, en))
            else:
                rules[name] = _rule(entry, data["pack"])
    return rules


def _override(
    file: _File, data: dict[str, Any], rules: dict[str, Rule], faults: list[Fault]
) -> None:
    """Change ``rules`` as the file says; what cannot be done goes to ``faults``."""
    from checker.packs.compile import bears
    from checker.packs.schema import nearest

    for name, change in data["override"].items():
        zh = en = ""
        rule = rules.get(name)
        if rule is None:
            zh, en = nearest(name, rules)
            zh, en = f"所引用的包里没有规则“{name}”{zh}", f"no rule “{name}” is extended{en}"
        elif change == "disabled":
            del rules[name]
        elif "params" in change and not rule.check:
            zh, en = f"“{name}”是判断，没有参数", f"“{name}” is a claim and has no parameters"
        else:
            severity = change.get("severity", rule.severity)
            zh, en = bears([ground.mark for ground in rule.basis], severity)
            params = {**rule.params, **change.get("params", {})}
            rules[name] = replace(rule, severity=severity, params=params)
        if zh:
            faults.append(
                _fault(file, data["places"]["override"][name], f"override.{name}", zh, en)
            )


def _rule(entry: dict[str, Any], pack: str) -> Rule:
    return Rule(
        entry["id"],
        Words(*entry["title"]),
        entry["severity"],
        Words(*entry["message"]),
        tuple(Ground(*ground) for ground in entry["basis"]),
        as_node(entry["claim"]) if entry["claim"] else None,
        entry["check"],
        entry["params"],
        as_node(entry["when"]) if entry["when"] else None,
        entry["within"],
        tuple(entry["pass"]),
        tuple(entry["fail"]),
        Words(*entry["limits"]),
        pack,
        entry["assertion"],
    )


def _entry(entry: list[Any]) -> OutlineEntry:
    title, also, contains, optional = entry
    return OutlineEntry(title, tuple(also), tuple(_entry(below) for below in contains), optional)
