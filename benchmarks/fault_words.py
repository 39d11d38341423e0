"""Faults of structure, citation, wording and typography, planted in a right text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fault_places import Fault, Place, physical, prose, values_in

from checker.model.report import Paragraph, Report, Section
from checker.model.text import Span

NUMERALS = "零一二三四五六七八九十"
NEEDED = ("基本情况|概况", "问题", "改进|措施|建议")
PROBLEMS, MEASURES, GOALS = "问题|不足", "措施|改进|建议", "(?<!完成的)绩效目标$|绩效目标设立情况$"
VAGUE = "围绕部门职责，进一步加强管理，提升服务水平，完善各项制度，推动各项工作再上新台阶。"
NUMBERS = {
    "预算绩效评价共性指标体系框架": "53号",
    "项目支出绩效评价管理办法": "10号",
    "地方预决算公开操作规程": "143号",
}
ARTICLES = {"预算法": 101, "预算法实施条例": 97, "政府采购法": 88, "政府采购法实施条例": 79}
MISSPELT = {
    "部署": "布署", "安排": "按排", "拨付": "拔付", "掌握": "撑握", "覆盖": "复盖", "竞争": "竟争",
    "其他": "其它", "预算": "予算", "截至": "截止", "再接再厉": "再接再励",
    "账目": "帐目", "账实": "帐实", "松弛": "松驰", "坐落": "座落", "贯彻": "惯彻", "部分": "部份",
}  # fmt: skip
"""A right word → one that is often written for it."""
DOUBLED = ("预算", "项目", "部门", "管理", "完成", "绩效", "资金")
SPACED = ("预算", "项目", "资金", "管理", "绩效", "工作")
LABELS = (
    "情况|目标|职责|职能|结论|设置|概况|满意度|说明|分析|编制|安排|配置|效益|成效|措施|建议|问题"
    "|(?:资产|财务|项目|采购|资金)管理"
)
"""How a heading ends that only names what stands below it; others may say all there is to say."""
ACTIONS = "加|强|深|优|细|提|完善|推|落实|健全|严|做|抓|补|盘活|继续|坚持|通过|就"
VERBS = "开展|推进|完成|完善|提高|落实|履行|保障|提升|做好"
HAN = "[一-龥]"
LEAD = 13
"""Characters at the head of a paragraph that may be set apart by a blank."""


def numbering(report: Report) -> Iterator[Fault]:
    """An ordinal that stands twice, one left out, a heading with 。 among others without."""
    for series in _series(report):
        for place, number in (
            (series[len(series) // 2], len(series) // 2),
            (series[-1], len(series) + 1),
        ):
            ordinal = Span(place.heading.start, place.title.start)
            written = report.text[slice(*ordinal)]
            other = _ordinal(written, number)
            start, end = physical(report, ordinal)
            if other and end - start == len(written):
                kind = "repeated" if number < len(series) else "skipped"
                near = tuple(physical(report, section.heading) for section in series)
                yield Fault("NUM", kind, start, end, other, near)
        bare = [s for s in series if not s.item and s.heading.end == _paragraph_end(report, s)]
        if len(bare) == len(series) and not any(_ends(report, s, "。；：") for s in bare):
            end = physical(report, series[1].heading)[1]
            yield Fault("NUM", "full-stop", end, end, "。", (physical(report, series[1].heading),))


def _series(report: Report) -> Iterator[list[Section]]:
    """Headings of one level that are numbered 1, 2, 3 …, three at least."""
    groups: dict[tuple[int, str], list[Section]] = {}
    for section in report.sections:
        groups.setdefault((section.parent, section.style), []).append(section)
    for group in groups.values():
        if len(group) > 2 and [s.number for s in group] == list(range(1, len(group) + 1)):
            yield group


def _ordinal(written: str, number: int) -> str:
    """An ordinal with another number; "" where it cannot be written."""
    if number > 10:
        return ""
    if re.search(r"\d", written):
        return re.sub(r"\d+", str(number), written)
    return re.sub(f"[{NUMERALS}]+", NUMERALS[number], written)


def _paragraph_end(report: Report, section: Section) -> int:
    return next(p.span.end for p in report.paragraphs if p.span.end > section.heading.start)


def _ends(report: Report, section: Section, marks: str) -> bool:
    return report.text[: section.heading.end].rstrip()[-1:] in marks


def sections(report: Report) -> Iterator[Fault]:
    """A section that every outline asks for is gone, or a heading has lost what stood below it."""
    tops = [section for section in report.sections if section.parent < 0]
    for words in NEEDED:
        own = [top for top in tops if re.search(words, _title(report, top))]
        others = [s for s in report.sections if re.search(words, _title(report, s))]
        if len(own) == 1 and len(others) == 1:
            yield from _removed(report, own[0], tops)
    for at, section in enumerate(report.sections[:-1]):
        behind = report.sections[at + 1]
        body = Span(section.heading.end, section.span.end)
        own = [p for p in prose(report) if body.start <= p.span.start < body.end]
        fellows = [s for s in report.sections if s.parent == section.parent and s is not section]
        label = re.sub(r"[（(][^（）()]*分[）)]$", "", _title(report, section))
        if not re.search(f"(?:{LABELS})$", label) or re.match(ACTIONS, label):
            continue
        if section.item or not own or behind.depth > section.depth:
            continue
        if len(fellows) < 2 or any(s.heading.end + 2 > s.span.end for s in fellows):
            continue  # headings alone, as a list
        if any(
            p.span[0] < body.end and p.span[1] > body.start
            for p in report.paragraphs
            if p.table is not None
        ):
            continue
        start = physical(report, own[0].span)[0]
        end = physical(report, behind.heading)[0]
        place = physical(report, section.heading)
        yield Fault("SEC", "emptied", start, end, "", (place,))


def _removed(report: Report, section: Section, tops: Sequence[Section]) -> Iterator[Fault]:
    """The report without a section, those behind it renumbered."""
    start, end = physical(report, section.span)
    later = [top for top in tops if top.heading.start > section.heading.start]
    text = report.source.text
    start = text.rfind("\n", 0, start) + 1
    end = text.find("\n", end) + 1 or len(text)
    kept, stop = "", end
    for top in later:
        ordinal = Span(top.heading.start, top.title.start)
        place = physical(report, ordinal)
        number = top.number or 0
        other = _ordinal(text[slice(*place)], number - 1) if number > 1 else ""
        if top.style != section.style or len(other) != place[1] - place[0]:
            return
        kept, stop = kept + text[stop : place[0]] + other, place[1]
    yield Fault("SEC", "removed", start, stop, kept, (), True)


def _title(report: Report, section: Section) -> str:
    return "".join(report.text[slice(*section.title)].split()).rstrip("。")


def citations(report: Report) -> Iterator[Fault]:
    """Another number beside a known title, an article that a law does not have, () for 〔〕."""
    for title, number in NUMBERS.items():
        pattern = rf"《{title}》[（(][^）)]{{2,8}}〔\d{{4}}〕({number})[）)]"
        for match in re.finditer(pattern, report.text):
            place = physical(report, Span(*match.span(1)))
            near = (physical(report, Span(*match.span())),)
            yield Fault("CIT", "number", *place, f"4{number}", near)
    for law, last in ARTICLES.items():
        pattern = rf"《(?:中华人民共和国)?{law}》(第[{NUMERALS}百]+条)"
        for match in re.finditer(pattern, report.text):
            place = physical(report, Span(*match.span(1)))
            near = (physical(report, Span(*match.span())),)
            beyond = "第二百一十条" if last > 100 else "第一百一十条"
            yield Fault("CIT", "article", *place, beyond, near)
    for match in re.finditer(r"〔(\d{4})〕(?=\d+号)", report.text):
        place = physical(report, Span(*match.span()))
        yield Fault("CIT", "brackets", *place, f"({match[1]})", (place,))


def goals(report: Report) -> Iterator[Fault]:
    """A section of goals that had figures says nothing that can be measured."""
    for section in report.sections:
        body = Span(section.title.end, section.span.end)
        if section.item or not re.search(GOALS, _title(report, section)):
            continue
        own = [p.span for p in prose(report) if body.start < p.span.start < body.end]
        if own and values_in(report, body, "amount", "rate", "count"):
            start, end = physical(report, own[0])[0], physical(report, own[-1])[1]
            yield Fault(
                "GOA", "no-figures", start, end, VAGUE, (physical(report, section.heading),)
            )


def problems(report: Report) -> Iterator[Fault]:
    """The measure for the last of the problems is gone."""
    lists = {}
    for words in (PROBLEMS, MEASURES):
        for at, section in enumerate(report.sections):
            if section.parent < 0 and re.search(words, _title(report, section)):
                lists[words] = [s for s in report.sections if s.parent == at]
    if len(lists) < 2:
        return
    wrong, right = lists[PROBLEMS], lists[MEASURES]
    if wrong == right or len(wrong) != len(right) or len(wrong) < 2:
        return
    start, end = physical(report, right[-1].span)
    near = tuple(physical(report, section.span) for section in (*wrong, *right[:-1]))
    yield Fault("PRB", "measure-gone", start, end, "", near)


def wording(report: Report) -> Iterator[Fault]:
    """A common misspelling, a word doubled, 的 for 地, XX for a figure, a sentence broken off."""
    for right, wrong in MISSPELT.items():
        for start, end in _found(report, right):
            yield Fault("WRD", "misspelt", start, end, wrong)
    for word in DOUBLED:
        # Before a noun the second word may belong to that: 项目支出支出进度.
        for start, end in _found(report, rf"(?<={HAN}){word}(?=[的和与及、，。；])"):
            yield Fault("WRD", "doubled", start, end, word * 2)
    for start, end in _found(report, rf"(?<={HAN}{{3}})地(?=(?:{VERBS})(?:了|各|好)?)"):
        yield Fault("WRD", "的-for-地", start, end, "的")
    for paragraph in prose(report):
        for value in values_in(report, paragraph.span, "amount", "count")[:1]:
            place = physical(report, value.span)
            written = re.match(r"\d[\d,.]*", report.source.text[slice(*place)])
            if written is not None and paragraph.kind != "heading":
                yield Fault("WRD", "placeholder", place[0], place[0] + written.end(), "XX")
    for start, end in _last_words(report):
        yield Fault("WRD", "broken-off", end - 5, end, "", ((start, end),))


def typography(report: Report) -> Iterator[Fault]:
    """A full stop dropped, a bracket left open, a comma of half width, a space, a mark doubled."""
    text = report.text
    for start, end in _last_words(report):
        yield Fault("TYP", "no-full-stop", end - 1, end, "", ((start, end),))
    wide, narrow = text.count("，"), len(re.findall(r"(?<=[一-龥]),", text))
    for match in re.finditer(rf"(?<={HAN})（([^（）]{{4,30}})）(?=[{HAN[1:-1]}，。])", text):
        place = physical(report, Span(match.end() - 1, match.end()))
        yield Fault("TYP", "unpaired", *place, "", (physical(report, Span(*match.span())),))
    if wide > 9 * narrow:
        for start, end in _found(report, f"(?<={HAN})，(?={HAN})"):
            yield Fault("TYP", "half-width", start, end, ",")
    for word in SPACED:
        for start, end in _found(report, f"(?<={HAN}){word}(?={HAN})", sentences=True):
            yield Fault("TYP", "space", start, end, f"{word[0]} {word[1]}")
    for start, end in _found(report, f"(?<={HAN})[，。](?={HAN})"):
        mark = report.source.text[start:end]
        yield Fault("TYP", "doubled-mark", start, end, mark * 2)


def _found(report: Report, pattern: str, *, sentences: bool = False) -> Iterator[Place]:
    """Where words stand in prose, not broken over lines nor inside titles and quotations; inside
    ``sentences`` also not in headings and first words, where blanks set words apart."""
    quoted = [m.span() for m in re.finditer("《[^》]*》|“[^”]*”", report.text)]
    for paragraph in prose(report):
        if paragraph.kind == "title":
            continue
        for match in re.compile(pattern).finditer(report.text, *paragraph.span):
            start, end = physical(report, Span(*match.span()))
            inside = any(low < match.start() < high for low, high in quoted)
            if sentences and not _is_in_sentence(report, paragraph, match.start()):
                continue
            if end - start == match.end() - match.start() and not inside:
                yield start, end


def _is_in_sentence(report: Report, paragraph: Paragraph, at: int) -> bool:
    """Whether a place lies behind the first words of a paragraph made of sentences, outside
    brackets, and no other blank of the file stands in it."""
    words = report.folded[paragraph.span.start : at]
    whole = report.folded[slice(*paragraph.span)]
    return (
        paragraph.kind in ("text", "item")
        and len(words) > LEAD
        and re.search("[，。；]", whole) is not None
        and len(whole) > 2 * LEAD
        and words.count("（") == words.count("）")
        and re.search(rf"{HAN} {HAN}", whole) is None
    )


def _last_words(report: Report) -> Iterator[Place]:
    """The ends of long paragraphs with a full stop: from the last mark before it, on one line."""
    for paragraph in prose(report):
        words = report.text[slice(*paragraph.span)]
        match = re.search(r"[，；。](?!\d)[^，；。“”（）《》、]{9,40}。$", words)
        if (
            match is None
            or len(words) < 40
            or paragraph.kind == "heading"
            or "。" not in words[:-1]
        ):
            continue
        place = physical(report, Span(paragraph.span.start + match.start() + 1, paragraph.span.end))
        tail = report.source.text[place[1] - 6 : place[1]]
        if re.fullmatch(rf"{HAN}{{5}}。", tail):
            yield place
