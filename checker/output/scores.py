"""The scorecard: as a table for people, as data for other programs."""

from __future__ import annotations

from checker.model.score import ScoreLine
from checker.model.verdict import Checked
from checker.output.grid import grid
from checker.output.json_ import scorecard
from checker.output.look import Look, dump, place, remark
from checker.output.width import clean, wrap
from checker.wording import say

INDENT = "· "
"""Before an indicator, for each level above it: blanks would be lost in the columns."""


def render_table(checked: Checked, look: Look) -> str:
    """The report, then a row for each indicator, then the grade."""
    card, lang = checked.scorecard, look.lang
    identity = checked.identity
    year = "" if identity.year is None else say("year", lang, year=identity.year)
    head = " · ".join(part for part in (identity.organisation, year) if part)
    lines = [clean(checked.source.path), *([head] if head else [])]
    if card is None:
        return "\n".join([*lines, say("score.none", lang)]) + "\n"
    titles = ("indicator", "most", "got", "computed", "difference", "place", "remark")
    rows = [[say(f"score.{title}", lang) for title in titles]]
    rows += [_row(line, look) for line in card.lines]
    lines += ["", grid(rows, look.ambiguous)]
    if card.grade:
        lines.append(say("score.grade", lang, grade=card.grade))
    return "\n".join(lines) + "\n"


def _row(line: ScoreLine, look: Look) -> list[str]:
    where = place(line.location, look.lang) if line.location is not None else ""
    room = max(20, look.columns - 70)
    text = "\n".join(wrap(remark(line, look.lang), room, look.ambiguous))
    name = INDENT * max(0, line.level - 1) + clean(line.name)
    return [name, line.most, line.got, line.computed, line.difference, where, text]


def render_json(checked: Checked, look: Look) -> str:
    """One report's scorecard as a document of its own."""
    data = scorecard(checked.scorecard, look.lang)
    return dump({"path": checked.source.path, "scorecard": data}, look)
