"""An unfit place for the data is refused with its reason before anything is written, there or anywhere else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from saroma_desk.cli.app import run
from saroma_desk.runtime import paths
from tests.trust.canary_day import NoScreens

PLACES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "share": (lambda root: root / "share", "共有フォルダー"),
    "onedrive": (lambda root: root / "OneDrive - 佐呂間町" / "office", "クラウド"),
    "dropbox": (lambda root: root / "Dropbox" / "office", "クラウド"),
    "synced_by_variable": (lambda root: root / "synced" / "保健師", "クラウド"),
    "file": (lambda root: root / "a_file", "フォルダーではありません"),
    "below_a_file": (lambda root: root / "a_file" / "office", "フォルダーではありません"),
    "unplugged": (lambda root: root / "stick", "取り外し"),
    "read_only": (lambda root: root / "locked", "書き込めません"),
    "nothing_there": (lambda root: root / "gone" / "office", "見つかりません"),
    "empty": (lambda root: root / "empty", "データベースがありません"),
}
CALLS = {
    "check": ["check"],
    "backup": ["backup"],
    "report": ["report", "--year", "2026", "--out", "year.xlsx"],
    "form": ["form", "1", "--blank", "--out", "form.pdf"],
    "window": [],
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Holds the bad places; the temporary folder is watched."""
    for name in ("temp", "locked", "empty", "stick", "share"):
        (tmp_path / name).mkdir()
    (tmp_path / "a_file").write_bytes(b"x")
    (tmp_path / "passphrase").write_text("a long enough passphrase\n", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "synced"))
    writable, volume = paths.is_writable, paths._volume_trouble
    monkeypatch.setattr(paths, "is_writable", lambda folder: folder.name != "locked" and writable(folder))
    mounted = {tmp_path / "stick": paths.Trouble.REMOVABLE, tmp_path / "share": paths.Trouble.NETWORK}
    monkeypatch.setattr(paths, "_volume_trouble", lambda folder: mounted.get(folder) or volume(folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def things(root: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in root.rglob("*")}


class Window(NoScreens):
    """Opens as the real one does: the office is opened, then refused."""

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        from saroma_desk.bootstrap import open_context

        with open_context(folder, passphrase=passphrase, practice=practice, user="佐藤"):
            raise AssertionError


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("place", PLACES)
def test_a_bad_place_is_refused_untouched(
    root: Path, capsys: pytest.CaptureFixture[str], place: str, call: str
) -> None:
    folder, reason = PLACES[place]
    before = things(root)
    options = ["--data", str(folder(root)), "--passphrase-file", str(root / "passphrase")]
    code = run([*options, *CALLS[call]], Window())
    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert reason in said.err
    assert len(said.err.splitlines()) == 1
    assert things(root) == before
