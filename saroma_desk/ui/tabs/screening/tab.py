"""スクリーニング: all surveys beside the chosen one; the judgement is the nurse's (要領6(2), 様式9号)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from saroma_desk.domain.calendar import format_short
from saroma_desk.domain.screening import Judgement, Screening
from saroma_desk.services import screenings, worklists
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result, Topic
from saroma_desk.services.snapshots import snapshot
from saroma_desk.services.worklists import SurveyLine
from saroma_desk.ui import choices, messages
from saroma_desk.ui.desk import Desk, StepLine, initials
from saroma_desk.ui.dialogs.paper import show_paper
from saroma_desk.ui.dialogs.reason import Given, ReasonedDialog
from saroma_desk.ui.dialogs.which_case import choose_case
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.screening import fields, texts
from saroma_desk.ui.tabs.screening.editor import SECTIONS, SurveyEditor
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.elided_label import ElidedLabel
from saroma_desk.ui.widgets.form_dialog import Act
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column
from saroma_desk.ui.widgets.split_tab import SplitTab

FORM = "form09"
SMALLEST_LIST = 306
TONES = {
    Judgement.OPEN: Tone.WARN,
    Judgement.NEEDED: Tone.ACTIVE,
    Judgement.NOT_NEEDED: Tone.MUTED,
    Judgement.CONTINUE: Tone.WARN,
}


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "name",
            term("household"),
            lambda r: r.name,
            sort=lambda r: r.kana,
            masked=lambda r: initials(r.kana),
            lines=2,
        ),
        programme_column(),
        Column("no", "№", lambda r: str(r.no or ""), sort=lambda r: r.no, right=True, width=36, spare=True),
        Column("day", term("surveyed_on"), _day, sort=lambda r: str(r.surveyed_on or ""), width=80),
        Column("judgement", term("judgement"), _judgement, tone=lambda r: TONES[r.judgement], width=104),
    )


def _day(row: SurveyLine) -> str:
    return format_short(row.surveyed_on) if row.surveyed_on else ""


def _judgement(row: SurveyLine) -> str:
    return texts.judgement_word(row.judgement) if row.no else texts.WAITING


class ScreeningTab(SplitTab):
    """Surveys.

    Attributes:
        judge_button: opens the judgement.
        head: which survey is shown, and what was judged.
    """

    topics = frozenset({Topic.SCREENINGS, Topic.HOUSEHOLDS})
    editor_type = SurveyEditor
    picks_household = True
    editor: SurveyEditor

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _columns(), SECTIONS, title=term("screening_record"), empty=texts.EMPTY, wide_list=32)
        self._wanted_answers = False
        self.table.setMinimumWidth(SMALLEST_LIST)
        self.right.insertWidget(0, self._head())

    # --- reading and storing, on the database thread

    def read_rows(self, household: int | None) -> Sequence[SurveyLine]:
        """Surveys of all households or of one."""
        return worklists.survey_lines(self.desk.ctx, household)

    def read_record(self, row: SurveyLine) -> dict[str, Any] | None:
        """The survey with its case; None for an episode that has none yet."""
        return read_survey(self.desk.ctx, row.episode_id, _number(row.id)) if row.no else None

    def store(self, draft: dict[str, Any]) -> Result[Any]:
        """Save what was asked so far."""
        saved = screenings.save(self.desk.ctx, fields.survey_of(draft))
        return Result(read_survey(self.desk.ctx, saved.value.episode_id, saved.value.id), saved.changed, saved.warnings)

    def row_id_of(self, record: dict[str, Any]) -> str:
        """The row of a stored survey."""
        return f"screening:{record['id']}"

    def record_loaded(self, record: dict[str, Any] | None) -> None:
        """Say which survey it is."""
        survey: Screening | None = record["shown"].survey if record else None
        self.editor.setVisible(survey is not None)
        self.title.setText(texts.survey_title(survey.no) if survey else texts.NOT_STARTED)
        self.judged.set(
            texts.need_word(survey.judgement) if survey else "", TONES[survey.judgement] if survey else Tone.CALM
        )
        is_judged = survey is not None and survey.judgement is not Judgement.OPEN
        self.reason.set_whole(texts.judged_words(survey) if survey and is_judged else "")
        self.judge_button.setEnabled(survey is not None and not is_judged)
        paper = [(messages.make_paper(FORM), self.show_paper)] if survey else []
        self.editor.set_papers(paper)
        if self._wanted_answers and survey is not None:
            self._wanted_answers = False
            self.editor.focus_field(fields.ANSWERS)

    # --- what the window calls

    def start_new(self) -> None:
        """Begin the next survey of the current household; it is stored at once."""
        household = self.desk.current_household
        if household is None:
            self.desk.say(messages.cannot_begin())
            return
        choose_case(self.desk, household, self._start, self)

    def do_step(self, step: StepLine) -> None:
        """Begin a survey, or show the one that waits."""
        if step.act in ("survey", "resurvey") and step.episode_id is not None:
            self.editor.leave(partial(self._start, step.episode_id))
        else:
            self.select(step.selection)
            self.editor.focus_field(fields.ANSWERS)

    def show_paper(self) -> None:
        """様式9号 of the shown survey."""
        shown: fields.SurveyCase = self.editor.loaded["shown"]
        key = f"screening:{shown.survey.id}"

        def show() -> None:
            show_paper(self.desk, FORM, key, shown.survey.episode_id)

        self.editor.leave(show)

    def judge(self) -> None:
        """Ask for the judgement; what is not saved is saved first."""
        if self.editor.dirty:
            self.editor.save_then(self._open_judgement)
        else:
            self._open_judgement()

    # --- inside

    def _head(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("button_row")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 6, 10, 6)
        self.title = QLabel(bar)
        self.title.setObjectName("section_title")
        self.judged = Chip("", Tone.CALM, bar)
        self.reason = ElidedLabel(bar)
        self.reason.setProperty("quiet", True)
        self.judge_button = QPushButton(texts.JUDGE, bar)
        self.judge_button.clicked.connect(self.judge)
        new = QPushButton(texts.NEW, bar)
        new.clicked.connect(lambda: self.editor.leave(self.start_new))
        row.addWidget(self.title)
        row.addWidget(self.judged)
        row.addWidget(self.reason, 1)
        row.addWidget(self.judge_button)
        row.addWidget(new)
        return bar

    def _start(self, episode_id: int) -> None:
        self.desk.operations.command(partial(screenings.start, self.desk.ctx, episode_id), self._started, owner=self)

    def _started(self, result: Result[Screening]) -> None:
        self._wanted_answers = True
        self.table.choose(f"screening:{result.value.id}")
        self.mark_stale()

    def _open_judgement(self) -> None:
        survey: Screening = self.editor.loaded["shown"].survey
        programme = self.editor.loaded["shown"].case.programme
        draft = replace(survey, judged_on=self.desk.today, judged_by=self.desk.ctx.user)
        act = Act(
            title=texts.JUDGE_TITLE,
            sections=(fields.judgement_section(),),
            record=draft,
            command=partial(screenings.judge, self.desk.ctx),
            done=self._judged,
            accept=texts.JUDGE_ACCEPT,
            note=texts.JUDGE_NOTE,
            draft_key=f"judgement:{survey.id}",
        )
        dialog = ReasonedDialog(self.desk, act, self._judge_with, self)
        dialog.editor.set_choices("target_groups", choices.of_rule_set(programme.target_groups, short=True))
        dialog.editor.load(draft)
        dialog.open()

    def _judge_with(self, draft: Screening, given: Given) -> Result[Screening]:
        return screenings.judge(self.desk.ctx, draft, given)

    def _judged(self, _: Result[Screening]) -> None:
        self.mark_stale()


def read_survey(ctx: AppContext, episode_id: int, screening_id: int) -> dict[str, Any]:
    """A survey as the editor's values, with its case and the answers before; runs on the database thread."""
    case = snapshot(ctx, episode_id)
    survey = next(s for s in case.screenings if s.id == screening_id)
    pairs = screenings.compare(ctx, screening_id)
    before = {pair.code: pair.before for pair in pairs if pair.before is not None}
    return fields.values_of(fields.SurveyCase(survey, case, before))


def _number(key: str) -> int:
    return int(key.rpartition(":")[2])
