"""The log and the crash report: what happened and where in the program, never to whom.

A line holds time (UTC), level, logger and an identifier such as ``backup_failed``; arguments and free text are
withheld, because a name or a path with a user's name could stand in them. An exception leaves its type and the
places in the code it went through, not its message.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final

import saroma_desk
from saroma_desk.runtime.clock import Clock

_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_.]{0,79}")
_REPORTS_KEPT: Final = 50


class ScrubbingFormatter(logging.Formatter):
    """Formats a record without any value that a person typed."""

    def format(self, record: logging.LogRecord) -> str:
        """One line ``time level logger identifier``, followed by the places of an exception, if there is one."""
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        template = str(record.msg)
        words = template if _IDENTIFIER.fullmatch(template) else f"withheld({record.module}:{record.lineno})"
        line = f"{moment} {record.levelname} {record.name} {words}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else "\n".join((line, *scrubbed(error)))


def scrubbed(error: BaseException) -> Iterator[str]:
    """Lines that describe an exception and its causes by type, code and place, without a message or a value."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"{type(link).__module__}.{type(link).__qualname__}{_code_of(link)}"
        yield from _places(link.__traceback__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _code_of(error: BaseException) -> str:
    code = getattr(error, "code", None)
    if isinstance(code, str) and _IDENTIFIER.fullmatch(code):
        return f" [{code}]"
    number = getattr(error, "errno", None)
    return f" [errno {number}]" if isinstance(number, int) else ""


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        frame = trace.tb_frame
        yield f"  {frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}"
        trace = trace.tb_next


class _LogFile(logging.Handler):
    """The program's log; its file is opened with the first line, and what it needs loaded not before."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    @cached_property
    def _file(self) -> logging.Handler:
        from saroma_desk.runtime.logfile import QuietRotatingFile  # heavy, so not before the window's first paint

        file = QuietRotatingFile(self.path)
        file.setFormatter(ScrubbingFormatter())
        return file

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self._file.handle(record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if "_file" in self.__dict__:
            self._file.close()
        super().close()


def set_up(folder: Path, *, level: int = logging.INFO) -> None:
    """Send the program's log to `folder`/saroma_desk.log, rotating at 512 KB, five files.

    Where the folder cannot be written the program goes on without a log. Calling it again replaces the file.
    """
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if isinstance(handler, _LogFile)]:
        root.removeHandler(old)
        old.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        root.addHandler(logging.NullHandler())  # without any handler Python would print warnings on the screen
        return
    root.addHandler(_LogFile(folder / "saroma_desk.log"))
    root.setLevel(level)


def write_report(error: BaseException, folder: Path, clock: Clock) -> Path | None:
    """Save a report of a bug that may be shown to anyone; None where it could not be saved.

    Keeps the newest fifty reports of the folder.
    """
    import platform

    moment = clock.utc()
    lines = (
        f"saroma_desk {saroma_desk.__version__}",
        f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        f"Python {platform.python_version()} {platform.system()} {platform.release()} {platform.machine()}",
        *scrubbed(error),
        "",
    )
    path = folder / f"report-{moment:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
        for old in sorted(folder.glob("report-*.txt"))[:-_REPORTS_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def install_excepthook(folder: Path, clock: Clock, tell: Callable[[Path | None], None]) -> None:
    """From now on an exception that nobody caught, in any thread, is saved as a report instead of being printed.

    Args:
        folder: where reports go.
        clock: gives the time of the report.
        tell: shows the person a calm message; gets the report's path, or None where it could not be saved.
    """

    def report(kind: type[BaseException], error: BaseException | None, _: TracebackType | None = None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        logging.getLogger("saroma_desk").critical("unexpected_error", exc_info=error)
        tell(write_report(error, folder, clock))

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value)
