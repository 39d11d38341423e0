"""Laws and documents a report cites: numbers, titles, articles, and what is not known of them."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n一、基本情况\n"
TAIL = "\n二、自评情况\n得分96分。\n"


def said(words: str, year: str = "2022") -> list[tuple[str, str, str]]:
    """Rule, excerpt and severity of what is found of citations."""
    return [
        (found.rule, "".join(found.excerpt.split()), found.severity)
        for found in checked(HEAD.replace("2022", year) + words + TAIL).findings
        if found.outcome == "fail" and found.rule.startswith("CIT")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "按照《地方预决算公开操作规程》（财预〔2016〕143 号）公开。",
        "按照财预〔2016〕143号《地方预决算公开操作规程》公开。",
        "按照《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）自评。",
        "按照《湖南省项目支出绩效评价管理办法》（湘财绩〔2021〕8号）自评。",
        "按照《项目支出绩效评价管理办法》（湘财绩〔2021〕9号）自评。",
        "根据《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）自评。",
        "《预算绩效评价共性指标体系框架》和《项目支出绩效评价管理办法》（财预〔2013〕53号、财预〔2020〕10号）。",
        "根据《中华人民共和国预算法》（2018年修正）第十四条、《中华人民共和国预算法实施条例》第九十条。",
        "按《安河县预算法实施办法》《预算法实施细则》《政府采购法实施办法》执行。",
        "《中华人民共和国审计法》《中华人民共和国统计法》《中华人民共和国教师法》《中华人民共和国教育法》。",
        "按照《行政事业单位内部控制规范（试行）》（财会〔2012〕21号）、《政府会计制度》（财会〔2017〕25号）执行。",
        "（2021）湘01民终123号判决已履行；财政部令第87号已落实。",
        "《关于开展绩效自评的通知》（安财绩〔2022〕4号）、《关于开展绩效自评的通知》（安财绩〔2023〕4号）。",
        "《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）已废止，改按财预〔2020〕10号执行。",
        "根据《安河县水资源条例》第二百条。",
    ],
)
def test_what_is_rightly_cited(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "按照《地方预决算公开操作规程》（财库〔2016〕134号）公开。",
            ("CIT-01", "财库〔2016〕134号", "error"),
        ),
        (
            "按照《项目支出绩效评价管理办法》（财预〔2022〕10号）自评。",
            ("CIT-01", "财预〔2022〕10号", "warning"),
        ),
        (
            "按照财预〔2020〕10号《差旅费标准调整方案》自评。",
            ("CIT-01", "财预〔2020〕10号", "warning"),
        ),
        (
            "《安河县采购规程》（安财购〔2021〕3号）和《安河县采购规程》（安财购〔2021〕5号）。",
            ("CIT-02", "安财购〔2021〕5号", "warning"),
        ),
        (
            "《安河县采购规程》（安财购〔2021〕3号）和《办公用房维修标准》（安财购〔2021〕3号）。",
            ("CIT-02", "《办公用房维修标准》", "warning"),
        ),
        ("按安财预[2021]3号执行。", ("CIT-03", "安财预[2021]3号", "info")),
        (
            "按安河县机构编制委员会安编办【2021】3号核定编制。",
            ("CIT-03", "安编办【2021】3号", "info"),
        ),
        ("按安财预（2021）3号、安财预【2021】5号执行。", ("CIT-03", "安财预（2021）3号", "info")),
        ("按安财预〔2021〕第3号执行。", ("CIT-03", "安财预〔2021〕第3号", "info")),
        ("按安财预〔2021〕03号执行。", ("CIT-03", "安财预〔2021〕03号", "info")),
        (
            "根据《中华人民共和国预算法》第一百零五条公开。",
            ("CIT-04", "《中华人民共和国预算法》第一百零五条", "warning"),
        ),
        (
            "按照《中华人民共和国合同法》签订合同。",
            ("CIT-05", "《中华人民共和国合同法》", "warning"),
        ),
        ("根据《中华人民共和国预算发》。", ("CIT-06", "《中华人民共和国预算发》", "warning")),
        ("根据《中华人名共和国预算法》。", ("CIT-06", "《中华人名共和国预算法》", "warning")),
        ("根据《安河县水资源条列》。", ("CIT-06", "《安河县水资源条列》", "warning")),
        ("按照《地方预决公开操作规程》。", ("CIT-06", "《地方预决公开操作规程》", "warning")),
    ],
)
def test_what_is_not(words: str, found: tuple[str, str, str]) -> None:
    assert said(words) == [found]


def test_an_article_is_held_against_the_text_of_its_year() -> None:
    words = "根据《政府信息公开条例》第四十五条公开。"
    assert said(words, "2021") == []
    assert [rule for rule, _, _ in said(words, "2016")] == ["CIT-04"]


def test_what_was_in_force_then_was_rightly_cited() -> None:
    words = "按照《中华人民共和国合同法》签订合同。"
    assert said(words, "2020") == []
    assert said(words, "2019") == []


def test_money_is_handed_out_under_one_title_again_and_again() -> None:
    title = "《关于下达2021年水利发展资金的通知》"
    assert said(f"根据{title}（安财农〔2021〕5号）和{title}（安财农〔2021〕36号）安排。") == []
