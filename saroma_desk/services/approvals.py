"""What stands against approving or changing helper visits: limits, legal order, a recent earlier help (要領8・10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from saroma_desk.domain import obligations as owed
from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application, Cancellation, Decision, Dispatch, Withdrawal
from saroma_desk.domain.limit_build import application_key, approval_of
from saroma_desk.domain.limit_change import change_findings
from saroma_desk.domain.limits import LimitFinding, LimitKind, check_approval
from saroma_desk.domain.periods import corresponding_day, period_end

from .context import AppContext
from .helpcases import OpenCase

_DAY = timedelta(days=1)
_PLAN_RULE = "plan_before_approval"
_GAP_RULE = "order.application_gap"


def approval_findings(opened: OpenCase, dispatch: Dispatch) -> tuple[LimitFinding, ...]:
    """What every limit says about terms to be approved, kept ones included; of contracts once a provider is chosen."""
    around = opened.around()
    facts = approval_of(dispatch.terms, opened.application.id, around, dispatch.provider_id)
    rules = [r for r in opened.rules if dispatch.provider_id or r.kind is not LimitKind.INSIDE_CONTRACT]
    return () if facts is None else check_approval(facts, rules)


def changed_findings(opened: OpenCase, dispatch: Dispatch) -> tuple[LimitFinding, ...]:
    """Visits planned or made that changed terms would not cover; nothing before an approval."""
    if not opened.case.dispatches:
        return ()
    terms = replace(dispatch.terms, first_day=opened.case.dispatches[0].terms.first_day)
    article = opened.programme.step_article("approve")
    return change_findings(opened.case, replace(dispatch, terms=terms), opened.around(), opened.rules, article)


def days_of(opened: OpenCase, decision: Decision) -> dict[str, date | None]:
    """Days of the acts up to the decision, by their names in the rule set's order."""
    survey, plan = owed.latest_screening(opened.snapshot), owed.plan_in_force(opened.snapshot)
    return {
        "applied_on": opened.application.applied_on,
        "surveyed_on": survey.surveyed_on if survey else None,
        "drafted_on": decision.drafted_on,
        "decided_on": decision.decided_on,
        "notified_on": decision.notified_on,
        "plan_decided_on": plan.decided_on if plan else None,
    }


def plan_findings(opened: OpenCase) -> tuple[LimitFinding, ...]:
    """Nothing is approved before a plan is decided (要領8(2)・(3)); a plan of a later day is a matter of order."""
    if owed.plan_in_force(opened.snapshot) is not None:
        return ()
    return (
        _finding(opened, f"order.{_PLAN_RULE}", "支援計画（様式10号）が決裁されていません。", "支援計画を決裁する"),
    )


def gap_findings(ctx: AppContext, opened: OpenCase, dispatch: Dispatch) -> tuple[LimitFinding, ...]:
    """A new application soon after the last help asks for a reason; the 要領 says nothing about renewals."""
    months, start = opened.programme.new_application_gap_months, dispatch.terms.first_day
    last = _last_help_day(ctx, opened)
    if last is None or start is None or not months:
        return ()
    free = corresponding_day(last, months) or period_end(last, months)
    if start > free:
        return ()
    message = (
        f"前回の派遣は{format_era(last)}に終わりました。次の派遣まで{(start - last).days}日です（目安は{months}か月）。"
    )
    return (_finding(opened, _GAP_RULE, message, "前回の終了から間をあける"),)


def _last_help_day(ctx: AppContext, opened: OpenCase) -> date | None:
    """Last day of the household's help under other applications to the same programme, also of earlier episodes."""
    read, family = opened.read, opened.programme.family
    episodes = read.list(Episode, household_id=opened.snapshot.household.id)
    episodes = tuple(e for e in episodes if ctx.programme(e.programme_id).family == family)
    applications = read.list(Application, episode_id=[e.id for e in episodes])
    ids = [a.id for a in applications if a.id != opened.application.id]
    if not ids:
        return None
    terms = {d.application_id: d.terms for d in read.list(Dispatch, order_by="revision,id", application_id=ids)}
    last = {key: t.last_day for key, t in terms.items() if t.last_day is not None}
    for end in read.list(Withdrawal, application_id=ids):
        last[end.application_id] = min(last.get(end.application_id, end.effective_on), end.effective_on - _DAY)
    for stop in read.list(Cancellation, application_id=ids):
        last[stop.application_id] = min(last.get(stop.application_id, stop.cancelled_on), stop.cancelled_on - _DAY)
    return max(last.values(), default=None)


def _finding(opened: OpenCase, rule: str, message: str, remedy: str) -> LimitFinding:
    key = application_key(opened.application.id)
    return LimitFinding(
        rule_id=rule,
        kept=False,
        article="",
        message_ja=message,
        remedy_ja=f"{remedy}か、それでも行う理由を記録してください。",
        subject=key,
        excused_by=(key,),
    )
