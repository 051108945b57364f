"""Rows of an activity report that were typed and not saved: kept at every pause, given back after a crash."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from saroma_desk.services import drafts
from saroma_desk.services.context import AppContext
from saroma_desk.services.visiting import ReportSheet
from saroma_desk.ui.binding import DRAFT_PAUSE_MS
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.dispatches.staging import Staging


class SheetDrafts(QObject):
    """Keeps the typed rows of one sheet after another."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: ReportSheet | None = None
        self._staging = Staging()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def follow(self, sheet: ReportSheet, staging: Staging) -> None:
        """Keep the rows of this sheet from now on."""
        self._timer.stop()
        self._sheet, self._staging = sheet, staging

    def typed(self) -> None:
        """Something was typed; it is kept within two seconds."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what is typed now; forget the draft when nothing is."""
        self._timer.stop()
        if self._sheet is None:
            return
        ctx, key = self._desk.ctx, draft_key(self._sheet)
        if self._staging.dirty:
            work = partial(drafts.save_draft, ctx, key, self._staging.to_json())
            self._desk.operations.query(work, lambda _: None)
        else:
            self._desk.operations.query(partial(drafts.discard_draft, ctx, key), lambda _: None)


def draft_key(sheet: ReportSheet) -> str:
    """Under what name the rows of a sheet are kept."""
    return f"report:{sheet.application_id}:{sheet.provider_id}:{sheet.month:%Y-%m}"


def kept(ctx: AppContext, sheet: ReportSheet) -> str:
    """What was typed last for a sheet; empty for nothing. Runs on the database thread."""
    draft = drafts.load_draft(ctx, draft_key(sheet))
    return draft.state if draft else ""
