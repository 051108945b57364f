"""Planning and recording visits (要領10・14・16); over a limit only with a recorded reason, and never silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.domain.errors import KnownError, demand
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_build import (
    application_key,
    approval_on,
    check_visits,
    slot_of,
    slots_beside,
    visit_count,
    visit_key,
)
from saroma_desk.domain.limits import LimitFinding, Remaining, VisitCount, remaining

from .context import AppContext
from .exceptions import ExceptionDraft
from .explaining import explain_limits
from .families import families_of
from .helpcases import holidays_of, locked_month_findings, open_case
from .reporting import ReportRow, ReportSheet, check_report, receive_report, report_sheet
from .result import Result, Topic
from .visits import (
    VisitDraft,
    as_planned,
    clash_warnings,
    forget_reasons,
    overlap_warnings,
    plan_series,
    planned_visit,
    record_errors,
    record_warnings,
    store_visits,
    time_errors,
)

__all__ = [
    "LimitView",
    "ReportRow",
    "ReportSheet",
    "VisitDraft",
    "as_planned",
    "check_report",
    "explain_limits",
    "holidays_of",
    "limit_view",
    "move_visit",
    "plan_series",
    "receive_report",
    "record_visit",
    "remove_planned",
    "report_sheet",
    "schedule",
    "undo_record",
]

_CHANGED = frozenset({Topic.DISPATCHES, Topic.TASKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitView:
    """What is left, and what a drafted visit would break; shown live while scheduling.

    Attributes:
        findings: every rule's answer to the draft (kept ones too); without a draft, what stored visits break.
        unexcused: those of `findings` that need a reason.
        remaining: what is left on the draft's day (today without one), the draft itself not counted; None before an
            approval.
        count: 承認・実施・予定・残 of the application as a whole, by its latest terms; None before an approval.
        exceptions: recorded ones of this application and its visits.
    """

    findings: tuple[LimitFinding, ...] = ()
    unexcused: tuple[LimitFinding, ...] = ()
    remaining: Remaining | None = None
    count: VisitCount | None = None
    exceptions: tuple[LimitException, ...] = ()


def schedule(
    ctx: AppContext,
    application_id: int,
    visits: tuple[VisitDraft, ...],
    exceptions: tuple[ExceptionDraft, ...] = (),
) -> Result[tuple[Visit, ...]]:
    """Plan visits under an approval; all of them or none.

    Raises:
        NeedsReason: a limit is exceeded by one of them, or by a later visit because of them, without a reason.
        KnownError: ``not_approved``, ``nothing_planned``, impossible times.
    """
    with ctx.work("訪問の予定") as work:
        opened = open_case(ctx, work, application_id)
        opened.dispatch()
        if not visits:
            raise KnownError("nothing_planned", "予定する訪問がありません。")
        planned = tuple(planned_visit(opened, draft) for draft in visits)
        demand([e for v in planned for e in time_errors(v)])
        stored = store_visits(work, opened, planned, exceptions)
        warnings = (*clash_warnings(stored), *overlap_warnings(opened, stored))
        work.commit()
    return Result(stored, _CHANGED, warnings)


def move_visit(ctx: AppContext, visit: Visit, exceptions: tuple[ExceptionDraft, ...] = ()) -> Result[Visit]:
    """Store a planned visit with another day, time, helper or kind of help.

    Raises:
        NeedsReason: as `schedule`; a reason given for the old day counts only where the figures stay the same.
        KnownError: ``not_planned`` when it was already recorded, ``stale``, impossible times.
    """
    with ctx.work("予定の変更") as work:
        opened = open_case(ctx, work, visit.application_id)
        _planned(work.get(Visit, visit.id))
        demand(time_errors(visit))
        stored = store_visits(work, opened, (visit,), exceptions)[0]
        warnings = (*clash_warnings((stored,)), *overlap_warnings(opened, (stored,)))
        work.commit()
    return Result(stored, _CHANGED, warnings)


def undo_record(ctx: AppContext, visit_id: int, exceptions: tuple[ExceptionDraft, ...] = ()) -> Result[Visit]:
    """Make a visit that was recorded by mistake (二重の記載など) planned again; then it can be removed.

    Raises `NeedsReason` when the claim of its month was already accepted: what was paid is then taken back.
    """
    with ctx.work("訪問の記録の取消し") as work:
        visit = work.get(Visit, visit_id)
        opened = open_case(ctx, work, visit.application_id)
        again = replace(
            visit,
            status=VisitStatus.PLANNED,
            status_reason="",
            actual_start=None,
            actual_end=None,
            confirmation=Confirmation.NONE,
            copay_collected=None,
            report_id=None,
        )
        stored = store_visits(work, opened, (again,), exceptions)[0]
        work.commit()
    return Result(stored, _CHANGED | {Topic.CLAIMS})


def remove_planned(ctx: AppContext, visits: Iterable[Visit]) -> Result[None]:
    """Take planned visits out of the calendar.

    Raises KnownError ``not_planned`` for one that was recorded, ``month_locked`` where a claim may name it.
    """
    with ctx.work("予定の削除") as work:
        wanted = tuple(visits)
        families = families_of(ctx, work, {v.application_id for v in wanted})
        for visit in wanted:
            _planned(work.get(Visit, visit.id))
            if locked_month_findings(work, visit, families[visit.application_id]):
                raise KnownError(
                    "month_locked", "受理済みの月の訪問は削除できません。実施しなかった訪問として記録してください。"
                )
            forget_reasons(work, visit)
            work.remove(visit)
        work.commit()
    return Result(None, _CHANGED)


def limit_view(
    ctx: AppContext, application_id: int, draft: VisitDraft | Visit | None = None, *, multiples: bool | None = None
) -> LimitView:
    """What is left under an approval, and what a drafted visit would break; nothing is stored.

    Args:
        ctx: office.
        application_id: application under which the visit would stand.
        draft: a visit to be planned, or a stored visit with changed values.
        multiples: look at it as if this were so (多胎の what-if); None takes the household as it is.
    """
    with ctx.read() as read:
        opened = open_case(ctx, read, application_id)
        visit = planned_visit(opened, draft) if isinstance(draft, VisitDraft) else draft
        around = opened.around(opened.case.visits if visit is None else (visit,))
        if multiples is not None:
            around = replace(around, multiples=multiples)
        looked_at = opened.case.visits if visit is None else (visit,)
        answers = check_visits(opened.case, looked_at, around, opened.rules)
        findings = tuple(f for many in answers.values() for f in many if visit is not None or not f.kept)
        without_reason = opened.unexcused(findings)
    keys = {application_key(application_id), *(visit_key(v) for v in opened.case.visits)}
    on = visit.visit_on if visit else ctx.today()
    approval = approval_on(opened.case, on, around)
    others = [v for v in opened.case.visits if visit is None or not visit.id or v.id != visit.id]
    slots = [slot_of(v, around.policies) for v in others]
    left = None if approval is None else remaining(approval, slots, on, opened.rules, slots_beside(around))
    return LimitView(
        findings=findings,
        unexcused=without_reason,
        remaining=left,
        count=visit_count(opened.case, around.policies, opened.rules, multiples=around.multiples),
        exceptions=tuple(e for e in opened.snapshot.exceptions if e.subject_key in keys),
    )


def record_visit(ctx: AppContext, visit: Visit, exceptions: tuple[ExceptionDraft, ...] = ()) -> Result[Visit]:
    """Record what became of a visit, planned (with its id) or not (id 0); a later correction is the same act.

    Raises:
        NeedsReason: a limit is exceeded, or the claim of its month was already accepted, without a reason; one given
            while planning counts only where the figures stay the same.
        KnownError: ``not_approved``, missing or impossible times, a day in the future.
    """
    with ctx.work("訪問の記録") as work:
        opened = open_case(ctx, work, visit.application_id)
        opened.dispatch()
        demand(record_errors(ctx, visit))
        stored = store_visits(work, opened, (visit,), exceptions)[0]
        warnings = (*record_warnings(opened.programme, (stored,)), *overlap_warnings(opened, (stored,)))
        work.commit()
    return Result(stored, _CHANGED | {Topic.CLAIMS}, warnings)


def _planned(visit: Visit) -> None:
    if visit.status is not VisitStatus.PLANNED:
        raise KnownError("not_planned", "すでに結果を記録した訪問です。予定としては変更・削除できません。")
