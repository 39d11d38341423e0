"""Who reports, on what year, in which genre: from the title, the cover, and how the text speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checker.model.report import Identity
from checker.model.text import Span

BODY = (
    "办公室|办公厅|委员会|管委会|人民政府|政府|人民法院|法院|人民检察院|检察院|公安局|分局|总局|局|厅|馆|学校|小学|中学"
    "|幼儿园|大学|学院|医院|中心|总站|站|研究院|研究所|设计院|院|派出所|财政所|所|大队|支队|总队|队|街道办事处|办事处"
    "|镇|乡|街道|总工会|工会|联合会|残联|妇联|科协|侨联|文联|团委|党校|协会|报社|电视台|集团|公司|委|办"
)
PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:特别行政区|自治区|自治州|自治县|省|市|州|盟|区|县|旗|镇|乡|街道)"
)
LEVELS = (
    ("自治区", "省"),
    ("省", "省"),
    ("自治州", "市"),
    ("市", "市"),
    ("州", "市"),
    ("盟", "市"),
)
YEAR = re.compile(r"((?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})\s*年")
DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
GENRE = re.compile(
    r"(?:年|年度)?\s*(?:本级|市本级|区本级|县本级)?\s*(?:市级|区级|县级|省级|财政|预算)?\s*(?:部门|单位|部门（单位）|部门\(单位\))?"
    r"\s*(?:预算|财政)?\s*整体\s*(?:支出|绩效|预算).*$"
)
ORGANISATION = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年度由在对为是与和据经]))(?![年度])[\u4e00-\u9fff]{2,6}?(?:省|自治区|市|区|县|州|旗|镇|乡)"
    rf"[\u4e00-\u9fff]{{0,24}}?(?:{BODY})(?:[\u4e00-\u9fff]{{0,2}}(?:办公室|办公厅))?"
)
OURS = re.compile(r"整体支出|整体绩效|部门整体|单位整体")
SELF = re.compile(r"绩效自评|自评得分|自评结论|自我评价|绩效评价|履职效能|自评情况")
TITLED = (
    ("notice", re.compile(r"关于.{2,60}的(?:通知|函|批复|公告|意见|办法)$")),
    ("project", re.compile(r"项目.{0,12}(?:自评|评价|绩效)(?:报告|表|.{0,8}表)$|项目支出绩效")),
    (
        "accounts",
        re.compile(
            r"部门决算(?:公开|情况|说明|报表|分析)|决算公开|预算公开|(?:部门|单位)(?:预算|决算)$"
        ),
    ),
)


def find_identity(folded: str, paragraphs: Sequence[Span], title: int | None) -> Identity:
    """What a report says of itself; ``title`` is the index of its title's paragraph, if it has one."""
    span = paragraphs[title] if title is not None else None
    named = "".join(folded[span.start : span.end].split()) if span is not None else ""
    kind, evidence = _kind(folded, paragraphs, named)
    organisation = _organisation(folded, named)
    region = _region(organisation)
    return Identity(
        organisation, region, _level(region, folded), _year(folded, named), kind, span, evidence
    )


def _kind(folded: str, paragraphs: Sequence[Span], named: str) -> tuple[str, str]:
    """The genre, and the words it rests on: a title of ours, of another paper, or how the text speaks."""
    if named and OURS.search(named):
        return "department", named
    front = ["".join(folded[span.start : span.end].split()) for span in paragraphs[:8]]
    for line in ([named] if named else []) + front:
        if len(line) > 70 or OURS.search(line):
            continue
        for kind, pattern in TITLED:
            if pattern.search(line):
                return kind, line
    if re.search(r"通知如下|(?:各|市直|区直|县直).{0,20}(?:单位|部门)[：:]\s*\n", folded[:600]):
        return "notice", folded[:40].strip()
    ours, own = OURS.search(folded), SELF.search(folded)
    if ours is not None and own is not None:
        return "department", ours[0]
    if own is not None and re.search(
        r"部门(?:职能|概况|职责|基本情况)|主要职[责能]|机构设置|单位概况", folded
    ):
        return "department", own[0]
    return "unknown", ""


def _year(folded: str, named: str) -> int | None:
    """The year in the title; else the one the text names most, years of money and work first."""
    match = YEAR.search(named)
    if match is not None:
        return int(match[1].translate(DIGITS))
    years: Counter[int] = Counter()
    for match in YEAR.finditer(folded):
        after = folded[match.end() : match.end() + 16]
        weight = (
            5
            if re.match(
                r"度?[^，。；\n]{0,8}(?:部门|整体支出|总收入|收入|支出|预算|决算|绩效)", after
            )
            else 1
        )
        years[int(match[1].translate(DIGITS))] += weight
    if not years:
        return None
    return max(years, key=lambda year: (years[year], -year))


def _organisation(folded: str, named: str) -> str:
    """The department's name: in the title before or behind the year, else the fullest name that the
    text repeats."""
    rest = GENRE.sub("", YEAR.sub("", named, count=1).replace("年度", "", 1).lstrip("度"))
    rest = re.sub(r"^[关于]{2}|^附件\d*[:：]?|(?:自评|绩效|评价).*$|[（(].*$", "", rest).strip(
        "度的年：: "
    )
    if 3 < len(rest) <= 40 and re.search(rf"(?:{BODY})$", rest):
        return rest
    names = Counter(match[0] for match in ORGANISATION.finditer(folded) if 5 < len(match[0]) < 32)
    repeated = [(times, len(name), name) for name, times in names.items() if times > 1]
    return max(repeated)[2] if repeated else ""


def _region(organisation: str) -> tuple[str, ...]:
    """The places at the head of a name, from the largest: 广州市, 增城区."""
    places: list[str] = []
    at = 0
    while match := PLACE.match(organisation, at):
        if organisation[match.end() :].startswith(("委", "政府")) and places:
            break
        places.append(match[0])
        at = match.end()
    return tuple(places)


def _level(region: tuple[str, ...], folded: str) -> str:
    if region:
        for end, level in LEVELS:
            if region[-1].endswith(end):
                return level
        return "乡" if region[-1].endswith(("镇", "乡", "街道")) else "县"
    spoken = {
        "省": len(re.findall("我省|全省", folded)),
        "市": len(re.findall("我市|全市", folded)),
        "县": len(re.findall("我[区县]|全[区县]", folded)),
        "乡": len(re.findall("我[镇乡]|全[镇乡]", folded)),
    }
    best = max(spoken, key=lambda level: spoken[level])
    return best if spoken[best] > 1 else ""
