"""JSON Schemas of ``rules/schema`` against marked YAML: every fault at its line and column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from checker.packs.texts import schema_text
from checker.packs.yaml_marks import Fault, Marked, Path

MOST = 20
"""More values than these are not listed where one is near the wrong one."""

_KINDS = {
    "object": ("一组“键: 值”", "a mapping"),
    "array": ("一个列表", "a list"),
    "string": ("文字", "text"),
}


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema ``NAME``, as data."""
    loaded: dict[str, Any] = json.loads(schema_text(name))
    return loaded


def nearest(word: str, names: Iterable[str]) -> tuple[str, str]:
    """A suggestion in zh and en, with a bracket around it, or two empty strings."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(names), n=1, cutoff=0.5)
    return (f"（最接近的是“{found[0]}”）", f" (nearest: “{found[0]}”)") if found else ("", "")


def validate(marked: Marked, name: str) -> list[Fault]:
    """All faults of the file by the schema ``name``, in the order of the file."""
    errors = _validator(name).iter_errors(marked.data)
    return sorted({fault for error in errors for fault in _faults(marked, error, ())})


def validate_params(marked: Marked, check: str, params: Any, path: Path) -> list[Fault]:
    """All faults of the few parameters of a check that an override gives at ``path``."""
    shapes = schema("pack")["$defs"]
    shape = {**shapes.get(f"params-{check}", {}), "$defs": shapes}
    for asked in ("required", "anyOf", "oneOf"):  # what is not overridden stays
        shape.pop(asked, None)
    errors = _validator("pack").evolve(schema=shape).iter_errors(params)
    return sorted({fault for error in errors for fault in _faults(marked, error, path)})


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator, validators

    extend: Any = validators.extend
    return extend(Draft202012Validator, {"allOf": _all_of})(schema(name))


def _all_of(validator: Any, branches: list[Any], instance: Any, _: Any) -> Iterator[Any]:
    """What is wrong by the branches of an ``allOf``, without those for another kind of check than a
    rule has: with a branch a kind, to try them all takes longer than all else."""
    kind = instance.get("check") if isinstance(instance, dict) else None
    for at, branch in enumerate(branches):
        wanted = branch.get("if", {}).get("properties", {}).get("check", {}).get("const", kind)
        if wanted == kind:
            yield from validator.descend(instance, branch, schema_path=at)


def _faults(marked: Marked, error: Any, above: Path) -> Iterator[Fault]:
    path: Path = (*above, *error.absolute_path)
    found, wanted, rule = error.instance, error.validator_value, error.validator
    if "propertyNames" in error.absolute_schema_path:
        zh, en = f"不认识的键“{found}”", f"unknown key “{found}”"
        yield marked.fault((*path, found), zh, en, key=True)
    elif rule in ("anyOf", "oneOf") and all(branch.keys() == {"required"} for branch in wanted):
        ways = ["、".join(branch["required"]) for branch in wanted]
        zh, en = " 或 ".join(ways), " or ".join(ways)
        yield marked.fault(path, f"须写 {zh}（只取一种）", f"needs one of: {en}", key=True)
    elif rule == "anyOf":
        alien = {
            e.schema_path[0] for e in error.context if e.validator == "type" and not e.relative_path
        }
        fitting = [e for e in error.context if e.schema_path[0] not in alien]
        if fitting:
            for inner in fitting:
                yield from _faults(marked, inner, above)
            return
        kinds = [_KINDS.get(branch.get("type", ""), ("", "")) for branch in wanted]
        zh, en = "或".join(zh for zh, _ in kinds if zh), " or ".join(en for _, en in kinds if en)
        yield marked.fault(path, f"应当是{zh}", f"must be {en}")
    elif rule == "additionalProperties":
        known = error.schema.get("properties", {})
        for key in found:
            if key not in known:
                zh, en = nearest(key, known)
                if not zh and known:
                    zh, en = f"；可用：{'、'.join(known)}", f"; known: {', '.join(known)}"
                yield marked.fault(
                    (*path, key), f"不认识的键“{key}”{zh}", f"unknown key “{key}”{en}", key=True
                )
    elif rule == "required":
        for key in wanted:
            if key not in found:
                yield marked.fault(path, f"缺少“{key}”", f"“{key}” is missing", key=True)
    elif rule == "type":
        zh, en = _KINDS.get(wanted, (str(wanted), str(wanted)))
        yield marked.fault(path, f"应当是{zh}", f"must be {en}")
    elif rule == "enum":
        zh, en = nearest(str(found), wanted)
        # A long list hides the one that is meant.
        named = wanted if len(wanted) <= MOST or not zh else []
        names, others = "、".join(named), ", ".join(named) or f"{len(wanted)} values"
        yield marked.fault(
            path,
            f"“{found}”不在可用的值之中{'：' if named else ''}{names}{zh}",
            f"“{found}” is none of {others}{en}",
        )
    elif rule == "pattern":
        hint = error.schema.get("examples", [""])[0]
        zh, en = (f"，如 {hint}", f", e.g. {hint}") if hint else ("", "")
        yield marked.fault(
            path, f"“{found}”的写法不对{zh}", f"“{found}” is not written as it must be{en}"
        )
    elif rule == "minItems" and found:
        yield marked.fault(path, f"至少要有{wanted}项", f"needs {wanted} entries at least")
    else:  # minItems, minLength, minProperties: there is nothing where something must be
        yield marked.fault(path, "不能为空", "must not be empty")
