"""Missing system libraries are added where that is allowed, else the exact line is shown."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest


@pytest.fixture
def libraries(installer_on_the_path: None, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = importlib.import_module("system_libraries")
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.shutil, "which", lambda _: "apt-get")
    monkeypatch.setattr(module, "_loads", lambda name: name not in {"libEGL.so.1", "libxcb-cursor.so.0"})
    return module


@pytest.fixture
def started(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words_of: list[str] = []
    monkeypatch.setattr(libraries, "_succeeds", lambda words: words_of.append(" ".join(words)) is None)
    return words_of


def test_an_administrator_gets_them_added(
    libraries: ModuleType, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_is_administrator", lambda: True)
    libraries.ensure(with_window=False)
    assert started == ["apt-get update", "apt-get install -y --no-install-recommends libegl1"]


def test_anybody_else_gets_the_exact_line(
    libraries: ModuleType, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_is_administrator", lambda: False)
    line = r"sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0$"
    with pytest.raises(Exception, match=line):
        libraries.ensure(with_window=True)
    assert started == []


def test_where_nothing_is_missing_nothing_is_done(
    libraries: ModuleType, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_loads", lambda _: True)
    libraries.ensure(with_window=True)
    assert started == []


def test_other_systems_are_left_alone(
    libraries: ModuleType, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries.sys, "platform", "win32")
    libraries.ensure(with_window=True)
    assert started == []


def test_a_linux_without_apt_is_told_what_is_missing(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries.shutil, "which", lambda _: None)
    with pytest.raises(Exception, match=r"libEGL\.so\.1"):
        libraries.ensure(with_window=False)


def test_a_failed_installation_shows_the_line_to_look_at(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_is_administrator", lambda: True)
    monkeypatch.setattr(libraries, "_succeeds", lambda _: False)
    with pytest.raises(Exception, match="apt-get update"):
        libraries.ensure(with_window=False)


@pytest.mark.parametrize("announced", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_window_needs_a_screen_of_any_kind(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, announced: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Exception, match="画面がない"):
        libraries.demand_display()
    monkeypatch.setenv(announced, "x")
    libraries.demand_display()


def test_only_linux_announces_its_screens(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(libraries.sys, "platform", "darwin")
    libraries.demand_display()
