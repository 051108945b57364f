"""What would follow from what stands in a box, told in the box before it is confirmed; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.households import texts
from saroma_desk.ui.widgets.form_dialog import FormDialog


class View(Protocol):
    """What a preview gives; one with `papers` (``form03``) tells which are to be made."""

    @property
    def sentences(self) -> tuple[str, ...]: ...  # noqa: D102


Look = Callable[[Mapping[str, Any]], "partial[Any] | None"]
"""From the typed values, what to ask for a `View`; None while they say too little. The same question is asked once."""


def foresee(desk: Desk, dialog: FormDialog, look: Look) -> QLabel:
    """Show above the buttons what `look` finds, anew at each change; gives the label."""
    label = QLabel(dialog)
    label.setObjectName("foresight")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMargin(12)
    layout = dialog.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(layout.count() - 1, label)
    asked: list[object] = [()]

    def show(view: View) -> None:
        label.setText(texts.foreseen(view.sentences, getattr(view, "papers", ())))
        label.setVisible(bool(view.sentences))
        if dialog.isVisible():
            dialog.fit()

    def nothing(_: KnownError) -> bool:
        label.hide()
        return True

    def again() -> None:
        work = look(dialog.editor.read())
        question = None if work is None else (work.func, work.args, work.keywords)
        if question == asked[0]:
            return
        asked[0] = question
        if work is None:
            label.hide()
        else:
            desk.operations.query(work, show, key="households.foresight", owner=label, failed=nothing)

    for grid in dialog.editor.grids:
        grid.edited.connect(again)
    again()
    return label
