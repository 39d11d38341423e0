"""Rule packs: loaded from what is kept of them, chosen for a report.

What is kept is each pack as it is after ``extends`` and ``override``, under the hash of its text
and of all it is compiled by (vocabulary, regulations, shipped packs, schema, grammar, version of
the program), and what files of the user's it was read from. A run that finds it needs neither yaml
nor jsonschema nor lark.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import __version__, store
from checker.errors import InputError
from checker.model.report import Identity
from checker.model.rule import Ground, OutlineEntry, Rule, RulePack, Term, Words
from checker.packs.assertion import as_node
from checker.packs.card import revive_card
from checker.packs.shelf import File, is_folder, is_path, open_file, open_folder, shipped
from checker.packs.texts import (
    confusions_text,
    grammar_text,
    pack_texts,
    regulations_text,
    schema_text,
    terms_text,
)
from checker.packs.vocabulary import raise_faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT = "common/department"
_FORM = "3"  # of the compiled JSON; raised when its shape changes
_compiled: dict[str, bytes] = {}
"""What this process has compiled: where there is no cache folder it is not made twice."""


class PackInfo(NamedTuple):
    """A pack as it is listed; ``applies`` is empty where it is there to be extended.

    ``rules`` are the ids of its own rules, ``terms`` names and kinds of its own terms.
    """

    id: str
    version: str
    title: Words
    applies: dict[str, Any]
    rules: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


def load_pack(id_or_path: str) -> RulePack:
    """The pack of that id, or of that ``.yaml`` file, with all it extends.

    Raises InputError: for a name that is neither, and with every fault of every file at once.
    """
    if is_path(id_or_path):
        file = open_file(Path(id_or_path))
        return _load(f"{file.key}\n{file.text}", (file,))[0]
    return _shipped(id_or_path)


def load_packs(name: str) -> tuple[RulePack, ...]:
    """The packs behind ``--pack NAME``: that of an id or file, or all of a folder, by id.

    Raises InputError with every fault of every file at once.
    """
    if not is_folder(name):
        return (load_pack(name),)
    files = open_folder(Path(name))
    found = _load("\n".join(f"{file.key}\n{file.text}" for file in files), files)
    return tuple(sorted(found, key=lambda pack: pack.id))


@cache
def _shipped(name: str) -> RulePack:
    """A shipped pack: it does not change while the program runs."""
    file = shipped(name)
    return _load(file.key, (file,))[0]


def _load(target: str, files: Sequence[File]) -> tuple[RulePack, ...]:
    """The packs of ``files``, which may extend each other. Raises InputError."""
    kept = "pack-" + store.key(_made_by(), target)
    data = _compiled.get(kept) or store.read(kept)
    if data is not None:
        try:
            packs, made_of = _revive(data)
            if all(store.key(open_file(Path(path)).text) == key for path, key in made_of):
                return packs
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, InputError):
            pass  # of another shape, or a file it was made of is gone: compiled again
    from checker.packs.link import link, paths_of

    found, read, faults = link(files)
    raise_faults(faults)
    data = json.dumps({"packs": found, "files": paths_of(read)}, ensure_ascii=False).encode()
    store.write(kept, data)
    _compiled[kept] = data
    return _revive(data)[0]


@cache
def _made_by() -> str:
    """A key for all that the compiled form of a pack depends on but texts of the user's."""
    texts = (terms_text(), regulations_text(), confusions_text())
    by = (_FORM, __version__, *texts, schema_text("pack"), grammar_text())
    return store.key(*by, *(part for item in pack_texts().items() for part in item))


@cache
def available_packs() -> tuple[PackInfo, ...]:
    """The shipped packs, by id. Raises InputError where one cannot be listed for a fault."""
    kept = "catalogue-" + _made_by()
    data = store.read(kept)
    if data is not None:
        try:
            return tuple(map(_info, json.loads(data)))
        except (ValueError, KeyError, TypeError, IndexError):
            pass  # of another shape: made again
    from checker.packs.link import heads

    try:
        listed = heads()
    except (KeyError, TypeError, ValueError, AttributeError):
        for name in pack_texts():
            load_pack(name)  # which tells the faults
        raise
    store.write(kept, json.dumps(listed, ensure_ascii=False).encode())
    return tuple(map(_info, listed))


def _info(entry: list[Any]) -> PackInfo:
    name, version, title, applies, rules, terms = entry
    own = tuple((term, kind) for term, kind in terms)
    return PackInfo(name, version, Words(*title), applies, tuple(rules), own)


def choose_pack(identity: Identity, named: str | None = None) -> tuple[RulePack, tuple[Words, ...]]:
    """The pack for a report, and what the user should know of the choice.

    ``named`` is what ``--pack`` says: a pack by id or file is taken whatever the report; the packs
    of a folder stand beside the shipped ones. Of all that apply, the one is taken that is for
    reports of this kind and level, of the smallest region that has one, for the year, and before a shipped
    one that of the folder. Where the region or the year is not known, or no pack is for them, it
    is the common pack, and the notes say so. Raises InputError where a pack has a fault.
    """
    if named is not None and not is_folder(named):
        pack = load_pack(named)
        return pack, _misfit(identity, pack)
    own = load_packs(named) if named is not None else ()
    best: tuple[tuple[int, bool], int, bool, str] = ((-2, False), -1, False, "")
    listed = [(info.id, info.applies, False) for info in available_packs()]
    for name, applies, mine in [*listed, *((pack.id, pack.applies, True) for pack in own)]:
        if applies.get("kind") != identity.kind:
            continue
        if applies.get("level", identity.level) != identity.level:
            continue
        reach = _reach(applies, identity.region)
        if reach is None or not _covers(applies.get("years"), identity.year):
            continue
        best = max(best, (reach, int("years" in applies), mine, name))
    pack = next((pack for pack in own if best[2] and pack.id == best[3]), None) or load_pack(
        best[3] or DEFAULT
    )
    return pack, _notes(identity, pack) if not best[2] else ()


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


def _misfit(identity: Identity, pack: RulePack) -> tuple[Words, ...]:
    """What to say where a pack that the user names is for another region or year."""
    region, years = pack.applies.get("region", ""), pack.applies.get("years")
    place = "".join(identity.region)
    elsewhere = bool(place) and _reach(pack.applies, identity.region) is None
    then = identity.year is not None and not _covers(years, identity.year)
    if not elsewhere and not then:
        return ()
    first, last = years or (None, None)
    span = "" if not years else f"{first}" if first == last else f"{first}-{last or ''}"
    named = f"{first}年度起" if years and last is None else f"{span}年度" if span else ""
    meant_zh = region + named
    meant_en = " ".join(filter(None, (region, span)))
    year = identity.year or ""
    read_zh = place + (f"{year}年度" if year else "")
    return (
        Words(
            f"规则包 {pack.id} 适用于{meant_zh}的报告，这份是{read_zh}的；仍按所指定的规则包检查。",
            f"The pack {pack.id} is for reports of {meant_en}; this one is of {place} {year}."
            " It is checked by the pack named all the same.",
        ),
    )


def _reach(applies: Mapping[str, Any], chain: tuple[str, ...]) -> tuple[int, bool] | None:
    """How deep in the chain of places a pack's region stands, or one of the places in it that reports
    name alone, and whether it is the region itself; None for a pack of elsewhere."""
    region = applies.get("region", "")
    if not region:
        return -1, True
    found = [(_depth(region, chain), True)]
    found += [(_depth(place, chain), False) for place in applies.get("places", ())]
    best = max(found)
    return best if best[0] >= 0 else None


def _depth(region: str, chain: tuple[str, ...]) -> int:
    """How deep in the chain of places ``region`` stands, -1 where it does not."""
    bare = region.rstrip("省市县区")
    return next((i for i, place in enumerate(chain) if place.rstrip("省市县区") == bare), -1)


def _covers(years: list[int | None] | None, year: int | None) -> bool:
    if years is None:
        return True
    first, last = years
    return year is not None and (first or 0) <= year and (last is None or year <= last)


@lru_cache(maxsize=16)
def _revive(data: bytes) -> tuple[tuple[RulePack, ...], tuple[tuple[str, str], ...]]:
    """The packs in compiled JSON, and the files of the user's they were made of."""
    loaded = json.loads(data)
    made_of = tuple((path, key) for path, key in loaded["files"])
    return tuple(map(_pack, loaded["packs"])), made_of


def _pack(own: dict[str, Any]) -> RulePack:
    return RulePack(
        own["pack"],
        own["version"],
        Words(*own["title"]),
        own["hash"],
        own["applies"],
        tuple(map(_entry, own["outline"])),
        tuple(map(_rule, own["rules"])),
        revive_card(own["scorecard"]),
        tuple(map(_term, own["terms"])),
    )


def _term(entry: list[Any]) -> Term:
    name, kind, phrases, alone, side, basis = entry
    return Term(name, kind, tuple(phrases), tuple(alone), side, basis)


def _rule(entry: dict[str, Any]) -> Rule:
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
        entry["pack"],
        entry["assertion"],
    )


def _entry(entry: list[Any]) -> OutlineEntry:
    title, also, contains, optional = entry
    return OutlineEntry(title, tuple(also), tuple(_entry(below) for below in contains), optional)
