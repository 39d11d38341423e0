"""What the words around a figure say: how exact it is meant, and that it is none after all."""

from __future__ import annotations

import re

from checker.model.value import Bound
from checker.report.reading import Reading

_REACH = 6  # characters looked at on either side; no word below is longer

# The last characters of the words in _BEFORE: most figures have none of them in front.
_LAST = frozenset("约近为占合概达过逾于破超出了到达少多高低足有≥≤><")
_BEFORE = re.compile(
    r"""(?:
    (?P<about>约(?:为|占|合|有|达)?|大概|(?<![最附临邻靠远新])近|接近)
  | (?P<most>(?:不|未|没有|不得|不能)(?:超过|超出|超|高于|大于|多于|突破|逾)|[最至]多|最高|≤)
  | (?P<least>不(?:低于|少于|小于|下于)|至少|最[少低]|≥)
  | (?P<less>低于|小于|少于|不足|不到|未达到?|未到|<)
  | (?P<more>超过|超出|超|逾|高于|大于|多于|突破|>)
    )(?:了)?$""",
    re.VERBOSE,
)
_NEXT = frozenset("左上以及之内封(（多余")
_AFTER = re.compile(
    r"""[ ]{0,2}(?:
    (?P<about>左右|上下)
  | (?P<least>[(（]?[含及]?[)）]?(?:以上|之上))
  | (?P<most>[(（]?[含及]?[)）]?(?:以下|以内|之内|封顶)(?!简称))
  | (?P<over>[多余](?![个项种次方部样层元]))
    )""",
    re.VERBOSE,
)

_LASTING = (
    r"(?:近|连续|为期|持续|历时|经过|满|未来|今后|过去|前|后|每|长达|期限|任期|有效期|服务期|至少|不超过|超过"
    r"|公示期?|不[少低]于|最[长短]|约|逾|[期限]为)$"
)
_WITHIN = re.compile(r"[ ]{0,2}(?:多|余|内|之内|以内|以上|以下|左右|期间?限?(?![货])|来)")

_HUNDRED_AFTER = frozenset("近约超逾过")  # 近百家; 千家 alone is all of them
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # for money; else part of a word (登陆, 收拾)
# Measure words that a Chinese numeral counts with; with others it makes names (九市, 四面).
_COUNTING = frozenset("个名位人家户所座处栋件项宗起次场批轮份篇本册部套台辆条种类支张间款")
_SESSION = re.compile(r"(?:[、和][一二三四五六七八九十]{1,3}次)*(?:全体)?(?:会议|全会)")
_HELD = r"(?:召开|举行|组织|开展|共|完成|开)(?:了|过)?$"
_NAME_AFTER = re.compile(r"[山河镇]|小[康组]")
_SCORED = r"(?:得|扣|加|计|满分|分值|为|评)[为了]?$"
_INSIDE = re.compile(r"[ ]{0,2}(?:之|以)?内")
_OF_MONTH = re.compile(r"[份底初末中上下]")

# A number of a thing, not of how many.
_CODE = (
    r"(?:电话|热线|邮编|手机|传真|号码|编号|代码|账号|证号|微信)[^\d\n]{0,6}$"
    r"|(?:附件|附表|表|图)[ ]?$"
)
_ORDINAL_AFTER = re.compile(r"[ ]{0,2}[.、)）．](?!\d)")
_WORD_AFTER = re.compile(r"[ ]{0,2}[^\W\d_]")
_BETWEEN = re.compile(r"[和与及、][ ]{0,2}\d")
_DATE_NEXT = re.compile(r"[ ]{0,2}[和与及、][ ]{0,2}\d{1,2}[ ]{0,2}[月日]")  # 5、6月
_RANGE_AFTER = re.compile(r"[ ]{0,2}[-—–~～至到][ ]{0,2}\d")


def find_bound(folded: str, start: int, end: int) -> Bound:
    """What the words in front of and behind a figure say of it; the word in front wins."""
    left = folded[max(0, start - _REACH) : start].rstrip(" ")
    if left and left[-1] in _LAST and (found := _BEFORE.search(left)):
        return _bound(found)
    at = end + 1 if folded.startswith(" ", end) else end
    if at < len(folded) and folded[at] in _NEXT and (found := _AFTER.match(folded, end)):
        return _bound(found)
    return ""


def _bound(found: re.Match[str]) -> Bound:
    return found.lastgroup or ""  # type: ignore[return-value]  # the groups are named so


def lasts(folded: str, start: int, end: int) -> bool:
    """Whether the words around 3年 or 30日 make it a time that something takes."""
    left = folded[max(0, start - _REACH) : start].rstrip(" ")
    return re.search(_LASTING, left) is not None or _WITHIN.match(folded, end) is not None


def is_within(folded: str, end: int) -> bool:
    """Whether a time stops at its end: 30日内."""
    return _INSIDE.match(folded, end) is not None


def is_month(folded: str, start: int, end: int) -> bool:
    """Whether a month in Chinese numerals is one without a year: 四月份, 今年四月."""
    return folded[start - 1 : start] == "年" or _OF_MONTH.match(folded, end) is not None


def is_counted(folded: str, start: int, end: int, reading: Reading) -> bool:
    """Whether a Chinese numeral with a unit is a figure and no idiom, ordinal or name.

    The scan has passed over the idioms that show without the grammar (``idioms``).
    """
    before = folded[start - 1 : start] if start else ""
    numeral, unit = reading.numeral, reading.unit
    exact = not reading.bound and not reading.scale
    if numeral in ("百", "千", "万", "亿") and exact:
        return before in _HUNDRED_AFTER
    if reading.kind == "score":  # 十分, 三分之一
        left = folded[max(0, start - _REACH) : start]
        return numeral != "十" and re.search(_SCORED, left) is not None
    if reading.kind == "amount":  # 三角洲, 三元里, 多元
        return unit != "角" and (len(numeral) > 1 or not exact)
    if reading.kind != "count":
        return True
    if (len(unit) == 1 and unit not in _COUNTING) or numeral[0] in _FORMAL:
        return False
    if folded.startswith("一", end) or _NAME_AFTER.match(folded, end):
        return False
    if numeral == "二" and exact:
        return False  # what is counted is 两个; 二次, 二类 are ordinals
    if unit == "次" and _SESSION.match(folded, end):
        return re.search(_HELD, folded[max(0, start - _REACH) : start]) is not None
    return True


def is_bare(folded: str, start: int, end: int, reading: Reading) -> bool:
    """Whether a number without a unit stands for itself, as in a table's cell.

    Ordinals, codes and numbers that go on as a word (12345热线, 1号议案) do not.
    """
    if _RANGE_AFTER.match(folded, end) or (reading.bound and not reading.scale):
        return False  # 5-20%; 20多 of what?
    if reading.decimals or reading.scale or "," in reading.text:
        return True
    if _WORD_AFTER.match(folded, end) and not _BETWEEN.match(folded, end):
        return False
    if _ORDINAL_AFTER.match(folded, end) or _DATE_NEXT.match(folded, end):
        return False
    if reading.text.startswith("0") and reading.text != "0":
        return False
    return re.search(_CODE, folded[max(0, start - 12) : start]) is None
