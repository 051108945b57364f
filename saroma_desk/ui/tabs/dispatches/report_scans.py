"""Scanned sheets of a month's activity report: attached, looked at, saved for a purpose, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.attachment import Attachment
from saroma_desk.domain.dispatch import ActivityReport
from saroma_desk.services import attachments
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui import messages, scans
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.dispatches import scan_texts, texts
from saroma_desk.ui.tabs.dispatches.scan_view import ScanView
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.file_drop import FileDrop
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column

SIDE = 400
LARGEST = QSize(1240, 700)
_LEAST_VIEW = 300


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan with its place, from 1, among those of the month."""

    place: int
    scan: Attachment

    @property
    def id(self) -> int:
        """Of the scan."""
        return self.scan.id


def attach(desk: Desk, report_id: int, files: tuple[Path, ...]) -> None:
    """Attach files to a report, with progress; all or none."""

    def done(result: Result[tuple[Attachment, ...]]) -> None:
        desk.say(scan_texts.attached(len(result.value)))

    if files:
        work = partial(attachments.attach, desk.ctx, report_id, files, scans.page_count)
        desk.operations.long_work(scan_texts.ATTACHING, work, done)


class ReportScans(QObject):
    """What the page of a month does with scans: says how many there are, takes dropped files, opens the box.

    Args:
        desk: shared state.
        page: files may be dropped on it.
        chip: says how many there are, also while rows are typed and not saved.
    """

    def __init__(self, desk: Desk, page: QWidget, chip: Chip) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._chip = chip
        self._report: ActivityReport | None = None
        FileDrop(page).dropped.connect(self.take)
        desk.changed.connect(self._count)

    def show_report(self, report: ActivityReport | None) -> None:
        """Whose scans they are from now on."""
        self._report = report
        self._count()

    def _count(self, topics: frozenset[Topic] = frozenset({Topic.DISPATCHES})) -> None:
        if self._report is None:
            self._show_count(None)
        elif Topic.DISPATCHES in topics:
            work = partial(attachments.attachments, self._desk.ctx, self._report.id)
            self._desk.operations.query(work, self._show_count, key="dispatches.scan_count", owner=self)

    def _show_count(self, found: tuple[Attachment, ...] | None) -> None:
        valid = sum(scan.withdrawn_on is None for scan in found or ())
        self._chip.set("" if found is None else scan_texts.count(valid), Tone.GOOD if valid else Tone.CALM)

    @property
    def report_id(self) -> int:
        """Of the month's report; 0 before it was received."""
        return self._report.id if self._report else 0

    def take(self, files: tuple[Path, ...]) -> None:
        """Attach files that were dropped."""
        if self._report is None:
            self._desk.say(scan_texts.NOT_RECEIVED)
        else:
            attach(self._desk, self._report.id, files)

    def open(self) -> None:
        """Open the box with the scans of the month."""
        if self._report is not None:
            ScansBox(self._desk, self._report, self._page.window()).open()


class ScansBox(QDialog):
    """The scans of one report on the left, the chosen one on the right.

    Attributes:
        panel, about, view: for tests and pictures.
    """

    def __init__(self, desk: Desk, report: ActivityReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(scan_texts.title(texts.month_words(report.month)))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._report = report
        self._read: object = None
        self.panel = ListPanel(desk, _columns(), empty=scan_texts.EMPTY, name=term("report_scan"))
        self.attach_button = self.panel.add_button(scan_texts.ATTACH, self.choose_files)
        self.withdraw_button = self.panel.add_row_button(scan_texts.WITHDRAW, self.withdraw)
        self.copy_button = self.panel.add_row_button(scan_texts.SAVE_COPY, self.ask_purpose)
        self.about = QLabel(self)
        self.view = ScanView(desk, self)
        self.close_button = QPushButton(messages.CLOSE, self)
        self.close_button.clicked.connect(self.reject)
        self._build()
        self.panel.table.chosen.connect(self._chosen)
        FileDrop(self).dropped.connect(self.attach)
        desk.changed.connect(self.refresh)
        desk.names_hidden_changed.connect(self._look)
        self.panel.table.setFocus()
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Read the list again."""
        work = partial(attachments.attachments, self.desk.ctx, self._report.id)
        self.desk.operations.query(work, self._show, key="dispatches.scans", owner=self)

    def choose_files(self) -> None:
        """Ask for files and attach them."""
        names, _ = QFileDialog.getOpenFileNames(self, scan_texts.CHOOSE, "", scan_texts.FILES)
        self.attach(tuple(Path(name) for name in names))

    def attach(self, files: tuple[Path, ...]) -> None:
        """Attach files; all or none."""
        attach(self.desk, self._report.id, files)

    def withdraw(self, row: ScanRow) -> None:
        """Ask why, and let the chosen scan count no more."""
        reason = FieldSpec(name="reason", kind=Kind.MEMO, label=term("reason"), required=True, lines=2)

        def run(values: Mapping[str, Any]) -> Result[Any]:
            return attachments.withdraw_attachment(self.desk.ctx, row.id, values["reason"])

        act = Act(
            title=scan_texts.WITHDRAW_TITLE,
            sections=(Section("", (reason,)),),
            record={"reason": ""},
            command=run,
            accept=scan_texts.WITHDRAW_ACCEPT,
            note=scan_texts.WITHDRAW_NOTE,
        )
        FormDialog(self.desk, act, self).open()

    def ask_purpose(self, row: ScanRow) -> None:
        """Warn that a copy is not encrypted, ask what it is for, then for a place."""
        purpose = FieldSpec(name="purpose", label=scan_texts.PURPOSE, required=True, wide=True)
        act = Act(
            title=scan_texts.COPY_TITLE,
            sections=(Section("", (purpose,)),),
            record={"purpose": ""},
            command=Result,
            done=lambda result: self.ask_place(row, result.value["purpose"]),
            accept=messages.SAVE_AS,
            note=scan_texts.COPY_NOTE,
        )
        FormDialog(self.desk, act, self).open()

    def ask_place(self, row: ScanRow, purpose: str) -> None:
        """Ask where to, and write the copy."""
        name = attachments.copy_name(row.scan)
        path, _ = QFileDialog.getSaveFileName(self, scan_texts.COPY_TITLE, name)
        if path:
            work = partial(attachments.save_copy, self.desk.ctx, row.id, Path(path), purpose)
            self.desk.operations.command(work, lambda r: self.desk.say(scan_texts.copied(str(r.value))), owner=self)

    def _show(self, found: tuple[Attachment, ...]) -> None:
        rows = [ScanRow(place, scan) for place, scan in enumerate(found, start=1)]
        before = self.panel.table.chosen_row
        self.panel.show_rows(rows)
        valid = [row for row in rows if row.scan.withdrawn_on is None]
        if rows and before is None:
            self.panel.table.choose((valid or rows)[-1].id)
        self._chosen(self.panel.table.chosen_row)

    def _chosen(self, row: ScanRow | None) -> None:
        self.about.setText(scan_texts.about(row.scan) if row else "")
        self.withdraw_button.setEnabled(row is not None and row.scan.withdrawn_on is None)
        if row is None or row.id != self._read:
            self._look()

    def _look(self, _: object = None) -> None:
        """Show the chosen scan; each look stands in the audit trail."""
        row = self.panel.table.chosen_row
        self._read = None
        if row is None or self.desk.names_hidden:
            self.view.clear(scan_texts.HIDDEN_NOW if row else scan_texts.NOTHING_SHOWN)
            return
        self._read = row.id
        self.view.clear(scan_texts.READING)
        work = partial(attachments.read_attachment, self.desk.ctx, row.id)
        self.desk.operations.query(work, self.view.show_scan, key="dispatches.scan", owner=self)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.panel, 1)
        for label, text in ((self.about, ""), (QLabel(self), scan_texts.NOTE)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty("quiet", bool(text))
            label.setText(text)
            left.addWidget(label)
        self.close_button.setAutoDefault(False)
        left.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        side = QWidget(self)
        side.setLayout(left)
        side.setFixedWidth(SIDE)
        self.view.setMinimumWidth(_LEAST_VIEW)
        both = QHBoxLayout(self)
        both.addWidget(side)
        both.addWidget(self.view, 1)
        fit_over(self, LARGEST)


def _columns() -> tuple[Column, ...]:
    def state(row: ScanRow) -> str:
        return scan_texts.VALID if row.scan.withdrawn_on is None else scan_texts.WITHDRAWN

    return (
        Column("number", scan_texts.NUMBER, lambda r: scan_texts.number(r.place), sort=lambda r: r.place, width=62),
        Column("kind", scan_texts.KIND, lambda r: scan_texts.kind(r.scan), least=84),
        Column(
            "size",
            scan_texts.SIZE,
            lambda r: scan_texts.size(r.scan.size),
            sort=lambda r: r.scan.size,
            right=True,
            width=64,
        ),
        Column(
            "day",
            scan_texts.ATTACHED,
            lambda r: texts.short(r.scan.attached_on),
            sort=lambda r: r.scan.attached_on,
            width=78,
        ),
        Column(
            "state",
            scan_texts.STATE,
            state,
            tone=lambda r: "good" if r.scan.withdrawn_on is None else "muted",
            width=76,
        ),
    )
