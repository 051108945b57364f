"""What each command starts."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


class Machine:
    """Stands in for the programs that the commands start."""

    def __init__(self) -> None:
        self.started: list[tuple[str, ...]] = []
        self.failing: str = ""

    def start(self, _: Path, *words: str, screen: str | None = None) -> int:
        self.started.append((*words, screen or ""))
        return 3 if self.failing and self.failing in words else 0


@pytest.fixture
def commands(installer_on_the_path: None, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = importlib.import_module("commands")
    monkeypatch.setattr(module.environment, "prepare", lambda _: Path("python"))
    monkeypatch.setattr(module.system_libraries, "ensure", lambda **_: None)
    monkeypatch.setattr(module.system_libraries, "demand_display", lambda: None)
    return module


@pytest.fixture
def machine(commands: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(commands, "_start", machine.start)
    return machine


def test_demo_and_run_start_the_program(commands: ModuleType, machine: Machine) -> None:
    assert commands.main(["demo"]) == commands.main(["run"]) == 0
    assert machine.started == [
        ("-m", "saroma_desk", "demo", "--out", "out", ""),
        ("-m", "saroma_desk", "--practice", ""),
    ]


def test_test_runs_every_check_without_a_screen_and_pytest_last(commands: ModuleType, machine: Machine) -> None:
    assert commands.main(["test"]) == 0
    assert [words[-2] for words in machine.started[:3]] == [".", ".", "mypy"]
    assert machine.started[-1] == ("-m", "pytest", "offscreen")
    assert {words[-1] for words in machine.started} == {"offscreen"}


@pytest.mark.parametrize("failing", ["check", "mypy", "pytest"])
def test_one_failed_check_fails_the_command_but_hides_no_other(
    commands: ModuleType, machine: Machine, failing: str
) -> None:
    machine.failing = failing
    assert commands.main(["test"]) == 1
    assert len(machine.started) == len(commands.CHECKS)


def test_the_failed_checks_are_named_before_pytest(
    commands: ModuleType, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.failing = "check"
    commands.main(["test"])
    assert "不合格: 規則 (ruff check)\n== 試験 (pytest)\n" in capsys.readouterr().out


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (PermissionError, 1)])
def test_an_end_before_the_end_is_one_line(
    commands: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: type, code: int
) -> None:
    def stop(_: Path) -> None:
        raise error

    monkeypatch.setattr(commands.environment, "prepare", stop)
    assert commands.main(["run"]) == code
    assert capsys.readouterr().err.count("\n") == 1
