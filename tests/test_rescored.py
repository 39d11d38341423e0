"""An indicator that is scored in a list and in a section of its own has one score."""

from __future__ import annotations

from reading import checked, shown

NAMES = (
    ("预算编制", 10, "9"),
    ("预算执行", 20, "19"),
    ("资产管理", 10, "10"),
    ("履职效能", 60, "58"),
)


def scored(changed: dict[str, str] | None = None, listed: dict[str, str] | None = None) -> str:
    """A report with four indicators: some scores of the sections, and of the list, replaced."""
    parts = [(name, most, (listed or {}).get(name, got)) for name, most, got in NAMES]
    text = "自评得分为96分。各项指标得分为：" + "；".join(
        f"{name}分值{most}分，得{got}分" for name, most, got in parts
    )
    lines = [f"2024年度部门整体支出绩效{text}。"]
    for ordinal, (name, most, got) in zip("一二三四", NAMES, strict=True):
        score = (changed or {}).get(name, got)
        lines += [
            f"（{ordinal}）{name}（分值{most}分，自评得分{score}分）",
            f"{name}工作按要求开展，因个别事项未完成而扣分。",
        ]
    return "\n".join(lines)


def said(text: str) -> set[tuple[str, str, str]]:
    return {
        (rule, words, computed)
        for rule, words, _, computed in shown(checked(text))
        if rule.startswith("SCO-1") or rule == "SCO-01"
    }


def test_scores_that_agree_are_right() -> None:
    assert said(scored()) == set()


def test_a_section_that_differs_from_the_list_is_found_there() -> None:
    assert said(scored({"预算执行": "18"})) == {("SCO-11", "18分", "19分")}


def test_where_the_list_is_wrong_it_is_one_finding_that_names_the_score() -> None:
    found = [
        f for f in checked(scored(listed={"预算执行": "16"})).findings if f.severity == "error"
    ]
    assert [f.rule for f in found] == ["SCO-01"]
    assert "预算执行16分" in found[0].message.zh
    assert "19分" in found[0].message.zh


def test_projects_with_one_card_are_not_compared() -> None:
    def project(name: str, *got: str) -> str:
        return f"{name}自评得分：" + "；".join(
            f"{part}分值{most}分，得{score}分"
            for (part, most, _), score in zip(NAMES, got, strict=True)
        )

    text = f"{project('巡查项目', '9', '19', '10', '58')}。\n{project('监测项目', '8', '17', '10', '55')}。\n"
    assert said(text) == set()
    alike = f"{project('巡查项目', '9', '19', '10', '58')}。\n{project('监测项目', '9', '19', '10', '57')}。\n"
    assert said(alike) == set()
