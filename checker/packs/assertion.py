"""The assertion language: text → node and back, every fault at its character.

A node is a nested tuple of strings and nodes, so that it goes through JSON (where tuples come
back as lists: ``as_node``):

=============================  ==================================================================
``("term", name, quals)``      a quantity of the vocabulary; ``quals`` a tuple of qualifiers:
                               a basis (``BASES``), a year (``YEARS``, or 2019), 变动 or 变动率
                               (the change, as an amount or a rate, instead of the level)
``("number", digits, unit)``   a figure of the rule itself, exact; ``unit`` may be ""
``("add", a, b)``              also ``sub``, ``mul``, ``div``; ``("neg", a)``
``("compare", op, a, b)``      ``op`` one of = ≠ ≤ ≥ < >
``("and", a, b, …)``           also ``or``; ``("not", a)``
``("optional", term)``         nothing where the term is not stated
``("sum", a, b, …)``           of expressions; ``("sum", ("each", term))`` of every place of a term
``("count", term)``            in how many places it is stated
``("each", term)``             every place of the term: the claim must hold with each
``("abs", a)``                 without sign
``("stated", term)``           whether it is stated at all
``("any", claim, …)``          whether one of the claims holds whose operands are stated
``("section", title)``         whether a section of that title is there
``("date", term)``             a term that is a date
``("days", a, b)``             from the day of a to the day of b; ``workdays`` likewise
``("always",)``                only as the whole of ``when``
=============================  ==================================================================
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.model.rule import Node

if TYPE_CHECKING:
    from lark import Token, Tree

ALWAYS: Node = ("always",)
BASES = ("年初预算", "调整预算", "决算", "计划", "实际")
YEARS = {"前年": -2, "上年": -1, "本年": 0, "下年": 1}
CHANGES = ("变动", "变动率")
_SAME = {"去年": "上年", "上年度": "上年", "本年度": "本年", "明年": "下年", "下年度": "下年"}

# name: what each argument must be, fewest and most arguments, what the call is
FUNCTIONS = {
    "optional": ("term", 1, 1, "quantity"),
    "sum": ("quantity", 1, 99, "quantity"),
    "count": ("term", 1, 1, "quantity"),
    "each": ("term", 1, 1, "quantity"),
    "abs": ("quantity", 1, 1, "quantity"),
    "date": ("term", 1, 1, "quantity"),
    "days": ("quantity", 2, 2, "quantity"),
    "workdays": ("quantity", 2, 2, "quantity"),
    "stated": ("term", 1, 1, "claim"),
    "any": ("claim", 1, 99, "claim"),
    "section": ("text", 1, 1, "claim"),
    "day": ("text", 1, 1, "quantity"),
}

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= str.maketrans("　、−–—﹣×✕÷≦≧⩽⩾", " ,----**/≤≥≤≥")
_COMPARE = {
    **{op: op for op in "=≠≤≥<>"},
    "==": "=",
    "!=": "≠",
    "<>": "≠",
    "<=": "≤",
    "=<": "≤",
    ">=": "≥",
    "=>": "≥",
    "等于": "=",
    "不等于": "≠",
    "大于": ">",
    "小于": "<",
    "不大于": "≤",
    "小于等于": "≤",
    "不小于": "≥",
    "大于等于": "≥",
}
_OPERATOR_WORDS = ("等于", "大于", "小于", "除以", "加", "减", "乘", "且", "或", "非")
_WORDS = {
    "TERM": ("术语", "a term"),
    "NUMBER": ("数字", "a number"),
    "NAME": ("函数", "a function"),
    "STRING": ("引号中的标题", "a title in quotes"),
    "LPAR": ("（", "“(”"),
    "RPAR": ("）", "“)”"),
    "LSQB": ("[限定]", "[a qualifier]"),
    "RSQB": ("]", "“]”"),
    "COMMA": ("逗号", "a comma"),
    "COMPARE": ("比较（= ≠ ≤ ≥ < >）", "a comparison (= ≠ ≤ ≥ < >)"),
    **dict.fromkeys(("PLUS", "TIMES", "DIVIDE"), ("运算符（+ − × ÷）", "an operator (+ − × ÷)")),
    **dict.fromkeys(("AND", "OR"), ("且、或", "“and”, “or”")),
    "NOT": ("非", "“not”"),
    "$END": ("结尾", "the end"),
}
_KINDS = {
    "quantity": ("一个量", "a quantity"),
    "claim": ("一个判断", "a claim"),
    "term": ("一个术语", "a term"),
    "text": ("引号中的标题", "a title in quotes"),
}


class AssertionFault(Exception):
    """An assertion that does not parse: where in the string (from 0), and why, in zh and en.

    ``expected`` are the things that could have stood there, as pairs of zh and en.
    """

    def __init__(
        self, offset: int, zh: str, en: str, expected: tuple[tuple[str, str], ...] = ()
    ) -> None:
        if expected:
            zh += "；此处可以是" + "、".join(pair[0] for pair in expected)
            en += "; possible here: " + ", ".join(pair[1] for pair in expected)
        super().__init__(en)
        self.offset = offset
        self.zh = zh
        self.en = en
        self.expected = expected


def parse_assertion(text: str) -> Node:
    """The node of one claim. Raises AssertionFault."""
    return parse_with_places(text)[0]


def parse_with_places(text: str) -> tuple[Node, tuple[tuple[Node, int], ...]]:
    """The node of one claim, and each term and section node in it with its offset in ``text``:
    that of the name, or of the title within its quotes.

    Raises AssertionFault.
    """
    from lark import UnexpectedCharacters, UnexpectedToken

    from checker import languages

    parser = languages.grammar("assertion", start="claim")
    try:
        tree = parser.parse(text.translate(_FOLD))
        building = _Building(text)
        node, kind = building.node(tree)
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        shown = text[at : at + 1]
        raise AssertionFault(at, f"不认识“{shown}”", f"“{shown}” is not understood") from None
    except UnexpectedToken as error:
        raise _unexpected(text, error) from None
    except RecursionError:
        raise AssertionFault(0, "嵌套太深", "nested too deeply") from None
    if kind != "claim":
        zh, en = "这里只有量，没有判断", "this is a quantity and claims nothing"
        raise AssertionFault(len(text), zh, en, (_WORDS["COMPARE"],))
    return node, tuple(building.places)


def _unexpected(text: str, error: Any) -> AssertionFault:
    names = sorted(error.accepts or error.expected)
    expected = tuple(dict.fromkeys(_WORDS[name] for name in names if name in _WORDS))
    if error.token.type == "$END":
        return AssertionFault(len(text), "没有写完", "this breaks off", expected)
    at = error.token.start_pos
    shown = text[at : at + len(error.token)]
    return AssertionFault(at, f"“{shown}”不能在这里", f"“{shown}” cannot stand here", expected)


class _Building:
    """Lark's tree → node and what it is: quantity, claim, term (a quantity too) or text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: list[tuple[Node, int]] = []

    def node(self, tree: Tree[Token]) -> tuple[Node, str]:
        parts: list[Any] = tree.children
        match tree.data:
            case "number":
                digits = parts[0].rstrip("".join(set(parts[0]) - set("0123456789.")))
                return ("number", digits, parts[0][len(digits) :]), "quantity"
            case "term":
                return self.term(parts), "term"
            case "text":
                start = parts[0].start_pos
                return (self.text[start + 1 : start + len(parts[0]) - 1],), "text"
            case "call":
                return self.call(parts)
            case "claim" | "both":
                tag = "or" if tree.data == "claim" else "and"
                return (tag, *(self.wanted(part, "claim") for part in parts[::2])), "claim"
            case "denied":
                return ("not", self.wanted(parts[1], "claim")), "claim"
            case "compared":
                left, right = (self.wanted(part, "quantity") for part in (parts[0], parts[2]))
                return ("compare", _COMPARE[parts[1]], left, right), "claim"
            case "signed":
                return ("neg", self.wanted(parts[1], "quantity")), "quantity"
        node = self.wanted(parts[0], "quantity")
        tags = {"PLUS": "add", "MINUS": "sub", "TIMES": "mul", "DIVIDE": "div"}
        for sign, part in zip(parts[1::2], parts[2::2], strict=True):
            node = (tags[sign.type], node, self.wanted(part, "quantity"))
        return node, "quantity"

    def wanted(self, tree: Tree[Token], kind: str) -> Node:
        """The node of ``tree``, which must be of ``kind``."""
        node, found = self.node(tree)
        if found == kind or (kind == "quantity" and found == "term"):
            return node
        at = next(tree.scan_values(lambda _: True)).start_pos
        (zh, en), (found_zh, found_en) = _KINDS[kind], _KINDS[found]
        raise AssertionFault(
            at or 0, f"这里要{zh}，写的是{found_zh}", f"{en} belongs here, and this is {found_en}"
        )

    def term(self, parts: list[Any]) -> Node:
        token = parts[0]
        name = term_name(token)
        qualifiers = []
        for part in parts[1:]:
            if part is None:
                continue
            word = part.children[0]
            short = word.removesuffix("年") if word[0].isdigit() else _SAME.get(word, str(word))
            if short not in (*BASES, *YEARS, *CHANGES) and not (
                short.isdigit() and len(short) == 4
            ):
                raise _unknown_qualifier(word)
            qualifiers.append(short)
        node = ("term", name, tuple(qualifiers))
        self.places.append((node, token.start_pos))
        return node

    def call(self, parts: list[Any]) -> tuple[Node, str]:
        name, arguments = str(parts[0]), parts[1:]
        if name not in FUNCTIONS:
            from checker.packs.schema import nearest

            zh, en = nearest(name, FUNCTIONS)
            raise AssertionFault(
                parts[0].start_pos, f"没有函数“{name}”{zh}", f"there is no function “{name}”{en}"
            )
        kind, fewest, most, result = FUNCTIONS[name]
        if not fewest <= len(arguments) <= most:
            zh, en = f"“{name}”要 {fewest} 个参数", f"“{name}” takes {fewest} arguments"
            raise AssertionFault(parts[0].start_pos, zh, en)
        nodes = [self.wanted(argument, kind) for argument in arguments]
        if name == "day" and not _is_day(nodes[0][0]):
            zh, en = "应是一个日期，写成 2022-01-01", "a day of the calendar, as 2022-01-01"
            raise AssertionFault(parts[0].start_pos, zh, en)
        if kind == "text":
            node = (name, nodes[0][0])
            self.places.append((node, arguments[0].children[0].start_pos + 1))
            return node, result
        return (name, *nodes), result


def _is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, as 2022-01-31."""
    try:
        return len(text) == len("2022-01-31") and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _unknown_qualifier(word: Token) -> AssertionFault:
    from checker.packs.schema import nearest

    known = (*BASES, *YEARS, *CHANGES)
    zh, en = nearest(word, known)
    names = "、".join(known)
    return AssertionFault(
        word.start_pos or 0,
        f"没有限定“{word}”{zh}；可用：{names}或四位年份",
        f"there is no qualifier “{word}”{en}; known: {names} or a year",
    )


def term_name(written: str) -> str:
    """A term's name in its one form: full-width brackets, curved quotes."""
    name = written.translate(_FOLD).replace("(", "（").replace(")", "）")
    while '"' in name:
        name = name.replace('"', "“", 1).replace('"', "”", 1)
    return name


def operator_inside(name: str) -> str:
    """The operator word that an unknown name holds and that should stand apart, or ""."""
    return next((word for word in _OPERATOR_WORDS if word in name[1:]), "")


def as_node(data: Any) -> Node:
    """The node that JSON gave back as lists."""
    return tuple(as_node(part) if isinstance(part, list) else part for part in data)


@lru_cache(maxsize=1024)
def terms_of(node: Node) -> tuple[Node, ...]:
    """The distinct term nodes of a claim, in order of their first place."""
    found: dict[Node, None] = {}

    def walk(part: Node) -> None:
        if part[0] == "term":
            found[part] = None
        else:
            for child in part[1:]:
                if isinstance(child, tuple):
                    walk(child)

    walk(node)
    return tuple(found)


_LEVEL = {"or": 1, "and": 2, "not": 3, "compare": 4, "add": 5, "sub": 5, "mul": 6, "div": 6}
_SIGN = {"or": "或", "and": "且", "add": "+", "sub": "−", "mul": "×", "div": "÷"}


@lru_cache(maxsize=1024)
def render_assertion(node: Node) -> str:
    """The claim as text; parsed again it gives the same node."""
    return _render(node, 0)


def _render(node: Node, least: int) -> str:
    """``node`` as text, in brackets where it binds less than ``least``."""
    tag = node[0]
    level = _LEVEL.get(tag, 7 if tag == "neg" else 8)
    if tag == "term":
        text = node[1] + (f"[{', '.join(node[2])}]" if node[2] else "")
    elif tag == "number":
        text = node[1] + node[2]
    elif tag in ("section", "day"):
        text = f"{tag}(“{node[1]}”)" if '"' in node[1] else f'{tag}("{node[1]}")'
    elif tag == "compare":
        text = f"{_render(node[2], 5)} {node[1]} {_render(node[3], 5)}"
    elif tag in ("and", "or"):
        text = f" {_SIGN[tag]} ".join(_render(child, level + 1) for child in node[1:])
    elif tag == "not":
        text = f"非 {_render(node[1], 3)}"
    elif tag == "neg":
        text = f"−{_render(node[1], 7)}"
    elif tag in _SIGN:
        text = f"{_render(node[1], level)} {_SIGN[tag]} {_render(node[2], level + 1)}"
    elif tag == "always":
        text = "always"
    else:
        text = f"{tag}({', '.join(_render(child, 0) for child in node[1:])})"
    return f"({text})" if level < least else text
