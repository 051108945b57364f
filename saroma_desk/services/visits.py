"""Visits as they are planned, confirmed and stored; what `visiting` and `reporting` share (要領10・14・16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application, Confirmation, Terms, Visit, VisitStatus
from saroma_desk.domain.errors import FieldError
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_build import visit_key
from saroma_desk.domain.limits import week_of
from saroma_desk.domain.pricing import minutes_between
from saroma_desk.domain.programme import Programme
from saroma_desk.storage import UnitOfWork

from .context import AppContext
from .exceptions import ExceptionDraft, demand_reasons, move_reasons
from .helpcases import LOCKED_MONTH, OpenCase

_WORKDAYS = 5
_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """A visit as it is planned.

    Attributes:
        start, end: time of day.
        help_kinds: codes of 要領9; empty takes those of the approval.
        provider_id: None takes the approved one.
    """

    visit_on: date
    start: time
    end: time
    helper_id: int | None = None
    help_kinds: tuple[str, ...] = ()
    provider_id: int | None = None


def plan_series(
    terms: Terms, closed: Collection[date] = (), week_start: int = 0, held: Iterable[date] = ()
) -> tuple[VisitDraft, ...]:
    """A proposal of visits for the terms: on their weekdays, not on `closed` days, as many as were approved.

    Weeks, in which no more than `per_week` stand, begin on weekday `week_start` (0 = Monday); visits on the days of
    `held` have their place in them already.

    Without weekdays, `per_week` workdays (one when open) are spread over the week from the first day's weekday on.
    Empty while the terms name no days, start or minutes.
    """
    if terms.first_day is None or terms.last_day is None or terms.start is None or not terms.minutes:
        return ()
    weekdays = frozenset(terms.weekdays) or _spread(terms.first_day, terms.per_week or 1)
    end = _after(terms.start, terms.minutes)
    drafts: list[VisitDraft] = []
    weeks = Counter(week_of(day, week_start) for day in held)
    day = terms.first_day
    while day <= terms.last_day and (terms.visits is None or len(drafts) < terms.visits):
        week = week_of(day, week_start)
        room = terms.per_week is None or weeks[week] < terms.per_week
        if day.weekday() in weekdays and day not in closed and room:
            drafts.append(VisitDraft(visit_on=day, start=terms.start, end=end, help_kinds=terms.help_kinds))
            weeks[week] += 1
        day += timedelta(days=1)
    return tuple(drafts)


def as_planned(visit: Visit, confirmation: Confirmation = Confirmation.SEAL) -> Visit:
    """A planned visit confirmed as it was planned: what Enter does in the activity report (様式7号)."""
    return replace(
        visit,
        status=VisitStatus.DONE,
        actual_start=visit.actual_start or visit.planned_start,
        actual_end=visit.actual_end or visit.planned_end,
        confirmation=visit.confirmation or confirmation,
    )


def store_visits(
    work: UnitOfWork, opened: OpenCase, visits: tuple[Visit, ...], exceptions: tuple[ExceptionDraft, ...]
) -> tuple[Visit, ...]:
    """Store new and changed visits of one application with the reasons for what they break; raises `NeedsReason`.

    A reason recorded for other figures of a visit (another day, other times) counts no more and is removed.
    """
    broken = opened.broken_by(visits)
    others = {visit_key(v): c.application.episode_id for c in opened.earlier for v in c.visits}
    reasons = demand_reasons(work, opened.episode_id, broken, exceptions, anew=True, others=others)
    still, stored = {f.message_ja for f in broken}, []
    for visit in visits:
        kept = work.save(visit) if visit.id else work.add(visit)
        if visit.id:
            forget_reasons(work, visit, still)
        else:
            move_reasons(work, (r for r in reasons if r.subject_key == visit_key(visit)), visit_key(kept))
        stored.append(kept)
    return tuple(stored)


def forget_reasons(work: UnitOfWork, visit: Visit, still: Collection[str] = ()) -> None:
    """Remove the reasons recorded for a visit that no longer stands as it did, except those with these figures.

    An exception that was never used must not show in the yearly book, nor excuse another visit that gets the number.
    The reason for a change in an accepted month stays: by it the next claim finds what is to be corrected. One that
    was withdrawn stays, too.
    """
    for exception in work.list(LimitException, subject_key=visit_key(visit)):
        holds = exception.figures in still or exception.withdrawn_on is not None
        if not holds and exception.rule != LOCKED_MONTH:
            work.remove(exception)


def planned_visit(opened: OpenCase, draft: VisitDraft) -> Visit:
    """The draft as a planned visit of the application, with what the approval fills in."""
    dispatch = opened.dispatch()
    return Visit(
        application_id=opened.application.id,
        provider_id=draft.provider_id or dispatch.provider_id,
        helper_id=draft.helper_id,
        visit_on=draft.visit_on,
        planned_start=draft.start,
        planned_end=draft.end,
        help_kinds=draft.help_kinds or dispatch.terms.help_kinds,
    )


def time_errors(visit: Visit) -> list[FieldError]:
    """One error when the visit would end before it begins."""
    if minutes_between(visit.planned_start, visit.planned_end) > 0:
        return []
    return [
        FieldError(
            "planned_end",
            "訪問の終わりの時刻が始まりより後になっていません。0時をまたぐ訪問は、日ごとに分けて入力してください。",
        )
    ]


def record_errors(ctx: AppContext, visit: Visit) -> list[FieldError]:
    """What is missing or impossible in a recorded visit."""
    errors = time_errors(visit)
    if visit.status is VisitStatus.PLANNED:
        errors.append(FieldError("status", "訪問の結果（実施・中止など）を選んでください。"))
    if visit.status is VisitStatus.DONE and visit.visit_on > ctx.today():
        errors.append(FieldError("visit_on", "まだ来ていない日の訪問は、実施として記録できません。"))
    if visit.status is VisitStatus.DONE and (visit.actual_start is None or visit.actual_end is None):
        errors.append(FieldError("actual_start", "実際の開始と終了の時刻を入力してください。"))
    if visit.actual_start and visit.actual_end and minutes_between(visit.actual_start, visit.actual_end) <= 0:
        errors.append(FieldError("actual_end", "実際の終了の時刻が開始より後になっていません。"))
    return errors


def record_warnings(programme: Programme, visits: Iterable[Visit]) -> tuple[str, ...]:
    """What should be looked at again in recorded visits, without stopping anyone."""
    done = [v for v in visits if v.status is VisitStatus.DONE]
    warnings = []
    unconfirmed = sum(v.confirmation is Confirmation.NONE for v in done)
    if unconfirmed:
        warnings.append(
            f"利用者の確認印・署名のない訪問が{unconfirmed}件あります（{programme.step_article('check_report')}）。"
        )
    if any(v.helper_id is None for v in done):
        warnings.append("従事者の入力されていない訪問があります。")
    return tuple(warnings)


def clash_warnings(visits: Iterable[Visit]) -> tuple[str, ...]:
    """A hint about planned visits that name no helper yet."""
    return () if all(v.helper_id is not None for v in visits) else ("ヘルパーの決まっていない予定があります。",)


def overlap_warnings(opened: OpenCase, visits: Iterable[Visit]) -> tuple[str, ...]:
    """Visits at a time when another helper comes to the same family, under another application or programme."""
    mine = tuple(v for v in visits if _expected(v))
    days = sorted({v.visit_on for v in mine})
    episodes = opened.read.list(Episode, household_id=opened.snapshot.household.id) if days else ()
    known = opened.read.list(Application, episode_id=[e.id for e in episodes]) if episodes else ()
    others = {a.id: a for a in known if a.id != opened.application.id}
    theirs = opened.read.list(Visit, application_id=sorted(others), visit_on=days) if others else ()
    clashes = (
        (visit, others[other.application_id].receipt_no)
        for visit in mine
        for other in theirs
        if _expected(other) and visit.visit_on == other.visit_on and _same_time(visit, other)
    )
    found = (f"{format_era(v.visit_on)}の訪問は、同じ世帯の申請{no}の訪問と時間が重なっています。" for v, no in clashes)
    return tuple(dict.fromkeys(found))


def _expected(visit: Visit) -> bool:
    return visit.status in (VisitStatus.PLANNED, VisitStatus.DONE)


def _same_time(one: Visit, other: Visit) -> bool:
    (start, end), (begin, stop) = _times(one), _times(other)
    return start < stop and begin < end


def _times(visit: Visit) -> tuple[time, time]:
    return visit.actual_start or visit.planned_start, visit.actual_end or visit.planned_end


def _spread(first: date, per_week: int) -> frozenset[int]:
    """Workdays (0 = Monday … 4 = Friday), evenly spread from the weekday of the first day."""
    wanted = min(per_week, _WORKDAYS)
    start = first.weekday() if first.weekday() < _WORKDAYS else 0
    return frozenset((start + n * _WORKDAYS // wanted) % _WORKDAYS for n in range(wanted))


def _after(start: time, minutes: int) -> time:
    """Time of day so many minutes later, at most 23:59."""
    end = min(start.hour * _HOUR + start.minute + minutes, 24 * _HOUR - 1)
    return time(end // _HOUR, end % _HOUR)
