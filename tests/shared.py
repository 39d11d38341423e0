"""The material that lies beside the checkout and is not part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPORTS = ("zengcheng-2023", "foshan-2020", "guangdong-2020")

needs_shared = pytest.mark.skipif(
    not (SHARED / "reports").is_dir(), reason="the real reports are not beside this checkout"
)
