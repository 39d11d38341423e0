"""How long it takes to load a pack of many rules, and to find the pack for a report.

Each figure is the best of some rounds in processes of their own: loading as a run does that begins
with an empty cache folder, and with a full one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

CLAIMS = (
    ("SUM", "总支出 = 基本支出 + 项目支出 + optional(经营支出)", "assert"),
    ("SUM", "年末结转和结余 = 年初结转和结余 + 总收入 − 总支出 − optional(结余分配)", "assert"),
    ("EXE", "“三公”经费 ≤ “三公”经费[年初预算] 或 公用经费 ≤ 公用经费[年初预算]", "assert"),
    ("EXE", "abs(总支出 − 总支出[上年]) ÷ 总支出[上年] ≤ {percent}%", "assert"),
    ("EXE", "{{rate: 预算执行率, of: [总支出, 决算数], to: [预算数, 调整预算数]}}", "ratio"),
    ("SUM", "{{relation: partition}}", "parts"),
    ("TAB", "{{along: rows}}", "table"),
)
RULE = """  XX-{family}-{number:03}:
    title: {{zh: 第{number}条标准, en: Rule number {number}}}
    severity: error
    {what}
    message:
      zh: 写为{{stated}}，算得{{computed}}，相差{{difference}}（四舍五入最多差{{tolerance}}）。
      en: Given as {{stated}}; it comes to {{computed}}, {{difference}} apart.
    basis:
      - {{document: 算术, mark: confirmed}}
      - {{document: 财预〔2013〕53号, article: 第{number}项指标, mark: recalled}}
    examples:
      pass:
        - 2022年支出合计{whole}.50万元：基本支出700.20万元、项目支出{number}.30万元。
      fail:
        - 2022年支出合计{whole}.50万元：基本支出710.20万元、项目支出{number}.30万元。
    limits: {{zh: 量没有写全时不判断。, en: Not judged where a figure is not stated.}}
"""
TIMED = """
import sys, time
before = time.perf_counter_ns()
from checker import packs
imported = time.perf_counter_ns()
{code}
print((time.perf_counter_ns() - imported) // 1000, (imported - before) // 1000)
"""
CODES = {
    "pack of {rules} rules, by path": "packs.load_pack(sys.argv[1])",
    "folder of three such packs": "packs.load_packs(sys.argv[2])",
    "list of the shipped packs": "packs.available_packs()",
    "common/department": "packs.load_pack('common/department')",
    "all shipped packs": "[packs.load_pack(info.id) for info in packs.available_packs()]",
}


def made(rules: int, name: str) -> str:
    """The text of a pack of so many rules of several kinds."""
    head = (
        f'pack: made/{name}\nversion: "1"\ntitle: {{zh: 许多标准, en: Many rules}}\n'
        "prefix: XX\nextends: [common/arithmetic]\nrules:\n"
    )
    return head + "\n".join(_rules(rules))


def _rules(rules: int) -> Iterator[str]:
    for number in range(1, rules + 1):
        family, text, kind = CLAIMS[number % len(CLAIMS)]
        text = text.format(percent=number)
        what = f"assert: {text}" if kind == "assert" else f"check: {kind}\n    params: {text}"
        yield RULE.format(family=family, number=number, what=what, whole=number + 700)


def timed(code: str, cache: Path, *arguments: str) -> int:
    """Microseconds that the code takes in a process of its own, after its imports."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(code=code), *arguments],
        env={**os.environ, "JIXIAO_CACHE": str(cache)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return int(done.stdout.split()[0])


def main() -> None:
    """Measures and prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "packs"
        folder.mkdir()
        for at in range(3):
            text = made(given.rules, f"number-{at}")
            (folder / f"{at}.yaml").write_text(text, "utf-8")
        paths = str(folder / "0.yaml"), str(folder)
        print("| what | cold ms | from the cache ms |\n|---|---:|---:|")
        for what, code in CODES.items():
            cold = []
            for run in range(given.runs):
                cache = place / f"cache-{len(what)}-{run}"
                cold.append(timed(code, cache, *paths))
            warm = [timed(code, cache, *paths) for _ in range(given.runs)]
            shown = what.format(rules=given.rules)
            print(f"| {shown} | {min(cold) / 1000:.1f} | {min(warm) / 1000:.1f} |")


if __name__ == "__main__":
    main()
