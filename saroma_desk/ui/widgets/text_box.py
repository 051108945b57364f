"""The text box that all inputs are built from, and how a widget changes its dress."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from saroma_desk.ui.widgets.composing import Composing


def polish(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and have it looked at again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # or a new padding would take no room


class TextBox(Composing, QLineEdit):
    """A line edit in which Enter goes on to the next box, but never while a kana conversion is open.

    Signals:
        composed(str, str): preedit and committed text of each step of the input method.
        left(): the focus went elsewhere.
    """

    composed = Signal(str, str)
    left = Signal()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Tell each step of the conversion."""
        preedit, committed = event.preeditString(), event.commitString()
        super().inputMethodEvent(event)
        self.composed.emit(preedit, committed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on; all else as in any line edit."""
        is_enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
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
