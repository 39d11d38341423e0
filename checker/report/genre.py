"""Which paper this is: from its titles; without one, from its headings and how it speaks of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.model.report import Report
from checker.model.text import Span
from checker.report.lines import is_stopped
from checker.report.ordinals import FIRST, find_ordinal

FRONT = 12
"""Title and cover stand among so many paragraphs."""

REPORT = re.compile(
    r"(?:自评|评价|绩效|工作)\s*(?:情况)?(?:的)?\s*报告(?:[（(].{1,12}[）)])?$|自评表(?:[（(].{1,12}[）)])?$"
)
ACCOUNT = re.compile(
    r"整体\s*(?:支出|绩效|预算).*(?:自评|评价)\s*(?:价)?\s*(?:情况|工作|结果)*\s*(?:的)?\s*(?:说明|总结|小结)?"
    r"(?:[（(].{1,12}[）)])?$|(?:报送|上报|呈报).*整体\s*(?:支出|绩效|预算).*(?:报告|材料|情况)》?的(?:函|报告|请示)$"
)
UNTITLED = re.compile(r"[，。]|[A-Za-z]{3}")
"""What no title holds: a pause, words of a program."""

WHOLE = re.compile(r"整体支出|整体绩效|整体预算|部门整体|单位整体")
OURS = re.compile(
    r"(?:部门|单位)(?:预算|财政)?(?:支出)?绩效(?:评价)?自[我]?评价?(?:情况|工作)*的?报告"
)
SELF = r"绩效自评|自评得分|自评结论|自我评价|绩效评价|履职效能|自评情况"
SENT = r"(?:报送|上报|呈报).*(?:报告|材料|情况)》?的(?:函|报告|请示)$"
DRAFT = re.compile(r"[（(][^（）()]*[）)]$")
RULING = (
    (
        "review",
        re.compile(
            r"审计(?:报告|意见|结果|决定)|复核(?:意见|报告|结论)|(?:重点|再).{0,6}(?<!自)评价.{0,4}报告"
            r"|第三方(?!.*方案$)|抽查.{0,6}报告"
        ),
    ),
    (
        "notice",
        re.compile(
            r"的(?:通知|通报|复函|批复|公告|决定|意见|请示)$|^关于.{2,60}(?:通知|批复|公告|意见)$"
            r"|(?:开展|做好|组织|规范|征求).*的函$|(?:办法|方案|细则|规程|规定|制度|指引|指南)$"
        ),
    ),
    (
        "accounts",
        re.compile(
            r"^[^：:]*(?:部门决算(?:公开|情况|说明|报表|分析)|决算公开|预算公开|(?:部门|单位)(?:预算|决算)$)"
        ),
    ),
)
"""What a title names even where it speaks of the whole expenditure of a department."""

NAMING = (
    ("form", re.compile(r"整体.*(?:自评|评价|申报|目标|评分|得分|计分|指标).{0,8}表$")),
    (
        "project",
        re.compile(
            r"项目.{0,12}(?:自评|评价|绩效)(?:报告|表|.{0,8}表)$|项目支出绩效"
            r"|(?:资金|转移支付|专项|债券).{0,30}(?:绩效|自评|评价).*(?:报告|表|说明)$"
        ),
    ),
    ("summary", re.compile(r"(?:工作|年度|年|半年)(?:总结|小结|要点|计划)(?:报告)?$")),
)
REMARKS = 300
"""Characters of sentences that may stand around the tables of a form."""
ADDRESSED = r"通知如下|(?:各|市直|区直|县直).{0,20}(?:单位|部门)[：:]\s*\n|(?:印发给你们|遵照执行)"
BY_FIRST = (
    r"现将.{0,80}(?:整体支出|整体绩效|绩效自评|自评).{0,40}(?:报告|汇报|说明)如下"
    r"|(?:我|本)(?:局|部门|单位|厅|委|院|校|中心|办|馆|镇|乡|会|部|街道)[^。\n]{0,40}整体(?:支出|绩效)[^。\n]{0,30}"
    r"(?:自评|得分)"
)
CHAPTERS = (
    re.compile(
        r"(?:(?:部门|单位|机构|整体)[^项]{0,6}|^)(?:基本情况|概况|简介)|职[能责]|机构设置|人员编制"
    ),
    re.compile(r"绩效|自评|评价|履职"),
    re.compile(r"问题|措施|建议|改进|整改|经验"),
)
"""What the chapters of such a report are about: the department, its results, what follows."""


def is_title(text: str) -> bool:
    """Whether a paragraph reads as the title of a report."""
    if len(text) > 90 or is_stopped(text) or UNTITLED.search(text):
        return False
    return REPORT.search(text) is not None or ACCOUNT.search(text) is not None


def find_title(texts: Sequence[str]) -> int | None:
    """The index of the title among the first paragraphs: one of this genre before any other."""
    titles: list[int] = []
    chaptered = False
    for at, text in enumerate(texts[:FRONT]):
        if not _is_chapter(text):
            if is_title(text) and not (chaptered and REPORT.search(text) is None):
                titles.append(at)
        else:
            chaptered = True
    named = [at for at in titles if kind_of_title("".join(texts[at].split())) == "department"]
    own = [at for at in named if not texts[at].startswith(("附", "（附", "(附"))]
    return next(iter(own or named or titles), None)


def kind_of_title(line: str) -> str:
    """The genre that a title without blanks names, or ""."""
    if len(line) > 90 or is_stopped(line):
        return ""
    bare = DRAFT.sub("", line)
    whole = WHOLE.search(line) is not None
    if whole and re.search(SENT, bare):
        return "department"
    if len(line) <= 70:
        for kind, pattern in RULING:
            if pattern.search(bare) or (kind == "review" and pattern.search(line)):
                return kind
    if whole and NAMING[0][1].search(bare):
        return "form"
    if (whole and is_title(line)) or OURS.search(line):
        return "department"
    if whole:
        return ""
    return next(
        (kind for kind, pattern in NAMING[1:] if len(line) <= 70 and pattern.search(bare)), ""
    )


def find_kind(folded: str, spans: Sequence[Span], title: int | None) -> tuple[str, str]:
    """The genre and the words it rests on.

    A title of another paper before ours decides (a notice encloses the form it asks for), but for
    the forms that are handed in on top of a report.
    """
    front = ["".join(folded[span.start : span.end].split()) for span in spans[:FRONT]]
    named = front[title] if title is not None else ""
    ours = kind_of_title(named) == "department"
    for at, line in enumerate(front[: title if ours else None]):
        if at and _is_chapter(line) and not line.startswith("第"):
            continue
        kind = kind_of_title(line)
        if kind in ("notice", "review", "accounts") or (kind and kind != "department" and not ours):
            if kind == "form" and _chapters(folded, spans) == len(CHAPTERS):
                return "department", line
            return kind, line
    if ours:
        return "department", named
    if re.search(ADDRESSED, folded[:600]):
        return "notice", folded[:40].strip()
    whole, own = WHOLE.search(folded), re.search(SELF, folded)
    spoken = whole or own
    if spoken is not None and own is not None:
        chapters = _chapters(folded, spans)
        first = re.search(BY_FIRST, folded)
        if chapters == len(CHAPTERS) or (chapters == 2 and whole and (first or title is not None)):
            return "department", spoken[0]
        if first is not None and (chapters or title is not None):
            return "department", first[0][:60]
    return "unknown", ""


def is_form(report: Report) -> bool:
    """Whether a paper is nothing but tables that score something: the form that goes with a report,
    in a file of its own. What a report must say in words cannot be asked of it.

    Its title says so; where there is none, the file must itself know that it is tables.
    """
    kind = report.identity.kind
    if kind != "form" and (kind != "unknown" or not report.source.blocks):
        return False
    if all(score.table is None for score in report.scores):
        return False
    prose = [p.span for p in report.paragraphs if p.kind in ("text", "item")]
    return sum(end - start for start, end in prose if "。" in report.text[start:end]) < REMARKS


def _is_chapter(text: str) -> bool:
    ordinal = find_ordinal(text)
    return ordinal is not None and ordinal.style not in ("1", "1）", "①")


def _chapters(folded: str, spans: Iterable[Span]) -> int:
    """How many of the things such a report has chapters on are headed in the text."""
    found: set[int] = set()
    for span in spans:
        short = span.end - span.start <= 24
        if not short and folded[span.start] not in FIRST:
            continue
        head = folded[span.start : min(span.end, span.start + 60)]
        ordinal = find_ordinal(head)
        if ordinal is None and not short:
            continue
        title = re.split("[。：:；]", head[ordinal.length :] if ordinal else head, maxsplit=1)[0]
        if len(title) > 32:
            continue
        title = "".join(title.split())
        found.update(n for n, about in enumerate(CHAPTERS) if about.search(title))
        if len(found) == len(CHAPTERS):
            break
    return len(found)
