"""書類: papers on the left, the chosen one as it prints on the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms import folder
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result, Topic
from saroma_desk.services.snapshots import snapshot
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, StepLine, initials
from saroma_desk.ui.dialogs.finished_pages import Pages, show_pdf
from saroma_desk.ui.dialogs.paper import show_paper
from saroma_desk.ui.dialogs.which_case import choose_case
from saroma_desk.ui.tab import Tab
from saroma_desk.ui.tabs.documents import texts
from saroma_desk.ui.tabs.documents.rows import DocumentRow, View, read_blanks, read_pages, read_rows, read_set
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.paper_preview import PaperPreview
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column, RecordTable


def _masked(row: DocumentRow) -> str:
    if row.household_id is None:
        return row.name
    return initials(row.kana) if row.kana else messages.HIDDEN


VIEWS = (
    (View.DUE, texts.DUE),
    (View.SENT, texts.SENT),
    (View.CASE, texts.CASE),
    (View.MONTHS, texts.MONTHS),
    (View.BLANKS, texts.BLANKS),
)
COLUMNS = (
    Column("form", term("form"), lambda r: texts.form_no(r.form), sort=lambda r: r.form, width=56),
    Column("title", texts.TITLE, lambda r: r.title, tip=lambda r: r.full_title or r.title),
    programme_column(),
    Column("about", texts.ABOUT, lambda r: r.about, width=122),
    Column("name", texts.WHOSE, lambda r: r.name, sort=lambda r: r.kana, masked=_masked, width=120),
    Column("state", texts.STATE, lambda r: r.state, tone=lambda r: r.tone or "muted", width=92),
    Column("number", term("document_number"), lambda r: r.number, width=108),
    Column("day", texts.DAY, lambda r: texts.day(r.day), sort=lambda r: r.day, width=100),
)


def _noted(ctx: AppContext, made: folder.Folder) -> Result[None]:
    folder.note_printed(ctx, made)
    return Result(None, frozenset())


class DocumentsTab(Tab):
    """All papers.

    Attributes:
        table: rows of the chosen view.
        views: buttons by view.
        preview: the chosen paper as it prints.
    """

    topics = frozenset({Topic.DOCUMENTS, Topic.TASKS, Topic.CLAIMS, Topic.DISPATCHES, Topic.PLANS, Topic.SCREENINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view = View.DUE
        self._wanted: object = None
        self.only_this = QCheckBox(term("action.only_this_household"), self)
        self.only_this.toggled.connect(self.mark_stale)
        self.table = RecordTable(COLUMNS, empty=texts.EMPTY[View.DUE], parent=self)
        self.table.setAccessibleName(term("tab.documents"))
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self.open_chosen())
        self.preview = PaperPreview(desk.speaker, self)
        self.preview.print_button.hide()  # printing goes through the dialog, which counts and issues
        self.preview.save_button.hide()
        self._build()
        desk.names_hidden_changed.connect(self._hide_names)
        self._hide_names(desk.names_hidden)

    def refresh(self) -> None:
        """Read the list again."""
        household = self.desk.current_household
        work = partial(read_rows, self.desk.ctx, self._view, household, self.only_this.isChecked())
        self.desk.operations.query(work, self._show_rows, key="documents.rows", owner=self)
        self.bundle_button.setEnabled(household is not None)

    def select(self, selection: object) -> None:
        """Choose the paper of that subject, e.g. ``application:3``, or of that id, e.g. ``paper:8``."""
        if selection is not None:
            self._wanted = str(selection)
            self.mark_stale()

    def do_step(self, step: StepLine) -> None:
        """Open the paper that is asked for."""
        if step.form and isinstance(step.selection, str) and (step.episode_id or step.form == "form08"):
            self.select(step.selection)
            show_paper(self.desk, step.form, step.selection, step.episode_id, parent=self)
        else:
            self.show_view(View.CASE)

    def run_action(self, action_id: str) -> bool:
        """Ctrl+P opens the chosen paper."""
        if action_id == "paper":
            self.open_chosen()
            return True
        return super().run_action(action_id)

    def show_view(self, view: View) -> None:
        """Show other rows."""
        self._view = view
        self.views[view].setChecked(True)
        self.only_this.setEnabled(view in (View.DUE, View.SENT))
        self.blanks_button.setVisible(view is View.BLANKS)
        label = {View.MONTHS: texts.OPEN_SET, View.BLANKS: texts.OPEN_BLANK}.get(view, texts.OPEN)
        self.open_button.setText(label)
        self.table.set_empty(texts.EMPTY[view])
        self.table.choose(None)
        self.preview.show_paper(b"", "")
        self.mark_stale()

    def open_chosen(self) -> None:
        """Open the chosen row: a paper to issue or copy, a provider's month, an empty form."""
        row: DocumentRow | None = self.table.chosen_row
        if row is None:
            return
        if row.claim_id is None and row.subject_key:
            show_paper(self.desk, row.form, row.subject_key, row.episode_id, parent=self)
            return
        self._open_pages(partial(read_set, self.desk.ctx, row, duplex=self.duplex.isChecked()))

    def open_bundle(self) -> None:
        """Open the case folder of the current household: the whole, or what changed since it was last printed."""
        if self.desk.current_household is not None:
            choose_case(self.desk, self.desk.current_household, self._open_bundle_of, self, closed=True)

    def _open_bundle_of(self, episode_id: int) -> None:
        ctx = self.desk.ctx
        duplex, changed = self.duplex.isChecked(), self.changed_only.isChecked()

        def work() -> tuple[folder.Folder, str]:
            made = folder.make_folder(ctx, episode_id, duplex=duplex, changed_only=changed)
            return made, texts.bundle_title(snapshot(ctx, episode_id).household.no)

        def done(found: tuple[folder.Folder, str]) -> None:
            made, title = found
            opened = show_pdf(self.desk, Pages(title, made.content, title, made.troubles), parent=self)
            opened.preview.printed.connect(lambda _: self._note_printed(made))
            opened.preview.saved.connect(lambda _: self._note_printed(made))

        self.desk.operations.query(work, done, key="documents.bundle", owner=self)

    # --- inside

    def _note_printed(self, made: folder.Folder) -> None:
        self.desk.operations.command(partial(_noted, self.desk.ctx, made), owner=self)

    def _open_pages(self, work: partial[Pages]) -> None:
        def done(pages: Pages) -> None:
            show_pdf(self.desk, pages, parent=self)

        self.desk.operations.query(work, done, key="documents.open", owner=self)

    def _all_blanks(self) -> None:
        self._open_pages(partial(read_blanks, self.desk.ctx, duplex=self.duplex.isChecked()))

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setChildrenCollapsible(False)
        split.setSizes([800, 560])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view_row())
        column.addWidget(split, 1)

    def _view_row(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("button_row")
        rows = QVBoxLayout(bar)  # two rows, so that they fit at any size of text
        rows.setContentsMargins(10, 6, 10, 6)
        rows.setSpacing(6)
        row = QHBoxLayout()
        rows.addLayout(row)
        self._group = QButtonGroup(self)
        self.views: dict[View, QPushButton] = {}
        for view, label in VIEWS:
            button = QPushButton(label, bar)
            button.setCheckable(True)
            button.clicked.connect(partial(self._view_pressed, view))
            self._group.addButton(button)
            self.views[view] = button
            row.addWidget(button)
        self.views[self._view].setChecked(True)
        row.addStretch(1)
        row = QHBoxLayout()
        rows.addLayout(row)
        row.addWidget(self.only_this)
        row.addStretch(1)
        self.changed_only = QCheckBox(texts.CHANGED_ONLY, bar)
        self.bundle_button = QPushButton(texts.BUNDLE, bar)
        self.bundle_button.clicked.connect(self.open_bundle)
        row.addWidget(self.changed_only)
        row.addWidget(self.bundle_button)
        return bar

    def _view_pressed(self, view: View) -> None:
        self.show_view(view)

    def _left(self) -> QWidget:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 10, 6)
        self.open_button = QPushButton(texts.OPEN, left)
        self.open_button.setProperty("primary", True)
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self.open_chosen)
        self.blanks_button = QPushButton(texts.ALL_BLANKS, left)
        self.blanks_button.clicked.connect(self._all_blanks)
        self.blanks_button.hide()
        row.addWidget(self.open_button)
        row.addWidget(self.blanks_button)
        row.addStretch(1)
        self.duplex = QCheckBox(texts.DUPLEX, left)
        row.addWidget(self.duplex)
        column.addLayout(row)
        return left

    def _right(self) -> QWidget:
        self.instead = QLabel(texts.NOTHING_CHOSEN, self)
        self.instead.setProperty("role", "empty")
        self.instead.setTextFormat(Qt.TextFormat.PlainText)
        self.instead.setWordWrap(True)
        self.instead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.instead)
        self._pages.addWidget(self.preview)
        return self._pages

    def _show_rows(self, rows: tuple[DocumentRow, ...]) -> None:
        self.table.set_rows(rows)
        wanted, self._wanted = self._wanted, None
        found = next((r.id for r in rows if wanted in (r.id, r.subject_key)), None) if wanted else None
        if found is not None:
            self.table.choose(found)
        elif self.table.chosen_row is None and rows:
            self.table.choose(self.table.records.row_at(0).id)
        if not rows:
            self._chosen(None)

    def _chosen(self, row: DocumentRow | None) -> None:
        self.open_button.setEnabled(row is not None)
        if row is None or self.desk.names_hidden:
            self._say_instead(texts.NAMES_HIDDEN if self.desk.names_hidden else texts.NOTHING_CHOSEN)
            return
        work = partial(read_pages, self.desk.ctx, row)
        self.desk.operations.query(
            work, self._show_pages, key="documents.pages", owner=self, failed=self._cannot_be_made
        )

    def _show_pages(self, content: bytes) -> None:
        self.preview.show_paper(content, "")
        self._pages.setCurrentIndex(1)

    def _cannot_be_made(self, error: KnownError) -> bool:
        self._say_instead(error.message)
        return True

    def _say_instead(self, text: str) -> None:
        self.instead.setText(text)
        self._pages.setCurrentIndex(0)

    def _hide_names(self, hidden: bool) -> None:
        self.table.set_masked(hidden)
        self._chosen(self.table.chosen_row)
