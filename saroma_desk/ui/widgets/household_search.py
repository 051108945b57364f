"""The search box of the frame; the list that opens under it is `household_hits`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.desk import HouseholdLine
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from saroma_desk.ui.widgets.household_hits import HouseholdHits

MOST_HITS, SHOWN_HITS = 50, 9
"""How many households are found, and how many the list has room for without scrolling."""


class HouseholdSearch(TextBox):
    """Type, go down with the arrow keys, Enter chooses. The focus never leaves the box, so no kana are lost.

    Signals:
        wanted(str): search for this text.
        chosen(object): the `HouseholdLine` that was chosen.
    """

    wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(messages.SEARCH_HINT)
        self.setAccessibleName(term("action.search"))
        self.setClearButtonEnabled(True)
        self._hits: HouseholdHits | None = None
        self._masked = False
        self.textEdited.connect(self._typed)
        self.left.connect(self.close_popup)

    def show_hits(self, hits: tuple[HouseholdLine, ...]) -> None:
        """Show what was found, if somebody still waits for it."""
        if self.text().strip() and self.hasFocus():
            self._list().show_hits(hits, self)

    def show_more(self, hits: tuple[HouseholdLine, ...]) -> None:
        """Add what lies below; the chosen one stays chosen."""
        if self._hits is not None and self._hits.isVisible():
            self._hits.table.set_rows(hits)

    def set_masked(self, masked: bool) -> None:
        """Counter mode."""
        self._masked = masked
        if self._hits:
            self._hits.table.set_masked(masked)

    def close_popup(self) -> bool:
        """Close the list; whether it was open."""
        if self._hits is None or not self._hits.isVisible():
            return False
        self._hits.hide()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows walk the list, Enter chooses."""
        keys = QtCore.Qt.Key
        enter = (keys.Key_Return, keys.Key_Enter)
        if self._hits and self._hits.isVisible():
            step = {keys.Key_Down: 1, keys.Key_Up: -1}.get(keys(event.key()), 0)
            if step:
                self._hits.move_by(step)
                return
            if event.key() in enter:
                self._choose(self._hits)
                return
        if event.key() in enter:
            event.accept()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.wanted.emit(text)
        else:
            self.close_popup()

    def _list(self) -> HouseholdHits:
        """The list, made when it is first needed: lists are too heavy for the window's first paint."""
        if self._hits is None:
            from saroma_desk.ui.widgets.household_hits import HouseholdHits

            hits = self._hits = HouseholdHits(self.window(), masked=self._masked)
            hits.table.clicked.connect(lambda: self._choose(hits))
        return self._hits

    def _choose(self, hits: HouseholdHits) -> None:
        hit = hits.table.chosen_row
        if hit is not None:
            hits.hide()
            self.clear()
            self.chosen.emit(hit)
