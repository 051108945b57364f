"""From the application to the approval: limits and order ask for reasons, never silently and never as a wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.dispatch import Outcome
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import applying, intake, visiting
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import ExceptionDraft, NeedsReason

from . import builders, helping
from .helping import TERMS, Helped, excuse


@pytest.fixture
def team(ctx: AppContext) -> helping.Team:
    return helping.team(ctx)


@pytest.fixture
def family(case: builders.Case, team: helping.Team) -> Helped:
    return helping.apply(case, team)


def rules_of(error: NeedsReason) -> set[str]:
    return {f.rule_id for f in error.findings}


def test_receipt_numbers_run_within_the_fiscal_year(family: Helped) -> None:
    second = applying.receive_application(family.ctx, replace(family.application, id=0, version=0, receipt_no=""))
    assert (family.application.receipt_no, second.value.receipt_no) == ("R8-001", "R8-002")
    assert "決定していない申請がほかにもあります。" in second.warnings


def test_all_mistakes_of_an_application_are_told_at_once(family: Helped) -> None:
    wrong = replace(
        family.application, id=0, version=0, applicant_id=999, received_on=date(2026, 6, 1), proxy_name="祖母"
    )
    with pytest.raises(KnownError) as caught:
        applying.receive_application(family.ctx, wrong)
    assert {e.field for e in caught.value.fields} == {"applicant_id", "received_on", "proxy_reason"}


def test_a_refused_consent_is_told_and_blocks_nothing(family: Helped) -> None:
    refused = replace(family.application, consent_provider=False)
    assert applying.save_application(family.ctx, refused).warnings


def test_an_approval_within_all_limits_needs_no_reason(family: Helped) -> None:
    dispatch = family.approve()
    stored = family.case.now.help_case(family.application.id)
    assert (dispatch.revision, dispatch.effective_from, stored.decision.outcome) == (
        0,
        date(2026, 6, 15),
        Outcome.APPROVED,
    )
    assert family.case.now.exceptions == ()


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("visits", {"visits": 16}),
        ("period", {"last_day": date(2026, 9, 15)}),
        ("window", {"start": time(8, 30)}),
        ("window", {"end": time(18, 30)}),
        ("visit_minutes", {"minutes": 121}),
        ("contract", {"first_day": date(2027, 2, 1), "last_day": date(2027, 4, 30)}),
        ("order.notice_before_start", {"first_day": date(2026, 6, 14), "last_day": date(2026, 9, 13)}),
    ],
)
def test_over_a_limit_a_reason_is_demanded_and_kept(family: Helped, rule: str, changes: dict[str, object]) -> None:
    terms = replace(TERMS, **changes)
    reason = "別表の事情"
    with pytest.raises(NeedsReason) as caught:
        family.approve(terms, difference_reason=reason)
    assert rules_of(caught.value) == {rule}
    assert family.case.now.help_case(family.application.id).dispatch is None
    family.approve(terms, rule, difference_reason=reason)
    (kept,) = family.case.now.exceptions
    assert (kept.rule, kept.subject_key, kept.decided_by) == (rule, f"application:{family.application.id}", "課長")


def test_twins_may_come_thirty_times(case: builders.Case, team: helping.Team) -> None:
    twin = replace(builders.CHILD, household_id=case.household_id, name="佐呂間　次郎", multiple_group="A")
    intake.save_member(case.ctx, twin)
    first = next(m for m in case.now.members if m.name == builders.CHILD.name)
    intake.save_member(case.ctx, replace(first, multiple_group="A"))
    family = helping.apply(case, team)
    assert family.approve(replace(TERMS, visits=30)).terms.visits == 30


def test_without_a_decided_plan_an_approval_needs_a_reason(case: builders.Case, team: helping.Team) -> None:
    case.survey(services=("helper",))
    family = Helped(case, team, helping.file(case))
    with pytest.raises(NeedsReason) as caught:
        family.approve()
    assert rules_of(caught.value) >= {"order.plan_before_approval"}
    order = tuple(rules_of(caught.value))
    assert family.approve(TERMS, *order).revision == 0


def test_less_than_was_asked_needs_its_reason(family: Helped) -> None:
    less = replace(TERMS, visits=10, help_kinds=("laundry",), last_day=date(2026, 8, 14))
    with pytest.raises(KnownError) as caught:
        family.approve(less)
    (error,) = caught.value.fields
    assert error.field == "difference_reason"
    assert all(word in error.message for word in ("期間", "回数", "援助の内容"))
    assert family.approve(less, difference_reason="体調に合わせて").difference_reason


def test_missing_terms_are_told_at_once(family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        family.approve(replace(TERMS, visits=None, minutes=None, help_kinds=()), provider_id=0)
    assert {e.field for e in caught.value.fields} >= {
        "terms.visits",
        "terms.minutes",
        "terms.help_kinds",
        "provider_id",
    }


def test_an_application_is_decided_once(family: Helped) -> None:
    family.approve()
    with pytest.raises(KnownError) as caught:
        family.approve()
    assert caught.value.code == "already_decided"


def test_a_rejection_needs_ground_and_concrete_reason(family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        applying.reject(family.ctx, family.decision(outcome=Outcome.REJECTED))
    assert {e.field for e in caught.value.fields} == {"ground", "reason"}
    good = family.decision(outcome=Outcome.REJECTED, ground="not_target", reason="要件に当たりません。")
    assert applying.reject(family.ctx, good).value.outcome is Outcome.REJECTED


def test_a_change_is_a_new_revision_that_holds_from_its_day_on(family: Helped) -> None:
    family.approve()
    longer = family.dispatch(
        replace(TERMS, minutes=120), effective_from=date(2026, 7, 1), change_reason="沐浴が加わるため"
    )
    changed = applying.change(family.ctx, family.application.id, longer).value
    assert (changed.revision, changed.terms.minutes, changed.terms.first_day) == (1, 120, date(2026, 6, 15))
    assert len(family.case.now.help_case(family.application.id).dispatches) == 2


def test_a_change_further_over_the_limit_needs_a_new_reason(family: Helped) -> None:
    family.approve(replace(TERMS, visits=20), "visits")
    more = family.dispatch(replace(TERMS, visits=25), effective_from=date(2026, 7, 1), change_reason="延長")
    with pytest.raises(NeedsReason):
        applying.change(family.ctx, family.application.id, more)
    applying.change(family.ctx, family.application.id, more, (excuse("visits"),))
    assert [e.figures for e in family.case.now.exceptions] == [
        "派遣回数（要領10(2)）：20回です。限度は15回です。",
        "派遣回数（要領10(2)）：25回です。限度は15回です。",
    ]


DONE, PLANNED = (date(2026, 6, 15), date(2026, 6, 18)), (date(2026, 6, 22), date(2026, 6, 25), date(2026, 9, 10))


@pytest.fixture
def half_way(family: Helped, clock: FixedClock) -> Helped:
    """Approved for fifteen visits on Mondays and Thursdays; two are made, three planned."""
    family.approve()
    rows = family.schedule(*DONE, *PLANNED)
    clock.move_to(date(2026, 6, 19))
    for visit in rows[:2]:
        visiting.record_visit(family.ctx, visiting.as_planned(visit))
    return family


def change(family: Helped, effective_from: date = date(2026, 6, 19), **terms: object) -> tuple[str, ...]:
    """What a change of these terms tells, said beforehand in the same words."""
    draft = family.dispatch(
        replace(TERMS, **terms), effective_from=effective_from, change_reason="変更", difference_reason="家族の都合"
    )
    foreseen = applying.check_terms(family.ctx, family.application.id, draft)
    told = applying.change(family.ctx, family.application.id, draft).warnings
    assert told == tuple(f.message_ja for f in foreseen if f.advisory)
    return told


def test_fewer_than_are_made_and_planned_are_approved_with_a_word(half_way: Helped) -> None:
    (told,) = change(half_way, visits=3)
    assert "承認は3回です。実施2回・予定3回で、2回多くなります（回数を超える予定2件：R8.6.25、R8.9.10）" in told
    assert half_way.case.now.help_case(half_way.application.id).dispatch.terms.visits == 3


def test_fewer_than_are_made_are_approved_with_a_word(half_way: Helped) -> None:
    visiting.remove_planned(half_way.ctx, half_way.case.now.help_case(half_way.application.id).visits[2:])
    assert change(half_way, visits=1) == ("変更後の承認は1回です。実施2回・予定0回で、1回多くなります。",)


def test_a_change_tells_which_visits_it_leaves_outside(half_way: Helped) -> None:
    (told,) = change(half_way, last_day=date(2026, 8, 31))
    assert "令和8年8月31日までです。期間から外れる予定（1件：R8.9.10）があります" in told
    (told,) = change(half_way, DONE[0], last_day=date(2026, 6, 16))
    assert "予定（2件：R8.6.22、R8.6.25）、実施した訪問（1件：R8.6.18）" in told


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ({"weekdays": (0,)}, "2件：R8.6.25、R8.9.10"),
        ({"start": time(13), "end": time(15)}, "3件：R8.6.22、R8.6.25、R8.9.10"),
        ({"minutes": 60}, "3件：R8.6.22、R8.6.25、R8.9.10"),
        ({"per_week": 1}, "1件：R8.6.25"),
    ],
)
def test_a_change_tells_which_planned_visits_do_not_keep_it(
    half_way: Helped, terms: dict[str, object], days: str
) -> None:
    (told,) = change(half_way, **terms)
    assert f"変更後の曜日・時間・回数のとおりでない予定があります（{days}）" in told


def test_a_change_that_fits_all_visits_tells_nothing(half_way: Helped) -> None:
    half_way.schedule(date(2026, 6, 26))  # a Friday, which was never approved: no news of the change
    assert change(half_way, visits=14, last_day=date(2026, 9, 12)) == ()


def test_a_change_of_the_provider_tells_which_visits_stay_with_the_one_before(half_way: Helped) -> None:
    other = helping.team(half_way.ctx).provider
    draft = half_way.dispatch(provider_id=other.id, effective_from=date(2026, 6, 25), change_reason="団体の都合")
    (told,) = applying.change(half_way.ctx, half_way.application.id, draft).warnings
    assert "2件：R8.6.25、R8.9.10" in told


def test_help_again_soon_after_the_last_one_asks_for_a_reason(family: Helped) -> None:
    family.approve()
    again = applying.receive_application(family.ctx, replace(family.application, id=0, version=0, receipt_no="")).value
    second = Helped(family.case, family.team, again)
    terms = replace(TERMS, first_day=date(2026, 10, 1), last_day=date(2026, 12, 31))
    with pytest.raises(NeedsReason) as caught:
        second.approve(terms, difference_reason="継続")
    assert rules_of(caught.value) == {"order.application_gap"}


def test_an_empty_reason_is_no_reason(family: Helped) -> None:
    empty = ExceptionDraft(rule="visits", reason=" ", decided_by="", decided_on=date(2026, 6, 12))
    with pytest.raises(KnownError) as caught:
        applying.approve(
            family.ctx, family.application.id, family.decision(), family.dispatch(replace(TERMS, visits=16)), (empty,)
        )
    assert {e.field for e in caught.value.fields} == {"reason", "decided_by"}
    with family.ctx.read() as read:
        assert read.count(LimitException) == 0


def test_terms_are_checked_while_they_are_typed(family: Helped) -> None:
    findings = applying.check_terms(family.ctx, family.application.id, family.dispatch(replace(TERMS, visits=16)))
    assert [f.rule_id for f in findings if not f.kept] == ["visits"]
    assert visiting.plan_series(TERMS)


def test_nothing_is_said_of_contracts_before_a_provider_is_chosen(family: Helped) -> None:
    undecided = replace(family.dispatch(TERMS), provider_id=0)
    findings = applying.check_terms(family.ctx, family.application.id, undecided)
    assert "contract" not in [f.rule_id for f in findings]
