"""The values of a rule set: label, article, before and after, narrowed by section and typed words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from saroma_desk.services.lawvalues import AmendedValue
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.settings import law_texts
from saroma_desk.ui.tabs.settings.law_rows import LawRow
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column
from saroma_desk.ui.widgets.text_box import TextBox

_CHANGED, _ALL = "", "*"
_FIRST = "limits"
_SECTIONS_WIDTH, _FILTER_WIDTH = 190, 220
COLUMNS = (
    Column("item", law_texts.ITEM, lambda r: r.value.label, tip=lambda r: r.value.label, lines=2),
    Column("article", law_texts.ARTICLE, lambda r: r.value.article, width=84),
    Column("before", law_texts.BEFORE, lambda r: r.before, width=210, tip=lambda r: r.before),
    Column(
        "after",
        law_texts.AFTER,
        lambda r: r.value.shown,
        tone=lambda r: Tone.WARN if r.changed else "",
        width=210,
        tip=lambda r: r.value.shown,
    ),
)


class ValuesPanel(QWidget):
    """List with its filters.

    Args:
        desk: for counter mode.
        edit: what Enter and the button do.

    Attributes:
        head, sections, filter, panel: for tests and pictures.
    """

    def __init__(self, desk: Desk, edit: Callable[[AmendedValue], object]) -> None:
        super().__init__()
        self._rows: tuple[AmendedValue, ...] = ()
        self.head = QLabel(self)
        self.head.setObjectName("section_title")
        self.head.setWordWrap(True)
        self.sections = QComboBox(self)
        self.sections.setAccessibleName(law_texts.SECTIONS_NAME)
        self.sections.setMinimumWidth(_SECTIONS_WIDTH)
        self.sections.activated.connect(self._list)
        self.filter = TextBox(self)
        self.filter.setPlaceholderText(law_texts.FILTER)
        self.filter.setAccessibleName(law_texts.FILTER)
        self.filter.setMinimumWidth(_FILTER_WIDTH)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._list)
        self.panel = ListPanel(desk, COLUMNS, empty=law_texts.NO_VALUES, name=law_texts.VALUES)
        self.edit_button = self.panel.add_row_button(law_texts.EDIT, edit, main=True)
        row = QHBoxLayout()
        row.addWidget(self.head, 1)
        row.addWidget(self.sections)
        row.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.panel, 1)

    def show_values(self, row: LawRow, values: tuple[AmendedValue, ...]) -> None:
        """Show the values of a rule set or draft; the section stays chosen."""
        self._rows = values
        changed = sum(v.changed for v in values)
        self.head.setText(law_texts.values_head(row.name, changed, draft=row.draft))
        self.edit_button.setVisible(row.draft)
        self._fill_sections()
        self._list()

    def choose_section(self, section: str) -> None:
        """Show a section by its key, e.g. ``limits``; empty for what was changed, ``*`` for all."""
        self.sections.setCurrentIndex(max(self.sections.findData(section), 0))
        self._list()

    def _fill_sections(self) -> None:
        kept = self.sections.currentData() if self.sections.count() else _FIRST
        found = {v.value.section: v.value.label.partition("・")[0] for v in self._rows}
        self.sections.clear()
        for key, word in {_CHANGED: law_texts.CHANGED_ONLY, _ALL: law_texts.ALL_SECTIONS, **found}.items():
            self.sections.addItem(word, key)
        self.sections.setCurrentIndex(max(self.sections.findData(kept), 0))

    def _list(self) -> None:
        section, words = self.sections.currentData(), self.filter.text().split()
        self.panel.table.set_empty(law_texts.NO_VALUES if section or words else law_texts.NO_CHANGES)
        self.panel.show_rows([v for v in self._rows if _in_section(v, section) and _fits(v, words)])


def _in_section(row: AmendedValue, section: str) -> bool:
    return row.changed if section == _CHANGED else section in (_ALL, row.value.section)


def _fits(row: AmendedValue, words: list[str]) -> bool:
    text = f"{row.value.label} {row.value.article} {row.value.shown} {row.before}"
    return all(word in text for word in words)
