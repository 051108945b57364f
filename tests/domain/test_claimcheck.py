"""The pure parts of the claim check: rows side by side, the paper beside the sums, and causes in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.claim import AskedLine
from saroma_desk.domain.claimcheck import Bill, CheckedCase, ClaimFacts, Sums, compare, sums_of
from saroma_desk.domain.claimguess import guesses
from saroma_desk.domain.claimrows import overlap
from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.domain.fee import BillingRule, PriceTerms
from saroma_desk.domain.pricing import PricedVisit, lines_of, taken_back
from saroma_desk.domain.programme import StatusPolicy
from saroma_desk.domain.provider import Helper

JUNE = YearMonth(2026, 6)
DONE = StatusPolicy(code="done", name="実施", counts=True, fee="time", copay=True)
WEATHER = StatusPolicy(code="weather", name="天候等", counts=False, fee="none", copay=False)
TERMS = PriceTerms(60, 1823, 30, 907)
RULE = BillingRule(
    step_rounding="ceil", basis="actual", minimum_minutes=60, copay_round_at="unit", copay_rounding="floor1"
)
rules = st.builds(
    BillingRule,
    step_rounding=st.sampled_from(["ceil", "floor", "nearest15"]),
    basis=st.sampled_from(["actual", "planned", "lesser"]),
    minimum_minutes=st.just(60),
    copay_round_at=st.sampled_from(["unit", "visit", "month"]),
    copay_rounding=st.sampled_from(["floor1", "floor10", "ceil1", "half_up1"]),
)


def visit(number: int, minutes: int = 90, **changes: object) -> Visit:
    plain = Visit(
        id=number,
        application_id=1,
        provider_id=1,
        helper_id=1,
        visit_on=date(2026, 6, number),
        planned_start=time(10),
        planned_end=time(11, 30),
        actual_start=time(10),
        actual_end=time(10 + minutes // 60, minutes % 60),
        status=VisitStatus.DONE,
        confirmation=Confirmation.SEAL,
        report_id=1,
    )
    return replace(plain, **changes)


def item(a_visit: Visit, rate: Fraction = Fraction(1, 5), policy: StatusPolicy = DONE) -> PricedVisit:
    return PricedVisit(
        visit=a_visit, household_id=1, price_id=1, terms=TERMS, copay_class="other", rate=rate, policy=policy
    )


items = st.lists(
    st.builds(
        lambda number, minutes, rate, policy: item(visit(number, minutes), rate, policy),
        st.integers(1, 28),
        st.integers(1, 240),
        st.sampled_from([Fraction(0), Fraction(1, 5), Fraction(1, 3)]),
        st.sampled_from([DONE, DONE, WEATHER]),
    ),
    max_size=6,
    unique_by=lambda i: i.visit.id,
).map(tuple)


@given(items, rules)
def test_a_guess_is_what_pricing_gives_after_the_same_mistake(
    found: tuple[PricedVisit, ...], rule: BillingRule
) -> None:
    bill = Bill(items=found, other_rates=(("なし", Fraction(0)),))
    by_text = {g.text: g.sums for g in guesses(bill, rule, pairs=False)}
    free = lines_of((replace(i, rate=Fraction(0)) for i in found), rule)
    assert by_text["利用世帯の区分を「なし」とする"] == sums_of(free).get(1, Sums())
    for one in found:
        text = f"6月{one.visit.visit_on.day}日"
        less = next((s for t, s in by_text.items() if t.startswith(text) and t.endswith("を除く")), None)
        rest = sums_of(lines_of((i for i in found if i is not one), rule)).get(1, Sums())
        assert less in (None, rest)


@given(items, rules)
def test_taking_back_every_line_leaves_nothing(found: tuple[PricedVisit, ...], rule: BillingRule) -> None:
    lines = lines_of(found, rule)
    assert all(x.price_yen == x.copay_yen + x.town_yen for x in lines)
    both = sums_of((*lines, *(taken_back(x) for x in lines)))
    assert set(both.values()) <= {Sums()}


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_overlap_means_a_shared_minute(ends: tuple[int, int, int, int]) -> None:
    first = visit(1, actual_start=time(10, ends[0]), actual_end=time(11, ends[1]))
    second = visit(1, actual_start=time(11, ends[2]), actual_end=time(12, ends[3]))
    shared = set(range(600 + ends[0], 660 + ends[1])) & set(range(660 + ends[2], 720 + ends[3]))
    assert overlap(first, second) == overlap(second, first) == bool(shared)


def facts(*visits: Visit, **changes: object) -> ClaimFacts:
    plain = ClaimFacts(
        month=JUNE,
        provider_id=1,
        visits=visits,
        cases={n: CheckedCase(application_id=n, household_id=n, label=f"R8-000{n}") for n in (1, 2)},
        helpers={1: Helper(id=1, provider_id=1, name="一")},
    )
    return replace(plain, **changes)


def codes(found: ClaimFacts) -> list[str]:
    return [d.code for d in compare(found)]


def test_the_same_helper_in_two_homes_is_named_once() -> None:
    two = facts(visit(1), visit(2, application_id=2, visit_on=date(2026, 6, 1)))
    assert codes(two).count("helper_overlap") == 1
    touching = visit(2, application_id=2, visit_on=date(2026, 6, 1), actual_start=time(11, 30), actual_end=time(12))
    assert "helper_overlap" not in codes(facts(visit(1), touching))


def test_what_ended_is_not_waited_for() -> None:
    planned = visit(9, status=VisitStatus.PLANNED, actual_start=None, actual_end=None, report_id=None)
    ended = CheckedCase(application_id=1, household_id=1, label="R8-0001", ended_on=date(2026, 6, 9))
    assert codes(facts(planned)) == ["still_planned"]
    assert codes(facts(planned, cases={1: ended})) == []


def test_before_a_paper_arrives_only_the_rows_are_checked() -> None:
    assert codes(facts(lines=lines_of((item(visit(1)),), RULE))) == []
    assert codes(facts(lines=lines_of((item(visit(1)),), RULE), asked_total=0)) == ["total"]


@pytest.mark.parametrize("column", ["visits", "minutes", "price_yen", "copay_yen", "town_yen"])
def test_each_column_that_is_filled_in_is_compared(column: str) -> None:
    lines = lines_of((item(visit(1)),), RULE)
    right = AskedLine(household_id=1, visits=1, minutes=90, price_yen=2730, copay_yen=545, town_yen=2185)
    assert codes(facts(lines=lines, asked=(right,))) == []
    silent = AskedLine(household_id=1)
    assert codes(facts(lines=lines, asked=(replace(silent, **{column: getattr(right, column)}),))) == []
    assert codes(facts(lines=lines, asked=(replace(silent, **{column: getattr(right, column) + 1}),)))


def test_differences_stand_by_household_after_those_of_the_whole_paper() -> None:
    lines = lines_of((item(visit(1)),), RULE)
    found = compare(facts(lines=lines, asked=(AskedLine(household_id=1, town_yen=1),), asked_total=5, sheets=3))
    assert [d.household_id for d in found] == [None, None, 1]
