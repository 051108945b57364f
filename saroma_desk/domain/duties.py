"""What the desk should see today about one case, with its day (spec: the list of 今日); pure, from a snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from . import obligations as owed
from .calendar import fiscal_year, format_era
from .case import CaseState
from .caseflow import case_state, next_steps
from .dispatch import DispatchState
from .household import LegalStatus, copay_class_on, present_members
from .obligations import help_state
from .periods import days_left
from .pricing import policies_from
from .screening import AnswerState
from .snapshot import CaseSnapshot, HelpCase

FEW_VISITS = 3  # how early the desk speaks up; habits of this program, no limits of the 要領
DAYS_AHEAD = 14
_QUIET_STEPS = frozenset({"file", "reopen"})
_JUNE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that is due for a case.

    Attributes:
        kind: step code of the rule set, or ``few_visits``, ``period_ending``, ``unknown_answers``, ``note_due``,
            ``reassess``, ``birth_check``, ``status_check``, ``class_check``.
        text: what is due, without names.
    """

    kind: str
    text: str
    due_on: date | None
    form: str | None
    tab: str
    subject_key: str


def duties(snapshot: CaseSnapshot) -> tuple[Duty, ...]:
    """Everything due for one case; steps that lie further ahead than two weeks keep silent."""
    if snapshot.closure is not None:
        return ()
    return tuple(_all(snapshot))


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
    yield from _of_people(snapshot)
    yield from _of_notes(snapshot, horizon)
    yield from _of_survey(snapshot, horizon)


def _of_help(snapshot: CaseSnapshot, case: HelpCase, horizon: date) -> Iterator[Duty]:
    state = help_state(case, snapshot.today)
    if case.dispatch is None or state is None or state in owed.ENDED:
        return
    key, last = f"application:{case.application.id}", case.dispatch.terms.last_day
    left = visits_left(snapshot, case)
    if left is not None and left <= FEW_VISITS and state is DispatchState.RUNNING:
        yield _duty("few_visits", f"派遣の残りが{max(left, 0)}回です", last, "dispatches", key)
    if last is not None and last <= horizon:
        days = days_left(last, snapshot.today)
        yield _duty("period_ending", f"派遣期間があと{days}日で終わります", last, "dispatches", key)


def visits_left(snapshot: CaseSnapshot, case: HelpCase) -> int | None:
    """Approved visits not yet used up; None when no number was approved.

    Planned visits still count as left; a visit that was not done uses one up where the town says so.
    """
    if case.dispatch is None or case.dispatch.terms.visits is None:
        return None
    policies = policies_from(snapshot.programme, snapshot.office.settings)
    return case.dispatch.terms.visits - sum(bool(policies[v.status.value].counts) for v in case.visits)


def _of_people(snapshot: CaseSnapshot) -> Iterator[Duty]:
    key = f"household:{snapshot.household.id}"
    here = {m.id: m for m in present_members(snapshot.members, snapshot.today)}
    for member in here.values():
        if member.due_date is not None and member.due_date < snapshot.today:
            text = f"分娩予定日（{format_era(member.due_date)}）を過ぎました。出生を確かめてください"
            yield _duty("birth_check", text, member.due_date, "households", key)
    for status in snapshot.statuses:
        expecting = status.status is LegalStatus.SPECIFIED_EXPECTANT and status.valid_to is None
        if expecting and status.member_id in here and here[status.member_id].due_date is None:
            yield _duty("status_check", "特定妊婦の区分が続いています。出産後は終えてください", None, "households", key)
    yield from _of_copay_class(snapshot, key)


def _of_copay_class(snapshot: CaseSnapshot, key: str) -> Iterator[Duty]:
    """In June the resident tax of the new year is known: classes that rest on an older one are looked at again."""
    running = (DispatchState.RUNNING, DispatchState.APPROVED, DispatchState.SUSPENDED)
    if not any(help_state(h, snapshot.today) in running for h in snapshot.help_cases):
        return
    period = copay_class_on(snapshot.copay_classes, snapshot.today)
    year = fiscal_year(snapshot.today)
    if period is None:
        yield _duty("class_check", "利用世帯の区分がまだ決まっていません", None, "households", key)
    elif period.tax_year is not None and period.tax_year < year and snapshot.today >= date(year, _JUNE, 1):
        text = "今年度の課税状況で、利用世帯の区分を確かめ直してください"
        yield _duty("class_check", text, date(year, _JUNE, 30), "households", key)


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
            yield _duty("note_due", text, note.due_on, "plans", f"note:{note.id}")


def _of_survey(snapshot: CaseSnapshot, horizon: date) -> Iterator[Duty]:
    survey = owed.latest_screening(snapshot)
    if survey is None:
        return
    key = f"screening:{survey.id}"
    unknown = sum(a.state is AnswerState.UNKNOWN for a in survey.answers)
    if unknown:
        yield _duty("unknown_answers", f"調書に「不明」の項目が{unknown}件残っています", None, "screening", key)
    continuing = case_state(snapshot) is CaseState.SURVEY_CONTINUES
    if survey.reassess_on is not None and survey.reassess_on <= horizon and not continuing:
        yield _duty("reassess", "再評価の予定日です", survey.reassess_on, "screening", key)


def _duty(kind: str, text: str, due_on: date | None, tab: str, subject_key: str) -> Duty:
    return Duty(kind=kind, text=text, due_on=due_on, form=None, tab=tab, subject_key=subject_key)
