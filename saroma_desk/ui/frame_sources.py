"""What the frame shows, read through the services: search, current household, next steps, backup, user.

The services are imported where they are first called, on the database thread: the window has painted by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.ui import messages
from saroma_desk.ui.desk import FrameSources, HouseholdLine, StepLine
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term

if TYPE_CHECKING:
    from datetime import date

    from saroma_desk.domain.caseflow import NextStep
    from saroma_desk.domain.duty import Duty
    from saroma_desk.domain.snapshot import CaseSnapshot
    from saroma_desk.services.context import AppContext
    from saroma_desk.services.households import HouseholdRow

SOON_DAYS = 7
STATE_TONES = {  # by `domain.case.CaseState`
    "received": Tone.WARN,
    "surveying": Tone.WARN,
    "survey_continues": Tone.WARN,
    "not_eligible": Tone.MUTED,
    "planning": Tone.WARN,
    "supporting": Tone.ACTIVE,
    "interrupted": Tone.ALARM,
    "evaluating": Tone.WARN,
    "closed": Tone.MUTED,
}


def household_line(row: HouseholdRow, today: date) -> HouseholdLine:
    """A row of the household list as the frame shows it."""
    return HouseholdLine(
        id=row.household_id,
        no=row.no,
        name=row.name,
        kana=row.kana,
        child=child_words(row, today),
        states=tuple(
            (messages.with_programme(term(f"state.{case.state}"), case.programme), STATE_TONES[case.state])
            for case in row.cases
        ),
        protected=row.address_protected,
    )


def child_words(row: HouseholdRow, today: date) -> str:
    """Age of the youngest child, or weeks of pregnancy; 多胎 where it is so."""
    from saroma_desk.domain.ages import format_age, format_gestation

    if row.child_birth_date and row.child_birth_date <= today:
        words = format_age(row.child_birth_date, today)
    elif row.due_date:
        words = format_gestation(row.due_date, today)
    else:
        return ""
    return messages.with_note(words, term("multiple_birth")) if row.multiple else words


def step_line(step: NextStep | Duty, today: date, episode_id: int | None = None, programme: str = "") -> StepLine:
    """A next step, or a check, of the current household with words for the time that is left."""
    days = (step.due_on - today).days if step.due_on else None
    return StepLine(
        label=messages.of_programme(programme, step.text),
        due=messages.days_left(days) if days is not None else "",
        tone=due_tone(days),
        paper=messages.begin_step(step.form, step.tab, step.kind),
        tab_id=step.tab,
        selection=step.subject_key,
        act=step.kind,
        form=step.form or "",
        episode_id=episode_id,
    )


def due_tone(days: int | None) -> Tone:
    """Late, soon, or calm."""
    if days is None:
        return Tone.CALM
    return Tone.ALARM if days < 0 else Tone.WARN if days <= SOON_DAYS else Tone.CALM


def _search(ctx: AppContext, text: str, limit: int) -> tuple[HouseholdLine, ...]:
    from saroma_desk.services import households

    ids = [hit.household_id for hit in households.search(ctx, text, limit)]
    return tuple(household_line(row, ctx.today()) for row in households.household_rows(ctx, ids))


def _household(ctx: AppContext, household_id: int) -> HouseholdLine | None:
    from saroma_desk.services import households

    rows = households.household_rows(ctx, [household_id])
    return household_line(rows[0], ctx.today()) if rows else None


def _steps(ctx: AppContext, household_id: int) -> tuple[StepLine, ...]:
    from saroma_desk.services import households

    detail = households.household_detail(ctx, household_id)
    return in_turn([_lines(ctx, case, several=len(detail.cases) > 1) for case in detail.cases])


def _lines(ctx: AppContext, case: CaseSnapshot, *, several: bool) -> list[StepLine]:
    """Next step, checks, further steps of one case; of several, the first two alone with the programme's word."""
    from saroma_desk.domain.caseflow import next_steps
    from saroma_desk.domain.duties import checks

    steps = next_steps(case)
    found: tuple[NextStep | Duty, ...] = (*steps[:1], *checks(case), *(() if several else steps[1:]))
    word = ctx.word(case.programme.id) if several else ""
    household = f"household:{case.household.id}"
    return [step_line(x, ctx.today(), case.episode.id, "" if x.subject_key == household else word) for x in found]


def in_turn(cases: list[list[StepLine]]) -> tuple[StepLine, ...]:
    """The first line of each case, then the others; what concerns the household as a whole stands once."""
    lines = [*(many[0] for many in cases if many), *(line for many in cases for line in many[1:])]
    once: dict[tuple[str, object], StepLine] = {}
    for line in lines:
        once.setdefault((line.act, line.selection), line)
    return tuple(once.values())


def _backup(ctx: AppContext) -> tuple[str, str]:
    from saroma_desk.services import safety

    state = safety.state(ctx)
    made_at = state.last.made_at if state.last else None
    if state.due_on is None:
        return (messages.backup_made(made_at, ctx.today()) if made_at else messages.NO_BACKUP_NEEDED), Tone.CALM
    if made_at is None:
        return messages.NO_BACKUP_STATE, Tone.ALARM
    late = (ctx.today() - state.due_on).days
    return messages.backup_made(made_at, ctx.today()), Tone.GOOD if late < 0 else Tone.WARN


def _user(ctx: AppContext) -> str:
    return ctx.user


SOURCES = FrameSources(search=_search, household=_household, steps=_steps, backup=_backup, user=_user)
