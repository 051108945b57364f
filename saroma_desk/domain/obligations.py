"""What a case still owes: papers to send, reports to receive, reviews to hold (要領6(3)–(5), 8, 13, 16)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

from .calendar import YearMonth
from .case import Evaluation
from .dispatch import ActivityReport, DispatchState, Outcome, VisitStatus
from .household import moved_out_on, multiple_since
from .office import PaperState
from .periods import corresponding_day, period_end
from .plan import Plan
from .screening import Judgement, Screening
from .snapshot import CaseSnapshot, HelpCase

ENDED = frozenset({DispatchState.WITHDRAWN, DispatchState.CANCELLED, DispatchState.EXPIRED})


def help_state(case: HelpCase, today: date) -> DispatchState | None:
    """Where a dispatch stands on `today`; None before an approval and after a rejection.

    A withdrawal shows until the cancellation that it demands takes effect (要領13(1)③).
    """
    if case.dispatch is None:
        return None
    if case.cancellation is not None and case.cancellation.cancelled_on <= today:
        return DispatchState.CANCELLED
    if case.withdrawal is not None:
        return DispatchState.WITHDRAWN
    first, last = help_period(case)
    if last is not None and last < today:
        return DispatchState.EXPIRED
    if any(s.first_day <= today and (s.last_day is None or today <= s.last_day) for s in case.suspensions):
        return DispatchState.SUSPENDED
    return DispatchState.APPROVED if first is not None and today < first else DispatchState.RUNNING


def help_period(case: HelpCase) -> tuple[date | None, date | None]:
    """First and last day, both inclusive, of the approved dispatch; a change keeps the first day."""
    if case.dispatch is None:
        return None, None
    return case.dispatches[0].terms.first_day, case.dispatch.terms.last_day


def counts_as_multiple(snapshot: CaseSnapshot, case: HelpCase | None) -> bool:
    """Whether the higher limit for multiple births (要領10(2)) holds for an application, or for a new one (None)."""
    first = help_period(case)[0] if case is not None else None
    return multiple_since(snapshot.members, min(first or snapshot.today, snapshot.today))


def help_end(case: HelpCase, today: date) -> date | None:
    """Day from which no helper comes any more, or None while the dispatch is pending or runs."""
    if help_state(case, today) not in ENDED:
        return None
    if case.cancellation is not None:
        return case.cancellation.cancelled_on
    if case.withdrawal is not None:
        return case.withdrawal.effective_on
    last = help_period(case)[1]
    return None if last is None else last + timedelta(days=1)


def undecided(case: HelpCase) -> bool:
    """Whether the application still waits for its decision (可否, 要領8(2))."""
    return case.decision is None and case.dispatch is None


def rejection_unnotified(snapshot: CaseSnapshot, case: HelpCase) -> bool:
    """Whether 様式4号 has not left yet."""
    decision = case.decision
    if decision is None or decision.outcome is not Outcome.REJECTED:
        return False
    return not _told(snapshot, "form04", case, decision.notified_on)


def was_issued(snapshot: CaseSnapshot, form: str, case: HelpCase, since: date | None = None) -> bool:
    """Whether `form` was issued for the application, on or after `since` when given; void papers do not count."""
    key = f"application:{case.application.id}"
    return any(
        paper.form == form
        and paper.subject_key == key
        and paper.state is PaperState.ISSUED
        and (since is None or (paper.issued_on is not None and paper.issued_on >= since))
        for paper in snapshot.papers
    )


def approval_unnotified(snapshot: CaseSnapshot, case: HelpCase) -> bool:
    """Whether 様式3号 is due: for the approval, and again for each change of its terms (変更)."""
    if case.dispatch is None:
        return False
    if case.dispatch.revision == 0 and case.decision is not None:
        return not _told(snapshot, "form03", case, case.decision.notified_on)
    return not was_issued(snapshot, "form03", case, since=_since(case))


def request_due(snapshot: CaseSnapshot, case: HelpCase) -> bool:
    """Whether 様式2号 to the provider is due, again after each change."""
    return case.dispatch is not None and not was_issued(snapshot, "form02", case, since=_since(case))


def _since(case: HelpCase) -> date | None:
    return case.dispatch.approved_on if case.dispatch is not None and case.dispatch.revision else None


def cancellation_owed(snapshot: CaseSnapshot, case: HelpCase) -> bool:
    """Whether a withdrawal still waits for its cancellation (要領13(1)③, 13(2))."""
    needed = snapshot.programme.withdrawal_needs_cancellation
    return needed and case.withdrawal is not None and case.cancellation is None


def moving_cancels(snapshot: CaseSnapshot, case: HelpCase) -> bool:
    """Whether help still runs, or is still to begin, when the whole household leaves the town (要領13(1)①)."""
    moved = moved_out_on(snapshot.members)
    last = help_period(case)[1]
    if moved is None or case.cancellation is not None or (last is not None and last < moved):
        return False
    return case.withdrawal is None and help_state(case, snapshot.today) not in {None, *ENDED}


def cancellation_unnotified(snapshot: CaseSnapshot, case: HelpCase) -> bool:
    """Whether 様式6号 has not left yet for a decided cancellation."""
    if case.cancellation is None:
        return False
    return not _told(snapshot, "form06", case, case.cancellation.notified_on)


def _told(snapshot: CaseSnapshot, form: str, case: HelpCase, notified_on: date | None) -> bool:
    """Whether the notice is out: issued here, or noted by its day alone; a void paper must be sent anew."""
    if was_issued(snapshot, form, case):
        return True
    key = f"application:{case.application.id}"
    void = any(p.form == form and p.subject_key == key and p.state is PaperState.VOID for p in snapshot.papers)
    return notified_on is not None and not void


def report_months_owed(case: HelpCase, today: date) -> tuple[date, ...]:
    """First days of past months with visits for which no 様式7号 came (要領16: monthly), oldest first."""
    arrived = {report.month for report in case.reports}
    gone = {VisitStatus.PLANNED, VisitStatus.DONE}
    this_month = today.replace(day=1)
    months = {v.visit_on.replace(day=1) for v in case.visits if v.status in gone}
    return tuple(sorted(m for m in months - arrived if m < this_month))


def unchecked_reports(case: HelpCase) -> tuple[ActivityReport, ...]:
    """様式7号 that came and was not compared with the plan yet (要領14)."""
    return tuple(r for r in case.reports if r.checked_on is None)


def report_due_on(month: date, due_day: str | None) -> date | None:
    """Day by which the provider hands in the papers of `month`; None while the town named no day."""
    if not due_day or not due_day.isdecimal():
        return None
    following = YearMonth.of(month).next()
    return following.first.replace(day=min(max(int(due_day), 1), monthrange(following.year, following.month)[1]))


def latest_screening(snapshot: CaseSnapshot) -> Screening | None:
    """The survey with the highest number."""
    return max(snapshot.screenings, key=lambda s: s.no, default=None)


def judged_screening(snapshot: CaseSnapshot) -> Screening | None:
    """The latest survey that carries a final judgement (有 or 無)."""
    final = [s for s in snapshot.screenings if s.judgement in (Judgement.NEEDED, Judgement.NOT_NEEDED)]
    return max(final, key=lambda s: s.no, default=None)


def plan_in_force(snapshot: CaseSnapshot) -> Plan | None:
    """The decided plan with the highest revision."""
    return max((p for p in snapshot.plans if p.decided_on is not None), key=lambda p: p.revision, default=None)


def plan_draft(snapshot: CaseSnapshot) -> Plan | None:
    """The undecided plan that is newer than the one in force, if any."""
    plan = max(snapshot.plans, key=lambda p: p.revision, default=None)
    return plan if plan is not None and plan.decided_on is None else None


def latest_evaluation(snapshot: CaseSnapshot) -> Evaluation | None:
    """The evaluation of the plan in force that was made last."""
    plan = plan_in_force(snapshot)
    own = [e for e in snapshot.evaluations if plan is not None and e.plan_id == plan.id]
    return max(own, key=lambda e: (e.evaluated_on, e.id), default=None)


def services_wanted(snapshot: CaseSnapshot, *, helper: bool) -> bool:
    """Whether the judged survey names a service of that kind (要領4); a bare survey wants consultation only."""
    survey = judged_screening(snapshot)
    named: Collection[str] = survey.services if survey is not None else ()
    kinds = {bool(s.data.get("helper")) for s in snapshot.programme.services if s.code in named}
    return helper in kinds if kinds else not helper


def review_due_on(snapshot: CaseSnapshot) -> date | None:
    """Day by which the support is to be evaluated: 次回評価日, else `review_months` after plan or last evaluation.

    None without a decided plan. The end of the plan brings it forward (要領6(3)⑤).
    """
    plan = plan_in_force(snapshot)
    if plan is None:
        return None
    last = latest_evaluation(snapshot)
    if plan.next_review_on is not None and (last is None or last.evaluated_on < plan.next_review_on):
        return plan.next_review_on
    months = snapshot.programme.review_months
    if last is None:
        return min(period_end(plan.period_from, months), plan.period_to)
    due = corresponding_day(last.evaluated_on, months) or period_end(last.evaluated_on, months)
    return min(due, plan.period_to) if last.evaluated_on < plan.period_to else due
