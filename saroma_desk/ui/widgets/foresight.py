"""What would follow from what stands in an editor, told before it is stored; nothing is stored by looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui import messages
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.widgets.form_dialog import FormDialog


class View(Protocol):
    """What a preview gives; one with `papers` (``form03``) tells which are to be made."""

    @property
    def sentences(self) -> tuple[str, ...]: ...  # noqa: D102


Look = Callable[[Mapping[str, Any]], "partial[Any] | None"]
"""From the typed values, what to ask for a `View`; None while they say too little. The same question is asked once."""


class Foresight(QLabel):
    """Sentences about what is typed in an editor; hidden while there is nothing to say.

    Args:
        desk: asks on the database thread.
        editor: is watched.
        look: see `Look`.
        parent: owner.

    Signals:
        changed(): other sentences, or none.
    """

    changed = Signal()

    def __init__(self, desk: Desk, editor: FormEditor, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._editor, self._look = desk, editor, look
        self._asked: object = ()
        self.setObjectName("foresight")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(12)
        self.hide()
        for grid in editor.grids:
            grid.edited.connect(self.look)

    def look(self) -> None:
        """Ask about what stands in the editor now."""
        work = self._look(self._editor.read())
        question = None if work is None else (work.func, work.args, work.keywords)
        if question == self._asked:
            return
        self._asked = question
        if work is None:
            self._say("")
        else:
            self._desk.operations.query(work, self._show, key="foresight", owner=self, failed=self._nothing)

    def forget(self) -> None:
        """The editor shows another record: say nothing of it yet."""
        self._asked = ()
        self._say("")

    def _show(self, view: View) -> None:
        self._say(messages.foreseen(view.sentences, getattr(view, "papers", ())))

    def _nothing(self, _: KnownError) -> bool:
        self._say("")
        return True

    def _say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))
        self.changed.emit()


def foresee(desk: Desk, dialog: FormDialog, look: Look) -> Foresight:
    """Show above the buttons of a box what `look` finds, anew at each change."""
    label = Foresight(desk, dialog.editor, look, dialog)
    layout = dialog.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(layout.count() - 1, label)

    def fit() -> None:
        if dialog.isVisible():
            dialog.fit()

    label.changed.connect(fit)
    label.look()
    return label
