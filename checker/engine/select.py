"""Which rules of a pack are asked for: families, prefixes, PREFIX-FAMILY and whole ids.

Of several selectors that name one rule the most exact decides (``--select FS-SUM-01 --ignore
SUM`` keeps FS-SUM-01); of equally exact ones ``--ignore`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from checker.errors import InputError
from checker.model.rule import Rule
from checker.packs.selectors import names_of

OF_TABLES = ("TAB", "SCO", "SUM", "EXE")
"""Families that judge figures, wherever they stand."""


class Selection(NamedTuple):
    """What the user selects; an empty ``select`` means every rule."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All selectors, each once, in the order given."""
        return tuple(dict.fromkeys((*self.select, *self.extend, *self.ignore)))


def split(given: Iterable[str]) -> tuple[str, ...]:
    """The selectors in words that may hold several (``SUM,EXE``), in capitals, each once."""
    parts = ",".join(given).replace("，", ",").upper().split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def selector(selection: Selection) -> Callable[[Rule], bool]:
    """The question whether a rule is asked for."""
    if not selection.names:
        return lambda _: True
    everything = 0 if selection.select else 1

    def selected(rule: Rule) -> bool:
        ranks = names_of(rule.id)

        def exactness(wanted: tuple[str, ...]) -> int:
            return max((ranks.get(name, 0) for name in wanted), default=0)

        wanted = max(everything, exactness((*selection.select, *selection.extend)))
        return wanted > exactness(selection.ignore)

    return selected


def is_of_tables(rule: Rule) -> bool:
    """Whether a rule may be held against a paper of nothing but tables."""
    return not names_of(rule.id).keys().isdisjoint(OF_TABLES)


def unknown(selection: Selection, rule_ids: Iterable[str]) -> tuple[str, ...]:
    """The selectors that name none of these rules."""
    known = {name for rule_id in rule_ids for name in names_of(rule_id)}
    return tuple(name for name in selection.names if name not in known)


def unknown_selector(name: str, rule_ids: Iterable[str]) -> InputError:
    """The error for a selector that names none of these rules, with what may be meant."""
    from difflib import get_close_matches

    ids = tuple(rule_ids)
    known = sorted({known for rule_id in ids for known in names_of(rule_id)})
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    zh = f"没有名为 {name} 的标准或类别"
    en = f"no rule or family is called {name}"
    if near:
        return InputError(f"{zh}；是否指 {near[0]}？", f"{en}; is {near[0]} meant?")
    families = sorted({rule_id.split("-")[-2] for rule_id in ids})
    listed = ", ".join(families)
    return InputError(f"{zh}；类别有：{listed}", f"{en}; families: {listed}")
