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
