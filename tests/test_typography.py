"""How marks are set: what is a fault, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import ROOT, checked, report_of, shown

from checker.checks import KINDS
from checker.model.context import Context
from checker.model.verdict import Verdict
from checker.packs import load_pack

RULES = {rule.id: rule for rule in load_pack("common/typography").rules}

BEFORE = (
    "柳河县档案馆2022年度部门整体支出绩效自评报告\n一、部门基本情况\n"
    "本馆负责全县档案的收集、保管和利用，内设办公室、管理股、利用股，编制14人，在职13人，退休6人（含提前退休1人）。\n"
    "二、绩效自评情况\n"
    "全年收入412.60万元，支出412.60万元，其中：基本支出301.20万元，项目支出111.40万元；全部用于档案数字化和库房维护。\n"
    "全年接待查档3,208人次，提供档案7,416卷次，满意率98.60%。数字化加工档案12.50万页，验收合格率100%。\n"
)
BEHIND = "三、存在的问题\n个别项目支付偏慢。\n四、改进措施\n按月调度支付进度。\n"


def said(body: str, before: str = BEFORE, behind: str = BEHIND) -> list[tuple[str, ...]]:
    """Each failed rule of the pack with the words it is about, first place first."""
    report = report_of(before + body + "\n" + behind)
    found: list[tuple[str, ...]] = []
    for rule in RULES.values():
        verdicts = KINDS[rule.check](report, rule, Context())
        for verdict in verdicts if isinstance(verdicts, list) else []:
            if verdict.outcome == "fail":
                assert verdict.span is not None
                words = [report.text[slice(*verdict.span)]]
                words += [report.text[slice(*part.span)] for part in verdict.operands]
                found.append((rule.id, *words))
    return found


RIGHT = [
    "绩效目标值为[80,90)的得3分，[90,100]的得5分，(60,80]的得1分，低于60分的不得分。",
    "1）预算编制合理，2）执行规范，3）公开及时，按要求完成全年各项任务。",
    "主要职责包括：a)收集档案；b)保管档案；c)提供利用。",
    "其中(1)公务接待费1.20万元，(2)公务用车费3.40万元，均未超预算。",
    "预算执行率=(实际支出数/预算数)×100%=(412.36/423.80)×100%=97.30%。",
    "馆务会9:30召开，人均面积比为1:2，收入1,234.56元，库温记录见(3,4)号点。",
    "网址为http://www.lhda.example.cn/a?b=1，邮箱为da@lhda.example.cn，电话为0731-1234567。",
    "采用PPP模式（Public-Private Partnership, PPP）建设新馆，使用LED屏和Office 2016。",
    "馆长强调：“安全要抓实。\n责任要压到股室。\n检查要到库房。”",
    "馆长强调：“安全要抓实。\n“责任要压到股室。\n“检查要到库房。”",
    "开展“档案见证历史 服务惠及民生”宣传周活动，接待群众1,206人次，发放资料3,000份。",
    "张 勇、李 梅两位同志被评为全县先进，全馆上下受到很大鼓舞，工作热情更加饱满。",
    "工作中坚持三点，一是 加强预算编制，二是 加快支付进度，三是 完善绩效指标体系。",
    "落实《档案法》（2020年修订）、《保密法》和“三防”（防火、防盗、防潮）、“八防”等规定。",
    "联系人：赵强  电话：0731-1234567",
    "填报单位(盖章):柳河县档案馆        填报日期:2023年3月1日",
    "填报单位（盖章） ：柳河县档案馆        填报日期 ：2023年3月1日",
    "收支情况见下表：\n单位:万元\n项目 预算 决算\n基本支出 300.00 301.20\n项目支出 112.60 111.40\n合计 412.60 412.60",
    "县财绩(2022)14号和县财预[2022]3号文件要求按时公开，本馆已公开。",
    "“十四五”规划（2021-2025年）提出：到2025年，馆藏档案全部实现数字化……",
    "满意度分档：非常满意（≥90分）占85%，满意（80～90分）占12%，一般（<80分）占3%。",
    "根据《关于印发〈柳河县预算绩效管理办法〉的通知》（柳财〔2021〕8号），开展自评。",
    "（1）数量指标。完成数字化加工12.50万页，完成整理任务4项，完成率100%\n"
    "（2）质量指标。差错率低于1‰，抽查合格率为100%，没有发生安全责任事故\n"
    "（3）时效指标。各项任务按时完成，按时完成率100%，没有出现拖延现象",
    "全年工作受到县委县政府充分肯定，查档窗口被评为文明窗口。（详见附件1）",
    "附件：1.部门整体支出绩效自评表（含项目支出绩效自评表、基础数据表，共三张）。2.佐证材料目录",
    "购置XY-1(B)型除湿机3台、LED(P2.5)屏1块，均已验收。",
    "柳 河 县 档 案 馆\n二 〇 二 三 年 三 月",
    "编纂《柳河年鉴（2022）》《柳河县志（1986—2005）》，出版《柳河记忆》1～3辑。",
    "馆藏分为：（一）文书档案8.20万卷；（二）科技档案1.10万卷。",
    "根据《柳河县档案管理办法》第六条“各单位应当按时移交档案，并配备专职人员负责整理”的规定，接收档案4,210卷。",
    "馆长说：“全年任务已经完成。”会后，各股室分头落实。",
    "按照“收集齐全、整理规范，保管安全、利用方便”工作思路，推进各项工作。",
    "档案法规定：“档案工作实行统一领导、分级管理。”本馆严格执行。",
    "主要做法有：（1）抓收集，（2）抓整理，（3）抓利用；主要成效有：收集率、整理率双百分之百。",
    "评分标准为：完成率100%，得5分；每低1个百分点扣0.5分，扣完为止（最低0分）。",
]


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_is_passed_in_silence(body: str) -> None:
    assert said(body) == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("全年查档3,208人次,满意率98.60%。", [("TYP-01", "人次,满意")]),
        ("加工页数:12.50万页，均已验收。", [("TYP-01", "加工页数:")]),
        ("支出111.40万元(含库房维护)，均已支付。", [("TYP-01", "(含库房维护)")]),
        (
            "完成率为100%;验收合格率为100%,全部入库.",
            [("TYP-01", "100%;验收", "100%,全部", "全部入库.")],
        ),
        ('落实"过紧日子"要求，压减一般性支出。', [("TYP-02", '"过紧日子"')]),
        ("（1)收集档案，(2）整理档案，均按期完成。", [("TYP-03", "（1)", "(2）")]),
        ("从严控制三公”经费，全年支出3.20万元。", [("TYP-04", "从严控制三公”经费")]),
        ("从严控制“三公经费，全年支出3.20万元。", [("TYP-04", "控制“三公经费")]),
        ("落实《档案法和《保密法》的要求。", [("TYP-04", "落实《档案法和《保密法")]),
        ("支出412.60万元（其中项目支出111.40万元，均已支付。", [("TYP-04", "万元（其中项目支出")]),
        ("从严控制”三公“经费，全年支出3.20万元。", [("TYP-04", "从严控制”三公", "三公“经费")]),
        ("支出3.20万元（含“三公）”经费，未超预算。", [("TYP-04", "（含“三公）”经费", "万元（含“三公）”经费")]),
        ("全年查档3,208人次 ，满意率98.60%。", [("TYP-05", "人次 ，")]),
        ("从严控制“ 三公”经费，全年支出3.20万元。", [("TYP-05", "“ 三公”经费，")]),
        (
            "全年数字化加工档案12.50万页，验收合格率100%，各项任务按时完 成，没有拖延。",
            [("TYP-06", "务按时完 成，没有")],
        ),
        ("全年查档3,208人次。。满意率98.60%、，较上年提高。", [("TYP-09", "。。", "、，")]),
        ("落实《关于印发《柳河县档案管理办法》的通知》要求。", [("TYP-10", "《柳河县档案管理办法》")]),
        ("落实《关于印发<柳河县档案管理办法>的通知》要求。", [("TYP-10", "<柳河县档案管理办法>")]),
        ("落实《档案法》、《保密法》，做好“三防”、“八防”工作。", [("TYP-11", "》、《", "”、“")]),
        (
            "根据《柳河县档案管理办法》第六条“各单位应当按时移交档案，并配备专职人员负责整理”接收档案4,210卷。",
            [("TYP-12", "负责整理”接收")],
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_its_own_words(body: str, wanted: list[tuple[str, ...]]) -> None:
    assert said(body) == wanted


class TestWidth:
    def test_a_document_that_is_half_width_gets_one_note_without_places(self) -> None:
        table = str.maketrans("，：；（）", ",:;()")
        (note,) = said("馆藏增加,利用增加。", BEFORE.translate(table), BEHIND)
        assert note == ("TYP-01", "管和利用,内设")

    def test_a_few_marks_tell_nothing_of_the_style(self) -> None:
        assert said("查档3人次,均满意。", before="一、绩效\n", behind="") == []


class TestPairs:
    def test_ends_meet_over_a_page_break(self) -> None:
        lines = "\n\n".join(
            [
                "　　全年工作按照《柳河县档案馆二〇二二年工作要点》安",
                "排推进，重点是馆藏整理、数字化加工和查档服务（含异地",
                " 查档和网上查档），各项任务均按期完成，群众评价良好，",
                "没有发生安全责任事故，得到县委县政府的充分肯定。",
            ]
        )
        assert said(lines) == []

    def test_quotations_that_run_on_may_be_long_but_not_endless(self) -> None:
        far = "馆长说：“要抓落实。\n" + "各股室分头行动，取得实效。\n" * 12 + "各项工作都有起色”。"
        assert [words for rule, *words in said(far) if rule == "TYP-04"] == [
            ["“要抓落实"],
            ["各项工作都有起色”"],
        ]

    def test_a_habit_is_one_finding(self) -> None:
        body = "\n".join(f"做好{name}防”工作，落实责任。" for name in "一二三四五")
        (finding,) = said(body)
        assert finding[0] == "TYP-04"
        assert len(finding) == 6

    def test_what_stands_beside_a_table_is_not_judged(self) -> None:
        body = "单位：万元）\n项目 预算 决算\n基本支出 300.00 301.20\n项目支出 112.60 111.40"
        assert said(body) == []

    def test_a_missing_end_is_a_warning_that_names_it(self) -> None:
        found = checked(BEFORE + "落实《档案法的要求，按时移交档案。\n" + BEHIND).findings
        (fault,) = [f for f in found if f.rule == "TYP-04"]
        assert fault.severity == "warning"
        assert "《 没有与它成对的 》" in fault.message.zh
        assert fault.location.line == 7


class TestBlanks:
    def test_a_file_with_blanks_everywhere_is_no_fault(self) -> None:
        assert said("查档 ，满意 。 整理 ，入库 。 修复 ，编目 。" * 6) == []

    def test_blanks_in_many_words_are_the_files(self) -> None:
        line = "全年数字化加工档案十二万页，验收合格率达到百分之百，各项任务按时完 成，没有拖延。\n"
        assert said(line * 4) == []

    def test_an_empty_bracket_waits_to_be_filled_in(self) -> None:
        assert said("本馆自评等级为（  ），由县财政局复核后填写，复核意见另附。") == []


LONG = (
    "全年接收档案进馆4,210卷，整理归档2,600卷。按照年初计划推进库房改造，"
    "更换密集架12列，安装恒温恒湿设备3套，库房条件明显改善"
)
"""Sentences whose last one has no stop."""


class TestStops:
    @pytest.mark.parametrize("end", ["", "（一期）", "98%", "“达标”"])
    def test_prose_among_prose_ends_with_a_stop(self, end: str) -> None:
        ((rule, words),) = said(LONG + end)
        assert rule == "TYP-07"
        assert (LONG + end).endswith(words)

    @pytest.mark.parametrize(
        "body",
        [
            LONG + "。",
            LONG + "。（详见附件2）",
            LONG + "，具体如下\n项目 目标 完成\n接收 4000 4210",
            LONG + "\n以及查档大厅环境",  # what follows may be the rest of it
            "附件：" + LONG,
            "1." + LONG + "\n2." + LONG,
            "1." + LONG + "\n2.整理档案2,600卷",
        ],
    )
    def test_other_endings_are_right(self, body: str) -> None:
        assert said(body) == []

    def test_a_report_without_stops_has_a_style_of_its_own(self) -> None:
        body = "\n三、履职情况\n".join([LONG] * 6)
        assert said(body) == []

    def test_in_a_wrapped_file_a_short_last_line_is_an_end(self) -> None:
        lines = [
            "　　全年接收档案进馆四千余卷，整理归档两千六百卷。按照",
            "年初计划推进库房改造，更换密集架十二列，安装恒温恒湿设",
            "备三套，库房条件明显改善",
            "　　该项指标满分十分，自评得十分。",
            "　　全年接待查档三千余人次，提供档案七千余卷次，满意率",
            "达到百分之九十八以上。数字化加工档案十二万余页，验收合",
            "格率达到百分之百，均已入库。",
        ]
        body = "\n".join(lines + lines[4:] * 3)
        assert said(body, before="一、绩效\n") == [("TYP-07", "库房条件明显改善")]

    @pytest.mark.parametrize("mark", ["，", "、", ","])
    def test_a_comma_ends_no_paragraph(self, mark: str) -> None:
        found = dict(said("全年接收档案进馆4,210卷，整理归档2,600卷" + mark))
        assert found["TYP-08"] == "档2,600卷" + mark

    def test_a_list_may_end_its_items_with_commas(self) -> None:
        assert said("1.接收档案进馆4,210卷，\n2.整理归档档案2,600卷，\n3.修复档案120卷，") == []


@pytest.mark.parametrize(
    "text",
    [
        "（" * 20000 + "\n" + "）" * 20000,
        ("（“《" * 8000) + "。\n" + "》" * 8000,
        "执" + " " * 20000 + "，" + "绩 效" * 5000 + "。",
        (LONG + "\n") * 2000,
        "《<" * 8000 + "《a" * 8000,
        "(中" * 8000 + "（中" * 8000 + '"中' * 8001,
    ],
)
def test_odd_texts_are_read_in_linear_time(text: str) -> None:
    assert isinstance(said(text), list)  # with a square in it, this would take minutes


@pytest.mark.parametrize("name", ["careful.txt", "township.md", "wrapped-county.txt", "police.txt"])
def test_the_examples_are_set_as_they_should_be(name: str) -> None:
    path: Path = ROOT / "examples" / name
    found = shown(checked(path.read_bytes(), path.name))
    assert [fault for fault in found if fault[0].startswith("TYP")] == []


def test_a_verdict_names_a_dozen_places_at_most_and_counts_them_all() -> None:
    report = report_of(BEFORE + "落实《档案法》、《保密法》。\n" * 40)
    rule = RULES["TYP-11"]
    (verdict,) = KINDS[rule.check](report, rule, Context())
    assert isinstance(verdict, Verdict)
    assert len(verdict.operands) == 12
    assert dict(verdict.details)["count"] == "40"
