"""The scorecard of a pack: YAML data → plain data with its formulas parsed → ``Card``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from checker.model.rule import Node
from checker.model.score import Card, Grade, Indicator, Loss, Step
from checker.packs.assertion import as_node, term_name, terms_of
from checker.packs.yaml_marks import Path

Parse = Callable[[Path, str], Node | None]
"""The node of a claim at a place of the file; None for one with a fault, which is noted."""


def compile_card(data: Any, parse: Parse, kind_of: Callable[[str], str]) -> dict[str, Any] | None:
    """The card of a pack file as plain data, with every formula parsed; None where there is none.

    ``kind_of`` gives the kind of a term. What the file has in another shape than the schema says is
    passed over: the schema has told of it.
    """
    if not isinstance(data, dict):
        return None
    nodes: list[Node] = []

    def parsed(path: Path, text: Any) -> Node | None:
        node = parse(path, text) if isinstance(text, str) and text else None
        if node is not None:
            nodes.append(node)
        return node

    indicators = [
        _indicator(entry, ("scorecard", "indicators", n), parsed)
        for n, entry in enumerate(data.get("indicators") or [])
        if isinstance(entry, dict | str)
    ]
    names = sorted({term_name(term[1]) for node in nodes for term in terms_of(node)})
    return {
        "full": data.get("full"),
        "bonus": data.get("bonus"),
        "mark": data.get("mark"),
        "scale": [
            [grade.get("grade"), grade.get("also", []), grade.get("from")]
            for grade in data.get("scale", [])
            if isinstance(grade, dict)
        ],
        "indicators": indicators,
        "kinds": {name: kind_of(name) for name in names},
    }


def card_faults(compiled: dict[str, Any] | None) -> Iterator[tuple[Path, str, str]]:
    """What contradicts itself in a compiled card: its place, and why (zh, en)."""
    if compiled is None:
        return
    waiting: list[tuple[Path, Any]] = [(("scorecard", "indicators"), compiled["indicators"])]
    while waiting:
        above, indicators = waiting.pop()
        for n, indicator in enumerate(indicators):
            path: Path = (*above, n)
            waiting.append(((*path, "contains"), indicator["contains"]))
            for i, (points, _) in enumerate(indicator["steps"]):
                most = indicator["points"]
                if _is_more(points, most):
                    zh, en = f"多于指标的分值{most}", f"more than the indicator's {most}"
                    yield (*path, "steps", i, "points"), zh, en
            formula = indicator["formula"]
            scored = formula and compiled["kinds"].get(formula[2][1]) == "score"
            if formula and not scored and not indicator["steps"] and not indicator["loses"]:
                zh = "公式算出的不是得分，还要写 steps 或 loses 说明怎样给分"
                en = "the formula gives no score: steps or loses must say what it earns"
                yield (*path, "formula"), zh, en


def _is_more(points: Any, most: Any) -> bool:
    try:
        return Decimal(points) > Decimal(most)
    except (ArithmeticError, TypeError, ValueError):
        return False  # the schema has told of it


def is_formula(node: Node) -> bool:
    """Whether a claim says of what one term is computed."""
    return bool(node[0] == "compare" and node[1] == "=" and node[2][0] == "term")


def _indicator(entry: Any, path: Path, parse: Callable[[Path, Any], Node | None]) -> dict[str, Any]:
    if isinstance(entry, str):
        entry = {"title": entry}
    steps = [
        [step.get("points"), parse((*path, "steps", n, "when"), step.get("when"))]
        for n, step in enumerate(entry.get("steps") or [])
        if isinstance(step, dict)
    ]
    loss = entry.get("loses")
    return {
        "title": entry.get("title"),
        "also": entry.get("also", []),
        "points": entry.get("points"),
        "formula": parse((*path, "formula"), entry.get("formula")),
        "steps": steps,
        "loses": [loss.get("points"), loss.get("each"), loss.get("above")]
        if isinstance(loss, dict)
        else None,
        "contains": [
            _indicator(part, (*path, "contains", n), parse)
            for n, part in enumerate(entry.get("contains") or [])
            if isinstance(part, dict | str)
        ],
    }


def join_cards(cards: Iterable[dict[str, Any] | None]) -> dict[str, Any] | None:
    """The card of packs that build on one another, the first below: what a later one does not say is
    as before; None where none has one."""
    data: dict[str, Any] = {}
    for card in cards:
        data |= {key: said for key, said in (card or {}).items() if said}
    return data or None


def revive_card(data: dict[str, Any] | None) -> Card | None:
    """The card of a pack's compiled form."""
    if data is None:
        return None
    scale = sorted(
        (Grade(word, tuple(also), Decimal(least)) for word, also, least in data.get("scale", ())),
        key=lambda grade: -grade.least,
    )
    return Card(
        Decimal(data.get("full", "100")),
        Decimal(data.get("bonus", "0")),
        tuple(scale),
        tuple(map(_revive, data.get("indicators", ()))),
        data["mark"],
        data.get("kinds", {}),
    )


def _revive(data: dict[str, Any]) -> Indicator:
    formula = as_node(data["formula"]) if data["formula"] else None
    loss = data["loses"]
    return Indicator(
        data["title"],
        tuple(data["also"]),
        Decimal(data["points"]) if data["points"] else None,
        formula,
        tuple(
            Step(Decimal(points), as_node(claim) if claim else None)
            for points, claim in data["steps"]
        ),
        Loss(Decimal(loss[0]), _figure(loss[1]), _figure(loss[2])) if loss else None,
        tuple(map(_revive, data["contains"])),
    )


def _figure(text: str) -> tuple[str, str]:
    """Number and unit of a figure as the schema has it: 0.5, 1%, 100%."""
    digits = text.rstrip("%")
    return digits, text[len(digits) :]
