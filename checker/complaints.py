"""What is said of a file, an option or an output that cannot be used, in Chinese and English: a key for
each sentence. Apart from the other messages because most runs need none of it."""

from __future__ import annotations

from checker.model.rule import Words

COMPLAINTS = {
    "unknown-rule-near": Words(
        "没有标准 {given}；是否指 {hint}？", "there is no rule {given}; is {hint} meant?"
    ),
    "unknown-rule-known": Words(
        "没有标准 {given}；有：{hint}", "there is no rule {given}; there are: {hint}"
    ),
    # the scorecard
    "file-missing": Words("{path}：没有这个文件或文件夹", "{path}: no such file or folder"),
    "file-unread": Words("{path}：无法读取（{reason}）", "{path}: cannot be read ({reason})"),
    "folder-empty": Words(
        "{path}：文件夹里没有可读的报告（{extensions}）",
        "{path}: the folder holds no file that can be read ({extensions})",
    ),
    "glob-empty": Words(
        "{path}：没有符合的可读文件（{extensions}）",
        "{path}: no file that can be read matches ({extensions})",
    ),
    "archive-damaged": Words(
        "{path}：压缩包已损坏或不是 zip，打不开；请重新压缩为 zip，或解压后检查文件夹",
        "{path}: the archive is damaged or no zip: pack it again, or unpack it and check the folder",
    ),
    "archive-empty": Words(
        "{path}：压缩包里没有可读的报告（{extensions}）",
        "{path}: the archive holds no file that can be read ({extensions})",
    ),
    "archive-entries": Words(
        "{path}：压缩包里有 {number} 个文件，超过上限 {most}；如确认无误，可用 --limit entries=… 放宽",
        "{path}: {number} files in the archive, over the limit of {most}"
        " (--limit entries=… raises it)",
    ),
    "archive-unpacked": Words(
        "{path}：解压后有 {size} MB，超过上限 {most} MB，且压缩比异常，像是压缩炸弹；"
        "如确认无误，可用 --limit unpacked=… 放宽",
        "{path}: {size} MB when unpacked, over the limit of {most} MB and far more than its size"
        " explains: a zip bomb? (--limit unpacked=… raises the limit)",
    ),
    "member-archive": Words(
        "{path}：压缩包里的压缩包不检查；请先解压",
        "{path}: an archive in an archive: unpack it first",
    ),
    "member-encrypted": Words(
        "{path}：已加密，没有密码不能读；请先解压再检查", "{path}: is encrypted: unpack it first"
    ),
    "member-size": Words(
        "{path}：解压后有 {size} MB，超过单个文件的上限 {most} MB；如确认无误，可用 --limit file=… 放宽",
        "{path}: {size} MB when unpacked, over the limit of {most} MB for a file"
        " (--limit file=… raises it)",
    ),
    "member-damaged": Words(
        "{path}：在压缩包里已损坏（{reason}）；请重新压缩",
        "{path}: is damaged in the archive ({reason})",
    ),
    "member-packing": Words(
        "{path}：不能解开这种压缩方式（{reason}）；请先解压再检查",
        "{path}: packed in a way that cannot be read ({reason}): unpack it first",
    ),
    "ended-seconds": Words(
        "{path}：{seconds} 秒内没有检查完，已停止；如确认文件无误，可用 --limit seconds=… 放宽",
        "{path}: not done within {seconds} seconds and stopped; if the file is right,"
        " --limit seconds=… raises the limit",
    ),
    "ended-memory": Words(
        "{path}：读取时内存超过上限 {memory} MB，已停止，文件可能是有意做成的；"
        "如确认文件无误，可用 --limit memory=… 放宽",
        "{path}: takes more memory than the limit of {memory} MB and was stopped; if the file is right,"
        " --limit memory=… raises the limit",
    ),
    "ended-answer": Words(
        "{path}：结果超过上限 {size} MB，已停止；如确认文件无误，可用 --limit file=… 放宽",
        "{path}: what was found is over the limit of {size} MB; if the file is right,"
        " --limit file=… raises the limit",
    ),
    "ended-crash": Words(
        "{path}：读取时出错中断（{detail}），文件可能已损坏；请用原来的软件打开、另存后再检查",
        "{path}: reading it crashed ({detail}), the file may be damaged: open it with the program that"
        " made it, save it anew and check again",
    ),
    "ended-fault": Words(
        "{path}：程序自身出错（{detail}）；请设 JIXIAO_DEBUG=1 再运行一次，把输出发给维护者",
        "{path}: a fault of jixiao itself ({detail}); run again with JIXIAO_DEBUG=1 and send what it"
        " prints to the maintainers",
    ),
    "limit-form": Words(
        "--limit {text}：应写成 名称=数值，例如 --limit memory=1G、--limit seconds=60",
        "--limit {text}: must be NAME=VALUE, as in --limit memory=1G or --limit seconds=60",
    ),
    "limit-value": Words(
        "--limit {name}={text}：应为大于 0 的整数，字节数可加 K、M、G",
        "--limit {name}={text}: must be a whole number above 0; of bytes, K, M and G may follow",
    ),
    "unknown-limit-near": Words(
        "--limit 没有 {given}；是否指 {hint}？", "--limit: no {given}; is {hint} meant?"
    ),
    "unknown-limit-known": Words(
        "--limit 没有 {given}；可用：{hint}", "--limit: no {given}; one of: {hint}"
    ),
    "paper-unknown": Words(
        "{path}：看不出这是部门整体支出绩效自评报告，未作检查；"
        "如果确实是，请用 --pack 指定规则包后再检查",
        "{path}: does not look like the self-evaluation report of a department and was not judged;"
        " if it is one, name a rule pack with --pack",
    ),
    "nothing-selected": Words(
        "{path}：规则包 {pack} 里没有所选的标准，未作检查",
        "{path}: the rule pack {pack} has none of the selected criteria; not judged",
    ),
    "own-fault": Words(
        "{where}：检查程序自身出错（{kind}: {fault}），不是报告的问题；请把所用命令和这份文件"
        "（可隐去敏感内容）反馈给开发者，设环境变量 JIXIAO_DEBUG=1 可看到详情",
        "{where}: a fault of jixiao itself ({kind}: {fault}), not of the report; please report it"
        " with the command and the file; JIXIAO_DEBUG=1 shows where it happened",
    ),
    "output-form": Words(
        "--output {text}：应写成 格式=文件，格式为 {formats}",
        "--output {text}: must be F=PATH with one of the formats {formats}",
    ),
    "output-folder": Words(
        "--output {path}：这是文件夹，请写文件名", "--output {path}: is a folder; name a file"
    ),
    "output-no-folder": Words(
        "--output {path}：已有一个叫这个名字的文件，不能作文件夹；请换一个名字",
        "--output {path}: there is a file of that name, where a folder is needed; name another",
    ),
    "output-several": Words(
        "--output {format}={path}：每份报告各写一个文件，请写文件夹，例如 --output {format}={example}",
        "--output {format}={path}: each report gets a file of its own; name a folder, as in"
        " --output {format}={example}",
    ),
    "output-extension": Words(
        "--output {format}={path}：文件名应以 {end} 结尾，否则打不开",
        "--output {format}={path}: the name must end with {end}, or nothing opens it",
    ),
    "copy-extension": Words(
        "--output {format}={path}：文件名应以 {end} 结尾；如果是文件夹，请在末尾加 /",
        "--output {format}={path}: the name must end with {end}; of a folder, with /",
    ),
    "output-stdout": Words(
        "{option} {format}：{format} 是文件，不能显示出来；请写 --output {format}=文件或文件夹",
        "{option} {format}: {format} is a file and cannot be shown; use --output {format}=PATH",
    ),
    "output-lacking": Words(
        "--output {format}：还需要安装：{command}（缺少 {module}）",
        "--output {format}: needs {command} ({module} is missing)",
    ),
    "output-nowhere": Words(
        "--output {path}：所在的文件夹不存在", "--output {path}: there is no such folder"
    ),
    "output-input": Words(
        "--output {path}：这是要检查的报告，不会覆盖它；请换一个文件名",
        "--output {path}: is a report to be checked and is not overwritten; name another file",
    ),
    "copy-input": Words(
        "--output {path}：{input} 是要检查的报告，不会覆盖它；请换一个文件夹",
        "--output {path}: {input} is a report to be checked and is not overwritten; name another"
        " folder",
    ),
    "output-twice": Words(
        "--output {path}：同一个文件写了两次", "--output {path}: the same file is named twice"
    ),
    "quiet-verbose": Words("-q 与 -v 不能同时使用", "-q and -v exclude each other"),
    "option-number": Words(
        "{option} {text}：应为大于 0 的整数", "{option} {text}: must be a whole number above 0"
    ),
    "option-empty": Words("{option} 后面没有内容", "{option}: nothing is named"),
    "option-day": Words(
        "{option} {text}：应写成 2021-04-06 这样的日期", "{option} {text}: must be YYYY-MM-DD"
    ),
    "fact-form": Words(
        "--fact {text}：应写成 名称=数值，例如 年初预算数=820.50万元",
        "--fact {text}: must be NAME=VALUE, for example 年初预算数=820.50万元",
    ),
    "fact-twice": Words("--fact {name}：给了两次", "--fact {name}: given twice"),
    "fact-date": Words(
        "--fact {name}={figure}：应是年月日齐全的日期，例如 {name}=2021-04-06、{name}=2021/4/6 或"
        " {name}={example}",
        "--fact {name}={figure}: must be a whole date, as in {name}=2021-04-06, {name}=2021/4/6 or"
        " {name}={example}",
    ),
    "fact-day": Words(
        "--fact {name}={figure}：没有这一天，{fault}",
        "--fact {name}={figure}: there is no such day ({fault})",
    ),
    "unknown-fact-near": Words(
        "--fact：没有名为 {given} 的数字；是否指 {hint}？",
        "--fact: no figure is called {given}; is {hint} meant?",
    ),
    "unknown-fact-known": Words(
        "--fact：没有名为 {given} 的数字", "--fact: no figure is called {given}"
    ),
    "unknown-value-near": Words(
        "{option} 没有 {given}；是否指 {hint}？", "{option}: no {given}; is {hint} meant?"
    ),
    "unknown-value-known": Words(
        "{option} 没有 {given}；可用：{hint}", "{option}: no {given}; one of: {hint}"
    ),
    "unknown-command-near": Words(
        "没有 {given} 这个命令；是否指 {hint}？", "no command {given}; is {hint} meant?"
    ),
    "unknown-command-known": Words(
        "没有 {given} 这个命令；可用：{hint}", "no command {given}; one of: {hint}"
    ),
    "output-held": Words(
        "{path}：无法写入（{reason}）；文件如果正在 Excel、Word 等程序里打开，请先关闭",
        "{path}: cannot be written ({reason}); if it is open in Excel, Word or another program,"
        " close it there",
    ),
    "output-unwritten": Words(
        "{path}：无法写入（{reason}）", "{path}: cannot be written ({reason})"
    ),
    # usage
    "fact-value": Words(
        "--fact {name}={figure}：应是一个带单位的数字，写法同报告，例如 {name}={example}",
        "--fact {name}={figure}: must be one figure with its unit, as in {name}={example}",
    ),
}
