"""Labelled inputs in one or two columns, with what is wrong under each: the body of sections and of sub-rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.errors import FieldError
from saroma_desk.ui import messages
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Kind
from saroma_desk.ui.widgets.choice_fields import BoolField, ComboField, MultiField, RadioField, WeekdaysField
from saroma_desk.ui.widgets.field_widget import FieldWidget, Get, TextField
from saroma_desk.ui.widgets.line_fields import DateField, MemoField, MonthField, NumberField, PhoneField, TimeField
from saroma_desk.ui.widgets.name_field import NameField
from saroma_desk.ui.widgets.show_field import ShowField
from saroma_desk.ui.widgets.sub_rows import RowsField

TWO_COLUMNS_FROM = 520
"""Width in pixels from which fields stand in two columns."""

_WIDGETS: dict[Kind, Callable[[FieldSpec, FieldEnv, QWidget], FieldWidget]] = {
    Kind.TEXT: TextField,
    Kind.NAME: NameField,
    Kind.KANA: TextField,
    Kind.MEMO: MemoField,
    Kind.DATE: DateField,
    Kind.MONTH: MonthField,
    Kind.TIME: TimeField,
    Kind.NUMBER: NumberField,
    Kind.MULTI: MultiField,
    Kind.BOOL: BoolField,
    Kind.WEEKDAYS: WeekdaysField,
    Kind.PHONE: PhoneField,
    Kind.SHOW: ShowField,
}


def make_field(spec: FieldSpec, env: FieldEnv, parent: QWidget) -> FieldWidget:
    """The input for `spec`."""
    if spec.widget is not None:
        return spec.widget(spec, env, parent)
    if spec.kind is Kind.ROWS:
        return RowsField(spec, env, parent, FormGrid)
    if spec.kind is Kind.CHOICE:
        return RadioField(spec, env, parent) if spec.radio else ComboField(spec, env, parent)
    return _WIDGETS[spec.kind](spec, env, parent)


class FieldCell(QWidget):
    """Label, input, and under it what is wrong or what helps."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.widget = make_field(spec, env, self)
        self.message = QLabel(self)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if spec.kind is not Kind.BOOL and spec.label:
            column.addLayout(self._head())
        column.addWidget(self.widget)
        column.addWidget(self.message)
        column.addStretch(1)
        self.widget.problem_changed.connect(self._show_own_problem)
        self.widget.edited.connect(self._calm_down)
        self.set_error("")

    def set_error(self, text: str, name: str = "") -> None:
        """Show what is wrong, of the attribute `name` where there are two; with no text, the field's help."""
        self.message.setProperty("role", "error" if text else "help")
        self.message.style().polish(self.message)
        self.message.setText(f"{messages.MARK}{text}" if text else self.spec.help)
        self.message.setVisible(bool(text or self.spec.help))
        self.widget.set_wrong(bool(text), name or self.spec.name)

    def error(self) -> str:
        """What is shown as wrong; empty when nothing is."""
        text = self.message.text()
        return text.removeprefix(messages.MARK) if text.startswith(messages.MARK) else ""

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(self.spec.label, self)
        label.setProperty("role", "label")
        label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(label)
        if self.spec.required:
            required = QLabel(messages.REQUIRED, self)
            required.setProperty("role", "required")
            row.addWidget(required)
        row.addStretch(1)
        return row

    def _show_own_problem(self) -> None:
        self.set_error(self.widget.problem())

    def _calm_down(self) -> None:
        if self.error():
            self.set_error(self.widget.problem())


class FormGrid(QWidget):
    """Fields of one section or one sub-row.

    Signals:
        edited(): a person changed something.
    """

    edited = Signal()

    def __init__(self, specs: Iterable[FieldSpec], env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._columns = 0
        self.cells = {spec.name: FieldCell(spec, env, self) for spec in specs}
        for cell in self.cells.values():
            cell.widget.edited.connect(self.edited)
        self._arrange(2)

    def load(self, get: Get) -> None:
        """Show the attributes that `get` gives by name, and nothing as wrong."""
        for cell in self.cells.values():
            cell.widget.load(get)
            cell.set_error("")

    def read(self) -> dict[str, Any]:
        """All attribute names and values; a value that cannot be read is an `Unread`."""
        found: dict[str, Any] = {}
        for cell in self.cells.values():
            found |= cell.widget.read()
        return found

    def raw(self) -> dict[str, Any]:
        """All that was typed, by field name."""
        return {name: cell.widget.raw() for name, cell in self.cells.items()}

    def restore(self, raw: dict[str, Any]) -> None:
        """Show what `raw()` gave; names that are no longer known are passed over."""
        for name, value in raw.items():
            if name in self.cells:
                self.cells[name].widget.restore(value)

    def problems(self) -> list[FieldError]:
        """All that can be seen to be wrong without asking a service: unreadable and required but empty."""
        found: list[FieldError] = []
        for name, cell in self.cells.items():
            if isinstance(cell.widget, RowsField):
                found += [FieldError(f"{name}.{e.field}", e.message) for e in cell.widget.problems()]
            elif problem := cell.widget.problem():
                found.append(FieldError(name, problem))
            elif cell.spec.required and cell.isVisibleTo(self) and cell.widget.is_empty():
                found.append(FieldError(name, messages.required(cell.spec.label)))
        return found

    def show_error(self, error: FieldError) -> bool:
        """Show it at its field; whether the field is here."""
        cell, rest = self.cell_of(error.field)
        if cell is None:
            return False
        if rest and isinstance(cell.widget, RowsField) and cell.widget.show_error(FieldError(rest, error.message)):
            return True
        cell.set_error(error.message, error.field)
        return True

    def clear_errors(self) -> None:
        """Show nothing as wrong."""
        for cell in self.cells.values():
            cell.set_error("")
            if isinstance(cell.widget, RowsField):
                cell.widget.clear_errors()

    def focus_field(self, name: str) -> bool:
        """Put the cursor into the field; whether it is here."""
        cell, rest = self.cell_of(name)
        if cell is None:
            return False
        if isinstance(cell.widget, NameField) and name == cell.spec.kana_field:
            cell.widget.focus_kana()
        elif not (rest and isinstance(cell.widget, RowsField) and cell.widget.focus_field(rest)):
            cell.widget.focus_first()
        return True

    def cell_of(self, name: str) -> tuple[FieldCell | None, str]:
        """The cell of a field and what of the name reaches into its rows (``contacts.0.name`` → ``0.name``)."""
        for own, cell in self.cells.items():
            if name in (own, cell.spec.kana_field):
                return cell, ""
            if name.startswith(f"{own}."):
                return cell, name.removeprefix(f"{own}.")
        return None, ""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One column when there is no room for two."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= TWO_COLUMNS_FROM else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for cell in self.cells.values():
            whole = columns == 1 or cell.spec.takes_whole_width
            if whole and column:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, columns if whole else 1)
            column = 0 if whole or column == columns - 1 else column + 1
            row += 0 if column else 1
        for index in range(2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
            self._grid.setColumnMinimumWidth(index, 0)
