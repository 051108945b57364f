"""Every day on the list of 今日 says how it comes about."""

from __future__ import annotations

from datetime import date

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, settings, tasks
from saroma_desk.services.context import AppContext
from saroma_desk.services.explaintasks import explain_task

from . import builders, helping


def explained(ctx: AppContext, kind: str) -> dict[str, str]:
    """Titles and values behind the first task of that kind."""
    task = next(t for t in tasks.tasks(ctx) if t.kind == kind)
    return {e.title: e.value_text for e in explain_task(ctx, task)}


def test_days_of_visits_reports_plans_and_payments(case: builders.Case, clock: FixedClock) -> None:
    ctx = case.ctx
    helping.answer_all(ctx)
    settings.answer_question(ctx, "reports.due_day", "10", date(2026, 4, 1))
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    rows = family.done(date(2026, 6, 15))
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    missing = explained(ctx, "claim_missing")
    assert missing["提出の期限"] == "令和8年7月10日"
    assert "あと0日" in missing.values()
    claims.accept(ctx, helping.received(ctx, family.team, 2180).id)
    clock.move_to(date(2026, 8, 12))
    due = explained(ctx, "payment_due")
    assert due["支払期限"] == "令和8年8月8日"
    assert "4日過ぎています" in due.values()
    clock.move_to(date(2026, 9, 10))
    assert explained(ctx, "period_ending")["残りの日数"] == "5日"
    assert explained(ctx, "evaluate")["見直しの日"] == "令和8年9月14日"


def test_a_task_without_a_day_has_nothing_to_explain(case: builders.Case) -> None:
    task = next(t for t in tasks.tasks(case.ctx) if t.due_on is None)
    assert explain_task(case.ctx, task) == ()
