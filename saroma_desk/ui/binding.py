"""The editor of one record: sections of fields, errors in place, drafts, and the question before typed text is left.

self.editor = FormEditor(SECTIONS, desk, save=self.save, title=term("plan"))
self.editor.load(plan)                       # a record, a mapping of defaults, or None
def save(self) -> None:                      # called when all fields can be read
    draft = self.editor.record()             # loaded record with what stands in the fields
    self.desk.operations.command(lambda: plans.save(ctx, draft), self.saved, failed=self.editor.refused)
def saved(self, result) -> None:
    self.editor.saved(result.value)          # loads it, and goes on with what waited for the save
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.fields import Choice, Explanation, FieldEnv, Section
from saroma_desk.ui.form_grid import FieldCell, FormGrid
from saroma_desk.ui.record_values import nested, replaced, value_at
from saroma_desk.ui.widgets.choice_fields import ChoosingField
from saroma_desk.ui.widgets.composing import finish_composing
from saroma_desk.ui.widgets.editor_buttons import EditorButtons
from saroma_desk.ui.widgets.error_summary import ErrorSummary
from saroma_desk.ui.widgets.show_field import ExplanationPopup

DRAFT_PAUSE_MS = 1500
"""A draft is offered to its keeper so long after the first key that no draft holds yet."""

Draft = dict[str, Any]


class FormEditor(QWidget):
    """Editor of one record.

    Args:
        sections: what it shows.
        desk: for today's date, the counter mode and the questions.
        save: called with Ctrl+S, F12 or the button when all fields can be read.
        title: what the record is called in questions; never a person's name.
        buttons: False leaves the button row away, e.g. inside a dialog.

    Signals:
        dirty_changed(bool): typed text differs from what is stored, or no longer does.
        draft_ready(dict): what stands in the fields, as plain JSON values, at most 2 s after it was typed.
        draft_done(): the draft is no longer needed.
    """

    dirty_changed = Signal(bool)
    draft_ready = Signal(dict)
    draft_done = Signal()

    def __init__(
        self,
        sections: tuple[Section, ...],
        desk: Desk,
        *,
        save: Callable[[], None],
        title: str = "",
        buttons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = title or messages.new_record()
        self._desk = desk
        self._save = save
        self._loaded: Any = None
        self._baseline: dict[str, Any] = {}
        self._was_dirty = False
        self._after_save: Then | None = None
        env = FieldEnv(today=lambda: desk.today)
        self.summary = ErrorSummary(self)
        self.summary.chosen.connect(self.focus_field)
        self.grids = [FormGrid(section.fields, env, self) for section in sections]
        self.buttons = EditorButtons(self)
        self.buttons.save.clicked.connect(self.save)
        self.buttons.revert.clicked.connect(self.revert)
        self.set_papers = self.buttons.set_papers
        self.open_papers = self.buttons.open_papers
        self._build(sections, with_buttons=buttons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_PAUSE_MS)
        self._timer.timeout.connect(self.flush_draft)
        for grid in self.grids:
            grid.edited.connect(self._edited)
        desk.names_hidden_changed.connect(self._cover)
        self.load(None)
        self._cover(desk.names_hidden)

    # --- what a tab calls

    def load(self, record: object) -> None:
        """Show `record` (a frozen dataclass, a mapping of values, or None for empty fields) as what is stored."""
        self._loaded = record
        for grid in self.grids:
            grid.load(partial(value_at, record))
        self.summary.show_errors([], {})
        self._timer.stop()
        self._baseline = self._values()
        self._tell_dirty()
        if self._desk.names_hidden:
            self._cover(True)

    def read(self) -> dict[str, Any]:
        """All fields by name, an open kana conversion first taken over; unreadable ones are `Unread`."""
        finish_composing()
        return self._values()

    def record(self, record_type: type | None = None) -> Any:  # noqa: ANN401
        """The loaded record with what stands in the fields; a new `record_type` when no record was loaded."""
        values = self.read()
        if is_dataclass(self._loaded) and not isinstance(self._loaded, type):
            return replaced(self._loaded, values)
        known = dict(self._loaded) if isinstance(self._loaded, Mapping) else {}
        if record_type is None:
            return known | values
        return record_type(**nested(known | values))

    @property
    def loaded(self) -> Any:  # noqa: ANN401
        """What was loaded last."""
        return self._loaded

    @property
    def dirty(self) -> bool:
        """Whether what stands in the fields differs from what was loaded."""
        return self._values() != self._baseline

    def save(self) -> None:
        """Call the tab's save when all fields can be read; show what is wrong otherwise."""
        self.read()
        problems = [problem for grid in self.grids for problem in grid.problems()]
        self.show_errors(problems)
        if problems:
            self._after_save = None
        else:
            self._save()

    def save_then(self, then: Then) -> None:
        """Save, and go on with `then` once it went through; not when something is wrong."""
        self._after_save = then
        self.save()

    def saved(self, record: object) -> None:
        """The save went through: load what was stored and go on with what waited for it."""
        then, self._after_save = self._after_save, None
        self.load(record)
        self.buttons.state.setText(messages.saved().text)
        self.draft_done.emit()
        if then:
            then()

    def refused(self, error: KnownError) -> bool:
        """Show the field errors of a refused save; False when there are none, so that the speaker tells it."""
        self._after_save = None
        if error.fields:
            self.show_errors(list(error.fields))
        return bool(error.fields)

    def revert(self) -> None:
        """Show what is stored again; what was typed is gone."""
        self.load(self._loaded)
        self.draft_done.emit()

    def show_errors(self, errors: list[FieldError]) -> None:
        """Show all errors at their fields and in the summary; the cursor goes to the first."""
        labels: dict[str, str] = {}
        for grid in self.grids:
            grid.clear_errors()
        for error in errors:
            grid_of = next((grid for grid in self.grids if grid.show_error(error)), None)
            if grid_of is not None:
                cell, _ = grid_of.cell_of(error.field)
                labels[error.field] = cell.spec.label if cell else ""
        self.summary.show_errors(errors, labels)
        if errors:
            self.focus_field(errors[0].field)

    def leave(self, then: Then) -> None:
        """Go on with `then` when nothing typed would be lost; ask otherwise (保存・破棄・戻る)."""
        finish_composing()
        if not self.dirty:
            then()
            return
        answer = self._desk.speaker.ask(messages.unsaved(self.title))
        if answer == "save":
            self._after_save = then
            self.save()
        elif answer == "discard":
            self.revert()
            then()

    def set_choices(self, name: str, choices: tuple[Choice, ...]) -> None:
        """Offer other choices in a CHOICE or MULTI field; what is chosen stays."""
        widget = self.cell(name).widget
        if not isinstance(widget, ChoosingField):
            raise TypeError(name)
        was_dirty = self.dirty
        widget.set_choices(choices)
        if not was_dirty:
            self._baseline = self._values()

    def cell(self, name: str) -> FieldCell:
        """Label, input and message of a field; KeyError when there is none."""
        for grid in self.grids:
            if name in grid.cells:
                return grid.cells[name]
        raise KeyError(name)

    def set_field_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field that only matters for some records; a hidden one is not required."""
        self.cell(name).setVisible(visible)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field and scroll to it."""
        for grid in self.grids:
            if grid.focus_field(name):
                cell, _ = grid.cell_of(name)
                if cell:
                    self.area.ensureWidgetVisible(cell, 0, 40)
                return

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be typed into."""
        for grid in self.grids:
            for cell in grid.cells.values():
                if cell.isVisibleTo(self) and cell.widget.can_focus():
                    cell.widget.focus_first()
                    return

    def explain(self) -> bool:
        """Explain the value that has the focus (F4); whether there is anything to explain."""
        for grid in self.grids:
            for cell in grid.cells.values():
                if cell.isAncestorOf(QWidget.focusWidget(self) or self) and cell.spec.explain:
                    found: Explanation | None = cell.spec.explain(self._loaded)
                    if found:
                        ExplanationPopup(found, self).show_under(cell.widget)
                    return found is not None
        return False

    # --- drafts

    def flush_draft(self) -> None:
        """Hand the draft over now; called by the timer, and before a lock or the end."""
        self._timer.stop()
        if self.dirty:
            self.draft_ready.emit(self.raw())

    def raw(self) -> Draft:
        """All that was typed, readable or not, as plain JSON values."""
        found: Draft = {}
        for grid in self.grids:
            found |= grid.raw()
        return found

    def restore_draft(self, draft: Draft) -> None:
        """Show what was typed before over what is loaded; it counts as not saved."""
        for grid in self.grids:
            grid.restore(draft)
        self._tell_dirty()

    # --- inside

    def _build(self, sections: tuple[Section, ...], *, with_buttons: bool) -> None:
        body = QWidget(self)
        body.setObjectName("editor_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(10)
        column.addWidget(self.summary)
        for section, grid in zip(sections, self.grids, strict=True):
            column.addWidget(section_frame(section.title, grid, body))
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.buttons)
        self.buttons.setVisible(with_buttons)

    def _values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for grid in self.grids:
            found |= grid.read()
        return found

    def _edited(self) -> None:
        self._tell_dirty()
        if not self._timer.isActive():
            self._timer.start()

    def _tell_dirty(self) -> None:
        dirty = self.dirty
        self.buttons.show_dirty(dirty)
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self.dirty_changed.emit(dirty)

    def _cover(self, covered: bool) -> None:
        for grid in self.grids:
            for cell in grid.cells.values():
                if cell.spec.personal:
                    cell.widget.set_covered(covered)


def section_frame(title: str, grid: FormGrid, parent: QWidget) -> QFrame:
    """Fields in a frame under their title."""
    frame = QFrame(parent)
    frame.setObjectName("section")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 8, 14, 12)
    column.setSpacing(8)
    if title:
        head = QLabel(title, frame)
        head.setObjectName("section_title")
        column.addWidget(head)
    column.addWidget(grid)
    return frame
