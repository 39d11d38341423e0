"""The values of options: what the user wrote → what it means, or one clear InputError."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from checker.cli.commands import unknown
from checker.engine.select import split
from checker.errors import InputError
from checker.model.limits import LIMITS, Limits
from checker.model.rule import Term
from checker.model.text import Span
from checker.model.value import Date, Value
from checker.wording import error

EXAMPLES = {
    "amount": "820.50万元",
    "rate": "95.20%",
    "score": "94.34分",
    "count": "12人",
    "price": "500元/平方米",
    "duration": "20日",
    "date": "2021年4月6日",
}
"""How a figure of each kind is written."""

SIZES = ("file", "unpacked", "memory")
"""The limits that are bytes."""


MOST, LARGEST = 10**7, 2**40
"""The most that a limit can be, in numbers and in bytes: more than any system can be asked to hold."""


def number(option: str, text: str) -> int:
    """A whole number from 1."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise error("option-number", option=option, text=text)
    return int(text)


def limits(texts: Sequence[str]) -> Limits:
    """The limits of a file, as far as they are set by ``NAME=VALUE``; sizes as 900M, 1G."""
    found: dict[str, int] = {}
    names = Limits._fields
    for text in texts:
        name, sign, figure = text.replace("＝", "=").partition("=")
        name, figure = name.strip().lower(), figure.strip()
        if not sign:
            raise error("limit-form", text=text)
        if name not in names:
            raise unknown("limit", name, names)
        size = re.fullmatch(r"([0-9]{1,12})(?:([KMG])I?B?)?", figure.upper(), re.ASCII)
        if size is None or int(size[1]) == 0 or (size[2] and name not in SIZES):
            raise error("limit-value", name=name, text=figure)
        found[name] = int(size[1]) * 1024 ** " KMG".index(size[2] or " ")
        if found[name] > (LARGEST if name in SIZES else MOST):
            raise error("limit-value", name=name, text=figure)
    return LIMITS._replace(**found)


def selectors(option: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The selectors of an option given once or more; each time it must hold one."""
    for text in texts:
        if not split([text]):
            raise error("option-empty", option=option)
    return split(texts)


def day(option: str, text: str | None) -> str | None:
    """A day of the calendar as YYYY-MM-DD."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise error("option-day", option=option, text=text) from None


def facts(texts: Sequence[str], pack: str | None = None) -> dict[str, Value]:
    """The figures of ``NAME=VALUE``, by the name of the term; they stand nowhere in a report.

    A term may be one of the vocabulary or of the packs behind ``pack``, or of a shipped one.
    """
    found: dict[str, Value] = {}
    terms = _terms(pack) if texts else {}
    for text in texts:
        name, sign, figure = text.replace("＝", "=").partition("=")
        if not sign or not name.strip() or not figure.strip():
            raise error("fact-form", text=text)
        key, term = _term(name.strip(), terms)
        if key in found:
            raise error("fact-twice", name=key)
        found[key] = _value(key, term.kind, figure.strip())
    return found


def _terms(pack: str | None) -> dict[str, Term]:
    from checker import packs

    terms = dict(packs.load_vocabulary().terms)
    for info in packs.available_packs():
        terms |= {name: Term(name, kind, (name,)) for name, kind in info.terms}
    for one in packs.load_packs(pack) if pack is not None else ():
        terms |= {term.name: term for term in one.terms}
    return terms


def _term(name: str, terms: Mapping[str, Term]) -> tuple[str, Term]:
    """The term of that name, or the one for which reports use the phrase; with its qualifiers
    (``总支出[上年]``) the name is as rules write it."""
    from checker.packs.assertion import AssertionFault, parse_assertion, render_assertion, term_name

    if name.endswith("]"):
        try:
            _, node = parse_assertion(f"stated({name})")
        except AssertionFault as fault:
            raise InputError(f"--fact {name}：{fault.zh}", f"--fact {name}: {fault.en}") from None
        bare, key = node[1], render_assertion(node)
    else:
        bare = key = term_name(name)
    for term in terms.values():
        if bare == term.name:
            return key, term
        if key == bare and (bare in term.phrases or bare in term.alone):
            return term.name, term
    raise unknown("fact", bare, terms)


def _value(name: str, kind: str, figure: str) -> Value:
    """One figure of that kind, written as in a report; a date has its year, month and day."""
    from checker.report.folding import fold
    from checker.report.values import find_values

    found = [value for value in find_values(fold(figure)) if value.parent is None]
    if len(found) != 1 or found[0].span != (0, len(figure)) or found[0].kind != kind:
        example = EXAMPLES.get(kind, "")
        key = "fact-date" if kind == "date" else "fact-value"
        raise error(key, name=name, figure=figure, example=example)
    if kind == "date":
        _check_date(name, figure, found[0].date)
    return replace(found[0], span=Span(0, 0))


def _check_date(name: str, figure: str, date: Date | None) -> None:
    """Nothing, for a whole date of the calendar."""
    from checker.checks.dates.calendar import fault_of

    if date is None or None in date:
        raise error("fact-date", name=name, figure=figure, example=EXAMPLES["date"])
    fault = fault_of(date)
    if fault:
        raise error("fact-day", name=name, figure=figure, fault=fault)
