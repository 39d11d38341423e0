"""``jixiao rules list|test|validate`` and ``jixiao rule``: what a rule author sees."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checker.engine.examples import read_example, try_rule
from checker.packs import load_pack

RUN = "import sys; from checker.cli.main import run; sys.argv[0] = 'jixiao'; sys.exit(run())"
OWN = """pack: jia/department-2022
version: "1"
title: 甲市部门整体支出绩效自评
extends: [common/department]
applies: {kind: department, region: 甲市, years: 2022-2023}
prefix: JS
terms:
  公务接待批次:
    kind: count
    side: 数量
    phrases: [接待批次]
  固定资产:
    phrases: [固定资产净额]
rules:
  JS-EXE-01:
    title: {zh: 固定资产利用率不低于九成, en: Nine tenths of the assets are in use}
    severity: info
    assert: 固定资产利用率 ≥ 90%
    message: {zh: "固定资产利用率为{stated}，不到90%。", en: "{stated} in use, below 90%."}
    basis: [{document: 财预〔2013〕53号, article: 固定资产利用率, mark: inferred}]
    examples:
      pass: [固定资产利用率为93.50%。]
      fail: [固定资产利用率为83.50%。]
    limits: 没有写明利用率时不判断。
  JS-CON-01:
    title: 接待批次不超过十次
    severity: info
    assert: 公务接待批次 ≤ 10次
    message: 接待{stated}。
    basis: [{document: 财预〔2013〕53号, mark: inferred}]
    examples:
      pass: [全年接待批次8次。]
      fail: [全年接待批次18次。]
override: {TAB: disabled, SUM-09: {severity: info}}
"""
REPORT = """甲市统计局2022年度部门整体支出绩效自评报告
一、部门基本情况
年末固定资产净额500.00万元，固定资产利用率为85.00%。
二、绩效自评情况
对照评价指标，自评结论为优。
三、存在的问题
预算编制不够精细。
四、改进措施
加强预算管理。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    return tmp_path


def jixiao(
    *arguments: str, cwd: Path, encoding: str = "utf-8", lang: str = "zh"
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=cwd,
        env={**os.environ, "JIXIAO_LANG": lang, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


# ------------------------------------------------------------------ list


def test_the_shipped_rules_are_listed_once_each(tmp_path: Path) -> None:
    code, out, err = jixiao("rules", "list", cwd=tmp_path)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["编号", "类别", "级别", "依据", "规则包", "内容"]
    ids = [line.split()[0] for line in lines[1:-2]]
    assert len(ids) == len(set(ids))
    assert lines[-1] == f"共{len(ids)}条标准。"
    assert any(
        line.split()[:5] == ["SUM-09", "正文勾稽", "警告", "凭记忆", "common/arithmetic"]
        for line in lines
    )


def test_rules_of_a_pack_after_its_overrides(folder: Path) -> None:
    code, out, _ = jixiao(
        "rules", "list", "--pack", "own.yaml", "--output-format", "json", cwd=folder
    )
    rules = {entry["rule"]: entry for entry in json.loads(out)}
    assert code == 0
    assert not [name for name in rules if name.startswith("TAB")]
    assert rules["SUM-09"]["severity"] == "info"
    assert rules["JS-EXE-01"] == {
        "rule": "JS-EXE-01",
        "family": "EXE",
        "severity": "info",
        "pack": "jia/department-2022",
        "mark": "inferred",
        "basis": [
            {
                "document": "财预〔2013〕53号《预算绩效评价共性指标体系框架》",
                "article": "固定资产利用率",
                "mark": "inferred",
            }
        ],
        "title": "固定资产利用率不低于九成",
    }


def test_rules_by_selector(folder: Path) -> None:
    _, out, _ = jixiao(
        "rules",
        "list",
        "--pack",
        "own.yaml",
        "--select",
        "JS,EXE-02",
        "--output-format",
        "json",
        cwd=folder,
    )
    assert [entry["rule"] for entry in json.loads(out)] == ["EXE-02", "JS-EXE-01", "JS-CON-01"]
    code, out, err = jixiao("rules", "list", "--select", "SUN", cwd=folder)
    assert (code, out) == (2, "")
    assert err == "错误：没有名为 SUN 的标准或类别；是否指 SUM？\n"


# ------------------------------------------------------------------ test


def test_examples_that_behave(folder: Path) -> None:
    assert jixiao("rules", "test", "own.yaml", cwd=folder) == (
        0,
        "试了2条标准的4个例子，全部符合。\n",
        "",
    )


def test_what_was_wanted_and_what_came(folder: Path) -> None:
    text = OWN.replace("利用率为93.50%", "利用率为73.50%").replace("接待批次18次", "没有接待")
    (folder / "own.yaml").write_text(text, "utf-8")
    code, out, _ = jixiao("rules", "test", "own.yaml", cwd=folder)
    assert code == 1
    assert out.splitlines() == [
        "不对  JS-EXE-01  应当通过，结果是：不符",
        "  - 固定资产利用率为73.50%。",
        "不对  JS-CON-01  应当不符，结果是：不适用（报告中没有要判断的内容）",
        "  - 全年没有接待。",
        "",
        "试了2条标准的4个例子，2个不对。",
    ]
    code, out, _ = jixiao("rules", "test", "own.yaml", "--output-format", "json", cwd=folder)
    assert code == 1
    assert [
        (entry["rule"], entry["wanted"], entry["came"], entry["ok"]) for entry in json.loads(out)
    ] == [
        ("JS-EXE-01", "pass", ["fail"], False),
        ("JS-EXE-01", "fail", ["fail"], True),
        ("JS-CON-01", "pass", ["pass"], True),
        ("JS-CON-01", "fail", [], False),
    ]


def test_a_pack_without_rules_is_tried_where_its_rules_stand(tmp_path: Path) -> None:
    code, out, _ = jixiao(
        "rules", "test", "common/department", "--select", "SEC,EXE", "-v", cwd=tmp_path
    )
    assert code == 0
    assert "符合  SEC-01  应当不符" in out.splitlines()


def test_an_example_is_read_as_of_the_region_and_year_of_its_pack(folder: Path) -> None:
    pack = load_pack(str(folder / "own.yaml"))
    for text, region, year in (
        ("支出820.50万元。", ("甲市",), 2022),
        ("2023年支出820.50万元。", ("甲市",), 2023),
        ("2019年支出820.50万元。", ("甲市",), 2022),
    ):
        identity = read_example(pack, text).identity
        assert (identity.kind, identity.region, identity.year) == ("department", region, year)
    assert read_example(load_pack("common/lists"), "2019年支出820.50万元。").identity.year == 2019


def test_an_undetermined_example_neither_passes_nor_fails() -> None:
    pack = load_pack("common/arithmetic")
    rule = next(rule for rule in pack.rules if rule.id == "SUM-01")
    assert all(trial.ok for trial in try_rule(pack, rule))
    passing, failing = rule.examples_pass[0], rule.examples_fail[0]
    from dataclasses import replace

    swapped = replace(rule, examples_pass=(failing,), examples_fail=(passing, "没有数字。"))
    assert [trial.ok for trial in try_rule(pack, swapped)] == [False, False, False]


# ------------------------------------------------------------------ validate


def test_what_was_validated_is_said(folder: Path) -> None:
    (folder / "regulations.yaml").write_text(
        "documents: {甲法: {kind: law, title: 甲法, mark: recalled}}\n", "utf-8"
    )
    assert jixiao("rules", "validate", ".", cwd=folder) == (
        0,
        "own.yaml：规则包 jia/department-2022，自有2条标准，没有错误\n"
        "regulations.yaml：法规文件表，1件，没有错误\n",
        "",
    )


def test_faults_of_all_files_are_told_together(folder: Path) -> None:
    (folder / "own.yaml").write_text(OWN.replace("severity: info", "severity: inf", 1), "utf-8")
    (folder / "terms.yaml").write_text("terms: {甲: {kind: amount}}\nwords: {}\n", "utf-8")
    (folder / "regulations.yaml").write_text("documents: {甲法: {titel: 甲法}}\n", "utf-8")
    code, out, err = jixiao("rules", "validate", ".", "nowhere.yaml", cwd=folder)
    assert (code, out) == (2, "")
    assert "own.yaml:17:15: rules.JS-EXE-01.severity: “inf”不在可用的值之中" in err
    assert "terms.yaml:1:9: terms.甲: 缺少“side”" in err
    assert "regulations.yaml:1:18: documents.甲法.titel: 不认识的键“titel”" in err
    assert "nowhere.yaml：读不了规则包" in err


def test_faults_in_english(folder: Path) -> None:
    (folder / "own.yaml").write_text(OWN.replace("≥ 90%", "≥ 90万元"), "utf-8")
    code, _, err = jixiao("rules", "validate", "own.yaml", cwd=folder, lang="en")
    assert code == 2
    assert "own.yaml:18:13: rules.JS-EXE-01.assert: a rate and an amount do not go together" in err


# ------------------------------------------------------------------ rule


def test_a_rule_explained(folder: Path) -> None:
    code, out, err = jixiao("rule", "js-exe-01", "--pack", "own.yaml", cwd=folder)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "JS-EXE-01  固定资产利用率不低于九成",
        "级别：提示",
        "类别：EXE 预算执行",
        "规则包：jia/department-2022",
        "判断：固定资产利用率 ≥ 90%",
        "何时适用：所涉及的量都写明时",
        "提示语：固定资产利用率为{stated}，不到90%。",
        "依据：财预〔2013〕53号《预算绩效评价共性指标体系框架》 固定资产利用率（推断）",
        "局限：没有写明利用率时不判断。",
        "合格的例子：",
        "  - 固定资产利用率为93.50%。",
        "不合格的例子：",
        "  - 固定资产利用率为83.50%。",
    ]


def test_a_rule_of_a_check_with_its_parameters(tmp_path: Path) -> None:
    _, out, _ = jixiao("rule", "EXE-02", cwd=tmp_path, lang="en")
    assert "check: ratio" in out.splitlines()
    assert (
        "params: rate: 政府采购执行率, of: [政府采购支出], to: [政府采购预算]" in out.splitlines()
    )
    _, out, _ = jixiao("rule", "EXE-02", "--output-format", "json", cwd=tmp_path)
    assert json.loads(out)["params"]["rate"] == "政府采购执行率"


def test_a_rule_that_is_not_there(folder: Path) -> None:
    assert jixiao("rule", "SUM-99", cwd=folder) == (
        2,
        "",
        "错误：没有标准 SUM-99；是否指 SUM-09？\n",
    )
    code, _, err = jixiao("rule", "JS-EXE-01", cwd=folder)
    assert (code, "没有标准 JS-EXE-01" in err) == (2, True)


# ------------------------------------------------------------------ the whole path, and consoles


def test_a_pack_of_ones_own_at_work(folder: Path) -> None:
    code, out, _ = jixiao(
        "check", "report.txt", "--pack", "own.yaml", "--output-format", "json", cwd=folder
    )
    (found,) = json.loads(out)["reports"][0]["findings"]
    assert (code, found["rule"], found["excerpt"]) == (0, "JS-EXE-01", "85.00%")
    assert found["basis"] == [
        "财预〔2013〕53号《预算绩效评价共性指标体系框架》：固定资产利用率（推断）"
    ]
    _, out, _ = jixiao("parse", "report.txt", "--pack", "own.yaml", cwd=folder)
    assert "固定资产" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pack_that_the_help_shows(lang: str, tmp_path: Path) -> None:
    _, out, _ = jixiao("rules", "--help", cwd=tmp_path, lang=lang)
    lines = out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.strip().startswith("pack: "))
    last = next(at for at, line in enumerate(lines) if line.strip().startswith("fail: "))
    begin = len(lines[first]) - len(lines[first].lstrip())
    shown = "\n".join(line[begin:] for line in lines[first : last + 1])
    (tmp_path / "own.yaml").write_text(shown, "utf-8")
    assert jixiao("rules", "validate", "own.yaml", cwd=tmp_path)[0] == 0
    assert jixiao("rules", "test", "own.yaml", cwd=tmp_path) == (
        0,
        "试了1条标准的2个例子，全部符合。\n",
        "",
    )


def packs_of(guide: str) -> list[str]:
    """The whole packs that a guide shows."""
    text = (Path(__file__).parents[1] / "docs" / guide).read_text("utf-8")
    return [block for block in re.findall(r"```yaml\n(.*?)```", text, re.S) if "\nrules:" in block]


@pytest.mark.parametrize("guide", ["rules.md", "rules.zh-CN.md"])
def test_the_packs_of_the_guide(guide: str, tmp_path: Path) -> None:
    (text,) = packs_of(guide)
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    code, out, err = jixiao("rules", "test", "own.yaml", cwd=tmp_path)
    assert (code, err) == (0, ""), out


def test_a_figure_of_a_pack_s_own_term_may_be_given(folder: Path) -> None:
    code, _, err = jixiao(
        "check", "report.txt", "--pack", "own.yaml", "--fact", "接待批次=8次", cwd=folder
    )
    assert (code, err) == (0, "")
    code, _, err = jixiao("check", "report.txt", "--fact", "公务接待批次=8次", cwd=folder)
    assert (code, err.startswith("错误：--fact：没有名为 公务接待批次 的数字")) == (2, True)


def test_nothing_is_checked_with_half_a_pack(folder: Path) -> None:
    (folder / "own.yaml").write_text(OWN.replace("side: 数量", "sied: 数量"), "utf-8")
    for named in ("own.yaml", "."):
        code, out, err = jixiao("check", "report.txt", "--pack", named, cwd=folder)
        assert (code, out) == (2, "")
        assert "own.yaml:10:5: terms.公务接待批次.sied: 不认识的键“sied”（最接近的是“side”）" in err


@pytest.mark.parametrize(
    "command", [("rules", "list"), ("rules", "test", "-v"), ("rule", "SUM-05"), ("rules", "-h")]
)
def test_consoles_that_speak_gbk(command: tuple[str, ...], tmp_path: Path) -> None:
    code, out, err = jixiao(*command, cwd=tmp_path, encoding="gbk")
    assert (code, err) == (0, "")
    assert "标准" in out or "依据" in out


def test_help_of_every_command_in_both_languages(tmp_path: Path) -> None:
    for command in (
        ("rules",),
        ("rules", "list"),
        ("rules", "test"),
        ("rules", "validate"),
        ("rule",),
    ):
        for lang, usage in (("zh", "用法："), ("en", "Usage: ")):
            code, out, _ = jixiao(*command, "--help", cwd=tmp_path, lang=lang)
            assert (code, out.startswith(f"{usage}jixiao {' '.join(command)} ")) == (0, True)


def test_a_command_of_rules_that_is_not_there(tmp_path: Path) -> None:
    assert jixiao("rules", "tets", cwd=tmp_path)[2] == "错误：没有 tets 这个命令；是否指 test？\n"


@pytest.mark.parametrize("guide", ["rules.md", "rules.zh-CN.md"])
def test_the_pieces_of_packs_of_the_guide(guide: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / guide).read_text("utf-8")
    pieces = [b for b in re.findall(r"```yaml\n(.*?)```", text, re.S) if "\nrules:" not in b]
    assert {piece.partition(":")[0] for piece in pieces} == {"outline", "scorecard", "override"}
    whole = "pack: test/own\nversion: '1'\ntitle: 甲\nextends: [common/wording]\n" + "".join(pieces)
    (tmp_path / "own.yaml").write_text(whole, "utf-8")
    code, out, err = jixiao("rules", "validate", "own.yaml", cwd=tmp_path)
    assert (code, err) == (0, ""), out


def test_terms_are_listed_by_a_word(folder: Path) -> None:
    code, out, _ = jixiao("rules", "terms", "在职人员", cwd=folder)
    assert code == 0
    assert {line.split()[0] for line in out.splitlines() if line[:1].strip()} == {
        "在职人员控制率",
        "在职人员数",
    }
    _, out, _ = jixiao("rules", "terms", "接待批次", "--pack", "own.yaml", cwd=folder)
    assert out.split()[:2] == ["公务接待批次", "数量"]
