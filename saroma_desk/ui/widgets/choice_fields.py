"""Inputs that choose: one of several, some of several, yes or no, days of the week."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QRadioButton,
    QWidget,
)

from saroma_desk.ui import messages
from saroma_desk.ui.fields import Choice, FieldEnv, FieldSpec
from saroma_desk.ui.widgets.field_widget import FieldWidget, tab_after, tab_mark
from saroma_desk.ui.widgets.keys import ENTER


class _Combo(QComboBox):
    """Enter goes on, and a wheel that only scrolls the page changes nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(True)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class _Check(QCheckBox):
    """Enter goes on; the space bar ticks."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(True)
            return
        super().keyPressEvent(event)


class _Radio(QRadioButton):
    """Enter goes on; arrows choose."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(True)
            return
        super().keyPressEvent(event)


class ChoosingField(FieldWidget):
    """Base of fields with choices that may be replaced."""

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        """Offer other choices, keeping what is chosen where it is still there."""
        raise NotImplementedError


class ComboField(ChoosingField):
    """One of several in a drop-down box; a stored value that is no longer offered is kept and shown."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.box = _Combo(self)
        self.box.setAccessibleName(spec.label)
        self.box.setMinimumContentsLength(6)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.row.addWidget(self.box, 1)
        self._values: list[Any] = []
        self.set_choices(spec.choices)
        self.box.activated.connect(self._chosen)

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        """As the base; an empty line stands first unless a choice means «none»."""
        present = self.value() if self._values else None
        if not any(c.value in (None, "") for c in choices):
            choices = (Choice(None, messages.NOT_CHOSEN), *choices)
        self._values = [c.value for c in choices]
        self.box.clear()
        self.box.addItems([c.label for c in choices])
        self.set_value(present)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Choose `value`; nothing chosen reads as what nothing was here: None or an empty text."""
        if value in (None, ""):
            place = next(n for n, v in enumerate(self._values) if v in (None, ""))
            self._values[place] = value
        if value not in self._values:
            self._values.append(value)
            self.box.addItem(str(value))
        self.box.setCurrentIndex(self._values.index(value))

    def value(self) -> Any:  # noqa: ANN401
        """The chosen value."""
        return self._values[self.box.currentIndex()]

    def raw(self) -> Any:  # noqa: ANN401
        """Label of what is chosen."""
        return self.box.currentText()

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Choose by label; one that is no longer offered changes nothing."""
        index = self.box.findText(str(raw))
        if index >= 0:
            self.box.setCurrentIndex(index)

    def inputs(self) -> list[QWidget]:
        """The box."""
        return [self.box]

    def _chosen(self) -> None:
        self.edited.emit()
        self.problem_changed.emit()


class ButtonsField(ChoosingField):
    """Base of radio and check lists: buttons that flow into columns."""

    exclusive = False
    column_width = 150

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self._holder = QWidget(self)
        self._mark = tab_mark(self._holder)
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self.row.addWidget(self._holder, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(self.exclusive)
        self._values: list[Any] = []
        self._buttons: list[QAbstractButton] = []
        self._offered: tuple[Choice, ...] = ()
        self.set_choices(spec.choices)

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        """As the base; the same choices again leave the cursor where it is."""
        if choices == self._offered:
            return
        present, self._offered = self.value() if self._buttons else None, choices
        for button in self._buttons:
            self._group.removeButton(button)
            button.deleteLater()
        self._values = [c.value for c in choices]
        self._buttons = [self._button(c) for c in choices]
        self._arrange()
        tab_after(self._mark, *self._buttons)
        self.set_value(present)

    def raw(self) -> Any:  # noqa: ANN401
        """Labels of what is ticked."""
        return [b.text() for b in self._buttons if b.isChecked()]

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Tick by label."""
        for button in self._buttons:
            button.setChecked(button.text() in raw)

    def inputs(self) -> list[QWidget]:
        """All buttons, the ticked one of a radio row first."""
        return [*sorted(self._buttons, key=lambda b: self.exclusive and not b.isChecked())]

    def _button(self, choice: Choice) -> QAbstractButton:
        button: QAbstractButton = _Radio(choice.label, self._holder) if self.exclusive else _Check(choice.label, self)
        if self.exclusive:  # in a group Tab would reach one tick alone, and no arrow the others
            self._group.addButton(button)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self.edited.emit()
        self.problem_changed.emit()

    def _arrange(self) -> None:
        widest = max((b.sizeHint().width() for b in self._buttons), default=self.column_width)
        columns = max(1, (560 if self.spec.takes_whole_width else 280) // max(widest, 1))
        for index, button in enumerate(self._buttons):
            self._grid.addWidget(button, index // columns, index % columns, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(columns, 1)


class RadioField(ButtonsField):
    """One of several as radio buttons; nothing is chosen until somebody chooses.

    Nothing chosen reads as what nothing was: None or an empty text.
    """

    exclusive = True
    _nothing: Any = None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Choose `value`, or nothing when it is not offered."""
        self._nothing = "" if value == "" else None
        self._group.setExclusive(False)
        for candidate, button in zip(self._values, self._buttons, strict=True):
            button.setChecked(candidate == value)
        self._group.setExclusive(True)

    def value(self) -> Any:  # noqa: ANN401
        """The chosen value, or nothing."""
        return next((v for v, b in zip(self._values, self._buttons, strict=True) if b.isChecked()), self._nothing)


class MultiField(ButtonsField):
    """Some of several; a stored value that is no longer offered is kept."""

    _unknown: tuple[Any, ...] = ()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Tick the values of a sequence."""
        ticked = tuple(value or ())
        for candidate, button in zip(self._values, self._buttons, strict=True):
            button.setChecked(candidate in ticked)
        self._unknown = tuple(v for v in ticked if v not in self._values)

    def value(self) -> tuple[Any, ...]:
        """Ticked values in the order of the choices."""
        ticked = tuple(v for v, b in zip(self._values, self._buttons, strict=True) if b.isChecked())
        return ticked + self._unknown


class WeekdaysField(MultiField):
    """Days of the week, 0 = Monday."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.set_choices(tuple(Choice(number, name) for number, name in enumerate(messages.WEEKDAYS)))

    def _arrange(self) -> None:
        self._grid.setColumnStretch(0, 0)
        for index, button in enumerate(self._buttons):
            self._grid.addWidget(button, 0, index)
        self._grid.setHorizontalSpacing(2)
        self._grid.setColumnStretch(len(self._buttons), 1)


class BoolField(FieldWidget):
    """Yes or no; the label stands beside the box."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.box = _Check(spec.label, self)
        self.row.addWidget(self.box, 1)
        self.box.clicked.connect(self.edited)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Tick or not."""
        self.box.setChecked(bool(value))

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def is_empty(self) -> bool:
        """Never: no is an answer."""
        return False

    def raw(self) -> bool:
        """Whether it is ticked."""
        return self.value()

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Tick or not."""
        self.set_value(raw)

    def inputs(self) -> list[QWidget]:
        """The box."""
        return [self.box]
