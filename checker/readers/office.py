"""Older Word, WPS and RTF: made into .docx by LibreOffice, then read as that.

LibreOffice is kept on a short lead: what it is given is known to be a document of the kind it is
told, each run has a profile and a folder of its own, without macros and without a network, and ends
with all that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import Source
from checker.readers import Tell, word
from checker.readers.kinds import OLE, WORD_XML, ZIP
from checker.readers.packed import damaged, encrypted

VARIABLE = "JIXIAO_SOFFICE"
"""The environment variable that says where LibreOffice's ``soffice`` is."""

FOLDERS = (
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/snap/bin",
)
NAMES = ("soffice.com", "soffice", "libreoffice", "soffice.exe")
"""On Windows the first of these waits for the end, the last may not."""

FIB = b"\xec\xa5"
"""How the text of a Word document begins, at the head of a sector."""
SPARE = 4
"""Seconds of a file's time that are left for reading what was made, and for checking."""

SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # A proxy where nobody listens: linked pictures are not fetched.
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""The profile's settings: where each stands, its name and value."""

NOTE = Words(
    "由 LibreOffice 转换为 .docx 后读取；位置以转换后的文件为准",
    "read after LibreOffice made it a .docx: places are those in that file",
)


def read(path: str, data: bytes, limits: Limits, tell: Tell) -> Source:
    """The Source of an older document. Raises InputError: no such document, encrypted, damaged, too
    slow, or LibreOffice is not installed."""
    made = word.read(path, converted(path, data, limits), limits, tell)
    return replace(made, notes=(NOTE, *made.notes))


def converted(path: str, data: bytes, limits: Limits) -> bytes:
    """The document as .docx. Raises InputError as ``read``."""
    kind = filter_of(path, data)
    program = find()
    if program is None:
        raise lacking(path)
    with TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        top = Path(folder)
        given, out, profile = top / "document.bin", top / "out", top / "profile"
        given.write_bytes(data)
        out.mkdir()
        _settle(profile / "user")
        arguments = [
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            f"--infilter={kind}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(given)),
        ]
        done = _run(_bounded(program, arguments, limits), top, limits)
        if not done:
            raise InputError(
                f"{path}：LibreOffice 转换超过 {_seconds(limits)} 秒，已停止；请用 Word 或 WPS 另存为 .docx"
                "（时间可用 --limit seconds=… 调整）",
                f"{path}: LibreOffice took more than {_seconds(limits)} seconds: save it as .docx"
                " (--limit seconds=… gives it more)",
            )
        made = out / "document.docx"
        # LibreOffice says by no exit code that it failed.
        if not made.is_file() or made.stat().st_size > limits.file:
            raise _failed(path)
        content = made.read_bytes()
    if not content.startswith(ZIP) or b"word/document.xml" not in content:
        raise _failed(path)
    return content


def filter_of(path: str, data: bytes) -> str:
    """LibreOffice's name for the kind of a document. Raises InputError where it is none that is
    read: LibreOffice makes a document of any bytes."""
    if data.startswith(b"{\\rtf"):
        return "Rich Text Format"
    if WORD_XML in data[:8192]:
        return "MS Word 2003 XML"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted(path)
        if "WordDocument".encode("utf-16-le") + b"\x00\x00" in data:
            return _filter_of_word(path, data)
    raise InputError(
        f"{path}：不是可读的 .doc、.wps 或 .rtf 文档；请用 Word 或 WPS 打开并另存为 .docx",
        f"{path}: no .doc, .wps or .rtf document that can be read: save it as .docx",
    )


def _filter_of_word(path: str, data: bytes) -> str:
    heads = [at for at in range(512, len(data) - 32, 512) if data[at : at + 2] == FIB]
    if not heads:
        raise damaged(path)
    head = data[heads[0] : heads[0] + 32]
    if head[11] & 1:
        raise encrypted(path)
    return "MS Word 97" if int.from_bytes(head[2:4], "little") >= 0xC0 else "MS Word 95"


def find() -> str | None:
    """Where LibreOffice is: as the environment says, on the path, or in a usual folder."""
    said = os.environ.get(VARIABLE)
    if said:
        return said if Path(said).is_file() else None
    names = NAMES if sys.platform == "win32" else NAMES[1:3]
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    for folder in FOLDERS:
        for name in names:
            if (Path(folder) / name).is_file():
                return str(Path(folder) / name)
    return None


def lacking(path: str) -> InputError:
    """The error where LibreOffice is not installed."""
    return InputError(
        f"{path}：读 .doc、.wps、.rtf 需要 LibreOffice（https://www.libreoffice.org，免费；已安装而未找到时，"
        f"把环境变量 {VARIABLE} 设为 soffice 的路径）；也可用 Word 或 WPS 打开后另存为 .docx",
        f"{path}: .doc, .wps and .rtf need LibreOffice (https://www.libreoffice.org; if it is installed"
        f" and was not found, set {VARIABLE} to the path of soffice); or save the file as .docx",
    )


def _settle(folder: Path) -> None:
    """Writes the settings of a new profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{where}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for where, name, value in SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _bounded(program: str, arguments: list[str], limits: Limits) -> list[str]:
    """The command, where the system's shell can hold it to memory and to a size of files."""
    if sys.platform == "win32":
        return [program, *arguments]
    # Where a system does not know one of the limits, it runs without that.
    script = 'ulimit -d "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; shift 2; exec "$@"'
    bounds = [str(limits.memory // 1024), str(limits.file // 512)]
    return ["/bin/sh", "-c", script, "sh", *bounds, program, *arguments]


def _seconds(limits: Limits) -> int:
    return max(limits.seconds - SPARE, 1)


def _run(command: list[str], folder: Path, limits: Limits) -> bool:
    """Whether a command came to its end in time; then or not, all that it started is ended."""
    kept = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TMP", "TEMP"):
        environment[name] = str(folder)
    environment["SAL_USE_VCLPLUGIN"] = "svp"  # no screen
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(_seconds(limits))
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)
    else:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(path: str) -> InputError:
    return InputError(
        f"{path}：LibreOffice 无法转换这个文件（可能已损坏）；请用 Word 或 WPS 打开并另存为 .docx",
        f"{path}: LibreOffice could not convert the file (it may be damaged): save it as .docx",
    )
