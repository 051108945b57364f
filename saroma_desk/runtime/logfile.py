"""The file of the log: rotating, and silent about a disk that takes no more."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

_BYTES: Final = 512 * 1024
_FILES: Final = 5


class QuietRotatingFile(RotatingFileHandler):
    """The newest 512 KB in `path`, the older ones beside it, five files in all."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  name given by the standard library
        """A full disk must not turn each log line into a traceback on the screen."""
