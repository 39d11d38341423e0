"""Web pages: saved from a browser, from Word and Excel, or as one file (MHTML)."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import Source
from checker.readers import Tell
from checker.readers.found import Found, is_own, texts
from checker.readers.kinds import PAGE_FILE
from checker.readers.markup import Element, too_deep, walk
from checker.readers.passages import Passage, source, too_much

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
WESTERN = re.compile(r"(?:us-)?ascii|(?:iso|windows|cp)-?(?:8859|125\d)|latin", re.I)
PICTURE = re.compile(r"data:[\w/+.;=-]{1,100},[A-Za-z0-9+/=%\s]{1000,}")
"""A picture inside the page: the parser gives up on long attributes."""
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
CROWDED = 1_000
"""Attributes of one element: with more of them a page means harm."""

AROUND = re.compile(
    r"[\s\xa0|>»]*(?:当前位置|您(?:现在)?(?:所在)?的?(?:当前)?位置|您当前的位置|所在位置|版权所有|主办(?:单位)?[：:]|承办(?:单位)?[：:]"
    r"|技术支持|备案(?:序)?号|网站标识码|\S{0,3}ICP备|\S{0,3}公网安备|地址[：:].{0,40}邮编|网站地图|联系我们|设为首页|加入收藏|无障碍|打印(?:本页)?"
    r"|关闭(?:窗口|本页)|【?字体|分享到|扫一扫|浏览(?:次数|量)|点击(?:次数|数|量)|访问(?:次数|量)|阅读(?:次数|量)|上一篇|下一篇|相关(?:链接|文档|信息)"
    r"|返回(?:顶部|首页)|建议使用|您使用的浏览器|发布(?:时间|日期|机构)[：:]|(?:信息|文章|稿件)?来源[：:]|索引号|主题分类)|.{0,30}(?:版权所有|ICP备\d|Copyright)",
    re.I,
)
"""How the lines that a site puts around an article begin."""
SHORT = 160
"""What is longer is nothing of that sort."""
ORDINAL = re.compile(r"[\s\xa0]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])")


class _Page(NamedTuple):
    """A document: its tree, and what was odd in reading it."""

    root: Element
    encoding: str
    notes: tuple[Words, ...]


def read(path: str, data: bytes, limits: Limits, tell: Tell) -> Source:
    """The Source of a web page. Raises InputError: no text, or over a limit."""
    page = parse(path, data, limits)
    found = walk(path, page.root, limits)
    kept = article(found)
    notes = list(page.notes)
    if len(kept) < len(found):
        left = len(found) - len(kept)
        notes.append(
            Words(
                f"网页中正文以外的导航、页脚等 {left} 处未读",
                f"{left} passages around the article (navigation, footer) were left out",
            )
        )
    return source(path, "html", [one.part for one in kept], limits, notes)


def parse(path: str, data: bytes, limits: Limits) -> _Page:
    """The tree of a document. Raises InputError: over a limit, or no markup at all."""
    if PAGE_FILE.match(data[:4096]):
        data = _from_archive(path, data)
    text, encoding, sure = decode(data)
    text = PICTURE.sub("data:,", text)
    crowded = any(tag[0].count("=") > CROWDED for tag in LONG_TAG.finditer(text))
    if crowded or text.count("<") - text.count("</") > limits.elements:
        raise InputError(
            f"{path}：网页元素超过 {limits.elements} 个，不像一份自评报告（上限可用 --limit elements=… 调整）",
            f"{path}: more than {limits.elements} elements (--limit elements=… raises the limit)",
        )
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    for entry in parser.error_log:
        if "Excessive depth" in entry.message:
            raise too_deep(path, limits)
        if "Resource limit" in entry.message:
            raise too_much(path, limits)
    if root is None:
        raise InputError(
            f"{path}：网页是空的，没有文字", f"{path}: the page is empty: it has no text"
        )
    notes = []
    if not sure:
        notes.append(
            Words(
                f"网页编码不明，按 {encoding} 读取，个别字符无法解码",
                f"the encoding is not known: read as {encoding}, some characters could not be decoded",
            )
        )
    if next(root.iter("frame", "iframe"), None) is not None:
        notes.append(
            Words(
                "网页含有框架（frame），框架内的页面不在本文件中，未读",
                "the page has frames: what they show is not in this file and was not read",
            )
        )
    return _Page(root, encoding, tuple(notes))


def decode(data: bytes) -> tuple[str, str, bool]:
    """The characters of a page, the encoding, and whether all of it could be decoded in it.

    A byte order mark goes before what the page declares. A Chinese page that declares nothing, a
    Western encoding or a wrong one is UTF-8 or, as government sites were for long, GB18030.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, True
    if data[:200].count(b"\x00") > 40:
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return data.decode(encoding, "replace"), encoding, True
    declared = [name.decode("ascii") for name in DECLARED.findall(data[:4096])]
    for name in (*declared, "utf-8", "gb18030"):
        try:
            encoding = codecs.lookup(name).name
            if encoding in ("gb2312", "gbk", "hz"):
                encoding = "gb18030"
            if WESTERN.match(encoding):
                continue
            return data.decode(encoding), encoding, True
        except (LookupError, ValueError):
            continue
    # Of Chinese in GB18030 next to nothing is UTF-8; of UTF-8 nearly everything passes for GB18030.
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 50 < len(text):
        return text, "utf-8", False
    return data.decode("gb18030", "replace"), "gb18030", False


def _from_archive(path: str, data: bytes) -> bytes:
    """The page in an MHTML file, as UTF-8."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return codecs.BOM_UTF8 + decode(content)[0].encode("utf-8", "replace")
    raise InputError(
        f"{path}：单个文件网页（MHTML）里没有可读的网页；请在浏览器或 Word 中另存为 .html 或 .docx",
        f"{path}: no page can be read in this MHTML file: save it as .html or .docx",
    )


def article(found: Sequence[Found]) -> list[Found]:
    """What is left of a page without what is clearly no part of the report.

    The report reaches from the first to the last thing that can only be its own: prose, an ordinal, a
    table. Outside of that, links and lines as a site puts around an article are left out; everywhere,
    what an element calls navigation or footer.
    """
    own = [at for at, one in enumerate(found) if _is_report(one)]
    if not own:
        return list(found)
    kept = []
    for at, one in enumerate(found):
        outside = not own[0] <= at <= own[-1]
        if _is_report(one) or not (one.apart or (outside and _is_around(one))):
            kept.append(one)
    return kept


def _is_report(one: Found) -> bool:
    if is_own(one):
        return isinstance(one.part, Passage) or not _is_around(one)
    return (
        isinstance(one.part, Passage)
        and not one.linked
        and not one.apart
        and ORDINAL.match(one.part.text) is not None
    )


def _is_around(one: Found) -> bool:
    """Whether something is links, or begins as a site's own lines do."""
    if one.linked * 5 >= one.size * 4:
        return True
    text = (
        one.part.text
        if isinstance(one.part, Passage)
        else " ".join(passage.text for passage in texts(one.part))
    )
    return len(text) <= SHORT and AROUND.match(text) is not None
