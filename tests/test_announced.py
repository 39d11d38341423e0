"""Indicators that are listed and not analysed, and the reverse."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "云溪县图书馆2022年度部门整体支出绩效自评报告\n一、基本情况\n本馆负责全县公共阅读服务，编制20名。\n二、绩效评价情况\n"
TAIL = "三、存在的问题\n部分图书破损。\n四、改进措施\n及时修补图书。\n"
TEXTS = {
    "目标设定": "目标依据充分，分解到各室。",
    "经费执行": "全年支出320万元，进度正常。",
    "资产管理": "每半年盘点一次，账卡相符。",
    "采购管理": "均在网上商城下单。",
    "信息公开": "在门户网站按时公布。",
    "阅读推广": "举办活动46场，参加6200人次。",
    "读者满意度": "问卷210份，满意率95%。",
}
NAMES = list(TEXTS)


def body(names: list[str], score: str = "") -> str:
    """A section for each name."""
    numerals = "一二三四五六七八九"
    return "".join(
        f"（{numerals[at]}）{name}{score}\n{TEXTS.get(name, '工作正常，按计划办理。')}\n"
        for at, name in enumerate(names)
    )


def found(text: str, rule: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words each finding of a rule is about, and those of its other places."""
    return [
        (one.excerpt, tuple(other.excerpt for other in one.related))
        for one in checked(HEAD + text + TAIL).findings
        if one.rule == rule
    ]


LISTS = [
    "评价指标包括{}。",
    "本次评价指标主要为{}。",
    "从{}7个方面进行评价。",
    "自评设置{}等七项指标。",
    "绩效评价指标（{}）共100分。",
    "围绕{}七个维度打分。",
    "按照《评分表》，自评指标共7项，分别为{}。",
]


def listed(names: list[str]) -> str:
    return "、".join(names[:-1]) + "和" + names[-1]


@pytest.mark.parametrize("sentence", LISTS)
def test_all_that_is_listed_is_analysed(sentence: str) -> None:
    text = sentence.format(listed(NAMES)) + "\n" + body(NAMES)
    assert found(text, "GOA-03") == [] == found(text, "GOA-04")


@pytest.mark.parametrize("sentence", LISTS)
@pytest.mark.parametrize("gone", ["采购管理", "阅读推广", "读者满意度"])
def test_one_that_is_not(sentence: str, gone: str) -> None:
    text = sentence.format(listed(NAMES)) + "\n" + body([n for n in NAMES if n != gone])
    assert found(text, "GOA-03") == [(gone, ())]
    assert found(text, "GOA-04") == []


def test_two_that_are_not_are_one_finding() -> None:
    text = f"评价指标包括{listed([*NAMES, '人才培养'])}。\n" + body(
        [n for n in NAMES if n != "采购管理"]
    )
    assert found(text, "GOA-03") == [("采购管理", ("人才培养",))]


def test_a_list_of_scores_and_a_table_announce_too() -> None:
    scores = "，".join(f"{name}10分，得9分" for name in NAMES)
    rows = "".join(f"| {name} | 10 | 9 |\n" for name in NAMES)
    for text in (
        f"自评得分63分，其中：{scores}。\n",
        f"| 指标名称 | 分值 | 得分 |\n|---|---|---|\n{rows}\n",
    ):
        assert found(text + body(NAMES), "GOA-03") == []
        assert found(text + body([n for n in NAMES if n != "阅读推广"]), "GOA-03") == [
            ("阅读推广", ())
        ]


def test_indicators_of_the_goals() -> None:
    kinds = ["数量", "质量", "时效", "成本", "社会效益", "可持续影响"]
    goals = "（一）绩效目标\n" + "".join(
        f"{n}.{kind}指标：按计划完成。\n" for n, kind in enumerate(kinds, 1)
    )

    def told(some: list[str]) -> str:
        return "（二）完成情况\n" + "".join(
            f"{n}.{kind}指标完成情况。全部做到。\n" for n, kind in enumerate(some, 1)
        )

    assert found(goals + told(kinds), "GOA-03") == []
    assert found(goals + told([k for k in kinds if k != "可持续影响"]), "GOA-03") == [
        ("可持续影响指标", ())
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Named again, by its whole name or a shorter one.
        f"评价指标包括{listed(NAMES)}。\n" + body(NAMES[:3] + NAMES[4:]) + "此外，采购均合规。\n",
        "评价指标包括{}。\n".format(listed([*NAMES, "人才培养"]))
        + body(NAMES)
        + "人才培养见上级批复。\n",
        # Two in one section, or under a longer name.
        f"评价指标包括{listed(NAMES)}。\n" + body([*NAMES[:2], "资产管理和采购管理", *NAMES[4:]]),
        f"评价指标包括{listed(NAMES)}。\n" + body([*NAMES[:3], "政府采购管理情况", *NAMES[4:]]),
        # Under another name.
        f"评价指标包括{listed(NAMES)}。\n" + body([*NAMES[:6], "社会评价"]),
        # Classes above, their parts below.
        "评价指标包括投入、过程、产出、效果四个一级指标。\n" + body(NAMES),
        "从投入、过程、产出、效果四个方面评价。\n" + body(["投入和过程", "产出", "效果"]),
        # No list of indicators.
        "从采编、流通、活动、典藏四个方面开展工作。\n" + body(["采编", "流通", "活动"]),
        "评价工作组由办公室、采编部、流通部、活动部四个方面人员组成。\n"
        + body(["办公室", "采编部"]),
        # A number of indicators is no name of one.
        "设一级指标4个、三级指标21个，满分100分，得93分。其中：决策20分，得19分；过程20分，得18分；产出35分，得33分；效益25分，得23分。\n"
        + body(["决策情况", "过程情况", "产出情况", "效益情况"]),
        # Few agree.
        "评价指标包括预算完成率、预算调整率、结转结余率、资产管理、采购管理。\n" + body(NAMES),
    ],
)
def test_what_is_told_in_another_way(text: str) -> None:
    assert found(text, "GOA-03") == []


SCORE = "（10分，得9分）"


def test_a_section_with_a_score_that_no_list_names() -> None:
    text = f"评价指标包括{listed(NAMES[:6])}。\n" + body(NAMES, SCORE)
    assert found(text, "GOA-04") == [("读者满意度", ())]
    assert found(text, "GOA-03") == []


@pytest.mark.parametrize(
    "text",
    [
        f"评价指标包括{listed(NAMES)}。\n" + body(NAMES, SCORE),
        f"评价指标主要包括{listed(NAMES[:6])}。\n" + body(NAMES, SCORE),
        f"评价指标包括{'、'.join(NAMES[:6])}等。\n" + body(NAMES, SCORE),
        f"评价指标包括{listed(NAMES[:6])}。\n" + body(NAMES),
        f"评价指标包括{listed(NAMES[:6])}，另对读者满意度单独打分。\n" + body(NAMES, SCORE),
        f"评价指标包括{listed(NAMES[:6])}。\n" + body([*NAMES[:6], "综合得分"], SCORE),
    ],
)
def test_a_list_that_is_open_and_a_section_without_score(text: str) -> None:
    assert found(text, "GOA-04") == []
