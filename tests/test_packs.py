"""Rule packs and the vocabulary: every fault at its place, all at once; extending; the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import packs, store
from checker.errors import InputError
from checker.model.report import Identity
from checker.packs.link import link
from checker.packs.pack import _compiled, _revive, _shipped
from checker.packs.regulations import load_regulations
from checker.packs.shelf import File
from checker.packs.texts import terms_text
from checker.packs.vocabulary import load_vocabulary, read_vocabulary
from checker.packs.yaml_marks import read_yaml

GOOD = """pack: test/own
version: "1"
title: {zh: 自己的规则, en: Our own}
rules:
  SUM-91:
    title: 支出合计
    severity: error
    assert: 总支出 = 基本支出 + 项目支出
    message: {zh: "{stated}，{computed}", en: "{working}"}
    basis: [{document: 算术, mark: confirmed}]
    examples:
      pass: [甲。]
      fail: [乙。]
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for each test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("JIXIAO_CACHE", str(folder))
    forget()
    return folder


def forget() -> None:
    """As a new process would begin."""
    load_vocabulary.cache_clear()
    load_regulations.cache_clear()
    _shipped.cache_clear()
    _revive.cache_clear()
    _compiled.clear()
    packs.available_packs.cache_clear()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Writes a pack file and gives its path."""

    def written(text: str, name: str = "own.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return written


def faults(path: str) -> list[str]:
    """The faults of a pack, without the path: ``line:column: field: message`` in Chinese."""
    with pytest.raises(InputError) as caught:
        packs.load_pack(path)
    folder = str(Path(path).parent) + os.sep
    return [
        line.replace(folder, "").removeprefix("own.yaml:") for line in caught.value.zh.split("\n")
    ]


# ------------------------------------------------------------------ what is shipped


def test_every_shipped_pack_loads() -> None:
    found = packs.available_packs()
    assert {"common/arithmetic", "common/department"} <= {info.id for info in found}
    for info in found:
        pack = packs.load_pack(info.id)
        assert pack.id == info.id
        for rule in pack.rules:
            assert rule.title.en, rule.id
            assert rule.message.en, rule.id


def test_the_vocabulary() -> None:
    vocabulary = packs.load_vocabulary()
    assert vocabulary.terms["年初预算数"].basis == "年初预算"
    assert vocabulary.terms["总支出"].phrases[0] == "总支出"
    assert "支出" in vocabulary.terms["总支出"].alone
    assert "年初结余和结转资金" in vocabulary.terms["年初结转和结余"].phrases
    assert "去年" in vocabulary.words["period/-1"]
    assert {"basis/决算", "change/+1", "change/-1", "parts", "partition", "total"} <= set(
        vocabulary.words
    )


def test_a_rule_as_it_is_loaded(write: Callable[..., str]) -> None:
    pack = packs.load_pack(write(GOOD))
    (rule,) = pack.rules
    assert rule.id == "SUM-91"
    assert rule.pack == "test/own"
    assert rule.claim is not None
    assert rule.claim[0] == "compare"
    assert rule.params == {
        "kinds": {"基本支出": "amount", "总支出": "amount", "项目支出": "amount"}
    }
    assert rule.message.get("en") == "{working}"
    assert rule.title.get("en") == "支出合计"
    assert (rule.examples_pass, rule.examples_fail) == (("甲。",), ("乙。",))


# ------------------------------------------------------------------ faults and their places


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("severity: error", "severtiy: error", [
            "5:3: rules.SUM-91: 缺少“severity”",
            "7:5: rules.SUM-91.severtiy: 不认识的键“severtiy”（最接近的是“severity”）",
        ]),
        ("severity: error", "severity: eror", [
            "7:15: rules.SUM-91.severity: “eror”不在可用的值之中："
            "error、warning、info（最接近的是“error”）",
        ]),
        ("title: 支出合计", "title: [支出合计]", [
            "6:12: rules.SUM-91.title: 应当是文字或一组“键: 值”",
        ]),
        ("title: 支出合计", "title: {en: Sum}", ["6:5: rules.SUM-91.title: 缺少“zh”"]),
        ("[甲。]", "甲。", ["12:13: rules.SUM-91.examples.pass: 应当是一个列表"]),
        ("[甲。]", "[]", ["12:13: rules.SUM-91.examples.pass: 不能为空"]),
        ("= 基本支出 + 项目支出", "= 基本支处 + 项目支出", [
            "8:19: rules.SUM-91.assert: 词表里没有术语“基本支处”（最接近的是“基本支出”）",
        ]),
        ("= 基本支出 + 项目支出", "= 部门基本支出 + 项目支出", [
            "8:19: rules.SUM-91.assert: 词表里没有术语“部门基本支出”（规范名称是“基本支出”）",
        ]),
        ("= 基本支出 + 项目支出", "= 基本支出加项目支出", [
            "8:19: rules.SUM-91.assert: 词表里没有术语“基本支出加项目支出”（运算符“加”前后要空格）",
        ]),
        ("= 基本支出 + 项目支出", "= 基本支出 + + 项目支出", [
            "8:26: rules.SUM-91.assert: “+”不能在这里；此处可以是（、函数、数字、术语",
        ]),
        ("= 基本支出 + 项目支出", "= 在职人员数", [
            "8:13: rules.SUM-91.assert: 金额与数量不能相加减或比较",
        ]),
        ("assert: 总支出 = 基本支出 + 项目支出", "check: pars", [
            "8:12: rules.SUM-91.check: “pars”不在可用的值之中（最接近的是“parts”）",
        ]),
        ("    assert: 总支出 = 基本支出 + 项目支出\n", "", [
            "5:3: rules.SUM-91: assert 与 check 必须有且只有一个",
        ]),
        ("    message:", "    params: {a: b}\n    message:", [
            "9:5: rules.SUM-91.params: params 只与 check 同用",
        ]),
        ("    message:", "    when: 总支出 >\n    message:", [
            "9:16: rules.SUM-91.when: 没有写完；此处可以是（、函数、数字、术语",
        ]),
        ("    message:", "    within: page\n    message:", [
            "9:13: rules.SUM-91.within: “page”不在可用的值之中："
            "sentence、paragraph、section、report",
        ]),
        ("{stated}，{computed}", "{stated}，{computd}", [
            "9:29: rules.SUM-91.message.zh: 没有占位符 {computd}（最接近的是“computed”）",
        ]),
        ("{working}", "{working", [
            "9:46: rules.SUM-91.message.en: 花括号不成对（文字里的花括号要写两个）",
        ]),
        ("mark: confirmed", "mark: recalled", [
            "7:15: rules.SUM-91.severity: 依据只是 recalled，最多可定为 warning",
        ]),
        ("mark: confirmed", "mark: inferred", [
            "7:15: rules.SUM-91.severity: 依据只是 inferred，最多可定为 info",
        ]),
        ("[{document: 算术, mark: confirmed}]", "[]", ["10:12: rules.SUM-91.basis: 不能为空"]),
        ("      fail: [乙。]\n", "", ["11:5: rules.SUM-91.examples: 缺少“fail”"]),
        ("  SUM-91:", "  SUM-9a:", ["5:3: rules.SUM-9a: 规则编号应如 SUM-01"]),
        ("  SUM-91:", "  SUN-91:", ["5:3: rules.SUN-91: 没有规则族“SUN”（最接近的是“SUM”）"]),
        ("  SUM-91:", "  FS-SUM-91:", ["5:3: rules.FS-SUM-91: 没有 prefix，编号应如 SUM-01"]),
        ("rules:", "prefix: FS\nrules:", ["6:3: rules.SUM-91: 编号应以“FS-”开头，如 FS-SUM-01"]),
        ('version: "1"', "version: eins", ["2:10: version: “eins”的写法不对，如 1"]),
        ("rules:", "applies: {kind: department, years: 20-21}\nrules:", [
            "4:36: applies.years: “20-21”的写法不对，如 2020-2021",
        ]),
        ("rules:", "extends: [common/arithmetik]\nrules:", [
            "4:11: extends[0]: 没有规则包“common/arithmetik”（最接近的是“common/arithmetic”）",
        ]),
        ("rules:", "extends: [common/arithmetic]\noverride: {SUM-00: disabled}\nrules:", [
            "5:12: override.SUM-00: 所引用的包里没有规则“SUM-00”（最接近的是“SUM-10”）",
        ]),
        ("rules:", "extends: [common/arithmetic]\noverride: {SUM-09: off}\nrules:", [
            "5:20: override.SUM-09: “off”不在可用的值之中：disabled",
        ]),
        ("rules:", "extends: [common/arithmetic]\noverride: {SUM-09: {severity: error}}\nrules:", [
            "5:12: override.SUM-09: 依据只是 recalled，最多可定为 warning",
        ]),
        ("rules:", "extends: [common/arithmetic]\noverride: {SUM-09: {params: {a: b}}}\nrules:", [
            "5:12: override.SUM-09: “SUM-09”是判断，没有参数",
        ]),
        ("rules:\n  SUM-91:", "extends: [common/arithmetic]\nrules:\n  SUM-01:", [
            "6:3: rules.SUM-01: 规则编号“SUM-01”在“common/arithmetic”里已经有了",
        ]),
        ("rules:", "outline:\n  - {title: 一, optional: yes}\nrules:", [
            "5:26: outline[0].optional: “yes”不在可用的值之中：true、false",
        ]),
        ("    severity: error\n", "    severity: error\n    severity: info\n", [
            "8:5: rules.SUM-91.severity: 键“severity”重复",
        ]),
        ("    title: 支出合计", "    title: *a", [
            "6:12: rules.SUM-91.title: 不使用别名（*）",
        ]),
        ("version:", "? [a]\n: b\nversion:", ["2:3: 键必须是文字"]),
    ],
)  # fmt: skip
def test_a_fault_and_its_place(
    old: str, new: str, wanted: list[str], write: Callable[..., str]
) -> None:
    assert old in GOOD
    assert faults(write(GOOD.replace(old, new, 1))) == wanted


def test_all_faults_are_told_at_once(write: Callable[..., str]) -> None:
    text = (
        GOOD.replace("error", "eror").replace("基本支出", "基本支处").replace("{stated}", "{said}")
    )
    text = text.replace("[甲。]", "甲。").replace("version", "verson")
    found = faults(write(text))
    places = [line.split(": ")[0] for line in found]
    assert places == ["1:1", "2:1", "7:15", "8:19", "9:20", "12:13"]


def test_faults_of_packs_below_are_told_with_them(write: Callable[..., str]) -> None:
    write(GOOD.replace("SUM-91", "SUM-92").replace("error", "eror"), "below.yaml")
    text = GOOD.replace("rules:", "extends: [below.yaml]\noverride: {SUM-93: disabled}\nrules:")
    found = faults(write(text.replace("项目", "项木").replace("SUM-91", "SUM-92")))
    told = [
        "below.yaml:7:15: rules.SUM-92.severity: "
        "“eror”不在可用的值之中：error、warning、info（最接近的是“error”）",
        "5:12: override.SUM-93: 所引用的包里没有规则“SUM-93”（最接近的是“SUM-92”）",
        "7:3: rules.SUM-92: 规则编号“SUM-92”在“test/own”里已经有了",
        "10:26: rules.SUM-92.assert: 词表里没有术语“项木支出”（最接近的是“项目支出”）",
    ]
    assert found == told
    # What a pack that is not there would have had, nobody knows: SUM-93 may be its.
    text = text.replace("[below.yaml]", "[below.yaml, nowhere]")
    found = faults(write(text.replace("项目", "项木").replace("SUM-91", "SUM-92")))
    told[1] = "4:23: extends[1]: 没有规则包“nowhere”；各规则包的名称见 jixiao rules list"
    assert found == told


def test_faults_in_english(write: Callable[..., str]) -> None:
    with pytest.raises(InputError) as caught:
        packs.load_pack(write(GOOD.replace("severity", "severtiy")))
    assert "own.yaml:7:5: rules.SUM-91.severtiy: unknown key “severtiy” (nearest: “severity”)" in (
        caught.value.en
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "1:1: 文件是空的"),
        ("- a\n", "1:1: 应当是一组“键: 值”"),
        ("pack: [a\nversion: b\n", "2:8: 不是合法的 YAML"),
        ("a: \tb\n\tc: d\n", "2:1"),
        ("[" * 300_000, "1:31: 嵌套太深"),
        ("- " * 300_000, "1:61: 嵌套太深"),
        ("--- a\n--- b\n", "2:1: 一个文件只能有一份内容"),
    ],
)
def test_what_is_no_pack_at_all(text: str, wanted: str, write: Callable[..., str]) -> None:
    assert faults(write(text))[0].startswith(wanted)


def test_aliases_are_refused(write: Callable[..., str]) -> None:
    text = GOOD.replace("pass: [甲。]", "pass: &a [甲。]").replace("fail: [乙。]", "fail: *a")
    assert faults(write(text)) == ["13:13: rules.SUM-91.examples.fail: 不使用别名（*）"]
    assert "不使用别名（*）" in "\n".join(faults(write("a: &x [*x]\n")))


@pytest.mark.parametrize(
    ("yaml", "column", "line"),
    [
        ("a: 总支出 = 甲", 10, 1),
        ('a: "总支出 = 甲"', 11, 1),
        ("a: '总支出 = 甲'", 11, 1),
        ("a: |\n  总支出\n  = 甲", 5, 3),
        ("a: >-\n  总支出\n  = 甲", 5, 3),
        ("a: 总支出\n  = 甲", 5, 2),
    ],
)
def test_a_character_inside_a_string(yaml: str, column: int, line: int) -> None:
    marked, found = read_yaml("x.yaml", yaml)
    assert found == []
    fault = marked.fault(("a",), "", "", offset=marked.data["a"].index("甲"))
    assert (fault.line, fault.column) == (line, column)


def test_scalars_stay_strings() -> None:
    marked, _ = read_yaml("x.yaml", "a: off\nb: 1.10\nc: 2020-01-01\nd: null\ne: ~\n")
    assert marked.data == {"a": "off", "b": "1.10", "c": "2020-01-01", "d": "null", "e": "~"}


# ------------------------------------------------------------------ the vocabulary


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "      - 本年收入合计\n",
            "      - 本年收入合计\n      - 支出合计\n",
            "说法“支出合计”已经属于“总收入”",
        ),
        ("    kind: amount\n", "    kind: amont\n", "“amont”不在可用的值之中"),
        ("    side: 收入\n", "    seid: 收入\n", "不认识的键“seid”（最接近的是“side”）"),
        ('    "-1":\n      - 上年度\n', '    "-x":\n      - 上年度\n', "不认识的键“-x”"),
        ("  parts:\n", "  part:\n", "不认识的键“part”（最接近的是“parts”）"),
    ],
)
def test_faults_of_the_vocabulary(old: str, new: str, wanted: str) -> None:
    assert old in terms_text()
    with pytest.raises(InputError) as caught:
        read_vocabulary("terms.yaml", terms_text().replace(old, new, 1))
    assert wanted in caught.value.zh
    assert caught.value.zh.startswith("terms.yaml:")


# ------------------------------------------------------------------ extending and choosing


def test_extending_and_overriding(write: Callable[..., str]) -> None:
    text = GOOD.replace(
        "rules:",
        "extends: [common/arithmetic]\n"
        "override: {SUM-01: disabled, SUM-09: {severity: info}}\n"
        "outline:\n  - 一、基本情况\n"
        "  - {title: 二, also: [两], contains: [甲, {title: 乙}], optional: true}\n"
        "rules:",
        1,
    )
    pack = packs.load_pack(write(text))
    rules = {rule.id: rule for rule in pack.rules}
    assert list(rules)[-1] == "SUM-91"
    assert "SUM-01" not in rules
    assert rules["SUM-09"].severity == "info"
    assert rules["SUM-02"].pack == "common/arithmetic"
    first, second = pack.outline
    assert (first.title, first.optional) == ("一、基本情况", False)
    assert (second.also, second.optional) == (("两",), True)
    assert [entry.title for entry in second.contains] == ["甲", "乙"]


def test_a_pack_that_two_others_extend_counts_once(write: Callable[..., str]) -> None:
    below = "pack: test/a\nversion: '1'\ntitle: 甲\nextends: [common/arithmetic]\n"
    write(below, "a.yaml")
    write(below.replace("test/a", "test/b"), "b.yaml")
    text = GOOD.replace("rules:", "extends: [a.yaml, b.yaml]\nrules:", 1)
    rules = packs.load_pack(write(text)).rules
    assert len({rule.id for rule in rules}) == len(rules)


def test_packs_that_extend_each_other(write: Callable[..., str]) -> None:
    write("pack: test/a\nversion: '1'\ntitle: 甲\nextends: [own.yaml]\n", "a.yaml")
    found = faults(write(GOOD.replace("rules:", "extends: [a.yaml]\nrules:", 1)))
    assert found == ["a.yaml:4:11: extends[0]: “own.yaml”又引用了本文件"]


CHECK = GOOD.replace(
    "assert: 总支出 = 基本支出 + 项目支出",
    "check: ratio\n    params: {rate: 预算执行率, of: [总支出], to: [预算数]}",
)


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        ("check: ratio", ["5:3: rules.SUM-91: 缺少“params”"]),
        ("check: ratio\n    params: {rate: 预算执行率}", [
            "9:5: rules.SUM-91.params: 须写 of、to 或 grown、to 或 done（只取一种）"
        ]),
        ("check: table\n    params: {along: row}", [
            "9:21: rules.SUM-91.params.along: “row”不在可用的值之中：rows、columns（最接近的是“rows”）"
        ]),
        ("check: table\n    params: {relation: parts}", [
            "9:5: rules.SUM-91.params: 缺少“along”",
            "9:14: rules.SUM-91.params.relation: 不认识的键“relation”；可用：along",
        ]),
    ],
)  # fmt: skip
def test_params_are_held_to_the_schema_of_their_check(
    check: str, wanted: list[str], write: Callable[..., str]
) -> None:
    assert faults(write(GOOD.replace("assert: 总支出 = 基本支出 + 项目支出", check))) == wanted


def test_params_of_a_check_may_be_overridden(write: Callable[..., str]) -> None:
    write(CHECK, "below.yaml")
    over = "pack: test/over\nversion: '1'\ntitle: 甲\nextends: [below.yaml]\n"
    params = "override: {SUM-91: {params: {of: [总支出, 决算数]}}}\n"
    wanted = {"rate": "预算执行率", "of": ["总支出", "决算数"], "to": ["预算数"]}
    assert packs.load_pack(write(over + params)).rules[0].params == wanted
    assert faults(
        write(over + "override: {SUM-91: {params: {off: [总支出], to: [预算], rate: []}}}\n")
    ) == [
        "5:30: override.SUM-91.params.off: 不认识的键“off”（最接近的是“of”）",
        "5:47: override.SUM-91.params.to[0]: 词表里没有术语“预算”（最接近的是“预算数”）",
        "5:58: override.SUM-91.params.rate: 应当是文字",
    ]


def test_the_hash_is_of_all_that_a_pack_is_made_of(write: Callable[..., str]) -> None:
    text = GOOD.replace("rules:", "extends: [below.yaml]\nrules:", 1)
    write(GOOD.replace("SUM-91", "SUM-92"), "below.yaml")
    first = packs.load_pack(write(text)).hash
    assert packs.load_pack(write(text)).hash == first
    write(GOOD.replace("SUM-91", "SUM-93"), "below.yaml")
    assert packs.load_pack(write(text)).hash != first


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("common/departmant", "没有规则包“common/departmant”（最接近的是“common/department”）"),
        ("nowhere.yaml", "nowhere.yaml：读不了规则包"),
    ],
)
def test_a_pack_that_is_not_there(name: str, wanted: str) -> None:
    with pytest.raises(InputError) as caught:
        packs.load_pack(name)
    assert caught.value.zh.startswith(wanted)


def test_a_pack_must_be_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(InputError) as caught:
        packs.load_pack(str(path))
    assert "UTF-8" in caught.value.zh


@pytest.mark.parametrize(
    ("identity", "note"),
    [
        (Identity(kind="department", year=2020), "看不出是哪个地区的报告"),
        (Identity(kind="department", region=("某省", "某某市")), "看不出是哪一年度的报告"),
        (
            Identity(kind="department", region=("某省", "某某市"), year=1999),
            "没有某某市1999年度的规则包",
        ),
    ],
)
def test_the_common_pack_is_taken_where_no_other_is_for_a_report(
    identity: Identity, note: str
) -> None:
    pack, notes = packs.choose_pack(identity)
    assert pack.id == "common/department"
    assert [note in words.zh for words in notes] == [True]


@pytest.mark.parametrize(
    ("override", "severity", "gone"),
    [
        ("{SUM: {severity: info}}", {"SUM-01": "info", "SUM-09": "info"}, set()),
        ("{SUM: disabled, SUM-01: {severity: warning}}", {"SUM-01": "warning"}, {"SUM-09"}),
        (
            "{SUM-09: disabled, SUM: {severity: info}, SUM-02: {severity: error}}",
            {"SUM-01": "info", "SUM-02": "error"},
            {"SUM-09"},
        ),
    ],
)
def test_an_override_by_family_and_the_most_exact_decides(
    override: str, severity: dict[str, str], gone: set[str], write: Callable[..., str]
) -> None:
    head = f"extends: [common/arithmetic]\noverride: {override}\nrules:"
    rules = {
        rule.id: rule for rule in packs.load_pack(write(GOOD.replace("rules:", head, 1))).rules
    }
    assert {name: rules[name].severity for name in severity} == severity
    assert not gone & rules.keys()


def test_an_override_by_prefix(write: Callable[..., str]) -> None:
    below = GOOD.replace("rules:", "prefix: JS\nrules:", 1).replace("SUM-91", "JS-SUM-91")
    write(below.replace("test/own", "test/below"), "below.yaml")
    for selector in ("JS", "JS-SUM", "JS-SUM-91"):
        head = f"extends: [below.yaml]\noverride: {{{selector}: {{severity: info}}}}\nrules:"
        rules = packs.load_pack(write(GOOD.replace("rules:", head, 1))).rules
        assert [(rule.id, rule.severity) for rule in rules] == [
            ("JS-SUM-91", "info"),
            ("SUM-91", "error"),
        ]


@pytest.mark.parametrize(
    ("override", "wanted"),
    [
        (
            "{SUM: {severity: error}}",
            "5:12: override.SUM: “SUM-09”的依据只是 recalled，最多可定为 warning",
        ),
        ("{TYP: disabled}", "5:12: override.TYP: 所引用的包里没有规则“TYP”"),
        (
            "{SUM: {params: {a: b}}}",
            "5:18: override.SUM.params: 只有单条规则可以改参数",
        ),
    ],
)
def test_faults_of_an_override_by_family(
    override: str, wanted: str, write: Callable[..., str]
) -> None:
    head = f"extends: [common/arithmetic]\noverride: {override}\nrules:"
    assert faults(write(GOOD.replace("rules:", head, 1))) == [wanted]


OUTLINE = """outline:
  - title: 部门基本情况
    also: [概况]
    contains: [机构设置]
rules:"""


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("机构设置", []),
        ("概况", []),
        ("基本情况", []),
        (
            "机构设制",
            ["12:36: rules.SUM-91.assert: 提纲里没有“机构设制”部分（最接近的是“机构设置”）"],
        ),
    ],
)
def test_a_section_that_the_outline_has(
    title: str, wanted: list[str], write: Callable[..., str]
) -> None:
    text = GOOD.replace("总支出 = 基本支出 + 项目支出", f"stated(总支出) 且 section(“{title}”)")
    path = write(text.replace("rules:", OUTLINE, 1))
    assert (faults(path) if wanted else packs.load_pack(path) and []) == wanted
    write(f'pack: test/b\nversion: "1"\ntitle: 乙\n{OUTLINE.removesuffix("rules:")}', "below.yaml")
    path = write(text.replace("rules:", "extends: [below.yaml]\nrules:", 1))
    assert len(faults(path) if wanted else packs.load_pack(path) and []) == len(wanted)


# ------------------------------------------------------------------ terms of a pack's own

TERMS = """terms:
  公务接待批次: {kind: count, side: 数量, phrases: [接待批次]}
  总支出: {phrases: [部门全口径支出]}
rules:"""


def test_terms_of_a_pack_are_read_with_those_of_the_vocabulary(write: Callable[..., str]) -> None:
    text = GOOD.replace("rules:", TERMS, 1).replace(
        "= 基本支出 + 项目支出", "≥ 0 且 公务接待批次 ≤ 10"
    )
    pack = packs.load_pack(write(text))
    assert pack.rules[0].params == {"kinds": {"公务接待批次": "count", "总支出": "amount"}}
    vocabulary = packs.vocabulary_with(pack.terms)
    assert vocabulary.terms["公务接待批次"].phrases == ("公务接待批次", "接待批次")
    shipped = load_vocabulary()
    total = shipped.terms["总支出"]
    assert vocabulary.terms["总支出"].phrases == (*total.phrases, "部门全口径支出")
    assert (vocabulary.words, len(vocabulary.terms)) == (shipped.words, len(shipped.terms) + 1)
    assert packs.vocabulary_with(()) is shipped


def test_terms_of_a_pack_below_may_be_named(write: Callable[..., str]) -> None:
    write(GOOD.replace("rules:", TERMS, 1).replace("SUM-91", "SUM-92"), "below.yaml")
    head = "extends: [below.yaml]\nterms: {总支出: {phrases: [另一口径支出]}}\nrules:"
    text = GOOD.replace("rules:", head, 1).replace(
        "= 基本支出 + 项目支出", "≥ 0 且 公务接待批次 ≤ 10"
    )
    pack = packs.load_pack(write(text.replace("test/own", "test/up")))
    terms = {term.name: term for term in pack.terms}
    assert {"部门全口径支出", "另一口径支出"} <= set(terms["总支出"].phrases)
    assert "公务接待批次" in terms


@pytest.mark.parametrize(
    ("terms", "wanted"),
    [
        (
            "{公务接待批次: {phrases: [接待]}}",
            [
                "4:9: terms.公务接待批次: 新术语缺少“kind”",
                "4:9: terms.公务接待批次: 新术语缺少“side”",
            ],
        ),
        (
            "{总支出: {side: 收入}}",
            [
                "4:21: terms.总支出.side: “总支出”是已有的术语，side 是“支出”；这里只能加 phrases、alone"
            ],
        ),
        (
            "{总支出: {phrases: [收入合计]}}",
            ["4:25: terms.总支出.phrases[0]: 说法“收入合计”已经属于“总收入”"],
        ),
        (
            "{甲数: {kind: count, side: 数, phrases: [其中]}}",
            ["4:46: terms.甲数.phrases[0]: “其中”在词表里另有含义（words），不能作术语的说法"],
        ),
        (
            "{收入合计: {kind: amount, side: 收入}}",
            ["4:9: terms.收入合计: 说法“收入合计”已经属于“总收入”"],
        ),
        ("{甲数: {kind: cuont, side: 数}}", ["4:20: terms.甲数.kind: “cuont”不在可用的值之中"]),
        ("[甲数]", ["4:8: terms: 应当是一组“键: 值”"]),
    ],
)
def test_faults_of_terms_of_a_pack(
    terms: str, wanted: list[str], write: Callable[..., str]
) -> None:
    found = faults(write(GOOD.replace("rules:", f"terms: {terms}\nrules:", 1)))
    assert [line.startswith(want) for line, want in zip(found, wanted, strict=True)] == [
        True for _ in wanted
    ], found


# ------------------------------------------------------------------ folders of packs

CITY = """pack: jia/{name}
version: "1"
title: 甲市
extends: [{extends}]
applies: {{kind: department, region: 甲市, years: {years}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two packs of a city, the later year's on the earlier one's."""
    place = tmp_path / "packs"
    (place / "old").mkdir(parents=True)
    first = CITY.format(name="department-2021", extends="common/department", years="2021")
    (place / "old" / "a.yaml").write_text(first, "utf-8")
    later = CITY.format(name="department-2022", extends="jia/department-2021", years="2022-")
    (place / "b.yaml").write_text(later + GOOD[GOOD.index("rules:") :], "utf-8")
    return place


def of(region: str, year: int) -> Identity:
    return Identity(kind="department", region=(region,), year=year)


def test_packs_of_a_folder_stand_beside_the_shipped_ones(folder: Path) -> None:
    for region, year, wanted, noted in (
        ("甲市", 2021, "jia/department-2021", 0),
        ("甲市", 2023, "jia/department-2022", 0),
        ("甲市", 2019, "common/department", 1),
        ("乙市", 2022, "common/department", 1),
    ):
        pack, notes = packs.choose_pack(of(region, year), str(folder))
        assert (pack.id, len(notes)) == (wanted, noted)
    later = packs.choose_pack(of("甲市", 2022), str(folder))[0]
    assert {rule.id for rule in later.rules} >= {"SUM-01", "SUM-91"}
    assert [pack.id for pack in packs.load_packs(str(folder))] == [
        "jia/department-2021",
        "jia/department-2022",
    ]


def test_a_fault_in_any_pack_of_a_folder_is_fatal(folder: Path) -> None:
    (folder / "old" / "a.yaml").write_text("pack: jia/department-2021\n", "utf-8")
    (folder / "c.yml").write_text("pack: jia/department-2022\nversion: '1'\ntitle: 丙\n", "utf-8")
    with pytest.raises(InputError) as caught:
        packs.choose_pack(of("乙市", 2022), str(folder))
    assert caught.value.zh.replace(str(folder) + os.sep, "").split("\n") == [
        f"c.yml:1:7: pack: “{folder / 'b.yaml'}”已经叫“jia/department-2022”".replace(
            str(folder) + os.sep, ""
        ),
        f"old{os.sep}a.yaml:1:1: 缺少“title”",
        f"old{os.sep}a.yaml:1:1: 缺少“version”",
    ]


def test_a_folder_without_packs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no rule pack"):
        packs.choose_pack(of("甲市", 2022), str(tmp_path))


def test_a_pack_may_not_take_the_id_of_a_shipped_one(write: Callable[..., str]) -> None:
    found = faults(write(GOOD.replace("test/own", "common/lists")))
    assert found == [
        "1:7: pack: “common/lists”是程序自带的规则包；请另取编号，"
        "要改动它就写 extends: [common/lists] 和 override"
    ]


def test_a_pack_that_is_named_is_taken_whatever_it_applies_to(folder: Path) -> None:
    path = str(folder / "old" / "a.yaml")
    for region, year, noted in (
        ("甲市", 2021, ""),
        ("乙市", 2021, "乙市2021"),
        ("甲市", 2022, "2022"),
    ):
        pack, notes = packs.choose_pack(of(region, year), path)
        assert pack.id == "jia/department-2021"
        assert [noted in note.zh for note in notes] == [True] * bool(noted)
    assert packs.choose_pack(of("乙市", 2021), "common/lists")[1] == ()


def test_a_file_below_that_is_not_there(write: Callable[..., str]) -> None:
    write(GOOD, "below.yaml")
    path = write(GOOD.replace("rules:", "extends: [belw.yaml]\nrules:", 1))
    assert faults(path) == ["4:11: extends[0]: 没有文件“belw.yaml”（最接近的是“below.yaml”）"]


def test_a_file_that_comes_back_to_itself_another_way(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace("rules:", "extends: [sub/../own.yaml]\nrules:", 1), "utf-8")
    assert faults(str(path)) == ["4:11: extends[0]: “sub/../own.yaml”又引用了本文件"]


# ------------------------------------------------------------------ the cache


def test_a_file_below_that_has_changed_is_read_anew(write: Callable[..., str]) -> None:
    write(GOOD.replace("SUM-91", "SUM-92"), "below.yaml")
    path = write('pack: test/up\nversion: "1"\ntitle: 上\nextends: [below.yaml]\n')
    assert [rule.id for rule in packs.load_pack(path).rules] == ["SUM-92"]
    write(GOOD.replace("SUM-91", "SUM-93"), "below.yaml")
    assert [rule.id for rule in packs.load_pack(path).rules] == ["SUM-93"]
    Path(path).with_name("below.yaml").unlink()
    assert faults(path)[0].startswith("4:11: extends[0]: ")


def test_a_damaged_file_is_made_anew(cache: Path) -> None:
    first = packs.load_pack("common/lists")
    (kept,) = cache.glob("pack-*")
    data = kept.read_bytes()
    for damaged in (data[:-9], data.replace(b"SUM-21", b"SUM-99"), b"", b"x" * 9):
        kept.write_bytes(damaged)
        forget()
        assert packs.load_pack("common/lists") == first
        assert kept.read_bytes() == data


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_followed_only_where_it_is_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setenv("JIXIAO_CACHE", str(tmp_path / "link"))
    assert store.folder() == tmp_path / "link"
    real = Path.lstat

    def another_s(path: Path) -> os.stat_result:
        found = list(real(path))
        found[4] += 1
        return os.stat_result(found)

    monkeypatch.setattr(Path, "lstat", another_s)
    assert store.folder() is None
    store.write("a", b"b")
    assert store.read("a") is None
    assert list((tmp_path / "real").iterdir()) == []


def test_the_cache_does_not_grow_for_ever(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 6)
    monkeypatch.setattr(store, "KEPT", 3)
    for number in range(7):
        store.write(f"pack-{number}", b"data")
        os.utime(cache / f"pack-{number}", (number, number))
    assert sorted(path.name for path in cache.iterdir()) == ["pack-4", "pack-5", "pack-6"]
    assert store.read("pack-6") == b"data"


def test_two_processes_at_once(cache: Path) -> None:
    code = "from checker import packs; print(len(packs.load_pack('common/department').rules))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(3)
    ]
    said = {process.communicate()[0] for process in started}
    number = len(packs.load_pack("common/department").rules)
    assert {process.returncode for process in started} == {0}
    assert said == {f"{number}\n".encode()}
    assert not [path.name for path in cache.iterdir() if path.name.startswith("tmp")]


def test_what_is_kept_gives_equal_packs(cache: Path) -> None:
    forget()
    first = packs.load_pack("common/arithmetic"), load_vocabulary()
    kept = sorted(path.name for path in cache.iterdir() if not path.name.startswith("grammar"))
    assert [name.split("-")[0] for name in kept] == ["pack", "regulations", "terms"]
    forget()
    assert (packs.load_pack("common/arithmetic"), load_vocabulary()) == first
    for path in cache.iterdir():
        if not path.name.startswith("grammar"):
            path.write_bytes(b"{}\n" if path.name.startswith("terms") else b"no json")
    forget()
    assert (packs.load_pack("common/arithmetic"), load_vocabulary()) == first


def test_a_pack_with_faults_is_not_kept(write: Callable[..., str], cache: Path) -> None:
    path = write(GOOD.replace("error", "eror"))
    assert faults(path) == faults(path)
    assert not [kept for kept in cache.iterdir() if kept.name.startswith("pack")]


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no owner bits there")
def test_a_folder_that_others_may_write_to_is_not_used(cache: Path) -> None:
    packs.load_pack("common/arithmetic")
    for path in cache.iterdir():
        if path.name.startswith("pack"):
            path.write_text('{"pack": "evil"}', "utf-8")
    cache.chmod(0o777)
    assert store.folder() is None
    forget()
    assert packs.load_pack("common/arithmetic").id == "common/arithmetic"


def test_a_warm_run_imports_neither_yaml_nor_jsonschema_nor_lark() -> None:
    code = (
        "import sys; from checker import packs; packs.load_vocabulary();"
        "packs.load_pack('common/department'); packs.available_packs();"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'yaml', 'jsonschema', 'lark'}))"
    )
    for wanted in (None, "[]"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
        )
        assert wanted is None or done.stdout.strip() == wanted


def test_compiling_is_a_function_of_the_text() -> None:
    first, second = (link([File("x", GOOD, Path("x"), "x")]) for _ in range(2))
    assert first == second
    assert first[0]
