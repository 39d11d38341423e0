"""Attachments the text sends its reader to, and that are not in the document."""

from __future__ import annotations

import re

from checker.checks.words import places_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import paragraph_at

SENT = r"(?:详细?|请|参|另|可)?见(?:本报告|报告|文后|文末)?(?:后附|所附)?的?附[件表录](?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?!\d|年))?"
"""Words that send the reader to an attachment."""

ANOTHERS = r"[》〉〕\]］号](?:[）)]|的|中|之)*$"
"""What stands before an attachment of another document."""

APART = r"另附|另行|单独|分别报送|一并报送|已报送|随文|系统|网站|平台|另册|纸质|略"
"""What says, in the sentence, that an attachment goes another way."""

ATTACHED = r"[（(]?附[件表录:：]"
"""How an attachment begins."""

FRONT = 3
"""Paragraphs at the head of a document that may say that it is an attachment itself."""

FORM = r"[表单册](?:[（(][^（）()]*[）)])?$"
"""How the name of a form ends that stands on a line of its own."""


def check_attachment(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on all places that send the reader to an attachment (详见附表).

    It fails where behind the first no paragraph begins with 附件 or 附表, no form is named on a line
    of its own, and there is no table. Places that speak of another document's attachment, or say
    that it is handed in apart, are not counted; a document that is an attachment is not judged.
    """
    del context
    sent: list[Span] = []
    told = (paragraph_at(report, at) for at in places_of("附", report.folded))
    for paragraph in dict.fromkeys(told):
        if paragraph.kind == "table":
            continue
        start, end = paragraph.span
        for match in re.finditer(SENT, report.folded[start:end]):
            before = match.string[max(0, match.start() - 6) : match.start()].strip()
            behind = match.string[match.end() :].partition("。")[0]
            if not re.search(ANOTHERS, before) and not re.search(APART, behind):
                sent.append(Span(start + match.start(), start + match.end()))
    if not sent:
        return NotApplied(rule, "no-place")
    first = sent[0]
    front = [p.span for p in report.paragraphs[:FRONT] if p.span.end < first.start]
    if any(re.match(ATTACHED, report.folded[slice(*span)].strip()) for span in front):
        return NotApplied(rule, "no-place")
    if _is_attached(report, first.end):
        return [Verdict(rule, "pass", first)]
    again = tuple(
        Operand("又见", span, "".join(report.text[slice(*span)].split())) for span in sent[1:]
    )
    subject = re.sub(r"^.*?(?=附[件表录])", "", "".join(report.folded[slice(*first)].split()))
    return [Verdict(rule, "fail", first, again, details=(("subject", subject),))]


def _is_attached(report: Report, behind: int) -> bool:
    """Whether something behind a place may be the attachment."""
    for paragraph in report.paragraphs:
        if paragraph.span.start < behind:
            continue
        words = report.folded[slice(*paragraph.span)].strip()
        if paragraph.kind == "table" or re.match(ATTACHED, words):
            return True
        if len(words) <= 40 and re.search(FORM, words):
            return True
    return False
