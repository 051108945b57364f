"""「次にやること」: the one next legal step of the current household, what else is due, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.desk import StepLine
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.chips import Chip

MOST_CHIPS = 4


class NextStepStrip(QFrame):
    """The strip under the household line.

    Signals:
        step_chosen(object): the `StepLine` whose button was pressed.
    """

    step_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._steps: tuple[StepLine, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 5, 14, 5)
        self._row.setSpacing(10)
        title = QLabel(term("next_step"), self)
        title.setObjectName("strip_title")
        self._row.addWidget(title)
        self.step = QLabel(self)
        self.step.setObjectName("step")
        self._row.addWidget(self.step)
        self.due = Chip("", Tone.CALM, self)
        self._row.addWidget(self.due)
        self.chips = [Chip("", Tone.CALM, self, shrinks=True) for _ in range(MOST_CHIPS)]
        self._row.addSpacing(8)
        for chip in self.chips:
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self.button = QPushButton(messages.MAKE_PAPER, self)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.do_step)
        self._row.addWidget(self.button)
        self.set_steps(())

    @property
    def steps(self) -> tuple[StepLine, ...]:
        """What is due, most urgent first."""
        return self._steps

    def set_steps(self, steps: tuple[StepLine, ...], *, chosen: bool = True) -> None:
        """Show what is due; `chosen` tells whether a household is chosen at all."""
        self._steps = steps
        first = steps[0] if steps else None
        if first:
            self.step.setText(f"▶ {first.label}")
            self.due.set(first.due, Tone(first.tone))
        else:
            self.step.setText(messages.NO_STEP if chosen else "")
            self.due.set("", Tone.CALM)
        for chip, step in zip(self.chips, [*steps[1:], *[None] * MOST_CHIPS][:MOST_CHIPS], strict=True):
            chip.set(f"{step.label} {step.due}".strip() if step else "", Tone(step.tone) if step else Tone.CALM)
        self.button.setEnabled(first is not None)
        self.button.setText((first.paper if first else "") or messages.MAKE_PAPER)

    def do_step(self) -> None:
        """Do the next step, if there is one."""
        if self._steps:
            self.step_chosen.emit(self._steps[0])
