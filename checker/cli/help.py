"""What ``--help`` says, in Chinese and English."""

from __future__ import annotations

from checker.model.rule import Words


def help_of(key: str, lang: str) -> str:
    """The text of that key in ``lang``."""
    return HELP[key].get(lang)


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
        "路径可以是文件、文件夹（逐层查找可读的文件）或 -（标准输入）。",
        "Checks reports and lists what is wrong, with the arithmetic and the place.\n\n"
        "A PATH is a file, a folder (searched for files that can be read) or - (standard input).",
    ),
    "check-short": Words("检查报告", "check reports"),
    "parse": Words(
        "显示程序从报告里读出了什么：单位与年度、提纲、数字、事实、总分关系、表格。",
        "Shows what is read out of a report: whose it is, outline, values, facts, wholes and"
        " parts, tables.",
    ),
    "parse-short": Words("显示从报告里读出了什么", "show what is read out of a report"),
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
        "用哪个规则包：名称或 YAML 文件；不写时按报告的地区和年度选",
        "the rule pack: an id or a YAML file; else chosen by the region and year of the report",
    ),
    "parse-pack": Words(
        "按哪个规则包的提纲识别标题：名称或 YAML 文件",
        "the rule pack whose outline headings are known by: an id or a YAML file",
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
        "另外写入文件，例如 --output json=结果.json；可多次使用",
        "write a file as well, as in --output json=result.json; repeatable",
    ),
    "as-of": Words(
        "以哪一天为“今天”（有的标准要看期限）", "the day to take for today, for rules on deadlines"
    ),
    "jobs": Words("同时用几个进程检查（默认 1）", "processes to check with (default 1)"),
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
