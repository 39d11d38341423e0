"""An item that ends without a stop, in a list whose other items have one."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = """柳河县卫生健康局2022年度部门整体支出绩效自评报告
一、部门基本情况
本单位负责全县卫生健康工作，内设机构5个，编制12人，年末在职11人。
二、存在的问题
"""
TAIL = "三、改进措施\n加强调度，按月通报支付进度。\n"


def open_ends(text: str) -> set[str]:
    """The last words of each paragraph that lacks its stop."""
    found = [each for each in checked(HEAD + text + TAIL).findings if each.rule == "TYP-07"]
    return {place.excerpt for each in found for place in (each, *each.related)}


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("一是支付偏慢。\n二是指标不细。\n三是部分设备老化\n", "三是部分设备老化"),
        ("一是支付偏慢。\n二是部分设备老化\n三是指标不细。\n", "二是部分设备老化"),
        ("一是支付偏慢；\n二是指标不细；\n三是部分设备老化\n", "三是部分设备老化"),
        ("第一，支付偏慢。\n第二，指标不细。\n第三，部分设备老化\n", "三，部分设备老化"),
        (
            "（一）支付偏慢，集中在年底。\n（二）设备老化，维修不及时\n（三）指标不细，佐证不足。\n",
            "老化，维修不及时",
        ),
    ],
)
def test_one_item_without_the_stop_of_its_fellows(text: str, tail: str) -> None:
    assert open_ends(text) == {tail}


@pytest.mark.parametrize(
    "text",
    [
        # nobody has a stop, or half of them
        "一是支付偏慢\n二是指标不细\n三是部分设备老化\n",
        "一是支付偏慢。\n二是指标不细\n三是部分设备老化\n四是采购滞后。\n",
        # headings, with the text below or beside
        "（一）支付偏慢。\n（二）设备老化\n（三）指标不细。\n",
        "（一）支付偏慢，集中在年底。\n（二）设备老化，维修不及时\n采暖设备用了十年。\n（三）指标不细，不易核对。\n",
        # an item that introduces a list
        "一是支付偏慢。\n二是指标不细。\n三是以下设备老化，具体包括\n（1）锅炉。\n（2）水泵。\n",
        # all have one
        "一是支付偏慢。\n二是指标不细。\n三是部分设备老化（含锅炉）。\n",
    ],
)
def test_headings_and_lists_without_stops_are_left_alone(text: str) -> None:
    assert open_ends(text) == set()
