"""The end of the day: a verified backup first where there is anything new; the window stays when it fails."""

from __future__ import annotations

from functools import partial
from typing import Any

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.dialogs import life_texts as texts


class Closing:
    """Backs a real office up before its window closes.

    Args:
        desk: the window's shared state.
        close: closes the window for good.
    """

    def __init__(self, desk: Desk, close: Then) -> None:
        self._desk = desk
        self._close = close
        self._running = False

    def begin(self) -> None:
        """Close, after a backup where one is worth making; asking twice changes nothing."""
        ctx: Any = self._desk.ctx
        if ctx is None or ctx.practice:
            self._close()
        elif not self._running:
            self._running = True
            from saroma_desk.services import safety

            work = partial(safety.worth_backing_up, ctx)
            self._desk.operations.query(work, self._decide, failed=self._failed)

    def _decide(self, worth_it: bool) -> None:
        if worth_it:
            self._back_up()
        else:
            self._close()

    def _back_up(self) -> None:
        from saroma_desk.services import safety

        self._desk.say(texts.BACKING_UP)
        work = partial(safety.make_backup, self._desk.ctx)
        self._desk.operations.command(work, lambda _: self._close(), failed=self._failed)

    def _failed(self, error: KnownError) -> bool:
        self._running = False
        answer = self._desk.speaker.ask(texts.backup_failed(error.message))
        if answer == "retry":
            self._running = True
            self._back_up()
        elif answer == "close":
            self._close()
        return True
