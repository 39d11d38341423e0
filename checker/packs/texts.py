"""The texts that are shipped: vocabulary, regulations, wrong forms, schemas, the grammar of assertions, packs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def terms_text() -> str:
    """The text of ``rules/terms.yaml``."""
    return (files("checker.rules") / "terms.yaml").read_text("utf-8")


@cache
def regulations_text() -> str:
    """The text of ``rules/regulations.yaml``."""
    return (files("checker.rules") / "regulations.yaml").read_text("utf-8")


@cache
def confusions_text() -> str:
    """The text of ``rules/confusions.yaml``."""
    return (files("checker.rules") / "confusions.yaml").read_text("utf-8")


@cache
def schema_text(name: str) -> str:
    """The text of ``rules/schema/NAME.json``."""
    return (files("checker.rules") / "schema" / f"{name}.json").read_text("utf-8")


@cache
def grammar_text() -> str:
    """The text of ``grammar/assertion.lark``."""
    return (files("checker.grammar") / "assertion.lark").read_text("utf-8")


@cache
def pack_texts() -> dict[str, str]:
    """The texts of the shipped packs by id: every YAML file in a folder of ``rules``."""
    found: dict[str, str] = {}
    waiting = [("", files("checker.rules"))]
    while waiting:
        prefix, folder = waiting.pop()
        for entry in folder.iterdir():
            if entry.name.startswith(("_", ".")):
                continue
            if prefix and entry.name.endswith(".yaml"):
                found[prefix + entry.name.removesuffix(".yaml")] = entry.read_text("utf-8")
            elif entry.is_dir():
                waiting.append((f"{prefix}{entry.name}/", entry))
    return dict(sorted(found.items()))
