"""Sections against the outline: what is missing, named otherwise, empty, misplaced, out of order;
and attachments the text names."""

from __future__ import annotations

import pytest
from shared import SHARED, needs_shared

from checker.cli.pipeline import Settings, check_source
from checker.model.report import Identity
from checker.packs import choose_pack
from checker.readers import read

TITLE = "安河县水务局2022年度部门整体支出绩效自评报告\n"
TEXT = "本年度按照上级部署开展了这一方面的工作。"

COMMON = ("一、部门基本情况", "二、绩效自评情况", "三、存在的问题", "四、改进措施")
GUANGZHOU = (
    *("一、基本情况", "（一）部门概况", "（二）年度总体工作和重点任务完成情况"),
    *("（三）部门整体收支情况", "（四）部门整体绩效管理情况"),
    *("二、绩效自评情况", "（一）自评结论", "（二）履职效能分析", "（三）管理效率分析"),
    *("三、存在的主要问题", "四、下一步改进措施"),
)


def written(*headings: str, empty: str = "") -> str:
    """A report of these headings, a sentence below each that has no heading below, but ``empty``."""
    parts = [TITLE]
    for heading, after in zip(headings, (*headings[1:], ""), strict=True):
        parent = heading[0] != "（" and after.startswith("（")
        parts.append(heading + "\n" + ("" if parent or heading == empty else TEXT + "\n"))
    return "".join(parts)


def said(text: str, pack: str = "common/department") -> list[tuple[str, str, str]]:
    """Rule, severity and words of each finding of SEC and GOA."""
    found = check_source(read("报告.txt", text.encode()), Settings(pack=pack)).findings
    return [
        (one.rule, one.severity, one.excerpt)
        for one in found
        if one.rule.split("-")[-2] in ("SEC", "GOA")
    ]


def message(text: str, rule: str, pack: str = "common/department") -> str:
    found = check_source(read("报告.txt", text.encode()), Settings(pack=pack)).findings
    return next(one.message.zh for one in found if one.rule == rule)


@pytest.mark.parametrize(
    ("region", "level", "year", "pack"),
    [
        (("广东省",), "省", 2020, "guangdong/department-2020"),
        # The province's outline is for its own departments.
        (("广东省", "韶关市"), "市", 2020, "common/department"),
        (("广东省",), "省", 2023, "common/department"),
        (("佛山市",), "市", 2021, "foshan/department-2020"),
        (("佛山市", "南海区"), "县", 2021, "common/department"),
        (("广州市", "海珠区"), "县", 2022, "guangzhou/department-2021"),
        (("岳阳市", "平江县"), "县", 2021, "yueyang/department"),
        (("湖南省", "岳阳市"), "市", 2021, "yueyang/department"),
        (("湖南省",), "省", 2024, "hunan/department"),
        (("平江县",), "县", 2022, "yueyang/department"),
        (("岳阳市",), "市", 2022, "yueyang/department"),
        (("益阳市",), "市", 2022, "hunan/department"),
        (("南岭省",), "省", 2020, "common/department"),
    ],
)
def test_a_pack_is_chosen_by_place_level_and_year(
    region: tuple[str, ...], level: str, year: int, pack: str
) -> None:
    identity = Identity("某局", region, level, year, "department")
    assert choose_pack(identity)[0].id == pack


@pytest.mark.parametrize(
    ("headings", "pack"),
    [
        (COMMON, "common/department"),
        # Outlines of other provinces, other words for the same parts.
        (
            ("一、单位简介", "二、绩效评价开展情况", "三、短板弱项", "四、努力方向"),
            "common/department",
        ),
        (("一、部门概述", "二、自评结果", "三、主要经验做法、存在问题和建议"), "common/department"),
        (
            ("一、部门职能与机构设置", "二、履职完成情况", "三、未完成原因及改进措施"),
            "common/department",
        ),
        (
            (
                *(
                    "一、自评结论",
                    "（一）自评得分",
                    "（二）存在的问题和原因",
                    "（三）下一步拟改进措施",
                ),
                *("二、佐证材料", "（一）基本情况"),
            ),
            "common/department",
        ),
        # What was put right of another year's comes early, and is no measure.
        (
            ("一、概况", "二、上年度问题整改情况", "三、自评情况", "四、存在问题", "五、改进措施"),
            "common/department",
        ),
        (GUANGZHOU, "guangzhou/department-2021"),
        (
            (
                *(
                    "一、基本情况",
                    "（一）学校概况",
                    "（二）重点工作",
                    "（三）收支情况",
                    "（四）绩效管理",
                ),
                *("二、综合评价分析", "（一）自评结论综述", "（二）工作任务绩效目标完成情况分析"),
                *("三、存在问题", "四、改进措施"),
            ),
            "guangzhou/department-2021",
        ),
        # The indicator 绩效管理 is not the part 部门整体绩效管理情况 at another place.
        (
            (
                *("一、部门基本情况", "（一）部门职能", "（二）年度重点工作任务"),
                *("（三）部门整体支出绩效目标完成情况", "（四）部门整体支出情况"),
                *("二、绩效自评情况", "（一）自评结论", "（二）履职效能分析", "（三）管理效率分析"),
                *("（四）绩效目标", "三、存在问题和改进措施"),
            ),
            "guangdong/department-2020",
        ),
    ],
)
def test_a_report_that_follows_its_outline_is_passed_in_silence(
    headings: tuple[str, ...], pack: str
) -> None:
    assert said(written(*headings), pack) == []


@pytest.mark.parametrize(
    ("missing", "place"), list(zip(COMMON, (*COMMON[1:], TITLE.strip()), strict=True))
)
def test_a_part_that_is_missing_is_one_finding_at_what_follows(missing: str, place: str) -> None:
    text = written(*(heading for heading in COMMON if heading != missing))
    assert said(text) == [("SEC-01", "warning", place)]


@pytest.mark.parametrize(
    "hidden", ["（一）困难群众救助", "（二）代表建议办理", "（三）改进作风", "（四）消除监管不足"]
)
def test_a_short_word_in_a_heading_of_the_work_is_no_part(hidden: str) -> None:
    text = written("一、部门基本情况", "二、绩效自评情况", "（一）自评结论", hidden)
    found = check_source(read("报告.txt", text.encode()), Settings(pack="common/department"))
    missing = {
        part
        for part in ("存在的问题", "改进措施")
        for one in found.findings
        if one.rule == "SEC-01" and f"“{part}”" in one.message.zh
    }
    # 不足 at the end of a heading is that of the problems.
    assert missing == {"改进措施"} | (set() if hidden.endswith("不足") else {"存在的问题"})


def test_a_heading_that_is_like_the_name_is_named_and_no_part_is_missing() -> None:
    text = written("一、部门基本情况", "二、绩效自评情况", "三、存在的问提", "四、改进措施")
    assert said(text) == [("SEC-02", "info", "三、存在的问提")]
    assert "“存在的问题”" in message(text, "SEC-02")
    assert "“存在的问提”" in message(text, "SEC-02")


@pytest.mark.parametrize("empty", COMMON)
@pytest.mark.parametrize("stop", ["", "。"])
def test_a_part_without_a_text_is_empty_and_nothing_else(empty: str, stop: str) -> None:
    text = written(*COMMON, empty=empty).replace(empty, empty + stop)
    assert said(text) == [("SEC-03", "warning", empty)]


def test_a_section_whose_fellows_have_a_text_is_empty() -> None:
    headings = (
        "一、部门基本情况",
        "（一）主要职能",
        "（二）资产情况",
        "（三）人员情况",
        *COMMON[1:],
    )
    assert said(written(*headings, empty="（二）资产情况")) == [
        ("SEC-03", "warning", "（二）资产情况")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "（一）贯彻统计法规\n（二）组织统计调查\n（三）管理统计机构设置\n",  # a list of duties
        "（一）收支情况\n单位：万元\n项目 预算数 决算数\n基本支出 60.00 50.00\n项目支出 40.00 40.00\n"
        "合计 100.00 90.00\n（二）人员情况\n在职20人。\n（三）资产情况\n无。\n",  # a table only
        "（一）主要职能。负责供水。\n（二）机构设置。内设3个科室。\n（三）人员情况。20人。\n",
        "（一）主要职能：负责供水。\n（二）机构设置：内设3个科室。\n（三）人员情况：20人。\n",
        "（一）主要职能\n1.负责供水；\n2.负责排水。\n（二）机构设置\n无\n（三）对外投资情况（无）\n",
        "1.供水\n日供水5万吨。\n2.排水\n畅通。\n3.认真做好信息公开情况说明\n",  # says something itself
    ],
)
def test_what_only_looks_empty_is_not(body: str) -> None:
    text = written(*COMMON).replace(COMMON[0] + "\n" + TEXT + "\n", COMMON[0] + "\n" + body)
    assert [one for one in said(text) if one[0] == "SEC-03"] == []


def test_a_list_of_contents_is_not_empty_sections() -> None:
    listed = "\n".join(COMMON) + "\n"
    assert said(TITLE + listed + written(*COMMON).removeprefix(TITLE)) == []


def test_problems_behind_measures_are_out_of_order() -> None:
    text = written("一、概况", "二、自评情况", "三、下一步改进措施", "四、存在的主要问题")
    assert [rule for rule, _, _ in said(text)] == ["SEC-04"]


def test_parts_of_a_place_out_of_order_are_one_finding_at_the_one_that_moved() -> None:
    text = written("一、存在的主要问题", "二、基本情况", "三、绩效自评情况", "四、下一步改进措施")
    found = said(text, "guangzhou/department-2021")
    assert found == [("GZ-SEC-03", "info", "一、存在的主要问题")]


def test_a_part_inside_another_is_said_with_its_place() -> None:
    headings = [h.replace("三、存在", "（四）存在").replace("四、下", "三、下") for h in GUANGZHOU]
    found = said(written(*headings), "guangzhou/department-2021")
    assert found == [("GZ-SEC-02", "info", "（四）存在的主要问题")]
    told = message(written(*headings), "GZ-SEC-02", "guangzhou/department-2021")
    assert "绩效自评情况 › 存在的主要问题" in told


def test_contents_that_are_missing_are_one_finding_of_their_part() -> None:
    headings = [h for h in GUANGZHOU if "收支" not in h and "绩效管理" not in h]
    found = said(written(*headings), "guangzhou/department-2021")
    assert found == [("GZ-SEC-01", "info", "一、基本情况")]
    told = message(written(*headings), "GZ-SEC-01", "guangzhou/department-2021")
    assert "“部门整体收支情况”“部门整体绩效管理情况”" in told


def test_contents_of_a_part_that_is_missing_or_undivided_are_not_asked_for() -> None:
    whole = written(*[h for h in GUANGZHOU if h[0] != "（"])
    assert said(whole, "guangzhou/department-2021") == []
    lacking = written(*GUANGZHOU[5:])
    assert [rule for rule, _, _ in said(lacking, "guangzhou/department-2021")] == ["SEC-01"]


def test_a_report_without_headings_is_not_judged() -> None:
    assert said(TITLE + "本局负责供水。全年完成各项任务，自评得分95分。\n") == []


@pytest.mark.parametrize(
    ("sentence", "tail", "excerpt"),
    [
        ("各项得分详见附表。", "", "详见附表"),
        ("得分情况（见附件1）。", "", "见附件1"),
        ("具体见后附附表二。", "", "见后附附表二"),
        ("各项得分详见附表。", "附表：部门整体支出绩效自评表\n", ""),
        ("得分情况（见附件1）。", "附件\n1.自评表\n", ""),
        ("各项得分详见附表。", "部门整体支出绩效自评表（2022年度）\n", ""),
        ("各项得分详见附表。", "指标 分值 得分\n产出 50 48\n效益 30 29\n合计 80 77\n", ""),
        ("评分标准见《县级绩效评价办法》附件2。", "", ""),
        ("评分标准见安财绩〔2022〕3号附件2。", "", ""),
        ("各项得分详见附件（另附）。", "", ""),
        ("自评表详见附件，已通过系统报送。", "", ""),
        ("各项得分详见下表。", "", ""),
    ],
)
def test_an_attachment_the_text_names_is_looked_for_behind_it(
    sentence: str, tail: str, excerpt: str
) -> None:
    text = written(*COMMON).replace(TEXT, TEXT + sentence, 1) + tail
    assert said(text) == ([("SEC-05", "info", excerpt)] if excerpt else [])


def test_attachments_that_are_missing_are_one_finding() -> None:
    text = written(*COMMON).replace(TEXT, TEXT + "得分详见附表。")
    source = read("报告.txt", text.encode())
    found = check_source(source, Settings(pack="common/department")).findings
    assert [(one.rule, len(one.related)) for one in found] == [("SEC-05", 3)]


@needs_shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("foshan-2020", [("SEC-07", 512), ("SEC-06", 516)]),
        ("guangdong-2020", [("GOA-01", 213), ("SEC-05", 260)]),
        ("zengcheng-2023", [("GOA-01", 413)]),
    ],
)
def test_the_real_reports_follow_their_outlines(name: str, expected: list[tuple[str, int]]) -> None:
    data = (SHARED / "reports" / f"{name}.txt").read_bytes()
    found = check_source(read(f"{name}.txt", data), Settings()).findings
    kept = [f for f in found if f.rule.split("-")[-2] in ("SEC", "GOA")]
    assert [(f.rule, f.location.line) for f in kept] == expected
