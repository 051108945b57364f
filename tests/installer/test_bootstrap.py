"""The gate in front of the set-up, and how it is called."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLER = Path(__file__).parents[2] / "installer"


def test_an_old_python_can_read_the_gate() -> None:
    ast.parse((INSTALLER / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 5))


def test_an_old_python_is_told_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap = importlib.import_module("bootstrap")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert bootstrap.main() == 1
    assert capsys.readouterr().err == "Python 3.9 では古すぎます。Python 3.11 以上で実行してください。\n"


@pytest.mark.parametrize("path", sorted(INSTALLER.glob("*.py")), ids=lambda path: path.name)
def test_the_set_up_needs_the_standard_library_alone(path: Path) -> None:
    own = {module.stem for module in INSTALLER.glob("*.py")}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= own | sys.stdlib_module_names


@pytest.mark.parametrize("words", [[], ["nope"], ["demo", "extra"]])
def test_a_wrong_call_is_one_line_from_any_folder(words: list[str], tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(INSTALLER / "bootstrap.py"), *words],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "demo・test・run" in result.stderr


def test_the_gate_of_the_night_calls_the_test_command() -> None:
    text = (INSTALLER.parent / ".ci" / "run").read_text(encoding="utf-8")
    assert text.splitlines()[-1] == "exec python3 installer/bootstrap.py test"
