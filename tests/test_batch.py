"""Folders, patterns and archives; what stands in their place when one fails or the run is broken off."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hostile import REPORT, WORD, encrypted_zip, word_document, zipped

from checker.cli import files, given
from checker.cli.archives import harmless_name, members, name_of, read_member
from checker.cli.carried import carried, received
from checker.cli.files import Task
from checker.cli.pipeline import Settings, check_task
from checker.cli.progress import Progress
from checker.cli.workers import check_all
from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.model.verdict import Checked, Failure
from checker.output import render
from checker.output.look import Look
from checker.readers import silent

ENTRY = "import sys; from checker.cli.main import run; sys.argv[0] = 'jixiao'; sys.exit(run())"
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "JIXIAO_LANG": "zh"}


def jixiao(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", ENTRY, *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def checked(cwd: Path, *arguments: str) -> dict[str, Any]:
    """The document of a run, its paths with slashes."""
    out = jixiao("check", *arguments, "--output-format", "json", cwd=cwd)[1]
    document: dict[str, Any] = json.loads(out.replace("\\\\", "/"))
    return document


def paths(document: dict[str, Any]) -> list[str]:
    return [report["path"] for report in document["reports"]]


def archive(path: Path, names: dict[bytes, int], extra: bytes = b"") -> Path:
    """A zip file with a report under each of these names, as they are, with these flags."""
    body, directory = b"", b""
    data = REPORT.encode()
    for name, flags in names.items():
        common = struct.pack(
            "<HHHHHLLLHH", 20, flags, 0, 0, 33, crc32(data), *[len(data)] * 2, len(name), len(extra)
        )
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + common
            + struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        )
        directory += name + extra
        body += b"PK\x03\x04" + common + name + extra + data
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)
    return path


def listed(path: Path) -> list[str]:
    return [task.member for task in members(Task(str(path)), silent, limits=LIMITS).tasks]


def test_names_are_read_as_their_writer_meant_them(tmp_path: Path) -> None:
    names = {
        "预算/档案馆.txt".encode("gbk"): 0,
        "水务局.txt".encode(): 0,
        "教育局.txt".encode(): 0x800,
    }
    made = archive(tmp_path / "甲.zip", names)
    assert listed(made) == ["预算/档案馆.txt", "水务局.txt", "教育局.txt"]


def test_the_extra_field_says_the_name_where_it_is_of_it(tmp_path: Path) -> None:
    for raw, shown in ((b"JIA.TXT", "档案馆.txt"), (b"YI.TXT", "YI.TXT")):
        field = struct.pack("<BL", 1, crc32(b"JIA.TXT")) + "档案馆.txt".encode()
        extra = struct.pack("<HH", 0x7075, len(field)) + field
        assert listed(archive(tmp_path / f"{shown}.zip", {raw: 0}, extra)) == [shown]


def test_a_second_byte_of_gbk_is_no_separator(tmp_path: Path) -> None:
    name = "誠信局.txt"
    assert b"\\" in name.encode("gbk")
    assert listed(archive(tmp_path / "甲.zip", {name.encode("gbk"): 0})) == [name]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.txt", "x.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("C:\\x\\y.txt", "x/y.txt"),
        ("C:x.txt", "x.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("a\x00\x1b[31m.txt", "a[31m.txt"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, shown: str) -> None:
    assert harmless_name(name) == shown


def test_what_is_no_report_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "甲.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name in (
            "甲.txt",
            "__MACOSX/._甲.txt",
            ".DS_Store",
            "~$甲.docx",
            "图.pptx",
            "b/.git/x.txt",
            "c/",
        ):
            made.writestr(name, REPORT)
        link = zipfile.ZipInfo("连接.txt")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    assert listed(path) == ["甲.txt"]


def test_two_of_one_name_are_both_checked(tmp_path: Path) -> None:
    path = tmp_path / "甲.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("甲.txt", REPORT)
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("甲.txt", REPORT.replace("222.25", "220.25"))
    tasks = members(Task(str(path)), silent, limits=LIMITS).tasks
    assert [task.member for task in tasks] == ["甲.txt", "甲 (2).txt"]
    assert b"220.25" in read_member(tasks[1], LIMITS)


def test_members_are_shown_behind_their_archive(tmp_path: Path) -> None:
    word = zipped({**WORD, "word/document.xml": word_document(REPORT)})
    (tmp_path / "甲.zip").write_bytes(zipped({"局/报告.docx": word, "好.txt": REPORT}))
    (tmp_path / "乙.zip").write_bytes(encrypted_zip("密.txt"))
    document = checked(tmp_path, "甲.zip", "乙.zip", "没有.txt")
    assert paths(document) == ["甲.zip/好.txt", "甲.zip/局/报告.docx"]
    found = [finding for report in document["reports"] for finding in report["findings"]]
    assert {one["location"]["member"] for one in found if one["rule"] == "SUM-01"} == {
        "好.txt",
        "局/报告.docx",
    }
    assert [error["path"] for error in document["errors"]] == ["乙.zip/密.txt", "没有.txt"]


def test_a_document_called_an_archive_is_a_document(tmp_path: Path) -> None:
    word = zipped({**WORD, "word/document.xml": word_document(REPORT)})
    (tmp_path / "报告.zip").write_bytes(word)
    assert paths(checked(tmp_path, "报告.zip")) == ["报告.zip"]


def test_an_archive_of_stored_documents_is_an_archive(tmp_path: Path) -> None:
    word = zipped({**WORD, "word/document.xml": word_document(REPORT)})
    with zipfile.ZipFile(tmp_path / "甲.zip", "w", zipfile.ZIP_STORED) as made:
        made.writestr("报告.docx", word)
    assert paths(checked(tmp_path, "甲.zip")) == ["甲.zip/报告.docx"]


def test_an_archive_far_larger_than_it_looks(tmp_path: Path) -> None:
    path = tmp_path / "甲.zip"
    path.write_bytes(zipped({f"{number}.txt": " " * 400_000 for number in range(8)}))
    limits = LIMITS._replace(unpacked=1_000_000)
    with pytest.raises(InputError, match="--limit unpacked="):
        members(Task(str(path)), silent, limits=limits)
    with pytest.raises(InputError, match="--limit entries="):
        members(Task(str(path)), silent, limits=LIMITS._replace(entries=7))


def test_patterns_are_spread_where_the_shell_did_not(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/b/2.txt", "a/~$3.docx", "a/4.pptx", "a/[5].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(REPORT, "utf-8")
    assert paths(checked(tmp_path, "a/*.txt")) == ["a/1.txt", "a/[5].txt"]
    assert paths(checked(tmp_path, "**/*.*")) == ["a/1.txt", "a/[5].txt", "a/b/2.txt"]
    assert paths(checked(tmp_path, "a/[5].txt")) == ["a/[5].txt"]
    assert paths(checked(tmp_path, "a")) == ["a/1.txt", "a/[5].txt", "a/b/2.txt"]
    code, _, said = jixiao("check", "b/*.txt", cwd=tmp_path)
    assert code == 2
    assert said.startswith("错误：b/*.txt：没有符合的可读文件")


def test_lock_files_that_a_shell_named_are_left_out() -> None:
    tasks, wrong = files.tasks([__file__, "~$报告.docx"], None)
    assert ([task.path for task in tasks], wrong) == ([__file__], [])


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_what_is_found_does_not_depend_on_who_finds_it(jobs: int) -> None:
    tasks = [
        Task(f"{number}.txt", REPORT.replace("222.25", f"{220 + number}.25").encode())
        for number in range(7)
    ]
    own = [check_task(task, Settings()).result for task in tasks]
    other = [done.result for done in check_all(tasks, Settings(), jobs)]
    other.sort(key=lambda result: result.source.path if isinstance(result, Checked) else "")
    for form in ("json", "table", "concise"):
        assert render(form, other, Look()) == render(form, own, Look())


def test_what_a_worker_sends_is_what_it_found() -> None:
    done = check_task(Task("甲.txt", REPORT.encode()), Settings(scored=True))
    first, second = carried(done), carried(done)
    assert second.pack is None
    assert len(second.rest) < 100_000
    for sent in (first._replace(pack=done.result.pack), second):  # type: ignore[union-attr]
        came = received(sent).result
        assert isinstance(came, Checked)
        assert render("json", [came], Look()) == render("json", [done.result], Look())
        assert all(line.rule in came.pack.rules for line in came.ledger)


def test_limits_are_settings() -> None:
    found = given.limits(["memory=1G", "seconds=60", "file = 900k"])
    assert (found.memory, found.seconds, found.file) == (1 << 30, 60, 900 << 10)
    assert given.limits([]) == LIMITS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("memroy=1G", "是否指 memory"),
        ("memory", "应写成 名称=数值"),
        ("memory=viel", "应为大于 0 的整数"),
        ("pages=3M", "应为大于 0 的整数"),
        ("seconds=0", "应为大于 0 的整数"),
    ],
)
def test_a_slip_in_a_limit_is_told(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        given.limits([text])
    assert said in caught.value.zh


def test_a_file_over_its_time_is_told_and_the_next_is_checked(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(REPORT + "档案" * 1_500_000, "utf-8")
    (tmp_path / "2.txt").write_text(REPORT, "utf-8")
    document = checked(tmp_path, "1.txt", "2.txt", "--limit", "seconds=1")
    assert paths(document) == ["2.txt"]
    assert "--limit seconds=…" in document["errors"][0]["message"]


def test_other_commands_read_in_a_worker_too(tmp_path: Path) -> None:
    word = zipped({**WORD, "word/document.xml": word_document(REPORT)})
    (tmp_path / "甲.docx").write_bytes(word)
    for command, shown in (("parse", "820.50"), ("score", "95")):
        code, out, said = jixiao(command, "甲.docx", cwd=tmp_path)
        assert (code, shown in out) == (0, True), said
        code, out, said = jixiao(command, "甲.docx", "--limit", "memory=9M", cwd=tmp_path)
        assert (code, out) == (2, "")
        assert "--limit memory=" in said


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_keeps_what_is_done(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "1.txt").write_text(REPORT, "utf-8")
    os.mkfifo(tmp_path / "2.txt")  # nobody ever writes to it
    with subprocess.Popen(
        [sys.executable, "-c", ENTRY, "check", "1.txt", "2.txt", "-v", "--output", "json=all.json"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline().decode("utf-8")
        process.send_signal(number)
        out, said = process.communicate(timeout=30)
    assert first == "已检查 1：1.txt\n"
    assert process.returncode == 130
    assert "822.50" in out.decode("utf-8")
    assert said.decode("utf-8").startswith("已中断：2 份文件中检查完 1 份")
    document = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert paths(document) == ["1.txt"]


def test_progress_is_a_line_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    clock = iter(range(0, 1_000, 30))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", Terminal(written))
    monkeypatch.setenv("COLUMNS", "60")
    progress = Progress(["甲.txt", "乙.pdf", "很长的名字" * 20 + ".txt"], "zh")
    progress.heard(0, 0, 0)
    progress.finished()
    progress.heard(1, 3, 15)
    progress.heard(2, 0, 0)
    progress.clear()
    lines = [text for text in written if text.strip("\r \x1b[K")]
    assert lines[0] == "\r已检查 0/3：甲.txt"
    assert lines[1] == "\r已检查 1/3，约剩 2:00：乙.pdf，第 3/15 页"
    assert "…" in lines[2]
    assert lines[2].endswith(".txt")
    from checker.output.width import width

    assert all(width(line.strip("\r"), 2) <= 59 for line in lines)


def test_nothing_is_drawn_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    progress = Progress(["甲.txt", "乙.txt"], "zh")
    progress.heard(0, 0, 0)
    progress.clear()
    assert capfd.readouterr() == ("", "")


class Terminal:
    """A standard error that says it is a terminal."""

    def __init__(self, written: list[str]) -> None:
        self.written = written

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.written.append(text)

    def flush(self) -> None:
        pass


def test_an_unreadable_file_is_a_failure_of_its_own(tmp_path: Path) -> None:
    [done] = check_all([Task(str(tmp_path / "没有.txt"))], Settings(), 2)
    assert isinstance(done.result, Failure)
    assert "无法读取" in done.result.message


def test_the_name_of_an_entry_without_any_encoding() -> None:
    entry = zipfile.ZipInfo(b"\xff\xff.txt".decode("cp437"))
    assert name_of(entry).endswith(".txt")


def test_where_memory_is_not_seen_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import checker.isolation

    monkeypatch.setattr(checker.isolation, "sees_memory", lambda: False)
    tasks = [Task(f"{number}.txt", REPORT.encode()) for number in range(3)]
    assert len(list(check_all(tasks, Settings(), 2))) == 3
    assert capfd.readouterr().err.count("jixiao-checker[limits]") == 1
