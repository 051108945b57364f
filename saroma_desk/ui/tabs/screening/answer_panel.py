"""The chosen indicator under the list: its answer as buttons, evidence, source and day, and the answer before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from saroma_desk.domain.screening import AnswerState, Severity
from saroma_desk.ui import messages
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Kind
from saroma_desk.ui.tabs.screening import texts
from saroma_desk.ui.tabs.screening.answers import AnswerRow
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.composing import Composing
from saroma_desk.ui.widgets.elided_label import ElidedLabel
from saroma_desk.ui.widgets.keys import ENTER
from saroma_desk.ui.widgets.line_fields import DateField
from saroma_desk.ui.widgets.text_box import TextBox, polish

STATES = (AnswerState.PRESENT, AnswerState.UNKNOWN, AnswerState.ABSENT, AnswerState.UNASKED)
SEVERITIES = (Severity.LIGHT, Severity.MEDIUM, Severity.HEAVY)
EVIDENCE_LINES = 2


class EvidenceBox(Composing, QPlainTextEdit):
    """Enter goes back to the list, Shift+Enter makes a new line; Ctrl+Enter stays the window's.

    Signals:
        finished(): Enter was pressed.
    """

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter ends the entry."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class AnswerPanel(QFrame):
    """Boxes of one indicator.

    Signals:
        state_chosen(object), severity_chosen(object): a button was pressed.
        evidence_typed(str), source_typed(str): what stands in the boxes.
        day_typed(object): a date, None, or an `Unread`.
        finished(): the entry is done; go on with the next indicator.
    """

    state_chosen = Signal(object)
    severity_chosen = Signal(object)
    evidence_typed = Signal(str)
    source_typed = Signal(str)
    day_typed = Signal(object)
    finished = Signal()

    def __init__(self, env: FieldEnv, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("row_card")
        self._row: AnswerRow | None = None
        self._quiet = False
        self._covered = False
        self.name = QLabel(self)
        self.name.setObjectName("section_title")
        self.before = ElidedLabel(self)
        self.before.setProperty("quiet", True)
        self.evidence = EvidenceBox(self)
        self.evidence.setTabChangesFocus(True)
        self.evidence.setAccessibleName(term("answer_evidence"))
        self.source = TextBox(self)
        self.source.setAccessibleName(texts.SOURCE)
        self.day = DateField(FieldSpec(name="observed_on", kind=Kind.DATE, label=texts.OBSERVED_ON), env, self)
        self._build()
        self._connect()
        self.set_low(low=False)

    def show_row(self, row: AnswerRow | None, unread: str | None) -> None:
        """Show an indicator; the boxes of the one already shown keep the cursor."""
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        shown = row is not None and not row.is_heading
        self.setEnabled(shown)
        if row is None or row.now is None:
            row = None
        self._name_buttons(row)
        self._quiet = True
        self._tick(row)
        if not same or self.evidence.toPlainText() != (row.now.evidence if row and row.now else ""):
            self.evidence.setPlainText(row.now.evidence if row and row.now else "")
            self.source.setText(row.now.source if row and row.now else "")
            self.day.set_value(row.now.observed_on if row and row.now else None)
            if unread:
                self.day.restore(unread)
        self._quiet = False

    def set_read_only(self, on: bool) -> None:
        """Look only."""
        for button in (*self.states.buttons(), *self.severities.buttons()):
            button.setEnabled(not on)
        self.evidence.setReadOnly(on)
        self.source.setReadOnly(on)
        self.day.box.setReadOnly(on)

    def set_low(self, low: bool) -> None:
        """Without source, day and the answer before, and with one line of evidence, where there is little room."""
        for part in (self.source_word, self.source, self.day_word, self.day, self.before):
            part.setVisible(not low)
        lines = 1 if low else EVIDENCE_LINES
        self.evidence.setFixedHeight(QFontMetrics(self.evidence.font()).lineSpacing() * lines + 14)

    def set_covered(self, covered: bool) -> None:
        """Counter mode."""
        for box in (self.evidence, self.source):
            polish(box, "covered", covered)
        self._covered = covered
        self._name_buttons(self._row if self._row is not None and not self._row.is_heading else None)

    def inputs(self) -> list[QWidget]:
        """The boxes in their order."""
        return [self.evidence, self.source, self.day.box]

    # --- inside

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addSpacing(8)
        self.states = self._buttons(head, len(STATES))
        head.addSpacing(14)
        head.addWidget(QLabel(term("severity"), self))
        self.severities = self._buttons(head, len(SEVERITIES))
        for button, severity in zip(self.severities.buttons(), SEVERITIES, strict=True):
            button.setText(texts.severity_word(severity))
        head.addStretch(1)
        grid.addLayout(head, 0, 0, 1, 6)
        grid.addWidget(QLabel(term("answer_evidence"), self), 1, 0)
        grid.addWidget(self.evidence, 1, 1, 1, 5)
        self.source_word, self.day_word = QLabel(texts.SOURCE, self), QLabel(texts.OBSERVED_ON, self)
        grid.addWidget(self.source_word, 2, 0)
        grid.addWidget(self.source, 2, 1)
        grid.addWidget(self.day_word, 2, 2)
        grid.addWidget(self.day, 2, 3)
        grid.addWidget(self.before, 2, 4, 1, 2)
        for column, stretch in ((1, 3), (3, 4), (5, 3)):
            grid.setColumnStretch(column, stretch)

    def _buttons(self, row: QHBoxLayout, count: int) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(False)
        for number in range(count):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            group.addButton(button, number)
            row.addWidget(button)
        return group

    def _connect(self) -> None:
        self.states.idClicked.connect(lambda number: self.state_chosen.emit(STATES[number]))
        self.severities.idClicked.connect(self._severity_pressed)
        self.evidence.textChanged.connect(lambda: self._tell(self.evidence_typed, self.evidence.toPlainText()))
        self.source.textEdited.connect(self.source_typed)
        self.day.edited.connect(lambda: self.day_typed.emit(self.day.value()))
        self.evidence.finished.connect(self.finished)

    def _severity_pressed(self, number: int) -> None:
        pressed = self.severities.button(number).isChecked()
        self.severity_chosen.emit(SEVERITIES[number] if pressed else Severity.NONE)

    def _tell(self, signal: Any, text: str) -> None:  # noqa: ANN401  a bound signal
        if not self._quiet:
            signal.emit(text)

    def _name_buttons(self, row: AnswerRow | None) -> None:
        positive = row is not None and row.positive
        for button, state in zip(self.states.buttons(), STATES, strict=True):
            button.setText(texts.state_word(state, positive=positive))
        name = f"{row.id}　{row.name}" if row else ""
        self.name.setText(messages.with_note(name, row.note) if row and row.note else name)
        before = texts.NO_BEFORE
        if row is not None and row.before is not None:
            words = messages.HIDDEN if self._covered else texts.answer_words(row.before, positive=positive)
            before = f"{texts.BEFORE}：{words}"
        self.before.set_whole(before)

    def _tick(self, row: AnswerRow | None) -> None:
        now = row.now if row else None
        for button, state in zip(self.states.buttons(), STATES, strict=True):
            button.setChecked(now is not None and now.state is state)
        for button, severity in zip(self.severities.buttons(), SEVERITIES, strict=True):
            button.setChecked(now is not None and now.severity is severity)
