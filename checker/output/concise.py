"""One line a finding, for editors and other tools: ``path:line:column: severity RULE message``;
where a format has no lines, the page, paragraph or cell stands in their place.

The severity is the word that JSON and ``--fail-on`` use, whatever the language of the messages.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.verdict import Checked, Failure
from checker.output.look import Look, level, place
from checker.output.width import clean


def render(results: Sequence[Checked | Failure], look: Look) -> str:
    """The lines; a finding that stands nowhere in its report is put at its beginning."""
    lines = []
    for result in results:
        if isinstance(result, Failure):
            continue
        for finding in result.findings:
            where = f"{result.source.path}:{place(finding.location, look.lang) or '1:1'}"
            message = finding.message.get(look.lang)
            lines.append(clean(f"{where}: {level(finding)} {finding.rule} {message}") + "\n")
    return "".join(lines)
