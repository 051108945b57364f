"""The environment is made once, and every way it can fail has its line."""

from __future__ import annotations

import errno
import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Run = Callable[[list[str]], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(installer_on_the_path: None) -> ModuleType:
    return importlib.import_module("environment")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "ある 場所"
    root.mkdir()
    (root / "requirements.lock").write_text("", encoding="utf-8")
    return root


@pytest.fixture
def pip(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was started; venv is made in miniature, pip always succeeds."""
    started: list[list[str]] = []

    def run(words: list[str]) -> subprocess.CompletedProcess[str]:
        started.append(words)
        if "venv" in words:
            folder = Path(words[-1])
            environment._python_of(folder).parent.mkdir(parents=True)
            environment._python_of(folder).touch()
            (environment._site_packages(folder) / "pip").mkdir(parents=True)
            version = ".".join(map(str, sys.version_info[:3]))
            (folder / "pyvenv.cfg").write_text(f"version = {version}\n", encoding="utf-8")
        return subprocess.CompletedProcess(words, 0, "")

    monkeypatch.setattr(environment, "_run", run)
    return started


def test_the_second_time_nothing_is_started(environment: ModuleType, project: Path, pip: list[list[str]]) -> None:
    python = environment.prepare(project)
    assert [words[2] for words in pip] == ["venv", "pip", "compileall"]
    assert "--require-hashes" in pip[1]
    pip.clear()
    assert environment.prepare(project) == python
    assert pip == []


def test_a_changed_lock_is_installed_in_place(environment: ModuleType, project: Path, pip: list[list[str]]) -> None:
    environment.prepare(project)
    pip.clear()
    (project / "requirements.lock").write_text("# changed", encoding="utf-8")
    environment.prepare(project)
    assert [words[2] for words in pip] == ["pip", "compileall"]


def test_a_moved_project_gets_a_new_environment(environment: ModuleType, project: Path, pip: list[list[str]]) -> None:
    environment.prepare(project)
    pip.clear()
    moved = project.rename(project.with_name("別の場所"))
    shutil.rmtree(environment._site_packages(moved / ".venv"))
    shutil.rmtree(environment._python_of(moved / ".venv").parent)
    environment.prepare(moved)
    assert "venv" in pip[0]
    assert "--clear" in pip[0]


def test_the_project_is_linked_by_a_relative_ascii_path(
    environment: ModuleType, project: Path, pip: list[list[str]]
) -> None:
    environment.prepare(project)
    site = environment._site_packages(project / ".venv")
    link = (site / "saroma-desk.pth").read_text(encoding="ascii").strip()
    assert not Path(link).is_absolute()
    assert (site / link).resolve() == project


def test_a_failed_pip_is_tried_again_next_time(
    environment: ModuleType, project: Path, pip: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.prepare(project)
    (project / "requirements.lock").write_text("# changed", encoding="utf-8")
    failed = subprocess.CompletedProcess([], 1, "NewConnectionError('...')")
    with monkeypatch.context() as patch:
        patch.setattr(environment, "_run", lambda _: failed)
        with pytest.raises(Exception, match="つながりません"):
            environment.prepare(project)
    pip.clear()
    environment.prepare(project)
    assert [words[2] for words in pip] == ["pip", "compileall"]


def test_too_little_space_is_said_before_anything_is_made(
    environment: ModuleType, project: Path, pip: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10_000_000))
    with pytest.raises(Exception, match="空き 10 MB"):
        environment.prepare(project)
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "空きが足りません"),
        ("OSError: [WinError 112] ディスクに十分な空き領域がありません。", "空きが足りません"),
        ("WARNING: Retrying ... NewConnectionError\nERROR: No matching distribution found for x", "つながりません"),
        ("ERROR: No matching distribution found for pyside6==1", "合う部品が入手先にありません"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "一致しない"),
        (
            "HINT: This error might have occurred since this system does not have Windows Long Path support",
            "長すぎます",
        ),
        ("ERROR: first\nERROR: the last word", "the last word"),
        ("", "部品を入れられませんでした"),
    ],
)
def test_what_pip_wrote_becomes_one_line(environment: ModuleType, log: str, words: str) -> None:
    line = environment.explain(log)
    assert words in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "full"), "空きが足りません"),
        (PermissionError(errno.EACCES, "no", "place"), "place"),
        (OSError(errno.EIO, "Input/output error"), "続けられません"),
    ],
)
def test_what_the_system_refused_becomes_one_line(environment: ModuleType, error: OSError, words: str) -> None:
    assert words in environment.words_for(error)
