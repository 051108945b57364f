"""One program holds a folder; the system lets go of it when the program ends, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.storage.lock import FolderLock

HOLDING = """
import sys, time
from pathlib import Path
from saroma_desk.storage.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


def test_a_held_lock_is_refused_and_free_again_after_release(tmp_path: Path) -> None:
    first = FolderLock(tmp_path / "lock")
    with pytest.raises(KnownError, match="別の画面または別の利用者"):
        FolderLock(tmp_path / "lock")
    first.release()
    FolderLock(tmp_path / "lock").release()


def test_a_killed_program_leaves_no_lock(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(file)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(KnownError):
            FolderLock(file)
        other.kill()
    FolderLock(file).release()


def test_an_abandoned_lock_file_bars_nobody(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"left by a crash")
    FolderLock(tmp_path / "lock").release()


def test_a_folder_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="フォルダーが見つかりません"):
        FolderLock(tmp_path / "gone" / "lock")


class Msvcrt(ModuleType):
    """Stands for Windows' module where there is none."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.held: set[int] = set()

    def locking(self, number: int, mode: int, length: int) -> None:
        """Lock once, refuse the second time as Windows does."""
        inode = os.fstat(number).st_ino
        assert (mode, length, os.lseek(number, 0, os.SEEK_CUR)) == (2, 1, 0)
        if inode in self.held:
            raise PermissionError(13, "Permission denied")
        self.held.add(inode)


def test_on_windows_the_first_byte_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lock").write_bytes(b"old")
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt())
    monkeypatch.setattr(sys, "platform", "win32")
    lock = FolderLock(tmp_path / "lock")
    with pytest.raises(KnownError, match="別の画面"):
        FolderLock(tmp_path / "lock")
    lock.release()
