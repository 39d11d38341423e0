"""Where a value may stand: one regular expression over the whole text, in linear time.

The scan proposes slices and the grammar disposes, so that this pattern may be generous with what
the grammar refuses, but every repetition in it has a bound: the time stays linear on any text.
Units come from the terminals of ``grammar/value.lark``.
"""

from __future__ import annotations

import re
from functools import lru_cache

import lark

from checker.languages import long_pattern
from checker.report.idioms import NOT_AFTER, NOT_ONE, SET_WORDS

_S = "[ ]{0,2}"  # text out of PDFs has spaces between digits and units
# In a set 0-9 and not \d, which would be looked up beside the others one by one.
_CN = "零〇一二三四五六七八九十百千两廿壹贰叁肆伍陆柒捌玖拾佰仟"
_UP_TO_9 = "一二三四五六七八九"
_YEAR = rf"(?:[12]\d{{3}}|[〇零○{_UP_TO_9}]{{4}}){_S}年度?"
# Generous (二三月 is none): the fewer sets of characters, the sooner the pattern is compiled.
_COUNT = rf"[0-9十{_UP_TO_9}]{{1,3}}"
_MONTH_OR_DAY = rf"{_COUNT}{_S}(?:(?:月{_S}{_COUNT}{_S})?日|月(?:{_S}\d{{1,2}}{_S}号)?)"
_MOMENT = rf"(?:(?:{_YEAR}{_S}(?![^月\n]{{0,5}}日))?{_MONTH_OR_DAY}|{_YEAR})"
_Y = r"[12]\d{3}"
_ISO = rf"{_Y}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)"
_TO = rf"{_S}(?:[至到]|[-—–~～]{{1,2}}){_S}"
# What opens a period may lack the unit that its end has: 2019-2020年, 1-6月, 9月24-26日.
_OPENING = rf"(?:{_MOMENT}{_S})?(?:{_Y}|\d{{1,2}})?"
_NUMBER = (
    r"(?:\d{1,4}(?:[十百千万亿]零?\d{1,4}){1,5}(?:[十百千](?![克米瓦伏分]))?"
    r"|(?:\d{1,3}(?:[,，]\d{3}){1,5}|\d{1,16})(?!\d)(?:\.\d{1,10}(?!\d))?)"
)
_CN_NUMBER = rf"(?:[{_CN}]|[万亿](?=[{_CN}万亿])){{1,20}}(?:点[〇零{_UP_TO_9}]{{1,8}})?(?![{_CN}])"
_NAME = r"[^《》\n]{1,120}"
_ARTICLE = rf"第{_S}[0-9{_CN}]{{1,8}}{_S}[条章款](?:第[0-9{_CN}]{{1,3}}[款项])*"
_OPEN, _CLOSE = r"[〔（【﹝［(\[]", r"[〕）】﹞］)\]]"
_AND = rf"[、和及与至-]{_S}第?{_S}"
_SERIES = "[期条届次卷章节款项页批号轮季部类]"
# Units that a plain number behind 2018-2020 or 1+1 must not have; rarer ones need not be told.
_COMMON = "[%元万亿个名人件项家次户分]"
_UNITS = ("POINTS", "LENGTH", "PERCENT", "PERMILLE", "TENTHS", "SCORE", "JIAO", "MEASURE")


@lru_cache(maxsize=4)
def candidates(parser: lark.Lark) -> re.Pattern[str]:
    """The pattern of all candidates; ``lastgroup`` names the sort of one.

    Sorts: ``title``, ``issued`` (a document's number behind its year), ``order`` (one behind 令),
    ``document`` and ``number`` (one alone), ``date`` (also a period), ``figure``; with ``series``
    or none it is to be passed over. The value is what stands in the group, which need not be the
    whole match: 5-20% is a figure 20%. Of a figure the group ``unit`` is what it counts; ``part``
    took part where it is a 百分之…, and ``chinese`` where its numeral is Chinese: with neither a
    part nor a unit that is none.
    """

    def terminal(name: str) -> str:
        return f"(?:{parser.get_terminal(name).pattern.to_regexp()})"

    scale = terminal("SCALE")
    coin = rf"{_S}(?:\d{{1,2}}|[{_UP_TO_9}]){_S}"
    cents = rf"{coin}{terminal('SCORE')}"
    money = rf"{terminal('MONEY')}(?:{_S}{terminal('PER')}|{coin}{terminal('JIAO')}(?:{cents})?|{cents})?"
    unit = rf"(?:{money}|{'|'.join(map(terminal, _UNITS))})"
    tail = rf"(?:{_S}{scale})?"
    return long_pattern(
        rf"""
(?=[0-9{_CN}万《〔（【﹝［(\[第A-Za-z])(?:
  (?=[0-9{_CN}万])(?<!\d)(?<!\d\.(?!(?:19|20)\d\d[ ]?年))
  (?:(?=\d)(?<![A-Za-z_@])(?<![A-Za-z][-/.])|(?<![.点分{_CN}万亿]))(?:
      # The ordinal of a heading or an item, also before a year (3.2023年部门预算).
      (?:(?<![^\n])|(?<=[。；;]))\d{{1,2}}(?:\.(?=(?:19|20)\d\d[ ]?年)|[.、)）](?!\d))
      # Telephones, times of the day, ratios.
    | 1[3-9]\d{{9}}(?![\d.,]|{_S}[元万亿])|0\d{{2,3}}-\d{{7,8}}|400-\d{{3,4}}-\d{{3,4}}
    | \d{{1,2}}[:：]\d{{1,2}}(?!\d)
    | \d{{1,2}}{_S}时(?:{_S}\d{{1,2}}{_S}分)?|(?<=[午晨晚])\d{{1,2}}点
    | (?=[0-9{_CN}○]{{1,4}}{_S}[年月日./至到—–~～-])
      (?P<date>(?:(?:{_ISO}|{_OPENING}){_TO})?(?:{_ISO}|{_MOMENT})
        |{_Y}{_TO}{_Y}(?![\d,，]|\.\d|{_S}{_COMMON}))
      # Numbers of sections, names of policies (1+1+9), fractions.
    | \d{{1,9}}(?:\.\d{{1,9}}){{2,9}}
    | \d{{1,2}}(?:\+\d{{1,2}}(?!\d|\.\d)){{1,5}}(?!{_S}(?:=|{_COMMON}))
    | \d{{1,2}}/\d{{1,2}}(?![\d./])
    | (?P<document>\d{{1,5}}{_S}号(?={_S}[文令]))
    | (?![百千万]{{1,2}}分之)[0-9{_CN}]{{1,6}}分之[0-9{_CN}]{{1,6}}
    | (?:\d{{1,9}}(?:\.\d{{1,8}})?{_TO}(?=\d)|[{_CN}]{{1,3}}[至到](?=[{_CN}]))?
      (?P<figure>(?P<part>[百千万]{{1,2}}分之{_S})?(?:{_NUMBER}
          |(?(part)|(?<![{NOT_AFTER}])(?<!星期)(?!{NOT_ONE}|{SET_WORDS}))(?P<chinese>{_CN_NUMBER})
        )(?(part)|{tail}(?:{_S}(?P<unit>{unit}))?))
  )
| (?P<title>《{_NAME}(?:《{_NAME}》[^《》\n]{{0,120}}){{0,3}}》
    (?:{_S}{_ARTICLE}(?:{_S}(?:以及|[、和及与，,]){_S}(?={_S}第))?)*)
| [(（]\d{{1,2}}[)）]  # (1), an ordinal
| (?P<issued>{_OPEN}{_Y}{_CLOSE}{_S}(?:第{_S})?\d{{1,5}}{_S}号)
| (?P<order>(?<=令)第{_S}\d{{1,4}}{_S}号)
| (?P<number>第{_S}\d{{1,5}}{_S}号(?={_S}(?:令|文|公告)))
  # An ordinal counts nothing: 第51期和65期, 第2、3项.
| 第{_S}[0-9{_CN}]{{1,8}}
    (?:(?:{_AND}[0-9{_CN}]{{1,8}}){{1,9}}{_S}{_SERIES}
    |{_S}(?P<series>{_SERIES})(?:{_AND}[0-9{_CN}]{{1,6}}{_S}(?P=series))*)?
| https?://[!-~]{{1,500}}|www\.[!-~]{{1,200}}
| (?!RMB)(?<![A-Za-z])[A-Za-z]{{1,60}}(?:[-_]?\d{{1,4}}(?![\d年月]))?
)""",
        re.VERBOSE,
    )
