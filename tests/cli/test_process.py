"""The command as a person starts it: another process, any console, any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def start(*words: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "saroma_desk", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["nope"], 2),
        (["form", "99", "--blank", "--out", "x.pdf"], 2),
        (["import", "台帳.xlsx"], 1),
        (["check", "--data", "ない"], 1),
        (["restore", "ない.backup"], 1),
    ],
)
def test_every_call_ends_calmly(words: list[str], code: int, tmp_path: Path) -> None:
    result = start(*words, cwd=tmp_path)
    assert result.returncode == code
    assert result.stderr.count("\n") == (1 if code else 0), result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_console_without_japanese_letters_stops_nothing(tmp_path: Path) -> None:
    result = start("nope", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert result.returncode == 2
    assert "nope" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_command_line_imports_nothing_heavy() -> None:
    heavy = ("PySide6", "sqlalchemy", "reportlab", "openpyxl", "pydantic")
    script = f"import sys, saroma_desk.cli.app; print([name for name in {heavy} if name in sys.modules])"
    project = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=project, capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout.strip() == "[]"
