"""Acts of a family on the case side: intake, survey, plan, evaluation, closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from saroma_desk.domain.case import Closure, ConsultVisit, Evaluation, GoalResult, ProgressNote, Referral
from saroma_desk.domain.household import CopayClassPeriod, Household, LegalStatus, Member, Role
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Severity
from saroma_desk.services import closing, consults, intake, persons, planning, screenings
from saroma_desk.services.snapshots import snapshot

from .stage import Actor, Stage, exceptions_from
from .story import Act


def take_in(stage: Stage, actor: Actor, act: Act) -> None:
    """受理 of the family with all of its people."""
    family = actor.family
    result = intake.take_in(stage.ctx, _intake(stage, act, _household(family.household, act.day), _members(actor)))
    actor.episode_id, actor.household_id = result.value.id, result.value.household_id
    case = snapshot(stage.ctx, actor.episode_id)
    actor.members = {str(raw["key"]): m.id for raw, m in zip(family.members, case.members, strict=True)}


def reopen(stage: Stage, actor: Actor, act: Act) -> None:
    """再開 as a new episode."""
    case = stage.case(actor)
    draft = _intake(stage, act, case.household, ())
    actor.episode_id = closing.reopen(stage.ctx, actor.household_id, draft).value.id


def set_status(stage: Stage, actor: Actor, act: Act) -> None:
    """法上の区分 of one person from this day on."""
    status = LegalStatus(act.data["status"])
    persons.set_status(stage.ctx, actor.members[act.data["member"]], status, act.day, act.data.get("basis", ""))


def set_copay(stage: Stage, actor: Actor, act: Act) -> None:
    """利用世帯の区分 from this day on."""
    period = CopayClassPeriod(
        household_id=actor.household_id,
        copay_class=act.data["class"],
        valid_from=act.day,
        tax_year=act.data.get("tax_year"),
        evidence=act.data["evidence"],
        decided_on=act.day,
        decided_by=stage.user,
    )
    persons.set_copay_class(stage.ctx, period)


def record_birth(stage: Stage, actor: Actor, act: Act) -> None:
    """出生: the child joins the household, the pregnancy ends."""
    child = replace(_member(act.data), household_id=actor.household_id, role=Role.TARGET_CHILD)
    made = persons.record_birth(stage.ctx, actor.members[act.data["mother"]], (child,)).value
    actor.members[act.data["key"]] = made[0].id


def survey(stage: Stage, actor: Actor, act: Act) -> None:
    """調査 with the indicator list (様式9号)."""
    data = act.data
    started = screenings.start(stage.ctx, actor.episode_id).value
    epds = data.get("epds") or (None, None, None)
    filled = replace(
        started,
        surveyed_on=act.day,
        method=data["method"],
        surveyed_by=stage.user,
        basis=data.get("basis", "application"),
        newborn_visit_on=data.get("newborn_visit"),
        newborn_visit_result=data.get("newborn_result", ""),
        answers=_answers(stage.case(actor).programme, data["answers"], act.day),
        target_groups=tuple(data["groups"]),
        epds_on=epds[0],
        epds_total=epds[1],
        epds_item10=epds[2],
        strengths=data["strengths"],
        needs=data["needs"],
        family_wish=data["wish"],
        urgent=data.get("urgent", False),
        case_meeting="case_meeting" in data,
        case_meeting_on=data.get("case_meeting"),
    )
    actor.screening_id = screenings.save(stage.ctx, filled).value.id


def judge(stage: Stage, actor: Actor, act: Act) -> None:
    """判断: the nurse's own, with its reason."""
    data = act.data
    screening = next(s for s in stage.case(actor).screenings if s.id == actor.screening_id)
    judged = replace(
        screening,
        judgement=Judgement(data["judgement"]),
        judgement_reason=data["reason"],
        judged_on=act.day,
        judged_by=stage.user,
        support_type=data.get("type", ""),
        services=tuple(data.get("services", ())),
        dispatch_proposal=data.get("proposal", ""),
        rejection_draft=data.get("rejection", ""),
        reassess_on=data.get("reassess"),
    )
    screenings.judge(stage.ctx, judged, exceptions_from(data.get("exceptions"), act.day))


def make_plan(stage: Stage, actor: Actor, act: Act) -> None:
    """支援計画 as a draft (様式10号)."""
    data = act.data
    goals = tuple(Goal(**{**g, "indicators": tuple(g.get("indicators", ()))}) for g in data["goals"])
    plan = Plan(
        episode_id=actor.episode_id,
        screening_id=actor.screening_id or None,
        made_on=act.day,
        made_by=stage.user,
        support_type=data["type"],
        period_from=data["from"],
        period_to=data["to"],
        family_wish=data["wish"],
        issues=data["issues"],
        goals=goals,
        helper_summary=data["helper"],
        consult_summary=data["consult"],
        roles=data.get("roles", ""),
        next_review_on=data.get("next_review"),
        explained_on=data.get("explained"),
        explained_by=stage.user if "explained" in data else "",
        agreed_by=data.get("agreed_by", ""),
    )
    actor.plan_id = planning.make_plan(stage.ctx, plan).value.id


def revise_plan(stage: Stage, actor: Actor, act: Act) -> None:
    """見直し: the next version of the plan as a draft."""
    draft = planning.revise_plan(stage.ctx, actor.plan_id, act.data["reason"]).value
    changed = replace(
        draft,
        support_type=act.data.get("type", draft.support_type),
        period_from=act.data["from"],
        period_to=act.data["to"],
        next_review_on=act.data.get("next_review"),
    )
    actor.plan_id = planning.save_plan(stage.ctx, changed).value.id


def decide_plan(stage: Stage, actor: Actor, act: Act) -> None:
    """計画の決裁."""
    planning.decide_plan(stage.ctx, actor.plan_id, act.day)


def note(stage: Stage, actor: Actor, act: Act) -> None:
    """経過記録."""
    data = act.data
    entry = ProgressNote(
        episode_id=actor.episode_id,
        noted_at=stage.clock.now(),
        kind=data["kind"],
        staff=data["staff"],
        partner=data.get("partner", ""),
        content=data["content"],
        next_action=data.get("next_action", ""),
        due_on=data.get("due"),
        written_at=stage.clock.now(),
        written_by=stage.user,
    )
    planning.note(stage.ctx, entry)


def consult(stage: Stage, actor: Actor, act: Act) -> None:
    """専門的相談支援の訪問."""
    data = act.data
    visit = ConsultVisit(
        episode_id=actor.episode_id,
        visited_on=act.day,
        minutes=data.get("minutes"),
        profession="nurse",
        staff=stage.user,
        subject=data["subject"],
        subject_member_id=actor.members.get(data["member"]),
        complaint=data["complaint"],
        response=data["response"],
    )
    consults.save_consult_visit(stage.ctx, visit)


def evaluate(stage: Stage, actor: Actor, act: Act) -> None:
    """評価 of the plan, goal by goal."""
    plan = next(p for p in stage.case(actor).plans if p.id == actor.plan_id)
    results = tuple(GoalResult(goal=plan.goals[int(i)].goal, result=r) for i, r in act.data["results"].items())
    closing.evaluate(
        stage.ctx,
        Evaluation(
            episode_id=actor.episode_id,
            plan_id=plan.id,
            evaluated_on=act.day,
            evaluated_by=stage.user,
            meeting=act.data["meeting"],
            goal_results=results,
            environment_change=act.data["environment"],
            policy=act.data["policy"],
            policy_reason=act.data.get("reason", act.data["environment"]),
        ),
    )


def close(stage: Stage, actor: Actor, act: Act) -> None:
    """終結."""
    data = act.data
    closure = Closure(
        episode_id=actor.episode_id,
        closed_on=act.day,
        reason=data["reason"],
        detail=data["detail"],
        agreed_on=data.get("agreed"),
        participants=data["participants"],
        follow_on=data["follow_on"],
        handed_to=data["handed_to"],
    )
    closing.close(stage.ctx, closure, exceptions_from(data.get("exceptions"), act.day))


def _household(data: Mapping[str, Any], day: date) -> Household:
    return Household(no="", registered_on=day, note="練習", **data)


def _members(actor: Actor) -> tuple[Member, ...]:
    return tuple(replace(_member(raw), position=index) for index, raw in enumerate(actor.family.members))


def _member(raw: Mapping[str, Any]) -> Member:
    return Member(
        household_id=0,
        name=raw["name"],
        kana=raw["kana"],
        former_names=raw.get("former", ""),
        role=Role(raw.get("role", "other")),
        relation=raw["relation"],
        sex=raw["sex"],
        birth_date=raw.get("birth"),
        due_date=raw.get("due"),
        fetuses=raw.get("fetuses"),
        pregnancy_book=raw.get("book"),
        multiple_group=raw.get("multiple", ""),
        belongs_to=raw.get("belongs", ""),
        occupation=raw.get("occupation", ""),
        health=raw.get("health", ""),
        phone=raw.get("phone", ""),
    )


def _intake(stage: Stage, act: Act, household: Household, members: tuple[Member, ...]) -> intake.IntakeDraft:
    data = act.data
    referral = Referral(
        episode_id=0,
        route=data["route"],
        agency=data.get("agency", ""),
        contact=data.get("contact", ""),
        referred_on=act.day,
        story=data["story"],
    )
    return intake.IntakeDraft(
        household=household,
        members=members,
        referral=referral,
        received_on=act.day,
        route=data["route"],
        intake_kind=data.get("kind", "application"),
        summary=data["summary"],
        received_by=stage.user,
    )


def _answers(programme: Programme, written: Mapping[str, str], day: date) -> tuple[Answer, ...]:
    rest = written.get("default", AnswerState.UNASKED)
    return tuple(_answer(i.code, written.get(i.code, rest), day) for i in programme.indicators)


def _answer(code: str, written: str, day: date) -> Answer:
    state, _, evidence = written.partition(":")
    name, _, severity = state.partition("/")
    asked = name != AnswerState.UNASKED
    return Answer(
        code=code,
        state=AnswerState(name),
        severity=Severity(severity),
        evidence=evidence,
        observed_on=day if asked else None,
    )
