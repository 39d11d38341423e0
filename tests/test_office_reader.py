"""Older Word, WPS and RTF: what is given to LibreOffice, and what becomes of its answers."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="the extra word is not installed")

from shared import SHARED, needs_shared

from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.readers import read
from checker.readers.kinds import OLE, kind_of
from checker.readers.office import FIB, VARIABLE, filter_of, find

needs_office = pytest.mark.skipif(find() is None, reason="LibreOffice is not installed")
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

WORD = "WordDocument".encode("utf-16-le") + b"\0\0"


def compound(*, version: int = 0xC1, flags: int = 0, names: bytes = WORD) -> bytes:
    """The little of a Word file that tells what it is."""
    head = FIB + version.to_bytes(2, "little") + bytes(6) + flags.to_bytes(2, "little")
    return (OLE + names).ljust(512, b"\0") + head.ljust(512, b"\0")


def written(*paragraphs: str) -> bytes:
    """An RTF of these paragraphs."""
    said = r"\par ".join(
        "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536} ?" for c in text)
        for text in paragraphs
    )
    return (r"{\rtf1\ansi\ansicpg936 " + said + r"\par}").encode("ascii")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("r.txt", compound(), "old-word"),
        ("r.doc", written("甲"), "old-word"),
        ("r.doc", b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "old-word"),
        ("r.doc", b"<html><body>", "html"),
        ("r.doc", b"From: <x>\r\nSubject: =?a?=\r\n b\r\nMIME-Version: 1.0\r\n", "html"),
        ("r.doc", compound(names=WORD + "Workbook".encode("utf-16-le") + b"\0\0"), "old-word"),
        ("r.xls", compound(names=WORD + "Workbook".encode("utf-16-le") + b"\0\0"), "sheet"),
        ("r.doc", compound(names="Workbook".encode("utf-16-le") + b"\0\0"), "sheet"),
    ],
)
def test_first_bytes_tell_what_a_file_is(name: str, data: bytes, kind: str) -> None:
    assert kind_of(name, data) == kind


@pytest.mark.parametrize(
    ("data", "filter"),
    [
        (compound(), "MS Word 97"),
        (compound(version=0x65), "MS Word 95"),
        (written("甲"), "Rich Text Format"),
    ],
)
def test_libreoffice_is_told_what_it_is_given(data: bytes, filter: str) -> None:
    assert filter_of("r.doc", data) == filter


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (compound(flags=0x100), "密码"),
        (compound(names="EncryptedPackage".encode("utf-16-le")), "密码"),
        (compound(names=b""), "另存为 .docx"),
        (OLE + WORD + b"\7" * 2000, "损坏"),
    ],
)
def test_what_is_no_document_is_never_given_to_libreoffice(
    data: bytes, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, sys.executable)
    with pytest.raises(InputError, match=r"r\.doc") as told:
        read("r.doc", data)
    assert word in told.value.zh


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, os.path.join("no", "such", "soffice"))
    with pytest.raises(InputError) as told:
        read("r.doc", compound())
    assert VARIABLE in told.value.zh
    assert "另存为 .docx" in told.value.zh


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in LibreOffice's place."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(program))


@needs_shell
@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        'echo no document > "$(dirname "$HOME/x")/out/document.docx"',
        'head -c 9000000 /dev/zero > "$HOME/out/document.docx"',
        "kill -9 $$",
    ],
)
def test_an_answer_that_is_no_document_is_no_report(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, script, monkeypatch)
    with pytest.raises(InputError) as told:
        read("r.doc", compound(), LIMITS._replace(file=8_000_000))
    assert "无法转换" in told.value.zh


@needs_shell
def test_too_slow_a_run_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, place = tmp_path / "started", tmp_path / "place"
    script = f'echo "$HOME" > {place}; sleep 300 & echo $! > {started}; wait'
    stand_in(tmp_path, script, monkeypatch)
    with pytest.raises(InputError) as told:
        read("r.doc", compound(), LIMITS._replace(seconds=5))
    assert "seconds" in told.value.zh
    child = int(started.read_text())
    for _ in range(100):  # a killed process may stand in the list until it is fetched
        if not _lives(child):
            break
        time.sleep(0.05)
    assert not _lives(child)
    assert not Path(place.read_text().strip()).exists()


def _lives(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    if state.exists():
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


@needs_shell
def test_each_run_has_a_profile_without_macros_and_a_home_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    script = (
        f'mkdir {kept}; echo "$@" > {kept}/said; env > {kept}/env; cp -r "$HOME/profile" {kept}/'
    )
    stand_in(tmp_path, script, monkeypatch)
    monkeypatch.setenv("A_SECRET", "told to nobody")
    with pytest.raises(InputError):
        read("r.doc", compound())
    settings = (kept / "profile" / "user" / "registrymodifications.xcu").read_text()
    assert 'oor:name="MacroSecurityLevel" oor:op="fuse"><value>3<' in settings
    assert "A_SECRET" not in (kept / "env").read_text()
    said = (kept / "said").read_text()
    assert "-env:UserInstallation=file:///" in said
    assert "--headless" in said
    assert "--infilter=MS Word 97" in said


@needs_office
def test_a_document_comes_through() -> None:
    source = read("r.rtf", written("一、部门基本情况", "全年支出820.50万元。"))
    assert source.text.split("\n") == ["一、部门基本情况", "全年支出820.50万元。"]
    assert source.notes[0].zh.startswith("由 LibreOffice 转换")


@needs_office
def test_word_of_2003_as_xml_comes_through() -> None:
    data = (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:p><w:r><w:t>一、部门基本情况</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    assert read("r.doc", data.encode()).text == "一、部门基本情况"


@needs_office
@needs_shared
def test_automatic_numbers_of_an_older_file_come_through() -> None:
    source = read("r.doc", (SHARED / "documents" / "foshan-2020.doc").read_bytes())
    lines = source.text.split("\n")
    assert lines[0].startswith("一、")
    assert any(line.startswith("（一）") for line in lines)
    assert any(block.cell for block in source.blocks)
