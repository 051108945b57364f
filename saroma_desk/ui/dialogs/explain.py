"""「この数字の求め方」: formula, inputs and article of figures, one under the other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.explain import Explanation
from saroma_desk.ui import messages
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over
from saroma_desk.ui.widgets.form_box import LARGEST_HEIGHT
from saroma_desk.ui.widgets.keys import ENTER

WIDTH = 560
AROUND = 76
"""Room for margins and the button."""


class ExplainDialog(QDialog):
    """Explanations as cards; Esc, Enter, F4 or the button closes it."""

    def __init__(self, explanations: tuple[Explanation, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(term("action.explain"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cards = [_card(explanation) for explanation in explanations]
        body = QWidget()
        cards = QVBoxLayout(body)
        cards.setSpacing(10)
        for card in self.cards:
            cards.addWidget(card)
        cards.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close = QPushButton(messages.CLOSE, self)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        fit_over(self, QSize(WIDTH, min(body.sizeHint().height() + AROUND, LARGEST_HEIGHT)))
        area.setFocus()

    def texts(self) -> str:
        """All words shown, for tests."""
        return "\n".join(label.text() for card in self.cards for label in card.findChildren(QLabel))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Back with the key that asked for it, or with Enter."""
        if event.key() in (*ENTER, Qt.Key.Key_F4):
            self.accept()
            return
        super().keyPressEvent(event)


def show_explanations(parent: QWidget, explanations: Iterable[Explanation]) -> ExplainDialog | None:
    """Show them over the window of `parent`; nothing opens, and None comes back, when there are none."""
    found = tuple(explanations)
    if not found:
        return None
    dialog = ExplainDialog(found, parent.window())
    dialog.open()
    return dialog


def _card(explanation: Explanation) -> QFrame:
    card = QFrame()
    card.setObjectName("section")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 8, 14, 10)
    column.addWidget(_text(f"{explanation.title}　{explanation.value_text}", "section_title"))
    column.addWidget(_text(explanation.formula_text))
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setColumnStretch(1, 1)
    for row, (what, value) in enumerate(explanation.inputs):
        grid.addWidget(_text(f"{messages.CHAR_OF_EXPLANATION_INPUT}{what}"), row, 0)
        grid.addWidget(_text(value), row, 1)
    column.addLayout(grid)
    if explanation.article:
        article = _text(explanation.article)
        article.setProperty("role", "help")
        column.addWidget(article)
    return card


def _text(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
