"""Support plans and the running record (要領6(3)・(4), 様式10号)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.case import Episode, ProgressNote
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.obligations import judged_screening, plan_in_force
from saroma_desk.domain.periods import corresponding_day, period_end
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.programme import Programme, Term, find
from saroma_desk.domain.screening import Judgement, Screening
from saroma_desk.storage import Reader

from .checks import in_order, known_code, my_number_warnings, not_after_today
from .context import AppContext
from .result import Result, Topic
from .snapshots import read_snapshot, snapshot

_CHANGED = frozenset({Topic.PLANS, Topic.TASKS, Topic.HOUSEHOLDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One line of 経過記録 as it prints.

    Attributes:
        automatic: written from another record (`note.source_key` names it); it has no id.
        corrected_by: the note that replaces this one, which then prints struck through; None otherwise.
    """

    note: ProgressNote
    automatic: bool
    corrected_by: ProgressNote | None


def propose_plan(ctx: AppContext, episode_id: int) -> Plan:
    """A plan to start from, not stored: the judged survey's type and wishes, the rule set's longest period."""
    case = snapshot(ctx, episode_id)
    survey = judged_screening(case)
    first, kinds = ctx.today(), case.programme.support_types
    code = survey.support_type if survey and survey.support_type else _usual_type(case.programme, survey)
    kind = find(kinds, code) if any(k.code == code for k in kinds) else kinds[0]
    return Plan(
        episode_id=episode_id,
        screening_id=survey.id if survey else None,
        made_on=first,
        made_by=ctx.user,
        support_type=kind.code,
        period_from=first,
        period_to=period_end(first, kind.data["months_max"]),
        family_wish=survey.family_wish if survey else "",
        issues=survey.needs if survey else "",
        next_review_on=period_end(first, case.programme.review_months),
    )


def _usual_type(programme: Programme, survey: Screening | None) -> str:
    """The type that the rule set pairs with the first target group (要領6(3)④⑤)."""
    groups = survey.target_groups if survey else ()
    return next((str(g.data["support_type"]) for g in programme.target_groups if g.code in groups), "")


def make_plan(ctx: AppContext, plan: Plan) -> Result[Plan]:
    """Store the first plan of an episode, or the next one after a decided one, as a draft.

    Raises KnownError ``plan_open`` when an undecided plan waits already.
    """
    with ctx.work("支援計画の作成") as work:
        programme = _check(ctx, work, plan)
        last = work.latest(Plan, order_by="revision", episode_id=plan.episode_id)
        if last is not None and last.decided_on is None:
            raise KnownError("plan_open", "決裁していない支援計画があります。その計画を続けてください。")
        stored = work.add(replace(plan, revision=0 if last is None else last.revision + 1, decided_on=None))
        work.commit()
    return Result(stored, _CHANGED, _warnings(programme, stored))


def save_plan(ctx: AppContext, plan: Plan) -> Result[Plan]:
    """Store a changed draft; raises KnownError ``plan_decided`` for a decided one, which is revised instead."""
    with ctx.work("支援計画の記入") as work:
        programme = _check(ctx, work, plan)
        stored = work.get(Plan, plan.id)
        _demand_draft(stored)
        saved = work.save(replace(plan, revision=stored.revision, decided_on=None))
        work.commit()
    return Result(saved, _CHANGED, _warnings(programme, saved))


def decide_plan(ctx: AppContext, plan_id: int, decided_on: date) -> Result[Plan]:
    """Decide a plan (決裁); from then on it is the plan in force.

    Raises KnownError when an element that 要領6(3)① names is missing or the day does not fit.
    """
    with ctx.work("支援計画の決裁") as work:
        plan = work.get(Plan, plan_id)
        _demand_draft(plan)
        case = read_snapshot(ctx, work, plan.episode_id)
        errors = not_after_today({"decided_on": (decided_on, "決裁日")}, ctx.today())
        errors += in_order(plan.made_on, decided_on, "decided_on", "決裁日が作成日より前です。")
        if not any(g.goal.strip() for g in plan.goals):
            article = case.programme.step_article("decide_plan")
            errors.append(FieldError("goals", f"支援の目標を1つ以上入力してください（{article}）。"))
        demand(errors)
        saved = work.save(replace(plan, decided_on=decided_on))
        work.commit()
    survey = judged_screening(case)
    unjudged = survey is None or survey.judgement is not Judgement.NEEDED
    told = ("支援の必要性が「有」と判断されていない世帯の計画です。",) if unjudged else ()
    return Result(saved, _CHANGED | {Topic.DISPATCHES}, (*told, *_warnings(case.programme, saved)))


def revise_plan(ctx: AppContext, plan_id: int, reason: str) -> Result[Plan]:
    """Begin the next version (見直し) as a draft that copies the decided plan, which stays (要領6(3)⑤).

    Raises KnownError without a reason, for an undecided plan, or when a draft waits already.
    """
    demand([] if reason.strip() else [FieldError("revision_reason", "見直しの理由を入力してください。")])
    with ctx.work("支援計画の見直し") as work:
        plan = work.get(Plan, plan_id)
        last = work.latest(Plan, order_by="revision", episode_id=plan.episode_id)
        if plan.decided_on is None or last is None or last.id != plan.id:
            raise KnownError("not_latest_plan", "見直せるのは、決裁した最新の計画です。")
        case = read_snapshot(ctx, work, plan.episode_id)
        due = corresponding_day(ctx.today(), case.programme.review_months)
        draft = replace(
            plan,
            id=0,
            version=0,
            revision=plan.revision + 1,
            made_on=ctx.today(),
            made_by=ctx.user,
            decided_on=None,
            explained_on=None,
            explained_by="",
            agreed_by="",
            next_review_on=due,
            revision_reason=reason,
        )
        stored = work.add(draft)
        work.commit()
    return Result(stored, _CHANGED)


def plan_now(ctx: AppContext, episode_id: int) -> Plan | None:
    """The decided plan that is in force; None before the first decision."""
    return plan_in_force(snapshot(ctx, episode_id))


def note(ctx: AppContext, entry: ProgressNote) -> Result[ProgressNote]:
    """Add an entry to 経過記録; it can be corrected by a new one, never changed or removed."""
    _demand_note(entry, ctx)
    with ctx.work("経過記録") as work:
        work.get(Episode, entry.episode_id)
        stored = work.add(
            replace(
                entry,
                staff=entry.staff or ctx.user,
                source_key="",
                corrects_id=None,
                correction_reason="",
                written_at=ctx.clock.now(),
                written_by=ctx.user,
            )
        )
        work.commit()
    return Result(stored, _CHANGED, my_number_warnings(stored))


def correct_note(ctx: AppContext, note_id: int, corrected: ProgressNote, reason: str) -> Result[ProgressNote]:
    """Replace an entry by a new one that names it; the old one stays and prints struck through.

    Raises KnownError without a reason or when the entry was already corrected.
    """
    demand([] if reason.strip() else [FieldError("correction_reason", "訂正の理由を入力してください。")])
    _demand_note(corrected, ctx)
    with ctx.work("経過記録の訂正") as work:
        old = work.get(ProgressNote, note_id)
        if work.count(ProgressNote, corrects_id=note_id):
            raise KnownError(
                "already_corrected", "この記録はすでに訂正されています。新しい方の記録を訂正してください。"
            )
        stored = work.add(
            replace(
                corrected,
                id=0,
                version=0,
                episode_id=old.episode_id,
                source_key="",
                corrects_id=note_id,
                correction_reason=reason,
                written_at=ctx.clock.now(),
                written_by=ctx.user,
            )
        )
        work.commit()
    return Result(stored, _CHANGED, my_number_warnings(stored))


def notes(ctx: AppContext, episode_id: int) -> tuple[NoteLine, ...]:
    """経過記録 in the order in which things happened, with the lines that helper visits and the like write."""
    entries = snapshot(ctx, episode_id).notes
    newer = {n.corrects_id: n for n in entries if n.corrects_id is not None}
    return tuple(
        NoteLine(note=n, automatic=bool(n.source_key), corrected_by=newer.get(n.id) if n.id else None) for n in entries
    )


def _demand_note(entry: ProgressNote, ctx: AppContext) -> None:
    errors = [] if entry.content.strip() else [FieldError("content", "内容を入力してください。")]
    if entry.noted_at > ctx.clock.now():
        errors.append(FieldError("noted_at", "記録の日時が今より後です。"))
    demand(errors)


def _demand_draft(plan: Plan) -> None:
    if plan.decided_on is not None:
        raise KnownError("plan_decided", "決裁した支援計画は書き直せません。「見直し」で新しい版を作ってください。")


def _check(ctx: AppContext, read: Reader, plan: Plan) -> Programme:
    programme = ctx.programme(read.get(Episode, plan.episode_id).programme_id)
    errors = known_code(plan.support_type, programme.support_types, "support_type", "支援の型")
    errors += not_after_today({"made_on": (plan.made_on, "作成日")}, ctx.today())
    errors += in_order(plan.period_from, plan.period_to, "period_to", "計画期間の終わりが始まりより前です。")
    demand(errors)
    return programme


def _warnings(programme: Programme, plan: Plan) -> tuple[str, ...]:
    told = [_period_warning(find(programme.support_types, plan.support_type), plan)]
    elements = {"具体的支援内容": "content", "支援者": "supporter", "方法": "method", "期間": "period"}
    missing = [name for name, field in elements.items() if not any(getattr(g, field).strip() for g in plan.goals)]
    if missing:
        told.append(
            f"{programme.step_article('decide_plan')}の項目のうち、{'・'.join(missing)}がまだ入力されていません。"
        )
    if plan.next_review_on is None:
        told.append("次回評価日が入力されていません。")
    elif plan.next_review_on > (corresponding_day(plan.period_from, programme.review_months) or date.max):
        told.append(f"次回評価日が計画の始まりから{programme.review_months}か月より後です。")
    return (*(t for t in told if t), *my_number_warnings(plan))


def _period_warning(kind: Term, plan: Plan) -> str:
    longest = period_end(plan.period_from, kind.data["months_max"])
    shortest = period_end(plan.period_from, kind.data["months_min"]) if kind.data["months_min"] else plan.period_from
    if shortest <= plan.period_to <= longest:
        return ""
    return f"計画期間が{kind.name}の期間（{kind.data['months_min']}～{kind.data['months_max']}か月）と異なります。"
