"""A small act with a few fields in a box of its own: approve, withdraw, suspend, give a reason.

    act = Act(
        title=term("withdrawal"), sections=SECTIONS, record=Withdrawal(...),
        command=lambda draft: stopping.withdraw(ctx, draft), done=self.withdrawn,
    )
    FormDialog(desk, act).open()

The box closes when the command went through; a refusal stands at the fields, and nothing typed is lost. Enter never
presses a button; Esc asks before typed text is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.services.result import Result
from saroma_desk.ui.actions import action
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.fields import Section
from saroma_desk.ui.terms import term

WIDTH = 680
LARGEST_HEIGHT = 620
LEAST = QSize(640, 420)
"""Even over a smaller window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a `FormDialog` is about.

    Attributes:
        title: what is done; never a person's name.
        sections: the fields.
        record: what they show at first.
        command: from the record as filled in, what to do; runs on the database thread.
        done: gets the `Result` when it went through.
        accept: word on the button; 保存 when empty.
        note: sentence above the fields, e.g. which limit is passed.
        draft_key: name under which typed text is kept until it is saved; empty for none.
    """

    title: str
    sections: tuple[Section, ...]
    record: Any
    command: Callable[[Any], Result[Any]]
    done: Callable[[Result[Any]], None] | None = None
    accept: str = ""
    note: str = ""
    draft_key: str = ""


_OPEN: set[QDialog] = set()
"""Boxes on the screen: one without a parent, opened while no window was active, would else be collected as garbage."""


class FormDialog(QDialog):
    """A form over the window, for one `Act`.

    Attributes:
        box_width: pixels; a box with more than its fields is broader.
    """

    box_width = WIDTH

    def __init__(self, desk: Desk, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self.setWindowTitle(act.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _OPEN.add(self)
        self.finished.connect(lambda _: _OPEN.discard(self))
        self._desk = desk
        self._act = act
        self.editor = FormEditor(act.sections, desk, save=self._run, title=act.title, buttons=False, parent=self)
        self.editor.load(act.record)
        self.accept_button = QPushButton(act.accept or term("action.save"), self)
        self.back_button = QPushButton(term("action.back"), self)
        self._build(act.note)
        for keys in action("save").keys:
            QShortcut(QKeySequence(keys), self, self.editor.save)
        self._drafts = DraftKeeper(desk, self.editor, lambda: act.draft_key)
        self._drafts.offer()
        self.editor.focus_first()

    def reject(self) -> None:
        """Esc and 戻る: ask before typed text is left."""
        self.editor.leave(partial(super().done, QDialog.DialogCode.Rejected))

    def _build(self, note: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if note:
            words = QLabel(note, self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setMargin(12)
            column.addWidget(words)
        column.addWidget(self.editor, 1)
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
        column.addLayout(row)
        self._take_room(LARGEST_HEIGHT)

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
        layout.activate()
        inner = body.layout()
        wrapped = (
            inner is not None and inner.hasHeightForWidth()
        )  # a size hint knows nothing of the columns side by side
        needed = inner.heightForWidth(body.width()) if inner is not None and wrapped else body.sizeHint().height()
        around = self.height() - self.editor.area.viewport().height()
        self._take_room(needed + around)

    def _take_room(self, height: int) -> None:
        """No larger than the window it stands over, which fits the screen at any scaling."""
        over = self.parentWidget()
        room = over.window().size().expandedTo(LEAST) if over else QSize(self.box_width, LARGEST_HEIGHT)
        self.resize(min(self.box_width, room.width()), min(height, LARGEST_HEIGHT, room.height()))

    def _run(self) -> None:
        draft = self.editor.record()
        self.accept_button.setEnabled(False)
        work = partial(self._act.command, draft)
        self._desk.operations.command(work, self._went_through, failed=self._refused, owner=self)

    def _refused(self, error: Any) -> bool:  # noqa: ANN401
        self.accept_button.setEnabled(True)
        return self.editor.refused(error)

    def _went_through(self, result: Result[Any]) -> None:
        then = self._act.done
        self.editor.saved(self.editor.record())
        super().done(QDialog.DialogCode.Accepted)
        if then:
            then(result)
