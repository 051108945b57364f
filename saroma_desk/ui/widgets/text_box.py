"""The text box that all inputs are built from, and how a widget changes its dress."""

from __future__ import annotations

from PySide6 import QtCore  # its constants are not loaded before they are needed: that takes as long as a paint
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


def polish(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and have it looked at again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class TextBox(QLineEdit):
    """A line edit in which Enter goes on to the next box, but never while a kana conversion is open.

    Signals:
        composed(str, str): preedit and committed text of each step of the input method.
        left(): the focus went elsewhere.
    """

    composed = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""

    @property
    def composing(self) -> bool:
        """Whether a kana conversion is open."""
        return bool(self._preedit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Follow the conversion, then let Qt do its work."""
        self._preedit, committed = event.preeditString(), event.commitString()
        super().inputMethodEvent(event)
        self.composed.emit(self._preedit, committed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on; all else as in any line edit."""
        is_enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            if not self.composing:
                self.focusNextPrevChild(True)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that the box was left; a drop-down or another window on top does not count as leaving."""
        super().focusOutEvent(event)
        reasons = QtCore.Qt.FocusReason
        if event.reason() not in (reasons.PopupFocusReason, reasons.ActiveWindowFocusReason):
            self.left.emit()
