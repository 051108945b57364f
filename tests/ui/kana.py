"""Typing Japanese as an input method does it."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def preedit(widget: QWidget, text: str) -> None:
    """Show `text` as not yet committed."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget: QWidget, text: str) -> None:
    """End the conversion with `text`."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def convert(widget: QWidget, kana: str, text: str) -> None:
    """Type `kana` letter by letter, convert them to `text`, and commit it."""
    for end in range(1, len(kana) + 1):
        preedit(widget, kana[:end])
    preedit(widget, text)
    commit(widget, text)
