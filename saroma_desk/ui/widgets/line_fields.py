"""Inputs that read a value from one line: dates, months, times, numbers, phones; and a memo of several lines.

Text that cannot be read stays as typed and is explained; an empty box is a value of its own.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QWidget

from saroma_desk.domain.calendar import YearMonth, format_era, format_short, parse_date, weekday_ja
from saroma_desk.ui import messages
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Unread
from saroma_desk.ui.widgets.composing import Composing
from saroma_desk.ui.widgets.field_widget import FieldWidget, TextField
from saroma_desk.ui.widgets.text_box import polish

LATIN = Qt.InputMethodHint.ImhPreferLatin
_CLOCK = re.compile(r"(?:(午前|午後))?(\d{1,2})(?:[:時.](\d{1,2})?分?)?")
_FOUR_DIGITS = re.compile(r"(\d{1,2})(\d{2})")


class HintedField(TextField):
    """A line whose reading is shown beside it while one types."""

    input_hints = LATIN
    box_width = 128

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.hint, 1)
        self.box.textChanged.connect(self._say)
        self._say()

    def words(self, value: Any) -> tuple[str, str]:  # noqa: ANN401
        """What to say beside a readable value, and its role (``hint`` or ``warn``)."""
        return "", "hint"

    def _say(self) -> None:
        value = self.value()
        readable = value is not None and not isinstance(value, Unread)
        text, role = self.words(value) if readable else ("", "hint")
        polish(self.hint, "role", role)
        self.hint.setText(text)
        self.hint.setToolTip(text)


class DateField(HintedField):
    """A date, typed as people write it; Up and Down move a readable date by a day."""

    def parse(self, text: str) -> date | None:
        """The day, or None for an empty box."""
        return parse_date(text, self.env.today()).value if text.strip() else None

    def text_of(self, value: date | None) -> str:
        """Short era form, e.g. R8.6.15."""
        return format_short(value) if value else ""

    def words(self, value: date) -> tuple[str, str]:
        """Long form with weekday and the field's own hint; a doubt of the calendar goes first."""
        if doubt := parse_date(self.box.text(), self.env.today()).warning:
            return f"{messages.MARK}{doubt}", "warn"
        own = self.spec.hint(value, self.env.today()) if self.spec.hint else ""
        return f"{format_era(value)}({weekday_ja(value)}) {own}".rstrip(), "hint"

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down, which the box leaves to its parent, are a day later and earlier."""
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        value = self.value()
        if days and isinstance(value, date):
            self.set_value(value + timedelta(days=days))
            self.edited.emit()
            return
        super().keyPressEvent(event)


class MonthField(HintedField):
    """A calendar month such as R8.6 or 令和8年6月."""

    box_width = 110

    def parse(self, text: str) -> YearMonth | None:
        """The month, or None for an empty box."""
        return YearMonth.parse(text, self.env.today()) if text.strip() else None

    def text_of(self, value: YearMonth | None) -> str:
        """Short era form, e.g. R8.6."""
        return format_short(value.first).rpartition(".")[0] if value else ""

    def words(self, value: YearMonth) -> tuple[str, str]:
        """Long form."""
        return value.format(), "hint"


class TimeField(HintedField):
    """A time of day; 9:00, 0900, 9, 9時30分 and 午後1時 are all understood, and written 9:00 when left."""

    box_width = 80

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.box.left.connect(self._tidy)

    def parse(self, text: str) -> time | None:
        """The time, or None for an empty box."""
        return parse_time(text) if text.strip() else None

    def text_of(self, value: time | None) -> str:
        """Hours and minutes, e.g. 9:00."""
        return f"{value.hour}:{value.minute:02}" if value is not None else ""

    def words(self, value: time) -> tuple[str, str]:
        """Nothing when it already reads so, else the reading."""
        text = self.text_of(value)
        return ("" if self.box.text() == text else text), "hint"

    def _tidy(self) -> None:
        value = self.value()
        if isinstance(value, time):
            self.set_value(value)


def parse_time(text: str) -> time:
    """Read a time of day as people type it; ValueError in Japanese when it is none.

    >>> parse_time("0900"), parse_time("9"), parse_time("午後1時30分")
    (datetime.time(9, 0), datetime.time(9, 0), datetime.time(13, 30))
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if found := _CLOCK.fullmatch(plain):
        half, hour, minute = found[1], int(found[2]), int(found[3] or 0)
    elif found := _FOUR_DIGITS.fullmatch(plain):
        half, hour, minute = None, int(found[1]), int(found[2])
    else:
        raise ValueError(messages.time_unreadable(text.strip()))
    if half and hour > 12:
        raise ValueError(messages.time_unreadable(text.strip()))
    hour += 12 if half == "午後" and hour < 12 else 0
    if hour > 23 or minute > 59:
        raise ValueError(messages.time_unreadable(text.strip()))
    return time(hour, minute)


class NumberField(TextField):
    """A whole number; commas and full-width digits are understood, no arrows that a wheel could turn."""

    input_hints = LATIN
    box_width = 110

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.row.addStretch(1)

    def parse(self, text: str) -> int | None:
        """The number, or None for an empty box."""
        plain = re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text))
        plain = plain.removesuffix(self.spec.unit) if self.spec.unit else plain
        if not plain:
            return None
        if not re.fullmatch(r"-?\d{1,12}", plain):
            raise ValueError(messages.number_unreadable(text.strip()))
        number, low, high = int(plain), self.spec.low, self.spec.high
        if (low is not None and number < low) or (high is not None and number > high):
            raise ValueError(messages.number_range(low, high))
        return number

    def text_of(self, value: int | None) -> str:
        """With commas."""
        return "" if value is None else f"{value:,}"


class PhoneField(TextField):
    """A telephone number in half width."""

    input_hints = Qt.InputMethodHint.ImhDialableCharactersOnly | LATIN
    box_width = 160

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.row.addStretch(1)

    def parse(self, text: str) -> str:
        """Digits and signs in half width; a note such as （母） stays."""
        return unicodedata.normalize("NFKC", text).strip()


class MemoField(FieldWidget):
    """Text of several lines; Tab leaves, Enter makes a new line."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.box = _Memo(self)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(spec.label)
        self.box.setFixedHeight(QFontMetrics(self.box.font()).lineSpacing() * spec.lines + 14)
        self.row.addWidget(self.box)
        self._quiet = False
        self.box.textChanged.connect(self._changed)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show the text."""
        self._quiet = True
        self.box.setPlainText(value or "")
        self._quiet = False

    def value(self) -> str:
        """The text as typed, lines parted by a line feed."""
        return self.box.toPlainText()

    def raw(self) -> str:
        """The text as typed."""
        return self.value()

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show the text as it was typed."""
        self.set_value(str(raw))

    def inputs(self) -> list[QWidget]:
        """The one box."""
        return [self.box]

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class _Memo(Composing, QPlainTextEdit):
    """Leaves Ctrl+Enter to the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)
