"""活動実績: 様式7号 of a month, confirmed row by row with Enter alone, corrected where it differs from the plan."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.services import visiting
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.result import Result
from saroma_desk.services.visiting import ReportSheet
from saroma_desk.ui import messages
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.dialogs.reason import run_with_reasons
from saroma_desk.ui.tabs.dispatches import acts, fields, report_fields, texts
from saroma_desk.ui.tabs.dispatches.month_head import MonthHead, SheetButtons
from saroma_desk.ui.tabs.dispatches.report_scans import ReportScans
from saroma_desk.ui.tabs.dispatches.sheet_drafts import SheetDrafts, kept
from saroma_desk.ui.tabs.dispatches.sheet_table import SheetRow, SheetTable, sheet_rows
from saroma_desk.ui.tabs.dispatches.staging import Staging
from saroma_desk.ui.terms import term

SIDE_LEAST, SIDE_MOST = 316, 360
HEAD_LEAST, HEAD_MOST = 76, 172
LOW = 340
"""Height in pixels under which the hint leaves its room to the list, which says it as its tip."""


class ReportPage(QWidget):
    """The sheet of one application and month.

    Attributes:
        month: first day of the month shown.
        head, table, row_editor, head_editor, drafts, scans: for tests and pictures.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.month = desk.today.replace(day=1) if desk.ctx is not None else date.min
        self._detail: HelpDetail | None = None
        self._sheet: ReportSheet | None = None
        self._staging = Staging()
        self._row = ""
        self._wanted = 0
        self._then: Then | None = None
        self.head = MonthHead(self)
        self.table = SheetTable(self)
        self.row_editor = FormEditor(
            (report_fields.row_section(),), desk, save=self.save, title=term("visit"), buttons=False
        )
        self.head_editor = FormEditor(
            (report_fields.head_section(),), desk, save=self.save, title=term("activity_report"), buttons=False
        )
        self.buttons = SheetButtons(self)
        self.drafts = SheetDrafts(desk, self)
        self.scans = ReportScans(desk, self, self.head.scans)
        self._build()
        self._connect()

    # --- what the tab calls

    def show_detail(self, detail: HelpDetail) -> None:
        """Show an application; another one begins with the month that waits for its sheet."""
        other = self._detail is None or self._detail.application.id != detail.application.id
        self._detail = detail
        approved = detail.case is not None and detail.case.dispatch is not None
        self.setEnabled(approved)
        if other and approved:
            self.month = report_fields.first_month(detail)
        if approved:
            self.row_editor.set_choices("status", report_fields.status_choices(detail.programme))
            self.row_editor.set_choices("help_kinds", fields.kind_choices(detail.programme))
            self.read()
        else:
            self._clear()

    def show_month(self, month: date, visit_id: int = 0) -> None:
        """Go to a month, and to a visit of it."""
        self.leave(partial(self._go_to, month.replace(day=1), visit_id))

    def read(self) -> None:
        """Read the sheet again; what was typed and not saved stays."""
        if self._detail is None or self.dirty:
            return
        work = partial(self._read_sheet, self._detail.application.id, self.month)
        self.desk.operations.query(work, self._show, key="dispatches.sheet", owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A low page keeps its room for the list."""
        super().resizeEvent(event)
        self._hint.setVisible(event.size().height() >= LOW)

    @property
    def dirty(self) -> bool:
        """Whether rows or head are typed and not saved."""
        return self._staging.dirty or self.head_editor.dirty

    def confirm(self, row: SheetRow) -> None:
        """Enter on a row: done as planned, and on to the next."""
        self._staging.confirm(row.id)
        self._typed()
        self.table.choose_next(row.id)

    def add_row(self) -> None:
        """Add a visit that nobody had planned, and go to its fields."""
        if self._detail is None or self._sheet is None:
            return
        last = max((r.visit.visit_on for r in self.table.rows), default=self.month)
        key = self._staging.add(report_fields.unplanned(self._detail, self._sheet, last))
        self._typed()
        self.table.choose(key)
        self.row_editor.focus_first()

    def save(self) -> None:
        """Receive the sheet with its rows, or add late and corrected ones; over a limit with a reason."""
        if self._sheet is None:
            return
        problems = [p for editor in (self.head_editor, self.row_editor) for g in editor.grids for p in g.problems()]
        if problems:
            self.head_editor.show_errors(problems)
            return
        report = report_fields.report_of(self._sheet, self.head_editor.read())
        command = partial(visiting.receive_report, self.desk.ctx, report, self._staging.to_report())
        run_with_reasons(self.desk, command, self._saved, failed=self._refused, given_up=self._stay, parent=self)

    def undo(self) -> None:
        """Take back what was typed for the row, or make a recorded visit planned again."""
        row = self.table.chosen_row
        if row is None:
            return
        if self._staging.is_changed(row.id):
            self._staging.drop(row.id)
            self._typed()
            return
        if row.visit.status is VisitStatus.PLANNED:
            self.desk.say(texts.CANNOT_UNDO)
            return
        run_with_reasons(self.desk, partial(visiting.undo_record, self.desk.ctx, row.visit.id), parent=self)

    def check(self) -> None:
        """Open the comparison of the sheet with the plan (要領14)."""
        if self._sheet is not None and self._sheet.report is not None:
            acts.check_report(self.desk, self._sheet.report)

    def leave(self, then: Then) -> None:
        """Ask before rows that are not saved are left."""
        if not self.dirty:
            then()
            return
        answer = self.desk.speaker.ask(messages.unsaved(term("activity_report")))
        if answer == "save":
            self._then = then
            self.save()
        elif answer == "discard":
            self._discard()
            then()

    # --- inside

    def _read_sheet(self, application_id: int, month: date) -> tuple[ReportSheet, str]:
        sheet = visiting.report_sheet(self.desk.ctx, application_id, month)
        return sheet, kept(self.desk.ctx, sheet)

    def _show(self, found: tuple[ReportSheet, str]) -> None:
        sheet, draft = found
        if self._detail is None or sheet.application_id != self._detail.application.id or self.dirty:
            return
        self._sheet, self._staging = sheet, Staging.of(sheet)
        self.head_editor.load(sheet.report or {"received_on": self.desk.today})
        self.row_editor.set_choices("helper_id", report_fields.helper_choices(self._detail, sheet))
        if draft:
            self._staging.restore(draft)
            self.desk.say(texts.GOES_ON)
        self.drafts.follow(sheet, self._staging)
        self._list()
        self.table.choose_first(f"visit:{self._wanted}" if self._wanted else self._row)
        self._wanted = 0

    def _list(self) -> None:
        if self._sheet is not None and self._detail is not None:
            self.table.set_rows(sheet_rows(self._detail, self._sheet, self._staging))
            self.head.show_sheet(self._sheet, sum(r.cumulative is not None for r in self.table.rows))
            self.buttons.show_report(self._sheet.report)
            self.scans.show_report(self._sheet.report)

    def _chosen(self, row: SheetRow | None) -> None:
        self._row = row.id if row else ""
        self.row_editor.setEnabled(row is not None)
        if row is not None and not self.row_editor.hasFocus():
            self.row_editor.load(row.visit)

    def _row_edited(self) -> None:
        if self._row:
            self._staging.edit(self._row, self.row_editor.read())
            self._typed(load=False)

    def _typed(self, *, load: bool = True) -> None:
        """Rows changed: show them, and keep them as a draft at the next pause."""
        self.table.blockSignals(not load)
        self._list()
        self.table.blockSignals(False)
        self.drafts.typed()

    def _discard(self) -> None:
        self._staging = Staging.of(self._sheet) if self._sheet else Staging()
        self.head_editor.revert()
        self._list()
        if self._sheet is not None:
            self.drafts.follow(self._sheet, self._staging)
            self.drafts.keep()

    def _saved(self, result: Result[Any]) -> None:
        then, self._then = self._then, None
        self._discard()
        self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if then:
            then()

    def _stay(self) -> None:
        self._then = None

    def _refused(self, error: KnownError) -> bool:
        self._then = None
        of_rows = [e for e in error.fields if e.field.startswith("visit:")]
        if not of_rows:
            return self.head_editor.refused(error)
        key = of_rows[0].field.rpartition(".")[0]
        if any(r.id == key for r in self.table.rows):
            self.table.choose(key)
        self.row_editor.show_errors([FieldError(e.field.rpartition(".")[2], e.message) for e in of_rows])
        return True

    def _go_to(self, month: date, visit_id: int) -> None:
        self.month, self._wanted = month, visit_id
        self.read()

    def _step(self, months: int) -> None:
        self.show_month(YearMonth.of(self.month).plus(months).first)

    def _clear(self) -> None:
        self._sheet, self._staging = None, Staging()
        self.scans.show_report(None)
        self.table.set_rows(())
        self.head.clear()

    def _connect(self) -> None:
        self.table.opened.connect(self.confirm)
        self.table.chosen.connect(self._chosen)
        for grid in self.row_editor.grids:
            grid.edited.connect(self._row_edited)
        self.head.previous.clicked.connect(partial(self._step, -1))
        self.head.following.clicked.connect(partial(self._step, 1))
        self.buttons.save.clicked.connect(self.save)
        self.buttons.add.clicked.connect(self.add_row)
        self.buttons.undo.clicked.connect(self.undo)
        self.buttons.check.clicked.connect(self.check)
        self.buttons.scans.clicked.connect(self.scans.open)

    def _build(self) -> None:
        left = QVBoxLayout()
        self._hint = QLabel(texts.ROW_HINT, self)
        self._hint.setProperty("role", "help")
        self._hint.setWordWrap(True)
        left.addWidget(self.table, 3)
        left.addWidget(self._hint)
        self.head_editor.setMinimumHeight(HEAD_LEAST)  # on a low screen it scrolls
        self.head_editor.setMaximumHeight(HEAD_MOST)
        self.table.setMinimumHeight(HEAD_LEAST)
        left.addWidget(self.head_editor, 2)
        self.row_editor.setMinimumWidth(SIDE_LEAST)
        self.row_editor.setMaximumWidth(SIDE_MOST)
        both = QHBoxLayout()
        both.addLayout(left, 3)
        both.addWidget(self.row_editor, 2)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 6, 8, 6)
        inner.setSpacing(6)
        inner.addWidget(self.head)
        inner.addLayout(both, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self.buttons)
