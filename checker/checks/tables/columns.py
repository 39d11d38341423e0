"""What the head of a column says: which budget its figures are, what was done, a rate, a difference."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Role = Literal["first", "adjusted", "budget", "done", "rate", "share", "difference", ""]

SCORE = r"得分|分值|评分|权重|扣分|满分|分数|标准|目标|指标值"
SHARE = r"占比|比重|比例|占.{0,8}%|构成"
RATE = r"率|进度|[Bb]\s?[/÷]\s?[Aa]|[增减]幅|幅度|%|％"
DIFFERENCE = r"增减|变动|变化|差额|差异|相差|结余|结转|余额|未[支执使完]|剩余|[较比]上年|超支|节约"
DONE = r"决算|执行数|执行金额|支出数|支出金额|实际|完成数|支付|[已累]计?支出|全年支出|本年支出"
FIRST = r"年初|期初|批复"
ADJUSTED = r"调整后|调整预算|全年预算|年末预算|指标"
BUDGET = r"预算|计划|下达|安排|到位"


@lru_cache(maxsize=1024)  # tables, and reports, share their heads
def role_of(head: str) -> Role:
    """The role of a column by its head; "" where it says none of these."""
    words = "".join(head.split())
    if re.search(SCORE, words):
        return ""
    for role, pattern in _ROLES:
        if re.search(pattern, words):
            return role
    return ""


_ROLES: tuple[tuple[Role, str], ...] = (
    ("share", SHARE),
    ("rate", RATE),
    ("difference", DIFFERENCE),
    ("done", DONE),
    ("adjusted", ADJUSTED),
    ("first", FIRST),
    ("budget", BUDGET),
)
