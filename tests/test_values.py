"""Values: stored cases and trees, two outside lists, round trips, and any text at all."""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import lark
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import store
from checker.languages import grammar, long_pattern
from checker.model.value import Value
from checker.report.folding import FOLD, fold
from checker.report.numerals import read_digits, read_numeral
from checker.report.values import find_values

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "values").is_dir(), reason="the outside lists are not beside the checkout"
)


def load(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text("utf-8"))


def slice_of(text: str, value: Value) -> str:
    return text[value.span.start : value.span.end]


# ---- stored cases ------------------------------------------------------------------------------

STORED = load("values.yaml")


def as_stored(text: str, value: Value) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "kind": value.kind,
        "value": slice_of(text, value),
        "number": None if value.number is None else str(value.number),
        "unit": value.unit,
        "amount": f"{value.amount:f}" if value.amount is not None and value.factor != 1 else None,
        "decimals": value.decimals,
        "bound": value.bound,
        "date": list(value.date or ()),
        "end": list(value.end or ()),
        "articles": list(value.articles),
    }
    kept = {key: item for key, item in whole.items() if item}
    return kept if value.parent is None else kept | {"parent": value.parent}


@pytest.mark.parametrize("case", STORED["found"], ids=lambda case: case["text"])
def test_stored_case(case: dict[str, Any]) -> None:
    text = fold(case["text"])
    assert [as_stored(text, value) for value in find_values(text)] == case["values"]


@pytest.mark.parametrize("text", STORED["nothing"])
def test_is_no_value(text: str) -> None:
    assert find_values(fold(text)) == ()


def shape(node: Any) -> str:
    if isinstance(node, lark.Token):
        return f"{node.type} {node}"
    return f"{node.data}({', '.join(map(shape, node.children))})"


@pytest.mark.parametrize("case", load("value_trees.yaml"), ids=lambda case: case["slice"])
def test_stored_tree(case: dict[str, str]) -> None:
    assert shape(grammar("value").parse(case["slice"])) == case["tree"]


def test_normal_form_has_no_spaces_and_one_form_of_brackets() -> None:
    text = fold("２０２０ 年 2 月，１，２００ 元（粤财［2020］ 3 号、《关于<甲>(试行)的函》）")
    assert [value.text for value in find_values(text)] == [
        "2020年2月",
        "1,200元",
        "粤财〔2020〕3号",
        "《关于〈甲〉（试行）的函》",
    ]


def test_a_value_does_not_cross_a_paragraph() -> None:
    text = "支出12.5\n万元，《预算\n法》，2020年\n2月"
    assert [slice_of(text, value) for value in find_values(text)] == ["12.5", "2020年", "2月"]


def test_folding_keeps_every_offset() -> None:
    assert fold("⼀⼤⼈　３％．－￥⻓，。（）") == "一大人 3%.-¥长，。（）"
    assert all(len(fold(chr(variant))) == 1 for variant in FOLD)
    assert ord("\n") not in FOLD


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("十", 10), ("两千零五", 2005), ("廿三", 23), ("壹佰万零肆", 1000004), ("三万五", 35000),
     ("1千零5", 1005), ("七点二五", "7.25"), ("零", 0), ("1,234.50", "1234.50")],
)  # fmt: skip
def test_numeral(numeral: str, number: int | str) -> None:
    assert read_numeral(numeral) == Decimal(number)


@pytest.mark.parametrize("text", ["", "二三十", "万", "点五", "三点", "个", "一" * 99, "1" * 99])
def test_no_numeral(text: str) -> None:
    assert read_numeral(text) is None


def test_digits_said_one_by_one() -> None:
    assert read_digits("二〇二○") == 2020
    assert read_digits("2020") == 2020
    assert read_digits("二十") is None


# ---- a report marked by hand -------------------------------------------------------------------

KINDS = {
    "year": "year", "count": "count", "docnum": "document", "money": "amount", "score": "score",
    "duration": "duration", "date": "date", "percent": "rate", "rate": "price",
    "year_range": "period", "title": "title",
}  # fmt: skip


def canonical(value: Value) -> object:
    """The value as the list has it: text, number in the canonical unit, or numbers of a date."""
    if value.kind == "title":
        return value.text.replace("〈", "<").replace("〉", ">")
    if value.kind == "document":
        return value.text
    if value.kind == "date":
        return list(value.date or ())
    if value.kind == "period":
        return [(value.date or (None,))[0], (value.end or (None,))[0]]
    if value.kind == "rate" and value.amount is not None:
        return value.amount / 100
    return value.amount


def as_listed(row: dict[str, Any]) -> object:
    if row["kind"] in ("title", "docnum", "date", "year_range"):
        return row["value"]
    return Decimal(row["value"])


def joined(raw: str) -> tuple[str, list[int]]:
    """The text without line breaks and page-start spaces, and where its characters stand."""
    kept = [
        at
        for at, character in enumerate(raw)
        if character != "\n" and not (character == " " and raw[at - 1 : at] == "\n")
    ]
    return "".join(raw[at] for at in kept), kept


@needs_shared
def test_precision_and_recall_on_a_marked_report() -> None:
    listed = json.loads((SHARED / "values/guangdong-2020.json").read_text("utf-8"))["values"]
    text, places = joined((SHARED / "reports/guangdong-2020.txt").read_text("utf-8"))
    expected = {
        (KINDS[row["kind"]], row["start"], row["end"]): as_listed(row)
        for row in listed
        if row["kind"] != "count_cn"
    }
    folded = fold(text)
    found: dict[tuple[str, int, int], object] = {}
    judged = set()
    for value in find_values(folded):
        key = (value.kind, places[value.span.start], places[value.span.end - 1] + 1)
        found[key] = canonical(value)
        # The list is exhaustive for titles and, outside of them, for figures in digits.
        if value.kind == "title" or re.search(r"\d", slice_of(folded, value)):
            judged |= {key} if value.parent is None else set()
    right = {key for key in expected if key in found and found[key] == expected[key]}
    precision = len(right & judged) / len(judged)
    recall = len(right) / len(expected)
    assert precision >= 0.98, sorted(judged - right)
    assert recall >= 0.98, sorted(set(expected) - right)


# ---- cases by people who never saw this project ------------------------------------------------

SKIPPED: dict[str, str] = load("recognizers_skipped.yaml")
MODELS = {
    "number": "Number_NumberModel",
    "percent": "Number_PercentModel",
    "currency": "NumberWithUnit_CurrencyModel",
    "date": "DateTime_DateParser",
    "period": "DateTime_DatePeriodParser",
}


def recognizer_cases() -> list[Any]:
    folder = SHARED / "values/recognizers-zh"
    if not folder.is_dir():
        return []
    return [
        pytest.param(model, case, id=f"{model}-{case['case']}")
        for model, file in MODELS.items()
        for case in json.loads((folder / f"{file}.json").read_text("utf-8"))["cases"]
    ]


def timex(value: Value) -> str:
    def one(date: tuple[int | None, int | None, int | None] | None) -> str:
        year, month, day = date or (None, None, None)
        whole = "XXXX" if year is None else f"{year:04}"
        if month is not None or day is not None:
            whole += "-XX" if month is None else f"-{month:02}"
        return whole if day is None else f"{whole}-{day:02}"

    return one(value.date) if value.end is None else f"{one(value.date)},{one(value.end)}"


def agrees(model: str, value: Value, result: dict[str, Any], text: str) -> bool:
    start, end = result["start"], result["start"] + result["length"]
    resolution = result["resolution"]
    if model == "number":  # ours has its unit, theirs is the numeral in it
        inside = value.span.start <= start and end <= value.span.end
        return inside and value.amount == Decimal(resolution["value"])
    start += text.startswith("从", start)  # the preposition is no part of ours
    if value.span != (start, end):
        return False
    if model == "percent":
        wanted = Decimal(resolution["value"].rstrip("%"))
        return value.kind in ("rate", "points") and value.amount == wanted
    if model == "currency":
        return value.kind == "amount" and value.amount == Decimal(resolution["value"])
    theirs = resolution["Timex"].strip("()").rsplit(",P", 1)[0]
    if value.end is not None and value.end[2] is None:
        theirs = theirs.replace("-01-01", "")
    return timex(value) == theirs


OURS = {
    "number": None, "percent": {"rate", "points"}, "currency": {"amount"},
    "date": {"date"}, "period": {"date", "period", "year"},
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize(("model", "case"), recognizer_cases())
def test_recognizers(model: str, case: dict[str, Any]) -> None:
    """Each result is found with its number, and nothing of the kind besides.

    A bare Chinese numeral is never a figure of ours (what surrounds it makes it one), so that for
    these the reader of numerals is asked, on the words of the result.
    """
    text = fold(case["input"])
    values = [v for v in find_values(text) if OURS[model] is None or v.kind in OURS[model]]
    missed = [
        result
        for result in case["results"]
        if not any(agrees(model, value, result, text) for value in values)
        and not (
            model == "number"
            and read_numeral(fold(result["text"])) == Decimal(result["resolution"]["value"])
        )
    ]
    passes = not missed and len(values) <= len(case["results"])
    reason = SKIPPED.get(f"{model}-{case['case']}")
    if reason is not None:
        assert not passes, "it passes: take it off the list of those that are skipped"
        pytest.skip(reason)
    assert passes, (missed, values)


# ---- round trips -------------------------------------------------------------------------------

integers = st.integers(1, 99_999_999)
MEASURES = ["个", "件", "人次", "批次", "名", "项", "场次", "平方米", "家", "份", "公里"]
SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def grouped(number: Decimal, draw_grouped: bool) -> str:
    return f"{number:,f}" if draw_grouped else f"{number:f}"


numbers = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places), integers, st.integers(0, 4)
)
years = st.integers(1950, 2099)
months, days = st.integers(1, 12), st.integers(1, 31)


def chinese(number: int) -> str:
    """A number below 10000 in Chinese numerals, as reports write them."""
    digits, out = "零一二三四五六七八九", ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("" if not out and number < 20 and place == 10 else digits[digit]) + name
        elif out and number % place:
            out += "零" if not out.endswith("零") else ""
    return out


def only(text: str, written: str, front: str) -> Value:
    (value,) = find_values(text)
    assert value.span == (len(front), len(front) + len(written))
    assert value.parent is None
    return value


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, str, Decimal, str, Decimal, int]:
    """A figure in digits: what is written, kind, number, unit, factor, decimals."""
    kind = draw(st.sampled_from(["amount", "rate", "points", "score", "count", "price"]))
    number, scale = draw(numbers), draw(st.sampled_from(list(SCALES)))
    space = draw(st.sampled_from(["", " "]))
    unit, shown = {
        "amount": (f"{scale}元", f"{scale}元"),
        "price": (f"{scale}元/人", f"{scale}元/人"),
        "rate": ("%", "%"),
        "points": ("个百分点", "个百分点"),
        "score": ("分", "分"),
        "count": (measure := draw(st.sampled_from(MEASURES)), scale + measure),
    }[kind]
    factor = Decimal(SCALES[scale]) if kind in ("amount", "price", "count") else Decimal(1)
    written = grouped(number, draw(st.booleans())) + space + shown
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return written, kind, number, unit, factor, max(0, -exponent)


AROUND = {
    "": [("共计", "，"), ("为", "。"), ("", ""), ("（", "）")],
    "about": [("约", "，"), ("大约", "。"), ("近", "，"), ("共", "左右"), ("共", "上下")],
    "least": [("不低于", "，"), ("不少于", "。"), ("至少", "，"), ("共", "以上")],
    "more": [("超过", "，"), ("逾", "。"), ("高于", "，"), ("突破", "，")],
    "most": [("不超过", "，"), ("不高于", "。"), ("共", "以下"), ("控制在", "以内")],
    "less": [("低于", "，"), ("不足", "。"), ("少于", "，")],
}


@given(
    figures(),
    st.sampled_from([(b, *w) for b, words in AROUND.items() for w in words]),
    st.booleans(),
)
def test_figure_round_trip(
    figure: tuple[str, str, Decimal, str, Decimal, int], words: tuple[str, str, str], below: bool
) -> None:
    written, kind, number, unit, factor, decimals = figure
    bound, front, back = words
    signed = below and kind in ("amount", "rate", "points") and front in ("共计", "为")
    written, number = ("-" + written, -number) if signed else (written, number)
    value = only(front + written + back, written, front)
    assert (value.kind, value.number, value.unit, value.factor, value.decimals, value.bound) == (
        kind, number, unit, factor, decimals, bound,
    )  # fmt: skip
    assert value.text == written.replace(" ", "")


@given(st.integers(2, 9999), st.sampled_from(["项", "名", "人次", "平方米"]), st.booleans())
def test_chinese_count_round_trip(number: int, unit: str, over: bool) -> None:
    over = over and number % 10 == 0
    numeral = "两" if number == 2 else chinese(number)
    written = f"{numeral}{'余' if over else ''}{unit}"
    value = only(f"开展{written}。", written, "开展")
    assert (value.kind, value.number, value.unit) == ("count", number, unit)
    assert value.bound == ("over" if over else "")


@given(st.integers(1, 99), st.sampled_from(["个月", "个工作日", "天", "周年", "个小时"]))
def test_duration_round_trip(number: int, unit: str) -> None:
    written = f"{number} {unit}"
    value = only(f"历时{written}，", written, "历时")
    bare = {"个月": "月", "个工作日": "工作日", "天": "日", "个小时": "小时"}.get(unit, unit)
    assert (value.kind, value.number, value.unit) == ("duration", number, bare)


@given(years, months, days, st.sampled_from(["{}年{}月{}日", "{} 年 {} 月 {} 日", "{}-{:02}-{:02}",
                                             "{}.{}.{}", "{}/{}/{}"]))  # fmt: skip
def test_date_round_trip(year: int, month: int, day: int, form: str) -> None:
    written = form.format(year, month, day)
    value = only(f"于{written}印发", written, "于")
    assert (value.kind, value.date, value.number) == ("date", (year, month, day), None)


@given(years, st.sampled_from(["年", "年度", " 年"]), st.booleans())
def test_year_round_trip(year: int, unit: str, chinese_digits: bool) -> None:
    said = str(year)
    if chinese_digits:
        said = "".join("〇一二三四五六七八九"[int(digit)] for digit in said)
    value = only(f"截至{said}{unit}，", said + unit, "截至")
    assert (value.kind, value.number, value.date) == ("year", year, (year, None, None))


@given(years, years, months, months, st.sampled_from(["至", "-", "—", "~", " 至 "]))
def test_period_round_trip(first: int, last: int, month: int, until: int, to: str) -> None:
    for written, date, end in (
        (f"{first}年{to}{last}年", (first, None, None), (last, None, None)),
        (f"{first}{to}{last}年", (first, None, None), (last, None, None)),
        (f"{first}年{month}月{to}{until}月", (first, month, None), (first, until, None)),
        (f"{month}月1日{to}{until}月28日", (None, month, 1), (None, until, 28)),
    ):
        value = only(f"在{written}内", written, "在")
        assert (value.kind, value.date, value.end) == ("period", date, end)


@given(
    st.sampled_from(["财预", "粤财绩", "佛财监函", "国办发", "穗府办规"]),
    years,
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "()", "（）", "【】"]),
    st.sampled_from(["根据", "（", "按照", "以及", ""]),
)
def test_document_round_trip(agency: str, year: int, no: int, pair: str, front: str) -> None:
    written = f"{agency}{pair[0]}{year}{pair[1]}{no}号"
    value = only(f"{front}{written}，", written, front)
    assert (value.kind, value.number, value.date) == ("document", no, (year, None, None))
    assert value.text == f"{agency}〔{year}〕{no}号"


names = st.text("关于印发预算绩效管理办法的通知国务院和", min_size=1, max_size=40)


@given(names, st.lists(st.integers(1, 999), max_size=3), st.booleans())
def test_title_round_trip(name: str, articles: list[int], inner: bool) -> None:
    said = [f"第{chinese(article)}条" for article in articles]
    written = f"《关于〈{name}〉的函》" if inner else f"《{name}》"
    value = only(f"依据{written}{'、'.join(said)}规定", written, "依据")
    assert (value.kind, value.text, value.articles) == ("title", written, tuple(said))


# ---- any text ----------------------------------------------------------------------------------

NUMERAL = re.compile("[0-9《〇零一二三四五六七八九十百千万亿两廿壹贰叁肆伍陆柒捌玖拾佰仟]")
PIECES = st.sampled_from(
    [
        *"0123456789.,-+/%年月日号第条《》〔〕（）元万亿个百千十一二两多余约近至到 ",
        *"\n分成天周负¥，、：",
        *["百分之", "个百分点", "人民币", "平方米", "2020年", "万元/人", "〔2020〕", "以上"],
    ]
)


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text(text: str) -> None:
    values = find_values(text)
    assert [value.span.start for value in values] == sorted(value.span.start for value in values)
    for place, value in enumerate(values):
        assert 0 <= value.span.start < value.span.end <= len(text)
        assert NUMERAL.search(slice_of(text, value))
        assert "\n" not in slice_of(text, value)
        if value.parent is None:
            outer = [v for v in values[:place] if v.parent is None]
            assert not outer or outer[-1].span.end <= value.span.start
        else:
            around = values[value.parent]
            assert value.parent < place
            assert around.kind == "title"
            assert around.span.start < value.span.start
            assert value.span.end < around.span.end


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "《", "(", "〔2020", "1.", "1+", "第", "第一、", "百分之", "5-", "《一", "一到"],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.perf_counter()
        find_values(text)
        return time.perf_counter() - start

    find_values("1")
    short = min(seconds(20_000) for _ in range(3))
    assert seconds(320_000) < 16 * 4 * max(short, 0.002)


def test_a_kept_pattern_is_the_pattern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_CACHE", str(tmp_path))
    text, flags = r"(?P<year>\d{4})年 (?:(?P<month>[一二三四五六七八九十]+)月)?", re.VERBOSE
    plain = re.compile(text, flags)
    for _ in range(2):  # made and kept, then read
        made = long_pattern(text, flags)
        assert (made.flags, made.groups, dict(made.groupindex)) == (
            *(plain.flags, plain.groups),
            dict(plain.groupindex),
        )
        found, wanted = made.search("于2021年三月"), plain.search("于2021年三月")
        assert found
        assert wanted
        assert (found.groupdict(), found.span()) == (wanted.groupdict(), wanted.span())
        assert found.lastgroup == wanted.lastgroup
    (kept,) = tmp_path.iterdir()
    for damaged in (b"", b"{}", b'{"code": [1, 2], "flags": 0, "groups": 0, "names": {}}'):
        store.write(kept.name, damaged)
        assert long_pattern(text, flags).search("2021年")
