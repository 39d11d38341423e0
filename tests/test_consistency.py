"""One thing said twice: what differs is found, and what is two things is left alone."""

from __future__ import annotations

import pytest
from reading import checked

from checker.model.verdict import Finding

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n"


def found(text: str, family: str = "CON") -> list[Finding]:
    """What the rules of one thing said twice find in a text."""
    return [each for each in checked(text).findings if each.rule.startswith(family)]


def twice(
    first: str, second: str, family: str = "CON", goals: str = "（一）年度重点工作"
) -> list[str]:
    """Rules that fail where two passages stand in two chapters."""
    text = f"{HEAD}一、部门基本情况\n{goals}\n{first}\n二、绩效自评情况\n（一）履职效能分析\n{second}\n三、存在的问题\n支付偏慢。\n"
    return [each.rule for each in found(text, family)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (  # a copied passage with one figure changed
            "2022年共召开河长制工作会议4次，巡查河道126公里，整改问题35个。",
            "2022年共召开河长制工作会议4次，巡查河道126公里，整改问题53个。",
        ),
        (  # particles and blanks do not matter
            "全年检查水库26座，整改山洪隐患点 18 处，培训巡库人员240人次。",
            "检查了水库26座，共整改山洪隐患点16处，累计培训巡库人员240人次。",
        ),
        (  # long by itself, in other surroundings
            "水利工程建设加快。全年维修养护小型农田水利设施36处。",
            "农业生产得到保障，先后维修养护小型农田水利设施38处，群众满意。",
        ),
        (  # the verb may lead the figure or the noun
            "2022年共开展专题调研7次，走访用水大户15家，提出节水建议22条。",
            "2022年共开展6次专题调研，走访用水大户15家，提出节水建议22条。",
        ),
        (  # people are counted by 名 and 人
            "2022年选派驻村干部12名，帮扶脱贫户46户，办实事88件。",
            "2022年选派驻村干部11人，帮扶脱贫户46户，办实事88件。",
        ),
        (  # money that no vocabulary names
            "全年拨付移民后期扶持补助资金186.50万元。",
            "拨付移民后期扶持补助资金168.50万元，无截留挪用。",
        ),
        (  # how long
            "报装办理时限由5个工作日压缩到3个工作日。",
            "报装办理时限由8个工作日压缩到3个工作日。",
        ),
        (  # a date
            "修订《安河县节约用水办法》，并于2022年5月1日正式施行，取得良好反响。",
            "修订《安河县节约用水办法》，并于2022年6月1日正式施行，取得良好反响。",
        ),
        (  # figures of the same passage besides
            "对12名优秀巡河员和5个先进村集体进行了通报表扬。",
            "对12名优秀巡河员和6个先进村集体进行了通报表扬。",
        ),
        (  # half-width marks
            "全年检查水库26座,整改隐患点18处,培训巡库人员240人次.",
            "全年检查水库26座,整改隐患点16处,培训巡库人员240人次.",
        ),
    ],
)
def test_one_statement_with_two_figures_is_found_once(first: str, second: str) -> None:
    assert twice(first, second) == ["CON-01"]
    assert twice(second, first) == ["CON-01"]
    assert twice(first, first) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全年检查水库26座，整改隐患点18处。", "全年检查水库26座，整改隐患点18个。"),  # units
        ("全年检查水库26座，全县整改隐患点18处。", "全年检查水库26座，本级整改隐患点16处。"),
        ("全年检查水库26座，整改隐患点18处。", "上半年检查水库26座，整改隐患点9处。"),
        ("全年检查水库26座，整改隐患点18处。", "2021年检查水库26座，整改隐患点9处。"),
        ("全年检查水库26座，整改隐患点18处。", "检查水库26座，其中整改隐患点9处。"),
        ("2022年计划检查水库26座，整改隐患点18处。", "全年检查水库26座，整改隐患点16处。"),
        ("目标任务：检查水库26座，整改隐患点20处。", "全年检查水库26座，整改隐患点21处。"),
        ("全年检查水库26座，整改隐患点约20处。", "全年检查水库26座，整改隐患点18处。"),
        ("全年检查水库26座，整改隐患点20余处。", "全年检查水库26座，整改隐患点23处。"),
        ("全年检查水库26座，每座整改隐患点1处。", "全年检查水库26座，每座整改隐患点2处。"),
        ("十三五期间共维修养护小型农田水利设施136处。", "维修养护小型农田水利设施38处。"),
        ("近三年维修养护小型农田水利设施136处。", "维修养护小型农田水利设施38处。"),
        ("东山镇维修养护小型农田水利设施12处。", "西山镇维修养护小型农田水利设施9处。"),
        (
            "县水利站加强管护，维修养护小型农田水利设施12处。",
            "县灌区管理所加强管护，维修养护小型农田水利设施9处。",
        ),
        (
            "东山片区维修养护小型农田水利设施12处，西山片区维修养护小型农田水利设施9处。",
            "西山片区维修养护小型农田水利设施9处，东山片区维修养护小型农田水利设施12处。",
        ),
        (  # one skeleton for two things, both in each chapter
            "线上渠道收集群众用水意见建议623条。走访中收集群众用水意见建议189条。",
            "线上共收集群众用水意见建议623条。走访收集群众用水意见建议189条。",
        ),
        (
            "2022年部门预算于2022年2月17日在县政府门户网站公开。",
            "2023年部门预算于2023年2月20日在县政府门户网站公开。",
        ),
        (
            "1.河西村。维修养护小型农田水利设施12处。",
            "1.河东村。维修养护小型农田水利设施9处。",
        ),
        (
            "河西片区管护所工作情况：维修养护小型农田水利设施12处。",
            "河东片区管护所工作情况：维修养护小型农田水利设施9处。",
        ),
        ("全年拨付移民后期扶持资金第一批186.50万元。", "拨付移民后期扶持资金第二批168.50万元。"),
        ("全年检查水库26座，8月检查水库12座。", "全年检查水库26座，9月检查水库14座。"),
        ("水库除险加固工程于2022年5月10日开工。", "灌区改造工程于2022年6月10日开工。"),
        ("举办培训班3期。", "第四季度举办培训班1期。"),
        ("新建泵站2座。", "为灾区援建，新建泵站3座。"),
        ("完成率100%，得10分。", "完成率98%，得9分。"),
        ("水费收缴率达到98%。", "用水户满意率达到96%。"),
        ("检查水库26座，完成计划的100%。", "检查水库26座，完成计划的104%。"),
        ("新增节水灌溉面积1.2万亩。", "累计节水灌溉面积8.6万亩。"),
        ("发放宣传资料5000份，同比增加500份。", "发放宣传资料5000份，同比增加10%。"),
        ("目标：整改山洪灾害隐患点位20处。", "整改山洪灾害隐患点位18处，完成率90%，扣1分。"),
        ("重点项目中，农村供水保障工程投入320万元。", "农村供水保障工程预算350万元。"),
    ],
)
def test_two_things_are_left_alone(first: str, second: str) -> None:
    assert twice(first, second) == []
    assert twice(second, first) == []


def test_parts_of_one_chapter_repeat_their_words() -> None:
    text = HEAD + (
        "一、部门基本情况\n负责全县水利工作。\n二、项目绩效情况\n"
        "（一）东山灌区项目\n资金拨付及时，完成渠道衬砌12公里，培训管护人员3期。\n"
        "（二）西山灌区项目\n资金拨付及时，完成渠道衬砌9公里，培训管护人员3期。\n"
        "三、存在的问题\n无。\n"
    )
    assert found(text) == []


def test_the_odd_one_out_is_named() -> None:
    statement = "2022年共检查在建水利工程{}项，整改质量安全问题35个，约谈施工单位4家。\n"
    text = HEAD + "一、部门基本情况\n" + statement.format(28)
    text += "二、主要成效\n" + statement.format(26) + "三、履职效能分析\n" + statement.format(28)
    (one,) = found(text)
    assert one.excerpt == "26项"
    assert one.stated == "26项"
    assert [other.excerpt for other in one.related] == ["28项", "28项"]
    assert "26项×1" in one.message.zh
    assert "28项×2" in one.message.zh


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("我局在职人员58人。", "在职人员56人，未超编制。", "CON-02"),
        (
            "2022年部门整体支出1520.35万元。",
            "2022年部门整体支出1502.35万元，执行良好。",
            "CON-02",
        ),
        (
            "2022年部门整体支出1520.35万元，其中基本支出820.15万元、项目支出700.20万元。",
            "全年部门整体支出1502.35万元，执行较好。",
            "CON-02",
        ),
        (
            "2022年部门预算于2022年2月17日在县政府网站公开。",
            "2022年部门预算于2022年2月27日公开。",
            "CON-03",
        ),
    ],
)
def test_one_quantity_with_two_figures_is_found(first: str, second: str, rule: str) -> None:
    assert rule in twice(first, second)
    assert twice(first, first) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("我局在职人员58人。", "局机关在职人员21人。"),
        ("我局编制62人，在职人员58人。", "上年在职人员60人。"),
        ("我局退休人员21人。", "春节前慰问退休人员15人。"),
        ("我局在职人员58人。", "在职人员56人次参加培训。"),
        ("我局在职人员58人。", "实有人数63人，含聘用人员5人。"),
        ("年初预算部门整体支出1450.00万元。", "2022年部门整体支出1502.35万元。"),
        ("部门整体支出1520.35万元。", "2021年部门整体支出1402.35万元。"),
        ("部门整体支出1520.35万元。", "部门整体支出1520.4万元。"),
        ("部门整体支出1520.35万元。", "部门整体支出较上年增加120.35万元。"),
        ("部门整体支出约1520万元。", "部门整体支出1518.35万元。"),
        ("公务接待费支出1.20万元。", "“三公”经费支出6.80万元，其中公务接待费1.20万元。"),
        ("2022年部门预算于2022年2月17日公开。", "2021年部门决算于2022年9月20日公开。"),
        ("2022年部门预算于2022年2月公开。", "2022年部门预算于2022年2月17日公开。"),
    ],
)
def test_quantities_on_other_bases_are_left_alone(first: str, second: str) -> None:
    assert twice(first, second) == []
    assert twice(second, first) == []


PLAN = "2022年计划开展水质专项抽检12次，专题调研5项，培训河长240人次。"


def test_fewer_than_planned_is_one_remark() -> None:
    (one,) = found(
        f"{HEAD}一、部门基本情况\n（一）年度工作任务\n{PLAN}\n二、履职效能分析\n"
        "开展水质专项抽检10次、4次专题调研，培训河长240人次。\n"
    )
    assert one.rule == "CON-04"
    assert one.severity == "info"
    assert one.excerpt == "12次"
    assert [other.excerpt for other in one.related] == ["5项", "10次", "4次"]


@pytest.mark.parametrize(
    "done",
    [
        "开展水质专项抽检12次，专题调研5项，培训河长240人次。",
        "开展水质专项抽检15次，专题调研6项。",  # more than planned
        "受疫情影响，开展水质专项抽检10次。",
        "开展水质专项抽检10次，少于计划，主要是第四季度抽检推迟到次年。",
        "一季度开展水质专项抽检3次，全年共开展水质专项抽检12次。",
        "上半年开展水质专项抽检6次。",
        "县水利站开展10次水质专项抽检。",
        "开展水质专项抽检10次，其中汛期4次。",
        "开展水质抽检10次。",  # other words may be of another thing
        "对群众反映的问题开展了水质专项抽检。",
    ],
)
def test_plans_that_are_met_or_explained_are_no_remark(done: str) -> None:
    assert twice(PLAN, done, goals="（一）年度工作任务") == []


@pytest.mark.parametrize(
    "plan",
    [
        "“十四五”期间计划开展水质专项抽检60次。",
        "2023年计划开展水质专项抽检12次。",
        "每季度计划开展水质专项抽检12次。",
        "计划开展水质专项抽检约12次。",
    ],
)
def test_plans_of_other_times_are_not_compared(plan: str) -> None:
    assert twice(plan, "开展水质专项抽检10次。", goals="（一）年度工作任务") == []


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("我委严格执行预算。信息公开方面，我办按时公开。", "我委（1）、我办（1）"),
        ("我局牵头，我中心配合，我局负责。", "我局（2）、我中心（1）"),
        ("我单位、我部门、我局均按要求公开。", "我单位（1）、我部门（1）、我局（1）"),
    ],
)
def test_several_names_for_oneself_are_one_remark(text: str, forms: str) -> None:
    (one,) = found(f"{HEAD}一、部门基本情况\n{text}\n")
    assert (one.rule, one.severity) == ("CON-05", "info")
    assert forms in one.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "我局按时公开。本部门、本单位无下属单位，我单位人员稳定。",
        "我局为群众办实事，开展“我为群众办实事”活动，我会议室已改造。",
        "我院党委重视，我校按时公开。",
        "我县我市我省均有要求，我们做到了，我国水资源短缺，我局落实。",
        "自我办班、自我管理、让我办事。我局落实。",
        "我街道压实责任，我办按时公开。",
    ],
)
def test_names_that_go_together_are_no_remark(text: str) -> None:
    assert found(f"{HEAD}一、部门基本情况\n{text}\n") == []


@pytest.mark.parametrize(
    ("name", "body", "rules"),
    [
        ("安河县水务局", "2022年水务局2022年度部门整体支出绩效得分95分。", ["CON-06"]),
        ("安河县水务局", "2022年安河县水务局2022年度部门整体支出绩效得分95分。", ["CON-06"]),
        ("安河县水务局", "2022年，安河县水务局2022年度部门整体支出绩效得分95分。", []),
        ("安河县水务局", "2023年安河县水务局2022年度部门整体支出绩效自评工作已完成。", []),
        ("安河县水务局", "安河县林业局2022年度部门整体支出绩效得分95分。", ["CON-07"]),
        ("安河县水务局", "根据安河县财政局2022年度部门整体支出绩效评价要求，我局开展自评。", []),
        ("安河县水务局", "下属安河县灌区管理局2022年度部门整体支出80万元。", []),
        ("石江市生态环境局安河分局", "石江市安河生态环境分局2022年度部门整体支出80万元。", []),
        ("安河县水务局", "县水务局2022年度部门整体支出绩效得分95分。", []),
        ("安河县水务局", "安河县水务局本级2022年度部门整体支出得分95分。", []),
    ],
)
def test_the_unit_is_named_rightly(name: str, body: str, rules: list[str]) -> None:
    text = f"{name}2022年度部门整体支出绩效自评报告\n一、部门基本情况\n{body}\n"
    assert [each.rule for each in found(text)] == rules


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        (
            "制定《安河县水务局水库巡查管护办法》等3项制度。",
            "制定《巡查管护办法》等3项制度。",
            ["CON-08"],
        ),
        ("认真执行《中华人民共和国水法》等法律。", "认真执行《水法》等法律。", []),
        ("制定《安河县水库巡查管护办法》等制度。", "制定《水库巡查管护办法》等制度。", []),
        ("制定《2021年节水工作方案》等制度。", "制定《节水工作方案》等制度。", []),
        ("严格执行《预算法》的有关规定。", "严格执行《预算法实施条例》的有关规定。", []),
        (
            "落实《安河县财政局关于做好绩效自评工作的通知》等要求。",
            "落实《关于做好绩效自评工作的通知》等要求。",
            [],
        ),
        ("修订《公务接待管理办法》等制度。", "修订《公务用车管理办法》等制度。", []),
        (
            "青山水库管理所获评全省十佳水库管护先进单位。",
            "青山水库管理所获评全省十佳管护先进单位。",
            ["CON-09"],
        ),
        (
            "青山水库管理所获评2021年度全省十佳水库管护先进单位。",
            "青山水库管理所获评全省十佳水库管护先进单位。",
            [],
        ),
        ("青山水库管理所获评全省先进单位。", "白石水库管理所获评全省先进集体单位。", []),
        (
            "对12名基层优秀水库巡查员进行通报表彰。",
            "对12名基层优秀水库巡查员进行通报表扬。",
            ["CON-10"],
        ),
        ("对12名优秀巡查员进行通报表彰。", "对3家表现突出的企业进行通报表扬。", []),
    ],
)
def test_documents_awards_and_acts_have_one_name(first: str, second: str, rules: list[str]) -> None:
    assert twice(first, second) == rules


def test_a_report_without_chapters_is_not_compared() -> None:
    text = f"{HEAD}全年检查水库26座，整改隐患点18处。\n全年检查水库26座，整改隐患点16处。\n"
    assert found(text) == []
