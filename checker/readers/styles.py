"""What a page's style sheets say of what is shown; only those that the page itself holds."""

from __future__ import annotations

import re
from typing import Any

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
NEVER = re.compile(r"display\s*:\s*none", re.I)
UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)


def selectors(root: Any, rules: re.Pattern[str]) -> frozenset[str]:
    """The tags, classes (``.x``) and ids (``#x``) to which the document's own style sheets give
    rules like these, on screens of any size."""
    names: set[str] = set()
    for style in root.iter("style"):
        sheet = re.sub(r"/\*.*?\*/|<!--|-->", "", style.text or "", flags=re.S)
        sheet = re.sub(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for chosen, given in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
            if rules.search(given):
                names.update(name.strip() for name in chosen.split(","))
    return frozenset(name for name in names if re.fullmatch(r"[.#]?[\w-]+", name))
