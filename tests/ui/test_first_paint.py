from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "sqlcipher3",
    "reportlab",
    "openpyxl",
    "pydantic",
    "pypdfium2",
    "saroma_desk.storage",
)


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = (
        "import sys; import saroma_desk.ui.app, saroma_desk.ui.main_window, saroma_desk.ui.frame_sources;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"
