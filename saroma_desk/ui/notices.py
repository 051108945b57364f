"""What the window says without stopping anybody: the line over the tabs, and the last things said.

A warning (what went through but should be known) stays until it was read and closed, until the same is changed again on
the same screen (it may no longer hold), or until another household is chosen where it concerned the one before. Several
wait for each other, the newest in front. A mere word (what was done, what is needed first) gives way to the next
one and never hides a warning for good. Nothing of it is ever stored.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from saroma_desk.services.result import Topic
from saroma_desk.ui import messages
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.text_box import polish

MOST_KEPT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a warning is about.

    Attributes:
        household: whom it concerns; None for nobody in particular.
        no: management number of that household; empty for none.
        topics: what had been changed.
        place: id of the tab on which that was done; empty while none is shown.
    """

    household: int | None = None
    no: str = ""
    topics: frozenset[Topic] = frozenset()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that was said.

    Attributes:
        id: running number, for the list.
        text: one sentence a line.
        at: when it was said, local time.
        about: for a warning, which stays until it was read; None for a mere word.
    """

    id: int
    text: str
    at: datetime
    about: About | None = None


class NoticeBar(QFrame):
    """The line; empty, it takes no room.

    Attributes:
        kept: the last notices, the newest first.

    Signals:
        list_wanted(): the person wants to see the last notices.
    """

    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.kept: deque[Notice] = deque(maxlen=MOST_KEPT)
        self._open: list[Notice] = []
        self._number = 0
        self._masked = False
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.list_button = QPushButton(term("action.notices"), self)
        self.list_button.clicked.connect(self.list_wanted)
        self.close_button = QPushButton(messages.close_with_key(), self)
        self.close_button.clicked.connect(self.close_first)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.list_button)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, text: str, at: datetime) -> None:
        """Show a word instead of the word before."""
        self._open = [notice for notice in self._open if notice.about is not None]
        self._add(text, at)

    def warn(self, text: str, at: datetime, about: About) -> None:
        """Show a warning until it was read."""
        self._add(text, at, about)

    def changed_again(self, topics: frozenset[Topic], place: str) -> None:
        """Let go of warnings about what was now changed again on the same screen; the list keeps them."""
        same = topics - {Topic.TASKS}  # nearly every act changes what is due
        self._keep(lambda about: about.place != place or not about.topics & same)

    def household_chosen(self, household: int | None) -> None:
        """Let go of what concerned another household; the list keeps it."""
        self._keep(lambda about: about.household in (None, household))

    def close_first(self) -> bool:
        """The notice in front was read; whether there was one."""
        was_open = bool(self._open)
        del self._open[-1:]
        self._show()
        return was_open

    def clear(self) -> None:
        """Let go of all that is shown."""
        self._open.clear()
        self._show()

    def forget(self) -> None:
        """Let go of everything that was ever said: it was about other data."""
        self.kept.clear()
        self.clear()

    def set_masked(self, masked: bool) -> None:
        """Counter mode: what a warning says may name people."""
        self._masked = masked
        self._show()

    def _keep(self, still_holds: Callable[[About], bool]) -> None:
        self._open = [n for n in self._open if n.about is None or still_holds(n.about)]
        self._show()

    def _add(self, text: str, at: datetime, about: About | None = None) -> None:
        self._number += 1
        notice = Notice(id=self._number, text=text, at=at, about=about)
        self.kept.appendleft(notice)
        self._open.append(notice)
        self._show()

    def _show(self) -> None:
        front = self._open[-1] if self._open else None
        if front is not None:
            is_warning = front.about is not None
            words = messages.NOTICE_HIDDEN if self._masked and is_warning else front.text
            for part in (self, self.text):
                polish(part, "warning", is_warning)
            self.text.setText(messages.notice(words, len(self._open) - 1, is_warning=is_warning))
        self.setVisible(front is not None)
