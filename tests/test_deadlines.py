"""Dates of events, the deadlines between them, working days, and dates that no calendar has."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import checked, report_of

from checker.checks.reckoning.workdays import between
from checker.cli.given import facts
from checker.cli.pipeline import Settings, check_source
from checker.errors import InputError
from checker.model.verdict import Checked, Finding
from checker.readers import read

HEAD = "2022年度河口县水务局部门整体支出绩效自评报告\n一、部门基本情况\n本局负责全县水务工作。\n"
TAIL = "\n二、绩效自评情况\n自评得分95分。\n三、存在的问题\n支付偏慢。\n四、改进措施\n按月调度。\n"
FAMILIES = ("CN-DIS", "CN-PRO", "DAT")


def events(text: str) -> set[tuple[str, str, int | None]]:
    """Term, value and year of the budget, of each event a text tells of."""
    found = set()
    for fact in report_of(HEAD + text + TAIL).facts:
        if fact.side == "日期":
            date = fact.value.date or ()
            found.add((fact.term, "-".join(map(str, date)) or fact.value.text, fact.period))
    return found


def findings(text: str, **given_facts: str) -> list[Finding]:
    """What the rules on dates say of a text."""
    return _of_dates(_check(text, **given_facts))


def _check(text: str, as_of: str | None = None, **given_facts: str) -> Checked:
    known = facts([f"{name}={value}" for name, value in given_facts.items()])
    said = Settings(pack="common/department", given=known, as_of=as_of)
    return check_source(read("报告.txt", (HEAD + text + TAIL).encode()), said)


def _of_dates(result: Checked) -> list[Finding]:
    return [found for found in result.findings if found.rule.startswith(FAMILIES)]


def rules(text: str) -> list[tuple[str, str]]:
    """Rule and outcome of each finding on dates."""
    return [(found.rule, found.outcome) for found in findings(text)]


def written(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# --- dates as facts ---------------------------------------------------------------------------

BUDGET, ACCOUNTS = "部门预算公开日期", "部门决算公开日期"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年2月17日在县政府网站公开部门预算。", {(BUDGET, "2022-2-17", 2022)}),
        ("部门预算于2月3日公开。", {(BUDGET, "2022-2-3", 2022)}),
        ("2022年2月5日，我局在门户网站公开了2022年部门预算。", {(BUDGET, "2022-2-5", 2022)}),
        (
            "经县财政局1月20日批复后，于2月8日在网站公开了2022年部门预算。",
            {("部门预算批复日期", "2022-1-20", 2022), (BUDGET, "2022-2-8", 2022)},
        ),
        (
            "2022年2月9日公开《2022年河口县水务局部门预算》，8月20日公开《2021年河口县水务局部门决算》。",
            {(BUDGET, "2022-2-9", 2022), (ACCOUNTS, "2022-8-20", 2021)},
        ),
        (
            "2022年部门预算和2021年部门决算分别于2月3日和8月20日公开。",
            {(BUDGET, "2022-2-3", 2022), (ACCOUNTS, "2022-8-20", 2021)},
        ),
        (
            "2022年部门预算批复时间为2022年1月20日，公开时间为2022年2月5日。",
            {("部门预算批复日期", "2022-1-20", 2022), (BUDGET, "2022-2-5", 2022)},
        ),
        (
            "部门预算公开及时（批复日期：2022年1月29日，公开日期：2022年2月16日），"
            "决算公开及时（批复日期：2023年8月4日，公开日期：2023年8月22日）。",
            {
                ("部门预算批复日期", "2022-1-29", 2022),
                (BUDGET, "2022-2-16", 2022),
                ("部门决算批复日期", "2023-8-4", 2022),
                (ACCOUNTS, "2023-8-22", 2022),
            },
        ),
        (
            "2021年12月30日县财政局批复2022年部门预算，2022年1月13日我局在网上公开。",
            {("部门预算批复日期", "2021-12-30", 2022), (BUDGET, "2022-1-13", 2022)},
        ),
        (
            "2022年1月15日县人大会议批准了2022年部门预算；1月30日财政局批复2022年部门预算；"
            "2月14日向所属12个单位批复；2月18日在网站公开。",
            {
                ("部门预算人大批准日期", "2022-1-15", 2022),
                ("部门预算批复日期", "2022-1-30", 2022),
                ("部门预算转批日期", "2022-2-14", 2022),
                (BUDGET, "2022-2-18", 2022),
            },
        ),
        (
            "3月1日发出中标通知书，3月25日签订合同，3月28日公告，4月1日备案。",
            {
                ("中标通知日期", "2022-3-1", None),
                ("合同签订日期", "2022-3-25", None),
                ("合同公告日期", "2022-3-28", None),
                ("合同备案日期", "2022-4-1", None),
            },
        ),
        (
            "部门预算在收到批复后15日内（2月10日）公开。",
            {(BUDGET, "2022-2-10", 2022), ("部门预算批复至公开天数", "15日", None)},
        ),
        (
            "采购意向于2022年3月1日公开，4月5日发布采购公告。",
            {("采购意向公开日期", "2022-3-1", None), ("采购活动开始日期", "2022-4-5", None)},
        ),
    ],
)
def test_a_sentence_gives_the_dates_of_its_events(
    text: str, expected: set[tuple[str, str, int | None]]
) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "按规定应于2022年2月10日前公开部门预算。",
        "每年2月10日公开部门预算。",
        "2022年2月5日召开会议，公开了部门预算。",
        "部门决算于8月20日公开。",  # of which year?
        "2022年8月20日批复调整预算，9月5日公开调整后的部门预算。",
        "我局所属事业单位预算于2022年3月20日公开。",
        "2022年3月15日召开部门预算公开培训会。",
        "2022年3月5日公开招标，采购预算120.50万元。",
        "自评报告于2022年5月20日公开。",
        "截至2022年12月31日，部门预算公开工作全部完成。",
        "预决算于2022年3月1日公开。",
        "2022年2月5日公开部门预算绩效目标。",
    ],
)
def test_a_date_of_something_else_is_none_of_the_event(text: str) -> None:
    assert events(text) == set()


def test_where_two_things_may_be_meant_there_is_no_fact() -> None:
    text = "1月20日批复，2月8日公开2022年部门预算，8月20日公开2021年部门决算。"
    assert {term for term, _, _ in events(text)} == {BUDGET, ACCOUNTS}


# --- deadlines --------------------------------------------------------------------------------

DAYS = st.dates(datetime.date(2012, 1, 1), datetime.date(2025, 9, 30)).filter(
    lambda day: day.month < 10
)


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(0, 20))
def test_a_budget_disclosed_in_time_is_no_finding(start: datetime.date, passed: int) -> None:
    end = start + datetime.timedelta(days=passed)
    text = f"县财政局于{written(start)}批复{start.year}年部门预算，我局于{written(end)}公开。"
    assert findings(text) == []


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(21, 80))
def test_a_budget_disclosed_late_is_found_with_its_days(start: datetime.date, passed: int) -> None:
    end = start + datetime.timedelta(days=passed)
    text = f"县财政局于{written(start)}批复{start.year}年部门预算，我局于{written(end)}公开。"
    (found,) = findings(text)
    assert (found.rule, found.outcome, found.severity) == ("CN-DIS-01", "fail", "error")
    assert found.excerpt == written(end)
    assert (found.stated, found.computed) == (f"{passed}天", "20天")
    assert found.difference == f"{passed - 20}天"


@settings(max_examples=15, deadline=None)
@given(DAYS, st.integers(1, 60))
def test_accounts_are_not_disclosed_before_they_are_approved(
    start: datetime.date, early: int
) -> None:
    end = start - datetime.timedelta(days=early)
    text = f"{start.year - 1}年部门决算于{written(start)}批复，{written(end)}公开。"
    assert [(f.rule, f.excerpt) for f in findings(text)] == [("CN-DIS-06", written(end))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2021年部门决算于2022年8月1日批复，2022年9月1日公开。", "CN-DIS-02"),
        ("2022年部门预算在财政批复后26日公开。", "CN-DIS-03"),
        ("2021年部门决算在财政批复后28天公开。", "CN-DIS-04"),
        ("2022年部门预算于2022年2月20日批复，2022年2月10日公开。", "CN-DIS-05"),
        ("2022年3月1日发出中标通知书，2022年4月18日签订合同。", "CN-PRO-01"),
        ("2022年3月15日发出中标通知书，2022年3月5日签订合同。", "CN-PRO-02"),
        ("采购合同于2021年9月28日签订，2021年10月15日备案。", "CN-PRO-03"),
        ("采购合同于2021年9月27日签订，2021年9月30日公告。", "CN-PRO-04"),
        ("采购意向于2022年3月1日公开，2022年3月12日发布采购公告。", "CN-PRO-05"),
    ],
)
def test_each_deadline_has_its_rule(text: str, rule: str) -> None:
    assert rules(text) == [(rule, "fail")]


@pytest.mark.parametrize(
    "text",
    [
        "2022年部门预算在财政批复后20日内公开。",
        "部门预算在收到批复后20日内（2月10日）公开。",
        "2022年部门预算于2月8日批复，2月25日公开；2023年部门预算于2023年2月10日批复，3月1日公开。",
        "2022年2月18日在网站公开部门预算，3月12日在公示栏公开部门预算，批复时间为2022年2月10日。",
        "2022年部门预算2022年1月30日批复，2月8日公开，绩效自评报告于2023年5月20日公开。",
        "空调项目3月8日发出中标通知书，4月2日签订合同；家具项目5月6日发出中标通知书，6月1日签订合同。",
        "物业合同（2022年3月9日签订，3月10日公告）、印刷合同（2022年6月1日签订，6月2日公告）。",
        "采购意向于2021年12月20日公开，2021年12月28日发布采购公告。",
        "采购合同自签订之日起2个工作日内公告、7个工作日内备案。",
        "采购合同于2022年3月9日签订。",
    ],
)
def test_what_is_in_time_or_of_another_event_is_no_finding(text: str) -> None:
    assert [found for found in findings(text) if found.outcome == "fail"] == []


def test_dates_of_two_chapters_are_held_against_each_other() -> None:
    text = (
        "县财政局于2022年1月9日批复2022年部门预算。\n二、绩效自评情况\n"
        "2022年部门预算于2022年2月16日公开。"
    )
    assert rules(text) == [("CN-DIS-01", "fail")]


# --- what cannot be judged --------------------------------------------------------------------


def test_missing_dates_are_named_in_one_finding() -> None:
    text = "2022年2月9日公开2022年部门预算，8月20日公开2021年部门决算。"
    (found,) = findings(text)
    assert (found.rule, found.outcome, found.excerpt) == (
        "CN-DIS-01",
        "undetermined",
        "2022年2月9日",
    )
    assert found.missing == ("部门预算批复日期", "部门决算批复日期")
    assert "部门决算批复日期" in found.message.zh
    assert [place.excerpt for place in found.related] == ["8月20日"]


def test_a_date_that_the_user_knows_decides() -> None:
    text = "2022年2月17日公开部门预算。"
    (found,) = findings(text, 部门预算批复日期="2022-01-20")
    assert (found.rule, found.stated) == ("CN-DIS-01", "28天")
    assert findings(text, 部门预算批复日期="2022年2月3日") == []


def test_disclosure_claimed_without_a_date_is_one_remark() -> None:
    text = "我局已按规定在网站公开了部门预算。部门决算也按时公开。"
    (found,) = findings(text)
    assert (found.rule, found.severity, found.excerpt) == ("CN-DIS-11", "info", "公开了部门预算")
    assert "部门预算批复日期" in found.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "本局负责组织各单位预算公开工作。",
        "下一步将按要求公开部门预算。",
        "部门预决算按规定于批复后20日内在网站公开。",
        "我局已按时公开预决算，预算公开时间为2022年2月8日，批复时间为2022年1月28日。",
        "全年完成供水管网改造12公里。",
    ],
)
def test_a_report_that_claims_no_disclosure_gets_no_remark(text: str) -> None:
    assert findings(text) == []


# --- working days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2020-09-25", "2020-09-28", 2),  # Sunday the 27th is made up
        ("2020-09-30", "2020-10-08", 0),
        ("2020-09-30", "2020-10-10", 2),  # Friday, and Saturday made up
        ("2020-09-30", "2020-10-12", 3),
        ("2021-09-24", "2021-09-27", 2),
        ("2021-09-30", "2021-10-07", 0),
        ("2021-09-30", "2021-10-09", 2),
        ("2021-02-05", "2021-02-08", 2),  # Sunday the 7th, before the Spring Festival
        ("2021-02-10", "2021-02-18", 1),
        ("2021-02-10", "2021-02-22", 4),  # with Saturday the 20th
        ("2021-03-12", "2021-03-15", 1),
        ("2021-03-12", "2021-03-12", 0),
        ("2021-03-15", "2021-03-12", -1),
    ],
)
def test_working_days_follow_the_official_calendar(start: str, end: str, days: int) -> None:
    first, last = (datetime.date.fromisoformat(day).toordinal() for day in (start, end))
    assert between(first, last) == days


def test_without_the_calendar_working_days_are_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    (found,) = findings("采购合同于2021年9月28日签订，2021年10月15日备案。")
    assert (found.rule, found.outcome) == ("CN-PRO-03", "undetermined")
    assert 'pip install "jixiao-checker[calendar]"' in found.message.zh
    assert 'pip install "jixiao-checker[calendar]"' in found.message.en


def test_a_year_the_calendar_does_not_know_is_named() -> None:
    (found,) = findings("采购合同于1999年9月28日签订，1999年10月15日备案。")
    assert (found.outcome, found.missing) == ("undetermined", ("1999",))
    assert "1999年" in found.message.zh


# --- dates that no calendar has ---------------------------------------------------------------


@pytest.mark.parametrize(
    "date",
    ["2022年2月30日", "4月31日", "13月5日", "2021年2月29日", "2022-02-30", "6月1日至31日"],
)
def test_a_day_that_is_none_is_found_where_it_stands(date: str) -> None:
    (found,) = findings(f"各项任务于{date}完成。")
    assert (found.rule, found.severity, found.excerpt) == ("DAT-01", "error", date)


@pytest.mark.parametrize(
    "text",
    [
        "2020年2月29日、2月29日、2024-02-29、12月31日均已完成。",
        "7月1-31日开展检查，2022.6.30完成。",
        "编号2022-13-45，第2022.15.3节，占2/30。",
        "13月工资已发放，2月30余人值守，31日内办结，6月31人。",
    ],
)
def test_a_day_of_the_calendar_or_no_date_is_no_finding(text: str) -> None:
    assert findings(text) == []


def test_an_event_after_the_day_of_the_check_is_wrong_where_that_day_is_given() -> None:
    text = "县财政局2022年2月8日批复部门预算，我局2022年2月17日公开。项目计划2023年6月30日完工。"
    assert findings(text) == []
    (found,) = _of_dates(_check(text, as_of="2022-02-10"))
    assert (found.rule, found.excerpt) == ("DAT-01", "2022年2月17日")


# --- dates given by the user ------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2020-01-20", "2020年1月20日", "2020/1/20", "2020.1.20"])
def test_a_date_is_given_as_people_write_it(text: str) -> None:
    (value,) = facts([f"部门预算批复日期={text}"]).values()
    assert value.date == (2020, 1, 20)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2020-02-30", "2020年2月只有29天"),
        ("2020年4月31日", "4月只有30天"),
        ("2020-13-01", "一年没有13月"),
        ("1月20日", "年月日齐全"),
        ("2020年1月", "年月日齐全"),
        ("去年春天", "年月日齐全"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(InputError) as fault:
        facts([f"部门预算批复日期={text}"])
    assert said in fault.value.zh
    assert "部门预算批复日期" in fault.value.zh


def test_a_rule_names_a_day_in_one_form() -> None:
    from checker.packs.assertion import AssertionFault, parse_assertion, render_assertion

    claim = '合同签订日期 ≥ day("2022-01-01")'
    assert render_assertion(parse_assertion(claim)) == claim
    with pytest.raises(AssertionFault):
        parse_assertion('合同签订日期 ≥ day("2022-02-30")')


def test_the_common_pack_says_nothing_of_dates_a_report_does_not_name() -> None:
    assert _of_dates(checked(HEAD + TAIL)) == []


def test_a_date_right_behind_the_name_of_a_packs_own_term(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "pack: test/own\nversion: '1'\ntitle: 甲\nextends: [common/department]\nprefix: JS\n"
        "terms:\n  绩效报告报送日期: {kind: date, side: 日期, phrases: [报送绩效报告的日期]}\n"
        "rules:\n  JS-DIS-01:\n    title: 甲\n    severity: error\n"
        '    assert: 绩效报告报送日期 ≤ day("2021-03-31")\n    message: "{stated}"\n'
        "    basis: [{document: 算术, mark: confirmed}]\n"
        "    examples: {pass: [甲], fail: [乙]}\n",
        "utf-8",
    )
    for written, failed in (
        ("绩效报告报送日期：2021年3月31日。", set()),
        ("绩效报告报送日期为2021年4月1日。", {"2021年4月1日"}),
        ("本局报送绩效报告的日期是2021年5月6日。", {"2021年5月6日"}),
    ):
        text = f"2020年度河口县水务局部门整体支出绩效自评报告\n一、部门基本情况\n{written}\n"
        found = check_source(read("报告.txt", text.encode()), Settings(pack=str(own))).findings
        assert {f.excerpt for f in found if f.rule == "JS-DIS-01" and f.outcome == "fail"} == failed
