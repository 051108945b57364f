"""A person without a mouse: every key goes to what has the focus; the screen is only read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QPushButton, QWidget

from saroma_desk.ui.form_grid import FieldCell
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.widgets.chips import Chip
from tests.ui.kana import commit

Key, Modifier = Qt.Key, Qt.KeyboardModifier
MOST_TABS = 120


@dataclass
class Keyboard:
    """Ten fingers on one window.

    Attributes:
        window: what the person looks at.
    """

    window: MainWindow

    @property
    def top(self) -> QWidget:
        """The box on top, or the window."""
        return QApplication.activeModalWidget() or self.window

    @property
    def focus(self) -> QWidget:
        """What the next key goes to; no window manager gives the focus back after a box, so this does."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        top = self.top
        if QApplication.activeWindow() is not top:
            top.activateWindow()
            QApplication.processEvents()
        return top.focusWidget() or top

    @property
    def place(self) -> str:
        """Name of what has the focus, as a person reads it: the field's label, else the button's or the list's name."""
        found: QWidget | None = self.focus
        own = found.text() if isinstance(found, QAbstractButton) else found.accessibleName()
        while found is not None and not isinstance(found, FieldCell):
            found = found.parentWidget()
        label = found.spec.label if isinstance(found, FieldCell) else ""
        return f"{label}/{own}" if label and own and own != label else label or own

    @property
    def stands(self) -> tuple[str, str]:
        """State of the current household and its next step, as the top of the window says."""
        return self.window.household.states[0].text, self.window.strip.step.text().removeprefix("▶ ")

    def press(self, key: Qt.Key, *, times: int = 1, with_: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Press a key, perhaps several times."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, with_)
            QApplication.processEvents()

    def ctrl(self, key: Qt.Key) -> None:
        """Press a key together with Ctrl."""
        self.press(key, with_=Modifier.ControlModifier)

    def alt(self, letter: str) -> None:
        """Press an underlined letter; a button so pressed is shown as down for a moment before it acts."""
        buttons = [b for b in self.top.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
        self.press(Key(ord(letter)), with_=Modifier.AltModifier)
        while any(shiboken6.isValid(b) and b.isDown() for b in buttons):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def write(self, text: str) -> None:
        """Type into the focused box what is plain ASCII, and let the input method commit anything else."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            commit(self.focus, text)
        QApplication.processEvents()

    def go_to(self, place: str) -> None:
        """Go on with Tab until the focus is at the place of that name, or at the first of its parts."""
        seen: list[str] = []
        while f"{self.place}/".find(f"{place}/") != 0:
            seen.append(self.place)
            assert len(seen) < MOST_TABS, f"{place} is not among {seen}"
            self.press(Key.Key_Tab)

    def enter_in(self, place: str, text: str) -> None:
        """Go to a box, replace what stands there."""
        self.go_to(place)
        self.ctrl(Key.Key_A)
        self.write(text)

    def choose(self, place: str, label: str) -> None:
        """Go to a drop-down box, radio row or list of ticks and take the choice of that name with arrow and space."""
        self.go_to(place)
        seen = []
        for _ in range(40):
            box: Any = self.focus
            seen.append(box.currentText() if isinstance(box, QComboBox) else box.text())
            if seen[-1].startswith(label):
                if isinstance(box, QAbstractButton) and not box.isChecked():
                    self.press(Key.Key_Space)
                return
            self._further(box)
        raise AssertionError(f"{place} offers {seen}, not {label}")

    def _further(self, box: QWidget) -> None:
        """To the next choice: below, or beside where they stand in a row."""
        self.press(Key.Key_Down)
        if isinstance(box, QAbstractButton) and self.focus is box:
            self.press(Key.Key_Right)

    def reads(self, text: str) -> bool:
        """Whether it stands anywhere on the window or box on top."""
        top = self.top
        words = [w.text() for w in (*top.findChildren(QLabel), *top.findChildren(QPushButton)) if w.isVisible()]
        return any(text in w for w in (*words, *(chip.text for chip in top.findChildren(Chip) if chip.isVisible())))
