"""Frozen, slotted dataclasses that cost little to define and little to make.

The library's own take three compilations a class, which was a twentieth of a run, and set each
field by ``object.__setattr__``, which looks the slot up by its name: a twentieth of a report, which
makes some eight thousand fields. Here a class is compiled once, and its ``__init__`` asks the slots
themselves. All else (fields, ``replace``, equality) is the library's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(
        *, frozen: bool, slots: bool, repr: bool = True, eq: bool = True
    ) -> Callable[[type], type]:
        """What ``dataclasses.dataclass`` does with these arguments; ``frozen`` and ``slots`` are
        always meant."""
        assert frozen
        assert slots

        def make(given: type) -> type:
            hashed = eq and vars(given).get("__hash__") is None
            plain = dataclasses.dataclass(
                slots=True, repr=repr, eq=eq, unsafe_hash=hashed, init=False
            )
            made = plain(given)
            made.__init__ = _init(made)
            made.__setattr__ = made.__delattr__ = _refuse
            names = [field.name for field in dataclasses.fields(made) if field.init]
            made.__parts__ = staticmethod(_parts(names))
            made.__reduce__ = _reduce
            return made

        return make


def _init(made: Any) -> Any:
    """An ``__init__`` that sets the slots of a class, and calls its ``__post_init__`` if it has one."""
    known: dict[str, Any] = {"MISSING": dataclasses.MISSING}
    given, lines = [], []
    for field in dataclasses.fields(made):
        name = field.name
        if not field.init:  # set by __post_init__
            continue
        known |= {f"set_{name}": made.__dict__[name].__set__, f"default_{name}": field.default}
        value = name
        if field.default_factory is not dataclasses.MISSING:
            known[f"new_{name}"] = field.default_factory
            value = f"new_{name}() if {name} is MISSING else {name}"
        elif field.default is dataclasses.MISSING:
            given.append(name)
            lines.append(f" set_{name}(self, {name})")
            continue
        given.append(f"{name}=default_{name}")
        lines.append(f" set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__(self, {', '.join(given)}):\n" + "\n".join(lines), known)
    return known["__init__"]


def _parts(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of these names as a tuple."""
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda record: (get(record),)


def _refuse(self: object, name: str, value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name}")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    """What a record is sent to another process as: what it is made of. Its parts are asked for by one
    call, because thousands of records go from a worker to the process that shows them."""
    made = type(self)
    return made, made.__parts__(self)
