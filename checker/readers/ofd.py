"""OFD (GB/T 33190): pages of text objects that say where each of their characters stands.

The anchor of a character is its page and its number among the characters of that page's text codes:
those of the templates it lies upon, then its own, in the order of the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from math import atan2, degrees, hypot
from statistics import median_low
from typing import Any, NamedTuple

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import PAGE_SHIFT, Source
from checker.readers import Tell
from checker.readers.packed import Part, beside, damaged, encrypted, opened, tree
from checker.readers.pages import Char, Page, Rule, parts
from checker.readers.pages.page import Corners, turned
from checker.readers.passages import source, too_much

POINTS = 72 / 25.4
"""Points in a millimetre, in which an OFD measures."""
PAPER = (0.0, 0.0, 210.0, 297.0)
BELOW = 1 / 7
"""How far the box of a character reaches below its base line, in parts of its size."""
ASKEW = 8.0
"""Degrees off level or upright from which text is no text of the page (a watermark)."""
MOST = 50_000
"""Characters of a page, and lines on it: no page of a report has as many."""
THIN = 1.0
"""Millimetres: a filled shape no thicker than this is a line."""
WIDEST = 1.3
"""Where the next character stands further off than this, in parts of a character's usual width,
there is a gap between them."""
OPENING = frozenset("（《“‘〔【「『〈")
CLOSING = frozenset("），。、；：》”’〕】」』〉！？")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Glyph(NamedTuple):
    """A character where the file has it: its box in millimetres, y downwards, and by how many
    quarters its text must be turned clockwise to be level (None: it is askew)."""

    text: str
    box: Corners
    number: int
    quarter: int | None


class _Content(NamedTuple):
    """What is drawn on a page or a template: its characters, lines, and whether it has pictures; the
    characters of its text codes are ``held``."""

    glyphs: tuple[_Glyph, ...]
    lines: tuple[Corners, ...]
    pictured: bool
    held: int


def read(path: str, data: bytes, limits: Limits, tell: Tell) -> Source:
    """The Source of an OFD. Raises InputError: damaged, encrypted, over a limit, without text."""
    part = opened(path, data, limits).part
    entry = part("OFD.xml")
    if entry is None:
        raise damaged(path)
    root = tree(path, entry, limits)
    if part("Encryptions.xml") is not None or next(root.iter("{*}Encryptions"), None) is not None:
        raise encrypted(path)
    pages: list[Page] = []
    blank: list[int] = []
    for body in root.iter("{*}DocRoot"):
        name = beside("/OFD.xml", body.text or "")
        for page, pictured in _document(path, part, name, len(pages), limits):
            pages.append(page)
            if pictured and not page.chars:
                blank.append(page.number)
    if blank and len(blank) == len(pages):
        raise InputError(
            f"{path}：OFD 的各页只有图像、没有文字（扫描件）；请用 OFD 阅读器导出为 PDF 后再检查",
            f"{path}: the pages of the OFD are pictures without text (a scan): export it as PDF",
        )
    notes = []
    if blank:
        listed = "、".join(map(str, blank[:10])) + ("等" if len(blank) > 10 else "")
        notes.append(
            Words(
                f"第 {listed} 页只有图像、没有文字，未读；请用 OFD 阅读器导出为 PDF 后再检查",
                f"pictures without text, not read: pages {listed}; export the file as PDF",
            )
        )
    return source(path, "ofd", parts(pages), limits, notes)


def _document(
    path: str, part: Part, name: str, before: int, limits: Limits
) -> Iterator[tuple[Page, bool]]:
    """The pages of one document of a file, and whether each has pictures."""
    content = part(name)
    if content is None:
        raise damaged(path)
    root = tree(path, content, limits)
    area = _box(root.find("{*}CommonData/{*}PageArea/{*}PhysicalBox"), PAPER)
    templates = {
        one.get("ID"): beside(name, one.get("BaseLoc") or "")
        for one in root.iterfind("{*}CommonData/{*}TemplatePage")
    }
    listed = root.findall("{*}Pages/{*}Page")
    if before + len(listed) > limits.pages:
        raise InputError(
            f"{path}：超过 {limits.pages} 页，不像一份自评报告（上限可用 --limit pages=… 调整）",
            f"{path}: more than {limits.pages} pages (--limit pages=… raises the limit)",
        )

    def content_of(drawn: Any) -> _Content:
        if sum(len(code.text or "") for code in drawn.iter("{*}TextCode")) > MOST:
            raise too_much(path, limits)
        return _content(drawn)

    known: dict[str, _Content] = {}
    left = limits.characters
    for number, one in enumerate(listed, before + 1):
        written = part(beside(name, one.get("BaseLoc") or ""))
        if written is None:
            raise damaged(path)
        page = tree(path, written, limits)
        layers = []
        for used in page.iterfind("{*}Template"):
            template = templates.get(used.get("TemplateID"), "")
            if template and template not in known:
                known[template] = content_of(tree(path, part(template) or b"<a/>", limits))
            if template:
                layers.append(known[template])
        layers.append(content_of(page))
        left -= sum(layer.held for layer in layers)
        if left < 0:
            raise too_much(path, limits)
        seen = _box(page.find("{*}Area/{*}PhysicalBox"), area)
        yield _page(number, seen, layers), any(layer.pictured for layer in layers)


def _page(number: int, area: Corners, layers: Sequence[_Content]) -> Page:
    """A page upright, in points, y upwards."""
    left, top, width, height = area

    def placed(box: Corners) -> Corners:
        return (
            (box[0] - left) * POINTS,
            (top + height - box[3]) * POINTS,
            (box[2] - left) * POINTS,
            (top + height - box[1]) * POINTS,
        )

    quarters = Counter(
        glyph.quarter for layer in layers for glyph in layer.glyphs if glyph.quarter is not None
    )
    turn = min(quarters, key=lambda quarter: (-quarters[quarter], quarter), default=0)
    chars = []
    before = 0
    for layer in layers:
        for glyph in layer.glyphs:
            if glyph.quarter == turn:
                anchor = number << PAGE_SHIFT | before + glyph.number
                chars.append(Char(glyph.text, *turned(placed(glyph.box), turn), anchor))
        before += layer.held
    rules = [Rule(*turned(placed(line), turn)) for layer in layers for line in layer.lines]
    corners = turned((0.0, 0.0, width * POINTS, height * POINTS), turn)
    return Page(number, *corners, chars, rules, turn)


def _content(root: Any) -> _Content:
    glyphs: list[_Glyph] = []
    lines: list[Corners] = []
    pictured = False
    count = 0
    for one in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        hidden = one.get("Visible") == "false" or one.get("Alpha") == "0"
        kind = one.tag.rpartition("}")[2]
        if kind == "TextObject":
            texts = [code.text or "" for code in one.iterfind("{*}TextCode")]
            if not hidden:
                glyphs += _glyphs(one, count)
            count += sum(map(len, texts))
        elif hidden:
            continue
        elif kind == "PathObject":
            lines += islice(_lines(one), MOST + 1)
        else:
            pictured = True
    if len(lines) > MOST:  # a drawing
        lines = []
    return _Content(tuple(glyphs), tuple(lines), pictured, count)


def _glyphs(element: Any, number: int) -> Iterator[_Glyph]:
    """The characters of a text object; ``number`` is that of the first."""
    boundary = _box(element.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    a, b, c, d, e, f = _matrix(element.get("CTM"))
    size = _number(element.get("Size"), 0.0)
    scale = _number(element.get("HScale"), 1.0)
    angle = degrees(atan2(b, a))
    quarter = round(-angle / 90) % 4 if abs(angle - round(angle / 90) * 90) < ASKEW else None
    along, across = hypot(a, b), hypot(c, d)
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        text = code.text or ""
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        right = _steps(code.get("DeltaX"), len(text))
        down = _steps(code.get("DeltaY"), len(text))
        narrow = _narrow(text, right, size * scale / 2)
        at_x, at_y = x - _slip(text, x, right, size * scale, element, boundary), y
        for at, one in enumerate(text):
            wide = unicodedata.east_asian_width(one) in "WFA"
            own = size * scale if wide else narrow
            step = right[at] if at < len(right) else 0.0
            width = step if 0 < step <= own * WIDEST else own
            base = (a * at_x + c * at_y + e + boundary[0], b * at_x + d * at_y + f + boundary[1])
            box = _around(base, width * along, size * across, quarter or 0)
            yield _Glyph(one, box, number + at, quarter)
            at_x += right[at] if at < len(right) else 0.0
            at_y += down[at] if at < len(down) else 0.0
        number += len(text)


def _narrow(text: str, steps: Sequence[float], otherwise: float) -> float:
    """The width of the figures of a run: how far most of them stand from one another."""
    pairs = zip(pairwise(text), steps, strict=False)
    found = [step for (one, other), step in pairs if (one + other).isascii() and step > 0]
    return min(median_low(found), 2 * otherwise) if found else otherwise


def _slip(
    text: str, x: float, steps: Sequence[float], size: float, element: Any, boundary: Corners
) -> float:
    """How far a run was set to the right of its place: programs that begin it at the ink of an
    opening mark, which fills the right half of its box, let it stick out of its boundary."""
    if not text or text[0] not in OPENING or element.get("CTM") or len(steps) != len(text) - 1:
        return 0.0
    inked = 0.4 if text[-1] in CLOSING else 0.9
    out = x + sum(steps) + inked * size - boundary[2]
    return min(out, size * 0.75) if out > size * 0.3 else 0.0


def _around(base: tuple[float, float], width: float, size: float, quarter: int) -> Corners:
    """The box of a character from where its base line begins, y downwards."""
    x, y = base
    if quarter == 1:  # written upwards
        return (x - size * (1 - BELOW), y - width, x + size * BELOW, y)
    if quarter == 2:
        return (x - width, y - size * BELOW, x, y + size * (1 - BELOW))
    if quarter == 3:
        return (x - size * BELOW, y, x + size * (1 - BELOW), y + width)
    return (x, y - size * (1 - BELOW), x + width, y + size * BELOW)


def _lines(element: Any) -> Iterator[Corners]:
    """The level and upright lines of a path: its strokes, and filled shapes as thin as a stroke."""
    left, top, width, height = _box(element.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    a, b, c, d, e, f = _matrix(element.get("CTM"))
    drawn = element.find("{*}AbbreviatedData")
    stroked = element.get("Stroke") != "false"
    if element.get("Fill") == "true" and not stroked:
        if min(width, height) <= THIN:
            yield (left, top, left + width, top + height)
        return
    half = _number(element.get("LineWidth"), 0.353) / 2
    at = start = (0.0, 0.0)
    words = ((drawn.text if drawn is not None else None) or "").split()
    place = 0
    while stroked and place < len(words):
        word = words[place]
        takes = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7}.get(word, 0)
        given = [_number(said, 0.0) for said in words[place + 1 : place + 1 + takes]]
        place += 1 + takes
        if len(given) < takes:
            return
        before = at
        if takes:
            x, y = given[-2:]
            at = (a * x + c * y + e + left, b * x + d * y + f + top)
        elif word == "C":
            at = start
        if word in "MS":
            start = at
        elif word in "LC":
            level, upright = abs(at[1] - before[1]), abs(at[0] - before[0])
            if min(level, upright) <= THIN / 2 < max(level, upright):
                (x, y), (to_x, to_y) = sorted((before, at))
                low, high = min(y, to_y), max(y, to_y)
                yield (x - half, low - half, to_x + half, high + half)


def _steps(given: str | None, most: int) -> list[float]:
    """How far each character stands from the one before: ``5.6 g 3 5.6`` is four times 5.6."""
    words = iter((given or "").split())
    found: list[float] = []
    for word in words:
        if word == "g":
            times = next(words, "0")
            step = _number(next(words, "0"), 0.0)
            found += [step] * min(int(times) if times.isdigit() else 0, most)
        else:
            found.append(_number(word, 0.0))
        if len(found) > most:
            break
    return found


def _matrix(given: str | None) -> Matrix:
    found = [_number(word, 0.0) for word in (given or "").split()]
    return (
        (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else UNMOVED
    )


def _box(given: Any, otherwise: Corners) -> Corners:
    """Four numbers (x, y, width, height), written in an element or an attribute."""
    said = given if isinstance(given, str) or given is None else given.text
    found = [_number(word, 0.0) for word in (said or "").split()]
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else otherwise


def _number(given: str | None, otherwise: float) -> float:
    """A number of the geometry; what is none, or of no page, counts as not given."""
    if given is None or NUMBER.fullmatch(given) is None:
        return otherwise
    found = float(given)
    return found if abs(found) < 1e6 else otherwise
