"""The submitted Word file with a comment on the words of each finding, and nothing else changed."""

from __future__ import annotations

import posixpath
import struct
from bisect import bisect_right
from typing import NamedTuple

from lxml import etree

from checker.copies import said
from checker.copies.places import anchors
from checker.copies.ranges import Range, mark
from checker.copies.repack import repacked
from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.report import Report
from checker.model.verdict import Checked, Finding
from checker.readers.kinds import ZIP
from checker.readers.packed import damaged, plain
from checker.readers.word.content import Piece
from checker.readers.word.names import WORD, Element, W, number
from checker.readers.word.package import (
    OFFICE,
    Package,
    is_strict,
    open_package,
    part,
    strict,
)
from checker.readers.word.runs import BOX, P
from checker.readers.word.walk import Walked, walk

READ = 2**31
FREE = Limits(unpacked=READ, entries=READ, elements=READ, cells=READ, characters=READ)
"""The file was read within its limits before; here they would only be in the way."""

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Note(NamedTuple):
    """A comment: its first line, the lines below, and the numbers of the characters it is on."""

    head: str
    lines: list[str]
    numbers: list[int]


def make(report: Report, checked: Checked, data: bytes, lang: str) -> bytes:
    """The Word file ``data`` with a comment for each finding of ``checked``: on exactly its words, on the first
    paragraph for those that stand nowhere. Comments, tracked changes and all other parts of
    the file stay as they are.

    Raises InputError where ``data`` is no Word file.
    """
    path = checked.source.path
    if checked.source.format != "word" or not data.startswith(ZIP):
        raise InputError(
            f"{path}：只有 .docx 文件能加 Word 批注；其他文件请用 --output html=…，或先另存为 .docx",
            f"{path}: only .docx files can have Word comments: use --output html=…, or save it as .docx",
        )
    package = open_package(path, data, FREE)
    walked = walk(package)
    notes = _notes(report, checked, lang, _title(walked))
    if not notes or not walked.pieces:
        return data
    comments, name, new = _comments(package, walked)
    used = (number(one.get(W + "id"), 0) for one in comments.iter(W + "comment"))
    first = max(used, default=-1) + 1
    ranges = []
    for at, note in enumerate(notes, first):
        ranges.append(_range(walked, at, note.numbers))
        comments.append(_comment(at, note))
    root = walked.roots[walked.main]
    mark(root, ranges)
    changed = {walked.main: root, name: comments}
    if new:
        changed |= _announced(package, walked.main, name)
    exact = {
        _entry(package, part_name): _written(package, walked.main, root)
        for part_name, root in changed.items()
    }
    try:
        return repacked(data, exact)
    except (ValueError, struct.error) as fault:
        raise damaged(path, str(fault)) from None


def _notes(report: Report, checked: Checked, lang: str, title: list[int]) -> list[Note]:
    """A note for each finding in order; those that stand nowhere are one, on the title."""
    notes, nowhere = [], []
    for finding in checked.findings:
        numbers = anchors(report, finding.span) if finding.span.start < finding.span.end else []
        if numbers:
            notes.append(Note(said.head(finding, lang), said.lines(finding, lang), numbers))
        else:
            nowhere.append(finding)
    if nowhere:
        notes.insert(0, _together(nowhere, lang, title))
    return notes


def _together(findings: list[Finding], lang: str, title: list[int]) -> Note:
    lines = []
    for finding in findings:
        lines += [said.head(finding, lang), *said.lines(finding, lang)]
    return Note(lines[0], lines[1:], title)


def _title(walked: Walked) -> list[int]:
    """The numbers of the characters of the first paragraph."""
    numbers: list[int] = []
    paragraph = None
    for piece in walked.pieces:
        own = next(piece.node.iterancestors(P))
        if paragraph is not None and own is not paragraph:
            break
        paragraph = own
        numbers += range(piece.start, piece.start + len(piece.text))
    return numbers


def _range(walked: Walked, id: int, numbers: list[int]) -> Range:
    """Where a comment stands. One whose words lie in several stories is on those of the first."""
    begins = [piece.start for piece in walked.pieces]

    def place(at: int) -> tuple[Piece, int]:
        piece = walked.pieces[bisect_right(begins, at) - 1]
        return piece, at - piece.start

    first, last = place(min(numbers)), place(max(numbers))
    if _story(first[0]) != _story(last[0]):
        home = _story(place(numbers[0])[0])
        own = [at for at in numbers if _story(place(at)[0]) == home]
        first, last = place(min(own)), place(max(own))
    return Range(id, _in_body(walked, first), _in_body(walked, last))


def _in_body(walked: Walked, place: tuple[Piece, int]) -> tuple[Piece, int]:
    """A place; of one in a note what refers to the note: LibreOffice opens no file that has comments in
    notes."""
    piece = place[0]
    if piece.part == walked.main:
        return place
    note = next(one for one in piece.node.iterancestors() if one in walked.references)
    return piece._replace(node=walked.references[note], part=walked.main), 0


def _story(piece: Piece) -> tuple[str, Element | None]:
    """The part and the outermost text box that hold a piece."""
    box = None
    for one in piece.node.iterancestors(BOX):
        box = one
    return piece.part, box


# The parts of the file.


def _comments(package: Package, walked: Walked) -> tuple[Element, str, bool]:
    """The comments of the file, the name of their part, and whether it is new: the file has none."""
    for one in walked.related:
        if one.kind == "comments":
            root = part(package, one.target)
            if root is not None:
                return root, one.target, False
    folder = posixpath.dirname(walked.main)
    name, more = posixpath.join(folder, "comments.xml"), 1
    while plain(name) in package.packed.entries:
        more += 1
        name = posixpath.join(folder, f"comments{more}.xml")
    return etree.Element(W + "comments", None, {"w": WORD}), name, True


def _comment(id: int, note: Note) -> Element:
    """One comment; it says how it looks itself, because the text of a report may be large and indented."""
    attributes = {W + "id": str(id), W + "author": said.AUTHOR, W + "initials": "jixiao"}
    made = etree.Element(W + "comment", attributes, {"w": WORD})
    for at, line in enumerate((note.head, *note.lines)):
        paragraph = etree.SubElement(made, P)
        look = etree.SubElement(paragraph, W + "pPr")
        spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
        etree.SubElement(look, W + "spacing", {W + key: value for key, value in spacing.items()})
        etree.SubElement(look, W + "ind", {W + "firstLineChars": "0", W + "firstLine": "0"})
        run = etree.SubElement(paragraph, W + "r")
        font = etree.SubElement(run, W + "rPr")
        if at == 0:
            etree.SubElement(font, W + "b")
        etree.SubElement(font, W + "sz", {W + "val": "18"})
        text = etree.SubElement(run, W + "t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = _plain(line)
    return made


def _plain(text: str) -> str:
    """Text as XML can hold it."""
    return "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in text)


def _announced(package: Package, main: str, name: str) -> dict[str, Element]:
    """The two parts that must know of a new part of comments."""
    types = part(package, "[Content_Types].xml")
    if types is None:
        raise damaged(package.path, "[Content_Types].xml")
    entry = {"PartName": f"/{name}", "ContentType": KIND}
    etree.SubElement(types, f"{{{TYPES}}}Override", entry)
    folder, file = posixpath.split(main)
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    relations = part(package, where)
    if relations is None:
        relations = etree.fromstring(f'<Relationships xmlns="{RELATIONS}"/>'.encode())
    used = {one.get("Id") for one in relations}
    id = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    target = posixpath.basename(name)
    entry = {"Id": id, "Type": f"{OFFICE}/comments", "Target": target}
    etree.SubElement(relations, f"{{{RELATIONS}}}Relationship", entry)
    return {"[Content_Types].xml": types, where: relations}


def _entry(package: Package, name: str) -> str:
    """The name under which a part stands in the file."""
    info = package.packed.entries.get(plain(name))
    return name if info is None else info.filename


def _written(package: Package, main: str, root: Element) -> bytes:
    """A part as bytes, with the names that the file uses."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return strict(data) if is_strict(package.packed.part(main) or b"") else data
