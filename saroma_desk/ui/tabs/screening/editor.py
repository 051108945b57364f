"""The survey's editor: indicators, outline and findings on three pages, saved as one record."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from saroma_desk.domain.screening import Judgement, Screening
from saroma_desk.services import screenings
from saroma_desk.ui import choices
from saroma_desk.ui.binding import FormEditor, section_frame
from saroma_desk.ui.fields import Section
from saroma_desk.ui.tabs.screening import fields, texts
from saroma_desk.ui.tabs.screening.indicator_field import IndicatorField

SECTIONS = (fields.indicator_section(), *fields.basic_sections(), *fields.finding_sections())
_FIRST_FINDING = 1 + len(fields.basic_sections())


class SurveyEditor(FormEditor):
    """Editor of one survey; give `load` the values of `fields.values_of`."""

    def load(self, record: object) -> None:
        """Show a survey with the choices of its rule set; a judged one can only be looked at."""
        shown = record.get("shown") if isinstance(record, dict) else None
        if isinstance(shown, fields.SurveyCase):
            self._offer(shown)
        super().load(record)
        judged = isinstance(shown, fields.SurveyCase) and shown.survey.judgement is not Judgement.OPEN
        for grid in self.grids[1:]:
            grid.setEnabled(not judged)
        self.indicators.set_read_only(judged)
        self.set_field_visible(fields.JUDGED, judged)
        self.buttons.save.setEnabled(not judged)
        self.show_prompts()

    @property
    def indicators(self) -> IndicatorField:
        """The list of indicators."""
        return cast("IndicatorField", self.cell(fields.ANSWERS).widget)

    def survey(self) -> Screening:
        """The survey as it stands in the fields."""
        return fields.survey_of(self.record())

    def focus_field(self, name: str) -> None:
        """Turn to the page of the field, too."""
        for number, grid in enumerate(self.grids):
            if grid.cell_of(name)[0] is not None:
                self.pages.setCurrentIndex(0 if number == 0 else 1 if number < _FIRST_FINDING else 2)
                area = self.pages.currentWidget()
                self.area = area if isinstance(area, QScrollArea) else self.area
        super().focus_field(name)

    def show_prompts(self) -> None:
        """Reminders that fit the answers as they stand; they never judge."""
        shown = self.loaded.get("shown") if isinstance(self.loaded, dict) else None
        found: tuple[screenings.Prompt, ...] = ()
        if shown is not None and not any(grid.problems() for grid in self.grids):
            found = screenings.prompts(shown.case.programme, self.survey(), shown.case)
        self.prompts.setText("\n".join(f"● {prompt.text}" for prompt in found))
        self.prompts.setVisible(bool(found))

    # --- inside

    def _build(self, sections: tuple[Section, ...], *, with_buttons: bool) -> None:
        self.pages = QTabWidget(self)
        self.prompts = QLabel(self)
        self.prompts.setProperty("role", "prompt")
        self.prompts.setTextFormat(Qt.TextFormat.PlainText)
        self.prompts.setWordWrap(True)
        self.prompts.hide()
        first = QWidget(self)
        column = QVBoxLayout(first)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.cell(fields.ANSWERS).widget)
        self.grids[0].hide()  # its one input stands on a page of its own
        self.pages.addTab(first, texts.PAGE_INDICATORS)
        for title, span in (
            (texts.PAGE_SURVEY, slice(1, _FIRST_FINDING)),
            (texts.PAGE_FINDINGS, slice(_FIRST_FINDING, None)),
        ):
            self.area = _page(list(zip(sections, self.grids, strict=True))[span], self)
            self.pages.addTab(self.area, title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self.summary, self.prompts):
            outer.addWidget(part)
        outer.addWidget(self.pages, 1)
        outer.addWidget(self.buttons)
        self.buttons.setVisible(with_buttons)

    def _edited(self) -> None:
        super()._edited()
        self.show_prompts()

    def _offer(self, shown: fields.SurveyCase) -> None:
        programme = shown.case.programme
        self.set_choices("target_groups", choices.of_rule_set(programme.target_groups, short=True))
        self.set_choices("support_type", choices.of_rule_set(programme.support_types))
        self.set_choices("services", choices.of_rule_set(programme.services))
        self.indicators.set_case(programme, dict(shown.before), pregnant=shown.pregnant)


def _page(parts: list[tuple[Section, Any]], parent: QWidget) -> QScrollArea:
    body = QFrame(parent)
    body.setObjectName("editor_body")
    column = QVBoxLayout(body)
    column.setContentsMargins(10, 8, 10, 8)
    column.setSpacing(10)
    for section, grid in parts:
        column.addWidget(section_frame(section.title, grid, body))
    column.addStretch(1)
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
