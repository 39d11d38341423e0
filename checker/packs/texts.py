"""The texts that are shipped: vocabulary, schemas, the grammar of assertions, pack files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Traversable


@cache
def terms_text() -> str:
    """The text of ``rules/terms.yaml``."""
    return (files("checker.rules") / "terms.yaml").read_text("utf-8")


@cache
def schema_text(name: str) -> str:
    """The text of ``rules/schema/NAME.json``."""
    return (files("checker.rules") / "schema" / f"{name}.json").read_text("utf-8")


@cache
def grammar_text() -> str:
    """The text of ``grammar/assertion.lark``."""
    return (files("checker.grammar") / "assertion.lark").read_text("utf-8")


@cache
def pack_files() -> dict[str, Traversable]:
    """The pack files by id: every YAML file in a folder of ``rules``."""
    found: dict[str, Traversable] = {}
    waiting = [("", files("checker.rules"))]
    while waiting:
        prefix, folder = waiting.pop()
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.name.startswith(("_", ".")):
                waiting.append((f"{prefix}{entry.name}/", entry))
            elif prefix and entry.name.endswith(".yaml"):
                found[prefix + entry.name.removesuffix(".yaml")] = entry
    return dict(sorted(found.items()))
