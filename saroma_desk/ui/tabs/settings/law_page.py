"""要領の改正: rule sets and drafts above, the values of the chosen one below; a draft is changed, tried and enacted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.programme import Programme
from saroma_desk.services import lawchange, lawvalues
from saroma_desk.services.context import AppContext
from saroma_desk.services.lawchange import DryRun
from saroma_desk.services.lawvalues import AmendedValue
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.settings import law_fields, law_texts
from saroma_desk.ui.tabs.settings.law_rows import SET_COLUMNS, LawRow, read_rows, store_value
from saroma_desk.ui.tabs.settings.law_run import DryRunDialog
from saroma_desk.ui.tabs.settings.law_values import ValuesPanel
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.list_panel import ListPanel

_LIST_HEIGHT = 176
_SETTINGS = frozenset({Topic.SETTINGS})


class LawPage(QWidget):
    """What the law asks of the desk, and how it will change.

    Attributes:
        panel: rule sets in use and drafts.
        values: the values of the chosen one.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        note = QLabel(law_texts.NOTE, self)
        note.setWordWrap(True)
        self.panel = ListPanel(desk, SET_COLUMNS, empty="", name=law_texts.RULE_SETS)
        self.panel.setMaximumHeight(_LIST_HEIGHT)
        self.begin_button = self.panel.add_button(law_texts.BEGIN, self.start_new)
        self._for_draft = [
            self.panel.add_row_button(law_texts.DRY_RUN, self.try_out),
            self.panel.add_row_button(law_texts.ENACT, self.enact),
            self.panel.add_row_button(law_texts.DISCARD, self.discard),
        ]
        self.values = ValuesPanel(desk, self.edit)
        self.panel.table.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.addWidget(note)
        column.addWidget(self.panel)
        column.addWidget(self.values, 1)

    def refresh(self) -> None:
        """Read the rule sets and drafts again."""
        work = partial(read_rows, self._desk.ctx)
        self._desk.operations.query(work, self._show, key="settings.law", owner=self)

    def start_new(self) -> None:
        """Copy a rule set into a draft that begins on a day."""
        rows = [row for row in self.panel.table.records.rows if not row.draft]
        chosen = self.panel.table.chosen_row
        source = chosen.id if chosen is not None and not chosen.draft else rows[0].id
        choices = tuple(Choice(row.id, law_texts.rule_set(row.name, row.valid_from)) for row in rows)
        fields = (
            FieldSpec(
                name="source", kind=Kind.CHOICE, label=law_texts.SOURCE, choices=choices, required=True, wide=True
            ),
            FieldSpec(name="valid_from", kind=Kind.DATE, label=law_texts.VALID_FROM, required=True),
            FieldSpec(name="other", kind=Kind.BOOL, label=law_texts.OTHER, help=law_texts.OTHER_HELP, wide=True),
        )
        act = Act(
            title=law_texts.BEGIN.partition("(")[0],
            sections=(Section("", fields),),
            record={"source": source, "valid_from": None, "other": False},
            command=partial(_begin, self._desk.ctx),
            done=self._begun,
            accept=law_texts.BEGIN_ACCEPT,
        )
        FormDialog(self._desk, act, self.window()).open()

    def edit(self, row: AmendedValue) -> None:
        """Change one value of the chosen draft."""
        chosen = self.panel.table.chosen_row
        if chosen is None or not chosen.draft:
            self._desk.say(law_texts.values_head(chosen.name if chosen else "", 0, draft=False))
            return
        value = row.value
        act = Act(
            title=law_texts.EDIT.partition("(")[0],
            sections=(Section("", (law_fields.value_spec(value),)),),
            record={"value": law_fields.shown(value)},
            command=partial(store_value, self._desk.ctx, chosen.id, value),
            note=law_texts.value_note(value.label, value.article, row.before, value.shown),
        )
        FormDialog(self._desk, act, self.window()).open()

    def try_out(self, row: LawRow) -> None:
        """Show what the draft would mean."""

        def show(run: DryRun) -> None:
            DryRunDialog(self._desk, run, self.window()).open()

        work = partial(lawchange.dry_run, self._desk.ctx, row.id)
        self._desk.operations.query(work, show, key="settings.law.run", owner=self)

    def enact(self, row: LawRow) -> None:
        """Let the draft take force, after its consequences were read."""

        def ask(run: DryRun) -> None:
            if self._desk.speaker.ask(law_texts.enact(run)) == "enact":
                work = partial(lawchange.enact, self._desk.ctx, row.id)
                self._desk.operations.command(work, self._enacted, owner=self)

        work = partial(lawchange.dry_run, self._desk.ctx, row.id)
        self._desk.operations.query(work, ask, key="settings.law.run", owner=self)

    def discard(self, row: LawRow) -> None:
        """Throw the draft away, after asking."""
        if self._desk.speaker.ask(law_texts.discard()) == "discard":
            self._desk.operations.command(partial(_discard, self._desk.ctx, row.id), owner=self)

    def _begun(self, result: Result[Mapping[str, Any]]) -> None:
        self.panel.table.choose(result.value["id"])

    def _enacted(self, result: Result[Programme]) -> None:
        self._desk.say(law_texts.enacted(result.value.valid_from))

    def _show(self, rows: tuple[LawRow, ...]) -> None:
        self.panel.show_rows(rows)
        if self.panel.table.chosen_row is None:
            self.panel.table.choose(rows[0].id)
        else:
            self._chosen(self.panel.table.chosen_row)

    def _chosen(self, row: LawRow | None) -> None:
        for button in self._for_draft:
            button.setEnabled(row is not None and row.draft)
        if row is None:
            return
        read = lawvalues.draft_values if row.draft else lawvalues.rule_set_values
        work = partial(read, self._desk.ctx, row.id)
        shown = partial(self.values.show_values, row)
        self._desk.operations.query(
            work, shown, key="settings.law.values", owner=self, failed=partial(self._unreadable, row)
        )

    def _unreadable(self, row: LawRow, error: KnownError) -> bool:
        self.values.show_values(row, ())
        self.values.head.setText(error.message)
        return True


def _begin(ctx: AppContext, typed: Mapping[str, Any]) -> Result[Mapping[str, Any]]:
    begun = lawvalues.begin(ctx, typed["source"], typed["valid_from"], other_programme=bool(typed["other"]))
    return Result(begun, _SETTINGS)


def _discard(ctx: AppContext, draft_id: str) -> Result[None]:
    lawchange.discard(ctx, draft_id)
    return Result(None, _SETTINGS)
