"""Work off the GUI thread: queries, commands and long work, one at a time on the one database thread.

    operations.query(lambda: rows_of(ctx, household), self.show_rows, key="plans.list", owner=self)
    operations.command(lambda: plan_service.save(ctx, draft), done=self.saved, failed=self.editor.refused)
    operations.long_work("一括印刷", lambda: bundle_steps(ctx, case), done=self.show_paper)

Results always arrive on the GUI thread. A query gives way to a newer one with the same key, and a result whose owner
is gone is dropped. A `KnownError` goes to `failed`, or to the speaker when nobody takes it; anything else is a bug: the
person gets a report without personal data, and the program goes on.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from saroma_desk.domain.errors import KnownError
from saroma_desk.services.result import Result
from saroma_desk.ui import messages
from saroma_desk.ui.speaker import Speaker

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)

IDLE_TIMEOUT_MS = 30_000


class Step(Protocol):
    """One step of long work, as generators of services yield them.

    Attributes:
        done: steps finished so far.
        total: all steps; 0 while unknown.
        label: what is being done now, in Japanese, without personal data.
    """

    @property
    def done(self) -> int: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[KnownError], bool | None] | None = None
    key: str = ""
    number: int = 0
    owner: QObject | None = None
    counts_as_command: bool = False
    is_long: bool = False


class Operations(QObject):
    """Runs jobs in the order they were asked for and reports what commands changed.

    Args:
        speaker: tells the person about errors and warnings.
        inline: run each job at once in the calling thread; for tests that look at one widget.

    Signals:
        changed(frozenset of Topic): a command went through.
        announced(object): the `Result` of a command that went through, after `changed`.
        busy(bool): jobs are waiting or running.
        progress(object): a `Step` of long work.
        long_work_started(str), long_work_ended(): for the progress box.
    """

    changed = Signal(object)
    announced = Signal(object)
    busy = Signal(bool)
    progress = Signal(object)
    long_work_started = Signal(str)
    long_work_ended = Signal()
    _finished = Signal(object, object)

    def __init__(self, speaker: Speaker, *, inline: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._inline = inline
        self._pool: ThreadPoolExecutor | None = None
        self._latest: dict[str, int] = {}
        self._numbers = 0
        self._pending = 0
        self._closed = False
        self._cancel = threading.Event()
        self._finished.connect(self._deliver)

    def query(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        *,
        key: str = "",
        owner: QObject | None = None,
        failed: Callable[[KnownError], bool | None] | None = None,
    ) -> None:
        """Read something and hand it to `done`; a later query with the same `key` replaces this one."""
        self._numbers += 1
        if key:
            self._latest[key] = self._numbers
        self._submit(_Job(work=work, done=done, key=key, number=self._numbers, owner=owner, failed=failed))

    def command(
        self,
        work: Callable[[], Result[Any]],
        done: Callable[[Result[Any]], None] | None = None,
        *,
        failed: Callable[[KnownError], bool | None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Change something: `done` first, then `changed` and the warnings.

        `failed` may return True to say that it has shown the error itself, e.g. at the fields.
        """
        job = _Job(work=work, done=done or _nothing, failed=failed, owner=owner, counts_as_command=True)
        self._submit(job)

    def long_work(
        self,
        title: str,
        steps: Callable[[], Iterator[Step]],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[KnownError], bool | None] | None = None,
    ) -> None:
        """Run a generator with progress and a cancel button; `done` gets what the generator returns.

        Cancelling closes the generator between two steps, so its unit of work rolls back; `done` is then not called.
        A returned `Result` counts like that of a command.
        """
        self._cancel.clear()
        self.long_work_started.emit(title)

        def finish(value: object) -> None:
            if value is not _CANCELLED and done:
                done(value)

        work = partial(self._walk, steps)
        self._submit(_Job(work=work, done=finish, failed=failed, counts_as_command=True, is_long=True))

    def cancel(self) -> None:
        """Ask the long work to stop after its present step."""
        self._cancel.set()

    def wait_idle(self, timeout_ms: int = IDLE_TIMEOUT_MS) -> bool:
        """Let events run until no job is waiting; whether that came true in time."""
        if not self._pending:
            return True
        loop = QEventLoop()
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        self.busy.connect(lambda on: None if on else loop.quit())
        timer.start(timeout_ms)
        loop.exec()
        return not self._pending

    def shutdown(self, last: Callable[[], object] | None = None) -> None:
        """Finish the jobs that were asked for, deliver nothing more, do `last` on the database thread, and end it."""
        if self._closed:
            return
        self._closed = True
        self._cancel.set()
        if self._inline:
            if last:
                last()
            return
        pool = self._thread()
        ending = pool.submit(last or (lambda: None))
        pool.shutdown(wait=True)
        ending.result()

    def report_bug(self, error: BaseException) -> None:
        """Tell the person about a bug; the log and the report name places in the program, never values."""
        report = scrubbed_report(error)
        log.error("bug: %s", report)
        self._speaker.report_bug(messages.of_bug(type(error).__name__), report)

    def _submit(self, job: _Job) -> None:
        if self._closed:
            return
        self._pending += 1
        if self._pending == 1:
            self.busy.emit(True)
        if self._inline:
            self._deliver(job, self._run(job))
        else:
            self._thread().submit(lambda: self._finished.emit(job, self._run(job)))

    def _thread(self) -> ThreadPoolExecutor:
        """The one database thread, begun with the first job, which comes after the window's first paint."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, thread_name_prefix="database")
        return self._pool

    def _run(self, job: _Job) -> _Outcome:
        if self._is_stale(job):
            return _Outcome()
        try:
            return _Outcome(job.work())
        except BaseException as error:  # the GUI thread decides what it is
            return _Outcome(error=error)

    def _walk(self, steps: Callable[[], Iterator[Step]]) -> object:
        walk = iter(steps())
        while True:
            if self._cancel.is_set():
                close = getattr(walk, "close", None)
                if close:
                    close()
                return _CANCELLED
            try:
                self.progress.emit(next(walk))
            except StopIteration as end:
                return end.value

    @Slot(object, object)
    def _deliver(self, job: _Job, outcome: _Outcome) -> None:
        if job.is_long:
            self.long_work_ended.emit()
        try:
            if not self._closed and not self._is_stale(job):
                self._hand_over(job, outcome)
        except Exception as error:
            self.report_bug(error)
        finally:
            self._pending -= 1
            if not self._pending:
                self.busy.emit(False)

    def _hand_over(self, job: _Job, outcome: _Outcome) -> None:
        if isinstance(outcome.error, KnownError):
            if not (job.failed and job.failed(outcome.error)):
                self._speaker.tell(messages.of_error(outcome.error))
        elif outcome.error is not None:
            self.report_bug(outcome.error)
        else:
            job.done(outcome.value)
            if job.counts_as_command and isinstance(outcome.value, Result):
                self._announce(outcome.value)

    def _announce(self, result: Result[Any]) -> None:
        if result.changed:
            self.changed.emit(result.changed)
        self.announced.emit(result)

    def _is_stale(self, job: _Job) -> bool:
        replaced = bool(job.key) and self._latest.get(job.key) != job.number
        return replaced or (job.owner is not None and not isValid(job.owner))


class _Cancelled:
    """Marks long work that was stopped."""


_CANCELLED = _Cancelled()


def _nothing(_: object) -> None:
    """Nobody waits for the result."""


def scrubbed_report(error: BaseException) -> str:
    """Where a bug happened: kinds of errors, files, lines and functions, but no message, value or folder.

    Messages of exceptions may quote what a person typed, and folders the user's name.
    """
    lines: list[str] = []
    link: BaseException | None = error
    while link is not None:
        lines.append(type(link).__name__)
        lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)
