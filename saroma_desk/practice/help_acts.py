"""Acts of a family on the help side: application, decision, visits, reports, suspension, withdrawal, cancellation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.dispatch import (
    ActivityReport,
    Application,
    Cancellation,
    Confirmation,
    Decision,
    Dispatch,
    EmergencyContact,
    Outcome,
    Suspension,
    Visit,
    VisitStatus,
    Withdrawal,
)
from saroma_desk.services import applying, reporting, stopping, visiting
from saroma_desk.services.helpcases import holidays_of

from .stage import Actor, Stage, exceptions_from, terms_from
from .story import Act, clock_time


def apply(stage: Stage, actor: Actor, act: Act) -> None:
    """申請 (様式1号)."""
    data = act.data
    application = Application(
        episode_id=actor.episode_id,
        applicant_id=actor.members[data["applicant"]],
        receipt_no="",
        applied_on=act.day,
        received_on=act.day,
        received_by=stage.user,
        relation_to_child=data["relation"],
        groups=tuple(data["groups"]),
        reason=data["reason"],
        wished=terms_from(data),
        allergy=data.get("allergy", ""),
        pets=data.get("pets", ""),
        parking=data.get("parking", ""),
        contacts=tuple(EmergencyContact(**c) for c in data.get("contacts", ())),
        declared_class=data["class"],
        consent_tax=True,
        consent_inquiry=True,
        consent_provider=True,
    )
    actor.application_id = applying.receive_application(stage.ctx, application).value.id


def reject(stage: Stage, actor: Actor, act: Act) -> None:
    """却下, with 様式4号 issued."""
    data = act.data
    decision = Decision(
        application_id=actor.application_id,
        outcome=Outcome.REJECTED,
        drafted_on=data["drafted"],
        decided_on=act.day,
        decided_by=stage.user,
        ground=data["ground"],
        reason=data["reason"],
        other_supports=data["other"],
    )
    applying.reject(stage.ctx, decision, exceptions_from(data.get("exceptions"), act.day))
    stage.clock.move_to(data["notified"])
    stage.issue(actor, "form04", data["notified"], act.day)


def approve(stage: Stage, actor: Actor, act: Act) -> None:
    """承認, with 様式3号 and 2号 issued."""
    data, case = act.data, stage.help_case(actor)
    terms = terms_from(data, case.application.wished)
    decision = Decision(
        application_id=actor.application_id,
        outcome=Outcome.APPROVED,
        drafted_on=data["drafted"],
        decided_on=act.day,
        decided_by=stage.user,
    )
    dispatch = Dispatch(
        episode_id=actor.episode_id,
        application_id=actor.application_id,
        provider_id=stage.providers[data["provider"]],
        approved_on=act.day,
        effective_from=terms.first_day or act.day,
        terms=terms,
        difference_reason=data.get("difference", ""),
        share_goal=data["share_goal"],
        share_notes=data.get("share_notes", ""),
        town_staff=stage.user,
        address_confirmed_by=data.get("address_confirmed_by", ""),
    )
    exceptions = exceptions_from(data.get("exceptions"), act.day)
    applying.approve(stage.ctx, actor.application_id, decision, dispatch, exceptions)
    stage.clock.move_to(data["notified"])
    stage.issue(actor, "form03", data["notified"], act.day)
    stage.issue(actor, "form02", data["notified"], act.day)


def change(stage: Stage, actor: Actor, act: Act) -> None:
    """変更承認, with 様式3号 (変更) and 2号 issued."""
    data, dispatch = act.data, stage.help_case(actor).dispatch
    if dispatch is None:
        raise ValueError(f"{actor.family.id}: nothing to change")
    terms = replace(terms_from(data, dispatch.terms), first_day=dispatch.terms.first_day)
    changed = replace(
        dispatch,
        id=0,
        version=0,
        revision=dispatch.revision + 1,
        approved_on=act.day,
        effective_from=data["from"],
        terms=terms,
        change_reason=data["change_reason"],
    )
    exceptions = exceptions_from(data.get("exceptions"), act.day)
    applying.change(stage.ctx, actor.application_id, changed, exceptions)
    stage.clock.move_to(data["notified"])
    stage.issue(actor, "form03", data["notified"], act.day)
    stage.issue(actor, "form02", data["notified"], act.day)


def schedule(stage: Stage, actor: Actor, act: Act) -> None:
    """訪問の予定: `count` visits on the approved weekdays from now on, not on holidays and not twice on a day."""
    data, case = act.data, stage.help_case(actor)
    if case.dispatch is None:
        raise ValueError(f"{actor.family.id}: nothing approved")
    taken = {v.visit_on for v in case.visits}
    terms = case.dispatch.terms
    span = (terms.first_day or act.day, terms.last_day or act.day)
    series = visiting.plan_series(replace(terms, visits=len(taken) + data["count"]), _holidays(span))
    free = [v for v in series if v.visit_on not in taken and v.visit_on >= act.day][: data["count"]]
    helper = stage.helpers[data["helper"]]
    drafts = tuple(replace(v, helper_id=helper, help_kinds=terms.help_kinds) for v in free)
    visiting.schedule(stage.ctx, actor.application_id, drafts, exceptions_from(data.get("exceptions"), act.day))


def report(stage: Stage, actor: Actor, act: Act) -> None:
    """様式7号 of a month: planned visits as planned, but for the `changes` of single days."""
    case = stage.help_case(actor)
    if case.dispatch is None:
        raise ValueError(f"{actor.family.id}: nothing approved")
    month = YearMonth(*(int(part) for part in str(act.data["month"]).split("-")))
    changes: Mapping[date, Mapping[str, Any]] = act.data.get("changes", {})
    planned = [
        v
        for v in case.visits
        if month.contains(v.visit_on) and v.status is VisitStatus.PLANNED and v.visit_on <= act.day
    ]
    reasons = [
        e for c in changes.values() for e in exceptions_from([c["exception"]] if "exception" in c else [], act.day)
    ]
    record = ActivityReport(
        application_id=actor.application_id,
        provider_id=case.dispatch.provider_id,
        month=month.first,
        received_on=act.day,
        reported_on=act.day,
        agrees_with_plan=True,
        checked_on=act.day,
        checked_by=stage.user,
    )
    visits = tuple(_recorded(v, changes.get(v.visit_on) or _suspended(v, case.suspensions)) for v in planned)
    reporting.receive_report(stage.ctx, record, visits, tuple(reasons))


def suspend(stage: Stage, actor: Actor, act: Act) -> None:
    """派遣の中止 (要領11)."""
    suspension = Suspension(
        application_id=actor.application_id,
        ground=act.data["ground"],
        detail=act.data["detail"],
        first_day=act.data["from"],
        decided_by=stage.user,
    )
    stopping.suspend(stage.ctx, suspension)


def resume(stage: Stage, actor: Actor, act: Act) -> None:
    """派遣の再開."""
    open_one = next(s for s in stage.help_case(actor).suspensions if s.last_day is None)
    stopping.resume(stage.ctx, open_one.id, act.data["last"])


def withdraw(stage: Stage, actor: Actor, act: Act) -> None:
    """辞退 (様式5号), written or by word of mouth."""
    data = act.data
    oral = {f"oral_{name}": value for name, value in data.get("oral", {}).items() if name != "written_later"}
    withdrawal = Withdrawal(
        application_id=actor.application_id,
        filed_on=act.day,
        effective_on=data["effective"],
        reasons=tuple(data["reasons"]),
        reason_text=data["text"],
        consult_wish=data.get("consult_wish"),
        oral="oral" in data,
        written_later=data.get("oral", {}).get("written_later"),
        **oral,
    )
    stopping.withdraw(stage.ctx, withdrawal)


def cancel(stage: Stage, actor: Actor, act: Act) -> None:
    """取消, with 様式6号 issued."""
    data, case = act.data, stage.help_case(actor)
    hearing = data.get("hearing", {})
    cancellation = Cancellation(
        application_id=actor.application_id,
        withdrawal_id=case.withdrawal.id if case.withdrawal else None,
        grounds=tuple(data["grounds"]),
        reason=data["reason"],
        drafted_on=data["drafted"],
        decided_on=act.day,
        cancelled_on=data["cancelled"],
        hearing_notified_on=hearing.get("notified"),
        hearing_due_on=hearing.get("due"),
        hearing_result=hearing.get("result", ""),
        unpaid_copay=data.get("unpaid"),
        network_contact=data.get("network", ""),
    )
    stopping.cancel(stage.ctx, cancellation)
    stage.clock.move_to(data["notified"])
    stage.issue(actor, "form06", data["notified"], act.day)


def _recorded(visit: Visit, change: Mapping[str, Any]) -> Visit:
    if "status" in change:
        return replace(visit, status=VisitStatus(change["status"]), status_reason=change["reason"])
    done = visiting.as_planned(visit, Confirmation("" if change.get("confirm") == "none" else "seal"))
    if "start" in change:
        done = replace(done, actual_start=clock_time(change["start"]), actual_end=clock_time(change["end"]))
    return done


def _suspended(visit: Visit, suspensions: tuple[Suspension, ...]) -> Mapping[str, Any]:
    for s in suspensions:
        if s.first_day <= visit.visit_on and (s.last_day is None or visit.visit_on <= s.last_day):
            return {"status": "town", "reason": s.detail}
    return {}


def _holidays(span: tuple[date, date]) -> frozenset[date]:
    first, last = span
    return holidays_of(date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
