"""Boxes in which kana are converted: the conversion keeps its own keys, and no letter of it is ever lost.

An input method takes most keys before Qt sees them, but which ones differs between systems and versions. So while a
conversion is open, Enter, Esc, Tab, arrows, Backspace and all other plain keys do nothing else: they press no button,
leave no field and change no committed text. When the box is left with a conversion open, what it shows is taken over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6 import QtCore  # its constants are not loaded before they are needed: that takes as long as a paint
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    _Box = QWidget
else:
    _Box = object


class Composing(_Box):
    """Stands before `QLineEdit` or `QPlainTextEdit` among the bases of a box."""

    _preedit = ""

    @property
    def composing(self) -> bool:
        """Whether a kana conversion is open."""
        return bool(self._preedit)

    def finish_composing(self) -> None:
        """Take over what an open conversion shows, where the system did not do so itself."""
        if self._preedit:
            event = QInputMethodEvent("", [])
            event.setCommitString(self._preedit)
            self.inputMethodEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Follow the conversion, then let Qt do its work."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Plain keys belong to an open conversion: before shortcuts, before Tab, before the box itself."""
        if self._preedit and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            modifiers = QtCore.Qt.KeyboardModifier
            if not cast("QKeyEvent", event).modifiers() & (modifiers.ControlModifier | modifiers.AltModifier):
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Leave nothing open behind."""
        self.finish_composing()
        super().focusOutEvent(event)


def finish_composing() -> None:
    """Take over an open conversion wherever the cursor is: before reading fields, leaving, locking."""
    QGuiApplication.inputMethod().commit()
    box = QApplication.focusWidget()
    if isinstance(box, Composing):
        box.finish_composing()
