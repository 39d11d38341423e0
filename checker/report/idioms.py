"""Chinese numerals that count nothing: set words, policies in numbers, parts of other words."""

from __future__ import annotations

# After these characters a numeral is an ordinal, part of a word, or quoted as a name.
NOT_AFTER = "第每数几逐某另任同统唯进这那哪各初周单万如届“‘「『\"'"

# With 一 only these measure words count; others make words of their own (一批, 一条龙, 一支).
NOT_ONE = (
    "一[ ]{0,2}(?:[^ 零〇一二三四五六七八九十百千两万亿点个件项名家次场份篇部所位座年周天]"
    "|年来|次性|部分|个[个样劲]|个中心|家[人亲]|件件|名名|项项|份份|位位)"
)

SET_WORDS = "|".join(
    (
        "两个(?:维护|确立|毫不|至上|务必|结合|大局|基本点|一百年|责任|覆盖|健康|代表)",
        "[三四五六七八九十]+个(?:意识|自信|全面|机关|代表|务必|区分|最严|不摘|伟大|没有变|必须|明确"
        "|坚持|统筹|服从|善于|敢于)",
        "[一两二三四五六七八九十]+个[一样]",
        "八项规定|[三六]项纪律|三次产业|四套班子|[两二三五]位一体|三支一扶|[一二三]期工程",
    )
)

_OTHER_WORDS = {
    "分": "钟 册 别 局 类 项 布 析 配 工 享 会 公 管 支 行 子 级 段 之 店 院 校 所 部 区 成 包 批 期 担 散 歧 解 组 层 步 头 流 阶 红 贝 米 离 发 开 辨 厂 为 数",
    "年": "度 级",
    "天": "然 气 津 河",
    "周": "岁 边 期",
    "日": "常 均 报 趋 益 渐 程 志 期 子 记 用 本 元",
    "个": "百分点 月 多月 工作日 小时 季度 学期",
    "人": "民 员 均 力 才 大代 大常 大及 大机 大工",
    "份": "额",
    "位": "于",
    "例": "如",
    "克": "服",
    "列": "入 支",
    "副": "省 市 厅 处 县 科 局 主",
    "包": "括 含",
    "区": "域 级",
    "升": "至 到 级 高 为",
    "县": "级 委",
    "双": "方 向 重",
    "口": "岸",
    "只": "有 要 能",
    "台": "账 湾",
    "名": "单 称 录",
    "员": "工",
    "回": "收 复 升 落",
    "园": "区",
    "国": "家 有 务 内 际",
    "场": "所 地",
    "处": "理 于 置 级",
    "套": "取",
    "宗": "旨",
    "家": "庭 具 电",
    "封": "闭",
    "层": "面 级",
    "市": "级 委 财 直 场",
    "幅": "度",
    "度": "假",
    "座": "谈",
    "张": "贴",
    "户": "籍",
    "所": "示 列 属 在 有 以 谓",
    "批": "复 准",
    "把": "握 关",
    "支": "出 付 持 撑 部 队 援",
    "期": "间 限 末 初",
    "本": "级 年 部 单 市 省 区",
    "村": "级 委",
    "条": "件 例 款",
    "校": "园 内 外",
    "样": "本",
    "根": "据",
    "款": "项",
    "班": "子",
    "省": "级 委 财 直 内 外",
    "种": "植",
    "章": "节",
    "篇": "幅 章",
    "类": "别 型 似",
    "组": "织 成 建",
    "节": "约 能 余 假 日",
    "行": "政 业 为 动",
    "课": "题",
    "起": "草 到",
    "轮": "换",
    "道": "路",
    "部": "署 属 队 分 门",
    "镇": "级",
    "门": "户 诊",
    "间": "隔",
    "队": "伍 员",
    "面": "积 向 对",
    "项": "目",
}

NOT_BEFORE = {unit: tuple(words.split()) for unit, words in _OTHER_WORDS.items()}
"""With what a measure word makes another word: 3家庭, 16名单位 count nothing by 家 and 名."""

BUT_BEFORE = {
    "项": ("目标",),
    "分": (
        *(f"为{grade}" for grade in "优良中差较满合及不"),
        *(f"数{digit}" for digit in range(10)),
    ),
}
"""Where it is the measure word all the same: 3项目标, 95分为优."""

ONLY_BEFORE = {"点": tuple("建要意措希体做")}
"""Measure words that stand for something else (time) unless these follow: 3点建议."""


def is_other_word(unit: str, after: str) -> bool:
    """Whether a measure word and what follows make a word of their own."""
    if unit in ONLY_BEFORE:
        return not after.startswith(ONLY_BEFORE[unit])
    words = NOT_BEFORE.get(unit, ())
    return after.startswith(words) and not after.startswith(BUT_BEFORE.get(unit, ()))
