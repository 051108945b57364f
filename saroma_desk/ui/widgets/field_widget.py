"""What every input of an editor can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from saroma_desk.ui.fields import FieldEnv, FieldSpec, Unread
from saroma_desk.ui.widgets.text_box import TextBox, polish

Get = Callable[[str], Any]


def tab_mark(parent: QWidget) -> QWidget:
    """A place in the order of Tab for inputs that are made later; never seen, never reached."""
    mark = QWidget(parent)
    mark.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Qt orders nothing after a widget that takes no focus at all
    mark.hide()
    return mark


def tab_after(mark: QWidget, *late: QWidget) -> None:
    """Let Tab reach `late`, and what is in them, where `mark` stands, though they were made last."""
    found = (widget for part in late for widget in (part, *part.findChildren(QWidget)))
    for widget in found:
        inside = widget.window() is mark.window()  # a drop-down's list is a window of its own
        if inside and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            QWidget.setTabOrder(mark, widget)
            mark = widget


class FieldWidget(QWidget):
    """One input bound to one attribute (or two, see `NameField`).

    Signals:
        edited(): a person changed it.
        problem_changed(): what `problem()` says may have changed, and it is time to show it.
    """

    edited = Signal()
    problem_changed = Signal()

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.env = env
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show `value`."""
        raise NotImplementedError

    def value(self) -> Any:  # noqa: ANN401
        """The value that stands there, or an `Unread`."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why the value cannot be read or kept, in Japanese; empty when all is well."""
        return ""

    def is_empty(self) -> bool:
        """Whether nothing was entered; blanks alone are nothing."""
        value = self.value()
        return not value.strip() if isinstance(value, str) else value in (None, ())

    def raw(self) -> Any:  # noqa: ANN401
        """All that was typed, readable or not, as plain JSON values."""
        raise NotImplementedError

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show what `raw()` gave."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """The boxes that take the focus, first one first."""
        return []

    def load(self, get: Get) -> None:
        """Show the attribute(s) that `get` gives by name."""
        self.set_value(get(self.spec.name))

    def read(self) -> dict[str, Any]:
        """Attribute name(s) and value(s)."""
        return {self.spec.name: self.value()}

    def set_wrong(self, wrong: bool, name: str = "") -> None:
        """Frame the boxes as wrong or right; `name` is the attribute that is meant, where there are two."""
        for box in self.inputs():
            polish(box, "wrong", wrong)

    def set_covered(self, covered: bool) -> None:
        """Hide what stands there while somebody looks on (counter mode); it can then not be changed either."""
        for box in self.inputs():
            polish(box, "covered", covered)
        self.setEnabled(not covered)

    def can_focus(self) -> bool:
        """Whether somebody can type or choose here now."""
        first = self.inputs()[:1]
        return self.isEnabled() and bool(first) and first[0].focusPolicy() != Qt.FocusPolicy.NoFocus

    def focus_first(self) -> None:
        """Put the cursor into the first box."""
        for box in self.inputs()[:1]:
            box.setFocus(Qt.FocusReason.OtherFocusReason)


class TextField(FieldWidget):
    """A line of text, kept exactly as typed. Base of all boxes that read a value from a line."""

    input_hints = Qt.InputMethodHint.ImhNone
    box_width = 0

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.box = TextBox(self)
        self.box.setInputMethodHints(self.input_hints)
        self.box.setAccessibleName(spec.label)
        self.row.addWidget(self.box, 0 if self.box_width else 1)
        if self.box_width:
            self.box.setFixedWidth(self.box_width)
        if spec.unit:
            unit = QLabel(spec.unit, self)
            unit.setProperty("role", "unit")
            self.row.addWidget(unit)
        self.box.textEdited.connect(self.edited)
        self.box.left.connect(self.problem_changed)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show the text of `value`."""
        self.box.setText(self.text_of(value))
        self.box.setCursorPosition(0)

    def value(self) -> Any:  # noqa: ANN401
        """The value read from the text; `Unread` when it cannot be read, None-like when empty."""
        text = self.box.text()
        try:
            return self.parse(text)
        except ValueError:
            return Unread(text)

    def problem(self) -> str:
        """The parser's own words."""
        try:
            self.parse(self.box.text())
        except ValueError as error:
            return str(error)
        return ""

    def parse(self, text: str) -> Any:  # noqa: ANN401
        """Read `text`; ValueError with a Japanese sentence when it cannot be read."""
        return text

    def text_of(self, value: Any) -> str:  # noqa: ANN401
        """How `value` is shown."""
        return "" if value is None else str(value)

    def raw(self) -> Any:  # noqa: ANN401
        """The text as typed."""
        return self.box.text()

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show the text as it was typed."""
        self.box.setText(str(raw))

    def inputs(self) -> list[QWidget]:
        """The one box."""
        return [self.box]
