"""Outputs: each holds what was found, at the right place and width, in every console."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from made import RULES, SOFT, fail, judged, pack, report, rule

import checker.engine.run as engine
from checker.complaints import COMPLAINTS
from checker.engine.run import judge
from checker.engine.select import Selection, selector, unknown, unknown_selector
from checker.findings.collect import collect
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.verdict import Checked, Failure, LedgerLine, NotApplied, Verdict
from checker.output import FORMATS, render
from checker.output.look import Look
from checker.output.table import statistics
from checker.output.width import clean, width, window, wrap
from checker.wording import MESSAGES, say

TOP = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((TOP / "rules" / "schema" / "output.json").read_text("utf-8"))
TEXT = (
    "一、部门情况\n"
    "“十三五”期间，全年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。成效非常好。\n"
)
RESULT = Failure("坏.txt", "坏.txt：文件是空的")


def checked(made: Report, verdicts: list[Verdict], ledger: tuple[LedgerLine, ...] = ()) -> Checked:
    return Checked(made.source, made.identity, pack(*RULES), collect(made, verdicts), ledger)


def judged_by_hand(text: str = TEXT) -> Checked:
    made = report(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "apply", judged)
        verdicts, ledger = judge(made, pack(*RULES), Context(), selector(Selection()))
    return checked(made, list(verdicts), ledger)


def lines(text: str, **look: Any) -> list[str]:
    return render("table", [judged_by_hand(text)], Look(**look)).splitlines()


# --- the table --------------------------------------------------------------------------------


def test_the_table_shows_rule_place_arithmetic_and_ledger() -> None:
    shown = render("table", [judged_by_hand()], Look())
    assert "错误  FS-SUM-01  2:15  支出合计820.50万元，各项之和822.50万元，相差2.00万元" in shown
    assert "算式：600.25 + 222.25 = 822.50 ≠ 820.50 万元；容差0.015万元" in shown
    assert "涉及：基本支出 600.25万元（2:30）；项目支出 222.25万元（2:43）" in shown
    assert "无法判断  EXE-01" in shown
    assert (
        "发现错误1处、警告1处。检查了3条标准：0条通过，2条不符；1条无法判断，还需知道年初预算数"
        in shown.replace("\n", "")
    )
    assert "另有1条不适用：报告中没有要判断的内容1条。" in shown.replace("\n", "")


def test_nothing_found_is_said_with_the_ledger() -> None:
    shown = "".join(
        lines("一、部门情况\n全年支出合计2.00万元，其中基本支出1.00万元、项目支出1.00万元。\n")
    )
    assert "没有发现问题。检查了3条标准：2条通过，0条不符；1条无法判断，还需知道年初预算数" in shown


def test_quiet_is_findings_alone_and_nothing_where_there_are_none() -> None:
    shown = render("table", [judged_by_hand()], Look(tone="quiet"))
    assert "FS-SUM-01" in shown
    assert "检查了" not in shown
    assert "测试标准" not in shown
    assert render("table", [checked(report(TEXT), [])], Look(tone="quiet")) == ""


def test_verbose_lists_basis_and_every_rule() -> None:
    shown = render("table", [judged_by_hand()], Look(tone="verbose"))
    assert "依据：财预〔2013〕53号第三条" in shown
    assert re.search(
        r"不适用 +TAB-01 +0/0/0 +支出合计应等于各项之和——报告中没有要判断的内容", shown
    )


def test_several_reports_are_summed_up() -> None:
    shown = render("table", [judged_by_hand(), RESULT, judged_by_hand()], Look())
    assert shown.endswith("共检查2份报告：错误2处、警告2处、提示0处、无法判断2处。\n")


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_carets_stand_under_exactly_the_place(ambiguous: int) -> None:
    shown = lines(TEXT, ambiguous=ambiguous)
    marked = [(above, line) for above, line in pairwise(shown) if "^" in line]
    assert len(marked) == 2
    for (above, line), words in zip(marked, ("820.50万元", "非常"), strict=True):
        at = above.index(words)
        assert width(above[:at], ambiguous) == width(line[: line.index("^")], ambiguous)
        assert width(words, ambiguous) == line.count("^")


def test_carets_under_a_figure_broken_over_lines() -> None:
    made = report(f"支出合计82{SOFT}  0.50万元。\n".replace("  ", ""))
    shown = render("table", [checked(made, [fail(made, rule(), "820.50万元")])], Look())
    marked = [line.strip() for line in shown.splitlines() if "| " in line]
    assert marked == ["| 支出合计82", "|         ^^", "| 0.50万元。", "| ^^^^^^^^"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_no_line_is_wider_than_asked(lang: str, columns: int, ambiguous: int) -> None:
    long = TEXT.replace("全年", "全年根据有关规定和“十三五”规划纲要——以及其他…文件的要求，" * 9)
    result = judged_by_hand(long + long + "长" * 300 + "非常" + "abc " * 90)
    noted = replace(result, notes=("注意事项" * 40,))
    look = Look(lang, "verbose", columns=columns, ambiguous=ambiguous)
    shown = render("table", [noted, noted], look) + statistics([noted], look)
    widths = {line: width(line, ambiguous) for line in shown.splitlines()}
    assert [line for line, taken in widths.items() if taken > columns] == []
    assert max(widths.values()) > columns - 8, "the room is used"


def test_columns_are_aligned_under_chinese() -> None:
    made = report(TEXT)
    verdicts = [
        fail(made, rule(), "820.50万元", (("基本支出", "600.25万元"),)),
        fail(made, rule("一个很长的编号-01", "info"), "非常"),
    ]
    shown = render("table", [checked(made, verdicts)], Look()).splitlines()
    first = next(line for line in shown if "2:15" in line)
    second = next(line for line in shown if "2:54" in line)
    assert width(first[: first.index("2:15")]) == width(second[: second.index("2:54")])


def test_color_is_in_the_table_alone_and_changes_no_words() -> None:
    results = [judged_by_hand()]
    plain = render("table", results, Look())
    colored = render("table", results, Look(color=True))
    assert "\x1b[31m错误\x1b[0m" in colored
    assert re.sub(r"\x1b\[\d*m", "", colored) == plain
    for name in FORMATS[1:]:
        assert "\x1b" not in render(name, results, Look(color=True))


def test_a_report_cannot_steer_the_console() -> None:
    evil = "全年\x1b[2J支出\u202e合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。\n"
    for name in ("table", "concise"):
        shown = render(name, [judged_by_hand(evil)], Look())
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", shown)


def test_many_related_places_are_counted_and_all_of_them_shown_when_asked() -> None:
    made = report("合计820.50万元。\n" * 12)
    parts = (("分项", "820.50万元"),)
    verdicts = [fail(made, rule(), "820.50万元", parts, nth=nth) for nth in range(12)]
    shown = render("table", [checked(made, verdicts)], Look())
    assert shown.count("又见") == 6
    assert "另有5处" in re.sub(r"\s", "", shown)
    assert render("table", [checked(made, verdicts)], Look(tone="verbose")).count("又见") == 11


def test_statistics_put_the_most_frequent_first() -> None:
    made = report("非常好，非常好。\n")
    verdicts = [fail(made, rule("WRD-01"), "非常", nth=nth) for nth in (0, 1)]
    verdicts.append(fail(made, rule("TYP-01"), "非常"))
    rows = statistics([checked(made, verdicts), RESULT], Look()).splitlines()
    assert [row.split()[:2] for row in rows[1:]] == [["2", "WRD-01"], ["1", "TYP-01"]]
    assert statistics([checked(made, [])], Look()) == "各条标准都没有发现问题。\n"


# --- widths -----------------------------------------------------------------------------------


def test_width_counts_chinese_as_two() -> None:
    assert width("支出abc，") == 4 + 3 + 2
    assert (width("“—”"), width("“—”", 2)) == (3, 6)
    assert width("e\u0301\u200b") == 1


def test_wrapping_keeps_figures_whole_and_marks_with_their_words() -> None:
    assert wrap("支出合计3374.16万元，其中基本支出。", 16) == [
        "支出合计",
        "3374.16万元，其",
        "中基本支出。",
    ]
    assert wrap("甲乙丙丁。", 8) == ["甲乙丙", "丁。"]
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert wrap("", 10) == [""]


@pytest.mark.parametrize("columns", range(12, 60, 7))
def test_a_window_holds_its_place(columns: int) -> None:
    text = "　　前面的话" * 9 + "820.50万元" + "后面的话" * 9
    start = text.index("820")
    shown, carets = window(text, start, start + 8, columns)
    assert width(shown) <= columns
    assert carets.count("^") == 10 or columns == 12
    assert shown[:1] == "…" == shown[-1:]
    if columns > 12:
        assert width(shown[: shown.index("820")]) == carets.index("^")


def test_an_empty_place_gets_a_caret() -> None:
    assert window("  支出", 4, 4, 40) == ("支出", "    ^")
    assert window("", 0, 0, 40) == ("", "^")


def test_clean_leaves_chinese_as_it_is() -> None:
    assert clean("支出　820.50万元\t\x07\u202e。") == "支出　820.50万元 ?。"


# --- the other formats ------------------------------------------------------------------------


def test_concise_is_one_line_a_finding() -> None:
    assert render("concise", [judged_by_hand(), RESULT], Look()).splitlines() == [
        "report.txt:1:1: undetermined EXE-01 支出合计应等于各项之和：无法判断，还需知道年初预算数",
        "report.txt:2:15: error FS-SUM-01 支出合计820.50万元，各项之和822.50万元，相差2.00万元",
        "report.txt:2:54: warning FS-WRD-02 “非常”不是可以核实的说法",
    ]


def test_github_escapes_what_its_commands_are_made_of() -> None:
    made = report("a,b:c%\r\n", path="报告\\甲,乙:1%.txt")
    by = rule("TYP-01", zh="100%\n第二行：a,b")
    by = replace(by, title=replace(by.title, zh="标题: a,b"))
    verdict = fail(made, by, "a,b:c%")
    (line,) = render("github", [checked(made, [verdict])], Look()).splitlines()
    assert line == (
        "::error file=报告/甲%2C乙%3A1%25.txt,line=1,endLine=1,col=1,endColumn=7,"
        "title=TYP-01 标题%3A a%2Cb::100%25%0A第二行：a,b"
    )


def test_github_names_levels_and_leaves_out_columns_across_lines() -> None:
    made = report(f"支出合计82{SOFT}0.50万元。\n")
    verdicts = [
        fail(made, rule("SUM-01", "info"), "820.50万元"),
        fail(made, rule("WRD-01", "warning"), "支出"),
        Verdict(rule("EXE-01"), "undetermined", None),
    ]
    shown = render("github", [checked(made, verdicts), RESULT], Look()).splitlines()
    assert [line.split(",title")[0] for line in shown] == [
        "::notice file=report.txt",
        "::warning file=report.txt,line=1,endLine=1,col=1,endColumn=3",
        "::notice file=report.txt,line=1,endLine=2",
        "::error file=坏.txt::坏.txt：文件是空的",
    ]


def test_json_is_the_contract() -> None:
    shown = json.loads(render("json", [judged_by_hand(), RESULT], Look()))
    Draft202012Validator(SCHEMA).validate(shown)
    assert shown["summary"] == {
        "reports": 1, "error": 1, "warning": 1, "info": 0, "undetermined": 1, "waived": 0,
    }  # fmt: skip
    assert shown["errors"] == [{"path": "坏.txt", "message": "坏.txt：文件是空的"}]
    (made,) = shown["reports"]
    assert made["identity"]["region"] == "广东省某某市"
    finding = made["findings"][1]
    assert (finding["rule"], finding["verdict"]) == ("FS-SUM-01", "fail")
    at = finding["location"]
    assert (at["line"], at["column"], at["end_line"], at["end_column"]) == (2, 15, 2, 23)
    assert at["section"] == ["一、部门情况"]
    assert finding["excerpt"] == "820.50万元" == TEXT.splitlines()[1][14:22]
    assert (finding["stated"], finding["computed"]) == ("820.50万元", "822.50万元")
    assert (finding["difference"], finding["tolerance"]) == ("2.00万元", "0.015万元")
    assert [near["role"] for near in finding["related"]] == ["基本支出", "项目支出"]
    assert made["ledger"][3] == {
        "rule": "TAB-01", "pass": 0, "fail": 0, "undetermined": 0,
        "applies": False, "reason": "报告中没有要判断的内容",
    }  # fmt: skip


def test_the_schema_refuses_what_is_not_in_the_contract() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    shown = json.loads(render("json", [judged_by_hand()], Look()))
    shown["reports"][0]["findings"][0]["location"]["file"] = "x"
    assert not Draft202012Validator(SCHEMA).is_valid(shown)


def test_json_is_the_same_in_ascii() -> None:
    results = [judged_by_hand(), Failure("坏\udcff.txt", "…")]
    plain, escaped = (render("json", results, Look(ascii=ascii)) for ascii in (False, True))
    assert escaped.isascii()
    assert not plain.isascii()
    plain.encode("utf-8")
    assert json.loads(plain) == json.loads(escaped)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "ascii", "utf-8"])
def test_every_output_goes_through_every_console(name: str, lang: str, encoding: str) -> None:
    look = Look(lang, "verbose", ambiguous=2, ascii=encoding != "utf-8")
    shown = render(name, [judged_by_hand(TEXT + "①②³¥€✓—…½①𠮷\n非常"), RESULT], look)
    again = shown.encode(encoding, "replace").decode(encoding)
    assert "FS-SUM-01" in again
    if encoding != "ascii":
        assert "820.50万元" in again or name == "json"


@pytest.mark.parametrize("name", FORMATS)
def test_english_has_no_chinese_of_the_tool(name: str) -> None:
    made = report("total 820.50\n")
    made = replace(made, identity=replace(made.identity, organisation="", region=(), level=""))
    by = replace(rule("SUM-01", en="total {stated}"), basis=())
    ledger = (
        LedgerLine(by, 0, 1, 1, True, missing=("budget",)),
        LedgerLine(by, 0, 0, 0, False, "no-place"),
    )
    verdicts = [fail(made, by, "820.50", stated="820.50"), Verdict(by, "undetermined", None)]
    result = replace(checked(made, verdicts, ledger), notes=("a note",))
    shown = render(name, [result, result], Look("en", "verbose"))
    assert not re.search("[\u4e00-\u9fff]", shown)


# --- the catalogue, the ledger and selectors --------------------------------------------------


def keys(function: str, position: int) -> set[str]:
    """The literal keys that are given to a function of the catalogue anywhere in the program."""
    found = set()
    for path in (TOP / "checker").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > position:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else name
                argument = node.args[position]
                if name == function and isinstance(argument, ast.Constant):
                    found.add(str(argument.value))
    return found


def test_every_key_is_in_the_catalogue() -> None:
    assert keys("say", 0) - set(MESSAGES) == set()
    assert keys("error", 0) - set(COMPLAINTS) == set()
    assert set(COMPLAINTS).isdisjoint(MESSAGES)


def test_every_reason_is_in_the_catalogue() -> None:
    reasons = keys("NotApplied", 1)
    assert {"no-place", "not-selected"} <= reasons
    wanted = {f"{kind}.{reason}" for reason in reasons for kind in ("reason", "because")}
    assert wanted - set(MESSAGES) == set()


def test_every_reason_of_an_open_claim_is_in_the_catalogue() -> None:
    reasons = (keys("Judged", 1) | keys("CannotJudge", 0)) - {"None"}
    assert {"missing", "unit"} <= reasons
    assert {f"open.{reason}" for reason in reasons} - set(MESSAGES) == set()


@pytest.mark.parametrize("key", sorted({**MESSAGES, **COMPLAINTS}))
def test_both_languages_take_the_same_placeholders(key: str) -> None:
    words = {**MESSAGES, **COMPLAINTS}[key]
    assert words.en
    assert set(re.findall(r"{(\w+)}", words.zh)) >= set(re.findall(r"{(\w+)}", words.en))
    assert not re.search("[\u4e00-\u9fff]", re.sub("年初预算数|万元", "", words.en)), key


def test_say_fills_in() -> None:
    assert say("count", "en", level="error", number=3) == "3 error"


def test_the_ledger_has_every_rule_in_the_order_of_the_pack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "apply", judged)
    selected = selector(Selection(ignore=("WRD",)))
    verdicts, ledger = judge(report(TEXT), pack(*RULES), Context(), selected)
    assert [
        (line.rule.id, line.passed, line.failed, line.undetermined, line.applies, line.reason)
        for line in ledger
    ] == [
        ("FS-SUM-01", 0, 1, 0, True, ""),
        ("FS-WRD-02", 0, 0, 0, False, "not-selected"),
        ("EXE-01", 0, 0, 1, True, ""),
        ("TAB-01", 0, 0, 0, False, "no-place"),
    ]
    assert ledger[2].missing == ("年初预算数",)
    assert [verdict.rule.id for verdict in verdicts] == ["FS-SUM-01", "EXE-01"]


def test_a_check_that_finds_no_place_does_not_apply(monkeypatch: pytest.MonkeyPatch) -> None:
    import checker.checks

    def nowhere(found: Report, by: Rule, context: Context) -> list[Verdict] | NotApplied:
        return []

    monkeypatch.setitem(checker.checks.KINDS, "made", nowhere)
    assert engine.apply(report(TEXT), RULES[0], Context()) == NotApplied(RULES[0], "no-place")


IDS = ("SUM-01", "FS-SUM-01", "FS-EXE-02", "CN-DIS-01", "EXE-02")


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), IDS),
        (Selection(select=("SUM",)), ("SUM-01", "FS-SUM-01")),
        (Selection(select=("FS",)), ("FS-SUM-01", "FS-EXE-02")),
        (Selection(select=("FS-SUM",)), ("FS-SUM-01",)),
        (Selection(select=("EXE-02",)), ("EXE-02",)),
        (Selection(ignore=("SUM",)), ("FS-EXE-02", "CN-DIS-01", "EXE-02")),
        (Selection(select=("FS-SUM-01",), ignore=("SUM",)), ("FS-SUM-01",)),
        (Selection(select=("SUM",), ignore=("FS-SUM",)), ("SUM-01",)),
        (Selection(select=("SUM",), ignore=("SUM",)), ()),
        (
            Selection(ignore=("FS",), extend=("FS-EXE",)),
            ("SUM-01", "FS-EXE-02", "CN-DIS-01", "EXE-02"),
        ),
        (Selection(select=("CN",), extend=("EXE-02",)), ("CN-DIS-01", "EXE-02")),
    ],
)
def test_selectors(selection: Selection, kept: tuple[str, ...]) -> None:
    assert tuple(filter(lambda name: selector(selection)(rule(name)), IDS)) == kept
    assert unknown(selection, IDS) == ()


def test_an_unknown_selector_names_the_nearest() -> None:
    assert unknown(Selection(select=("SUN",), ignore=("EXE",)), IDS) == ("SUN",)
    assert unknown_selector("SUN", IDS).zh == "没有名为 SUN 的标准或类别；是否指 SUM？"
    assert unknown_selector("FS-EXE-03", IDS).zh.endswith("是否指 FS-EXE-02？")
    assert unknown_selector("ZZZZ", IDS).en.endswith("families: DIS, EXE, SUM")
