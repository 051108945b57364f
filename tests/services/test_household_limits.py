"""A renewal in the same month begins no new month: limits of the household hold across its applications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from saroma_desk.domain.dispatch import Cancellation, Withdrawal
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import applying, claimbook, claimwork, closing, explaining, stopping, visiting
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping, twoprogrammes
from .helping import JUNE, Helped
from .twoprogrammes import FAMILY, TERMS

FIRST = replace(TERMS, last_day=date(2026, 6, 19))
SECOND = replace(TERMS, first_day=date(2026, 6, 20))
EARLY, LATE = (date(2026, 6, 15), date(2026, 6, 17)), (date(2026, 6, 22), date(2026, 6, 24), date(2026, 6, 29))


@pytest.fixture
def ctx(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """An office with the second programme: five visits a month, two a week, every other day, 16 hours a month."""
    with twoprogrammes.office(empty_office, tmp_path, clock) as ctx:
        yield ctx


@pytest.fixture
def first(ctx: AppContext, clock: FixedClock) -> Helped:
    family = helping.apply(builders.take_in(ctx, clock, family=FAMILY), helping.team(ctx))
    family.approve(FIRST, difference_reason="短期")
    return family


def renewed(first: Helped, case: builders.Case | None = None) -> Helped:
    """A further application of the household, approved from 20 June on."""
    case = case or first.case
    again = Helped(case, first.team, helping.file(case))
    again.approve(SECOND, difference_reason="継続")
    return again


@pytest.fixture
def second(first: Helped) -> Helped:
    return renewed(first)


def asked(family: Helped, *days: date, start: time = time(10), end: time = time(12)) -> dict[str, str]:
    """Reasons that these visits need: rule and sentence."""
    with pytest.raises(NeedsReason) as caught:
        family.schedule(*days, start=start, end=end)
    return {f.rule_id: f.message_ja for f in caught.value.findings}


def test_the_month_goes_on_under_the_renewal(first: Helped, second: Helped) -> None:
    first.schedule(*EARLY)
    second.schedule(*LATE)
    told = asked(second, date(2026, 7, 1), date(2026, 6, 26))
    assert "6回目です（ほかの申請の訪問を含みます）。限度は5回です。" in told["per_month"]


@pytest.mark.parametrize(
    ("days", "times", "rule"),
    [
        ((date(2026, 6, 20), date(2026, 6, 22)), (10, 12), "weekdays"),  # a Saturday, whoever asked
        ((date(2026, 6, 18),), (10, 12), "spacing"),
        ((date(2026, 6, 19),), (10, 12), "per_week"),
        ((date(2026, 6, 17),), (13, 16), "day_minutes"),
        ((date(2026, 6, 24), date(2026, 6, 29)), (8, 12), "month_minutes"),
    ],
)
def test_each_limit_of_the_household_adds_up(
    first: Helped, second: Helped, days: tuple[date, ...], times: tuple[int, int], rule: str
) -> None:
    first.schedule(*EARLY, start=time(8), end=time(12))
    if rule == "month_minutes":
        second.schedule(date(2026, 6, 22), start=time(8), end=time(12))
    assert rule in asked(second, *days, start=time(times[0]), end=time(times[1]))


def test_what_is_left_is_the_households(first: Helped, second: Helped) -> None:
    first.schedule(*EARLY, start=time(9), end=time(11))
    draft = visiting.VisitDraft(visit_on=date(2026, 6, 19), start=time(9), end=time(11))
    view = visiting.limit_view(first.ctx, second.application.id, draft)
    assert view.remaining is not None
    assert (view.count and view.count.left) == 30  # by the approval: its own
    assert (view.remaining.week_visits, view.remaining.month_visits, view.remaining.month_minutes) == (0, 3, 720)
    told = {e.title: e.value_text for e in explaining.explain_limits(first.ctx, second.application.id, draft.visit_on)}
    assert (told["この週の残りの回数"], told["この月の残りの回数"]) == ("0回", "3回")


def test_a_late_visit_that_pushes_the_renewal_over_asks_for_its_reason(first: Helped, second: Helped) -> None:
    first.schedule(*EARLY)
    second.schedule(*LATE)
    with pytest.raises(NeedsReason) as caught:
        first.schedule(date(2026, 6, 19))
    pushed = {f.subject for f in caught.value.findings if f.rule_id == "per_month"}
    last = second.case.now.help_case(second.application.id).visits[-1]
    assert pushed == {f"visit:{last.id}"}
    first.schedule(date(2026, 6, 19), rules=("per_month", "per_week"))
    assert visiting.limit_view(first.ctx, second.application.id).unexcused == ()


def test_a_reopened_case_goes_on_in_the_same_month(first: Helped, ctx: AppContext, clock: FixedClock) -> None:
    rows = first.schedule(*EARLY)
    clock.move_to(date(2026, 6, 18))
    report = first.report(tuple(visiting.as_planned(v) for v in rows))
    key = first.application.id
    gone = Withdrawal(application_id=key, filed_on=clock.today(), effective_on=clock.today(), reasons=("recovered",))
    stopping.withdraw(ctx, gone)
    days = {
        "drafted_on": clock.today(),
        "decided_on": clock.today(),
        "cancelled_on": clock.today(),
        "notified_on": clock.today(),
    }
    stopping.cancel(ctx, Cancellation(application_id=key, grounds=("withdrawal",), **days))
    first.case.evaluate()
    first.case.close()
    episode = closing.reopen(ctx, first.case.household_id, builders.draft(family=FAMILY, received_on=clock.today()))
    again = builders.Case(ctx, clock, episode.value)
    again.survey(services=("helper",))
    again.plan()
    second = Helped(again, first.team, helping.file(again))
    decided = second.decision(**dict.fromkeys(("drafted_on", "decided_on", "notified_on"), clock.today()))
    applying.approve(ctx, second.application.id, decided, second.dispatch(SECOND, difference_reason="継続"))
    second.schedule(*LATE)
    assert "6回目です（ほかの申請の訪問を含みます）" in asked(second, date(2026, 6, 26))["per_month"]

    late = replace(visiting.as_planned(rows[1]), id=0, version=0, visit_on=date(2026, 6, 18))
    given = tuple(helping.excuse(r) for r in ("per_month", "per_week", "spacing", "approval"))
    visiting.receive_report(ctx, report, (late,), given)
    pushed = second.case.now.help_cases[0].visits[-1]
    assert [(e.rule, e.subject_key) for e in again.now.exceptions if e.rule == "per_month"] == [
        ("per_month", f"visit:{pushed.id}")
    ]


def test_another_programme_counts_for_itself(first: Helped, clock: FixedClock) -> None:
    own = helping.helped(first.ctx, clock, first.team)
    own.schedule(*(date(2026, 6, d) for d in (15, 16, 17, 18, 19, 22)), start=time(14), end=time(15))
    assert visiting.limit_view(first.ctx, own.application.id).unexcused == ()


def test_the_claim_check_counts_across_applications(first: Helped, second: Helped, clock: FixedClock) -> None:
    early, late = first.schedule(*EARLY), second.schedule(*LATE)
    more = second.schedule(date(2026, 6, 26), rules=("per_week", "per_month"))
    clock.move_to(date(2026, 7, 3))
    for family, rows in ((first, early), (second, (*late, *more))):
        family.report(tuple(visiting.as_planned(v) for v in rows))
    with first.ctx.read() as read:
        book = claimbook.read_book(first.ctx, read, first.team.provider.id, JUNE, FAMILY)
    assert claimwork.broken_limits(book) == {}  # reasons are on record
    found = claimwork.broken_limits(replace(book, exceptions={}))
    assert {f.rule_id for many in found.values() for f in many} == {"per_week", "per_month"}
    assert {f.rule_id for f in found[late[-1].id]} == {"per_month"}
