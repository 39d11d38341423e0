"""What ``--help`` says, in Chinese and English."""

from __future__ import annotations

from checker.model.limits import Limits
from checker.model.rule import Words

NAMES = Limits._fields
"""What ``--limit`` may name."""


def help_of(key: str, lang: str) -> str:
    """The text of that key in ``lang``."""
    return HELP[key].get(lang)


PACK = """
    pack: jia/department-2022
    version: "1"
    title: 甲市部门整体支出绩效自评
    extends: [common/department]
    applies: {kind: department, region: 甲市, years: 2022-2023}
    prefix: JS
    rules:
      JS-EXE-01:
        title: 固定资产利用率不低于90%
        severity: warning
        assert: 固定资产利用率 ≥ 90%
        message: 固定资产利用率为{stated}，不到90%。
        basis: [{document: 财预〔2013〕53号, mark: recalled}]
        examples:
          pass: [固定资产利用率为93.50%。]
          fail: [固定资产利用率为83.50%。]
"""
"""A whole pack, as small as it can be."""

HELP = {
    "jixiao": Words(
        "检查部门整体支出绩效自评报告：数字对不对得上，该说的说了没有。\n\n"
        "退出码：0 没有达到 --fail-on 的问题；1 有；2 用法、规则包或文件有误，未能检查。",
        "Checks self-evaluation reports (部门整体支出绩效自评报告): do the figures add up, and is"
        " what must be said there?\n\nExit codes: 0 nothing at or above --fail-on; 1 findings;"
        " 2 wrong usage, rule pack or files: not checked.",
    ),
    "check": Words(
        "检查报告，列出问题、算式和所在位置。\n\n"
        "路径可以是文件、文件夹（逐层查找可读的文件）、通配符（*、**）、zip 压缩包或 -（标准输入）。",
        "Checks reports and lists what is wrong, with the arithmetic and the place.\n\n"
        "A PATH is a file, a folder (searched for files that can be read), a pattern (*, **), a zip"
        " archive or - (standard input).",
    ),
    "check-short": Words("检查报告", "check reports"),
    "parse": Words(
        "显示程序从报告里读出了什么：单位与年度、提纲、数字、事实、总分关系、表格。",
        "Shows what is read out of a report: whose it is, outline, values, facts, wholes and"
        " parts, tables.",
    ),
    "parse-short": Words("显示从报告里读出了什么", "show what is read out of a report"),
    "rule": Words(
        "说明一条标准：判断什么、依据是什么、合格与不合格的例子、在哪里判断不了。",
        "Explains one rule: what it holds, on what basis, what passes and fails, where it is blind.",
    ),
    "rule-short": Words("说明一条标准", "explain one rule"),
    "rule-id": Words("编号", "ID"),
    "rule-format": Words("输出格式（默认 text）", "format (default text)"),
    "rules": Words(
        "列出、试验、校验标准。写自己的规则包，从这样一个文件 own.yaml 开始：\n"
        f"{PACK}\n"
        "jixiao rules validate own.yaml 校验写法，一次指出全部错误和最接近的名称；"
        "jixiao rules test own.yaml 用例子试每条标准；jixiao check 报告.txt --pack own.yaml 使用它。\n\n"
        "assert 里用词表的术语：jixiao parse 报告.txt 显示报告里的数字读成哪个术语，"
        "jixiao rule SUM-01 显示别的标准怎样写；词表没有的术语写在 terms，"
        "依据文件不在法规文件表里的写在 documents。全部写法见 docs/rules.md。",
        "Lists, tries and validates rules. To write a pack of your own, begin with a file own.yaml:\n"
        f"{PACK}\n"
        "jixiao rules validate own.yaml tells every fault at once, with the nearest name; jixiao"
        " rules test own.yaml tries each rule on its examples; jixiao check REPORT.txt --pack"
        " own.yaml uses it.\n\nAn assertion names terms of the vocabulary: jixiao parse REPORT.txt"
        " shows as which term each figure of a report is read, jixiao rule SUM-01 how another rule is"
        " written. A term that the vocabulary lacks stands under terms, a document that the table"
        " of regulations lacks under documents. All of it: docs/rules.md.",
    ),
    "rules-short": Words("列出、试验、校验标准", "list, try and validate rules"),
    "rules-list": Words(
        "列出标准：编号、类别、级别、依据、规则包、内容。\n\n"
        "不写 --pack 时列出程序自带的全部标准；写了则列出该规则包引用和改动之后的标准。",
        "Lists rules: id, family, severity, basis, pack, title.\n\n"
        "Without --pack all that are shipped; with it, what that pack has after extending and"
        " overriding.",
    ),
    "rules-list-short": Words("列出标准", "list rules"),
    "rules-test": Words(
        "用每条标准自己的例子试它：应当通过的是否通过，应当不符的是否查出。\n\n"
        "例子按部门整体支出绩效自评报告的一段来读，用所在规则包的词表和提纲；地区、年度例子没有写明时"
        "（或年度不在规则包适用的年度内时）取规则包的地区和首个年度。只试规则包自己的标准，引用来的在原处试；"
        "自己没有标准的规则包试它所引用的。不写规则包时试程序自带的全部。有不对的，退出码为 1。",
        "Tries rules on their own examples: does what must pass pass, is what must fail found?\n\n"
        "An example is read as a passage of a department's report, with the vocabulary and outline"
        " of its pack; region and year are the pack's (the first of its years) where the passage"
        " names none or the year is not one of the pack's. Only rules that stand in the pack are"
        " tried, inherited ones where they stand; of a pack without rules, those it extends."
        " Without a pack, all that are shipped. The exit code is 1 where one is wrong.",
    ),
    "rules-test-short": Words("用例子试标准", "try rules on their examples"),
    "rules-validate": Words(
        "校验规则包、词表（terms.yaml）、法规文件表（regulations.yaml）：一次指出全部错误，"
        "每处写明文件:行:列、字段、应当怎样、最接近的名称。\n\n"
        "文件夹里的规则包可以互相引用。有错误时退出码为 2。",
        "Validates rule packs, vocabularies (terms.yaml) and tables of regulations"
        " (regulations.yaml): every fault in one run, each with file:line:column, field, what was"
        " expected and the nearest name.\n\nThe packs of a folder may extend each other. The exit"
        " code is 2 where there are faults.",
    ),
    "rules-terms": Words(
        "列出词表里的术语：名称、种类、报告里的各种说法；写一个词就只列含有它的。",
        "Lists the terms of the vocabulary: name, kind, and how reports call them; with a WORD those"
        " that have it.",
    ),
    "rules-terms-short": Words("列出词表里的术语", "list the terms of the vocabulary"),
    "rules-word": Words("[词]", "[WORD]"),
    "rules-validate-short": Words("校验规则包", "validate rule packs"),
    "rules-pack": Words(
        "哪个规则包：名称、YAML 文件，或放规则包的文件夹；不写时为程序自带的全部",
        "the rule pack: an id, a YAML file or a folder of packs; else all that are shipped",
    ),
    "rules-packs": Words("[名称|文件|文件夹]…", "[ID|FILE|FOLDER]…"),
    "rules-packs-needed": Words("名称|文件|文件夹…", "ID|FILE|FOLDER…"),
    "rules-select": Words(
        "只要这些：类别（SUM）、前缀（FS）、前缀-类别（FS-SUM）或编号；可多次使用",
        "only these: families (SUM), prefixes (FS), PREFIX-FAMILY (FS-SUM) or ids; repeatable",
    ),
    "rules-verbose": Words("符合的也列出", "list those that are as they should be too"),
    "score": Words(
        "显示评分表：各指标的分值、自评得分、按公式计算的得分、相差多少，没有计算的为什么没有。",
        "Shows the scorecard: maximum, self-score, what the formula gives, the difference, and why"
        " nothing was computed.",
    ),
    "score-short": Words(
        "显示评分表，按公式重算得分", "show the scores, computed again by formula"
    ),
    "usage": Words("用法：", "Usage: "),
    "options": Words("选项", "Options"),
    "commands": Words("命令", "Commands"),
    "options-metavar": Words("[选项]", "[OPTIONS]"),
    "command-metavar": Words("命令 …", "COMMAND …"),
    "paths": Words("路径…", "PATH…"),
    "path": Words("文件", "FILE"),
    "version": Words("显示版本", "show the version"),
    "help": Words("显示帮助", "show this help"),
    "lang": Words(
        "界面语言；不写时依次看 JIXIAO_LANG、系统语言，默认中文",
        "language; else JIXIAO_LANG, else the locale, else Chinese",
    ),
    "stdin-filename": Words(
        "标准输入的内容叫什么文件名", "the file name of what comes by standard input"
    ),
    "pack": Words(
        "用哪个规则包：名称、YAML 文件，或放规则包的文件夹（与自带的一起按地区和年度选）；"
        "不写时按报告的地区和年度选",
        "the rule pack: an id, a YAML file, or a folder of packs to choose from beside the shipped"
        " ones; else chosen by the region and year of the report",
    ),
    "parse-pack": Words(
        "按哪个规则包的提纲识别标题：名称、YAML 文件或放规则包的文件夹",
        "the rule pack whose outline headings are known by: an id, a YAML file or a folder",
    ),
    "fact": Words(
        "报告以外已知的数字，例如 --fact 年初预算数=820.50万元；可多次使用",
        "a figure known from elsewhere, as in --fact 年初预算数=820.50万元; repeatable",
    ),
    "select": Words(
        "只用这些标准：类别（SUM）、前缀（FS）、前缀-类别（FS-SUM）或编号（FS-SUM-01），"
        "多个用逗号隔开；可多次使用",
        "use only these criteria: families (SUM), prefixes (FS), PREFIX-FAMILY (FS-SUM) or ids"
        " (FS-SUM-01), with commas between; repeatable",
    ),
    "ignore": Words(
        "不用这些标准；指得更具体的优先", "leave these criteria out; the most exact selector wins"
    ),
    "extend-select": Words("在已选之外再加这些标准", "use these criteria too"),
    "fail-on": Words(
        "有这一级或更重的问题时退出码为 1（默认 error）",
        "exit with 1 for findings of this level or above (default error)",
    ),
    "output-format": Words("标准输出的格式（默认 table）", "format on stdout (default table)"),
    "parse-format": Words("输出格式（默认 tree）", "format (default tree)"),
    "output": Words(
        "另外写入文件，可多次使用。整批一个文件：xlsx=结果.xlsx（Excel 工作簿）、json=结果.json 等；"
        "每份报告一个文件：docx=、pdf=（带批注的原文件）、html=（网页，报告与问题对照），"
        "检查多份时写文件夹，例如 html=结果/",
        "write files as well; repeatable. One of the whole run: xlsx=result.xlsx (a workbook),"
        " json=result.json and so on. One of each report: docx= and pdf= (the submitted file with"
        " comments), html= (the report beside its findings); of several reports name a folder, as"
        " in html=out/",
    ),
    "as-of": Words(
        "以哪一天为“今天”（有的标准要看期限）", "the day to take for today, for rules on deadlines"
    ),
    "jobs": Words("同时用几个进程检查（默认 1）", "processes to check with (default 1)"),
    "limit": Words(
        "放宽或收紧对单个文件的限制，例如 --limit memory=1G、--limit seconds=60；可多次使用；可用的名称："
        f"{'、'.join(NAMES)}",
        "sets a limit of a file, as in --limit memory=1G or --limit seconds=60; repeatable; one of"
        f" {', '.join(NAMES)}",
    ),
    "statistics": Words("列出每条标准发现的次数", "count the findings of each rule"),
    "quiet": Words(
        "只列问题，不列规则包、判断结果汇总与提醒",
        "findings alone, without rule pack, ledger and notes",
    ),
    "verbose": Words(
        "另列依据、全部相关位置和每条标准的结果",
        "list the basis, all related places and the outcome of every rule too",
    ),
    "color": Words("颜色（默认 auto）", "colors (default auto)"),
}
