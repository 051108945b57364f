"""Evaluating and closing the support, and taking a family in again (要領6(5))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from saroma_desk.domain import obligations
from saroma_desk.domain.case import Closure, Episode, Evaluation
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.household import Household
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.snapshot import CaseSnapshot

from .checks import in_order, is_closed, known_code, my_number_warnings, not_after_today
from .context import AppContext
from .exceptions import ExceptionDraft, demand_reasons
from .intake import IntakeDraft, check_intake, open_episode
from .result import Result, Topic
from .snapshots import read_snapshot

_CHANGED = frozenset({Topic.PLANS, Topic.TASKS, Topic.HOUSEHOLDS})
_POLICIES = ("continue", "revise", "close")


def evaluate(ctx: AppContext, evaluation: Evaluation) -> Result[Evaluation]:
    """Store an evaluation of the plan (要領6(4)・(5)①) with the policy that follows from it.

    Raises KnownError for an unknown policy, a missing reason or a day that does not fit.
    """
    with ctx.work("評価") as work:
        plan = work.get(Plan, evaluation.plan_id)
        errors = not_after_today({"evaluated_on": (evaluation.evaluated_on, "評価日")}, ctx.today())
        errors += in_order(plan.made_on, evaluation.evaluated_on, "evaluated_on", "評価日が計画の作成日より前です。")
        if evaluation.policy not in _POLICIES:
            errors.append(FieldError("policy", "方針（継続・見直し・終結）を選んでください。"))
        if not evaluation.policy_reason.strip():
            errors.append(FieldError("policy_reason", "方針の理由を入力してください。"))
        demand(errors)
        draft = replace(evaluation, evaluated_by=evaluation.evaluated_by or ctx.user)
        stored = work.save(draft) if draft.id else work.add(draft)
        work.commit()
    return Result(stored, _CHANGED, (*_goal_warnings(plan, stored), *my_number_warnings(stored)))


def _goal_warnings(plan: Plan, evaluation: Evaluation) -> tuple[str, ...]:
    judged = {r.goal for r in evaluation.goal_results if r.result}
    left = [g.goal for g in plan.goals if g.goal and g.goal not in judged]
    return (f"評価していない目標が{len(left)}つあります。",) if left else ()


def close(ctx: AppContext, closure: Closure, exceptions: tuple[ExceptionDraft, ...] = ()) -> Result[Closure]:
    """Close an episode (終結決定, 要領6(5)).

    What the 要領 wants before (evaluation, agreement with those concerned, follow-on support, 6号 sent) is not
    forced: each missing part demands a reason. Raises NeedsReason for those, KnownError ``already_closed`` and for
    field errors.
    """
    with ctx.work("終結") as work:
        episode = work.get(Episode, closure.episode_id)
        if is_closed(work, episode):
            raise KnownError("already_closed", "この支援はすでに終結しています。")
        case = read_snapshot(ctx, work, episode.id)
        errors = known_code(closure.reason, case.programme.close_reasons, "reason", "終結の理由")
        errors += not_after_today({"closed_on": (closure.closed_on, "終結日")}, ctx.today())
        errors += in_order(episode.received_on, closure.closed_on, "closed_on", "終結日が受理日より前です。")
        demand(errors)
        demand_reasons(work, episode.id, close_findings(case, closure), exceptions)
        stored = work.add(closure)
        work.commit()
    return Result(stored, _CHANGED | {Topic.DISPATCHES}, my_number_warnings(stored))


def close_findings(case: CaseSnapshot, closure: Closure) -> tuple[LimitFinding, ...]:
    """What is still missing before this closing; each asks for a reason when it is done all the same."""
    return tuple(_missing(case, closure))


def _missing(case: CaseSnapshot, closure: Closure) -> Iterator[LimitFinding]:
    evaluation = obligations.latest_evaluation(case)
    if obligations.plan_in_force(case) is not None and (evaluation is None or evaluation.policy != "close"):
        yield _finding(
            case, "evaluation", "evaluate", "終結とする評価がまだありません。", "評価を先に記録してください。"
        )
    if closure.agreed_on is None or not closure.participants.strip():
        yield _finding(
            case, "agreement", "close", "終結の協議の年月日か参加者がありません。", "協議を記録してください。"
        )
    if not closure.follow_on.strip() and not closure.handed_to.strip():
        yield _finding(
            case, "follow_on", "file", "終結後の支援体制・引継先がありません。", "終結後の支援体制を記録してください。"
        )
    for help_case in case.help_cases:
        if obligations.cancellation_owed(case, help_case) or obligations.cancellation_unnotified(case, help_case):
            yield _finding(
                case, "cancellation", "notify_cancellation", "取消の通知がまだです。", "取消を先に通知してください。"
            )
        state = obligations.help_state(help_case, case.today)
        if obligations.undecided(help_case) or (state is not None and state not in obligations.ENDED):
            yield _finding(
                case, "dispatch", "cancel", "申請又は派遣がまだ終わっていません。", "先に派遣を終えてください。"
            )


def _finding(case: CaseSnapshot, rule: str, step: str, message: str, remedy: str) -> LimitFinding:
    subject = f"episode:{case.episode.id}"
    return LimitFinding(
        rule_id=f"closing.{rule}",
        kept=False,
        article=case.programme.step_article(step),
        message_ja=message,
        remedy_ja=remedy,
        subject=subject,
        excused_by=(subject,),
    )


def reopen(ctx: AppContext, household_id: int, draft: IntakeDraft) -> Result[Episode]:
    """Open a new episode of a known household: again in a programme that closed, or for the first time in another one.

    Household, people, classes and addresses stay as they are and serve all of its episodes. Of `draft` only what
    concerns the episode is used (programme, day, route, referral, summary); without a programme, that of the last
    episode. A household has one open episode in each programme at most.

    Raises:
        KnownError: ``not_closed`` while the programme's last episode is open, ``never_opened``, and field errors.
    """
    with ctx.work("再開") as work:
        work.get(Household, household_id)
        episodes = work.list(Episode, order_by="number", household_id=household_id)
        if not episodes:
            raise KnownError("never_opened", "この世帯にはまだ支援の記録がありません。新しく受理してください。")
        family = draft.family or ctx.programme(episodes[-1].programme_id).family
        chosen = replace(draft, family=family)
        demand(check_intake(ctx, chosen))
        last = next((e for e in reversed(episodes) if ctx.programme(e.programme_id).family == family), None)
        closure = work.one(Closure, episode_id=last.id) if last else None
        if last is not None and closure is None:
            raise KnownError("not_closed", "この世帯の支援はまだ終結していません。今の記録を続けてください。")
        closed_on = closure.closed_on if closure else None
        demand(in_order(closed_on, draft.received_on, "received_on", "受理日が前回の終結日より前です。"))
        episode = open_episode(ctx, work, chosen, household_id, previous=last, number=episodes[-1].number + 1)
        others = [e for e in episodes if e != last and not is_closed(work, e)]
        work.commit()
    warnings = [f"前回の終結から{(draft.received_on - closed_on).days}日後の再開です。"] if closed_on else []
    warnings += [f"{ctx.programme(e.programme_id).short_name}でも支援しています。" for e in others]
    return Result(episode, _CHANGED, tuple(warnings))
