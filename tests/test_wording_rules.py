"""Words and sentences: what is written wrong, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path

import made
import pytest
from reading import checked

from checker.checks.wording.confusions import check_confusions
from checker.errors import InputError
from checker.model.context import Context
from checker.model.rule import Rule
from checker.model.verdict import Verdict
from checker.packs import load_pack
from checker.packs.confusions import read_confusions
from checker.packs.inspect import validate
from checker.packs.texts import confusions_text, schema_text

RULES = {rule.id: rule for rule in load_pack("common/wording").rules}
HEAD = "柳河县卫生健康局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n（一）年度工作\n"


def said(text: str) -> set[tuple[str, str, str]]:
    """Rule, severity and words of all that is found in the words of a text."""
    return {
        (found.rule, found.severity, found.excerpt)
        for found in checked(text).findings
        if found.rule.startswith("WRD")
    }


def forms(text: str, rule: Rule = RULES["WRD-01"]) -> set[str]:
    """The wrong forms that are found in a passage."""
    report = made.report(text)
    verdicts = check_confusions(report, rule, Context())
    assert isinstance(verdicts, list)
    return {report.text[slice(*v.span)] for v in verdicts if v.outcome == "fail" and v.span}


def entries() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (one.wrong, one.unless, one.then)
        for one in read_confusions("confusions.yaml", confusions_text())
    ]


def test_every_wrong_form_is_found() -> None:
    missed = [
        wrong
        for wrong, _, then in entries()
        for end in then or ("",)
        if wrong not in forms(f"今年，{wrong}{end}\n")
    ]
    assert not missed


def test_no_wrong_form_is_found_where_its_characters_are_right() -> None:
    wrong = [
        (context, form)
        for form, unless, _ in entries()
        for context in unless
        if form in forms(f"今年，{context}\n")
    ]
    assert not wrong


def test_what_is_right_is_no_wrong_form() -> None:
    right = {one.right for one in read_confusions("confusions.yaml", confusions_text())}
    assert not {word: found for word in right if (found := forms(f"今年，{word}，{word}的\n"))}


# Right passages whose characters, across words or in other words, are those of wrong ones.
RIGHT = [
    "近期未发现违规问题，2022年未发生安全事故，长期未动用的资金已经收回。",
    "自己经手的事项自己完成，员工做饭、职工做操都有安排，分工做细做实。",
    "对预算执行进行监督，对支付进行审核，预算编报、预算编审按时完成。",
    "预算执行进展顺利，绩效监督和绩效监测并重，信息公示及时，固定资本形成总额增长。",
    "累积效应明显，大面积效果良好，业绩校验按月进行，持续效果较好。",
    "既使群众满意，又使企业受益；既要抓当前，又要谋长远。",
    "发布署名文章12篇，按排名先后给予奖励，按排放标准改造锅炉2台。",
    "引进渡船2艘，选拔款待均按规定。",
    "确保彰显特色，举措失当的及时纠正，一贯切实可行，非常珍惜施工机会。",
    "出发恢复巡逻，开发恢复植被，支付责任单位费用，颠覆行业传统。",
    "建立既有分工又有协作的机制，成立既懂业务又懂管理的队伍。",
    "严峻工作形势下，险情并未扩大，高尚末节不论。",
    "创建全国文明城市，新建全县最大的公园，组建全科医生团队。",
    "搭帐篷20顶，蚊帐500顶；部份额度调整，完成份额任务。",
    "会议截止时间为下午5时，报名截止20日，申报截止2022年6月。",
    "《其它收入管理暂行办法》和《帐务处理规程》已经废止。",
    "三公”费用全部公开。",
    "目的的实现靠落实，标的的价格合理，为了了解情况开展调研，总和和平均值均已核对。",
    "存在在建工程3个，现在在职人员30人，参与与会人员的接待，以及及时公开。",
    "各部门部门决算，本单位单位预算，有关部门部门间协作，项目支出支出进度达到95%。",
    "效益指标指标值合理，公共服务服务对象满意，完成情况情况说明齐全。",
    "二〇二〇年二〇二一年均完成任务。二零二二年持续推进，一项一项抓落实。",
    "问题一个一个解决，逐条逐条对照，大家研究研究再定，常常深入基层，时时关注民生。",
    "方方面面都有进步，家家户户受益，形形色色的活动，2020202020元。",
    "较好的完成情况得到肯定，积极的推动作用明显，有效的保障措施到位，更好的服务水平。",
    "通过认真的学习了解了政策，取得了较好的成绩，更好的办法有了。",
    "种植地条件改善，水源地环境良好，占据主要地位，重要地方立法。",
    "着力改善民生。类似问题未再发生。了解群众需求。的确做到了即知即改。类别齐全。",
    "采购XX-200型设备2台，尺寸为3×4米，审理李某某、王××等人案件，人员有待补充。",
    "展出“萬里長城”书法，走访《於潜县志》编者。",
    "以人民为中心。人民民主不断发展，市场场地充足，中华人民共和国国家勋章。",
    "年末完成结算，月末按时对账，从末端抓起，12月末能耗下降2%，年末及时清理。",
    "扶贫项目人才库，缴纳人员12人，吸收人才30名，深入人心，资深人士参加。",
]


@pytest.mark.parametrize("passage", RIGHT)
def test_right_passages_are_silent(passage: str) -> None:
    assert said(HEAD + passage + "\n") == set()


@pytest.mark.parametrize(
    ("passage", "rule", "severity", "words"),
    [
        ("各项任务己经完成。", "WRD-01", "warning", "己经"),
        ("工作布署到位。", "WRD-01", "warning", "布署"),
        ("资金拔付及时。", "WRD-01", "warning", "拔付"),
        ("项目支出预算编的不细。", "WRD-01", "warning", "预算编"),
        ("部分项目执行进行滞后。", "WRD-01", "warning", "执行进行"),
        ("工程项目进行滞后。", "WRD-01", "warning", "进行滞后"),
        ("非遗物质文化保护有力。", "WRD-01", "warning", "非遗物质"),
        ("做好其它工作。", "WRD-01", "info", "其它"),
        ("期末帐户余额12万元。", "WRD-01", "info", "帐"),
        ("截止2022年12月31日，在职人员30人。", "WRD-01", "info", "截止"),
        ("其它事项见《其它办法》。", "WRD-01", "info", "其它"),
        ("圆满的完成了全年任务。", "WRD-02", "warning", "圆满的完成了"),
        ("有效的推动了各项工作。", "WRD-02", "warning", "有效的推动了"),
        ("更好的参与到了社区治理。", "WRD-02", "warning", "更好的参与到了"),
        ("打下了坚实地基础。", "WRD-02", "warning", "坚实地基础"),
        ("2022年度部门部门整体目标完成。", "WRD-03", "warning", "部门部门"),
        ("进一步进一步规范管理。", "WRD-03", "warning", "进一步进一步"),
        ("加强绩效管理绩效管理工作。", "WRD-03", "warning", "绩效管理绩效管理"),
        ("提高资金的的效益。", "WRD-03", "warning", "的的"),
        ("任务已完成。类汇总材料、报表按月报送。", "WRD-04", "warning", "类汇总材料"),
        ("20XX年度开展工作。", "WRD-05", "warning", "20XX年"),
        ("安排经费××万元。", "WRD-05", "warning", "××万元"),
        ("经费情况（待补充）。", "WRD-05", "warning", "待补充"),
        ("开展培训【 】期。", "WRD-05", "warning", "【 】"),
        ("赴某某县调研。", "WRD-05", "info", "某某"),
        ("全年執行良好。", "WRD-06", "info", "執"),
        ("部門預算执行良好。", "WRD-06", "info", "門預"),
    ],
)
def test_faults_are_found_at_their_words(
    passage: str, rule: str, severity: str, words: str
) -> None:
    assert said(HEAD + passage + "\n") == {(rule, severity, words)}


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("（1）加强监控，按时提交绩效\n（2）加强采购管理。", "按时提交绩效"),
        ("加强日常管理。不断提高资金使用的\n二、绩效自评情况", "不断提高资金使用的"),
        ("加强日常管理，规范会计核算以及", "规范会计核算以及"),
    ],
)
def test_a_paragraph_that_breaks_off(passage: str, words: str) -> None:
    assert said(HEAD + passage + "\n") == {("WRD-04", "warning", words)}


@pytest.mark.parametrize(
    "passage",
    [
        "加强日常管理，资金使用达到预期目的\n二、绩效自评情况",
        "（1）年满60周岁，具有本县户籍的\n（2）持有残疾人证，生活困难的",
        "加强日常管理，规范会计核算和\n资产管理。",  # a file that is wrapped by hand
        "全年组织活动5次，群众广泛参与\n二、绩效自评情况",
    ],
)
def test_a_paragraph_that_only_lacks_its_mark_is_whole(passage: str) -> None:
    assert said(HEAD + passage + "\n") == set()


def test_one_form_in_many_places_is_one_finding() -> None:
    text = HEAD + "做好其它工作。\n（二）其它事项\n其它收入5万元。\n"
    found = [found for found in checked(text).findings if found.rule == "WRD-01"]
    assert [(each.excerpt, len(each.related)) for each in found] == [("其它", 2)]


def test_a_sample_that_hides_its_own_name_is_silent() -> None:
    text = "某某县水务局2022年度部门整体支出绩效自评报告\n一、部门基本情况\n某某县供水正常。\n"
    assert said(text) == set()


def test_a_paper_in_traditional_characters_is_one_remark() -> None:
    found = said(HEAD + "部門預算執行總體較好，財務管理規範，績效評價結果應用較廣。" * 20 + "\n")
    assert [(rule, severity) for rule, severity, _ in found if rule == "WRD-06"] == [
        ("WRD-06", "info")
    ]


REPORTS = [
    # a township, figures in 元, numbers in decimals
    "双河镇人民政府2023年度部门整体支出绩效自评报告\n1 基本情况\n1.1 职能\n负责辖区经济发展、社会治理。\n"
    "1.2 支出\n2023年支出12,345,678.90元，其中基本支出8,000,000.00元、项目支出4,345,678.90元。\n"
    "2 绩效情况\n2.1 产出\n硬化村道12.5公里，改厕320户，均按期完成。\n3 存在问题\n支付进度偏慢。\n"
    "4 改进措施\n按月调度支付进度。\n",
    # a school, half-width marks
    "柳河县第三小学2022年度部门整体支出绩效自评报告\n一、基本情况\n学校现有教师56人,学生980人.\n"
    "二、绩效自评\n自评得分96分.为了了解家长意见,发放问卷300份.\n三、问题\n设备老化.\n四、措施\n逐年更新.\n",
    # a library, Markdown
    "# 安和市图书馆2021年度部门整体支出绩效自评报告\n\n## 一、基本情况\n\n馆藏**52万册**,接待读者*38万*人次。\n\n"
    "## 二、自评结论\n\n| 指标 | 分值 | 得分 |\n|---|---|---|\n| 产出 | 40 | 39 |\n\n## 三、问题\n\n经费不足。\n",
    # a hospital, wrapped lines
    "永宁区中医院2020年度部门整体支出绩效自评报告\n\n一、基本情况\n\n医院编制床位200张，二〇二〇年收治住院病人\n\n"
    "5200人次，业务收入4200.50万元，较好地完成了疫情\n\n防控的各项任务，得到了群众的好评。\n\n二、自评情况\n\n"
    "自评得分95分，等级为优。\n",
    # the police
    "青山县公安局2022年度部门整体支出绩效自评报告\n一、部门概况\n全年破获案件312起，犯罪嫌疑人张某某等归案，"
    "涉案XX公司账户已冻结。\n二、自评结论\n得分97分。\n三、存在问题\n一是预算编制不细。二是绩效目标目标值偏低。\n",
]


@pytest.mark.parametrize("text", REPORTS)
def test_right_reports_have_nothing_above_a_remark(text: str) -> None:
    assert {severity for _, severity, _ in said(text)} <= {"info"}


def test_a_pack_adds_forms_and_drops_some(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "pack: test/own\nversion: '1'\ntitle: 自己的\nextends: [common/wording]\n"
        "override: {WRD-01: {params: {also: {岳扬: {right: 岳阳, unless: [岳扬言]}}, without: [其它]}}}\n",
        "utf-8",
    )
    (rule,) = (rule for rule in load_pack(str(path)).rules if rule.id == "WRD-01")
    assert forms("其它单位在岳扬市开会，岳扬言归于好，己经结束。", rule) == {"岳扬", "己经"}


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ("布署: {right: 部署, kind: 错字}", "4:25: confusions.布署.kind"),
        ("布署: {right: 部署, kind: a, unless: [公布]}", "4:37: confusions.布署.unless[0]"),
        ("预算编: {right: 预算编制, kind: a}", "4:16: confusions.预算编.right"),
        ("布署: {wrong: 部署, kind: a}", "4:8: confusions.布署.wrong"),
    ],
)
def test_faults_of_a_list_are_told_with_their_place(entry: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(f"kinds:\n  a: {{zh: 错, en: wrong}}\nconfusions:\n  {entry}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        validate([str(path)])
    assert f"forms.yaml:{place}" in caught.value.zh


def test_a_list_without_faults_is_counted() -> None:
    found = validate([str(Path(__file__).parents[1] / "rules" / "confusions.yaml")])
    assert [(one.kind, one.number > 150) for one in found] == [("confusions", True)]


def test_packs_write_entries_as_the_list_does() -> None:
    ours, packs = (json.loads(schema_text(name))["$defs"] for name in ("confusions", "pack"))
    assert ours["confusion"] == packs["confusion"]


def test_a_long_report_is_read_in_one_pass() -> None:
    """No rule takes longer than in proportion: each finding has its place once."""
    report = made.report("圆满的完成了任务，资金拔付及时。\n" * 2000)
    verdicts = check_confusions(report, RULES["WRD-01"], Context())
    assert isinstance(verdicts, list)
    (verdict,) = verdicts
    assert isinstance(verdict, Verdict)
    assert len(verdict.operands) == 1999
