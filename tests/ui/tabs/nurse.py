"""Works the window as a person does: keys, clicks, and what stands on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.services.context import AppContext
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.form_dialog import FormDialog
from tests.ui.kana import commit

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Nurse:
    """A person at the window.

    Attributes:
        said: all that the window told and asked.
    """

    bot: QtBot
    window: MainWindow
    ctx: AppContext
    said: RecordingSpeaker

    def go(self, tab: str) -> Any:
        """Turn to a tab, read it again as F5 does, and give it."""
        self.window.open(tab)
        self.window.run_action("reload")
        return self.window.current_tab

    def choose(self, household_id: int) -> None:
        """Make a household current."""
        self.window.desk.choose_household(household_id)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is; no window manager gives the focus back after a dialog, so this does."""
        self.window.activateWindow()
        QApplication.processEvents()
        self.bot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def press(self, over: QWidget, label: str) -> None:
        """Press the visible button with that label (without its mnemonic)."""
        buttons = [b for b in over.findChildren(QPushButton) if b.isVisible() and b.text().startswith(label)]
        assert buttons, label
        assert buttons[0].isEnabled(), label
        self.bot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    @property
    def box(self) -> FormDialog:
        """The dialog on top."""
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        own = [w for w in shown if isinstance(w, FormDialog) and w._desk is self.window.desk]
        return own[-1]

    def fill(self, editor: FormEditor, **texts: str | int | bool) -> None:
        """Type into text boxes, tick and choose by place in choices."""
        for name, value in texts.items():
            widget: Any = editor.cell(name).widget
            if isinstance(value, str):
                widget.focus_first()
                target = widget.inputs()[0]
                target.selectAll()
                commit(target, value)
            elif isinstance(value, bool):
                widget.box.click()
            elif hasattr(widget, "box"):
                widget.box.setCurrentIndex(value)
                widget.box.activated.emit(value)
            else:
                widget._buttons[value].click()

    def accept(self, **texts: str | int | bool) -> None:
        """Fill the dialog on top and accept it with Ctrl+S."""
        box = self.box
        self.fill(box.editor, **texts)
        box.editor.save()
        QApplication.processEvents()
