"""One program at a time holds a data folder; the system itself lets go when the program ends, however it ends."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import BinaryIO

from .faults import fault, known_fault


def _hold(stream: BinaryIO) -> None:
    """Take the file for this program alone, or raise OSError at once; the two systems have nothing in common here."""
    if sys.platform == "win32":
        windows = importlib.import_module("msvcrt")
        stream.seek(0)  # Windows locks bytes from the present position
        windows.locking(stream.fileno(), windows.LK_NBLCK, 1)
    else:
        posix = importlib.import_module("fcntl")
        posix.flock(stream, posix.LOCK_EX | posix.LOCK_NB)


class FolderLock:
    """A held lock; `release` gives it back."""

    def __init__(self, file: Path) -> None:
        """Take the lock.

        Raises:
            KnownError: ``locked`` when another program holds it, ``read_only`` or ``missing_folder`` when the
                lock file cannot be made.
        """
        try:
            self._stream: BinaryIO = file.open("ab")
        except OSError as error:
            raise known_fault(error) or error from error
        try:
            _hold(self._stream)
        except OSError as error:
            self._stream.close()
            raise fault("locked") from error

    @property
    def held(self) -> bool:
        """Whether the lock was not released yet."""
        return not self._stream.closed

    def release(self) -> None:
        """Let go; harmless when done twice. The empty file stays: removing it would race with the next holder."""
        self._stream.close()
