"""Rows of the ledgers and automatic checks of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from saroma_desk.domain.dispatch import Confirmation, VisitStatus, Withdrawal
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.snapshot import CaseSnapshot, Office
from saroma_desk.domain.yearly import YearData
from tests.reports import world

DAY = date(2026, 7, 1)


def helped(**visit: Any) -> CaseSnapshot:
    """One household with one visit of the given kind."""
    return world.case(4, help_cases=(world.help_case(4, 4, (world.visit(8, DAY, application_id=4, **visit),)),))


def found(*cases: CaseSnapshot, **more: Any) -> dict[str, int]:
    data: YearData = world.year(snapshots=cases, **{"claims": (), **more})
    return {check.id: check.found for check in data.checks if check.found}


def test_a_clean_year_has_no_findings() -> None:
    case = helped()
    assert found(case, claims=(world.claim(1, DAY, (case,)),)) == {}


@pytest.mark.parametrize(
    ("visit", "check"),
    [
        ({"confirmation": Confirmation.NONE}, "seal"),
        ({"report_id": None}, "report"),
        ({"actual_end": None}, "times"),
        ({"actual_end": time(9)}, "times"),
        ({"status": VisitStatus.PLANNED}, "stale"),
    ],
)
def test_visits_that_lack_something_are_named(visit: dict[str, Any], check: str) -> None:
    assert found(helped(**visit)) == {check: 1}


def test_more_visits_than_approved() -> None:
    visits = tuple(world.visit(n, DAY, application_id=4) for n in range(3))
    case = world.case(4, help_cases=(world.help_case(4, 4, visits, approved=2),))
    data = world.year(snapshots=(case,), claims=())
    assert [c.ids for c in data.checks if c.found] == [(4,)]
    assert data.cases[0].unused == -1


def test_cancellations_use_up_visits_only_where_the_town_said_so() -> None:
    case = helped(status=VisitStatus.ABSENT)
    strict = replace(case, office=Office(settings={"cancel.absent": "counts=yes;fee=none;copay=no"}, officials=()))
    used = [world.year(snapshots=(c,), claims=()).cases[0].used for c in (case, strict)]
    assert used == [0, 1]


def test_a_visit_without_approval() -> None:
    case = helped()
    bare = replace(case.help_cases[0], dispatches=(), decision=None)
    assert found(replace(case, help_cases=(bare,))) == {"approval": 1}


def test_a_visit_that_the_months_claim_left_out() -> None:
    case = helped()
    assert found(case, claims=(replace(world.claim(1, DAY, (case,)), lines=(), asked_total=0),)) == {"unbilled": 1}


def test_a_difference_accepted_without_reason() -> None:
    case = helped()
    claim = replace(world.claim(1, DAY, (case,)), asked_total=9999)
    assert found(case, claims=(claim,)) == {"difference": 1}
    assert found(case, claims=(replace(claim, difference_reason="団体の計算誤り"),)) == {}


def test_a_withdrawal_owes_a_cancellation() -> None:
    case = helped()
    left = Withdrawal(id=1, application_id=4, filed_on=DAY, effective_on=DAY)
    assert found(replace(case, help_cases=(replace(case.help_cases[0], withdrawal=left),))) == {"cancellation": 1}


def test_an_issued_paper_without_number() -> None:
    paper = IssuedPaper(id=5, form="form03", subject_key="application:4", state=PaperState.ISSUED, issued_on=DAY)
    assert found(replace(helped(), papers=(paper,))) == {"document": 1}
    assert found(replace(helped(), papers=(replace(paper, form="form10"),))) == {}


def test_ledgers_name_children_with_ages_and_the_notice_with_its_number() -> None:
    rows = world.year().cases
    assert [r.household_no for r in rows] == [f"R8-{n:04}" for n in range(1, 8)]
    assert (rows[0].children, rows[0].document_no) == ("子1（11か月）", "佐保福第12号")
    assert (rows[1].groups, rows[1].close_reason) == ("(2)", "目標達成・養育環境の改善")


def test_money_of_a_visit_stands_in_the_year_of_its_claim() -> None:
    rows = {r.visit_id: r for r in world.year().visits}
    assert (rows[3].price_yen, rows[3].copay_yen, rows[3].town_yen, rows[3].billed_minutes) == (2725, 545, 2180, 90)
    assert (rows[9].price_yen, rows[9].done) == (None, 0)


def test_a_late_visit_billed_in_the_next_year_is_shown_there_without_counting() -> None:
    case = helped()
    late = replace(world.claim(1, DAY, (case,)), month=date(2027, 4, 1))
    this, following = (world.year(y, snapshots=(case,), claims=(late,)) for y in (2026, 2027))
    assert [(r.done, r.price_yen) for r in this.visits] == [(1, None)]
    assert [(r.done, r.price_yen, r.remark) for r in following.visits] == [(0, 2725, "過年度の訪問（この年度に請求）")]


def test_march_paid_in_april_belongs_to_the_old_year() -> None:
    row = world.year().claims[-1]
    assert (row.month_text, row.budget) == ("令和9年3月分", "令和8年度（出納整理期間）")


def test_consults_mark_the_first_visit_of_each_household() -> None:
    data = world.year()
    assert sum(r.first_household for r in data.consults) == data.value("consult.households")
    assert sum(r.each for r in data.consults) == data.value("consult.visits")
