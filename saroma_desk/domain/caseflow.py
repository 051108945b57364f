"""States of a case and its one next legal step (要領6–16); derived from what was recorded, never stored.

Texts, papers and articles of the steps stand in the rule set; here stands only when each one is due.
Subjects are named by what their paper is made from: ``application:<id>`` (様式1–6),
``report:<application id>:<YYYY-MM>`` (様式7), ``claim:<id>`` (様式8), ``screening:<id>`` (様式9),
``plan:<id>`` (様式10), and ``episode:<id>`` while there is nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import obligations as owed
from .case import CaseState
from .dispatch import DispatchState, Outcome
from .household import moved_out_on
from .obligations import help_state
from .plan import Plan
from .programme import find
from .screening import Judgement
from .snapshot import CaseSnapshot, HelpCase

__all__ = ["NextStep", "case_state", "help_state", "next_steps"]

_BY_JUDGEMENT = {
    Judgement.OPEN: CaseState.SURVEYING,
    Judgement.CONTINUE: CaseState.SURVEY_CONTINUES,
    Judgement.NOT_NEEDED: CaseState.NOT_ELIGIBLE,
    Judgement.NEEDED: CaseState.PLANNING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do for a case.

    Attributes:
        id: code of the rule set's steps, e.g. ``survey``.
        text: what is done, as people read it.
        due_on: legal or agreed day, or None where there is none.
        form: paper that the step makes (``form03``), or None.
        article: as shown to people, e.g. 要領8(2).
        tab: tab of the window where it is done.
        subject_key: what it concerns, see the module.
    """

    id: str
    text: str
    due_on: date | None
    form: str | None
    article: str
    tab: str
    subject_key: str

    @property
    def kind(self) -> str:
        """The code, as a duty calls it."""
        return self.id


def case_state(snapshot: CaseSnapshot) -> CaseState:
    """Where the episode stands on the snapshot's day."""
    if snapshot.closure is not None:
        return CaseState.CLOSED
    plan = owed.plan_in_force(snapshot)
    if plan is None:
        return _state_before_support(snapshot)
    if _to_be_evaluated(snapshot, plan):
        return CaseState.EVALUATING
    if any(help_state(h, snapshot.today) is DispatchState.SUSPENDED for h in snapshot.help_cases):
        return CaseState.INTERRUPTED
    return CaseState.SUPPORTING


def _state_before_support(snapshot: CaseSnapshot) -> CaseState:
    survey = owed.latest_screening(snapshot)
    if survey is None:
        return CaseState.RECEIVED
    if survey.judgement is Judgement.NEEDED and _refused(snapshot) and not owed.services_wanted(snapshot, helper=False):
        return CaseState.NOT_ELIGIBLE
    return _BY_JUDGEMENT[survey.judgement]


def _refused(snapshot: CaseSnapshot) -> bool:
    """Whether every application was rejected, and there was one."""
    decisions = [h.decision for h in snapshot.help_cases]
    return bool(decisions) and all(d is not None and d.outcome is Outcome.REJECTED for d in decisions)


def _to_be_evaluated(snapshot: CaseSnapshot, plan: Plan) -> bool:
    moved = moved_out_on(snapshot.members)
    if moved is not None and moved <= snapshot.today:
        return True
    survey = owed.judged_screening(snapshot)
    if survey is not None and survey.judgement is Judgement.NOT_NEEDED:
        return True
    evaluation = owed.latest_evaluation(snapshot)
    if evaluation is not None and evaluation.policy == "close":
        return True
    if plan.period_to < snapshot.today and owed.plan_draft(snapshot) is None:
        return True
    return _help_over(snapshot) and not owed.services_wanted(snapshot, helper=False)


def _help_over(snapshot: CaseSnapshot) -> bool:
    """Whether the help ended and was not evaluated since; no application waits for a decision."""
    end = _last_help_end(snapshot)
    evaluation = owed.latest_evaluation(snapshot)
    return end is not None and (evaluation is None or evaluation.evaluated_on < end)


def _last_help_end(snapshot: CaseSnapshot) -> date | None:
    if any(owed.undecided(h) for h in snapshot.help_cases):
        return None
    approved = [h for h in snapshot.help_cases if h.dispatch is not None]
    ends = [owed.help_end(h, snapshot.today) for h in approved]
    known = [end for end in ends if end is not None and end <= snapshot.today]
    return max(known) if known and len(known) == len(ends) else None


def next_steps(snapshot: CaseSnapshot) -> tuple[NextStep, ...]:
    """What is to be done, most urgent first; never empty. The first one is the next legal step."""
    found: dict[tuple[str, str], NextStep] = {}
    for step in _all_steps(snapshot):
        found.setdefault((step.id, step.subject_key), step)
    return tuple(found.values())


def _all_steps(snapshot: CaseSnapshot) -> Iterator[NextStep]:
    if snapshot.closure is not None:
        yield _closing_step(snapshot, "file")
        yield _step(snapshot, "reopen", _episode(snapshot))
        return
    for case in snapshot.help_cases:
        yield from _owed_cancellation(snapshot, case)
    if owed.plan_in_force(snapshot) is None:
        gone = moved_out_on(snapshot.members) is not None
        yield from _not_eligible(snapshot) if gone else _before_support(snapshot)
    else:
        yield from _in_support(snapshot)


def _owed_cancellation(snapshot: CaseSnapshot, case: HelpCase) -> Iterator[NextStep]:
    if owed.cancellation_owed(snapshot, case) and case.withdrawal is not None:
        yield _step(snapshot, "cancel", _application(case), case.withdrawal.effective_on)
    if owed.moving_cancels(snapshot, case):
        yield _step(snapshot, "cancel_moved", _application(case), moved_out_on(snapshot.members))
    if owed.cancellation_unnotified(snapshot, case) and case.cancellation is not None:
        yield _step(snapshot, "notify_cancellation", _application(case), case.cancellation.cancelled_on)


def _before_support(snapshot: CaseSnapshot) -> Iterator[NextStep]:
    state = _state_before_support(snapshot)
    survey = owed.latest_screening(snapshot)
    if survey is None:
        if not snapshot.help_cases and _begins_with_application(snapshot):
            yield _step(snapshot, "application", _episode(snapshot))
        yield _step(snapshot, "survey", _episode(snapshot))
    elif state is CaseState.SURVEYING:
        yield _step(snapshot, "judge", f"screening:{survey.id}")
    elif state is CaseState.SURVEY_CONTINUES:
        yield _step(snapshot, "resurvey", f"screening:{survey.id}", survey.reassess_on)
    elif state is CaseState.NOT_ELIGIBLE:
        yield from _not_eligible(snapshot)
    else:
        for case in snapshot.help_cases:
            if owed.rejection_unnotified(snapshot, case):
                yield _step(snapshot, "notify_rejection", _application(case))
        yield from _plan_steps(snapshot)


def _begins_with_application(snapshot: CaseSnapshot) -> bool:
    """Whether 様式1号 comes before the survey: the family asked by itself, or on the town's advice (勧奨)."""
    article = snapshot.programme.forms["form01"].article
    asked = any(r.code == snapshot.episode.route and r.article == article for r in snapshot.programme.routes)
    return asked or snapshot.episode.intake_kind == "recommended"


def _not_eligible(snapshot: CaseSnapshot) -> Iterator[NextStep]:
    for case in snapshot.help_cases:
        if owed.undecided(case):
            yield _step(snapshot, "reject", _application(case))
        elif owed.rejection_unnotified(snapshot, case):
            yield _step(snapshot, "notify_rejection", _application(case))
    yield _closing_step(snapshot, "close")


def _closing_step(snapshot: CaseSnapshot, code: str) -> NextStep:
    """Closing stands on 様式10号; a family that never had a plan has only its survey (様式9号)."""
    survey = owed.latest_screening(snapshot)
    if snapshot.plans or survey is None:
        return _step(snapshot, code, _plan(snapshot))
    form = find(snapshot.programme.steps, code).data["form_without_plan"]
    return replace(_step(snapshot, code, f"screening:{survey.id}"), form=form)


def _plan_steps(snapshot: CaseSnapshot) -> Iterator[NextStep]:
    draft = owed.plan_draft(snapshot)
    if draft is not None:
        yield _step(snapshot, "decide_plan", _plan(snapshot), draft.period_from)
    elif owed.plan_in_force(snapshot) is None:
        yield _step(snapshot, "plan", _episode(snapshot))


def _in_support(snapshot: CaseSnapshot) -> Iterator[NextStep]:
    evaluation = owed.latest_evaluation(snapshot)
    closing = evaluation is not None and evaluation.policy == "close"
    moved = moved_out_on(snapshot.members)
    for case in snapshot.help_cases:
        yield from _help_steps(snapshot, case, closing=closing or moved is not None)
    if closing:
        yield _step(snapshot, "close", _plan(snapshot))
        return
    if moved is not None:
        yield _step(snapshot, "evaluate", _plan(snapshot), moved)
        return
    yield from _plan_steps(snapshot)
    wants_helper = owed.services_wanted(snapshot, helper=True)
    if wants_helper and not snapshot.help_cases and case_state(snapshot) is CaseState.SUPPORTING:
        yield _step(snapshot, "application", _episode(snapshot))
    if evaluation is not None and owed.plan_draft(snapshot) is None and _plan_outlived(snapshot, evaluation.policy):
        yield _step(snapshot, "review", _plan(snapshot))
    yield _step(snapshot, "evaluate", _plan(snapshot), _evaluation_due(snapshot))


def _plan_outlived(snapshot: CaseSnapshot, policy: str) -> bool:
    plan = owed.plan_in_force(snapshot)
    return policy == "revise" or (plan is not None and plan.period_to < snapshot.today)


def _evaluation_due(snapshot: CaseSnapshot) -> date | None:
    due = owed.review_due_on(snapshot)
    end = _last_help_end(snapshot) if _help_over(snapshot) else None
    return min((d for d in (due, end) if d is not None), default=None)


def _help_steps(snapshot: CaseSnapshot, case: HelpCase, *, closing: bool) -> Iterator[NextStep]:
    key = _application(case)
    if owed.undecided(case):
        survey = owed.judged_screening(snapshot)
        refused = closing or (survey is not None and survey.judgement is Judgement.NOT_NEEDED)
        yield _step(snapshot, "reject" if refused else "approve", key, case.application.wished.first_day)
    elif owed.rejection_unnotified(snapshot, case):
        yield _step(snapshot, "notify_rejection", key)
    if help_state(case, snapshot.today) is not None:
        yield from _running_help_steps(snapshot, case)
        yield from _report_steps(snapshot, case)


def _running_help_steps(snapshot: CaseSnapshot, case: HelpCase) -> Iterator[NextStep]:
    state = help_state(case, snapshot.today)
    if state in owed.ENDED or owed.moving_cancels(snapshot, case):
        return
    key, first_day = _application(case), owed.help_period(case)[0]
    if owed.approval_unnotified(snapshot, case):
        yield _step(snapshot, "notify_approval", key, first_day)
    if owed.request_due(snapshot, case):
        yield _step(snapshot, "request_provider", key, first_day)
    if state is DispatchState.SUSPENDED:
        yield _step(snapshot, "resume", _plan(snapshot), _suspended_until(case, snapshot.today))
    elif not case.visits:
        yield _step(snapshot, "schedule", _month(case, first_day or snapshot.today), first_day)


def _report_steps(snapshot: CaseSnapshot, case: HelpCase) -> Iterator[NextStep]:
    due_day = snapshot.office.settings.get("reports.due_day")
    for month in owed.report_months_owed(case, snapshot.today):
        yield _step(snapshot, "report", _month(case, month), owed.report_due_on(month, due_day))
    for report in owed.unchecked_reports(case):
        yield _step(snapshot, "check_report", _month(case, report.month))


def _suspended_until(case: HelpCase, today: date) -> date | None:
    running = [s for s in case.suspensions if s.first_day <= today and (s.last_day is None or today <= s.last_day)]
    return min((s.last_day for s in running if s.last_day is not None), default=None)


def _step(snapshot: CaseSnapshot, code: str, subject_key: str, due_on: date | None = None) -> NextStep:
    term = find(snapshot.programme.steps, code)
    return NextStep(
        id=code,
        text=term.name,
        due_on=due_on,
        form=term.data["form"],
        article=snapshot.programme.step_article(code),
        tab=term.data["tab"],
        subject_key=subject_key,
    )


def _episode(snapshot: CaseSnapshot) -> str:
    return f"episode:{snapshot.episode.id}"


def _plan(snapshot: CaseSnapshot) -> str:
    latest = max(snapshot.plans, key=lambda p: p.revision, default=None)
    return _episode(snapshot) if latest is None else f"plan:{latest.id}"


def _application(case: HelpCase) -> str:
    return f"application:{case.application.id}"


def _month(case: HelpCase, day: date) -> str:
    return f"report:{case.application.id}:{day:%Y-%m}"
