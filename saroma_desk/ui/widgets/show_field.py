"""A value that is only shown, and the pop-up that explains how it came about."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.fields import Explanation, FieldEnv, FieldSpec
from saroma_desk.ui.widgets.field_widget import FieldWidget


class ShowField(FieldWidget):
    """A value as text; takes the focus, so that F4 and a screen reader reach it."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.label = QLabel(self)
        self.label.setProperty("role", "value")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setFocusPolicy(Qt.FocusPolicy.TabFocus if spec.explain else Qt.FocusPolicy.NoFocus)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.label)
        self._value: Any = None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show `value` through the field's `display`."""
        self._value = value
        text = "" if value is None else self.spec.display(value)
        self.label.setText(f"{text}{self.spec.unit}" if text else "")

    def value(self) -> Any:  # noqa: ANN401
        """What is shown."""
        return self._value

    def read(self) -> dict[str, Any]:
        """Nothing: a shown value is never written back."""
        return {}

    def raw(self) -> None:
        """Nothing was typed."""

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Nothing was typed."""

    def inputs(self) -> list[QWidget]:
        """The label, for the focus."""
        return [self.label]

    def set_covered(self, covered: bool) -> None:
        """Show stars instead of the value."""
        self.label.setText(messages.HIDDEN) if covered else self.set_value(self._value)


class ExplanationPopup(QFrame):
    """How a number came about; any key or a click elsewhere closes it. No window of its own, for kana's sake."""

    def __init__(self, explanation: Explanation, over: QWidget) -> None:
        super().__init__(over.window())
        self._back_to = over.window().focusWidget()
        self.setObjectName("popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self._text(f"{explanation.title}   {explanation.value}", "section_title"))
        if explanation.formula:
            column.addWidget(self._text(explanation.formula))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        for row, (what, value) in enumerate(explanation.inputs):
            grid.addWidget(self._text(f"{messages.CHAR_OF_EXPLANATION_INPUT}{what}"), row, 0)
            grid.addWidget(self._text(value), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        if explanation.source:
            source = self._text(explanation.source)
            source.setProperty("role", "help")
            column.addWidget(source)

    def show_under(self, widget: QWidget) -> None:
        """Open under `widget`, or above it where there is no room, within the window."""
        self.adjustSize()
        window = widget.window()
        place = widget.mapTo(window, QPoint(0, widget.height() + 2))
        if place.y() + self.height() > window.height():
            place = widget.mapTo(window, QPoint(0, -self.height() - 2))
        self.move(max(0, min(place.x(), window.width() - self.width())), max(0, place.y()))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keys come here before they mean anything to the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Back to where the cursor was."""
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.clearFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Gone when something else is looked at."""
        super().focusOutEvent(event)
        self.hide()
        self.deleteLater()

    def _text(self, text: str, name: str = "") -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(len(text) > 40)
        return label
