"""The three commands `demo`, `test` and `run`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import environment
import system_libraries
from messages import SetupError, complain, speak_safely, step

ROOT: Final = Path(__file__).resolve().parents[1]

USAGE: Final = """\
使い方: python3 installer/bootstrap.py 命令

  demo   準備をして、練習用の事業所で一連の業務を行い、書類と年度の集計を out/ に作ります
  test   準備をして、すべての点検（書式・規則・型・構造・試験）を行います
  run    準備をして、練習用の事業所の画面を開きます
"""

CHECKS: Final = (
    ("書式 (ruff format)", ("-m", "ruff", "format", "--check", ".")),
    ("規則 (ruff check)", ("-m", "ruff", "check", ".")),
    ("型 (mypy)", ("-m", "mypy")),
    ("Windows での型 (mypy)", ("-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32")),
    (
        "構造 (import-linter)",
        ("-c", "import importlinter.cli as c; c.lint_imports_command(['--no-logo'])"),
    ),
    ("試験 (pytest)", ("-m", "pytest")),
)


def main(arguments: list[str]) -> int:
    """Do the command named by `arguments`; returns the exit code: 2 for a wrong call, 1 when it could not be done."""
    speak_safely()
    if arguments and arguments[0] in {"-h", "--help"}:
        step(USAGE)
        return 0
    if len(arguments) != 1 or arguments[0] not in {"demo", "test", "run"}:
        complain("命令は demo・test・run のどれか一つです。説明: python3 installer/bootstrap.py --help")
        return 2
    try:
        return _perform(arguments[0])
    except SetupError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("中断しました。同じ命令でやり直せます。")
        return 130
    except OSError as error:
        complain(environment.words_for(error))
        return 1


def _perform(command: str) -> int:
    if command == "run":
        system_libraries.demand_display()
    python = environment.prepare(ROOT)
    system_libraries.ensure(with_window=command == "run")
    if command == "test":
        return _check(python)
    if command == "demo":
        return _start(python, "-m", "saroma_desk", "demo", "--out", "out")
    return _start(python, "-m", "saroma_desk", "--practice")


def _check(python: Path) -> int:
    """Run every check, so that one run shows all there is to mend; pytest's own summary line comes last."""
    failed: list[str] = []
    for name, words in CHECKS:
        if words[-1] == "pytest" and failed:
            step("不合格: " + "、".join(failed))
        step(f"== {name}")
        if _start(python, *words, screen="offscreen"):
            failed.append(name)
    return 1 if failed else 0


def _start(python: Path, *words: str, screen: str | None = None) -> int:
    settings = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    if screen:
        settings["QT_QPA_PLATFORM"] = screen
    sys.stdout.flush()
    return subprocess.run([str(python), *words], cwd=ROOT, env=settings, check=False).returncode
