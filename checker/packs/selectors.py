"""Names of rules: a family, a prefix, PREFIX-FAMILY or a whole id."""

from __future__ import annotations

WHOLE = 4
"""How exact a selector is that names one rule."""


def names_of(rule_id: str) -> dict[str, int]:
    """The selectors that name a rule, each with how exact it is."""
    *prefix, family, _ = rule_id.split("-")
    names = {family: 2}
    if prefix:
        names[prefix[0]] = 2
        names[f"{prefix[0]}-{family}"] = 3
    names[rule_id] = WHOLE
    return names
