"""The box over the window that holds a form: words above the fields, the two buttons below them, and its size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui.actions import action
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Section
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over

LARGEST_HEIGHT = 620


class FormBox(QDialog):
    """A form that is accepted with its button or Ctrl+S; Enter presses nothing, Esc asks before typed text is left.

    Args:
        desk: the window's shared state.
        title: of the box; never a person's name.
        sections: the fields.
        save: what accepting does.
        accept: word on the accepting button.
        parent: what the box stands over; the active window when None.

    Attributes:
        editor: the form.
        box_width: pixels; a box with more than its fields is broader.
    """

    box_width = 680

    def __init__(
        self,
        desk: Desk,
        title: str,
        sections: tuple[Section, ...],
        save: Callable[[], None],
        *,
        accept: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.editor = FormEditor(sections, desk, save=save, title=title, buttons=False, parent=self)
        self.accept_button = QPushButton(accept, self)
        self.back_button = QPushButton(term("action.back"), self)
        self._note = QLabel(self)
        self._build()
        for keys in action("save").keys:
            QShortcut(QKeySequence(keys), self, self.editor.save)

    def reject(self) -> None:
        """Esc and 戻る: ask before typed text is left."""
        self.editor.leave(partial(super().done, QDialog.DialogCode.Rejected))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As high as the fields need, which is known once they are laid out."""
        super().showEvent(event)
        if not event.spontaneous():
            self.fit()

    def fit(self) -> None:
        """Become as high as the fields that are shown need."""
        body, layout = self.editor.area.widget(), self.layout()
        if body is None or layout is None:
            return
        self.resize(self.width(), LARGEST_HEIGHT)  # in too little room the words around the fields are squeezed
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # layouts tell their parents in steps
        layout.activate()
        inner = body.layout()
        wrapped = inner is not None and inner.hasHeightForWidth()  # a size hint knows nothing of columns side by side
        needed = inner.totalHeightForWidth(body.width()) if inner and wrapped else body.sizeHint().height()
        around = self.height() - self.editor.area.viewport().height()
        fit_over(self, QSize(self.box_width, min(needed + around, LARGEST_HEIGHT)))

    def say_first(self, note: str) -> None:
        """Put a sentence above the fields; none when empty."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setMargin(12)
        self._note.hide()
        column.addWidget(self._note)
        column.addWidget(self.editor, 1)
        column.addLayout(self._foot())
        fit_over(self, QSize(self.box_width, LARGEST_HEIGHT))

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        self.accept_button.setProperty("primary", True)
        self.accept_button.clicked.connect(self.editor.save)
        self.back_button.clicked.connect(self.reject)
        for button in (self.accept_button, self.back_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row
