"""Where pack files are: shipped, a file of the user's, a folder of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from checker.errors import InputError
from checker.packs.texts import pack_texts

ENDINGS = (".yaml", ".yml")


class File(NamedTuple):
    """A pack file: the name shown, its text, its place (None: shipped), what tells it from every
    other, and the id it must bear ("" any)."""

    shown: str
    text: str
    path: Path | None
    key: str
    id: str = ""


def is_path(name: str) -> bool:
    """Whether a name is that of a file, and no id."""
    return name.endswith(ENDINGS)


def is_folder(name: str) -> bool:
    """Whether ``--pack NAME`` is a folder: a shipped pack's id is none, ``./ID`` is."""
    return not is_path(name) and name not in pack_texts() and Path(name).is_dir()


@cache
def shipped(name: str) -> File:
    """The shipped pack of that id. Raises InputError, with the nearest, where there is none."""
    text = pack_texts().get(name)
    if text is None:
        raise no_pack(name, ())
    return File(f"rules/{name}.yaml", text, None, f"id:{name}", name)


def no_pack(name: str, others: tuple[str, ...]) -> InputError:
    """The error for an id that no shipped pack and none of ``others`` has."""
    from checker.packs.schema import nearest

    if Path(name).is_file():
        zh, en = "规则包的文件名应以 .yaml 结尾", "the name of a rule pack ends in .yaml"
        return InputError(f"{name}：{zh}", f"{name}: {en}")
    near = nearest(name, (*others, *pack_texts()))
    zh = near[0] or "；各规则包的名称见 jixiao rules list"
    en = near[1] or "; “jixiao rules list” shows the names of all packs"
    return InputError(f"没有规则包“{name}”{zh}", f"there is no rule pack “{name}”{en}")


def open_file(path: Path) -> File:
    """The file at ``path``. Raises InputError."""
    try:
        return File(str(path), path.read_text("utf-8-sig"), path, str(path.resolve()))
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{path}：读不了规则包（{why}）", f"{path}: cannot be read ({why})"
        ) from None
    except UnicodeDecodeError:
        zh, en = "规则包必须是 UTF-8 编码", "a rule pack must be encoded in UTF-8"
        raise InputError(f"{path}：{zh}", f"{path}: {en}") from None


def open_folder(folder: Path) -> tuple[File, ...]:
    """Every YAML file below a folder, by path; not what is hidden. Raises InputError where one
    cannot be read or there is none."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        raise InputError(
            f"{folder}：文件夹里没有规则包（.yaml）", f"{folder}: the folder holds no rule pack"
        )
    return tuple(open_file(path) for path in found)
