"""One program at a time holds a data folder; the system itself lets go when the program ends, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from .faults import fault, known_fault

if sys.platform == "win32":
    import msvcrt

    def _hold(stream: BinaryIO) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
