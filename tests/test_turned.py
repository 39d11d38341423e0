"""A direction word against the level its sentence states further before."""

from __future__ import annotations

import pytest
from test_changes import said

ALL = "支出合计412.50万元"


@pytest.mark.parametrize(
    "text",
    [
        f"{ALL}，比上年的380.00万元减少32.50万元。",
        f"{ALL}，其中基本支出300.00万元、项目支出112.50万元，比上年的380.00万元减少32.50万元。",
        f"{ALL}，预算执行率98.21%，比上年的380.00万元减少32.50万元。",
        f"{ALL}，完成预算420.00万元的98.21%，比上年的380.00万元减少32.50万元。",
        f"{ALL}，主要用于人员和项目，比上年的380.00万元减少32.50万元。",
        f"{ALL}，与上年的380.00万元相比，减少32.50万元。",
        f"{ALL}，上年为380.00万元，减少32.50万元。",
        f"{ALL}（上年380.00万元），同比下降8.55%。",
        f"{ALL}，比上年380.00万元有所减少。",
        f"{ALL}，较上年的380.00万元明显下降，主要是压减公用经费。",
    ],
)
def test_the_change_is_that_of_the_subject_on_the_other_side(text: str) -> None:
    assert said(text) == [("SUM-31", "error", "412.50万元", "380.00万元")]


@pytest.mark.parametrize(
    "text",
    [
        # another thing is named before the comparison
        f"{ALL}，三公经费比上年的8.00万元减少1.00万元。",
        f"{ALL}，公用经费比上年的80.00万元增加3.20万元，项目支出比上年的300.00万元减少9.50万元。",
        "总收入412.50万元，总支出比上年的420.00万元增加3.20万元。",
        "部门支出412.50万元，其中项目支出比上年的180.00万元减少9.50万元。",
        # the second figure is the later one
        "年初预算412.50万元，调整后预算380.00万元，减少32.50万元。",
        f"{ALL}，上年支出380.00万元，同比减少32.50万元，下降7.88%。",
        # it comes out
        "支出合计347.50万元，执行率98.21%，比上年的380.00万元减少32.50万元。",
        "2022年支出347.50万元（上年380.00万元），同比下降8.55%。",
        "收入412.50万元、支出347.50万元，支出比上年的380.00万元减少32.50万元。",
        "支出合计347.50万元，比上年380.00万元有所减少。",
        # figures so short that they may meet by chance
        "在职人员128人，其中行政52人，聘用76人，事业人员比上年的64人减少12人。",
        "部门支出500万元，其中项目支出比上年的400万元减少100万元。",
    ],
)
def test_what_is_said_of_another_level_proves_nothing(text: str) -> None:
    assert said(text) == []
