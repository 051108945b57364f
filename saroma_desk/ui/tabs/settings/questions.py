"""What the town has settled: each question with its answers by date, and a form for a new answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.services import settings
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result
from saroma_desk.services.settings import SettingRow
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column

_CANCEL = (
    ("counts", texts.COUNTS, texts.COUNT_WORDS),
    ("fee", texts.FEE, texts.FEE_WORDS),
    ("copay", texts.COPAY, texts.COPAY_WORDS),
)


class QuestionRow:
    """A setting row with the id that lists need."""

    def __init__(self, row: SettingRow) -> None:
        self.row = row
        self.id = row.question.key

    @property
    def answer(self) -> str:
        """The answer in force, in words."""
        kind = self.row.question.kind
        if kind == "price":
            return texts.IN_PRICES
        return texts.value(kind, self.row.value)

    @property
    def since(self) -> str:
        """First day of the answer in force."""
        held = [entry for entry in self.row.history if entry.value == self.row.value and entry.value]
        return texts.day(held[-1].valid_from) if held else ""


class QuestionsPage(QWidget):
    """All questions of the rule set in force."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.head = QLabel(self)
        self.head.setWordWrap(True)
        self.panel = ListPanel(desk, _columns(), empty="", name=texts.QUESTIONS)
        self.panel.add_row_button(texts.GIVE_ANSWER, self.answer, main=True)
        self.panel.add_row_button(texts.REOPEN, self.reopen)
        column = QVBoxLayout(self)
        column.addWidget(self.head)
        column.addWidget(self.panel, 1)

    def refresh(self) -> None:
        """Read the answers again."""
        work = partial(settings.desk_settings, self._desk.ctx)
        self._desk.operations.query(work, self._show, key="settings.questions", owner=self)

    def answer(self, chosen: QuestionRow) -> None:
        """Ask for a new answer."""
        row = chosen.row
        if row.question.kind == "price":
            self._desk.say(texts.PRICE_TOLD)
            return
        words = [(entry.valid_from, texts.value(row.question.kind, entry.value), entry.basis) for entry in row.history]
        note = "\n".join(part for part in (row.question.text, texts.history(words)) if part)
        ctx, key = self._desk.ctx, row.question.key
        act = Act(
            title=texts.QUESTIONS,
            sections=(Section("", (*_fields(row), *_dated())),),
            record={**_values(row), "valid_from": self._desk.today, "basis": ""},
            command=partial(_store, ctx, key, row.question.kind),
            note=note,
            draft_key=f"setting:{key}",
        )
        FormDialog(self._desk, act, self.window()).open()

    def reopen(self, chosen: QuestionRow) -> None:
        """Let the question be open again from today."""
        row = chosen.row
        if row.question.kind == "price" or not row.answered:
            return
        work = partial(settings.answer_question, self._desk.ctx, row.question.key, "", self._desk.today)
        self._desk.operations.command(work, owner=self)

    def _show(self, rows: tuple[SettingRow, ...]) -> None:
        self.head.setText(texts.open_count(sum(not row.answered for row in rows), len(rows)))
        self.panel.show_rows([QuestionRow(row) for row in rows])


def _columns() -> tuple[Column, ...]:
    def tone(row: QuestionRow) -> str:
        return Tone.GOOD if row.row.answered else Tone.WARN

    return (
        Column("state", term("status"), _state, tone=tone, width=84),
        Column("text", texts.QUESTION, lambda r: r.row.question.text, lines=4),
        Column("answer", texts.ANSWER, lambda r: r.answer, lines=4),
        Column("since", texts.SINCE, lambda r: r.since, width=76),
        Column("stops", texts.STOPS, lambda r: texts.forms(r.row.question.blocks), width=118, lines=2),
    )


def _state(row: QuestionRow) -> str:
    return texts.ANSWERED if row.row.answered else texts.OPEN_QUESTION


def _dated() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True),
        FieldSpec(name="basis", label=texts.BASIS, wide=True),
    )


def _fields(row: SettingRow) -> tuple[FieldSpec, ...]:
    question = row.question
    match question.kind:
        case "choice":
            choices = tuple(Choice(code, texts.WORDS.get(code, code)) for code in question.choices)
            return (
                FieldSpec(name="value", kind=Kind.CHOICE, label=texts.ANSWER, choices=choices, radio=True, wide=True),
            )
        case "cancel":
            return tuple(
                FieldSpec(name=name, kind=Kind.CHOICE, label=label, choices=_worded(words), radio=True, wide=True)
                for name, label, words in _CANCEL
            )
        case "day":
            return (FieldSpec(name="value", kind=Kind.NUMBER, label=texts.ANSWER, low=1, high=31, required=True),)
        case "number":
            return (FieldSpec(name="value", kind=Kind.NUMBER, label=texts.ANSWER, low=0, required=True),)
    return (FieldSpec(name="value", label=texts.ANSWER, required=True, wide=True),)


def _worded(words: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, word) for code, word in words.items())


def _values(row: SettingRow) -> dict[str, Any]:
    """What the fields show at first: the answer in force."""
    kind, value = row.question.kind, row.value
    if kind == "cancel":
        parts = dict(part.split("=") for part in value.split(";")) if value else {}
        return {name: parts.get(name) for name, _, _ in _CANCEL}
    if kind in ("day", "number"):
        return {"value": int(value) if value else None}
    return {"value": value or (None if kind == "choice" else "")}


def _store(ctx: AppContext, key: str, kind: str, typed: Mapping[str, Any]) -> Result[Any]:
    if kind == "cancel":
        value = ";".join(f"{name}={typed[name] or ''}" for name, _, _ in _CANCEL)
    else:
        value = "" if typed["value"] is None else str(typed["value"])
    return settings.answer_question(ctx, key, value or "?", typed["valid_from"], typed["basis"])
