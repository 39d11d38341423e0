"""Who reports, and on what year: from the title, the labels of the cover, and what the text repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.model.report import Identity
from checker.model.text import Span
from checker.report.folding import HAN
from checker.report.genre import FRONT, find_kind

BODY = (
    "办公室|办公厅|委员会|管委会|人民政府|政府|人民法院|法院|人民检察院|检察院|公安局|分局|总局|局|厅|馆|学校|小学|中学"
    "|幼儿园|大学|学院|医院|中心|总站|站|研究院|研究所|设计院|院|派出所|财政所|所|大队|支队|总队|队|街道办事处|办事处"
    "|镇|乡|街道|总工会|工会|联合会|红十字会|联合社|供销社|残联|妇联|科协|侨联|文联|团委|党校|协会|报社|电视台|气象台"
    "|宣传部|组织部|统战部|政法委|集团|公司|委|办"
)
BODY_FIRST = "".join(sorted({word[0] for word in BODY.split("|")}))
NAMED = re.compile(
    r"(?:[局厅委办部院校馆所站队会社台处场园室镇乡团学署联协侨]|中心|街道|政府|公司)$"
)
"""How a name ends that stands in a title or behind a label."""

PARTY = re.compile(
    r"中国共产党|中共|中国共产主义青年团|共青团|中国人民政治协商会议|政协|国家税务总局|中国农工民主党|农工党"
    r"|中国国民党革命委员会|民革|中国民主同盟|民盟|中国民主建国会|民建|中国民主促进会|民进|九三学社|致公党"
)
"""What stands before the place in the names of parties, leagues and conferences."""

PLACE = re.compile(
    rf"{HAN}{{2,7}}?(特别行政区|自治区|自治州|自治县|自治旗|地区|新区|开发区|省|市|州(?![市县区])|盟|区|县"
    rf"|旗(?![市县])|镇(?![市县])|(?<!城)乡|街道)|{HAN}{{8,12}}?(自治[区州县旗])"
)
RANKS = {
    "省": 1,
    "自治区": 1,
    "特别行政区": 1,
    "自治州": 2,
    "州": 2,
    "盟": 2,
    "地区": 2,
    "市": 2,
    "镇": 4,
    "乡": 4,
    "街道": 4,
}
"""How far down a place stands by the last word of its name; 3 (a county) where it is not named here."""

MUNICIPALITIES = frozenset(("北京市", "上海市", "天津市", "重庆市"))
LEVELS = ("", "省", "市", "县", "乡")
BARE = r"(?:(省|自治区)|(市(?!场|容|民|政(?!府)))|(县(?!域)|区(?!域|块))|(镇(?=政府|人民)|乡(?=政府|人民)))."
"""The level that a department without a place in its name begins with: 县财政局."""

# The set in front lets a search pass over all else at once.
YEAR = re.compile(
    r"([12一二](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=[一二])[〇零○九][〇零○一二三四五六七八九]{2}))\s*年"
)
DAY = re.compile(r"\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
ABOUT_MONEY = re.compile(r"度?[^，。；\n]{0,8}(?:部门|整体支出|总收入|收入|支出|预算|决算|绩效)")
DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
ENCLOSED = re.compile(r"(?:[（(]?附件?\s*\d*[）)]?[:：、.]?)?(?:\d{1,2}[.．、])?")
BRACKETS = re.compile(r"(?:[（(][^（）()]*[）)])+$")
GENRE = re.compile(
    r"(?:年|年度)?(?:(?<=[厅局委院])?(?:本级|机关))?(?:市级|区级|县级|省级|市本级|区本级|县本级|财政|预算)?(?:部门|单位|部门[（(]单位[）)])?"
    r"(?:预算|财政)?整体(?:支出|绩效|预算).*$"
)
WEAK = re.compile(r"(?:部门|单位)?(?:预算|财政)?(?:支出)?(?:绩效|自评|评价).*$")
OWN_LEVEL = re.compile(r"(?<=[厅局委院府会])[厅局委]?(?:本级|机关本级)$")
SUBMITS = re.compile(r"(?:报送|上报|呈报|开展|做好)")
LABEL = (
    r"(?:填报|申报|报送|编制|评价|自评|预算|项目)?(?:部门|单位)(?:[（(](?:单位|部门|公?章|盖章)[）)])?(?:名称|全称)?"
    rf"(?:[（(](?:公?章|盖章|签章)[）)])?[:：]?(?P<name>{HAN}{{4,40}})(?:[（(](?:公?章|盖章|签章)[）)])?$"
)
YEAR_LINE = re.compile(
    rf"[（(]?(?:(?:评价|自评|预算|报告|所属)?年度[:：]?)?(?:{YEAR.pattern})度?[）)]?$"
)
# Places are few and quickly found; what stands before one is then looked at backwards.
SEATED = rf"[省市区县州旗镇乡]{HAN}{{0,24}}?(?=[{BODY_FIRST}])(?:{BODY})(?:{HAN}{{0,2}}(?:办公室|办公厅))?"
"""A name from the last character of its first place on."""

ORGANISATION = rf"(?![年度]){HAN}{{2,6}}?{SEATED}"
BEFORE_PLACE = rf"(?:(?<!{HAN})|(?<=[年度由在对为是与和据经]))(?![年度]){HAN}{{2,6}}$"


def find_identity(folded: str, paragraphs: Sequence[Span], title: int | None) -> Identity:
    """What a report says of itself; ``title`` is the index of its title's paragraph, if it has one."""
    span = paragraphs[title] if title is not None else None
    named = "".join(folded[span.start : span.end].split()) if span is not None else ""
    front = ["".join(folded[s.start : s.end].split()) for s in paragraphs[:FRONT]]
    kind, evidence = find_kind(folded, paragraphs, title)
    organisation = _from_title(named) or _from_cover(front) or _repeated(folded)
    region = _region(organisation)
    level = _level(region, organisation, folded)
    return Identity(organisation, region, level, _year(folded, named, front), kind, span, evidence)


def _year(folded: str, named: str, front: Sequence[str]) -> int | None:
    """The year in the title or on a line of its own below; else the one the text names most, years
    of money and work first, days of the calendar not at all."""
    match = YEAR.search(named)
    if match is None:
        match = next((m for m in map(YEAR_LINE.match, front) if m is not None), None)
    if match is not None:
        return int(match[1].translate(DIGITS))
    years: Counter[int] = Counter()
    for match in YEAR.finditer(folded):
        if DAY.match(folded, match.end()) is None:
            money = ABOUT_MONEY.match(folded, match.end(), match.end() + 16) is not None
            years[int(match[1].translate(DIGITS))] += 5 if money else 1
    return max(years, key=lambda year: (years[year], -year)) if years else None


def _organisations(folded: str) -> Iterator[str]:
    """All full names in a text."""
    last, place = 0, re.compile(BEFORE_PLACE)
    for match in re.finditer(SEATED, folded):
        before = place.search(folded, max(last, match.start() - 6), match.start())
        if before is not None:
            last = match.end()
            yield folded[before.start() : last]


def _from_title(named: str) -> str:
    """The name in a title: before the year, behind it, or on either side of 关于."""
    named = named[ENCLOSED.match(named).end() :]  # type: ignore[union-attr]
    rest = YEAR.sub("", BRACKETS.sub("", named), count=1).replace("年度", "", 1).lstrip("度")
    before, about, behind = rest.partition("关于")
    for part in (before, behind) if about else (rest,):
        part = WEAK.sub("", GENRE.sub("", SUBMITS.sub("", part)))
        part = OWN_LEVEL.sub("", part.strip("度的年：: "))
        place = PLACE.match(PARTY.sub("", part, count=1))
        if not _is_name(part) and place is not None:  # a line of the cover stands behind the name
            part = next((m for m in [re.match(rf".*(?:{BODY})", part)] if m), [""])[0]
        if _is_name(part):
            return part
    return ""


def _is_name(words: str) -> bool:
    own = words.startswith(("我", "本", "该", "各", "附"))
    return 3 < len(words) <= 40 and not own and NAMED.search(words) is not None


def _from_cover(front: Sequence[str]) -> str:
    """The name behind a label of the cover, or on a line of its own."""
    for line in front:
        match = re.match(LABEL, line)
        if match is not None and _is_name(match["name"]):
            return match["name"]
    for line in front:
        line = BRACKETS.sub("", line).removesuffix("文件")
        if _is_name(line) and len(line) < 30 and re.fullmatch(ORGANISATION, line):
            return line
    return ""


def _repeated(folded: str) -> str:
    """The fullest name that the text repeats most."""
    names = Counter(name for name in _organisations(folded) if 5 < len(name) < 32)
    repeated = [(times, len(name), name) for name, times in names.items() if times > 1]
    return max(repeated)[2] if repeated else ""


def _region(organisation: str) -> tuple[str, ...]:
    """The places at the head of a name, from the largest: 广州市, 增城区."""
    party = PARTY.match(organisation)
    at = party.end() if party is not None else 0
    places: list[str] = []
    last = 0
    while match := PLACE.match(organisation, at):
        rank = _rank(match, last)
        if rank <= last or (places and organisation[match.end() :].startswith(("委", "政府"))):
            break
        places.append(match[0])
        at, last = match.end(), rank
    return tuple(places)


def _rank(place: re.Match[str], above: int) -> int:
    """How far down a place stands: a 市 below a prefecture is a county."""
    rank = RANKS.get(place[1] or place[2], 3)
    if place[0] in MUNICIPALITIES:
        return 1
    return 3 if rank == above == 2 and place[1] == "市" else rank


def _level(region: tuple[str, ...], organisation: str, folded: str) -> str:
    rank = 0
    for place in region:
        match = PLACE.fullmatch(place)
        rank = _rank(match, rank) if match is not None else rank
    if rank:
        return LEVELS[rank]
    bare = re.match(BARE, organisation)
    if bare is not None:
        return LEVELS[bare.lastindex or 0]
    spoken = {
        "省": len(re.findall("我省|全省", folded)),
        "市": len(re.findall("我市|全市", folded)),
        "县": len(re.findall("我[区县]|全[区县]", folded)),
        "乡": len(re.findall("我[镇乡]|全[镇乡]", folded)),
    }
    best = max(spoken, key=lambda level: spoken[level])
    return best if spoken[best] > 1 else ""
