"""What was found in a report as it goes from a worker to the process that shows it.

The pack, most of what there is, is the same for report after report. So a worker sends each once,
and its rules are numbers everywhere else.
"""

from __future__ import annotations

import io
import pickle
from copyreg import dispatch_table
from typing import Any, NamedTuple

from checker.cli.pipeline import Done
from checker.model.rule import Rule, RulePack
from checker.model.verdict import Checked


class Carried(NamedTuple):
    """A ``Done`` in a form that is quickly sent: the pack where it had not been sent before, and all
    else. ``key`` is "" where no report was checked."""

    key: str
    pack: RulePack | None
    rest: bytes


_sent: set[str] = set()
"""The packs that this worker has sent. Its next task is proof that they have come."""

_packs: dict[str, RulePack] = {}
"""The packs that have come to this process."""


def carried(done: Done) -> Carried:
    """What a worker sends."""
    result = done.result
    if not isinstance(result, Checked):
        return Carried("", None, pickle.dumps(done, pickle.HIGHEST_PROTOCOL))
    pack = result.pack
    key = f"{pack.id} {pack.version} {pack.hash}"
    numbers = {id(rule): number for number, rule in enumerate(pack.rules)}

    def rule_reduced(rule: Rule) -> Any:
        number = numbers.get(id(rule))
        return rule.__reduce__() if number is None else (_rule, (key, number))

    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {
        **dispatch_table,
        Rule: rule_reduced,
        RulePack: lambda _: (_pack, (key,)),
    }
    pickler.dump(done)
    fresh = key not in _sent
    _sent.add(key)
    return Carried(key, pack if fresh else None, out.getvalue())


def received(sent: Carried) -> Done:
    """What the parent makes of it."""
    if sent.pack is not None:
        _packs.setdefault(sent.key, sent.pack)
    done: Done = pickle.loads(sent.rest)
    return done


def _pack(key: str) -> RulePack:
    return _packs[key]


def _rule(key: str, number: int) -> Rule:
    return _packs[key].rules[number]
