"""The HTML copy: one file that needs nothing else, the report beside its findings.

It is read in old browsers too, from a memory stick, and without its script; so the script is of
ECMAScript 5, and only adds filters, scrolling and keys to what links do by themselves.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from checker.copies.page.findings import cards, family
from checker.copies.page.ledger import about, ledger, name_of, score_places, scorecard, summary
from checker.copies.page.marks import LEVELS, Numbered, marked, numbered
from checker.copies.page.tags import tag, words
from checker.copies.page.text import article
from checker.copies.page.wording import said
from checker.model.report import Report
from checker.model.verdict import Checked
from checker.output.look import level
from checker.output.rules import FAMILIES
from checker.wording import say


def make(report: Report, checked: Checked, data: bytes, lang: str) -> bytes:
    """The page of one report, in UTF-8; the same bytes for the same findings. ``data``, the
    submitted file, is not needed: what is shown is the report as it was understood."""
    del data
    findings = numbered(checked)
    known = marked(findings, score_places(checked), lang)
    found = tag(
        "section",
        _found(checked, findings, lang),
        id="found",
        tabindex=0,
        aria_label=said("found", lang),
    )
    text = tag(
        "section",
        article(report, known),
        id="report",
        tabindex=0,
        aria_label=said("report", lang),
    )
    body = "\n".join((_header(checked, lang), tag("main", f"{text}\n{found}")))
    page = (
        f"{_head(checked, lang)}\n{tag('body', body + _script(), data_key=_key(report, checked))}"
    )
    lines = ("<!DOCTYPE html>", tag("html", page, lang="zh-CN" if lang == "zh" else "en"), "")
    return "\n".join(lines).encode("utf-8")


def _key(report: Report, checked: Checked) -> str:
    """What a reviewer's marks are kept by in the browser: this text, held to these rules."""
    held = f"{checked.pack.hash}\n{report.text}"
    return sha256(held.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _title(checked: Checked, lang: str) -> str:
    identity = checked.identity
    year = "" if identity.year is None else say("year", lang, year=identity.year)
    who = " ".join(part for part in (identity.organisation, year) if part)
    return f"{who} · {said('head', lang)}" if who else said("head", lang)


@cache
def _file(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text("utf-8")


def _allowed(text: str) -> str:
    """The hash by which the page allows its own script or style and no other."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _head(checked: Checked, lang: str) -> str:
    style, script = _file("page.css"), _file("page.js")
    # Browsers that know no hashes take 'unsafe-inline'; the others pass over it.
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src 'unsafe-inline' {_allowed(style)}; "
        f"script-src 'unsafe-inline' {_allowed(script)}"
    )
    return (
        '<head>\n<meta charset="utf-8">\n<meta http-equiv="X-UA-Compatible" content="IE=edge">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="generator" content="jixiao">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{tag('title', words(_title(checked, lang)))}\n<style>{style}</style>\n</head>"
    )


def _script() -> str:
    return f"\n<script>{_file('page.js')}</script>\n"


def _header(checked: Checked, lang: str) -> str:
    name = tag("span", words(name_of(checked.source.path)), class_="file")
    head = tag("h1", f"{words(_title(checked, lang))} {name}")
    return tag("header", head + tag("p", words(summary(checked, lang)), class_="summary"))


def _found(checked: Checked, findings: Sequence[Numbered], lang: str) -> str:
    failed = [one for one in findings if one.finding.outcome != "undetermined"]
    undecided = findings[len(failed) :]
    parts = [_tools(findings, lang)] if findings else []
    parts += [
        tag("p", words(say("note", lang, note=note)), class_="note") for note in checked.notes
    ]
    if failed:
        parts += [_titled("problems", len(failed), lang), cards(failed, lang)]
    else:
        parts.append(tag("p", words(said("none", lang)), class_="none"))
    if undecided:
        parts.append(_titled("open", len(undecided), lang))
        parts += [tag("p", words(said("open-how", lang)), class_="how"), cards(undecided, lang)]
    parts += [scorecard(checked, lang), ledger(checked, lang), about(checked, lang)]
    return "\n".join(part for part in parts if part)


def _titled(key: str, number: int, lang: str) -> str:
    return tag("h2", f"{words(said(key, lang))} {tag('small', str(number))}")


def _tools(findings: Sequence[Numbered], lang: str) -> str:
    """Filters; the script shows them."""
    levels = Counter(level(one.finding) for one in findings)
    chips = "".join(
        tag(
            "label",
            f'<input type="checkbox" checked value="{name}"> {words(say(name, lang))} '
            + tag("b", str(levels[name])),
            class_=name,
        )
        for name in LEVELS
        if levels[name]
    )
    counted = Counter(family(one.finding) for one in findings)
    named = [name for name in FAMILIES if name in counted]
    named += sorted(counted.keys() - set(named))
    options = tag("option", words(said("every", lang)), value="") + "".join(
        tag("option", words(FAMILIES[name].get(lang) if name in FAMILIES else name), value=name)
        for name in named
    )
    shown = tag(
        "span",
        "",
        id="shown",
        aria_live="polite",
        data_words=said("shown", lang, shown="{shown}", all="{all}"),
    )
    inner = (
        tag("span", chips, id="levels", role="group", aria_label=said("levels", lang))
        + tag("select", options, id="families", aria_label=said("families", lang))
        + shown
        + tag("button", words(said("print", lang)), id="print", type="button")
        + tag("span", words(said("keys", lang)), class_="keys")
    )
    return tag("div", inner, class_="tools")
