"""Two whole demos in two unlike processes, made once; what they left is looked at from several sides."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from saroma_desk.practice.showcase import open_practice
from saroma_desk.services.context import AppContext
from tests.trust import watched_demo

PROJECT = Path(watched_demo.__file__).parents[2]
HOMES = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
TEMPS = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The surroundings of one process: where it may write, and where it must not."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.root / "出力"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temp(self) -> Path:
        return self.root / "temp"

    def environment(self) -> dict[str, str]:
        """Environment of a process at this desk; its folders are made."""
        for folder in (self.out, self.home, self.temp):
            folder.mkdir(parents=True, exist_ok=True)
        places = dict.fromkeys(HOMES, str(self.home)) | dict.fromkeys(TEMPS, str(self.temp))
        return {**os.environ, **places, "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(self.home), **self.variables}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A finished demo: its desk and what its process touched."""

    desk: Desk
    touched: tuple[tuple[str, str], ...]
    temp_before: int

    def made(self, pattern: str) -> dict[str, bytes]:
        """Files that it wrote, by name."""
        return {file.name: file.read_bytes() for file in sorted(self.desk.out.glob(pattern))}


UNLIKE = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
)


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Demo]:
    """The demo twice, side by side, with other hash seeds, time zones and locales."""
    desks = [Desk(root=tmp_path_factory.mktemp(f"desk{n}"), variables=extra) for n, extra in enumerate(UNLIKE)]
    begun = [_begin(desk) for desk in desks]
    first, second = (_finish(desk, process, before) for desk, (process, before) in zip(desks, begun, strict=True))
    return first, second


def _begin(desk: Desk) -> tuple[subprocess.Popen[bytes], int]:
    environment = {**desk.environment(), "PYTHONPATH": str(PROJECT)}
    before = desk.temp.stat().st_mtime_ns
    command = [sys.executable, watched_demo.__file__, str(desk.out), str(desk.root / "notes.json")]
    return subprocess.Popen(command, env=environment, cwd=desk.root, stdout=subprocess.DEVNULL), before


def _finish(desk: Desk, process: subprocess.Popen[bytes], temp_before: int) -> Demo:
    assert process.wait() == 0
    notes = json.loads((desk.root / "notes.json").read_text(encoding="utf-8"))
    return Demo(desk=desk, touched=tuple((event, path) for event, path in notes), temp_before=temp_before)


@pytest.fixture
def practice(demos: tuple[Demo, Demo], tmp_path: Path) -> Path:
    """A copy of the finished practice office."""
    return shutil.copytree(demos[0].desk.out / "office", tmp_path / "練習")


@pytest.fixture
def office(practice: Path) -> Iterator[AppContext]:
    """The open practice office of one test."""
    with open_practice(practice) as ctx:
        yield ctx
