"""A real office with one family, made once; and what every refusal of a command must look like."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.cli.app import run
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import importing
from saroma_desk.storage import back_up, keys

WORDS = "ながい ながい あいことば です"
LEDGER = (
    "世帯番号,氏名,ふりがな,続柄,性別,生年月日,住所,受理日,把握経路,主訴\n"
    "1,佐藤 花子,さとう はなこ,母,女,H5.4.1,佐呂間町字永代町1,R8.4.5,,夜泣き\n"
    "1,佐藤 一郎,さとう いちろう,長男,男,R8.2.1,,,,\n"
)
_derived_once = cache(keys.derive)


class NoScreens:
    """A window that nobody may open."""

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        raise AssertionError(folder, passphrase, practice)

    def draw_pictures(self, target: Path) -> None:
        raise AssertionError(target)


@dataclass(frozen=True)
class Desk:
    """A copy of the office for one test, in a folder with spaces and Japanese letters."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "事業所 1"

    @property
    def database(self) -> Path:
        return self.folder / "saroma.db"

    @property
    def secret(self) -> Path:
        return self.root / "合言葉"

    @property
    def backup(self) -> Path:
        (file,) = (self.root / "控え").glob("*.db")
        return file

    @property
    def place(self) -> list[str]:
        """Options that name the office."""
        return ["--data", str(self.folder), "--passphrase-file", str(self.secret)]

    def words(self, line: str) -> list[str]:
        """The words of a call; LEDGER, BACKUP and OUT stand for files of this desk."""
        files = {"LEDGER": self.root / "台帳.csv", "BACKUP": self.backup, "OUT": self.root / "出力.pdf"}
        for name, path in files.items():
            line = line.replace(name, str(path).replace(" ", "\0"))
        return [word.replace("\0", " ") for word in line.split()]

    def state(self) -> dict[Path, bytes]:
        """All files below the root, byte for byte; without the lock and what a database leaves empty beside itself."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        found = {path: path.read_bytes() for path in files if not path.name.endswith((".lock", "-shm"))}
        return {path: content for path, content in found.items() if content or not path.name.endswith("-wal")}


@pytest.fixture(autouse=True)
def one_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a key from a passphrase is slow on purpose; it is made once for each passphrase and salt."""
    monkeypatch.setattr(keys, "derive", _derived_once)


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that every `desk` is a copy of."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    (desk.root / "台帳.csv").write_text(LEDGER, encoding="utf-8")
    (desk.root / "控え").mkdir()
    desk.secret.write_text(WORDS + "\n", encoding="utf-8")
    clock = FixedClock(date(2026, 6, 15))
    with open_context(desk.folder, passphrase=WORDS, user="保健師", clock=clock, create=True) as ctx:
        importing.run_import(ctx, importing.plan_import(ctx, desk.root / "台帳.csv"))
        back_up(ctx.store, desk.root / "控え")
    return desk.root


@pytest.fixture
def desk(office_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An office of this test's own; its root is the current folder."""
    root = shutil.copytree(office_template, tmp_path / "机 の上")
    monkeypatch.chdir(root)
    return Desk(root)


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[[Desk, list[str], int], str]:
    """Make a call that must fail: its code, one calm Japanese line, nothing changed on the disk; returns the line."""

    def call(desk: Desk, words: list[str], code: int) -> str:
        before = desk.state()
        capsys.readouterr()
        assert run(words, NoScreens()) == code
        said = capsys.readouterr()
        assert_calm(said.err)
        assert "Traceback" not in said.out
        assert desk.state() == before
        return said.err

    return call


def assert_calm(said: str) -> None:
    """One line, Japanese, and neither a traceback nor the admission of a bug."""
    assert said.count("\n") == 1, said
    assert re.search(r"[ぁ-ん]", said), said
    assert not re.search(r"Traceback|Error|Errno|プログラムの誤り", said), said
