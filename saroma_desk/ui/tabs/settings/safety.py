"""Backups and the check-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from saroma_desk.services import safety
from saroma_desk.services.context import AppContext
from saroma_desk.services.safety import BackupRow, SafetyState
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup with the id that lists need."""

    id: str
    row: BackupRow


COLUMNS = (
    Column("file", texts.FILE, lambda r: r.row.file.name),
    Column("last", texts.LAST_ACT, lambda r: _local(r.row.last_act_at), sort=lambda r: r.row.sequence, width=170),
    Column("acts", texts.ACTS, lambda r: f"{r.row.sequence:,}", sort=lambda r: r.row.sequence, right=True, width=110),
    Column("size", texts.SIZE, lambda r: texts.size(r.row.size), sort=lambda r: r.row.size, right=True, width=110),
)


def _local(at: Any) -> str:  # noqa: ANN401
    return texts.moment(at.astimezone() if at is not None and at.tzinfo else at)


class SafetyPage(QWidget):
    """What protects the data."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.state = QLabel(self)
        self.state.setObjectName("section_title")
        self.panel = ListPanel(desk, COLUMNS, empty=texts.NO_BACKUPS, title=texts.BACKUP_LIST)
        self.now_button = self.panel.add_button(texts.BACK_UP_NOW, self.back_up)
        self.now_button.setProperty("primary", True)
        self.panel.add_button(texts.BACK_UP_TO, self.choose_place)
        self.panel.add_row_button(texts.TRY, self.try_backup, main=True)
        self.check_button = self.panel.add_button(texts.CHECK_NOW, self.check)
        note = QLabel(texts.RESTORE_NOTE, self)
        note.setWordWrap(True)
        note.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        column.addWidget(self.panel, 1)
        column.addWidget(note)

    def refresh(self) -> None:
        """Read state and list again."""
        work = partial(_read, self._desk.ctx)
        self._desk.operations.query(work, self._show, key="settings.safety", owner=self)

    def back_up(self, to: Path | None = None) -> None:
        """Make a backup, verified by opening it."""

        def done(result: Any) -> None:  # noqa: ANN401
            report = result.value
            self._desk.say(texts.backed_up(str(report.file), sum(report.content.rows.values())))
            self.refresh()

        self._desk.operations.command(partial(safety.make_backup, self._desk.ctx, to), done, owner=self)

    def choose_place(self) -> None:
        """Make a backup in a folder that the person chooses."""
        folder = QFileDialog.getExistingDirectory(self, texts.CHOOSE_FOLDER)
        if folder:
            self.back_up(Path(folder))

    def try_backup(self, line: BackupLine) -> None:
        """Open the chosen backup as a restore would, and read all of it."""

        def done(content: Any) -> None:  # noqa: ANN401
            self._desk.speaker.tell(texts.tried(sum(content.rows.values()), content.problems))

        work = partial(safety.try_backup, self._desk.ctx, line.row.file)
        self._desk.operations.query(work, done, owner=self)

    def check(self) -> None:
        """Check the open data throughout."""

        def done(content: Any) -> None:  # noqa: ANN401
            told = texts.checked(sum(content.rows.values()), content.audit.sequence, content.problems)
            self._desk.speaker.tell(told)

        self._desk.operations.query(partial(safety.check_up, self._desk.ctx), done, owner=self)

    def _show(self, found: tuple[SafetyState, tuple[BackupRow, ...]]) -> None:
        now, rows = found
        self.state.setText(texts.safety(now.last.made_at if now.last else None, now.due_on))
        self.panel.show_rows([BackupLine(str(row.file), row) for row in rows])
        if rows and self.panel.table.chosen_row is None:
            self.panel.table.choose(str(rows[0].file))


def _read(ctx: AppContext) -> tuple[SafetyState, tuple[BackupRow, ...]]:
    return safety.state(ctx), safety.backups(ctx)
