"""Wrong forms of words in ``rules/confusions.yaml``: loaded, validated, kept compiled as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from checker import __version__, store
from checker.model.confusion import Confusion, Confusions
from checker.model.rule import Words
from checker.packs.texts import confusions_text, pack_texts, schema_text, terms_text
from checker.packs.vocabulary import raise_faults

if TYPE_CHECKING:
    from checker.packs.yaml_marks import Fault, Marked

_FORM = "3"  # of the compiled JSON; raised when its shape changes
_OWN = Words("是错误的写法", "a wrong form")


@cache
def load_confusions() -> Confusions:
    """The wrong forms shipped with the program. Raises InputError with every fault."""
    return by_key(read_confusions("rules/confusions.yaml", confusions_text()))


def by_key(entries: tuple[Confusion, ...]) -> Confusions:
    """The entries by the characters they are looked for by."""
    keyed: dict[str, tuple[Confusion, ...]] = {}
    pairs: tuple[list[str], list[str]] = [], []
    for one in entries:
        # What is wrong only before certain words is rarest where it meets them: 编的 of 预算编的.
        keys = dict.fromkeys(one.wrong[-1] + word[0] for word in one.then)
        for key in keys or (one.wrong[one.key : one.key + 2],):
            keyed[key] = (*keyed.get(key, ()), one)
            if len(key) == 2:
                pairs[one.later and not keys].append(key)
    ahead, behind = (
        tuple("".join(dict.fromkeys(chars)) for chars in zip(*p, strict=True)) for p in pairs
    )
    return Confusions(
        keyed,
        f"([{ahead[0]}])(?=([{ahead[1]}]))" if ahead else "",
        f"([{behind[1]}])(?<=([{behind[0]}]).)" if behind else "",
    )


def read_confusions(file: str, text: str) -> tuple[Confusion, ...]:
    """The entries of ``text``, from the cache where the same text was compiled before.

    Raises InputError with every fault of the file at once.
    """
    kept = "confusions-" + store.key(_FORM, __version__, text, schema_text("confusions"))
    data = store.read(kept)
    if data is not None:
        try:
            return tuple(map(_revive, json.loads(data)))
        except (ValueError, KeyError, TypeError, IndexError):
            pass  # of another shape: compiled again and written over it
    from checker.packs.schema import validate
    from checker.packs.yaml_marks import read_yaml

    marked, faults = read_yaml(file, text)
    if marked.data is not None:
        faults += validate(marked, "confusions")
    if not faults:
        faults += _entry_faults(marked)
    raise_faults(faults)
    kinds, usual = marked.data.get("kinds", {}), "".join((terms_text(), *pack_texts().values()))
    entries = [
        confusion(wrong, entry, _kind(kinds.get(entry.get("kind"))), usual)
        for wrong, entry in marked.data["confusions"].items()
    ]
    store.write(kept, json.dumps(entries, ensure_ascii=False, default=_plain).encode("utf-8"))
    return tuple(entries)


def confusion(
    wrong: str, entry: Mapping[str, Any], kind: Words = _OWN, usual: str = ""
) -> Confusion:
    """The entry of a form that the schema has found right.

    ``usual`` is right text of the field: an entry is looked for by what is rarest there.
    """
    pairs = [wrong[at : at + 2] for at in range(max(len(wrong) - 1, 1))]
    counts = [(usual.count(pair), min(map(usual.count, pair))) for pair in pairs]
    key = counts.index(min(counts))
    later = len(wrong) > 1 and usual.count(wrong[key + 1]) < usual.count(wrong[key])
    reason = Words(entry["reason"]) if "reason" in entry else kind
    unless, then = tuple(entry.get("unless", ())), tuple(entry.get("then", ()))
    severity = entry.get("severity", "warning")
    return Confusion(wrong, entry["right"], severity, reason, unless, then, key, later)


def _kind(words: Mapping[str, str] | None) -> Words:
    return Words(words["zh"], words["en"]) if words else _OWN


def _plain(words: Words) -> list[str]:
    return [words.zh, words.en]


def _revive(entry: list[Any]) -> Confusion:
    wrong, right, severity, reason, unless, then, key, later = entry
    return Confusion(wrong, right, severity, Words(*reason), tuple(unless), tuple(then), key, later)


def _entry_faults(marked: Marked) -> Iterator[Fault]:
    """Kinds that are not explained, contexts without the form, forms the right one would match."""
    kinds = marked.data.get("kinds", {})
    for wrong, entry in marked.data["confusions"].items():
        path = ("confusions", wrong)
        if entry["kind"] not in kinds:
            zh, en = f"kinds 里没有“{entry['kind']}”", f"“{entry['kind']}” is not among kinds"
            yield marked.fault((*path, "kind"), zh, en)
        for at, context in enumerate(entry.get("unless", ())):
            if wrong not in context or wrong == context:
                zh, en = f"须含有“{wrong}”并比它长", f"must hold “{wrong}” and more"
                yield marked.fault((*path, "unless", at), zh, en)
        right = confusion(wrong, entry)
        if wrong in right.right and not right.then and not right.unless:
            zh = f"正确的写法里也有“{wrong}”，须写 then 或 unless"
            en = f"the right form holds “{wrong}” too: then or unless is needed"
            yield marked.fault((*path, "right"), zh, en)
