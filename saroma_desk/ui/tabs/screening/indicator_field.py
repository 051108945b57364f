"""The list of indicators as one input of the survey's editor: a key answers the chosen one and goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.programme import Programme
from saroma_desk.domain.screening import Answer, AnswerState, Severity
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Unread
from saroma_desk.ui.tabs.screening import texts
from saroma_desk.ui.tabs.screening.answer_panel import AnswerPanel
from saroma_desk.ui.tabs.screening.answers import AnswerRow, answer_rows, columns
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.field_widget import FieldWidget
from saroma_desk.ui.widgets.record_table import RecordTable

STATE_KEYS = {"1": AnswerState.PRESENT, "2": AnswerState.UNKNOWN, "3": AnswerState.ABSENT, "0": AnswerState.UNASKED}
LOW = 340
"""Height in pixels under which only the list, the answer and the evidence are shown."""
SEVERITY_KEYS = {"4": Severity.LIGHT, "5": Severity.MEDIUM, "6": Severity.HEAVY}


class AnswerTable(RecordTable):
    """The list; digits answer.

    Signals:
        answered(str): a digit that means an answer or a degree.
    """

    answered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits answer the chosen indicator; all else moves about."""
        if event.text() in STATE_KEYS or event.text() in SEVERITY_KEYS:
            self.answered.emit(event.text())
            return
        super().keyPressEvent(event)


class IndicatorField(FieldWidget):
    """Answers to all indicators.

    Attributes:
        table: the list.
        panel: evidence, source and day of the chosen indicator.
    """

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self._programme: Programme | None = None
        self._before: dict[str, Answer] = {}
        self._answers: dict[str, Answer] = {}
        self._unread: dict[str, str] = {}
        self._pregnant = False
        self._read_only = False
        self.table = AnswerTable(columns(), empty=texts.NOT_STARTED, parent=self)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(term("indicator"))
        self.panel = AnswerPanel(env, self)
        self._legend = QLabel(texts.LEGEND, self)
        self._legend.setProperty("role", "help")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._legend)
        column.addWidget(self.table, 1)
        column.addWidget(self.panel)
        self.row.addLayout(column, 1)
        self._connect()

    def set_case(self, programme: Programme, before: dict[str, Answer], *, pregnant: bool) -> None:
        """Say which indicators there are, what was answered before, and whether somebody is pregnant."""
        self._programme, self._before, self._pregnant = programme, before, pregnant

    def set_read_only(self, on: bool) -> None:
        """A judged survey is only looked at."""
        self._read_only = on
        self.panel.set_read_only(on)
        self._legend.setVisible(not on)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show answers."""
        self._answers = {answer.code: answer for answer in value or ()}
        self._unread = {}
        self._show()
        first = next((r for r in self._rows() if not r.is_heading), None)
        self.table.choose(first.id if first else None)
        self._choose(self.table.chosen_row)

    def value(self) -> tuple[Answer, ...]:
        """All answers in the order of the rule set."""
        codes = [i.code for i in self._programme.indicators] if self._programme else list(self._answers)
        return tuple(self._answers.get(code, Answer(code=code)) for code in codes)

    def problem(self) -> str:
        """A day that cannot be read."""
        return texts.date_unreadable(next(iter(self._unread))) if self._unread else ""

    def raw(self) -> Any:  # noqa: ANN401
        """Answers as plain values, with days as they were typed."""
        return [_plain(answer, self._unread.get(answer.code)) for answer in self.value()]

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show what `raw()` gave."""
        chosen = self.table.chosen_row
        self.set_value(tuple(_answer(row) for row in raw))
        self._unread = {row["code"]: row["unread"] for row in raw if row.get("unread")}
        if chosen is not None:
            self.table.choose(chosen.id)

    def inputs(self) -> list[QWidget]:
        """The list, then the boxes of the chosen indicator."""
        return [self.table, *self.panel.inputs()]

    def set_wrong(self, wrong: bool, name: str = "") -> None:
        """The panel shows what is wrong itself."""

    def set_covered(self, covered: bool) -> None:
        """Counter mode: evidence is hidden; answers may be looked at."""
        self.table.set_masked(covered)
        self.panel.set_covered(covered)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a low window the list needs the room more than the legend and the smaller boxes."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        self._legend.setVisible(not low and not self._read_only)
        self.panel.set_low(low)

    def answer(self, key: str) -> None:
        """What a digit means for the chosen indicator; a state goes on to the next one."""
        row = self.table.chosen_row
        if row is None or row.is_heading or self._read_only:
            return
        if key in STATE_KEYS:
            self._change(row.id, state=STATE_KEYS[key])
            self._next()
        else:
            wanted = SEVERITY_KEYS[key]
            self._change(row.id, severity=Severity.NONE if row.now.severity is wanted else wanted)

    # --- inside

    def _connect(self) -> None:
        self.table.answered.connect(self.answer)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.panel.evidence.setFocus())
        self.panel.state_chosen.connect(lambda state: self._change_chosen(state=state))
        self.panel.severity_chosen.connect(lambda severity: self._change_chosen(severity=severity))
        self.panel.evidence_typed.connect(lambda text: self._change_chosen(evidence=text))
        self.panel.source_typed.connect(lambda text: self._change_chosen(source=text))
        self.panel.day_typed.connect(self._day_typed)
        self.panel.finished.connect(self._back_to_list)

    def _rows(self) -> tuple[AnswerRow, ...]:
        if self._programme is None or not self._answers:
            return ()
        return answer_rows(self._programme, self._answers, self._before, pregnant=self._pregnant)

    def _show(self) -> None:
        self.table.set_rows(self._rows())

    def _choose(self, row: AnswerRow | None) -> None:
        self.panel.show_row(row, self._unread.get(row.id) if row else None)

    def _change_chosen(self, **changes: Any) -> None:  # noqa: ANN401
        row = self.table.chosen_row
        if row is not None and not row.is_heading:
            self._change(row.id, **changes)

    def _change(self, code: str, **changes: Any) -> None:  # noqa: ANN401
        old = self._answers.get(code, Answer(code=code))
        if self._read_only or replace(old, **changes) == old:
            return
        self._answers[code] = replace(old, **changes)
        self._show()
        self.edited.emit()

    def _day_typed(self, day: object) -> None:
        row = self.table.chosen_row
        if row is None or row.is_heading:
            return
        if isinstance(day, Unread):
            self._unread[row.id] = day.text
            self.edited.emit()
        else:
            self._unread.pop(row.id, None)
            self._change(row.id, observed_on=day)

    def _next(self) -> None:
        rows = self._rows()
        codes = [row.id for row in rows if not row.is_heading]
        row = self.table.chosen_row
        place = codes.index(row.id) + 1 if row is not None and row.id in codes else 0
        if place < len(codes):
            self.table.choose(codes[place])
            self._choose(self.table.chosen_row)

    def _back_to_list(self) -> None:
        self._next()
        self.table.setFocus()


def _plain(answer: Answer, unread: str | None) -> dict[str, Any]:
    return {
        "code": answer.code,
        "state": str(answer.state),
        "severity": str(answer.severity),
        "evidence": answer.evidence,
        "source": answer.source,
        "observed_on": answer.observed_on.isoformat() if answer.observed_on else "",
        "unread": unread or "",
    }


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(
        code=row["code"],
        state=AnswerState(row["state"]),
        severity=Severity(row["severity"]),
        evidence=row["evidence"],
        source=row["source"],
        observed_on=date.fromisoformat(row["observed_on"]) if row["observed_on"] else None,
    )
