"""The scores a report gives itself: of what, out of how many, how many, and what stands together.

Reports write them in a dozen ways: 该指标分值8分，自评得分7分 under the indicator's heading;
投入指标满分20分，得18分; 投入（20分）18分; 投入18分（满分20分）; in the heading itself; in a table with a
column of maxima and one of scores. What is said of a figure is read from the words between it and
the figures beside it; a score without a name of its own is that of the section it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from checker.model.report import Paragraph, Section, Table
from checker.model.score import Score, ScoreKind
from checker.model.value import Value

YEAR = r"((?:19|20)\d\d)\s*年"
"""A year in the words before a score or grade: the last says of when it is."""
LINKS = '为是有达到共计约:：“" '
"""What stands between a word and its figure and says nothing."""
ROLES = (
    ("most", "总分值 标准分值 权重分值 权重分 标准分 基准分 满分 分值 权重 配分"),
    (
        "minus",
        "扣除分 扣减分 扣分 扣除 扣减 扣了 扣去 扣掉 扣 失分 丢分 减分 减去 减掉 减了 失 丢 减",
    ),
    (
        "plus",
        "加分项自评得分 加分项自评 加分项得分 加分项得 加分项加 加分项 附加分 加分 奖励分 奖励 加",
    ),
    ("got", "得分值 得分数 得分 自评总分 自评分数 自评分 评分 自评 实得 总分 得"),
)
"""Words that say what the figure behind them is, of two that fit the longer first."""
ENDINGS = tuple((role, tuple(words.split())) for role, words in ROLES)
LEADS = ("自评", "测评", "初评", "总评", "实际", "最终", "综合", "应", "总", "自")
"""What may stand before the word for a score and be no part of the indicator's name."""
WHOLE = r"整体|总[得评分计]|综合|合计|最终|总体|绩效(?:自评|评价|自我评价|评分|得分|考评)|自评|评定"
BODY = r"[局委办厅院校馆会所站队处镇乡部]$|中心$|街道$|部门$|单位$|政府$|年度?$|体系$|》$|^[我本]"
INDICATOR = r"指标|率$|满意度$"
FINAL = r"合计|总计|最终|共计|实际得分|总得分|总分|综合"
SPECIAL = ("专项", "专题", "单项")
OTHERS = (
    r"平均|均分|满意度得分|问卷|测评|考试|分数线|每[项个处件超增减低高]|上年|去年|全[省市县区国]"
)
TOTALS = "总|合计|综合|最终|共计|整体|全部"
"""Words of a score that is that of the whole."""
SCORED = r"得分|自评|评分"
LEADING = r"^[\s,，、;；:：)）。.“”\"]*(?:(?:其中|包括|以及|和|及|与|分别|即|含|另)[:：]?)*"
TAIL = ' \t\n\u3000\xa0,，、:：(（“"'
"""What may stand between a name and its figure."""
GENERAL = r"(?:该|此|本)?(?:项|类)?(?:[一二三]级)?(?:指标|内容)?(?:的)?"
UNTIL = r"[。；;！？\n]"
TOTAL_ROWS = r"(?:合\s*计|总\s*计|总\s*分|总得分|综合得分|得分合计)"
MOST_HEAD = r"分值|权重|满分|标准分|配分|基准分"
GOT_HEAD = r"得分|自评分|评分|实得"
BEYOND = Decimal(10_000)
"""More than any score."""
POINTS = ("score", "number")
"""Kinds of figures that may be points."""
SMALL = Decimal(50)
"""What a total is above that stands without the scores of indicators."""
NOT_GOT = r"率|扣|标准|说明|原因|依据|方法|办法"


class _Pair(NamedTuple):
    """A maximum and its score, one of them at least, with their name and the words before them;
    these are ``plus`` or ``minus`` for what is added or taken off."""

    name: str
    most: Value | None
    got: Value | None
    before: str


class _Said(NamedTuple):
    """A figure of a paragraph: what the words before it make it, and the name they give."""

    value: Value
    role: str  # most, got, minus, plus, bracket, bare
    name: str
    before: str


class _Text(NamedTuple):
    """What is known of a report when its scores are read; ``year`` is its own."""

    folded: str
    paragraphs: Sequence[Paragraph]
    sections: Sequence[Section]
    values: Sequence[Value]
    year: int | None


def find_scores(
    folded: str,
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    values: Sequence[Value],
    tables: Sequence[Table],
    year: int | None,
) -> tuple[Score, ...]:
    """All scores of a report, in its order, those of another year left out; the total is told from
    the others last."""
    text = _Text(folded, paragraphs, sections, values, year)
    found: list[Score] = []
    for index, said in _by_paragraph(text):
        found += _in_paragraph(text, index, said)
    for table in tables:
        found += _in_table(table)
    return _told_apart(sorted(found, key=lambda score: score.span))


def _by_paragraph(text: _Text) -> Iterator[tuple[int, list[_Said]]]:
    """The scores of each paragraph of prose that has any, with their roles."""
    starts = [paragraph.span.start for paragraph in text.paragraphs]
    listed: dict[int, list[Value]] = {}
    for value in text.values:
        if value.kind == "score" and not value.bound and value.number is not None:
            index = bisect_right(starts, value.span.start) - 1
            if text.paragraphs[index].kind != "table":
                listed.setdefault(index, []).append(value)
    for index, values in listed.items():
        last = starts[index]
        said = []
        for value in values:
            before = re.split(UNTIL, text.folded[last : value.span.start])[-1]
            if _is_of_other_year(before, text.year):
                continue
            said.append(_Said(value, *_role(before), before))
            last = value.span.end
        yield index, said


def _is_of_other_year(before: str, year: int | None) -> bool:
    years: list[str] = re.findall(YEAR, before) if "年" in before else []
    return year is not None and bool(years) and int(years[-1]) != year


def _role(before: str) -> tuple[str, str]:
    """What a figure is by the words before it, and of what."""
    words = before.rstrip(LINKS).removesuffix("分别")
    for role, endings in ENDINGS:
        if not words.endswith(endings):
            continue
        name = words.removesuffix(next(ending for ending in endings if words.endswith(ending)))
        while role == "got" and name.endswith(LEADS):
            name = name.removesuffix(next(lead for lead in LEADS if name.endswith(lead)))
        return role, _name(name)
    return "bracket" if before.rstrip().endswith(("(", "（")) else "bare", _name(before)


def _name(words: str) -> str:
    """The name at the end of ``words``, without what leads to it; "" for 该指标 and the like."""
    name = words.rstrip(TAIL).removesuffix("方面").removesuffix("指标")
    name = re.split(r"[,，;；、:：]", name)[-1]
    name = re.sub(LEADING, "", name)
    name = re.sub(r"^.*[)）]", "", name).strip()
    return "" if re.fullmatch(GENERAL, name) else name


def _in_paragraph(text: _Text, index: int, said: Sequence[_Said]) -> list[Score]:
    """The scores of one paragraph: maxima and scores put together."""
    lists, said = _listed(text, said)
    pairs: list[_Pair] = []
    start = text.paragraphs[index].span.start
    passed = False
    for at, one in enumerate(said):
        value, role, name, before = one
        if passed and not name and before.lstrip(" ,，").startswith(("(", "（", "满分")):
            continue  # the maximum of what was passed over: 执行率98.4%，得9.84分（满分10分）
        passed = re.search(OTHERS, before) is not None or name.removesuffix("%")[-1:].isdecimal()
        if passed:
            continue
        last = pairs[-1] if pairs else None
        open_ = last is not None and last.got is None and not name and _fits(last, one)
        following = said[at + 1] if at + 1 < len(said) else None
        behind = text.folded[value.span.end : value.span.end + 1]
        if role == "bare" and open_:
            role = "got"
        elif role == "bare" and following is not None and _is_answer(one, following):
            role = "most"
        elif role == "bracket" or (role == "most" and not name and before.lstrip()[:1] in "(（"):
            if last is not None and not name and last.most is None and behind in ")）":
                pairs[-1] = last._replace(most=value)
                continue
            role = "most" if following is not None and not following.name else "got"
        elif role == "got" and before.rstrip(LINKS).endswith("总分") and not open_:
            role = "most" if following is not None and _is_answer(one, following) else "got"
        if role == "most":
            pairs.append(_Pair(name, value, None, before))
        elif role in ("got", "bare") and open_ and last is not None:
            pairs[-1] = last._replace(got=value)
        elif role == "got" or (
            role == "bare" and name and re.search(SCORED, text.folded[start : value.span.start])
        ):
            pairs.append(_Pair(name, None, value, before))
        elif role in ("plus", "minus"):
            pairs.append(_Pair("加分" if role == "plus" else "扣分", None, value, role))
    pairs += lists
    many = sum(pair.before != "minus" for pair in pairs)
    return [_score(text, index, pair, many) for pair in pairs]


def _fits(last: _Pair, one: _Said) -> bool:
    """Whether a score without a name may be that of the maximum before it, and not of all."""
    return last.most is not None and re.search(TOTALS, one.before) is None


def _listed(text: _Text, said: Sequence[_Said]) -> tuple[list[_Pair], list[_Said]]:
    """Maxima and scores each in a list of their own (权重分别为30分、70分，得分分别为28分、69分), put
    together by their order; and what else is said. The names are those listed before, if as many."""
    runs: list[list[_Said]] = []
    for one in said:
        if runs and re.fullmatch(r"\s*[、和]\s*", one.before):
            runs[-1].append(one)
        else:
            runs.append([one])
    wide = [run for run in runs if len(run) > 1]
    rest = [one for run in runs if len(run) == 1 for one in run]
    if len(wide) != 2 or len(wide[0]) != len(wide[1]):
        return [], rest if wide else list(said)
    tops, points = wide if wide[0][0].role == "most" else wide[::-1]
    if tops[0].role != "most":
        return [], rest
    start = wide[0][0].value.span.start
    clause = re.split(UNTIL, text.folded[max(0, start - 200) : start])[-1]
    words = re.sub(r"^.*(?:设置?|包括|含|共有)", "", re.split(r"[,，](?=[^,，]*$)", clause)[0])
    names = re.split("、|和|以及|及", words)
    fits = len(names) == len(tops)
    return [
        _Pair(
            re.sub(r"(?:[一二三四五六七八九十两]+[个项类])?(?:[一二三]级)?$", "", _name(names[n]))
            if fits
            else f"{n + 1}",
            top.value,
            got.value,
            "",
        )
        for n, (top, got) in enumerate(zip(tops, points, strict=True))
    ], rest


def _is_answer(one: _Said, following: _Said) -> bool:
    """Whether a figure is the score that goes with the one right before it, its maximum: …10分，得9分.
    What is far more is the score of all: …效益30分，自评得分96分."""
    if following.role != "got" or following.name or re.search(TOTALS, following.before):
        return False
    most, got = (said.value.number or Decimal(0) for said in (one, following))
    return got * 2 <= most * 3 or re.fullmatch(r"[\s,，、)）]*得", following.before) is not None


def _score(text: _Text, index: int, pair: _Pair, many: int) -> Score:
    name, most, got, before = pair
    paragraph = text.paragraphs[index]
    section = paragraph.section
    value = got or most
    assert value is not None
    kind: ScoreKind = "item"
    if before in ("plus", "minus"):
        kind = "bonus" if before == "plus" else "loss"
    elif name.endswith(SPECIAL):
        kind = "special"
    if name.endswith(SPECIAL):
        name = name[:-2].rstrip("(（ \t\n\u3000\xa0")
    parent = text.sections[section].parent if section >= 0 else -1
    group = (
        ("paragraph", index) if many > 1 and paragraph.kind != "heading" else ("sections", parent)
    )
    general = not name or re.search(BODY, name) is not None
    indicator = not general and re.search(INDICATOR, name) is not None
    if kind == "item" and not indicator and re.search(WHOLE, before if general else name):
        kind = "total"  # as yet only by its name
    if not name and re.search(rf"(?:{FINAL})[^,，;；]*$", before):
        name = FINAL.partition("|")[0]
    elif not name and section >= 0:
        title = text.folded[slice(*text.sections[section].title)]
        name = re.sub(r"[(（].*$", "", title.split("\n")[0])
        name = re.sub(r"(?:完成)?(?:情况)?(?:分析)?$", "", name.strip(" 。.:："))
    return Score(name, kind, most, got, value.span, group)


def _in_table(table: Table) -> Iterator[Score]:
    """The rows of a table that has a column of scores."""
    for side in table.sides:
        heads = {c: "".join(table.header[c].text.split()) for c in side.columns}
        got = next((c for c in heads if _is_got(heads[c])), None)
        most = next((c for c in heads if re.search(MOST_HEAD, heads[c]) and c != got), None)
        if got is None:
            continue
        for at, label in enumerate(side.labels):
            cell = table.rows[at].cells[got]
            top = table.rows[at].cells[most].value if most is not None else None
            top = top if top is not None and top.kind in POINTS else None
            name = "".join(label.text.split())
            if cell.value is None or cell.value.kind not in POINTS or not name:
                continue
            total = re.fullmatch(TOTAL_ROWS, name) is not None
            kind: ScoreKind = "total" if total else "bonus" if "加分" in name else "item"
            place = (table.index, at, got)
            yield Score(name, kind, top, cell.value, cell.span, ("table", table.within), place)


def _is_got(head: str) -> bool:
    name = re.sub(r"[(（].*?[)）]", "", head)
    return re.search(GOT_HEAD, name) is not None and re.search(NOT_GOT, name) is None


def _told_apart(found: Sequence[Score]) -> tuple[Score, ...]:
    """The total told from the indicators: of those that speak of the whole the greatest, less what
    comes on top of it; the total row of a table is one of its own. A score above the total is one on a scale of its own."""
    scored = [score for score in found if score.got is not None]
    topped = {score.group for score in scored if score.kind == "bonus"}
    wholes = [score for score in scored if score.kind == "total" and score.table is None]
    wholes = wholes or [score for score in scored if score.kind == "total"]
    least = {
        group: min(_number(s.got) for s in wholes if s.group == group)
        for group in topped
        if any(s.group == group for s in wholes)
    }
    final = [
        s for s in wholes if re.match(FINAL, s.name) and _number(s.got) > least.get(s.group, BEYOND)
    ]
    base = max((_number(s.got) for s in wholes if s not in final), default=Decimal(0))
    alone = base <= SMALL and not any(score.kind == "item" for score in scored)
    told = []
    for score in found:
        if score in final:
            score = replace(score, kind="final")
        elif (
            score.kind == "total" and score.table is None and (_number(score.got) != base or alone)
        ):
            score = replace(score, kind="item")
        elif score.kind == "item" and score.most is None and _number(score.got) > base > SMALL:
            score = replace(score, kind="special")
        told.append(score)
    return tuple(told)


def _number(value: Value | None) -> Decimal:
    return Decimal(0) if value is None or value.number is None else value.number
