"""What reads a kind of file may not be installed: the command that installs it is named."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from checker import readers
from checker.errors import InputError


def test_a_library_that_is_loaded_late_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'xlrd'", name="xlrd")

    module = ModuleType("checker.readers.made")
    module.read = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "checker.readers.made", module)
    monkeypatch.setitem(readers.READERS, "sheet", ("made", "excel"))
    with pytest.raises(InputError) as fault:
        readers.read("表.xls", b"PK\x03\x04 xl/workbook")
    assert 'pip install "jixiao-checker[excel]"' in fault.value.zh
    assert "xlrd" in fault.value.zh
