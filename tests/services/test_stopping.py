"""Suspension, withdrawal and cancellation (要領11–13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.dispatch import Cancellation, Suspension, VisitStatus, Withdrawal
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.obligations import cancellation_owed
from saroma_desk.services import stopping, visiting
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping
from .helping import TERMS, Helped, excuse

DAYS = (date(2026, 6, 15), date(2026, 6, 18), date(2026, 6, 22))


@pytest.fixture
def family(case: builders.Case) -> Helped:
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    family.schedule(*DAYS)
    return family


def statuses(family: Helped) -> list[VisitStatus]:
    return [v.status for v in family.case.now.help_case(family.application.id).visits]


def suspension(family: Helped, **changes: object) -> Suspension:
    plain = Suspension(application_id=family.application.id, ground="infection", first_day=date(2026, 6, 16))
    return replace(plain, **changes)


def withdrawal(family: Helped, **changes: object) -> Withdrawal:
    plain = Withdrawal(
        application_id=family.application.id,
        filed_on=date(2026, 6, 15),
        effective_on=date(2026, 6, 18),
        reasons=("recovered",),
    )
    return replace(plain, **changes)


def cancellation(family: Helped, *grounds: str, **changes: object) -> Cancellation:
    plain = Cancellation(
        application_id=family.application.id,
        grounds=grounds,
        drafted_on=date(2026, 6, 15),
        decided_on=date(2026, 6, 15),
        cancelled_on=date(2026, 6, 18),
    )
    return replace(plain, **changes)


def test_a_suspension_stops_planned_visits_and_leaves_the_period(family: Helped) -> None:
    result = stopping.suspend(family.ctx, suspension(family, last_day=date(2026, 6, 20)))
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.TOWN, VisitStatus.PLANNED]
    assert any("延びません" in w for w in result.warnings)
    assert family.case.now.help_case(family.application.id).dispatch.terms == TERMS


def test_beside_a_stopped_visit_stands_no_ground(family: Helped) -> None:
    stopping.suspend(family.ctx, suspension(family, ground="danger", last_day=date(2026, 6, 20)))
    stopping.withdraw(family.ctx, withdrawal(family, effective_on=date(2026, 6, 22)))
    visits = family.case.now.help_case(family.application.id).visits
    assert [v.status_reason for v in visits] == ["", "R8.6.16から派遣の中止", "R8.6.22から辞退"]


def test_an_open_suspension_stops_visits_when_it_ends(family: Helped) -> None:
    running = stopping.suspend(family.ctx, suspension(family)).value
    assert set(statuses(family)) == {VisitStatus.PLANNED}
    with pytest.raises(NeedsReason) as caught:
        family.schedule(date(2026, 6, 25))
    assert [f.rule_id for f in caught.value.findings] == ["suspension"]
    stopping.resume(family.ctx, running.id, date(2026, 6, 20))
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.TOWN, VisitStatus.PLANNED]


def test_suspensions_do_not_overlap(family: Helped) -> None:
    stopping.suspend(family.ctx, suspension(family))
    with pytest.raises(KnownError) as caught:
        stopping.suspend(family.ctx, suspension(family, first_day=date(2026, 8, 1)))
    assert caught.value.code == "overlap"


def test_a_withdrawal_stops_later_visits_and_owes_a_cancellation(family: Helped) -> None:
    result = stopping.withdraw(family.ctx, withdrawal(family))
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.CANCELLED_BEFORE, VisitStatus.CANCELLED_BEFORE]
    now = family.case.now
    assert cancellation_owed(now, now.help_case(family.application.id))
    assert any("様式6号" in w for w in result.warnings)


def test_an_oral_withdrawal_needs_its_record(family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        stopping.withdraw(family.ctx, withdrawal(family, oral=True, reasons=()))
    assert {e.field for e in caught.value.fields} == {"reasons", "oral_at", "oral_person", "oral_received_by"}
    spoken = withdrawal(family, oral=True, oral_at="6月15日10時", oral_person="母", oral_received_by="佐藤")
    assert stopping.withdraw(family.ctx, spoken).value.oral


def test_after_a_withdrawal_nothing_is_approved_any_more(family: Helped) -> None:
    stopping.withdraw(family.ctx, withdrawal(family))
    with pytest.raises(NeedsReason) as caught:
        family.schedule(date(2026, 6, 25))
    assert [f.rule_id for f in caught.value.findings] == ["approval"]
    with pytest.raises(KnownError):
        stopping.withdraw(family.ctx, withdrawal(family))


def test_the_cancellation_after_a_withdrawal_names_it(family: Helped) -> None:
    with pytest.raises(KnownError):
        stopping.cancel(family.ctx, cancellation(family, "withdrawal"))
    filed = stopping.withdraw(family.ctx, withdrawal(family)).value
    stored = stopping.cancel(family.ctx, cancellation(family, "withdrawal"))
    assert (stored.value.withdrawal_id, stored.warnings) == (filed.id, ())


def test_an_adverse_cancellation_needs_a_reason_and_asks_for_the_hearing(family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        stopping.cancel(family.ctx, cancellation(family, "unsuitable"))
    assert [e.field for e in caught.value.fields] == ["reason"]
    stored = stopping.cancel(family.ctx, cancellation(family, "unsuitable", reason="危害のおそれ"))
    assert any("弁明" in w for w in stored.warnings)
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.TOWN, VisitStatus.TOWN]


def test_a_recorded_hearing_is_enough(family: Helped) -> None:
    heard = cancellation(family, "not_eligible", reason="転出", hearing_result="意見なし")
    assert not any("弁明" in w for w in stopping.cancel(family.ctx, heard).warnings)
    with pytest.raises(KnownError) as caught:
        stopping.cancel(family.ctx, heard)
    assert caught.value.code == "already_cancelled"


def test_days_out_of_order_need_a_reason(family: Helped) -> None:
    early = cancellation(family, "not_eligible", reason="転出", notified_on=date(2026, 6, 14))
    with pytest.raises(NeedsReason):
        stopping.cancel(family.ctx, early)
    assert stopping.cancel(family.ctx, early, (excuse("order.decision_before_notice"),)).value.id


def test_nothing_can_be_stopped_before_an_approval(case: builders.Case) -> None:
    family = helping.apply(case, helping.team(case.ctx))
    with pytest.raises(KnownError) as caught:
        stopping.withdraw(family.ctx, withdrawal(family))
    assert caught.value.code == "not_approved"
    assert visiting.limit_view(family.ctx, family.application.id).remaining is None
