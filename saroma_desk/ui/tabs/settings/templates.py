"""The office's own templates of the papers, shown beside the shipped ones."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from saroma_desk.forms import own_templates
from saroma_desk.forms.own_templates import Compared, OwnTemplate
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.chip_list import ChipList
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.paper_preview import PaperPreview
from saroma_desk.ui.widgets.record_table import Column

PROBLEM_HEIGHT = 120
COLUMNS = (
    Column("form", term("form"), lambda r: texts.forms((r.id,)), sort=lambda r: r.id, width=56),
    Column(
        "own",
        term("status"),
        lambda r: texts.OWN_COPY if r.own else texts.SHIPPED,
        tone=lambda r: Tone.ACTIVE if r.own else Tone.MUTED,
        width=72,
    ),
    Column("title", texts.PAPER, lambda r: r.title, tip=lambda r: r.title),
)


class TemplatesPage(QWidget):
    """List, the shipped form, and the office's own."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.panel = ListPanel(desk, COLUMNS, empty="", name=texts.TEMPLATES)
        self.panel.add_row_button(texts.COPY_TEMPLATE, self.copy)
        self.panel.add_row_button(texts.OPEN_FOLDER, self.open_folder)
        self.panel.table.chosen.connect(self._compare)
        self.panel.setMaximumWidth(380)
        self.problem = ChipList(self)
        self.problem.setMaximumHeight(PROBLEM_HEIGHT)
        self.problem.hide()
        self.shipped, self.own = (PaperPreview(desk.speaker, self) for _ in range(2))
        row = QHBoxLayout()
        row.addWidget(self.panel)
        for label, preview in ((texts.SHIPPED, self.shipped), (texts.OWN_COPY, self.own)):
            preview.print_button.hide()
            preview.save_button.hide()
            column = QVBoxLayout()
            head = QLabel(label, self)
            head.setObjectName("section_title")
            line = QHBoxLayout()
            line.addWidget(head, 1)
            line.addWidget(preview.actual)  # up here, both papers fit beside each other on a low screen
            column.addLayout(line)
            column.addWidget(preview, 1)
            row.addLayout(column, 1)
        note = QLabel(texts.TEMPLATES_NOTE, self)
        note.setWordWrap(True)
        outer = QVBoxLayout(self)
        outer.addWidget(note)
        outer.addWidget(self.problem)
        outer.addLayout(row, 1)

    def refresh(self) -> None:
        """Read the list and the chosen form again."""
        work = partial(own_templates.own_templates, self._desk.ctx)
        self._desk.operations.query(work, self._show, key="settings.templates", owner=self)

    def copy(self, row: OwnTemplate) -> None:
        """Make the office's own copy, to be changed with any editor of text."""
        self._desk.operations.command(partial(_copied, self._desk.ctx, row.id), owner=self)

    def open_folder(self, row: OwnTemplate) -> None:
        """Show the folder of the own copy."""
        if row.own:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.file.parent)))

    def _show(self, rows: tuple[OwnTemplate, ...]) -> None:
        self.panel.show_rows(rows)
        if self.panel.table.chosen_row is None:
            self.panel.table.choose(rows[0].id)
        else:
            self._compare(self.panel.table.chosen_row)

    def _compare(self, row: OwnTemplate | None) -> None:
        if row is not None:
            work = partial(own_templates.compare, self._desk.ctx, row.id)
            self._desk.operations.query(work, self._show_both, key="settings.template", owner=self)

    def _show_both(self, both: Compared) -> None:
        self.shipped.show_paper(both.shipped, "")
        self.own.show_paper(both.own, "")
        self.problem.say(both.problem, "error")
        self.problem.setVisible(bool(both.problem))


def _copied(ctx: AppContext, form: str) -> Result[Path]:
    return Result(own_templates.copy_for_office(ctx, form), frozenset({Topic.SETTINGS}))
