"""The provider's own rows, typed household by household in the order of the paper; Enter goes on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from saroma_desk.domain.claim import AskedLine
from saroma_desk.services.claims import ClaimHousehold
from saroma_desk.ui import messages
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Unread
from saroma_desk.ui.tabs.claims import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.field_widget import FieldWidget
from saroma_desk.ui.widgets.line_fields import NumberField

COLUMNS = (
    ("visits", "visits_short", 54),
    ("minutes", "minutes_short", 64),
    ("price_yen", "price", 86),
    ("copay_yen", "copay_short", 80),
    ("town_yen", "asked_total", 86),
)
_WORDS = "words"


class AskedGrid(FieldWidget):
    """Five numbers for each household; a household without any number has no row on the paper."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget, households: tuple[ClaimHousehold, ...]) -> None:
        super().__init__(spec, env, parent)
        self.boxes: dict[tuple[int, str], NumberField] = {}
        self._words: dict[int, str] = {}
        holder = QWidget(self)
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self.row.addWidget(holder, 1)
        for column, (_, word, _width) in enumerate(COLUMNS, start=1):
            self._grid.addWidget(_quiet(term(word)), 0, column, Qt.AlignmentFlag.AlignRight)
        self.total = _quiet("")
        for household in households:
            self.add_household(household.household_id, texts.household(household.no, household.name))
        self.edited.connect(self._sum)
        self._sum()

    def add_household(self, household_id: int, words: str) -> None:
        """One more row, as for a household that only the paper names; nothing for one that has its row."""
        if (household_id, COLUMNS[0][0]) in self.boxes:
            return
        self._words[household_id] = words
        self._add_row(1 + len(self.boxes) // len(COLUMNS), household_id, words)
        self._grid.removeWidget(self.total)
        below = 1 + len(self.boxes) // len(COLUMNS)
        self._grid.addWidget(self.total, below, 1, 1, len(COLUMNS), Qt.AlignmentFlag.AlignRight)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show asked lines; those of households that are not here are left out."""
        lines = {line.household_id: line for line in value or ()}
        for (household, name), box in self.boxes.items():
            line = lines.get(household)
            box.set_value(getattr(line, name) if line else None)
        self._sum()

    def value(self) -> Any:  # noqa: ANN401
        """A line for each household with at least one number."""
        found: dict[int, dict[str, int]] = {}
        for (household, name), box in self.boxes.items():
            number = box.value()
            if isinstance(number, Unread):
                return number
            if number is not None:
                found.setdefault(household, {})[name] = number
        return tuple(AskedLine(household_id=key, **numbers) for key, numbers in found.items())

    def problem(self) -> str:
        """The first number that cannot be read."""
        return next((p for p in (box.problem() for box in self.boxes.values()) if p), "")

    def raw(self) -> dict[str, str]:
        """All texts by household and column, and the households themselves, as some are added by hand."""
        texts_typed = {f"{household}.{name}": box.box.text() for (household, name), box in self.boxes.items()}
        return texts_typed | {f"{household}.{_WORDS}": words for household, words in self._words.items()}

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show the texts as typed."""
        for key, words in raw.items():
            household, _, what = key.partition(".")
            if what == _WORDS:
                self.add_household(int(household), words)
        for (household, name), box in self.boxes.items():
            box.restore(raw.get(f"{household}.{name}", ""))
        self._sum()

    def inputs(self) -> list[QWidget]:
        """All boxes, row by row."""
        return [box.box for box in self.boxes.values()]

    def set_covered(self, covered: bool) -> None:
        """Names are hidden; amounts alone name nobody."""
        for label in self.findChildren(QLabel, "person"):
            label.setText(messages.HIDDEN if covered else label.toolTip())

    def _add_row(self, line: int, household_id: int, words: str) -> None:
        label = QLabel(words, self)
        label.setObjectName("person")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(words)
        self._grid.addWidget(label, line, 0)
        for column, (name, word, width) in enumerate(COLUMNS, start=1):
            spec = FieldSpec(name=name, label=f"{words} {term(word)}")
            field = NumberField(spec, self.env, self)
            field.box.setFixedWidth(width)
            field.edited.connect(self.edited)
            field.problem_changed.connect(self.problem_changed)
            self.boxes[household_id, name] = field
            self._grid.addWidget(field, line, column)

    def _sum(self) -> None:
        numbers = [box.value() for (_, name), box in self.boxes.items() if name == "town_yen"]
        known = [n for n in numbers if isinstance(n, int)]
        self.total.setText(texts.asked_sum(sum(known) if known else None))


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "help")
    return label
