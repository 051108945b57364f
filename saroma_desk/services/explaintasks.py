"""Why something is due on its day: what the one key shows on a line of 今日."""

from __future__ import annotations

from collections.abc import Iterator

from saroma_desk.domain.explain import Explanation
from saroma_desk.domain.explain_more import explain_due, explain_report_day
from saroma_desk.domain.fee import OpenQuestion

from .context import AppContext
from .explaining import explain_case, explain_claim, explain_limits
from .loading import load_office
from .tasks import Task

_OF_LIMITS = frozenset({"few_visits", "period_ending", "schedule", "multiples_check"})
_OF_PLAN = frozenset({"evaluate", "review"})
_OF_REPORTS = frozenset({"report", "claim_missing"})


def explain_task(ctx: AppContext, task: Task) -> tuple[Explanation, ...]:
    """How the days that are left, and the day itself, come about; empty where there is no day."""
    if task.due_on is None:
        return ()
    return (explain_due(task.text, task.due_on, ctx.today()), *_behind(ctx, task))


def _behind(ctx: AppContext, task: Task) -> Iterator[Explanation]:
    kind, key = task.kind, task.subject_key
    if kind in _OF_LIMITS and key.startswith("application:"):
        yield from explain_limits(ctx, int(key.partition(":")[2]))
    elif kind in _OF_PLAN and task.episode_id is not None:
        yield from explain_case(ctx, task.episode_id)
    elif kind == "payment_due":
        yield from _of_payment(ctx, int(key.partition(":")[2]))
    elif kind in _OF_REPORTS and task.due_on is not None:
        with ctx.read() as read:
            due_day = load_office(ctx, read, ctx.today()).settings.get("reports.due_day", "")
        yield explain_report_day(task.due_on, due_day, ctx.programme_on(ctx.today()).step_article("report"))


def _of_payment(ctx: AppContext, claim_id: int) -> Iterator[Explanation]:
    try:
        yield explain_claim(ctx, claim_id)[-1]
    except OpenQuestion:  # the day stands, whatever was unsettled since
        return
