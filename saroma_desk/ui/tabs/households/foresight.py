"""What would follow from what stands in a box, told in the box before it is confirmed; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.widgets.form_dialog import FormDialog


class View(Protocol):
    """What a preview gives."""

    @property
    def sentences(self) -> tuple[str, ...]: ...  # noqa: D102


Look = Callable[[Mapping[str, Any]], Callable[[], View] | None]
"""From the typed values, what to ask; None while they say too little."""


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

    def show(view: View) -> None:
        label.setText("\n".join(view.sentences))
        label.setVisible(bool(view.sentences))
        if dialog.isVisible():
            dialog.fit()

    def nothing(_: KnownError) -> bool:
        label.hide()
        return True

    def again() -> None:
        work = look(dialog.editor.read())
        if work is None:
            label.hide()
        else:
            desk.operations.query(work, show, key="households.foresight", owner=label, failed=nothing)

    for grid in dialog.editor.grids:
        grid.edited.connect(again)
    again()
    return label
