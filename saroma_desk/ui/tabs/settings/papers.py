"""How the office's papers are drawn: switches by date, and the register of substitutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.forms.glyphs import code_point_label
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.paper_switches import Substitute
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.substitute import CHARACTER, DRAWN, NOTE, ask_substitute
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column

PAPERS = "用紙の刷り方"
SWITCHES = "刷り方"
SUBSTITUTES = "代わりの字"
NO_SUBSTITUTES = "登録した字はありません。書体にない字は、手書きのための空きになります。"
CHANGE = "変える(&E)"
CORRECT = "直す(&U)"
ITEM = "項目"
IN_FORCE = "いまの刷り方"
REGISTER = "代わりの字を登録(&N)"
BY_TEMPLATE = "様式のひな形のとおり"
_NAMES = {"digits": "数字の幅", "seal_required": "届出・報告の押印（㊞）", "tally": "契印の位置"}
_WORDS = {
    "digits": {"full": "全角", "half": "半角"},
    "seal_required": {"yes": "求める（㊞を刷る）", "no": "求めない"},
    "tally": {"yes": "刷る", "no": "刷らない"},
}


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """One switch with its value in force; empty while the templates decide."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """One substitute; its id is the character."""

    id: str
    entry: Substitute


class PapersPage(QWidget):
    """Switches above, substitutes below."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.switches = ListPanel(desk, _switch_columns(), empty="", title=SWITCHES)
        self.switches.add_row_button(CHANGE, self.change, main=True)
        self.substitutes = ListPanel(desk, _substitute_columns(), empty=NO_SUBSTITUTES, title=SUBSTITUTES)
        self.substitutes.add_button(REGISTER, self.start_new)
        self.substitutes.add_row_button(CORRECT, self.change_substitute, main=True)
        note = QLabel("施行した書類は、発行したときのまま変わりません。", self)
        column = QVBoxLayout(self)
        column.addWidget(note)
        column.addWidget(self.switches, 1)
        column.addWidget(self.substitutes, 2)

    def refresh(self) -> None:
        """Read switches and substitutes again."""
        work = partial(_read, self._desk.ctx)
        self._desk.operations.query(work, self._show, key="settings.papers", owner=self)

    def start_new(self) -> None:
        """Register a substitute for any character."""
        ask_substitute(self._desk, {}, self.window())

    def change_substitute(self, row: SubstituteRow) -> None:
        """Register another substitute for the chosen character, or none."""
        ask_substitute(self._desk, {row.id: code_point_label(row.id)}, self.window())

    def change(self, row: SwitchRow) -> None:
        """Set the chosen switch from a day on."""
        words = {"template": BY_TEMPLATE, **_WORDS[row.id]}
        choices = tuple(Choice(code, word) for code, word in words.items())
        fields = (
            FieldSpec(name="value", kind=Kind.CHOICE, label=_NAMES[row.id], choices=choices, radio=True, wide=True),
            FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True),
            FieldSpec(name="basis", label=texts.BASIS, wide=True),
        )
        act = Act(
            title=PAPERS,
            sections=(Section("", fields),),
            record={"value": row.value or "template", "valid_from": self._desk.today, "basis": ""},
            command=partial(_set, self._desk.ctx, row.id),
        )
        FormDialog(self._desk, act, self.window()).open()

    def _show(self, found: tuple[list[SwitchRow], list[SubstituteRow]]) -> None:
        self.switches.show_rows(found[0])
        self.substitutes.show_rows(found[1])


def _read(ctx: AppContext) -> tuple[list[SwitchRow], list[SubstituteRow]]:
    held = paper_switches.switches_in(paper_switches.office_settings(ctx))
    entries = paper_switches.list_substitutes(ctx)
    return [SwitchRow(name, held.get(name, "")) for name in _NAMES], [SubstituteRow(e.character, e) for e in entries]


def _set(ctx: AppContext, name: str, typed: Mapping[str, Any]) -> Result[Any]:
    value = "" if typed["value"] in (None, "template") else str(typed["value"])
    return paper_switches.set_switch(ctx, name, value, typed["valid_from"], typed["basis"])


def _switch_columns() -> tuple[Column, ...]:
    return (
        Column("name", ITEM, lambda r: _NAMES[r.id], width=280),
        Column("value", IN_FORCE, lambda r: _WORDS[r.id].get(r.value, BY_TEMPLATE)),
    )


def _substitute_columns() -> tuple[Column, ...]:
    return (
        Column("character", CHARACTER, lambda r: f"{r.id}　{code_point_label(r.id)}", width=200),
        Column("drawn", DRAWN, lambda r: r.entry.drawn, width=160),
        Column("note", NOTE, lambda r: r.entry.note, tip=lambda r: r.entry.note),
        Column("since", texts.SINCE, lambda r: texts.day(r.entry.valid_from), width=120),
    )
