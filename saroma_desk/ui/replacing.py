"""Exchanging the data under the open window: the office is opened anew, and every screen begins afresh.

What is being typed is asked about first. Until the exchange itself the work can be stopped; where it is refused,
the office stays open as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.opening import Opening
from saroma_desk.ui.operations import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What is exchanged, and what comes after.

    Attributes:
        title: over the progress.
        steps: long work on the open office; with its end the data are exchanged and the office is of no use.
        passphrase: opens what stands there then; None for the practice office.
        afterwards: gets the newly opened office, on the database thread; gives the sentence to say.
        back_to: tab and selection to show then.
    """

    title: str
    steps: Callable[[], Iterator[Step]]
    passphrase: str | None
    afterwards: Callable[[Any], str]
    back_to: tuple[str, object]


@dataclass(frozen=True, slots=True)
class _Opened:
    ctx: Any = None
    said: str = ""
    error: Exception | None = None


class Replacing:
    """Does it for one window.

    Args:
        desk: the window's shared state.
        opening: leaves the old office and opens the new one.
        forget: lets go of all screens.
        attach: shows the office that was opened.
    """

    def __init__(self, desk: Desk, opening: Opening, forget: Then, attach: Callable[[Any], None]) -> None:
        self._desk = desk
        self._opening = opening
        self._forget = forget
        self._attach = attach

    def begin(self, order: Replacement) -> None:
        """Ask about what is typed and not saved, then exchange."""
        self._desk.leave(partial(self._run, order))

    def _run(self, order: Replacement) -> None:
        self._desk.operations.long_work(order.title, partial(self._steps, order), partial(self._done, order))

    def _steps(self, order: Replacement) -> Generator[Step, None, _Opened]:
        yield from order.steps()
        try:  # from here on there is no step at which the work could be stopped
            ctx = self._opening.reopen(order.passphrase)
        except Exception as error:  # the old office is gone, so the window has to know
            return _Opened(error=error)
        try:
            return _Opened(ctx, order.afterwards(ctx))
        except KnownError as error:
            return _Opened(ctx, error.message)

    def _done(self, order: Replacement, opened: _Opened) -> None:
        self._forget()
        if opened.error is not None:
            self._try_again(opened.error)
            return
        self._attach(opened.ctx)
        self._desk.open(*order.back_to)
        self._desk.say(opened.said)

    def _try_again(self, error: Exception) -> None:
        """The data are exchanged, but do not open at once: as at the start of the program, where the rest is told."""
        if isinstance(error, KnownError):
            self._desk.speaker.tell(messages.of_error(error))
        else:
            self._desk.operations.report_bug(error)
        self._opening.begin_again()
