"""A list of small records within a record: each row is a little editor of its own, added and removed by buttons.

There is no grid to type into: the first character of a kana conversion would be lost there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.errors import FieldError
from saroma_desk.ui import messages
from saroma_desk.ui.fields import FieldEnv, FieldSpec
from saroma_desk.ui.widgets.field_widget import FieldWidget, tab_after, tab_mark

if TYPE_CHECKING:
    from saroma_desk.ui.form_grid import FormGrid

MakeGrid = Callable[[tuple[FieldSpec, ...], FieldEnv, QWidget], "FormGrid"]


class RowCard(QFrame):
    """One row.

    Signals:
        removed(object): the person took this card away.
    """

    removed = Signal(object)

    def __init__(self, spec: FieldSpec, env: FieldEnv, make_grid: MakeGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("row_card")
        self.base: Any = None
        self.number = QLabel(self)
        self.number.setProperty("quiet", True)
        self.grid = make_grid(spec.columns, env, self)
        remove = QPushButton(messages.REMOVE_ROW, self)
        remove.setAutoDefault(False)
        remove.clicked.connect(lambda: self.removed.emit(self))
        head = QHBoxLayout()
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.grid)

    def load(self, row: object) -> None:
        """Show a record, a mapping, or nothing."""
        self.base = row
        self.grid.load(lambda name: value_of(row, name))

    def value(self, row_type: type | None) -> object:
        """The row as `row_type`, keeping what of the loaded record has no field here."""
        values = self.grid.read()
        if row_type is None:
            return {**(self.base or {}), **values}
        return row_type(**values) if self.base is None else replace(self.base, **values)


def value_of(row: object, name: str) -> Any:  # noqa: ANN401
    """Attribute or key `name` of a row; None when the row has none yet."""
    if isinstance(row, dict):
        return row.get(name)
    return getattr(row, name, None)


class RowsField(FieldWidget):
    """Rows of a record, in their order."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget, make_grid: MakeGrid) -> None:
        super().__init__(spec, env, parent)
        self._make_grid = make_grid
        self.cards: list[RowCard] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._mark = tab_mark(self)
        self.add_button = QPushButton(f"＋ {spec.add_label or messages.ADD_ROW}", self)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add_row)
        column = QVBoxLayout()
        column.addLayout(self._column)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.row.addLayout(column, 1)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a sequence of rows."""
        while self.cards:
            self._drop(self.cards[-1])
        for row in value or ():
            self._append().load(row)

    def value(self) -> tuple[Any, ...]:
        """All rows."""
        return tuple(card.value(self.spec.row_type) for card in self.cards)

    def is_empty(self) -> bool:
        """Whether there is no row."""
        return not self.cards

    def raw(self) -> list[Any]:
        """What was typed in each row."""
        return [card.grid.raw() for card in self.cards]

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show what was typed; rows that were loaded keep what they know beside it."""
        while len(self.cards) > len(raw):
            self._drop(self.cards[-1])
        while len(self.cards) < len(raw):
            self._append().load(None)
        for card, typed in zip(self.cards, raw, strict=True):
            card.grid.restore(typed)

    def inputs(self) -> list[QWidget]:
        """The button that adds; rows have their own."""
        return [self.add_button]

    def focus_first(self) -> None:
        """Put the cursor into the first row; on the button that adds while there is none."""
        first = next(iter(self.cards[0].grid.cells.values()), None) if self.cards else None
        if first is None:
            super().focus_first()
        else:
            first.widget.focus_first()

    def set_wrong(self, wrong: bool, name: str = "") -> None:
        """Rows show themselves what is wrong."""

    def set_covered(self, covered: bool) -> None:
        """Hide all rows."""
        for card in self.cards:
            for cell in card.grid.cells.values():
                cell.widget.set_covered(covered)
        self.add_button.setEnabled(not covered)

    def problems(self) -> list[FieldError]:
        """What is wrong in any row; field names begin with the row's number from 0."""
        return [
            FieldError(f"{index}.{error.field}", messages.row_problem(card.number.text(), error.message))
            for index, card in enumerate(self.cards)
            for error in card.grid.problems()
        ]

    def show_error(self, error: FieldError) -> bool:
        """Show it at its row (``0.name``); whether there is such a field."""
        card, rest = self._card(error.field)
        return card is not None and card.grid.show_error(FieldError(rest, error.message))

    def clear_errors(self) -> None:
        """Show nothing as wrong."""
        for card in self.cards:
            card.grid.clear_errors()

    def focus_field(self, name: str) -> bool:
        """Put the cursor into a field of a row (``0.name``)."""
        card, rest = self._card(name)
        return card is not None and card.grid.focus_field(rest)

    def add_row(self) -> None:
        """Add an empty row and put the cursor into it."""
        card = self._append()
        card.load(None)
        first = next(iter(card.grid.cells.values()))
        first.widget.focus_first()
        self.edited.emit()

    def _append(self) -> RowCard:
        card = RowCard(self.spec, self.env, self._make_grid, self)
        card.grid.edited.connect(self.edited)
        card.removed.connect(self._remove)
        self.cards.append(card)
        self._column.addWidget(card)
        tab_after(self._mark, *self.cards)
        self._renumber()
        return card

    def _remove(self, card: RowCard) -> None:
        self._drop(card)
        self.add_button.setFocus()
        self.edited.emit()

    def _drop(self, card: RowCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._renumber()

    def _renumber(self) -> None:
        for index, card in enumerate(self.cards):
            card.number.setText(messages.row_number(index + 1, self.spec.counter))

    def _card(self, name: str) -> tuple[RowCard | None, str]:
        head, _, rest = name.partition(".")
        if head.isdigit() and int(head) < len(self.cards):
            return self.cards[int(head)], rest
        return None, ""
