"""From records to the facts of the limit engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.bootstrap import load_programmes
from saroma_desk.domain.dispatch import Application, Cancellation, Dispatch, Terms, Visit, VisitStatus, Withdrawal
from saroma_desk.domain.limit_build import (
    Surroundings,
    approval_on,
    check_visits,
    newly_broken,
    rules_of,
    slot_of,
    terms_on,
    visit_key,
)
from saroma_desk.domain.limits import LimitKind, Standing
from saroma_desk.domain.pricing import policies_from
from saroma_desk.domain.programme import programme_on
from saroma_desk.domain.provider import Contract
from saroma_desk.domain.snapshot import HelpCase

PROGRAMME = programme_on(load_programmes(), date(2026, 6, 1))
TERMS = Terms(first_day=date(2026, 6, 1), last_day=date(2026, 8, 31), visits=15, minutes=120)
AROUND = Surroundings(
    policies=policies_from(PROGRAMME, {"cancel.absent": "counts=yes;fee=first_hour;copay=yes"}),
    contracts=(Contract(provider_id=1, first_day=date(2026, 4, 1), last_day=date(2027, 3, 31)),),
)
RULES = rules_of(PROGRAMME)


def dispatch(revision: int = 0, **changes: object) -> Dispatch:
    plain = Dispatch(
        episode_id=1,
        application_id=1,
        provider_id=1,
        revision=revision,
        approved_on=date(2026, 6, 1),
        effective_from=date(2026, 6, 1),
        terms=TERMS,
    )
    return replace(plain, **changes)


def help_case(*visits: Visit, **changes: object) -> HelpCase:
    application = Application(
        id=1,
        episode_id=1,
        applicant_id=1,
        receipt_no="",
        applied_on=date(2026, 6, 1),
        received_on=date(2026, 6, 1),
    )
    return replace(HelpCase(application=application, dispatches=(dispatch(),), visits=visits), **changes)


def visit(number: int, day: int, **changes: object) -> Visit:
    plain = Visit(
        id=number,
        application_id=1,
        provider_id=1,
        visit_on=date(2026, 6, day),
        planned_start=time(10),
        planned_end=time(11),
    )
    return replace(plain, **changes)


def test_articles_carry_the_kind_of_instrument() -> None:
    assert {r.id: r.article for r in RULES}["visits"] == "要領10(2)"
    assert all(r.kind is not LimitKind.HELPER_NOT_TWICE for r in rules_of(PROGRAMME, (LimitKind.HELPER_NOT_TWICE,)))


def test_a_new_visit_has_a_key_of_its_own_until_it_is_stored() -> None:
    assert visit_key(visit(40, 3)) == "visit:40"
    assert visit_key(visit(0, 3)) == "visit:1:2026-06-03:10:00"


def test_standing_follows_the_policy_and_an_open_one_counts_nothing() -> None:
    def standing(status: VisitStatus) -> Standing:
        return slot_of(visit(1, 1, status=status), AROUND.policies).standing

    assert standing(VisitStatus.PLANNED) is Standing.PLANNED
    assert standing(VisitStatus.DONE) is standing(VisitStatus.ABSENT) is Standing.COUNTED
    assert standing(VisitStatus.WEATHER) is Standing.FREE


def test_a_change_holds_from_its_day_and_keeps_the_first_day() -> None:
    longer = dispatch(
        1,
        effective_from=date(2026, 7, 1),
        terms=replace(TERMS, first_day=date(2026, 7, 1), last_day=date(2026, 9, 30)),
    )
    case = help_case(dispatches=(dispatch(), longer))
    assert terms_on(case.dispatches, date(2026, 6, 30)) == dispatch()
    assert terms_on(case.dispatches, date(2026, 5, 1)) == dispatch()
    facts = approval_on(case, date(2026, 7, 1), AROUND)
    assert facts is not None
    assert (facts.period.first, facts.period.last) == (date(2026, 6, 1), date(2026, 9, 30))
    assert terms_on((), date(2026, 6, 1)) is None


def test_the_period_is_cut_short_by_the_earlier_end() -> None:
    gone = Withdrawal(application_id=1, filed_on=date(2026, 6, 10), effective_on=date(2026, 6, 20))
    end = Cancellation(
        application_id=1,
        grounds=("withdrawal",),
        drafted_on=date(2026, 6, 11),
        decided_on=date(2026, 6, 11),
        cancelled_on=date(2026, 6, 25),
    )
    facts = approval_on(help_case(withdrawal=gone, cancellation=end), date(2026, 6, 5), AROUND)
    assert facts is not None
    assert facts.period.last == date(2026, 6, 19)
    never = replace(gone, effective_on=date(2026, 6, 1))
    assert approval_on(help_case(withdrawal=never), date(2026, 6, 5), AROUND) is None


@given(st.integers(1, 20), st.integers(1, 20))
def test_new_visits_break_what_the_sum_breaks(stored: int, added: int) -> None:
    case = help_case(*(visit(n, n) for n in range(1, stored + 1)))
    more = tuple(visit(0, 20, planned_start=time(9, n), planned_end=time(9, n + 1)) for n in range(added))
    found = [f for f in newly_broken(case, more, AROUND, RULES) if f.rule_id == "visits"]
    assert len(found) == max(0, stored + added - 15) - max(0, stored - 15)


def test_a_changed_visit_takes_the_place_of_its_stored_state() -> None:
    stored = tuple(visit(n, n) for n in range(1, 16))
    moved = replace(stored[0], visit_on=date(2026, 6, 30))
    answers = check_visits(help_case(*stored), (moved,), AROUND, RULES)
    assert all(f.kept for f in answers["visit:1"] if f.rule_id == "visits")
