"""Workflow commands of GitHub Actions: findings become annotations of the file."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.text import Location
from checker.model.verdict import Checked, Failure
from checker.output.look import Look, level, place

COMMANDS = {"error": "error", "warning": "warning", "info": "notice", "undetermined": "notice"}


def render(results: Sequence[Checked | Failure], look: Look) -> str:
    """One command a line: the findings, and an error for each file that was not checked."""
    lines = []
    for result in results:
        if isinstance(result, Failure):
            lines.append(_command("error", {"file": _path(result.path)}, result.message))
            continue
        path = _path(result.source.path)
        for finding in result.findings:
            title = f"{finding.rule} {finding.title.get(look.lang)}"
            places = {"file": path, **_places(finding.location), "title": title}
            message = finding.message.get(look.lang)
            if finding.location.line is None and place(finding.location, look.lang):
                message = f"{place(finding.location, look.lang)} {message}"
            lines.append(_command(COMMANDS[level(finding)], places, message))
    return "".join(f"{line}\n" for line in lines)


def _places(location: Location) -> dict[str, str]:
    """Where to annotate. Columns only within one line: GitHub refuses them across lines."""
    if location.line is None:
        return {}
    places = {"line": location.line, "endLine": location.end_line}
    if location.line == location.end_line:
        places |= {"col": location.column, "endColumn": location.end_column}
    return {name: str(number) for name, number in places.items()}


def _path(path: str) -> str:
    return path.replace("\\", "/")


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(text)}" for key, text in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
