"""What only a person knows of the year: sections on the left, the cells of the chosen one on the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from saroma_desk.reports.fields import YearField
from saroma_desk.services import yearly
from saroma_desk.services.result import Result
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.reports import texts

_LONG = 24  # a proposed sentence of more letters gets a box of several lines


class EntriesPage(QWidget):
    """Editor of the hand-entered figures of one fiscal year of a programme.

    Signals:
        stored(): the sheet was changed.
    """

    stored = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._year, self._family = 0, ""
        self._fields: tuple[YearField, ...] = ()
        self._section = ""
        self.editor: FormEditor | None = None
        self.sections = QListWidget(self)
        self.sections.setFixedWidth(300)
        self.sections.setWordWrap(True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.setAccessibleName(texts.SECTION)
        self.sections.currentTextChanged.connect(self._section_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        self._right = QVBoxLayout()
        row.addLayout(self._right, 1)

    def show_fields(self, year: int, family: str, fields: tuple[YearField, ...]) -> None:
        """Show the cells of a year of a programme (`Programme.family`); what is being typed stays."""
        if self.editor is not None and self.editor.dirty and (year, family) == (self._year, self._family):
            return
        self._year, self._family, self._fields = year, family, fields
        names = list(dict.fromkeys(field.section for field in fields))
        self.sections.blockSignals(True)
        self.sections.clear()
        self.sections.addItems(names)
        self.sections.setCurrentRow(names.index(self._section) if self._section in names else 0)
        self.sections.blockSignals(False)
        self._build(names[max(self.sections.currentRow(), 0)])

    def leave(self, then: Then) -> None:
        """Ask when something typed is not saved."""
        if self.editor is None:
            then()
        else:
            self.editor.leave(then)

    def _section_chosen(self, name: str) -> None:
        if not name or name == self._section:
            return
        self.leave(partial(self._build, name))
        if self._section != name:
            found = next(n for n in range(self.sections.count()) if self.sections.item(n).text() == self._section)
            self.sections.setCurrentRow(found)

    def _build(self, name: str) -> None:
        self._section = name
        if self.editor is not None:
            self._right.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        here = tuple(field for field in self._fields if field.section == name)
        sections = (Section(name, tuple(_spec(field) for field in here)),)
        self.editor = FormEditor(sections, self._desk, save=self._save, title=texts.ENTRIES_TITLE, parent=self)
        self.editor.load({field.key: field.entered or (None if field.choices else "") for field in here})
        self._right.addWidget(self.editor)
        key = f"yearly:{self._year}:{self._family}:{here[0].key}"
        self._drafts = DraftKeeper(self._desk, self.editor, lambda: key)
        self._drafts.offer()

    def _save(self) -> None:
        editor = self.editor
        if editor is None:
            return
        typed = {name: str(value or "") for name, value in editor.record().items()}
        before = {field.key: field.entered for field in self._fields}
        changed = {key: value for key, value in typed.items() if value != before.get(key, "")}
        work = partial(yearly.set_figures, self._desk.ctx, self._year, changed, self._family)
        done = partial(self._saved, editor, typed)
        self._desk.operations.command(work, done, failed=editor.refused, owner=self)

    def _saved(self, editor: FormEditor, typed: dict[str, str], result: Result[dict[str, str]]) -> None:
        now = {key: result.value.get(key, "") for key in typed}
        editor.saved({key: value or (None if self._has_choices(key) else "") for key, value in now.items()})
        self.stored.emit()

    def _has_choices(self, key: str) -> bool:
        return any(field.key == key and field.choices for field in self._fields)


def _spec(field: YearField) -> FieldSpec:
    if field.choices:
        choices = tuple(Choice(code, texts.CHOICES.get(code, code)) for code in field.choices)
        kind, proposed = Kind.CHOICE, texts.CHOICES.get(field.proposed, field.proposed)
        return FieldSpec(
            name=field.key,
            label=field.label,
            kind=kind,
            choices=(Choice(None, ""), *choices),
            help=texts.help_of(proposed),
        )
    long = field.kind == "text" and (len(field.proposed) > _LONG or field.key.startswith("text."))
    return FieldSpec(
        name=field.key,
        label=field.label,
        kind=Kind.MEMO if long else Kind.TEXT,
        help=texts.help_of(field.proposed),
    )
