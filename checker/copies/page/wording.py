"""What the page says beside the catalogue of the tool, and places in words."""

from __future__ import annotations

from checker.model.rule import Words
from checker.model.text import Location

SAID = {
    "head": Words("绩效自评报告检查结果", "Check of a self-evaluation report"),
    "report": Words("报告正文", "The report"),
    "found": Words("检查发现", "Findings"),
    "problems": Words("发现的问题", "Findings"),
    "open": Words("无法判断", "Not to be judged as yet"),
    "open-how": Words(
        "以下各条还缺所列的事实；查到后用 --fact 名称=数值 补充，再检查一次。",
        "Facts are missing; give those you know as --fact NAME=VALUE and check once more.",
    ),
    "none": Words("没有发现问题。", "Nothing was found."),
    "levels": Words("级别", "Severity"),
    "families": Words("类别", "Family"),
    "every": Words("全部类别", "all families"),
    "shown": Words("显示 {shown} / {all}", "{shown} of {all} shown"),
    "print": Words("打印", "Print"),
    "keys": Words("n、p 键前后移动，回车往返", "n, p: next, previous; Enter: to and fro"),
    "excerpt": Words("原文", "Text"),
    "working": Words("算式", "Working"),
    "figures": Words("数值", "Figures"),
    "stated": Words("所写", "stated"),
    "computed": Words("算得", "computed"),
    "difference": Words("相差", "difference"),
    "tolerance": Words("容差", "tolerance"),
    "missing": Words("还需", "Lacking"),
    "related": Words("涉及", "With"),
    "fix": Words("可改为", "Instead"),
    "basis": Words("依据", "Basis"),
    "whole": Words("全文", "the report as a whole"),
    "fingerprint": Words("指纹 {text}", "fingerprint {text}"),
    "confidence": Words("识读把握 {text}", "read with confidence {text}"),
    "yes": Words("属实", "confirmed"),
    "no": Words("不属实", "rejected"),
    "remark": Words("备注", "Remark"),
    "scorecard": Words("评分表", "Scorecard"),
    "ledger": Words("逐条标准的检查结果", "What became of each criterion"),
    "search": Words("查找标准", "Search"),
    "about": Words("检查说明", "About this check"),
    "organisation": Words("单位", "Organisation"),
    "region": Words("地区", "Region"),
    "year": Words("年度", "Year"),
    "file": Words("文件", "File"),
    "pack": Words("规则包", "Rule pack"),
    "version": Words("第{version}版", "version {version}"),
    "hash": Words("规则包校验码", "Hash of the pack"),
    "tool": Words("程序", "Program"),
    "rule": Words("标准", "criterion"),
    "standing": Words("结果", "result"),
    "passed": Words("通过", "passed"),
    "failed": Words("不符", "failed"),
    "undecided": Words("未判", "open"),
    "title": Words("内容", "what it asks"),
    "reason": Words("未适用的原因", "why it does not apply"),
    "member": Words("{text}内", "in {text}"),
    "page": Words("第{number}页", "page {number}"),
    "paragraph": Words("第{number}段", "paragraph {number}"),
    "line": Words("第{line}行第{column}列", "line {line}, column {column}"),
    "cell": Words("单元格{text}", "cell {text}"),
    "table": Words("表{table}第{row}行", "table {table} row {row}"),
    "column": Words("“{text}”列", "“{text}”"),
}


def said(key: str, lang: str, **given: object) -> str:
    """The words of that key in ``lang``, their placeholders filled in."""
    return SAID[key].get(lang).format(**given)


def place(location: Location, lang: str) -> str:
    """Where something stands in the file, as far as its format can tell; "" if nowhere.

    Lines say it alone; the row of a table helps where pages and paragraphs are all there is.
    """
    parts: list[str] = []
    if location.member is not None:
        parts.append(said("member", lang, text=location.member))
    if location.page is not None:
        parts.append(said("page", lang, number=location.page))
    if location.cell is not None:
        parts.append(said("cell", lang, text=location.cell))
    elif location.page is None and location.paragraph is None:
        if location.line is not None:
            parts.append(said("line", lang, line=location.line, column=location.column))
    else:
        if location.paragraph is not None:
            parts.append(said("paragraph", lang, number=location.paragraph))
        if location.table is not None:
            index, row = location.table.index + 1, location.table.row + 1
            parts.append(said("table", lang, table=index, row=row))
            if location.table.header:
                parts.append(said("column", lang, text=location.table.header))
    return ("，" if lang == "zh" else ", ").join(parts)
