"""The command line: exit codes, streams, languages, consoles, files.

``jixiao`` here is ``made.py``: the real command with its reading and judging replaced, so that
what is tested is the command and not what the rules of the day say.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from checker import __version__

MADE = Path(__file__).resolve().parent / "made.py"
RUN = "import sys; from checker.cli.main import run; sys.argv[0] = 'jixiao'; sys.exit(run())"
GOOD = "一、部门情况\n全年支出合计822.50万元，其中基本支出600.25万元、项目支出222.25万元。\n"
WRONG = GOOD.replace("822.50", "820.50")
WORDY = GOOD + "成效非常好。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("good", GOOD), ("wrong", WRONG), ("wordy", WORDY)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def jixiao(
    *arguments: str, cwd: Path, stdin: bytes = b"", program: tuple[str, ...] = (), **more: str
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, in Chinese unless the environment says otherwise."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    environment = {**kept, "PYTHONUTF8": "1", "JIXIAO_LANG": "zh", **more}
    return subprocess.run(
        [sys.executable, *(program or (str(MADE),)), *arguments],
        cwd=cwd,
        env={key: value for key, value in environment.items() if value},
        input=stdin,
        capture_output=True,
        timeout=60,
    )


def out(done: subprocess.CompletedProcess[bytes], encoding: str = "utf-8") -> str:
    return done.stdout.decode(encoding)


def err(done: subprocess.CompletedProcess[bytes], encoding: str = "utf-8") -> str:
    return done.stderr.decode(encoding)


def document(done: subprocess.CompletedProcess[bytes]) -> Any:
    return json.loads(done.stdout)


# --- exit codes and streams -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "threshold", "code"),
    [
        ("wrong", "error", 1),
        ("wordy", "error", 0),
        ("wordy", "warning", 1),
        ("wrong", "warning", 1),
        ("good", "info", 0),
        ("good", "undetermined", 1),
        ("wrong", "never", 0),
    ],
)
def test_the_exit_code_follows_the_threshold(
    folder: Path, name: str, threshold: str, code: int
) -> None:
    done = jixiao("check", f"{name}.txt", "--fail-on", threshold, cwd=folder)
    assert (done.returncode, err(done)) == (code, "")
    assert ("错误  FS-SUM-01  2:7" in out(done)) == (name == "wrong")


def test_errors_are_the_default_threshold(folder: Path) -> None:
    assert jixiao("check", "wrong.txt", cwd=folder).returncode == 1
    assert jixiao("check", "wordy.txt", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "nowhere.txt"), "错误：nowhere.txt：没有这个文件或文件夹\n"),
        (("check",), "错误：缺少参数：路径…\n"),
        (
            ("check", "good.txt", "--fial-on", "info"),
            "错误：没有 --fial-on 这个选项；是否指 --fail-on？\n",
        ),
        (("check", "good.txt", "--fail-on", "eror"), "错误：--fail-on 没有 eror；是否指 error？\n"),
        (("check", "good.txt", "--lang", "fr"), "错误：--lang 没有 fr；可用：zh, en\n"),
        (("check", "good.txt", "-j", "0"), "错误：--jobs 0：应为大于 0 的整数\n"),
        (("check", "good.txt", "-j"), "错误：选项 -j 的写法不对：要么缺少值，要么不应带值\n"),
        (("check", "good.txt", "-q", "-v"), "错误：-q 与 -v 不能同时使用\n"),
        (
            ("check", "good.txt", "--as-of", "2021-02-30"),
            "错误：--as-of 2021-02-30：应写成 2021-04-06 这样的日期\n",
        ),
        (("check", "good.txt", "--select", " ,"), "错误：--select 后面没有内容\n"),
        (
            ("check", "good.txt", "--select", "FS-SUN"),
            "错误：没有名为 FS-SUN 的标准或类别；是否指 FS-SUM？\n",
        ),
        (
            ("check", "good.txt", "--ignore", "XYZ"),
            "错误：没有名为 XYZ 的标准或类别；类别有：EXE, SUM, TAB, WRD\n",
        ),
        (("chekc", "good.txt"), "错误：没有 chekc 这个命令；是否指 check？\n"),
        (("parse", "nowhere.txt"), "错误：nowhere.txt：没有这个文件或文件夹\n"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_wrong_usage_is_said_in_one_line(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = jixiao(*arguments, cwd=folder)
    assert (done.returncode, out(done), err(done)) == (2, "", message)


def test_a_file_that_fails_does_not_keep_the_others_from_being_checked(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "project.txt").write_text("项目自评表\n", "utf-8")
    done = jixiao("check", "wrong.txt", "empty.txt", "project.txt", "good.txt", cwd=folder)
    assert done.returncode == 2
    assert "FS-SUM-01  2:7" in out(done)
    assert "共检查2份报告：错误1处" in out(done)
    assert err(done).splitlines() == [
        "错误：empty.txt：文件是空的",
        "错误：project.txt：看起来是项目支出绩效自评（依据：“”），"
        "不是部门整体支出绩效自评报告，未作检查",
    ]


def test_json_holds_the_errors_too_and_is_sorted_by_path(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    done = jixiao(
        "check",
        "wrong.txt",
        "no.txt",
        "empty.txt",
        "good.txt",
        "--output-format",
        "json",
        cwd=folder,
    )
    found = document(done)
    assert done.returncode == 2
    assert [report["path"] for report in found["reports"]] == ["good.txt", "wrong.txt"]
    assert [entry["path"] for entry in found["errors"]] == ["empty.txt", "no.txt"]
    assert found["summary"]["error"] == 1


def test_another_paper_is_said_to_be_what_it_seems(folder: Path) -> None:
    (folder / "any.txt").write_text("随便写写\n", "utf-8")
    done = jixiao("check", "any.txt", cwd=folder)
    assert (done.returncode, out(done)) == (2, "")
    assert err(done).startswith("错误：any.txt：看不出这是部门整体支出绩效自评报告，未作检查")


def test_a_fault_of_ours_is_one_message(folder: Path) -> None:
    (folder / "broken.txt").write_text("崩溃\n", "utf-8")
    done = jixiao("check", "broken.txt", "wrong.txt", cwd=folder)
    assert done.returncode == 2
    assert "FS-SUM-01" in out(done)
    assert err(done).startswith(
        "错误：broken.txt：检查程序自身出错（RuntimeError: broken on purpose）"
    )
    assert "Traceback" not in err(done)
    for command in ("check", "parse"):
        shown = jixiao(command, "broken.txt", cwd=folder, JIXIAO_DEBUG="1")
        assert shown.returncode == 2
        assert "Traceback" in err(shown)


def test_notes_go_to_stderr_where_stdout_is_for_programs(folder: Path) -> None:
    note = "未识别地区，只用通用标准"
    assert f"注意：{note}" in out(jixiao("check", "good.txt", cwd=folder))
    for name in ("json", "concise", "github"):
        done = jixiao("check", "good.txt", "--output-format", name, cwd=folder)
        assert (note in out(done), err(done)) == (False, f"good.txt: 注意：{note}\n")
        assert err(jixiao("check", "good.txt", "-q", "--output-format", name, cwd=folder)) == ""


def test_a_note_on_several_reports_is_said_once(folder: Path) -> None:
    done = jixiao("check", "good.txt", "wrong.txt", "--output-format", "concise", cwd=folder)
    assert err(done) == "good.txt等2份: 注意：未识别地区，只用通用标准\n"
    done = jixiao(
        "check", "good.txt", "wrong.txt", "--output-format", "concise", "--lang", "en", cwd=folder
    )
    assert err(done).startswith("good.txt (2 files): note: ")


def test_statistics_follow_the_findings(folder: Path) -> None:
    done = jixiao("check", "wrong.txt", "--statistics", "-q", cwd=folder)
    assert out(done).splitlines()[-2:] == [
        "1  EXE-01     支出合计应等于各项之和",
        "1  FS-SUM-01  支出合计应等于各项之和",
    ]
    done = jixiao("check", "wrong.txt", "--statistics", "-q", "--output-format", "json", cwd=folder)
    assert document(done)["summary"]["error"] == 1
    assert "1  FS-SUM-01" in err(done)


def test_selectors_reach_the_rules(folder: Path) -> None:
    done = jixiao(
        "check", "wrong.txt", "--ignore", "sum,EXE", "--output-format", "json", cwd=folder
    )
    (report,) = document(done)["reports"]
    assert (done.returncode, report["findings"]) == (0, [])
    assert [line["reason"] for line in report["ledger"]] == [
        "未选用", None, "未选用", "报告中没有要判断的内容",
    ]  # fmt: skip


def test_a_selection_that_leaves_nothing_is_said(folder: Path) -> None:
    done = jixiao("check", "wrong.txt", "--select", "FS", "--ignore", "FS", cwd=folder)
    assert (done.returncode, out(done)) == (2, "")
    assert err(done) == "错误：wrong.txt：规则包 test/made 里没有所选的标准，未作检查\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_is_130_without_a_traceback(folder: Path) -> None:
    for patience in (1.5, 6, 24):  # on a busy machine Python itself may still be starting
        with subprocess.Popen(
            [sys.executable, "-u", str(MADE), "check", "good.txt", "-", "-v"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Tests that run in the background of a shell have it ignored, and hand that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        ) as process:
            time.sleep(patience)
            process.send_signal(signal.SIGINT)
            told, logged = process.communicate(timeout=60)
        if process.returncode == 130:
            break
    assert (process.returncode, told, logged) == (130, b"", b"\n")


# --- what is checked --------------------------------------------------------------------------


def test_folders_are_searched_in_order_and_hidden_files_left_out(folder: Path) -> None:
    for name in ("b/2.md", "b/1.txt", "a/deep/x.MARKDOWN", ".git/y.txt", "b/.z.txt", "b/no.pptx"):
        path = folder / "top" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, "utf-8")
    done = jixiao(
        "check", "top", os.path.join("top", "b", "1.txt"), "--output-format", "json", cwd=folder
    )
    paths = [report["path"].replace("\\", "/") for report in document(done)["reports"]]
    assert paths == ["top/a/deep/x.MARKDOWN", "top/b/1.txt", "top/b/2.md"]


def test_a_folder_without_reports(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "empty" / "x.pptx").write_bytes(b"PK")
    done = jixiao("check", "empty", cwd=folder)
    assert (done.returncode, out(done)) == (2, "")
    assert err(done).startswith("错误：empty：文件夹里没有可读的报告（.bmp .doc")


def test_standard_input_is_read_and_named(folder: Path) -> None:
    text = WRONG.encode()
    done = jixiao("check", "-", "--output-format", "concise", "-q", cwd=folder, stdin=text)
    assert (done.returncode, out(done).splitlines()[1][:29]) == (
        1,
        "-:2:7: error FS-SUM-01 支出合计82"[:29],
    )
    named = ("--stdin-filename", "报告.md")
    done = jixiao("check", "-", *named, "--output-format", "json", cwd=folder, stdin=text)
    assert document(done)["reports"][0]["path"] == "报告.md"
    assert out(jixiao("parse", "-", *named, cwd=folder, stdin=text)).startswith("报告.md\n")
    done = jixiao("check", "-", cwd=folder)
    assert (done.returncode, err(done)) == (2, "错误：-：文件是空的\n")


def test_an_unreadable_file_is_named(folder: Path) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    done = jixiao("check", "loop.txt", cwd=folder)
    assert done.returncode == 2
    assert err(done).startswith("错误：loop.txt：无法读取（")


def test_verbose_logs_the_files_beside_the_findings(folder: Path) -> None:
    done = jixiao("check", "good.txt", "wrong.txt", "-v", cwd=folder)
    assert err(done).splitlines() == ["已检查 1：good.txt", "已检查 2：wrong.txt"]


# --- languages and consoles -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "word"),
    [
        ((), {"JIXIAO_LANG": ""}, "错误"),
        ((), {"JIXIAO_LANG": "", "LANG": "en_US.UTF-8"}, "error"),
        ((), {"JIXIAO_LANG": "", "LANG": "zh_CN.UTF-8"}, "错误"),
        ((), {"JIXIAO_LANG": "", "LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "error"),
        ((), {"JIXIAO_LANG": "", "LANG": "C.UTF-8"}, "错误"),
        ((), {"JIXIAO_LANG": "en", "LANG": "zh_CN.UTF-8"}, "error"),
        (("--lang", "zh"), {"JIXIAO_LANG": "en"}, "错误"),
        (("--lang=en",), {"JIXIAO_LANG": "zh"}, "error"),
    ],
)
def test_the_language_is_chosen(
    folder: Path, arguments: tuple[str, ...], environment: dict[str, str], word: str
) -> None:
    done = jixiao("check", "wrong.txt", *arguments, cwd=folder, **environment)
    assert f"{word}  FS-SUM-01" in out(done).replace("error    ", "error  ")
    helped = out(jixiao("check", "--help", *arguments, cwd=folder, **environment))
    assert helped.startswith("用法：jixiao check" if word == "错误" else "Usage: jixiao check")


def test_an_unknown_language_of_the_environment_is_refused(folder: Path) -> None:
    done = jixiao("check", "wrong.txt", cwd=folder, JIXIAO_LANG="fr", LANG="en_US.UTF-8")
    assert (done.returncode, out(done)) == (2, "")
    assert err(done) == "error: environment variable JIXIAO_LANG=fr: must be zh or en\n"


def test_help_is_wrapped_and_names_every_option(folder: Path) -> None:
    from checker.output.width import width

    for command in ((), ("check",), ("parse",)):
        for lang in ("zh", "en"):
            done = jixiao(*command, "--help", "--lang", lang, cwd=folder, COLUMNS="80")
            assert (done.returncode, err(done)) == (0, "")
            assert max(map(width, out(done).splitlines())) <= 80
            assert "--lang zh|en" in out(done)
    alone = jixiao(cwd=folder)
    assert (alone.returncode, out(alone)) == (2, "")
    assert "check  检查报告" in err(alone)


@pytest.mark.parametrize("name", ["table", "concise", "json", "github"])
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_of_another_encoding_gets_what_it_can_show(
    folder: Path, name: str, encoding: str
) -> None:
    (folder / "wrong.txt").write_text(WRONG + "①€𠮷✓³非常“好”…\n", "utf-8")
    done = jixiao(
        "check",
        "wrong.txt",
        "报告.txt",
        "--output-format",
        name,
        cwd=folder,
        PYTHONIOENCODING=encoding,
    )
    shown = out(done, encoding)
    assert done.returncode == 2
    assert "FS-SUM-01" in shown
    assert err(done, encoding).count("\n") >= 1
    if name == "json":
        assert json.loads(shown)["reports"][0]["findings"][1]["excerpt"] == "820.50万元"
    elif encoding == "gbk":
        assert "支出合计820.50万元" in shown


def test_ascii_substitutes_keep_the_carets_in_place(folder: Path) -> None:
    done = jixiao("check", "wrong.txt", cwd=folder, PYTHONIOENCODING="ascii")
    shown = out(done, "ascii").splitlines()
    at = next(index for index, line in enumerate(shown) if "^" in line)
    assert shown[at].index("^") == shown[at - 1].index("820.50")
    assert "600.25 + 222.25 = 822.50 != 820.50" in "".join(shown)


def test_a_reader_who_stops_early_is_no_error(folder: Path) -> None:
    (folder / "long.txt").write_text(WRONG * 3000, "utf-8")
    command = [sys.executable, str(MADE), "check", "long.txt", "--output-format", "json"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "JIXIAO_LANG": "zh"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        told = process.stderr.read().decode("utf-8")
        code = process.wait(60)
    assert (code, told) == (1, "long.txt: 注意：未识别地区，只用通用标准\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_said(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, str(MADE), "check", "wrong.txt"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "JIXIAO_LANG": "zh"},
        )
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("错误：无法写到标准输出：")
    assert done.stderr.count(b"\n") == 1


def test_the_hash_seed_changes_nothing(folder: Path) -> None:
    for name in ("table", "json", "github"):
        shown = {
            jixiao(
                "check", ".", "--output-format", name, "-v", cwd=folder, PYTHONHASHSEED=seed
            ).stdout
            for seed in ("0", "1", "4711")
        }
        assert len(shown) == 1


def test_color_is_for_terminals_and_who_asks(folder: Path) -> None:
    assert b"\x1b" not in jixiao("check", "wrong.txt", cwd=folder).stdout
    always = jixiao("check", "wrong.txt", "--color", "always", cwd=folder, NO_COLOR="1").stdout
    assert b"\x1b[31m" in always
    assert b"\x1b" not in jixiao("check", "wrong.txt", "--color", "never", cwd=folder).stdout


# --- files that are written -------------------------------------------------------------------


def test_outputs_are_written_beside_stdout(folder: Path) -> None:
    done = jixiao(
        "check", "wrong.txt", "--output", "json=a.json", "--output", "table=结果.out",
        cwd=folder, PYTHONIOENCODING="gbk",
    )  # fmt: skip
    assert (done.returncode, err(done, "gbk")) == (1, "")
    assert "FS-SUM-01" in out(done, "gbk")
    written = (folder / "a.json").read_bytes().decode("utf-8")
    assert json.loads(written)["summary"]["error"] == 1
    assert "支出合计820.50万元" in written
    assert "≠" in (folder / "结果.out").read_bytes().decode("utf-8")
    assert sorted(path.name for path in folder.iterdir()) == [
        "a.json", "good.txt", "wordy.txt", "wrong.txt", "结果.out",
    ]  # fmt: skip


def test_an_output_replaces_what_was_there_and_keeps_its_mode(folder: Path) -> None:
    target = folder / "a.json"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    jixiao("check", "wrong.txt", "--output", "json=a.json", cwd=folder)
    assert json.loads(target.read_text("utf-8"))["schema"] == 1
    assert target.stat().st_mode & 0o777 == 0o640 or sys.platform == "win32"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("table=wrong.txt", "--output wrong.txt：这是要检查的报告，不会覆盖它"),
        ("table=./wrong.txt", "--output ./wrong.txt：这是要检查的报告"),
        ("table=link.txt", "--output link.txt：这是要检查的报告"),
        ("json=none/a.json", "--output none/a.json：所在的文件夹不存在"),
        ("json=.", "--output .：这是文件夹"),
        ("jsn=a.json", "--output 没有 jsn；是否指 json？"),
        ("a.json", "--output a.json：应写成 格式=文件"),
        ("json=-", "--output json=-：应写成 格式=文件"),
        ("json=x", "--output x：同一个文件写了两次"),
    ],
)
def test_an_output_never_goes_over_an_input_or_nowhere(
    folder: Path, given: str, message: str
) -> None:
    (folder / "link.txt").hardlink_to(folder / "wrong.txt")
    before = (folder / "wrong.txt").read_bytes()
    twice = ("--output", "table=x") if given == "json=x" else ()
    done = jixiao("check", "wrong.txt", *twice, "--output", given, cwd=folder)
    assert (done.returncode, out(done)) == (2, "")
    assert err(done).startswith(f"错误：{message}")
    assert (folder / "wrong.txt").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "good.txt", "link.txt", "wordy.txt", "wrong.txt",
    ]  # fmt: skip


def test_an_output_that_fails_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.cli import files
    from checker.errors import InputError

    target = folder / "a.json"
    target.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError) as caught:
        files.write_whole(str(target), b"new")
    assert caught.value.zh == f"{target}：无法写入（No space left on device）"
    assert target.read_text("utf-8") == "old"
    assert len(list(folder.iterdir())) == 4


# --- facts and packs: these are read by the real rooms -----------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("基本支出", "--fact 基本支出：应写成 名称=数值"),
        ("=1万元", "--fact =1万元：应写成 名称=数值"),
        ("基本支出=", "--fact 基本支出=：应写成 名称=数值"),
        ("基本支出=很多", "--fact 基本支出=很多：应是一个带单位的数字"),
        (
            "基本支出=95%",
            "--fact 基本支出=95%：应是一个带单位的数字，写法同报告，例如 基本支出=820.50万元",
        ),
        ("基本支出=1万元和2万元", "--fact 基本支出=1万元和2万元：应是一个带单位的数字"),
        ("基本支岀=1万元", "--fact：没有名为 基本支岀 的数字；是否指 基本支出？"),
    ],
)
def test_a_fact_must_be_a_figure_of_a_known_name(folder: Path, given: str, message: str) -> None:
    done = jixiao("check", "good.txt", "--fact", given, cwd=folder)
    assert (done.returncode, out(done)) == (2, "")
    assert err(done).startswith(f"错误：{message}")


def test_facts_are_read_as_in_a_report() -> None:
    from decimal import Decimal

    from checker.cli.given import facts
    from checker.errors import InputError

    found = facts(["基本支出＝1,820.50 万元"])
    (value,) = found.values()
    assert (list(found), value.amount, value.span) == (["基本支出"], Decimal("18205000.00"), (0, 0))
    with pytest.raises(InputError, match="given twice"):
        facts(["基本支出=1万元", "基本支出=2万元"])


def test_an_unknown_pack_is_an_error_before_anything_is_read(folder: Path) -> None:
    done = jixiao("check", "nowhere.txt", "--pack", "foshan/nothing", cwd=folder)
    assert (done.returncode, out(done)) == (2, "")
    assert "foshan/nothing" in err(done)
    assert "nowhere.txt" not in err(done)


# --- start-up ---------------------------------------------------------------------------------


def loaded(*arguments: str, cwd: Path, **more: str) -> set[str]:
    """The packages that a call of jixiao imports."""
    program = (
        "import sys; sys.argv[0] = 'jixiao'\n"
        "from checker.cli.main import run\n"
        "code = run()\n"
        "print('\\n'.join(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = jixiao(*arguments, cwd=cwd, program=("-c", program), **more)
    return {name.partition(".")[0] for name in err(done).split()}


def test_version_imports_next_to_nothing(folder: Path) -> None:
    done = jixiao("--version", cwd=folder, program=("-c", RUN))
    assert (done.returncode, out(done), err(done)) == (0, f"jixiao {__version__}\n", "")
    slow = {"lark", "yaml", "jsonschema", "tabulate", "multiprocessing", "concurrent"}
    assert loaded("--version", cwd=folder) & slow == set()
    assert loaded("check", "--help", cwd=folder) & slow == set()


def test_a_check_imports_only_what_it_needs(reports: Path) -> None:
    arguments = ("check", "1.txt", "--output-format", "json")
    cache = str(reports / "cache")
    jixiao(*arguments, cwd=reports, program=("-c", RUN), JIXIAO_CACHE=cache)
    warm = loaded(*arguments, cwd=reports, JIXIAO_CACHE=cache)
    assert "lark" in warm
    assert warm & {"yaml", "jsonschema", "tabulate", "multiprocessing", "concurrent"} == set()


# --- everything together ----------------------------------------------------------------------


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    title = "某某市教育局2020年度部门整体支出绩效自评报告\n"
    for name, text in (("1", GOOD), ("2", WRONG), ("3", WORDY)):
        (tmp_path / f"{name}.txt").write_text(title + text, "utf-8")
    (tmp_path / "4.txt").write_bytes(b"")
    return tmp_path


def test_several_processes_say_what_one_says(reports: Path) -> None:
    def run(*more: str) -> tuple[int, bytes, bytes]:
        done = jixiao("check", ".", "-v", *more, cwd=reports, program=("-c", RUN))
        return done.returncode, done.stdout, done.stderr

    alone = run()
    assert alone[0] == 2
    assert "支出合计820.50万元".encode() in alone[1]
    assert "4.txt：文件是空的".encode() in alone[2]
    assert run("-j", "3") == alone


def test_a_report_is_checked_and_parsed(reports: Path) -> None:
    done = jixiao("check", "2.txt", "--output-format", "json", cwd=reports, program=("-c", RUN))
    (report,) = document(done)["reports"]
    assert report["identity"]["organisation"] == "某某市教育局"
    assert report["identity"]["year"] == 2020
    places = {
        (finding["location"]["line"], finding["location"]["column"], finding["excerpt"])
        for finding in report["findings"]
        if finding["computed"] == "822.50万元"
    }
    assert places == {(3, 7, "820.50万元")}
    assert done.returncode == 1

    parsed = document(
        jixiao("parse", "2.txt", "--output-format", "json", cwd=reports, program=("-c", RUN))
    )
    amounts = [value["amount"] for value in parsed["values"] if value["kind"] == "amount"]
    assert amounts == ["8205000.00", "6002500.00", "2222500.00"]
    place = next(value["place"] for value in parsed["values"] if value["kind"] == "amount")
    assert (place["line"], place["column"], place["end_column"]) == (3, 7, 15)
    assert [section["heading"]["text"] for section in parsed["sections"]] == ["一、部门情况"]

    tree = out(jixiao("parse", "2.txt", cwd=reports, program=("-c", RUN)))
    assert "3:7      amount 820.50万元 = 8205000.00" in tree.splitlines()
    assert "2:1      一、部门情况" in tree.splitlines()
