"""Who signs the town's papers, from which day on."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.office import Official
from saroma_desk.services import settings
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column

COLUMNS = (
    Column("since", term("valid_from"), lambda o: texts.day(o.valid_from), sort=lambda o: o.valid_from, width=120),
    Column("title", texts.TITLE_NAME, lambda o: o.title, width=280),
    Column("name", term("name"), lambda o: o.name),
)
SECTIONS = (
    Section(
        "",
        (
            FieldSpec(name="title", label=texts.TITLE_NAME, required=True, wide=True),
            FieldSpec(name="name", kind=Kind.NAME, label=term("name"), required=True, wide=True),
            FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True),
        ),
    ),
)


class OfficialsPage(QWidget):
    """Mayor and deputies by their first day."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        note = QLabel(texts.OFFICIALS_NOTE, self)
        note.setWordWrap(True)
        self.panel = ListPanel(desk, COLUMNS, empty=texts.NO_OFFICIALS, name=texts.OFFICIALS)
        self.panel.add_button(texts.NEW, self.start_new)
        self.panel.add_row_button(texts.EDIT, self.edit, main=True)
        column = QVBoxLayout(self)
        column.addWidget(note)
        column.addWidget(self.panel, 1)

    def refresh(self) -> None:
        """Read who signs again."""
        work = partial(settings.list_officials, self._desk.ctx)
        self._desk.operations.query(work, self.panel.show_rows, key="settings.officials", owner=self)

    def start_new(self) -> None:
        """Add somebody."""
        self.edit(Official(title="", name="", valid_from=self._desk.today))

    def edit(self, official: Official) -> None:
        """Correct an entry."""
        ctx = self._desk.ctx
        act = Act(
            title=texts.OFFICIALS,
            sections=SECTIONS,
            record=official,
            command=partial(settings.save_official, ctx),
            draft_key=f"official:{official.id}",
        )
        FormDialog(self._desk, act, self.window()).open()
