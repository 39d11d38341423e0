"""What stands behind the findings: scorecard, ledger, and by what the report was checked."""

from __future__ import annotations

import re

from checker import __version__
from checker.copies.page.tags import tag, words
from checker.copies.page.wording import said
from checker.model.score import ScoreLine
from checker.model.verdict import Checked, LedgerLine
from checker.output.ledger import in_words, standing
from checker.output.look import Look, place, remark
from checker.wording import reason, say

ENDLESS = 1_000_000
"""Columns of a text that is not broken into lines."""
STANDINGS = ("fail", "undetermined", "pass", "applies-not")


def summary(checked: Checked, lang: str) -> str:
    """The ledger in a sentence or two."""
    return " ".join(in_words(checked, Look(lang, columns=ENDLESS)))


def scorecard(checked: Checked, lang: str) -> str:
    """The scorecard as a table; nothing where the report states no scores."""
    card = checked.scorecard
    if card is None or not card.lines:
        return ""
    titles = ("indicator", "most", "got", "computed", "difference", "place", "remark")
    head = "".join(tag("th", words(say(f"score.{title}", lang))) for title in titles)
    rows = [tag("tr", head), *(_scored(at, line, lang) for at, line in enumerate(card.lines))]
    grade = tag("p", words(say("score.grade", lang, grade=card.grade))) if card.grade else ""
    inner = tag("div", tag("table", "".join(rows)), class_="grid") + grade
    return _folded(said("scorecard", lang), inner, "scorecard", opened=True)


def _scored(at: int, line: ScoreLine, lang: str) -> str:
    where = words(place(line.location, lang)) if line.location is not None else ""
    if line.span is not None:
        where = tag("a", where or "→", href=f"#s{at}")
    figures = (line.most, line.got, line.computed, line.difference)
    name = tag("td", words(line.name), class_=f"depth{min(3, line.level)}")
    cells = [tag("td", words(figure), class_="v") for figure in figures]
    return tag(
        "tr", name + "".join(cells) + tag("td", where) + tag("td", words(remark(line, lang)))
    )


def score_places(checked: Checked) -> list[tuple[int, str]]:
    """Where the scores of the card stand in the text, and the ids of these places."""
    lines = checked.scorecard.lines if checked.scorecard is not None else ()
    return [(line.span.start, f"s{at}") for at, line in enumerate(lines) if line.span is not None]


def ledger(checked: Checked, lang: str) -> str:
    """Every rule with what became of it, those first that need a look."""
    lines = sorted(checked.ledger, key=lambda line: STANDINGS.index(standing(line)))
    titles = ("standing", "rule", "passed", "failed", "undecided", "title")
    head = tag("tr", "".join(tag("th", words(said(title, lang))) for title in titles))
    rows = tag("tbody", "".join(_line(line, lang) for line in lines))
    search = tag("p", _search(said("search", lang)), class_="search")
    table = tag("table", tag("thead", head) + rows, id="ledger")
    opened = not any(finding.outcome == "fail" for finding in checked.findings)
    inner = search + tag("div", table, class_="grid")
    return _folded(f"{said('ledger', lang)}（{len(lines)}）", inner, "ledger", opened)


def _search(label: str) -> str:
    return tag("label", f'{words(label)} <input type="text" id="search">')


def _line(line: LedgerLine, lang: str) -> str:
    title = words(line.rule.title.get(lang))
    if not line.applies:
        why = reason(line.reason, line.missing, lang)
        title += " " + tag("small", words(why))
    numbers = (line.passed, line.failed, line.undetermined)
    cells = [tag("td", str(number) if number else "", class_="v") for number in numbers]
    kind = standing(line)
    first = tag("td", words(say(kind, lang)), class_=kind) + tag(
        "td", words(line.rule.id), class_="rule"
    )
    return tag("tr", first + "".join(cells) + tag("td", title))


def _folded(title: str, inner: str, name: str, opened: bool) -> str:
    """A part that is opened and closed by a click on its title, where the browser can."""
    whole = tag("summary", words(title)) + inner
    return tag("details", whole, class_=name, open="open" if opened else None)


def about(checked: Checked, lang: str) -> str:
    """Whose report this is, and by what it was checked."""
    identity, pack, source = checked.identity, checked.pack, checked.source
    year = "" if identity.year is None else str(identity.year)
    title = pack.title.get(lang)
    version = said("version", lang, version=pack.version)
    rows = (
        ("file", "/".join(part for part in (name_of(source.path), source.member) if part)),
        ("organisation", identity.organisation),
        ("region", "".join(identity.region)),
        ("year", year),
        (
            "pack",
            f"{title}（{pack.id}，{version}）"
            if lang == "zh"
            else f"{title} ({pack.id}, {version})",
        ),
        ("hash", pack.hash),
        ("tool", f"jixiao {__version__}"),
    )
    listed = "".join(
        tag("dt", words(said(key, lang))) + tag("dd", words(text)) for key, text in rows if text
    )
    return tag("h2", words(said("about", lang))) + tag("dl", listed, class_="about")


def name_of(path: str) -> str:
    """The name of a file without the folders it lies in."""
    return re.split(r"[\\/]", path)[-1]
