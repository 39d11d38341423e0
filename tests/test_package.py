"""The project as a whole: what is packaged, who imports whom, and that its papers agree."""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import checker

TOP = Path(__file__).resolve().parent.parent
CONFIG = configparser.ConfigParser()
CONFIG.read(TOP / "setup.cfg", encoding="utf-8")

ROOMS = (
    "model",
    "readers",
    "packs",
    "report",
    "checks",
    "engine",
    "findings",
    "output",
    "copies",
    "isolation",
    "cli",
)
CHECKS = (
    "words",
    "habit",
    "reckoning",
    "claims",
    "tables",
    "amounts",
    "scores",
    "structure",
    "counts",
    "agreement",
    "logic",
    "dates",
    "wording",
    "typography",
)
GROUND = ("complaints", "errors", "languages", "store", "wording")
# Import names that differ from the name of the distribution.
DISTRIBUTIONS = {
    "yaml": "pyyaml",
    "chinese_calendar": "chinesecalendar",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
}
EXTRAS = ("calendar", "word", "pdf", "scan", "html", "ofd", "excel", "limits")
# Modules that read places on a page, and no figures.
GEOMETRY = ("checker.readers.ofd", "checker.readers.scan")
MADE = {"__pycache__", "build", "dist", "node_modules"}


def lines(section: str, option: str) -> list[str]:
    return CONFIG[section][option].split("\n")[1:]


def pairs(section: str, option: str) -> dict[str, str]:
    split = (line.partition("=") for line in lines(section, option))
    return {name.strip(): value.strip() for name, _, value in split}


def folder_of(package: str) -> Path:
    mapped = pairs("options", "package_dir").get(package)
    return TOP / (mapped or package.replace(".", "/"))


def project_files() -> Iterator[Path]:
    """Files of the project itself: nothing that tools have made."""
    for path in sorted(TOP.rglob("*")):
        parts = path.relative_to(TOP).parts
        kept = all(
            part not in MADE
            and not part.endswith(".egg-info")
            and (not part.startswith(".") or part in (".ci", ".gitignore", ".github"))
            for part in parts
        )
        if kept and path.is_file():
            yield path


def modules() -> list[Path]:
    return sorted((TOP / "checker").rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(TOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """The full names a module imports, relative imports and names from packages resolved."""
    package = name_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *((node.module or "").split(".") if node.module else [])])
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return found


def test_packages_of_setup_cfg_are_the_tree() -> None:
    tree = {".".join(p.parent.relative_to(TOP).parts) for p in TOP.glob("checker/**/__init__.py")}
    for root in ("grammar", "rules"):
        folders = [TOP / root, *TOP.glob(f"{root}/**/")]
        tree |= {
            "checker." + ".".join(folder.relative_to(TOP).parts)
            for folder in folders
            if not MADE & set(folder.parts)
        }
    listed = lines("options", "packages")
    assert sorted(listed) == sorted(tree)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("package", lines("options", "packages"))
def test_a_package_has_a_folder_and_an_init(package: str) -> None:
    assert (folder_of(package) / "__init__.py").is_file()


@pytest.mark.parametrize("package", lines("options", "packages"))
def test_package_data_holds_every_file(package: str) -> None:
    patterns = dict(CONFIG["options.package_data"]).get(package, "")
    wanted = [part.strip() for part in re.split(r"[,\n]", patterns) if part.strip()]
    left_out = [
        path.name
        for path in folder_of(package).iterdir()
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and not any(fnmatch(path.name, pattern) for pattern in wanted)
    ]
    assert left_out == []


def test_version_is_said_once() -> None:
    assert CONFIG["metadata"]["version"] == checker.__version__


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_imports_only_rooms_above_it(path: Path) -> None:
    parts = name_of(path).split(".")
    here = parts[1] if len(parts) > 1 else ""
    for name in sorted(imports(path)):
        top, _, rest = name.partition(".")
        there = rest.split(".")[0]
        if top != "checker" or there == here or (there not in ROOMS and there not in GROUND):
            continue
        if there in GROUND:
            assert here, f"{name}: the package itself imports nothing, so that --version is quick"
        elif here in GROUND:
            assert name == "checker.model.rule.Words", f"{name}: the ground floor knows no room"
        else:
            assert here in ROOMS, f"{name}: neither room nor ground floor"
            assert ROOMS.index(there) < ROOMS.index(here), f"{name} stands below {here}"


@pytest.mark.parametrize("path", sorted((TOP / "checker" / "checks").glob("*/*.py")), ids=name_of)
def test_a_folder_of_checks_imports_only_folders_above_it(path: Path) -> None:
    here = CHECKS.index(path.parent.name)
    for name in sorted(imports(path)):
        if name.startswith("checker.checks."):
            assert CHECKS.index(name.split(".")[2]) <= here, f"{name} stands below"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_declared_dependencies_are_imported(path: Path) -> None:
    declared = {
        re.split(r"[ <>=!~\[;]", requirement, maxsplit=1)[0].lower()
        for section, key in (
            ("options", "install_requires"),
            *(("options.extras_require", extra) for extra in EXTRAS),
        )
        for requirement in lines(section, key)
    }
    for name in imports(path):
        top = name.split(".")[0]
        if top != "checker" and top not in sys.stdlib_module_names:
            assert DISTRIBUTIONS.get(top, top).lower() in declared, name


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_figures_are_decimals(path: Path) -> None:
    if name_of(path).startswith(GEOMETRY):
        pytest.skip("places on a page are floats")
    called = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    ]
    assert called == []


def test_nothing_names_a_place_of_one_machine() -> None:
    # Put together here, or this file would find itself.
    places = ["/" + "work/", "/" + "tmp/v1", "/" + "root", "/" + "home/", "C:" + "\\Users"]
    found = [
        f"{path.relative_to(TOP)}: {place}"
        for path in project_files()
        for place in places
        if place.encode() in path.read_bytes()
    ]
    assert found == []


def commands(readme: str, name: str) -> list[str]:
    """The lines of the fenced block behind the mark of that name."""
    text = (TOP / readme).read_text("utf-8")
    blocks = re.findall(rf"<!-- commands: {name} -->\n+```\w*\n(.*?)\n```", text, re.DOTALL)
    assert len(blocks) == 1, f"{readme}: {len(blocks)} blocks marked {name}"
    return [line for line in blocks[0].split("\n") if line.strip()]


@pytest.mark.parametrize("name", ["try", "test"])
def test_both_readmes_give_the_same_command(name: str) -> None:
    given = commands("README.md", name)
    assert len(given) == 1
    assert given == commands("README.zh-CN.md", name)


def test_the_commands_of_the_readme_name_what_exists() -> None:
    example = commands("README.md", "try")[0].split()[-1]
    assert (TOP / example).is_file()
    assert "pytest" in commands("README.md", "test")[0]


@pytest.mark.parametrize(("readme", "lang"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_readmes_show_what_is_printed(readme: str, lang: str) -> None:
    block = re.search(r"\$ jixiao (.*)\n((?s:.*?))```", (TOP / readme).read_text("utf-8"))
    assert block is not None
    run = "import sys; from checker.cli.main import run; sys.exit(run())"
    done = subprocess.run(
        [sys.executable, "-c", run, *block[1].split()],
        cwd=TOP,
        env={**os.environ, "COLUMNS": "100", "JIXIAO_LANG": lang, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    hashes = re.compile("[0-9a-f]{12}")  # of the rules, which change with every mend
    assert hashes.sub("…", block[2]) == hashes.sub("…", done.stdout)


@pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="continuous integration is bash"
)
def test_continuous_integration_runs_what_the_readme_says() -> None:
    said = subprocess.run(
        ["bash", str(TOP / ".ci" / "run"), "commands"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert said.splitlines() == [*commands("README.md", "try"), *commands("README.md", "test")]
    script = (TOP / ".ci" / "run").read_text("utf-8")
    assert 'bash -euo pipefail -c "$test"' in script
    assert "pytest" not in script, "the test command stands in the README alone"


def test_links_of_the_readmes_lead_somewhere() -> None:
    for readme in ("README.md", "README.zh-CN.md", "benchmarks/README.md"):
        path = TOP / readme
        for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text("utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{readme}: {target}"
