"""The lists that stand beside the editors of surveys and plans: all of the office, or of one household."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.case import CaseState, Episode
from saroma_desk.domain.caseflow import case_state
from saroma_desk.domain.household import Member, Role, present_members
from saroma_desk.domain.obligations import review_due_on
from saroma_desk.domain.screening import Judgement, Screening
from saroma_desk.domain.snapshot import CaseSnapshot

from .context import AppContext
from .loading import Bulk


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyLine:
    """A survey, or an open episode that waits for its first one.

    Attributes:
        id: ``screening:<id>``, or ``episode:<id>`` without a survey.
        name, kana: of the caregiver, as typed.
        programme: short word of its programme; empty while there is only one.
        no: running number within the episode; 0 without a survey.
    """

    id: str
    household_id: int
    episode_id: int
    household_no: str
    name: str
    kana: str
    programme: str = ""
    no: int = 0
    surveyed_on: date | None = None
    judgement: Judgement = Judgement.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """An episode with its latest plan.

    Attributes:
        id: ``episode:<id>``.
        programme: short word of its programme; empty while there is only one.
        revision: of the latest plan; None without any.
        decided: whether that plan is decided.
        review_on: day by which the support is to be evaluated; None without a plan in force, or when closed.
    """

    id: str
    household_id: int
    episode_id: int
    episode_number: int
    household_no: str
    name: str
    kana: str
    programme: str
    state: CaseState
    revision: int | None
    decided: bool
    review_on: date | None


def survey_lines(ctx: AppContext, household_id: int | None = None) -> tuple[SurveyLine, ...]:
    """Surveys, the ones without judgement first, then the latest; open episodes without a survey lead the list."""
    lines = [line for case in _cases(ctx, household_id) for line in _of_surveys(ctx, case)]
    return tuple(sorted(lines, key=lambda x: (x.judgement is not Judgement.OPEN, -_day(x.surveyed_on), -x.no)))


def plan_lines(ctx: AppContext, household_id: int | None = None) -> tuple[PlanLine, ...]:
    """The latest episode of each household in each programme, or all of one household; closed ones stand last."""
    latest: dict[tuple[int, int | str], PlanLine] = {}
    for case in _cases(ctx, household_id):
        key = case.episode.number if household_id is not None else case.programme.family
        latest[case.household.id, key] = _of_plan(ctx, case)
    return tuple(
        sorted(latest.values(), key=lambda x: (x.state is CaseState.CLOSED, x.review_on or date.max, x.household_no))
    )


def _cases(ctx: AppContext, household_id: int | None) -> tuple[CaseSnapshot, ...]:
    wanted: dict[str, object] = {} if household_id is None else {"household_id": household_id}
    with ctx.read() as read:
        episodes = read.list(Episode, order_by="number", limit=None, omit=(), **wanted)
        return tuple(Bulk(ctx, read, episodes, light=True).snapshots())


def _of_surveys(ctx: AppContext, case: CaseSnapshot) -> Iterator[SurveyLine]:
    if not case.screenings and case.closure is None:
        yield _survey_line(ctx, case, None)
    for survey in case.screenings:
        yield _survey_line(ctx, case, survey)


def _survey_line(ctx: AppContext, case: CaseSnapshot, survey: Screening | None) -> SurveyLine:
    person = _main(case)
    return SurveyLine(
        id=f"screening:{survey.id}" if survey else f"episode:{case.episode.id}",
        household_id=case.household.id,
        episode_id=case.episode.id,
        household_no=case.household.no,
        name=person.name if person else "",
        kana=person.kana if person else "",
        programme=ctx.word(case.programme.id),
        no=survey.no if survey else 0,
        surveyed_on=survey.surveyed_on if survey else None,
        judgement=survey.judgement if survey else Judgement.OPEN,
    )


def _of_plan(ctx: AppContext, case: CaseSnapshot) -> PlanLine:
    person = _main(case)
    plan = max(case.plans, key=lambda p: p.revision, default=None)
    return PlanLine(
        id=f"episode:{case.episode.id}",
        household_id=case.household.id,
        episode_id=case.episode.id,
        episode_number=case.episode.number,
        household_no=case.household.no,
        name=person.name if person else "",
        kana=person.kana if person else "",
        programme=ctx.word(case.programme.id),
        state=case_state(case),
        revision=plan.revision if plan else None,
        decided=plan is not None and plan.decided_on is not None,
        review_on=review_due_on(case) if case.closure is None else None,
    )


def _main(case: CaseSnapshot) -> Member | None:
    here = present_members(case.members, case.today) or case.members
    return next((m for m in here if m.role is Role.CAREGIVER), here[0] if here else None)


def _day(day: date | None) -> int:
    return day.toordinal() if day else date.max.toordinal()
