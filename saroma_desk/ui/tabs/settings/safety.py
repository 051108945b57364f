"""Backups, the check-up, going back to a backup, and another passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.services import restoring, safety
from saroma_desk.services.context import AppContext
from saroma_desk.services.restoring import Source, SourceKind
from saroma_desk.services.safety import SafetyState
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import restore_texts
from saroma_desk.ui.dialogs.restore_box import Offer, RestoreBox
from saroma_desk.ui.replacing import Replacement
from saroma_desk.ui.tabs.settings import safety_texts, texts
from saroma_desk.ui.tabs.settings.passphrase_change import PAGE, PassphraseChange
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column

_TONES = {SourceKind.BACKUP: "good", SourceKind.KEPT: "active", SourceKind.LOCKED: "muted"}


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A file to go back to, with the id that lists need."""

    id: str
    row: Source


def _acts(line: BackupLine) -> str:
    return f"{line.row.sequence:,}" if line.row.sequence else ""


COLUMNS = (
    Column(
        "kind",
        safety_texts.KIND,
        lambda r: safety_texts.KINDS[r.row.kind],
        tone=lambda r: _TONES[r.row.kind],
        tip=lambda r: safety_texts.KIND_TIPS[r.row.kind],
        width=140,
    ),
    Column("file", texts.FILE, lambda r: r.row.name),
    Column("last", texts.LAST_ACT, lambda r: _local(r.row.last_act_at), sort=lambda r: r.row.sequence, width=130),
    Column("acts", texts.ACTS, _acts, sort=lambda r: r.row.sequence, right=True, width=90),
    Column("size", texts.SIZE, lambda r: texts.size(r.row.size), sort=lambda r: r.row.size, right=True, width=84),
)


def _local(at: Any) -> str:  # noqa: ANN401
    return texts.moment(at.astimezone() if at is not None and at.tzinfo else at)


class SafetyPage(QWidget):
    """What protects the data.

    Attributes:
        panel: list of backups with what can be done with one.
        now_button, check_button, change_button: acts on the data as they are.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.state = QLabel(self)
        self.state.setObjectName("section_title")
        self.state.setWordWrap(True)
        self.panel = ListPanel(desk, COLUMNS, empty=texts.NO_BACKUPS, title=texts.BACKUP_LIST)
        self.panel.add_row_button(texts.TRY, self.try_backup, main=True)
        self.restore_button = self.panel.add_row_button(safety_texts.PUT_BACK, self.restore)
        self.file_button = self.panel.add_button(safety_texts.FROM_FILE, self.choose_backup)
        note = QLabel(restore_texts.KEPT_FIRST, self)
        note.setWordWrap(True)
        note.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        column.addLayout(self._acts_now())
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
        if line.row.kind is SourceKind.LOCKED:
            self._desk.speaker.tell(safety_texts.locked())
            return

        def done(content: Any) -> None:  # noqa: ANN401
            self._desk.speaker.tell(texts.tried(sum(content.rows.values()), content.problems))

        work = partial(safety.try_backup, self._desk.ctx, line.row.file)
        self._desk.operations.query(work, done, owner=self)

    def restore(self, line: BackupLine) -> None:
        """Show what going back to the chosen backup means, and do it when it is confirmed."""
        self._offer(line.row.file, line.row.name)

    def choose_backup(self) -> None:
        """The same with a backup that lies elsewhere."""
        name, _ = QFileDialog.getOpenFileName(self, restore_texts.CHOOSE_FILE, "", restore_texts.FILES)
        if name:
            self._offer(Path(name), Path(name).name)

    def change_passphrase(self) -> None:
        """Ask for the old and the new passphrase."""
        PassphraseChange(self._desk, self.window()).open()

    def check(self) -> None:
        """Check the open data throughout."""

        def done(content: Any) -> None:  # noqa: ANN401
            told = texts.checked(sum(content.rows.values()), content.audit.sequence, content.problems)
            self._desk.speaker.tell(told)

        self._desk.operations.query(partial(safety.check_up, self._desk.ctx), done, owner=self)

    def _offer(self, file: Path, name: str) -> None:
        ctx = self._desk.ctx

        def go_back(passphrase: str | None) -> None:
            order = Replacement(
                title=restore_texts.RESTORING,
                steps=partial(restoring.put_back, ctx, file, passphrase),
                passphrase=passphrase,
                afterwards=_afterwards,
                back_to=PAGE,
            )
            self._desk.replace_data(order)

        compare = partial(restoring.compare, ctx, file)
        offer = Offer(name=name, locked=not ctx.practice, compare=compare, go_back=go_back)
        RestoreBox(self._desk.operations, offer, self.window()).open()

    def _acts_now(self) -> QHBoxLayout:
        self.now_button = QPushButton(texts.BACK_UP_NOW, self)
        self.now_button.setProperty("primary", True)
        self.place_button = QPushButton(texts.BACK_UP_TO, self)
        self.check_button = QPushButton(texts.CHECK_NOW, self)
        self.change_button = QPushButton(safety_texts.CHANGE, self)
        self.change_button.setVisible(not self._desk.ctx.practice)
        row = QHBoxLayout()
        for button, press in (
            (self.now_button, self.back_up),
            (self.place_button, self.choose_place),
            (self.check_button, self.check),
            (self.change_button, self.change_passphrase),
        ):
            button.clicked.connect(lambda _=False, press=press: press())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _show(self, found: tuple[SafetyState, tuple[Source, ...]]) -> None:
        now, rows = found
        self.state.setText(texts.safety(now.last.made_at if now.last else None, now.due_on))
        self.panel.show_rows([BackupLine(str(row.file), row) for row in rows])
        if rows and self.panel.table.chosen_row is None:
            self.panel.table.choose(str(rows[0].file))


def _afterwards(ctx: AppContext) -> str:
    restoring.note_restored(ctx)
    return restore_texts.RESTORED


def _read(ctx: AppContext) -> tuple[SafetyState, tuple[Source, ...]]:
    return safety.state(ctx), restoring.sources(ctx)
