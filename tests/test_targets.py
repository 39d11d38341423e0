"""Where ``--output`` writes: files and folders, never over a report, whole or not at all."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from checker import copies
from checker.cli import check as command
from checker.cli import copying, main, running, targets
from checker.cli.files import Task
from checker.cli.pipeline import Done
from checker.cli.targets import Target
from checker.errors import InputError
from checker.model.verdict import Failure

REPORT = "某某市教育局2020年度部门整体支出绩效自评报告\n一、部门情况\n全年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。\n"
PDF = b"%PDF-1.4\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with makers of copies that only say what they were given."""

    def made(report: object, checked: object, data: bytes, lang: str) -> bytes:
        return b"copy of " + data[:40]

    for name in ("docx", "pdf", "html"):
        module = ModuleType(f"checker.copies.made_{name}")
        module.make = made  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(copies.MAKERS, name, (f"made_{name}", ""))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIXIAO_LANG", "zh")
    return tmp_path


def put(path: str, content: str | bytes = REPORT) -> None:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def jixiao(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["jixiao", *arguments])
    return main.run()


def written(below: str = ".") -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(where, name), below).replace(os.sep, "/")
        for where, _, names in os.walk(below)
        for name in names
    )


def tasks(*paths: str) -> list[Task]:
    return [Task(path) for path in paths]


def placed(output: list[str], paths: list[str], inside: list[Task]) -> Iterator[str]:
    """The files of the copies, report after report."""
    goals = targets.wanted(output, paths)
    where = copying.places(goals, inside, paths)
    for task in inside:
        for path in where[task.path].pop(0).values():
            yield path.replace(os.sep, "/")


# --- what a target means ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["out/", "out\\", "there"])
def test_a_folder_is_one_that_exists_or_ends_like_one(folder: Path, path: str) -> None:
    put("甲.txt")
    (folder / "there").mkdir()
    bare = path.rstrip("/\\")
    assert targets.wanted([f"html={path}"], ["甲.txt"]) == [Target("html", bare, True)]


def test_several_reports_need_a_folder(folder: Path) -> None:
    put("甲.txt")
    assert targets.wanted(["html=out"], ["甲.txt", "乙.txt"]) == [Target("html", "out", True)]
    assert targets.wanted(["html=out"], ["."]) == [Target("html", "out", True)]
    assert targets.wanted(["html=甲.html"], ["甲.txt"]) == [Target("html", "甲.html")]


@pytest.mark.parametrize(
    ("given", "paths", "message"),
    [
        ("html=a.html", ["甲.txt", "乙.txt"], "请写文件夹，例如 --output html=a/"),
        ("html=a.html", ["."], "请写文件夹"),
        ("html=a.html", ["批.zip"], "请写文件夹"),
        ("html=a.html", ["*.txt"], "请写文件夹"),
        ("html=a", ["甲.txt"], "文件名应以 .html 结尾；如果是文件夹，请在末尾加 /"),
        ("docx=a.doc", ["甲.docx"], "文件名应以 .docx 结尾"),
        ("xlsx=a.xls", ["甲.txt"], "文件名应以 .xlsx 结尾"),
        ("xlsx=out/", ["甲.txt"], "这是文件夹，请写文件名"),
        ("json=out/", ["甲.txt"], "这是文件夹，请写文件名"),
        ("html=甲.txt/", ["."], "已有一个叫这个名字的文件"),
        ("html=none/out/", ["."], "所在的文件夹不存在"),
        ("xlsx=none/a.xlsx", ["."], "所在的文件夹不存在"),
        ("hmtl=out/", ["."], "是否指 html"),
    ],
)
def test_a_target_that_cannot_be_is_named_before_anything_is_checked(
    folder: Path, given: str, paths: list[str], message: str
) -> None:
    put("甲.txt")
    with pytest.raises(InputError) as fault:
        targets.wanted([given], paths)
    assert message in fault.value.zh
    assert fault.value.en.isascii() or given in fault.value.en or "甲" in fault.value.en
    assert written() == ["甲.txt"]


def test_one_target_is_named_once(folder: Path) -> None:
    put("甲.txt")
    for twice in (["xlsx=a.xlsx", "json=a.xlsx"], ["html=out/", "html=./out/"]):
        with pytest.raises(InputError, match="named twice"):
            targets.wanted(twice, ["."])
    both = targets.wanted(["html=out/", "docx=out/"], ["."])
    assert [target.format for target in both] == ["html", "docx"]


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="modes of Unix")
def test_a_protected_target_is_refused_at_once(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser writes everywhere")
    put("甲.txt")
    (folder / "out").mkdir(mode=0o500)
    with pytest.raises(InputError, match="cannot be written"):
        targets.wanted(["html=out/"], ["."])


def test_a_missing_library_is_named_with_its_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(copies.MAKERS, "docx", ("nowhere_made", "word"))
    with pytest.raises(InputError) as fault:
        targets.wanted(["docx=out/"], ["."])
    assert 'pip install "jixiao-checker[word]"' in fault.value.zh
    monkeypatch.setattr(targets, "find_spec", lambda name: None)
    with pytest.raises(InputError) as fault:
        targets.wanted(["xlsx=a.xlsx"], ["."])
    assert 'pip install "jixiao-checker[excel]"' in fault.value.zh


# --- where each report's copy goes ------------------------------------------------------------


def test_reports_of_one_name_keep_their_folders(folder: Path) -> None:
    put("批/甲局/报告.docx")
    put("批/乙局/报告.docx")
    inside = tasks("批/乙局/报告.docx", "批/甲局/报告.docx")
    assert list(placed(["docx=out/", "html=out/"], ["批"], inside)) == [
        "out/乙局/报告.docx", "out/乙局/报告.docx.html",
        "out/甲局/报告.docx", "out/甲局/报告.docx.html",
    ]  # fmt: skip
    assert list(placed(["html=out/"], ["批/甲局/报告.docx", "批/乙局/报告.docx"], inside)) == [
        "out/乙局/报告.docx.html", "out/甲局/报告.docx.html",
    ]  # fmt: skip


def test_one_folder_that_holds_one_report_is_not_another_matter(folder: Path) -> None:
    put("批/甲局/报告.docx")
    assert list(placed(["html=out/"], ["批"], tasks("批/甲局/报告.docx"))) == [
        "out/甲局/报告.docx.html"
    ]


def test_reports_of_one_stem_keep_their_kind(folder: Path) -> None:
    inside = tasks("报告.docx", "报告.pdf")
    assert list(placed(["html=out/"], ["."], inside)) == [
        "out/报告.docx.html", "out/报告.pdf.html",
    ]  # fmt: skip


def test_a_marked_copy_is_called_as_the_file_or_gets_its_end(folder: Path) -> None:
    inside = tasks("报告.DOCX", "宏.docm", "其实是文档.txt")
    assert list(placed(["docx=out/"], ["."], inside)) == [
        "out/报告.DOCX", "out/宏.docm", "out/其实是文档.txt.docx",
    ]  # fmt: skip


def test_members_have_a_folder_of_their_archive(folder: Path) -> None:
    put("批.zip")
    put("批/报告.docx")
    member = Task("批.zip/报告.docx", None, "报告.docx", "批.zip", 0)
    deep = Task("批.zip/甲/乙.docx", None, "甲/乙.docx", "批.zip", 1)
    inside = [member, deep, Task("批/报告.docx")]
    assert list(placed(["docx=out/"], ["."], inside)) == [
        "out/批/报告.docx", "out/批/甲/乙.docx", "out/批/报告 (2).docx",
    ]  # fmt: skip


def test_names_that_only_a_careless_system_tells_apart(folder: Path) -> None:
    inside = tasks("Report.docx", "report.docx")
    first, second = placed(["docx=out/"], ["."], inside)
    assert (first, second) == ("out/Report.docx", "out/report (2).docx")


def test_members_lead_nowhere_else(folder: Path) -> None:
    put("批.zip")
    bad = Task("批.zip/x", None, "../../CON/aux.docx", "批.zip", 0)
    assert list(placed(["docx=out/"], ["."], [bad])) == ["out/批/__/__/_CON/_aux.docx"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("报告.docx", "报告.docx"),
        ("a:b?.docx", "a_b_.docx"),
        ("con", "_con"),
        ("Com1.报告.docx", "_Com1.报告.docx"),
        ("LPT¹", "_LPT¹"),
        ("nul .txt", "_nul .txt"),
        ("consul.txt", "consul.txt"),
        ("尾. .", "尾___"),
        ("..", "__"),
        ("", "_"),
    ],
)
def test_names_that_windows_takes(name: str, made: str) -> None:
    assert copying.safe(name) == made


def test_a_long_name_keeps_its_end_and_its_head() -> None:
    made = copying.safe("长" * 200 + ".docx")
    assert made.endswith("长.docx")
    assert 230 < len(os.fsencode(made)) <= copying.LONGEST
    assert len(os.fsencode(copying.safe("甲." + "长" * 200))) <= copying.LONGEST


def test_standard_input_has_a_name(folder: Path) -> None:
    inside = [Task("-", REPORT.encode())]
    assert list(placed(["html=out/"], ["-"], inside)) == ["out/stdin.html"]
    named = [Task("../甲/乙.txt", REPORT.encode())]
    assert list(placed(["html=out/"], ["-"], named)) == ["out/乙.txt.html"]


# --- never over a report ----------------------------------------------------------------------


def test_a_copy_never_goes_over_a_report(folder: Path) -> None:
    put("批/报告.docx")
    put("别处/x")
    (folder / "别处" / "报告.docx").hardlink_to(folder / "批" / "报告.docx")
    for goal in ("批/", "./批", "别处/"):
        with pytest.raises(InputError) as fault:
            list(placed([f"docx={goal}"], ["批"], tasks("批/报告.docx")))
        assert "是要检查的报告，不会覆盖它" in fault.value.zh
    assert list(placed(["html=批/"], ["批"], tasks("批/报告.docx"))) == ["批/报告.docx.html"]


def test_a_link_to_a_report_is_the_report(folder: Path) -> None:
    put("批/报告.docx")
    try:
        (folder / "out").symlink_to(folder / "批", target_is_directory=True)
    except OSError:
        pytest.skip("links are not allowed here")
    with pytest.raises(InputError, match="is a report to be checked"):
        list(placed(["docx=out/"], ["批"], tasks("批/报告.docx")))


def test_an_archive_is_a_report_too(folder: Path) -> None:
    put("批.zip")
    member = Task("批.zip/a.docx", None, "a.docx", "批.zip", 0)
    with pytest.raises(InputError, match="is a report to be checked"):
        targets.refuse_inputs([Target("json", "批.zip")], [member])


def test_what_earlier_runs_wrote_is_no_report(folder: Path) -> None:
    put("甲.docx")
    Path("out").mkdir()
    with zipfile.ZipFile("out/甲.docx", "w") as marked:
        marked.writestr("word/comments.xml", '<w:comment w:author="jixiao 绩效"/>')
    put("out/甲.docx.html", b'<!DOCTYPE html><meta name="generator" content="jixiao">')
    found = tasks("./out/甲.docx", "./out/甲.docx.html", "./甲.docx")
    goals = targets.wanted(["docx=out/", "html=out/"], ["."])
    assert targets.without_outputs(found, goals, ["."]) == (tasks("./甲.docx"), 2)
    named = ["out/甲.docx", "甲.docx"]
    kept, left = targets.without_outputs(tasks(*named), goals, named)
    assert (kept, left) == (tasks(*named), 0)
    goals = targets.wanted(
        ["html=./"], ["."]
    )  # the folder that is searched: a copy may be all there is
    kept = tasks("./out/甲.docx", "./甲.docx")
    assert targets.without_outputs(found, goals, ["."]) == (kept, 1)


def test_a_page_of_findings_is_no_report_wherever_it_lies(folder: Path) -> None:
    put("甲.html")
    put("甲.docx.html", b'<!DOCTYPE html><meta name="generator" content="jixiao">')
    found = tasks("./甲.docx.html", "./甲.html")
    assert targets.without_outputs(found, [], ["."]) == (tasks("./甲.html"), 1)
    named = ["甲.docx.html"]
    assert targets.without_outputs(tasks(*named), [], named) == (tasks(*named), 0)


def test_a_report_of_somebody_in_the_target_is_never_written_over(folder: Path) -> None:
    """Though the folder of the target lies in one that is searched."""
    put("甲.docx")
    put("out/甲.docx")
    found = tasks("./out/甲.docx", "./甲.docx")
    goals = targets.wanted(["docx=out/"], ["."])
    assert targets.without_outputs(found, goals, ["."]) == (found, 0)


def test_only_a_workbook_of_ours_is_left_out(folder: Path) -> None:
    pytest.importorskip("xlsxwriter")
    from checker.output import render_bytes
    from checker.output.look import Look

    put("结果.xlsx", render_bytes("xlsx", [], Look()))
    with zipfile.ZipFile("评分表.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "")
    for name, left in (("结果.xlsx", 1), ("评分表.xlsx", 0)):
        goals = targets.wanted([f"xlsx={name}"], ["."])
        assert targets.without_outputs(tasks(f"./{name}"), goals, ["."])[1] == left
    with pytest.raises(InputError, match="is a report to be checked"):
        targets.refuse_inputs(goals, tasks("./评分表.xlsx"))


# --- written ----------------------------------------------------------------------------------


def test_copies_of_a_batch(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("批/甲局/报告.txt")
    monkeypatch.setattr("checker.copies.fits", lambda format, path, data: format == "html")
    outputs = ("--output", "json=out/a.json", "--output", "html=out/")
    assert jixiao(monkeypatch, "check", "批", *outputs) in (0, 1)
    assert written() == ["out/a.json", "out/甲局/报告.txt.html", "批/甲局/报告.txt"]
    assert Path("out/甲局/报告.txt.html").read_bytes().startswith("copy of 某某市".encode())
    assert capsys.readouterr().err == f"已写入 1 个文件：out{os.sep}\n"


def test_a_copy_that_the_kind_of_file_has_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("甲.txt")
    assert jixiao(monkeypatch, "check", "甲.txt", "-q", "--output", "docx=甲.docx") == 2
    said = capsys.readouterr()
    assert "没有写出 docx 副本" in said.err
    assert "--output html=" in said.err
    assert "SUM" in said.out  # what was found is not lost with it
    assert written() == ["甲.txt"]


def test_some_of_a_batch_have_no_such_copy() -> None:
    from test_workbook import checked

    one, other = checked("甲.docx"), checked("乙.txt")
    done = [Done(one, (("docx", b""),)), Done(other), Done(Failure("丙", "丙：坏"))]
    ((message, fault),) = copying.amiss(done, [Target("docx", "out", True)], "zh")
    assert not fault
    assert "有 1 份报告没有 docx 副本" in message
    assert "乙.txt" in message
    page = Done(other, (("html", b""),))
    both = [Target("docx", "out", True), Target("html", "out", True)]
    assert list(copying.amiss([done[0], page], both, "zh")) == []
    ((_, fault),) = copying.amiss(
        [page], [Target("docx", "a.docx"), Target("html", "b.html")], "zh"
    )
    assert fault  # a file that was named is missed
    missed = [Done(one, (), (("docx", "甲.docx：不能加批注"),))]
    assert list(copying.amiss(missed, [Target("docx", "a.docx")], "zh")) == [
        ("甲.docx：不能加批注", True)
    ]


def test_a_copy_that_fails_loses_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> bytes:
        raise InputError("甲.txt：这份文件不能加批注", "甲.txt: cannot be marked")

    put("甲.txt")
    monkeypatch.setattr(sys.modules["checker.copies.made_html"], "make", broken)
    arguments = ("check", "甲.txt", "-q", "--output", "html=甲.html", "--output", "json=a.json")
    assert jixiao(monkeypatch, *arguments) == 2
    said = capsys.readouterr()
    assert said.err == "错误：甲.txt：这份文件不能加批注\n"
    assert "SUM" in said.out
    assert written() == ["a.json", "甲.txt"]


def test_an_output_that_cannot_be_written_keeps_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = command.files.write_whole

    def held(path: str, data: bytes) -> None:
        if path == "a.json":
            raise command.files.unwritten(path, PermissionError(13, "Permission denied"))
        real(path, data)

    put("甲.txt")
    monkeypatch.setattr(command.files, "write_whole", held)
    outputs = ("--output", "json=a.json", "--output", "concise=b.out")
    assert jixiao(monkeypatch, "check", "甲.txt", "-q", *outputs) == 2
    assert "如果正在 Excel、Word 等程序里打开，请先关闭" in capsys.readouterr().err
    assert written() == ["b.out", "甲.txt"]


def test_an_interrupt_keeps_the_copies_that_are_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calamine = pytest.importorskip("python_calamine")
    from test_workbook import checked

    def interrupted(*_: object) -> Iterator[Done]:
        yield Done(checked("批/甲.txt"), (("html", b"whole"),))
        raise KeyboardInterrupt

    put("批/甲.txt")
    put("批/乙.txt")
    monkeypatch.setattr(running, "check_all", interrupted)
    outputs = ("--output", "html=out/", "--output", "xlsx=结果.xlsx")
    assert jixiao(monkeypatch, "check", "批", "-q", *outputs) == 130
    assert Path("out/甲.txt.html").read_bytes() == b"whole"
    rows = calamine.CalamineWorkbook.from_path("结果.xlsx").get_sheet_by_name("汇总").to_python()
    assert [row[0] for row in rows[1:]] == ["批/甲.txt"]
    assert written("out") == ["甲.txt.html"]


def test_members_of_an_archive_get_their_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("批.zip", "w") as archive:
        for name in ("甲局/报告.txt", "乙局/报告.txt"):
            archive.writestr(name, REPORT)
    assert jixiao(monkeypatch, "check", "批.zip", "-q", "--output", "html=out/") == 1
    assert written("out") == ["批/乙局/报告.txt.html", "批/甲局/报告.txt.html"]
    page = Path("out/批/甲局/报告.txt.html").read_text("utf-8")
    assert "某某市教育局" in page
    assert "822.50" in page


@pytest.mark.parametrize("format", ["xlsx", "docx", "pdf", "html"])
def test_files_are_not_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    put("甲.txt")
    assert jixiao(monkeypatch, "check", "甲.txt", "--output-format", format) == 2
    assert f"请写 --output {format}=" in capsys.readouterr().err


def test_a_workbook_of_a_run_has_the_scores(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calamine = pytest.importorskip("python_calamine")
    put("批/甲.txt", REPORT + "二、自评结果\n自评得分95分，满分100分。\n")
    put("批/空.txt", "")
    assert jixiao(monkeypatch, "check", "批", "-q", "--output", "xlsx=结果.xlsx") == 2
    book = calamine.CalamineWorkbook.from_path("结果.xlsx")
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert [row[:2] for row in rows["汇总"][1:]] == [
        [os.path.join("批", "甲.txt"), "已检查"], [os.path.join("批", "空.txt"), "未能检查"],
    ]  # fmt: skip
    assert "95分" in [row[5] for row in rows["评分"][1:]]
    assert "820.50万元" in [row[7] for row in rows["发现"][1:]]
