"""What the desk should see today about one case, with its day (spec: the list of 今日); pure, from a snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from . import obligations as owed
from .case import CaseState
from .caseflow import case_state, next_steps
from .dispatch import DispatchState
from .duty import Duty, duty
from .familyduties import help_count, of_family, room_for_multiples
from .obligations import help_state
from .periods import days_left
from .screening import AnswerState
from .snapshot import CaseSnapshot, HelpCase

__all__ = ["DAYS_AHEAD", "FEW_VISITS", "Duty", "checks", "duties", "help_count"]

FEW_VISITS = 3  # how early the desk speaks up; habits of this program, no limits of the 要領
DAYS_AHEAD = 14
_QUIET_STEPS = frozenset({"file", "reopen"})

_CHECKS = frozenset(
    {
        "few_visits",
        "period_ending",
        "birth_check",
        "status_check",
        "class_check",
        "multiples_check",
        "applicant_check",
        "eligibility_check",
    }
)


def duties(snapshot: CaseSnapshot) -> tuple[Duty, ...]:
    """Everything due for one case; steps that lie further ahead than two weeks keep silent."""
    if snapshot.closure is not None:
        return ()
    return tuple(_all(snapshot))


def checks(snapshot: CaseSnapshot) -> tuple[Duty, ...]:
    """What is to be looked at beside the next legal steps: visits and days running out, and changes of the family."""
    return tuple(d for d in duties(snapshot) if d.kind in _CHECKS)


def _all(snapshot: CaseSnapshot) -> Iterator[Duty]:
    horizon = snapshot.today + timedelta(days=DAYS_AHEAD)
    for step in next_steps(snapshot):
        later = step.due_on is not None and step.due_on > horizon and step.id in ("evaluate", "resurvey")
        if step.id not in _QUIET_STEPS and not later:
            yield Duty(
                kind=step.id,
                text=step.text,
                due_on=step.due_on,
                form=step.form,
                tab=step.tab,
                subject_key=step.subject_key,
            )
    for case in snapshot.help_cases:
        yield from _of_help(snapshot, case, horizon)
    yield from of_family(snapshot)
    yield from _of_notes(snapshot, horizon)
    yield from _of_survey(snapshot, horizon)


def _of_help(snapshot: CaseSnapshot, case: HelpCase, horizon: date) -> Iterator[Duty]:
    state = help_state(case, snapshot.today)
    if case.dispatch is None or state is None or state in owed.ENDED:
        return
    if owed.moving_cancels(snapshot, case):
        return
    key, last = f"application:{case.application.id}", case.dispatch.terms.last_day
    room = room_for_multiples(snapshot, case)
    count = help_count(snapshot, case)
    if (
        count is not None
        and count.to_come is not None
        and count.to_come <= FEW_VISITS
        and state is DispatchState.RUNNING
    ):
        text = f"派遣はあと{max(count.to_come, 0)}回です（承認{count.approved}回・実施{count.done}回）"
        yield duty("few_visits", f"{text}。{room}" if room else text, last, "dispatches", key)
    elif room and not case.dispatch.multiple_birth:  # it became known after these terms were approved
        yield duty("multiples_check", room, last, "dispatches", key)
    if last is not None and last <= horizon:
        days = days_left(last, snapshot.today)
        yield duty("period_ending", f"派遣期間があと{days}日で終わります", last, "dispatches", key)


def _of_notes(snapshot: CaseSnapshot, horizon: date) -> Iterator[Duty]:
    """A next action is taken as done once something was written on or after its day."""
    corrected = {n.corrects_id for n in snapshot.notes}
    typed = [n for n in snapshot.notes if not n.source_key and n.id not in corrected]
    for note in typed:
        if note.due_on is None or note.due_on > horizon:
            continue
        later = any(
            n.id != note.id and n.written_at > note.written_at and n.noted_at.date() >= note.due_on for n in typed
        )
        if not later:
            text = note.next_action.strip().splitlines()[0][:40] if note.next_action.strip() else "経過記録の次の対応"
            yield duty("note_due", text, note.due_on, "plans", f"note:{note.id}")


def _of_survey(snapshot: CaseSnapshot, horizon: date) -> Iterator[Duty]:
    survey = owed.latest_screening(snapshot)
    if survey is None:
        return
    key = f"screening:{survey.id}"
    unknown = sum(a.state is AnswerState.UNKNOWN for a in survey.answers)
    if unknown:
        yield duty("unknown_answers", f"調書に「不明」の項目が{unknown}件残っています", None, "screening", key)
    continuing = case_state(snapshot) is CaseState.SURVEY_CONTINUES
    if survey.reassess_on is not None and survey.reassess_on <= horizon and not continuing:
        yield duty("reassess", "再評価の予定日です", survey.reassess_on, "screening", key)
