"""What the checker says of the reports written for it: each fault by rule, place and figures, and
nothing of what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from reading import ROOT, checked

FAULTY = sorted((ROOT / "examples").glob("*.faults.yaml"))
RIGHT = sorted(
    path
    for path in (ROOT / "tests" / "reports").iterdir()
    if path.suffix in (".txt", ".md") and path.name != "README.md"
)


def report_beside(faults: Path) -> Path:
    name = faults.name.removesuffix(".faults.yaml")
    return next(
        p for p in faults.parent.iterdir() if p.stem == name and p.suffix in (".txt", ".md")
    )


@pytest.mark.parametrize("faults", FAULTY, ids=lambda path: path.name.split(".")[0])
def test_an_example_shows_its_faults_and_no_others(faults: Path) -> None:
    path = report_beside(faults)
    expected = yaml.safe_load(faults.read_text("utf-8")) or []
    found = [f for f in checked(path.read_bytes(), path.name).findings if f.outcome == "fail"]
    said = {
        (f.rule.split("-")[-2], f.location.line, f.excerpt, f.computed, f.difference) for f in found
    }
    wanted = {
        (
            fault["family"],
            fault["line"],
            fault["excerpt"],
            fault["computed"] or "",
            fault["difference"] or "",
        )
        for fault in expected
    }
    assert said == wanted


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_a_right_report_is_passed_in_silence(path: Path) -> None:
    found = checked(path.read_bytes(), path.name).findings
    assert [(f.rule, f.location.line, f.message.zh) for f in found if f.severity != "info"] == []
