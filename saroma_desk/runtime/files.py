"""Writing a file so that at every moment either the old or the new content stands there, whole."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

# Virus scanners and indexers hold a fresh file for a moment; the waits add up to about ten seconds.
_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 3.6)
_HELD_BY_ANOTHER: Final = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation
_FULL_ERRNOS: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})  # Windows knows no quota number


def write_atomic(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`, or leave the old one untouched.

    The new content is written beside the target (same volume), flushed to the disk, then moved over it.

    Raises:
        OSError: the folder is missing or read-only, the disk is full, or another program holds the file.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".saroma-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        retry_while_held(lambda: part.replace(path))
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def retry_while_held(action: Callable[[], T], *, wait: Callable[[float], None] = time.sleep) -> T:
    """Do `action`; where Windows says that another program holds the file, try again for about ten seconds.

    Args:
        action: must be safe to repeat.
        wait: takes seconds; replaced in tests.

    Raises:
        OSError: the last refusal, or any other error at once.
    """
    for pause in _WAITS:
        try:
            return action()
        except OSError as error:
            if not _is_held(error):
                raise
        wait(pause)
    return action()


def _is_held(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _HELD_BY_ANOTHER  # the attribute exists on Windows alone


def is_disk_full(error: OSError) -> bool:
    """Whether this error says that the disk or the person's quota is full, on any platform."""
    windows_codes = {39, 112, 1295}  # handle disk full, disk full, quota exceeded
    return error.errno in _FULL_ERRNOS or getattr(error, "winerror", None) in windows_codes
