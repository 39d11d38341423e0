"""Files that mean harm, made when they are needed: each small, quickly made, and of our own making."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

REPORT = """\
2023年度清河市档案馆部门整体支出绩效自评报告
一、部门基本情况
（一）部门职能
清河市档案馆负责接收、保管和利用市直单位的档案。
（二）部门整体支出情况
2023年本部门全年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。
二、绩效自评结果
2023年度部门整体支出绩效自评得分为95.0分，绩效等级为“优”。
三、存在问题
部分档案的数字化进度较慢。
四、改进措施
2024年6月底前完成余下档案的数字化。
"""
"""A report with one wrong sum: 822.50, where 820.50 is stated."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="{target}"/></Relationships>'
)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file of these names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def deflated(head: bytes, megabytes: int) -> bytes:
    """So many megabytes of blanks behind ``head``, packed: 16 at once, and these again and again, as
    what stands behind a full flush does not look back."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + block * (megabytes // 16) + packer.flush()


def swollen(parts: Mapping[str, bytes | str], name: str, head: str, gigabytes: int) -> bytes:
    """A zip file with one part more that begins with ``head`` and comes to so many gigabytes."""
    packed = deflated(head.encode(), gigabytes << 10)
    size = len(head.encode()) + (gigabytes << 30)
    small = zipped(parts)
    end = small.rindex(b"PK\x05\x06")
    count, _, offset = struct.unpack("<HLL", small[end + 10 : end + 20])
    common = struct.pack(
        "<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(packed), size & 0xFFFFFFFF, len(name), 0
    )
    local = b"PK\x03\x04" + common + name.encode() + packed
    central = (
        b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, offset)
    )
    directory = small[offset:end] + central + name.encode()
    tail = struct.pack(
        "<HHHHLLH", 0, 0, count + 1, count + 1, len(directory), offset + len(local), 0
    )
    return small[:offset] + local + directory + b"PK\x05\x06" + tail


def word(body: str, head: str = "", **parts: bytes | str) -> bytes:
    """A Word file with that body."""
    document = f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({**WORD, "word/document.xml": document, **parts})


WORD = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS.format(target="word/document.xml")}
SHEET = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS.format(target="xl/workbook.xml")}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = (
    f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET |= {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": BOOK_RELS}

LAUGHS = "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12)
)
XXE = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def sheet(rows: str, dimension: str = "A1:B2") -> bytes:
    data = (
        f'<worksheet {MAIN}><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )
    return zipped({**SHEET, "xl/worksheets/sheet1.xml": data})


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        *(size, trailer),
        start,
    )


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), more, data)


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def blanks(megabytes: int) -> bytes:
    """So many megabytes of blanks as a stream of PDF has them; nobody comes to its checksum."""
    return b"\x78\xda" + deflated(b"", megabytes)


def doubly_packed() -> bytes:
    return pdf(
        *(CATALOG, PAGES, PAGE),
        stream(zlib.compress(blanks(2048), 9), b"/Filter[/FlateDecode/FlateDecode]"),
    )


def many_entries() -> bytes:
    """A zip file whose directory has 100,000 entries, all for one and the same file."""
    one = zipped({"甲.txt": REPORT})
    end = one.rindex(b"PK\x05\x06")
    start = one.rindex(b"PK\x01\x02")
    directory = one[start:end] * 100_000
    tail = struct.pack("<HHHHLLH", 0, 0, 34464, 34464, len(directory), start, 0)
    return one[:start] + directory + b"PK\x05\x06" + tail


def encrypted_zip(name: str) -> bytes:
    """A zip file whose one entry says that it is encrypted."""
    data = bytearray(zipped({name: REPORT}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def matryoshka() -> bytes:
    data = zipped({"甲.txt": REPORT})
    for level in range(5):
        data = zipped({f"{level}.zip": data})
    return data


def compound(*names: str) -> bytes:
    """What an encrypted Office file begins with: a compound file with streams of these names."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00"
    listed = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return head.ljust(512, b"\0") + listed.ljust(4096, b"\0")


OFD = {
    "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
    "</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
}
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">L", 13)
    + b"IHDR"
    + struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
)

FILES: dict[str, Callable[[], bytes]] = {
    # bombs
    "文字膨胀.docx": lambda: swollen(WORD, "word/document.xml", f"<w:document {W}><w:body>", 3),
    "图片膨胀.docx": lambda: swollen(
        {**WORD, "word/document.xml": word_document(REPORT)}, "word/media/image1.png", "\x89PNG", 3
    ),
    "样式膨胀.docx": lambda: swollen(
        {**WORD, "word/document.xml": word_document(REPORT)},
        "word/styles.xml",
        f"<w:styles {W}>",
        3,
    ),
    "空段.docx": lambda: word("<w:p/>" * 3_000_000),
    "嵌套.docx": lambda: word("<w:p><w:r>" + "<w:txbxContent>" * 100_000),
    "表中表.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000),
    "表格跨列.docx": lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
        f"{paragraph('甲')}</w:tc></w:tr></w:tbl>"
    ),
    "工作表膨胀.xlsx": lambda: swollen(
        SHEET, "xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>", 3
    ),
    "字符串膨胀.xlsx": lambda: swollen(
        {**SHEET, "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData/></worksheet>"},
        *("xl/sharedStrings.xml", f"<sst {MAIN}>", 3),
    ),
    "范围.xlsx": lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row>', "A1:XFD1048576"),
    "远处.xlsx": lambda: sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    ),
    "膨胀.ofd": lambda: swollen(OFD, "Doc_0/Document.xml", "<ofd:Document>", 3),
    "流膨胀.pdf": lambda: pdf(CATALOG, PAGES, PAGE, stream(blanks(2048), b"/Filter/FlateDecode")),
    "流双重膨胀.pdf": doubly_packed,
    "页树成环.pdf": lambda: pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"),
    "百万页.pdf": lambda: pdf(
        *(CATALOG, b"<</Type/Pages/Kids[" + b"3 0 R " * 1_000_000 + b"]/Count 1000000>>", PAGE),
        stream(b"BT ET"),
    ),
    "谎报页数.pdf": lambda: pdf(
        *(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", PAGE), stream(b"BT ET")
    ),
    "深数组.pdf": lambda: pdf(CATALOG, PAGES, PAGE, b"[" * 200_000 + b"]" * 200_000),
    "大图.png": lambda: PNG + bytes(64),
    "深网页.html": lambda: b"<html><body>" + b"<div>" * 300_000 + REPORT.encode(),
    "深网页表.html": lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + REPORT.encode(),
    "百万元素.html": lambda: b"<html><body>" + b"<br>" * 3_000_000,
    # entities
    "实体.docx": lambda: word(paragraph("&a12;"), f"{LAUGHS}]>"),
    "外部实体.docx": lambda: word(paragraph("&x;"), f"{XXE}]>"),
    "实体.ofd": lambda: zipped(
        {**OFD, "Doc_0/Document.xml": f"{LAUGHS}]><ofd:Document>&a12;</ofd:Document>"}
    ),
    "外部实体.ofd": lambda: zipped({**OFD, "OFD.xml": f"{XXE}]><ofd:OFD>&x;</ofd:OFD>"}),
    # archives
    "十万项.zip": many_entries,
    "套娃.zip": matryoshka,
    "加密.zip": lambda: encrypted_zip("甲.txt"),
    "大成员.zip": lambda: swollen({"乙.md": "甲"}, "jia.txt", "", 3),
    "坏.zip": lambda: zipped({"甲.txt": REPORT})[:-30],
    # encrypted and damaged
    "加密.docx": lambda: compound("EncryptionInfo", "EncryptedPackage"),
    "加密.pdf": lambda: pdf(
        *(CATALOG, PAGES, PAGE, stream(b"BT ET")),
        b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">>>",
        trailer=b"/Encrypt 5 0 R/ID[<41><41>]",
    ),
    "截断.docx": lambda: word(paragraph("甲") * 1000)[:-200],
    "截断.pdf": lambda: pdf(CATALOG, PAGES, PAGE, stream(b"BT ET"))[:120],
    "截断.xlsx": lambda: sheet("")[:300],
    "截断.ofd": lambda: zipped(OFD)[:80],
    "截断.png": lambda: PNG,
    "空.docx": bytes,
    "空.pdf": bytes,
    "空.xlsx": bytes,
    "空.zip": bytes,
    "空.html": bytes,
    "空.ofd": bytes,
    "空.doc": bytes,
    # of another kind than they are called
    "程序.docx": lambda: b"MZ\x90\x00" + bytes(range(256)) * 40,
    "图.pdf": lambda: PNG + bytes(64),
    "乱码.pdf": lambda: bytes(range(256)) * 40,
    "乱码.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40,
    # text
    "一行.txt": lambda: "档".encode() * 5_000_000,
    "数字.txt": lambda: b"1234567890" * 300_000,
    "序号.txt": lambda: "一、".encode() * 500_000,
    "垃圾.txt": lambda: ("支出合计，（" * 1_000_000).encode(),
}


def word_document(text: str) -> str:
    body = "".join(map(paragraph, text.splitlines()))
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"
