"""A value that is only shown, and the pop-up that explains how it came about."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.fields import Explanation, FieldEnv, FieldSpec
from saroma_desk.ui.widgets.field_widget import FieldWidget


class ShowField(FieldWidget):
    """A value as text; takes the focus, so that Shift+F1 and a screen reader reach it."""

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
    """How a number came about; Esc or a click elsewhere closes it."""

    def __init__(self, explanation: Explanation, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        """Open under `widget`, within its screen."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        screen = widget.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        if place.y() + self.height() > screen.bottom():
            place = widget.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(place)
        self.show()

    def _text(self, text: str, name: str = "") -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(len(text) > 40)
        return label
