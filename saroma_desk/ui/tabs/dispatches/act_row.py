"""Above the pages: where the application stands, the acts that are possible now, and its papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from saroma_desk.services.helplist import HelpDetail
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.dispatches import acts, texts
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.elided_label import ElidedLabel

HEIGHT = 41
Paper = tuple[str, Callable[[], None]]


class ActRow(QFrame):
    """State, buttons, the programme where the office runs several, papers.

    Signals:
        asked(str): one of `acts.ALL`.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("button_row")
        self.setMinimumHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(6)
        self.state = Chip(parent=self)
        row.addWidget(self.state)
        row.addSpacing(4)
        self.buttons = {name: self._button(name) for name in acts.ALL}
        for button in self.buttons.values():
            row.addWidget(button)
        self.programme = ElidedLabel(self)
        self.programme.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.programme, 1)
        self.papers = QPushButton(texts.PAPERS, self)
        self.papers.setAutoDefault(False)
        self.menu = QMenu(self.papers)
        self.papers.setMenu(self.menu)
        row.addWidget(self.papers)

    def show_detail(self, detail: HelpDetail, papers: Sequence[Paper], programme: str) -> None:
        """Offer what can be done with an application now; `programme` is empty while there is only one."""
        self.programme.set_whole(programme)
        now = acts.possible(detail)
        for name, button in self.buttons.items():
            button.setVisible(name in now)
        self.state.set(texts.state_word(detail.state), Tone(texts.TONES.get(detail.state, "calm")))
        self.menu.clear()
        for label, make in papers:
            self.menu.addAction(label, make)
        self.papers.setVisible(bool(papers))

    def open_papers(self) -> bool:
        """Open the papers' menu; whether there is any paper."""
        found = self.menu.actions()
        if found:
            self.papers.setFocus()
            self.menu.popup(self.papers.mapToGlobal(self.papers.rect().bottomLeft()))
        return bool(found)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(texts.ACT_LABELS[name], self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.asked.emit(name))
        button.hide()
        return button
