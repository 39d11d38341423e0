"""What people really hand in: wrong files, broken files, monstrous files. Never a traceback."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.cli.main import run

ENTRY = "import sys; from checker.cli.main import run; sys.argv[0] = 'jixiao'; sys.exit(run())"

HEAD = """\
2023年度清河市档案馆部门整体支出绩效自评报告
一、部门基本情况
（一）部门职能
清河市档案馆负责接收、保管和利用市直单位的档案。
（二）部门整体支出情况
2023年本部门全年支出合计820.50万元，其中基本支出600.25万元、项目支出220.25万元。
"""
TAIL = """
二、绩效自评结果
2023年度部门整体支出绩效自评得分为95.0分，绩效等级为“优”。
三、存在问题
部分档案的数字化进度较慢。
四、改进措施
2024年6月底前完成余下档案的数字化。
"""
SOUND = HEAD + TAIL
WRONG = SOUND.replace("项目支出220.25万元", "项目支出222.25万元")

MONSTERS = {
    "a long line": "档案" * 500_000,
    "a long line of figures": "1,234.56万元、" * 50_000,
    "one long figure": "9" * 1_000_000,
    "nested brackets": "（" * 10_000 + "档案" + "）" * 10_000,
    "brackets never closed": "（〔《“" * 10_000,
    "headings": "\n".join(f"{number}.第{number}项工作" for number in range(1, 10_001)),
    "headings, all alike": "一、工作情况\n" * 10_000,
    "headings of all levels": "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n" * 2_000,
    "titles never closed": "《" * 10_000,
    "titles in titles": "《" * 5_000 + "档案法" + "》" * 5_000,
    "a long table": "单位：万元\n支出类别    年初预算数    决算数\n"
    + "".join(f"项目{row}    {row}.50    {row}.40\n" for row in range(20_000))
    + "合计    200000000.00    199988000.00",
    "a wide table": "| " + " | ".join(f"第{column}列" for column in range(3_000)) + " |\n|"
    "---|" * 3_000 + "\n| " + " | ".join(f"{column}.00" for column in range(3_000)) + " |",
    "empty lines": "\n" * 200_000,
    "sums without end": "其中基本支出1.00万元、" * 5_000 + "合计820.50万元。",
    "full-width blanks": "　" * 300_000 + "。",
    "combining marks": "档" + "\u0301" * 100_000,
    "direction marks": "\u202e档案\u202c" * 10_000,
    "a rule that is none": "|" + "-" * 60 + "说明|",
    "quotes between commas": "甲" + ',"' * 60 + "。",
    "blanks behind a unit": "单位" + " " * 3_000 + "万",
    "dots that lead nowhere": "目录\n一、甲" + "." * 20_000 + "乙",
    "a page number's dashes": "-" + "\t" * 20_000 + "-",
    "empty words": "总支出" + "共有" * 60 + "说100万元。\n" + "以及" * 60 + "（总支出100万元。",
    "rates beside many amounts": "；".join(f"甲乙{n}费{n}.5万元" for n in range(1_500))
    + "；预算执行率为95.00%" * 60
    + "。",
    "totals again and again": "单位：万元\n|项目|预算数|\n|---|---|\n" + "|合计|1.00|\n" * 3_000,
}


def jixiao(
    *arguments: str | os.PathLike[str],
    stdin: bytes = b"",
    timeout: int = 60,
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, which shows the traceback of a fault of ours."""
    return subprocess.run(
        [sys.executable, "-c", ENTRY, *map(os.fspath, arguments)],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        env={
            **os.environ,
            "PYTHONIOENCODING": "utf-8",
            "JIXIAO_LANG": "zh",
            "JIXIAO_DEBUG": "1",
            **environment,
        },
    )


def assert_clean(done: subprocess.CompletedProcess[bytes], *exits: int) -> str:
    """Stderr, after a look at what no run may ever show."""
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode in exits, said or done.stdout.decode("utf-8", "replace")[-2000:]
    assert b"Traceback" not in done.stderr + done.stdout, said
    return said


def assert_refused(path: Path, *more: str) -> str:
    """Exit 2, with a message that names the file, alone on stderr."""
    done = jixiao("check", path, *more)
    said = assert_clean(done, 2)
    assert path.name in said
    assert len(said) < 4000
    return said


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "档案馆.txt"
    path.write_text(SOUND, "utf-8")
    return path


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return path


def zipped(folder: Path) -> bytes:
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("报告.txt", SOUND)
    return path.read_bytes()


def test_the_report_of_these_tests_is_sound(sound: Path, tmp_path: Path) -> None:
    assert_clean(jixiao("check", sound), 0)
    done = jixiao("check", write(tmp_path, "wrong.txt", WRONG))
    assert_clean(done, 1)
    assert "820.50" in done.stdout.decode("utf-8")


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    assert_refused(tmp_path / "没有.txt")


def test_a_folder_without_reports(tmp_path: Path) -> None:
    folder = tmp_path / "空文件夹"
    folder.mkdir()
    assert_refused(folder)


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "报告.txt"
    folder.mkdir()
    assert_refused(folder)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \t\r\n\n  ", id="blanks"),
        pytest.param("\u3000\u3000\n\ufeff\u3000".encode(), id="full-width blanks"),
        pytest.param(b"\xef\xbb\xbf", id="a byte order mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100), id="PNG"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), id="Word 97"),
        pytest.param(random.Random(1).randbytes(100_000), id="random bytes"),
        pytest.param(bytes(10_000), id="nothing but NUL"),
        pytest.param("会议".encode()[:-1] + b"\xff\xfe\xff", id="no encoding at all"),
        pytest.param(b"\x7f\x45\x4c\x46" + bytes(range(256)) * 50, id="a program"),
        pytest.param("今天天气很好，我们去公园。\n" * 20, id="another text"),
        pytest.param("关于召开2023年度工作会议的通知\n各科室：\n请准时参加。\n", id="a notice"),
        pytest.param("Lorem ipsum dolor sit amet.\n" * 50, id="no Chinese"),
        pytest.param('{"a": [1, 2, 3]}', id="JSON"),
    ],
)
@pytest.mark.parametrize("name", ["报告.txt", "报告.md"])
def test_a_file_that_is_no_report(tmp_path: Path, data: bytes | str, name: str) -> None:
    assert_refused(write(tmp_path, name, data))


@pytest.mark.parametrize("name", ["报告.txt", "报告.docx", "报告"])
def test_an_archive_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert_refused(write(tmp_path, name, zipped(tmp_path)))


def test_utf16_without_a_byte_order_mark_is_read_or_refused(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        path = write(tmp_path, f"{encoding}.txt", WRONG.encode(encoding))
        done = jixiao("check", path)
        said = assert_clean(done, 1, 2)
        assert path.name in said if done.returncode == 2 else "822.50" in done.stdout.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    done = jixiao("check", write(tmp_path, "报告.txt", WRONG.encode(encoding)))
    assert_clean(done, 1)
    assert "822.50" in done.stdout.decode("utf-8")


def test_half_a_character_at_the_end(tmp_path: Path) -> None:
    said = assert_refused(write(tmp_path, "报告.txt", SOUND.encode()[:-2]))
    assert "字节" in said or "UTF-8" in said


def test_half_a_character_within(tmp_path: Path) -> None:
    data = SOUND.encode()
    middle = data.index("档案馆".encode()) + 1
    assert_refused(write(tmp_path, "报告.txt", data[:middle] + data[middle + 1 :]))


def test_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "巨大.txt"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        block = ("本年完成档案整理1,234卷，支出56.78万元。\n" * 1000).encode()
        while file.tell() < 50 * 1024 * 1024:
            file.write(block)
    assert path.name in assert_clean(jixiao("check", path), 2)


@pytest.mark.parametrize("monster", MONSTERS, ids=lambda name: name.replace(" ", "-"))
def test_a_monster_inside_a_report(tmp_path: Path, monster: str) -> None:
    path = write(tmp_path, "报告.txt", HEAD + MONSTERS[monster] + TAIL)
    # Not held to the time of a file here: a loaded machine is several times as slow as another.
    done = jixiao("check", path, "--limit", "seconds=55")
    assert_clean(done, 0, 1)
    assert done.stdout


@pytest.mark.parametrize("monster", MONSTERS, ids=lambda name: name.replace(" ", "-"))
def test_a_monster_alone(tmp_path: Path, monster: str) -> None:
    assert_refused(write(tmp_path, "报告.txt", MONSTERS[monster]))


@pytest.mark.parametrize("where", [0, 5, len(HEAD) // 2, -1])
def test_a_stray_nul(tmp_path: Path, where: int) -> None:
    path = write(tmp_path, "报告.txt", WRONG[:where] + "\0" + WRONG[where:])
    assert_clean(jixiao("check", path), 1)


def test_one_bad_file_among_good_ones(tmp_path: Path, sound: Path) -> None:
    wrong = write(tmp_path, "错账.txt", WRONG)
    missing = tmp_path / "没有.txt"
    picture = write(tmp_path, "图片.txt", b"\x89PNG\r\n\x1a\n" + bytes(50))
    done = jixiao("check", sound, missing, picture, wrong)
    said = assert_clean(done, 2)
    assert missing.name in said
    assert picture.name in said
    shown = done.stdout.decode("utf-8")
    assert sound.name in shown
    assert wrong.name in shown
    assert "822.50" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
@pytest.mark.parametrize("form", ["table", "concise", "json", "github"])
def test_a_reader_who_goes_away(tmp_path: Path, form: str) -> None:
    paths = [write(tmp_path, f"{number}.txt", WRONG) for number in range(20)]
    with subprocess.Popen(
        [sys.executable, "-c", ENTRY, "check", "--output-format", form, *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait(60)
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252", "utf-16"])
@pytest.mark.parametrize("form", ["table", "concise", "json", "github"])
def test_every_console(tmp_path: Path, encoding: str, form: str) -> None:
    path = write(tmp_path, "报告.txt", WRONG.replace("市档案馆", "市档案馆🗂\U00030000"))
    done = jixiao("check", path, "--output-format", form, PYTHONIOENCODING=encoding)
    assert_clean(done, 1)
    shown = done.stdout.decode(encoding)
    assert "822.50" in shown
    if form == "json":  # nothing of it may be lost, whatever the console
        assert json.loads(shown)["reports"][0]["path"] == str(path)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_errors_on_every_console(tmp_path: Path, encoding: str) -> None:
    assert_clean(jixiao("check", tmp_path / "没有🗂.txt", PYTHONIOENCODING=encoding), 2)
    assert_clean(jixiao("--help", PYTHONIOENCODING=encoding), 0)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may read every file"
)
def test_a_file_that_may_not_be_read(sound: Path) -> None:
    sound.chmod(0)
    assert_refused(sound)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    with open(name, "wb") as file:
        file.write(WRONG.encode())
    done = jixiao("check", os.fsdecode(name))
    assert_clean(done, 1)
    assert_clean(jixiao("check", os.fsdecode(name), "--output-format", "json"), 1)


def test_standard_input(tmp_path: Path) -> None:
    assert_clean(jixiao("check", "-", stdin=WRONG.encode()), 1)
    assert_clean(jixiao("check", "-", stdin=WRONG.encode("gb18030")), 1)
    said = assert_clean(jixiao("check", "-", "--stdin-filename", "送审稿.txt"), 2)
    assert "送审稿.txt" in said


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check"], id="no path"),
        pytest.param(["chekc", "x.txt"], id="no such command"),
        pytest.param(["check", "--nosuch"], id="no such option"),
        pytest.param(["check", "--fail-on", "sometimes", "{}"], id="no such threshold"),
        pytest.param(["check", "--output-format", "xml2", "{}"], id="no such format"),
        pytest.param(["check", "--pack", "nowhere/department-1900", "{}"], id="no such pack"),
        pytest.param(["check", "--select", "NOSUCH", "{}"], id="no such rule"),
        pytest.param(["check", "--as-of", "2023-02-30", "{}"], id="no such day"),
        pytest.param(["check", "--output", "json=/no/such/folder/x.json", "{}"], id="no folder"),
        pytest.param(["rule", "NOSUCH-99"], id="no such rule to explain"),
    ],
)
def test_a_slip_on_the_command_line(sound: Path, arguments: list[str]) -> None:
    said = assert_clean(jixiao(*(part.format(sound) for part in arguments)), 2)
    assert said.strip()


def exit_of(path: Path) -> int:
    """The exit code of the command run in this process, and nothing that is our own fault."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    arguments = ["jixiao", "check", str(path)]
    with (
        mock.patch.object(sys, "argv", arguments),
        mock.patch.dict(os.environ, JIXIAO_DEBUG="1", JIXIAO_LANG="zh"),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = run()
    err.seek(0)
    said = err.read()
    assert "Traceback" not in said, said
    assert (code == 2) == (path.name in said), said
    return code


ANY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ANY
@given(data=st.binary(max_size=2000))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    assert exit_of(write(tmp_path, "any.txt", data)) in (0, 1, 2)


@ANY
@given(data=st.binary(max_size=200), place=st.integers(0, len(SOUND.encode())))
def test_any_bytes_inside_a_report(tmp_path: Path, data: bytes, place: int) -> None:
    report = SOUND.encode()
    assert exit_of(write(tmp_path, "any.txt", report[:place] + data + report[place:])) in (0, 1, 2)


PIECES = """
一、 （一） 1. (1) ① 第一章 820.50万元 1,234.5 97% 0.00 分值 得分 95分 合计 其中 分别为 由 组成
《 》 〔2020〕 （ ） “ ” 。 ， 、 ； ： 2023年 12月31日 2020-2023年 约 余 以上 不超过
较上年增加 基本支出 项目支出 年初预算数 决算数 单位：万元 | --- # - 第五十二条 〇 ８２０．５０
"""
PIECE = st.sampled_from([*PIECES.split(), " ", "\t"])


@ANY
@given(text=st.lists(st.one_of(PIECE, st.text(max_size=5), st.just("\n"))).map("".join))
def test_any_text_inside_a_report(tmp_path: Path, text: str) -> None:
    assert exit_of(write(tmp_path, "any.txt", HEAD + text + TAIL)) in (0, 1, 2)


@ANY
@given(text=st.text())
def test_any_text(tmp_path: Path, text: str) -> None:
    assert exit_of(write(tmp_path, "any.txt", text)) in (0, 1, 2)
