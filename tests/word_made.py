"""Word files made of hand-written XML."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
         "endnotes": "endnotes", "comments": "comments"}  # fmt: skip


def p(*content: str, style: str = "", more: str = "") -> str:
    """A paragraph of runs; what is no XML becomes a run."""
    props = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    inner = "".join(one if one.startswith("<") else r(one) for one in content)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run."""
    said = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(list_id: int, level: int, text: str) -> str:
    """A paragraph with an automatic number."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(text, more=numbered)


def table(*rows: str) -> str:
    """A table of rows made by ``tr``."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    """A row; a cell that is no XML is one with that text."""
    made = "".join(one if one.startswith("<") else tc(p(one)) for one in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{made}</w:tr>"


def tc(content: str, props: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>"


def field(instruction: str, result: str) -> str:
    """A field with its result, which is XML or a text."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = result if result.startswith("<") else r(result)
    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark.format("begin") + said + mark.format("separate") + shown + mark.format("end")


def level(at: int, format: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    """One abstract list, and the list 1 that is made of it."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def docx(
    body: str, parts: Mapping[str, str] | None = None, main: str = "word/document.xml"
) -> bytes:
    """A Word file; ``parts`` are the insides of styles, numbering, footnotes, endnotes, comments."""
    given = dict(parts or {})
    folder = main.rpartition("/")[0]
    overrides = f'<Override PartName="/{main}" ContentType="{TYPE}.document.main+xml"/>'
    related = ""
    files: dict[str, str] = {}
    for at, (name, inner) in enumerate(given.items(), 1):
        overrides += f'<Override PartName="/{folder}/{name}.xml" ContentType="{TYPE}.{name}+xml"/>'
        related += f'<Relationship Id="rId{at}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        files[f"{folder}/{name}.xml"] = f"<w:{name} {SPACES}>{inner}</w:{name}>"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    entry = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relationships(entry))
        archive.writestr(main, f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        if related:
            file = main.rpartition("/")[2]
            archive.writestr(f"{folder}/_rels/{file}.rels", relationships(related))
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr("word/media/image1.bin", b"picture" * 9, ZIP_STORED)
    return out.getvalue()


def relationships(inner: str) -> str:
    """A part of relations."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def box(inner: str) -> str:
    """A run with a text box as Word writes it: twice, for newer and for older programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
