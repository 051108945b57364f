"""The parts around the tabs: header, current household, key bar. They show what they are given.

They stand at the first paint: what can wait for its end is in `frame_rest`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.actions import ACTIONS, key_text
from saroma_desk.ui.desk import HouseholdLine, initials
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.household_search import HouseholdSearch
from saroma_desk.ui.widgets.text_box import polish

MOST_CASES = 3
"""Open cases of one household that the line tells of; no town runs more programmes of this kind at once."""


def _plain(text: str = "", name: str = "", *, quiet: bool = False) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    if quiet:
        label.setProperty("quiet", True)
    return label


class Header(QFrame):
    """Product, 練習 badge, counter-mode badge, state of the backup, who works here."""

    def __init__(self, *, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(14)
        row.addWidget(_plain(term("app.title"), "title"))
        self.practice = _plain(term("app.practice"), "practice_badge")
        self.practice.setVisible(practice)
        self.counter = _plain(term("action.counter_mode"), "counter_badge")
        self.counter.hide()
        row.addWidget(self.practice)
        row.addWidget(self.counter)
        row.addStretch(1)
        self.backup = _plain(messages.OPENING, "backup")
        self.user = _plain("", "user")
        row.addWidget(self.backup)
        row.addWidget(self.user)

    def set_backup(self, text: str, tone: str) -> None:
        """Sentence and tone of the last backup."""
        polish(self.backup, "tone", tone)
        self.backup.setText(text)


class HouseholdBar(QFrame):
    """Search box and the household all tabs look at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("household_line")
        self._line: HouseholdLine | None = None
        self._hidden = False
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        row.addWidget(_plain(term("action.search"), quiet=True))
        self.search = HouseholdSearch(self)
        self.search.setMinimumWidth(172)
        self.search.setMaximumWidth(260)
        row.addWidget(self.search, 1)
        row.addSpacing(6)
        self.no = _plain("", quiet=True)
        self.name = _plain("", "household_name")
        self.child_word = _plain(term("child"), quiet=True)
        self.child = _plain()
        self.state_word = _plain(term("status"), quiet=True)
        self.states = tuple(Chip("", Tone.CALM, self, shrinks=True) for _ in range(MOST_CASES))
        self.protected = Chip(messages.PROTECTED, Tone.ALARM, self)
        for part in (self.no, self.name, self.child_word, self.child, self.state_word, *self.states, self.protected):
            row.addWidget(part)
        row.addStretch(1)
        self.show_line(None)

    @property
    def line(self) -> HouseholdLine | None:
        """The household that is shown."""
        return self._line

    def show_line(self, line: HouseholdLine | None) -> None:
        """Show a household, or that none is chosen."""
        self._line = line
        self.no.setText(messages.household_no(line.no) if line else messages.NO_HOUSEHOLD)
        self.name.setText(self._name(line) if line else "")
        self.child.setText(line.child if line else "")
        told = line.states if line else ()
        for number, chip in enumerate(self.states):
            word, tone = told[number] if number < len(told) else ("", Tone.CALM)
            chip.set(word, Tone(tone))
        for part in (self.name, self.child):
            part.setVisible(bool(part.text()))
        self.child_word.setVisible(bool(self.child.text()))
        self.state_word.setVisible(bool(told))
        self.protected.setVisible(bool(line and line.protected))

    def hide_names(self, hidden: bool) -> None:
        """Counter mode."""
        self._hidden = hidden
        self.search.set_masked(hidden)
        self.show_line(self._line)

    def _name(self, line: HouseholdLine) -> str:
        return initials(line.kana) if self._hidden else messages.with_honorific(line.name)


class KeyBar(QFrame):
    """The keys of the window as buttons; the mouse may press them too.

    Signals:
        pressed(str): id of the action.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(0)
        self.buttons: dict[str, QToolButton] = {}
        for action in ACTIONS:
            if action.on_bar:
                button = QToolButton(self)
                button.setText(f"{key_text(action.keys[0])} {action.label}")
                button.setToolTip(action.help)
                button.clicked.connect(lambda _=False, name=action.id: self.pressed.emit(name))
                row.addWidget(button)
                self.buttons[action.id] = button
        row.addStretch(1)
        self.menu_button = QToolButton(self)
        self.menu_button.setText(messages.MENU)
        row.addWidget(self.menu_button)
