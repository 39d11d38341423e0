"""Wrong forms of words in ``rules/confusions.yaml``: loaded, validated, kept compiled as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from checker import __version__, store
from checker.model.confusion import Confusion, Confusions
from checker.model.rule import Words
from checker.packs.texts import confusions_text, pack_texts, schema_text, terms_text
from checker.packs.vocabulary import raise_faults

if TYPE_CHECKING:
    from checker.packs.yaml_marks import Fault, Marked

_FORM = "2"  # of the compiled JSON; raised when its shape changes
_OWN = Words("是错误的写法", "a wrong form")


@cache
def load_confusions() -> Confusions:
    """The wrong forms shipped with the program. Raises InputError with every fault."""
    text = confusions_text()
    kept = "confusions-" + store.key(_FORM, __version__, text, schema_text("confusions"))
    data = store.read(kept)
    if data is not None:
        try:
            keyed, single, ahead, behind = json.loads(data)
            return Confusions(dict(keyed), str(single), str(ahead), str(behind))
        except (ValueError, TypeError):
            pass  # of another shape: compiled again and written over it
    made = by_key(
        read_confusions("rules/confusions.yaml", text),
        "".join((terms_text(), *pack_texts().values())),
    )
    store.write(kept, json.dumps(made, ensure_ascii=False).encode("utf-8"))
    return made


def by_key(entries: Iterable[Confusion], usual: str = "") -> Confusions:
    """The entries by the characters they are looked for by: those that are rarest in ``usual``,
    right text of the field."""
    keyed: dict[str, list[list[Any]]] = {}
    often = Counter((*usual, *map(str.__add__, usual, usual[1:])))
    ahead: list[str] = []
    behind: list[str] = []
    for one in entries:
        plain = [*one[:3], [one.reason.zh, one.reason.en], one.unless, one.then]
        for key in _keys(one, often):
            keyed.setdefault(key, []).append(plain)
            if len(key) == 2:
                later = often[key[1]] < often[key[0]] and not one.then
                (behind if later else ahead).append(key)
    return Confusions(
        keyed,
        "".join(key for key in keyed if len(key) == 1),
        f"({_any_of(ahead, 0)})(?=({_any_of(ahead, 1)}))" if ahead else "",
        f"({_any_of(behind, 1)})(?<=({_any_of(behind, 0)}).)" if behind else "",
    )


def _keys(one: Confusion, often: Counter[str]) -> Iterable[str]:
    """Two characters of a form; of one that is wrong only before certain words, where it meets
    them: 编的 of 预算编的."""
    if one.then:
        return dict.fromkeys(one.wrong[-1] + word[0] for word in one.then)
    pairs = [one.wrong[at : at + 2] for at in range(max(len(one.wrong) - 1, 1))]
    return [min(pairs, key=lambda pair: (often[pair], min(often[character] for character in pair)))]


def _any_of(pairs: list[str], at: int) -> str:
    return f"[{''.join(dict.fromkeys(pair[at] for pair in pairs))}]"


def read_confusions(file: str, text: str) -> tuple[Confusion, ...]:
    """The entries of ``text``. Raises InputError with every fault of the file at once."""
    from checker.packs.schema import validate
    from checker.packs.yaml_marks import read_yaml

    marked, faults = read_yaml(file, text)
    if marked.data is not None:
        faults += validate(marked, "confusions")
    if not faults:
        faults += _entry_faults(marked)
    raise_faults(faults)
    kinds = marked.data["kinds"]
    return tuple(
        confusion(wrong, entry, Words(**kinds[entry["kind"]]))
        for wrong, entry in marked.data["confusions"].items()
    )


def confusion(wrong: str, entry: Mapping[str, Any], kind: Words = _OWN) -> Confusion:
    """The entry of a form that the schema has found right."""
    reason = Words(entry["reason"]) if "reason" in entry else kind
    unless, then = tuple(entry.get("unless", ())), tuple(entry.get("then", ()))
    return Confusion(wrong, entry["right"], entry.get("severity", "warning"), reason, unless, then)


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
