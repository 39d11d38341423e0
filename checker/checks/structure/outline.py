"""A report against its pack's outline: what it must have, under which name, where, and filled.

One fault is seen by one question only: what is missing is neither misplaced nor out of order, and
what stands under a heading that is like it is not missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.checks.structure.sections import ALIKE_IN_PLACE, Found, Words, nearest, read_standing
from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import OutlineEntry, Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Outcome, Verdict
from checker.report.outline import plain_title

NOUN = (
    *("情况", "分析", "职责", "职能", "结论", "设置", "概况", "满意度", "说明", "目标"),
    *("编制", "安排", "配置", "效益", "成效", "资产管理", "财务管理", "项目管理", "采购管理"),
)
"""How the heading of a section ends."""

ACTS = (
    *("加强", "加大", "加快", "强化", "深化", "优化", "细化", "提高", "提升", "完善"),
    *("规范", "推进", "推动", "落实", "健全", "严格", "做好", "抓好", "积极", "及时"),
    *("继续", "持续", "进一步", "不断", "建立", "开展", "组织", "贯彻", "坚持", "合理"),
    *("科学", "定期", "全面", "主动", "如实", "切实", "认真"),
)
"""How a heading begins that says what was or will be done, and needs nothing below."""

SCORED = r"(?:指标)?(?:分值|满分)?\d[\d.]*分(?:自评)?(?:得分|得)?\d[\d.]*分$"
"""What a heading, its brackets and points gone, says of the score of its section."""
SAYS = r"\d|[无为未]|没有|附[件表]|佐证|如下"
"""What makes a heading say something itself, or point to what need not stand in the report."""

PREAMBLE = 60
"""Characters before the first heading that tell of the department."""
YEAR = r"\d{4}年度?"

Said = Iterator[tuple[Outcome, Span, dict[str, str]]]
"""Outcome, place and details of each verdict."""


class View(NamedTuple):
    """What the questions are asked of: a report, its words, where each entry of the outline stands,
    what is found of the
    contents of each, and which entries are judged."""

    report: Report
    words: Words
    found: list[Found]
    contents: list[list[Found]]
    asked: Callable[[OutlineEntry], bool]


def check_outline(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on the sections the outline asks for; ``params`` say which question is put:

    - ``asks``: ``present`` (a part is there under its title or another name), ``name`` (or only
      under a heading that is like it), ``contents`` (what a part contains is there), ``place`` (parts
      and contents stand where the outline has them), ``order`` (parts follow each other as in the
      outline), ``filled`` (something stands below the heading);
    - ``sections``: titles of the parts that are judged, optional ones too; without this all that
      are not optional.

    A report without headings is not judged.
    """
    if len(report.sections) < 2 or not context.outline:
        return NotApplied(rule, "no-headings")
    wanted = rule.params.get("sections")

    def asked(entry: OutlineEntry) -> bool:
        return entry.title in wanted if wanted else not entry.optional

    view = View(report, *read_standing(report, context.outline), asked)
    judge = {
        "present": _present,
        "name": _named,
        "contents": _contents,
        "place": _placed,
        "order": _ordered,
        "filled": _filled,
    }[rule.params["asks"]]
    return [
        Verdict(rule, outcome, span, details=tuple(details.items()))
        for outcome, span, details in judge(view)
    ] or NotApplied(rule, "no-place")


def _present(view: View) -> Said:
    """What is missing fails at the heading that comes after the gap."""
    sections = view.report.sections
    for at, part in enumerate(view.found):
        if not view.asked(part.entry):
            continue
        details = {"subject": part.entry.title}
        if part.sections or part.spoken or (at == 0 and _has_preamble(view.report)):
            yield "pass", _place(view, part), details
        elif _meant(view, at) is None:
            after = next((p.sections[0] for p in view.found[at + 1 :] if p.sections), None)
            span = sections[after].heading if after is not None else view.report.identity.title
            yield "fail", span or sections[-1].heading, details


def _has_preamble(report: Report) -> bool:
    """Whether text stands before the first heading: schools and small units begin with what they
    are, under no heading."""
    first = report.sections[0].heading.start
    texts = [p.span for p in report.paragraphs if p.kind == "text" and p.span.end <= first]
    return sum(span.end - span.start for span in texts) >= PREAMBLE


def _place(view: View, part: Found) -> Span:
    return view.report.sections[part.sections[0]].heading if part.sections else Span(0, 0)


def _meant(view: View, at: int) -> int | None:
    """The heading of no part at all that is like the name of the missing part at ``at``; where it
    would stand in its place less likeness will do."""
    parts = view.found
    taken = {index for part in parts for index in part.sections}
    free = [h for h in view.words.heads if h.depth == 1 and not h.item and h.at not in taken]
    before = next((p.sections[0] for p in reversed(parts[:at]) if p.sections), -1)
    behind = next((p.sections[0] for p in parts[at + 1 :] if p.sections), len(view.report.sections))
    gap = [head for head in free if before < head.at < behind]
    found = nearest(gap, parts[at].entry, ALIKE_IN_PLACE)
    return found if found is not None else nearest(free, parts[at].entry)


def _named(view: View) -> Said:
    for at, part in enumerate(view.found):
        if not view.asked(part.entry):
            continue
        details = {"subject": part.entry.title}
        if part.sections:
            yield "pass", _place(view, part), details
        elif not part.spoken and (meant := _meant(view, at)) is not None:
            section = view.report.sections[meant]
            yield "fail", section.heading, {**details, "nearest": _title(view.report, section)}


def _contents(view: View) -> Said:
    """One verdict for each part that is there and is divided: all its contents, or what lacks."""
    sections = view.report.sections
    for part, contents in zip(view.found, view.contents, strict=True):
        inside = [s for s in sections if s.parent in part.sections]
        if not view.asked(part.entry) or not part.entry.contains or not inside:
            continue
        lacking = [
            content.entry
            for content in contents
            if not content.entry.optional and not content.sections and not content.spoken
        ]
        free = [head for head in view.words.heads if sections[head.at].parent in part.sections]
        names = [entry.title for entry in lacking if nearest(free, entry) is None]
        subject = "”“".join(names or [content.title for content in part.entry.contains])
        details = {"subject": subject, "within": part.entry.title}
        yield "fail" if names else "pass", _place(view, part), details


def _placed(view: View) -> Said:
    """A part that stands inside another part, contents that stand in another part than their own.

    Parts with a heading of the top's style lie deeper only because of the numbers around them.
    """
    report, sections = view.report, view.report.sections
    styles = {s.style for s in sections if s.depth == 1}
    owners = {index: part for part in view.found for index in part.sections[:1] if part.whole}
    for part, contents in zip(view.found, view.contents, strict=True):
        if not view.asked(part.entry):
            continue
        depths = [sections[index].depth for index in part.sections]
        first = sections[part.sections[0]] if depths else None
        if first is not None and part.whole and not first.item and first.style not in styles:
            top = _chain(report, part.sections[0])[0]
            astray = 1 not in depths and top in owners and top not in part.sections
            details = {"subject": part.entry.title, "expected": part.entry.title}
            yield _where(report, part.sections[0], details, astray)
        elif 1 in depths:
            yield "pass", _place(view, part), {}
        for content in contents:
            tops = [_chain(report, index)[0] for index in content.sections]
            if not tops or not part.sections or not _is_titled(report, content):
                continue
            astray = not set(tops) & set(part.sections) and (
                owners.get(tops[0]) is not None or tops[0] == content.sections[0]
            )
            details = {
                "subject": content.entry.title,
                "expected": f"{part.entry.title} › {content.entry.title}",
            }
            yield _where(report, content.sections[0], details, astray)


def _is_titled(report: Report, found: Found) -> bool:
    """Whether a section bears the title of its entry: other names are too common (绩效管理)."""
    title = report.folded[slice(*report.sections[found.sections[0]].title)]
    return plain_title(title) == plain_title(found.entry.title)


def _where(
    report: Report, index: int, details: dict[str, str], astray: bool
) -> tuple[Outcome, Span, dict[str, str]]:
    heading = report.sections[index].heading
    if not astray:
        return "pass", heading, details
    path = " › ".join(_title(report, report.sections[n]) for n in _chain(report, index))
    return "fail", heading, {**details, "path": path}


def _chain(report: Report, index: int) -> list[int]:
    """A section and those it lies in, from the top."""
    chain = [index]
    while report.sections[chain[0]].parent >= 0:
        chain.insert(0, report.sections[chain[0]].parent)
    return chain


def _ordered(view: View) -> Said:
    """One verdict for the parts that lie side by side and bear the name of one part only."""
    sections = view.report.sections
    borne = Counter(index for part in view.found for index in part.sections)
    rows: dict[int, list[tuple[int, int]]] = {}
    for rank, part in enumerate(view.found):
        sole = [i for i in part.sections if borne[i] == 1 and not sections[i].item]
        if view.asked(part.entry) and sole and (part.whole or len(sole) == 1):
            index = part.sections[0] if part.whole else sole[0]
            if index in sole:
                rows.setdefault(sections[index].parent, []).append((index, rank))
    row = max(rows.values(), key=len, default=[])
    if len(row) < 2:
        return
    row.sort()
    kept = _rising([rank for _, rank in row])
    stray = next(((index, rank) for index, rank in row if rank not in kept), None)
    if stray is None:
        yield "pass", sections[row[0][0]].heading, {}
        return
    index, rank = stray
    other = next(r for i, r in row if r in kept and (i < index) != (r < rank))
    first, second = sorted((rank, other))
    details = {"first": view.found[first].entry.title, "second": view.found[second].entry.title}
    yield "fail", sections[index].heading, {"subject": view.found[rank].entry.title, **details}


def _rising(ranks: list[int]) -> set[int]:
    """The longest of the choices of ranks that rise; the parts that stand in order."""
    best: list[list[int]] = []
    for rank in ranks:
        before = [row for row in best if row[-1] < rank]
        best.append([*max(before, key=len, default=[]), rank])
    longest = max(best, key=len)
    return set(longest)


def _filled(view: View) -> Said:
    """Parts, their contents, and sections whose fellows have all a text: one verdict each.

    A title that comes again stands in a list of contents the first time; where all fellows are
    empty they are a list of short phrases; without a number the level of a heading is not sure.
    """
    report, sections = view.report, view.report.sections
    named = _names(view)
    titles = Counter(view.words.titles)
    empty = [
        (not s.item or index in named) and _is_bare(report, s) for index, s in enumerate(sections)
    ]
    size = Counter((s.parent, s.style) for s in sections)
    bare = Counter((s.parent, s.style) for s, none in zip(sections, empty, strict=True) if none)
    for index, section in enumerate(sections):
        if not empty[index]:
            if index in named:
                yield "pass", section.heading, {"subject": _title(report, section)}
            continue
        if section.number is None or titles[view.words.titles[index]] > 1:
            continue
        row = section.parent, section.style
        title = re.sub(SCORED, "", view.words.titles[index])
        alone = size[row] > 2 and bare[row] == 1 and section.depth <= 2 and _is_label(title)
        said = re.search(SAYS, re.sub(YEAR, "", title)) is not None
        if not said and (alone or (index in named and bare[row] < size[row])):
            yield "fail", section.heading, {"subject": _title(report, section)}


def _names(view: View) -> set[int]:
    """The sections whose heading is the name of a part or of what a part contains, or stands at the
    top and holds such a name."""
    entries = list(view.found)
    for contents in view.contents:
        entries += contents
    tops = {
        head.at
        for head in view.words.heads
        if head.depth == 1 and not head.item and not head.words.startswith(ACTS)
    }
    return {found.sections[0] for found in entries if found.whole} | {
        index for part in view.found for index in part.sections if index in tops
    }


def _is_label(title: str) -> bool:
    """Whether a heading names what stands below it, and says nothing by itself."""
    return title.endswith(NOUN) and not title.startswith(ACTS)


def _is_bare(report: Report, section: Section) -> bool:
    return re.search(r"\w", report.folded[section.heading.end : section.span.end]) is None


def _title(report: Report, section: Section) -> str:
    """The words of a heading; its ordinal changes when others are added."""
    return "".join(report.text[slice(*section.title)].split())
