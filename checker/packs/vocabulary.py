"""The vocabulary of ``rules/terms.yaml``: loaded, validated, and kept compiled as JSON."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from checker import __version__, store
from checker.errors import InputError
from checker.model.rule import Term, Vocabulary
from checker.packs.texts import schema_text, terms_text

if TYPE_CHECKING:
    from checker.packs.yaml_marks import Fault, Marked

_FORM = "1"  # of the compiled JSON; raised when its shape changes


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary shipped with the program.

    ``words`` is flat: ``basis/年初预算``, ``period/-1``, ``change/+1``, ``comparison``, ``parts``,
    ``partition``, ``total``, ``reach``, ``filler``, ``generic``, ``body``. Raises InputError
    with every fault of the file at once.
    """
    return read_vocabulary("rules/terms.yaml", terms_text())


def read_vocabulary(file: str, text: str) -> Vocabulary:
    """The vocabulary of ``text``, from the cache where the same text was compiled before."""
    kept = "terms-" + store.key(_FORM, __version__, text, schema_text("terms"))
    data = store.read(kept)
    if data is not None:
        try:
            return _revive(json.loads(data))
        except (ValueError, KeyError, TypeError):
            pass  # a damaged file: compiled again and written over it
    compiled = _compile(file, text)
    store.write(kept, json.dumps(compiled, ensure_ascii=False).encode("utf-8"))
    return _revive(compiled)


def raise_faults(faults: list[Fault]) -> None:
    """Raise one InputError with all of ``faults``, a line each; return where there are none."""
    if faults:
        ordered = sorted(set(faults))
        raise InputError(
            "\n".join(fault.get("zh") for fault in ordered),
            "\n".join(fault.get("en") for fault in ordered),
        )


def _compile(file: str, text: str) -> dict[str, Any]:
    from checker.packs.schema import validate
    from checker.packs.yaml_marks import read_yaml

    marked, faults = read_yaml(file, text)
    if marked.data is None:
        raise_faults(faults)
    faults += validate(marked, "terms")
    if not faults:
        faults = _repeated(marked)
    raise_faults(faults)
    terms = {
        name: {**term, "phrases": list(dict.fromkeys([name, *term["phrases"]]))}
        for name, term in marked.data["terms"].items()
    }
    words: dict[str, list[str]] = {}
    for group, entry in marked.data["words"].items():
        for key, listed in entry.items() if isinstance(entry, dict) else [("", entry)]:
            words[f"{group}/{key}" if key else group] = listed
    return {"terms": terms, "words": words}


def _repeated(marked: Marked) -> list[Fault]:
    """A phrase that names two terms, or stands twice under one."""
    from checker.packs.yaml_marks import strings

    owner = {name: name for name in marked.data["terms"]}
    faults = []
    for name, term in marked.data["terms"].items():
        for key in ("phrases", "alone"):
            for place, phrase in strings(term.get(key, []), ("terms", name, key)):
                first = owner.setdefault(phrase, "")
                owner[phrase] = first or name
                if first and phrase != name:
                    zh = f"说法“{phrase}”已经属于“{first}”"
                    en = f"the phrase “{phrase}” already names “{first}”"
                    faults.append(marked.fault(place, zh, en))
    return faults


def _revive(data: dict[str, Any]) -> Vocabulary:
    terms = {
        name: Term(
            name,
            term["kind"],
            tuple(term["phrases"]),
            tuple(term.get("alone", ())),
            term["side"],
            term.get("basis", ""),
        )
        for name, term in data["terms"].items()
    }
    return Vocabulary(terms, {key: tuple(listed) for key, listed in data["words"].items()})
