"""The row under an editor: 保存, 元に戻す, 様式, and whether something is not saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.terms import term


class EditorButtons(QFrame):
    """Buttons of one editor; none is ever pressed by Enter in a field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("button_row")
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 10, 6)
        self.save = QPushButton(messages.save_with_key(), self)
        self.save.setProperty("primary", True)
        self.revert = QPushButton(term("action.revert"), self)
        self.papers = QPushButton(term("action.form"), self)
        self.papers.setVisible(False)
        self.state = QLabel(self)
        self.state.setProperty("quiet", True)
        for button in (self.save, self.revert, self.papers):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.state)
        self._line = line

    def add(self, label: str, press: Callable[[], object]) -> QPushButton:
        """One more button after the usual ones."""
        button = QPushButton(label, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: press())
        self._line.insertWidget(self._line.indexOf(self.papers) + 1, button)
        return button

    def show_dirty(self, dirty: bool) -> None:
        """Say whether something is not saved."""
        self.revert.setEnabled(dirty)
        self.state.setText(messages.UNSAVED if dirty else "")

    def set_papers(self, papers: list[tuple[str, Callable[[], None]]]) -> None:
        """Fill the 様式 button: pairs of label and what to do; none hides it."""
        self.papers.setVisible(bool(papers))
        menu = QMenu(self.papers)
        for label, make in papers:
            menu.addAction(label, make)
        self.papers.setMenu(menu)

    def open_papers(self) -> bool:
        """Open the 様式 menu, or make the one paper there is; whether there is any."""
        menu = self.papers.menu()
        actions = menu.actions() if menu is not None else []
        if len(actions) == 1:
            actions[0].trigger()
        elif actions and menu is not None:
            self.papers.setFocus(Qt.FocusReason.ShortcutFocusReason)
            menu.popup(self.papers.mapToGlobal(self.papers.rect().topLeft()))
        return bool(actions)
