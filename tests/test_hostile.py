"""Files that mean harm: each ends in a clear message that names it, and the file beside it is checked.

They are all checked in one run of two processes, as a folder of a reviewer would be.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hostile import FILES, PNG, REPORT, WORD, word_document, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.cli.files import Task
from checker.cli.pipeline import Done, Settings
from checker.cli.workers import check_all
from checker.isolation.tree import memory_of
from checker.model.limits import LIMITS
from checker.model.verdict import Failure
from checker.readers import EXTENSIONS

ENTRY = "import sys; from checker.cli.main import run; sys.argv[0] = 'jixiao'; sys.exit(run())"
GOOD = "好.txt"

READ = {"图片膨胀.docx", "样式膨胀.docx"}
"""What swells there is never looked at, so that the report is read."""

WORDS = {
    "文字膨胀.docx": "--limit unpacked=",
    "空段.docx": "--limit elements=",
    "工作表膨胀.xlsx": "--limit unpacked=",
    "字符串膨胀.xlsx": "--limit unpacked=",
    "膨胀.ofd": "--limit unpacked=",
    "流膨胀.pdf": "--limit unpacked=",
    "流双重膨胀.pdf": "--limit unpacked=",
    "百万页.pdf": "--limit pages=",
    "深网页.html": "--limit depth=",
    "深网页表.html": "--limit depth=",
    "百万元素.html": "--limit elements=",
    "十万项.zip": "--limit entries=",
    "大成员.zip": "--limit file=",
    "套娃.zip": "压缩包里的压缩包",
    "加密.zip": "已加密",
    "加密.docx": "密码",
    "加密.pdf": "密码",
    "坏.zip": "已损坏",
    "截断.docx": "损坏",
    "截断.pdf": "损坏",
    "程序.docx": "不是报告",
    "空.docx": "空的",
    "空.pdf": "空的",
    "空.html": "空的",
}
"""What the message must say: the limit that would have to be raised, or what the file is."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
    (folder / GOOD).write_text(REPORT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(folder: Path) -> dict[str, Any]:
    """The document of the run, its exit code, what it said, and the most memory that it held."""
    command = [sys.executable, "-c", ENTRY, "check", str(folder), "-j", "2"]
    most = 0
    with subprocess.Popen(
        [*command, "--output-format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "JIXIAO_LANG": "zh"},
    ) as process:
        over = threading.Event()

        def watch() -> None:
            nonlocal most
            while not over.wait(0.1):
                most = max(most, memory_of(process.pid, True))

        watcher = threading.Thread(target=watch)
        watcher.start()
        out, err = process.communicate(timeout=600)
        over.set()
        watcher.join()
    said = err.decode("utf-8")
    return {"code": process.returncode, "said": said, "most": most, **json.loads(out)}


def test_the_run_ends_with_all_that_it_found(ran: dict[str, Any], folder: Path) -> None:
    assert ran["code"] == 2
    assert "Traceback" not in ran["said"]
    assert "程序自身出错" not in ran["said"]
    checked = {os.path.basename(report["path"]): report for report in ran["reports"]}
    assert set(checked) == {GOOD, *READ}
    for report in checked.values():
        assert "822.50" in json.dumps(report["findings"], ensure_ascii=False)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is watched through /proc")
def test_the_run_keeps_to_its_memory(ran: dict[str, Any]) -> None:
    # Two workers at a time, and the process that watches them.
    assert 0 < ran["most"] < 2 * LIMITS.memory + (200 << 20)


@pytest.mark.parametrize("name", sorted(set(FILES) - READ))
def test_a_file_that_means_harm_is_told_by_name(
    ran: dict[str, Any], folder: Path, name: str
) -> None:
    path = str(folder / name)
    messages = [one["message"] for one in ran["errors"] if one["path"].startswith(path)]
    assert messages
    assert all(message.startswith(path) for message in messages)
    assert any(WORDS.get(name, name) in message for message in messages)


def one(path: str, data: bytes, **limits: int) -> Done:
    """What becomes of one file with these limits."""
    chosen = Settings(limits=LIMITS._replace(**limits))
    [done] = check_all([Task(path, data, "甲")], chosen, 1)
    return done


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"seconds": 1}, "--limit seconds="),
        ({"memory": 150 << 20}, "--limit memory="),
    ],
)
def test_what_a_reader_does_not_stop_is_stopped(
    monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], said: str
) -> None:
    import checker.readers

    def greedy(*_: object) -> None:
        held = []
        while True:
            held.append(bytearray(1 << 20) if "memory" in limits else b"")

    monkeypatch.setattr(checker.readers, "read", greedy)
    result = one("甲.zip/甲.png", PNG, **{"memory": 800 << 20, **limits}).result
    assert isinstance(result, Failure)
    assert result.message.startswith("甲.zip/甲.png：")
    assert said in result.message


def test_a_limit_of_a_reader_is_a_setting() -> None:
    data = zipped({**WORD, "word/document.xml": word_document(REPORT)})
    result = one("甲.docx", data, unpacked=100).result
    assert isinstance(result, Failure)
    assert "--limit unpacked=" in result.message


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.one_of(
        st.binary(max_size=2_000),
        st.builds(
            lambda head, rest: head + rest,
            st.sampled_from([b"PK\x03\x04", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"<html>"]),
            st.binary(max_size=500),
        ),
    )
)
def test_any_bytes_under_any_name_are_a_report_or_a_message(data: bytes) -> None:
    tasks = [Task(f"甲{extension}", data) for extension in sorted(EXTENSIONS)]
    for done in check_all(tasks, Settings(), 2):
        if isinstance(done.result, Failure):
            assert done.result.message.startswith("甲")
            assert "程序自身出错" not in done.result.message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("注释.txt", b"<!---->" * 60 + b"z"),
        ("逗号.txt", b"1," * 120_000),
        ("引号.txt", b'"a' * 60_000),
    ],
)
def test_a_small_text_alone_that_looks_like_something_else(
    tmp_path: Path, name: str, data: bytes
) -> None:
    """It is looked at outside a worker, so that nothing else would end it."""
    path = tmp_path / name
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", ENTRY, "check", str(path)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert name in done.stderr.decode("utf-8", "replace")
