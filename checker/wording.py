"""What the tool itself says, in Chinese and English: one catalogue, a key for each sentence.

Messages of rules stand with the rules (``rules/*.yaml``), those about a file that cannot be used
with the error that carries them (``errors.InputError``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from checker.errors import InputError
from checker.model.rule import Words


def say(key: str, lang: str, **given: object) -> str:
    """The sentence of that key in ``lang`` (``zh`` or ``en``), its placeholders filled in."""
    return MESSAGES[key].get(lang).format(**_in(lang, given))


def error(key: str, **given: object) -> InputError:
    """The sentence of that key of ``complaints`` as an error."""
    from checker.complaints import COMPLAINTS

    words = COMPLAINTS[key]
    return InputError(words.zh.format(**_in("zh", given)), words.en.format(**_in("en", given)))


def _in(lang: str, given: Mapping[str, object]) -> dict[str, object]:
    """What fills a sentence; what differs between the languages in ``lang``."""
    return {
        name: value.get(lang) if isinstance(value, Words) else value
        for name, value in given.items()
    }


def role(name: str, lang: str) -> str:
    """The part a related place plays, or what is missing: the tool's own words are translated, a term
    is not."""
    if lang == "zh" or name in ROLES:
        return ROLES[name].get(lang) if name in ROLES else name
    match = next(filter(None, (re.fullmatch(shape, name) for shape in SHAPED)), None)
    return match.expand(SHAPED[match.re.pattern]) if match is not None else name


def reason(key: str, missing: tuple[str, ...], lang: str) -> str:
    """Why a rule was not applied, with what is missing."""
    text = say(f"reason.{key}", lang)
    return say("lacking", lang, text=text, missing=listed(missing, lang)) if missing else text


def listed(words: Iterable[str], lang: str) -> str:
    """Words one after the other, as the language lists them."""
    return ("、" if lang == "zh" else ", ").join(role(word, lang) for word in words)


def clauses(texts: Iterable[str], lang: str) -> str:
    """Clauses one after the other, as the language sets them apart."""
    return ("；" if lang == "zh" else "; ").join(texts)


ROLES = {
    "又见": Words("又见", "also"),
    "另见": Words("另见", "elsewhere"),
    "又称": Words("又称", "also called"),
    "又作": Words("又作", "also written"),
    "原文": Words("原文", "first in"),
    "前一项": Words("前一项", "the one before"),
    "标题": Words("标题", "title"),
    "存在问题": Words("存在问题", "among the problems"),
    "计划": Words("计划", "planned"),
    "结果": Words("结果", "result"),
    "口径": Words("口径", "the basis (first, adjusted or final budget)"),
    "变动前": Words("变动前", "before the change"),
    "变动后": Words("变动后", "after the change"),
    "变动": Words("变动", "change"),
    "目标": Words("目标", "target"),
    "完成": Words("完成", "reached"),
    "满分": Words("满分", "full marks"),
    "分值": Words("分值", "maximum"),
    "得分": Words("得分", "score"),
    "自评得分": Words("自评得分", "own score"),
    "数量": Words("数量", "quantity"),
    "金额": Words("金额", "amount"),
    "总数": Words("总数", "whole"),
    "表格": Words("表格", "table"),
}

SHAPED = {r"第(\d+)": r"no. \1", "(“.+”)由表内哪几行构成": r"which rows make up \1"}
"""The tool's own words that hold a number or a name, in English."""

MESSAGES = {
    # severities, outcomes, and what becomes of a rule
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "info": Words("提示", "info"),
    "undetermined": Words("无法判断", "undetermined"),
    "pass": Words("通过", "pass"),
    "fail": Words("不符", "fail"),
    "applies-not": Words("不适用", "not applied"),
    # why a rule was not applied: for one rule, and counted
    "reason.not-selected": Words("未选用", "not selected"),
    "reason.no-place": Words("报告中没有要判断的内容", "the report has nothing to judge"),
    "reason.missing": Words("所需的数字没有写全", "not all of its figures are stated"),
    "lacking": Words("{text}（缺{missing}）", "{text} ({missing})"),
    "reason.no-headings": Words("没有认出标题，不能判断提纲", "no headings were recognised"),
    "reason.read-optically": Words(
        "扫描件的标点、空格不作判断", "marks and blanks of a scan prove nothing"
    ),
    "because.not-selected": Words("未选用{number}条", "{number} not selected"),
    "because.no-place": Words(
        "报告中没有要判断的内容{number}条", "for {number} the report has nothing to judge"
    ),
    "because.missing": Words(
        "所需的数字没有写全{number}条", "for {number} not all figures are stated"
    ),
    "because.no-headings": Words("没有认出标题{number}条", "for {number} there are no headings"),
    "because.read-optically": Words(
        "扫描件的标点、空格不作判断{number}条",
        "for {number} marks and blanks of a scan prove nothing",
    ),
    # findings
    "open.unclear": Words(
        "{title}：扫描识别不清（{unclear}），请核对原件",
        "{title}: not read clearly from the scan ({unclear}), compare the original",
    ),
    "open.missing": Words(
        "{title}：无法判断，还需知道{missing}", "{title}: cannot be judged without {missing}"
    ),
    "open.missing-date": Words(
        "{title}：无法判断，还需知道{missing}；已知的可这样给出：--fact {first}=2020-01-20",
        "{title}: cannot be judged without {missing}; give what is known as"
        " --fact {first}=2020-01-20",
    ),
    "open.ambiguous": Words(
        "{title}：无法判断，{missing}写有几个不同的数，不知以哪个为准",
        "{title}: cannot be judged, there are several figures for {missing}",
    ),
    "open.apart": Words(
        "{title}：算得不符，但{missing}写在别的部分，口径未必相同，不能断定",
        "{title}: does not fit, but {missing} stands elsewhere and may mean something else",
    ),
    "open.explained": Words(
        "{title}：算得不符，但相差之数恰是文中另一金额，可能另有一项未列入，不能断定",
        "{title}: it does not come out, but the difference is itself an amount the report states:"
        " an item may have been left out of the sum, it cannot be told",
    ),
    "open.overlap": Words(
        "{title}：所列各项相加为{sum}，多于总数{excerpt}，但各项可能互相重叠，不能断定",
        "{title}: what is listed comes to {sum}, more than {excerpt}, but the items may overlap",
    ),
    "open.unit": Words(
        "{title}：无法判断，{missing}的单位不能换算",
        "{title}: cannot be judged, the units of {missing} do not go together",
    ),
    "open.division": Words(
        "{title}：无法判断，{missing}为零，不能作除数",
        "{title}: cannot be judged, {missing} is zero and nothing can be divided by it",
    ),
    "open.calendar": Words(
        '{title}：无法判断，数工作日要用{missing}，请先安装：pip install "jixiao-checker[calendar]"',
        "{title}: cannot be judged, working days need a calendar:"
        ' pip install "jixiao-checker[calendar]"',
    ),
    "open.calendar-year": Words(
        "{title}：无法判断，所装的工作日历没有{missing}年的节假日安排，可升级：pip install -U"
        ' "jixiao-checker[calendar]"',
        "{title}: cannot be judged, the calendar installed does not know the holidays of {missing};"
        ' to bring it up to date: pip install -U "jixiao-checker[calendar]"',
    ),
    "open.basis": Words(
        "{title}：无法判断，所写{excerpt}与表中的数不符（{tables}），请写明{missing}",
        "{title}: cannot be judged, {excerpt} is not what the table gives ({tables});"
        " name {missing}",
    ),
    "open.alone": Words("{title}：无法判断", "{title}: cannot be judged"),
    "remark.unit_slip": Words(
        "{message}；所写的数恰为应有的{text}倍，疑似单位写错。",
        "{message}; the figure is {text} times what it should be: a mistaken unit, it seems.",
    ),
    "remark.truncated": Words(
        "{message}；只有舍去尾数、不作四舍五入才相符。",
        "{message}; it fits only if digits were cut off rather than rounded.",
    ),
    "remark.of_card": Words(
        "{message}；报告没有写分值，这是规则包评分表里的。",
        "{message}; the report states no maximum, this is the pack's.",
    ),
    "remark.optical": Words(
        "{message}（文字由扫描识别，请对照原件。）",
        "{message} (read optically: compare the original)",
    ),
    # which figure is likely wrong, where a sum or a rate fails
    "suspect.one": Words(
        "{message}；{name}疑有误：只有此数改为{needed}，才与其他算式都相符。",
        "{message}; {name} is likely wrong: only with {needed} for it does everything agree.",
    ),
    "suspect.some": Words(
        "{message}；{cleared}另有算式印证，疑有误的是{options}。",
        "{message}; {cleared} is borne out elsewhere, so what is wrong is likely {options}.",
    ),
    "suspect.option": Words("{name}（若为{needed}则相符）", "{name} (it fits with {needed})"),
    "suspect.unit": Words(
        "{message}；{name}疑写错单位：若为{needed}则相符。",
        "{message}; {name} seems to have a wrong unit: it fits with {needed}.",
    ),
    "suspect.shifted": Words(
        "{message}；{name}疑小数点错位：若为{needed}则相符。",
        "{message}; {name} seems to have its point misplaced: it fits with {needed}.",
    ),
    "suspect.elsewhere": Words(
        "{message}；{name}疑有误：若为{needed}则相符，报告别处写的正是这个数。",
        "{message}; {name} is likely wrong: it fits with {needed}, as stated elsewhere.",
    ),
    "suspect.exchanged": Words(
        "{message}；{name}疑有相邻两位数字颠倒：若为{needed}则相符。",
        "{message}; two digits of {name} seem to be exchanged: it fits with {needed}.",
    ),
    "suspect.misprinted": Words(
        "{message}；{name}疑有一位数字写错：若为{needed}则相符。",
        "{message}; one digit of {name} seems to be wrong: it fits with {needed}.",
    ),
    "working": Words("算式：{working}", "working: {working}"),
    "tolerance": Words("容差{tolerance}", "tolerance {tolerance}"),
    "related": Words("涉及：{places}", "with: {places}"),
    "related-more": Words("另有{number}处", "{number} more"),
    "basis": Words("依据：{basis}", "basis: {basis}"),
    "place.page": Words("第{number}页", "p. {number}"),
    "place.paragraph": Words("第{number}段", "para. {number}"),
    "at": Words("{text}（{places}）", "{text} ({places})"),
    "with-reason": Words("{title}——{reason}", "{title} - {reason}"),
    "year": Words("{year}年度", "{year}"),
    "pack": Words(
        "规则包：{title}（{id}，第{version}版，{hash}）",
        "rule pack: {title} ({id}, version {version}, {hash})",
    ),
    "note": Words("注意：{note}", "note: {note}"),
    "paths": Words("{path}等{number}份", "{path} ({number} files)"),
    # the ledger in words
    "undetermined-head": Words(
        "以下无法判断（已知的数字可用 --fact 名称=数值 补充）：",
        "Not to be judged as yet (figures you know can be given as --fact NAME=VALUE):",
    ),
    "found-nothing": Words("没有发现问题。", "Nothing was found."),
    "found": Words("发现{counts}。", "Found: {counts}."),
    "count": Words("{level}{number}处", "{number} {level}"),
    "ledger": Words(
        "检查了{rules}条标准：{passed}条通过，{failed}条不符",
        "{rules} criteria were checked: {passed} passed, {failed} failed",
    ),
    "ledger-merged": Words(
        "检查了{rules}条标准：{passed}条通过，{failed}条不符（说的是同样{places}处，合并报告）",
        "{rules} criteria were checked: {passed} passed, {failed} failed (of the same fault:"
        " {places} in all)",
    ),
    "ledger-open": Words(
        "{rules}条无法判断，还需知道{missing}",
        "{rules} could not be judged for want of {missing}",
    ),
    "ledger-open-alone": Words("{rules}条无法判断", "{rules} could not be judged"),
    "ledger-rest": Words("另有{rules}条不适用：{reasons}", "{rules} do not apply: {reasons}"),
    "sentences": Words("{first}{second}。", "{first} {second}."),
    "total": Words("共检查{reports}份报告：{counts}。", "{reports} reports checked: {counts}."),
    "statistics": Words("各条标准发现的次数：", "Findings by rule:"),
    "statistics-none": Words("各条标准都没有发现问题。", "No rule found anything."),
    # what jixiao parse shows
    "form": Words(
        "这份文件是自评表，没有正文：只核对表内的数字、比率和得分。",
        "This file is a form without prose: only the figures, rates and scores in its tables were checked.",
    ),
    "kind.department": Words("部门整体支出绩效自评报告", "self-evaluation of a department"),
    "kind.project": Words("项目支出绩效自评", "self-evaluation of a project"),
    "kind.accounts": Words("部门决算公开", "published accounts of a department"),
    "kind.notice": Words("通知或办法", "a notice or regulation"),
    "kind.form": Words("绩效自评表或目标申报表", "a form of goals or scores"),
    "kind.review": Words("审计、复核或第三方评价报告", "an audit or a review by others"),
    "kind.summary": Words("工作总结或计划", "a summary or plan of work"),
    "kind.unknown": Words("未能识别的文件", "a paper of no known kind"),
    "parse.outline": Words("提纲", "Outline"),
    "parse.values": Words("数字、日期与引用", "Values"),
    "parse.facts": Words("事实", "Facts"),
    "parse.groups": Words("总数与分项", "Wholes and parts"),
    "parse.partition": Words("全部分项", "all parts"),
    "parse.parts": Words("部分分项", "some parts"),
    "parse.tables": Words("表格", "Tables"),
    # rules as their authors see them
    "rules.id": Words("编号", "id"),
    "rules.family": Words("类别", "family"),
    "rules.severity": Words("级别", "severity"),
    "rules.mark": Words("依据", "basis"),
    "rules.pack": Words("规则包", "pack"),
    "rules.title": Words("内容", "title"),
    "rules.number": Words("共{number}条标准。", "{number} rules."),
    "mark.confirmed": Words("已核实", "confirmed"),
    "mark.recalled": Words("凭记忆", "recalled"),
    "mark.inferred": Words("推断", "inferred"),
    "card.severity": Words("级别：", "severity: "),
    "card.family": Words("类别：", "family: "),
    "card.pack": Words("规则包：", "pack: "),
    "card.assert": Words("判断：", "assert: "),
    "card.check": Words("检查：", "check: "),
    "card.params": Words("参数：", "params: "),
    "card.when": Words("何时适用：", "applies: "),
    "card.within": Words("范围：", "within: "),
    "card.message": Words("提示语：", "message: "),
    "card.basis": Words("依据：", "basis: "),
    "card.limits": Words("局限：", "limits: "),
    "card.pass": Words("合格的例子：", "passes:"),
    "card.fail": Words("不合格的例子：", "fails:"),
    "when.stated": Words("所涉及的量都写明时", "where all its figures are stated"),
    "when.found": Words("报告里有要判断的内容时", "where the report has something to judge"),
    "when.always": Words("始终", "always"),
    "within.sentence": Words("同一句", "one sentence"),
    "within.paragraph": Words("同一段", "one paragraph"),
    "within.section": Words("同一节", "one section"),
    "within.report": Words("全文，正文与表格互相印证", "the report, prose and tables together"),
    "trial.ok": Words("符合  {rule}  应当{wanted}", "ok     {rule}  wanted {wanted}"),
    "trial.wrong": Words(
        "不对  {rule}  应当{wanted}，结果是：{came}",
        "wrong  {rule}  wanted {wanted}, came {came}",
    ),
    "trials.right": Words(
        "试了{rules}条标准的{number}个例子，全部符合。",
        "{number} examples of {rules} rules: all as they should be.",
    ),
    "term.amount": Words("金额", "amount"),
    "term.rate": Words("比率", "rate"),
    "term.score": Words("得分", "score"),
    "term.count": Words("数量", "count"),
    "term.price": Words("单价", "price"),
    "term.duration": Words("期限", "duration"),
    "term.date": Words("日期", "date"),
    "terms.none": Words("词表里没有这样的术语。", "There is no such term."),
    "trials.untried": Words(
        '{number}个例子要数工作日，没有试；先安装：pip install "jixiao-checker[calendar]"',
        "{number} examples count working days and were not tried:"
        ' pip install "jixiao-checker[calendar]"',
    ),
    "trials.wrong": Words(
        "试了{rules}条标准的{number}个例子，{wrong}个不对。",
        "{number} examples of {rules} rules: {wrong} wrong.",
    ),
    "trials.none": Words("没有要试的标准。", "There is no rule to try."),
    "valid.pack": Words(
        "{path}：规则包 {id}，自有{number}条标准，没有错误",
        "{path}: rule pack {id} with {number} rules of its own, ok",
    ),
    "valid.terms": Words(
        "{path}：词表，{number}个术语，没有错误", "{path}: vocabulary of {number} terms, ok"
    ),
    "valid.regulations": Words(
        "{path}：法规文件表，{number}件，没有错误", "{path}: {number} documents, ok"
    ),
    "valid.confusions": Words(
        "{path}：易错词表，{number}条，没有错误", "{path}: {number} wrong forms, ok"
    ),
    "score.indicator": Words("指标", "indicator"),
    "score.most": Words("分值", "maximum"),
    "score.got": Words("自评", "score"),
    "score.computed": Words("计算", "computed"),
    "score.difference": Words("相差", "difference"),
    "score.place": Words("位置", "place"),
    "score.remark": Words("算式或未计算的原因", "working, or why not computed"),
    "score.grade": Words("自评等级：{grade}", "grade: {grade}"),
    "score.none": Words("报告里没有认出得分。", "No scores were recognised."),
    "score.judged": Words("规则包里没有公式", "the pack has no formula"),
    "score.lacking": Words("缺{missing}", "for want of {missing}"),
    "score.unparted": Words("各指标得分没有写全", "not all scores are stated"),
    # the workbook: its sheets, their columns, what stands in them
    "book.name": Words("绩效自评报告检查结果", "what was found in self-evaluation reports"),
    "book.reports": Words("汇总", "Reports"),
    "book.findings": Words("发现", "Findings"),
    "book.scores": Words("评分", "Scores"),
    "book.undetermined": Words("无法判断", "Undetermined"),
    "book.file": Words("文件", "file"),
    "book.state": Words("结果", "state"),
    "book.checked": Words("已检查", "checked"),
    "book.unchecked": Words("未能检查", "not checked"),
    "book.organisation": Words("单位", "organisation"),
    "book.region": Words("地区", "region"),
    "book.year": Words("年度", "year"),
    "book.error": Words("错误", "errors"),
    "book.warning": Words("警告", "warnings"),
    "book.info": Words("提示", "infos"),
    "book.applied": Words("适用标准", "criteria applied"),
    "book.passed": Words("通过", "passed"),
    "book.notes": Words("说明", "notes"),
    "book.pack": Words("规则包", "rule pack"),
    "book.version": Words("版本", "version"),
    "book.hash": Words("校验码", "hash"),
    "book.severity": Words("级别", "severity"),
    "book.rule": Words("标准", "rule"),
    "book.title": Words("标准内容", "title"),
    "book.place": Words("位置", "place"),
    "book.section": Words("章节", "section"),
    "book.excerpt": Words("原文", "excerpt"),
    "book.message": Words("问题", "message"),
    "book.working": Words("算式", "working"),
    "book.decision": Words("处理意见", "decision"),
    "book.decisions": Words("属实,不属实,待核", "confirmed,rejected,open"),
    "book.remark": Words("备注", "remark"),
    "book.stated": Words("报告所写", "stated"),
    "book.computed": Words("应为", "computed"),
    "book.recomputed": Words("计算", "computed"),
    "book.difference": Words("相差", "difference"),
    "book.tolerance": Words("容差", "tolerance"),
    "book.related": Words("相关位置", "related places"),
    "book.basis": Words("依据", "basis"),
    "book.confidence": Words("识别把握", "confidence"),
    "book.fingerprint": Words("指纹", "fingerprint"),
    "book.indicator": Words("指标", "indicator"),
    "book.level": Words("级次", "level"),
    "book.most": Words("分值", "maximum"),
    "book.got": Words("自评", "score"),
    "book.reason": Words("算式或未计算的原因", "working, or why not computed"),
    "book.grade": Words("自评等级", "grade"),
    "book.missing": Words("还需知道", "what would decide it"),
    "book.cut": Words("……（过长，已截断）", " … (too long, cut here)"),
    "book.cut-rows": Words(
        "表格行数已到上限，其余未列出；请分批检查",
        "no more rows fit into a sheet: check fewer files at a time",
    ),
    # files that are not checked, outputs that are not written
    "complaint": Words("错误：{message}", "error: {message}"),
    "progress": Words("已检查 {done}：{path}", "checked {done}: {path}"),
    "memory-unseen": Words(
        '本机不能限制内存，只限制时间；要防内存炸弹请安装：pip install "jixiao-checker[limits]"',
        "memory is not limited on this system, time alone is; for that:"
        ' pip install "jixiao-checker[limits]"',
    ),
    "interrupted": Words(
        "已中断：{number} 份文件中检查完 {done} 份，结果如上",
        "interrupted: {done} of {number} files were checked, and these are shown",
    ),
    "progress-line": Words(
        "已检查 {done}/{number}{left}：{path}", "checked {done}/{number}{left}: {path}"
    ),
    "progress-left": Words("，约剩 {time}", ", about {time} left"),
    "progress-page": Words("，第 {page}/{pages} 页", ", page {page}/{pages}"),
    "paper-other": Words(
        "{path}：看起来是{kind}（依据：“{evidence}”），不是部门整体支出绩效自评报告，未作检查",
        "{path}: seems to be {kind} (by its words “{evidence}”), not the self-evaluation report"
        " of a department, and was not judged",
    ),
    "copy-some": Words(
        "有 {number} 份报告没有 {formats} 副本，因为原文件不是这种格式（{path} 等）；可用 html",
        "{number} reports have no copy in {formats}, being files of another kind ({path} and"
        " others); html is made of any",
    ),
    "copy-none": Words(
        "没有写出 {formats} 副本：这种副本由同格式的原文件加批注而成，{path} 不是；"
        "可改用 --output html=…，任何格式的报告都能写",
        "no copy in {formats} was written: it is the submitted file with comments, and {path} is of"
        " another kind; --output html=… can be made of any",
    ),
    "copies-written": Words(
        "已写入 {number} 个文件：{paths}", "{number} files were written: {paths}"
    ),
    "outputs-left": Words(
        "注意：输出位置上已有的 {number} 个文件不当作报告检查",
        "note: {number} files that stand where the output goes are not checked as reports",
    ),
    "usage.option": Words("没有 {option} 这个选项", "there is no option {option}"),
    "usage.option-near": Words(
        "没有 {option} 这个选项；是否指 {near}？",
        "there is no option {option}; is {near} meant?",
    ),
    "usage.missing": Words("缺少参数：{name}", "missing argument: {name}"),
    "usage.value": Words(
        "选项 {option} 的写法不对：要么缺少值，要么不应带值",
        "option {option}: a value is missing, or it takes none",
    ),
    "usage.other": Words("命令写法不对：{message}", "{message}"),
    "facts-idle": Words(
        "--fact 给出的{names}没有用到：报告里已经写明，或没有标准要用",
        "what --fact gives as {names} was not used: the report states it, or no rule asks for it",
    ),
}
