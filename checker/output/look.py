"""How the user wants to see things, and the counts that every output shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from checker.model.score import ScoreLine
from checker.model.text import Location
from checker.model.verdict import Checked, Failure, Finding, Related
from checker.wording import listed, role, say

Tone = Literal["quiet", "normal", "verbose"]


class Look(NamedTuple):
    """The language (``zh`` or ``en``) and manner of an output.

    ``columns`` is how wide a line of the table may be, ``ambiguous`` how wide the console draws
    characters that are narrow in Western and wide in Chinese fonts (1 or 2). ``ascii`` has JSON
    escape what is not ASCII, for a console that speaks no UTF-8.
    """

    lang: str = "zh"
    tone: Tone = "normal"
    color: bool = False
    columns: int = 100
    ambiguous: int = 1
    ascii: bool = False


def level(finding: Finding) -> str:
    """What a finding counts as: its severity, or ``undetermined``."""
    return "undetermined" if finding.outcome == "undetermined" else finding.severity


def findings_of(results: Iterable[Checked | Failure]) -> Iterable[Finding]:
    """All findings of all reports, in order."""
    for result in results:
        if isinstance(result, Checked):
            yield from result.findings


def counts(results: Sequence[Checked | Failure]) -> Counter[str]:
    """How many findings there are of each severity, and of those undetermined."""
    return Counter(level(finding) for finding in findings_of(results))


def place(location: Location, lang: str) -> str:
    """Where the format says it is: line and column as ``427:8``, a cell, a page, a paragraph; empty
    where a finding stands nowhere."""
    if location.line is not None:
        return f"{location.line}:{location.column}"
    if location.cell is not None:
        return location.cell
    if location.page is not None:
        return say("place.page", lang, number=location.page)
    if location.paragraph is not None:
        return say("place.paragraph", lang, number=location.paragraph)
    return ""


def related(near: Related, lang: str) -> str:
    """Another place in words: the part it plays, the words there, and where."""
    text = f"{role(near.role, lang)} {near.excerpt}".rstrip()
    at = place(near.location, lang)
    return say("at", lang, text=text, places=at) if at else text


def dump(document: object, look: Look) -> str:
    """A document as text. Halves of characters, as broken file names have them, are escaped."""
    text = json.dumps(document, ensure_ascii=look.ascii, indent=2)
    if look.ascii:
        return text + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def remark(line: ScoreLine, lang: str) -> str:
    """How a score was computed, or why not."""
    if line.why:
        return say(line.why, lang, missing=listed(line.missing, lang))
    return line.working
