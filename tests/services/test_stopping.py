"""Suspension, withdrawal and cancellation (要領11–13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.dispatch import Cancellation, Suspension, VisitStatus, Withdrawal
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.obligations import cancellation_owed
from saroma_desk.runtime.clock import FixedClock
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


def test_an_end_set_later_does_not_run_over_the_next_suspension(family: Helped) -> None:
    first = stopping.suspend(family.ctx, suspension(family, last_day=date(2026, 6, 17))).value
    later = suspension(family, first_day=date(2026, 6, 20), last_day=date(2026, 6, 25))
    stopping.suspend(family.ctx, later)
    with pytest.raises(KnownError) as caught:
        stopping.resume(family.ctx, first.id, date(2026, 6, 20))
    assert (caught.value.code, [e.field for e in caught.value.fields]) == ("overlap", ["last_day"])
    assert "令和8年6月20日から令和8年6月25日まで" in caught.value.message
    assert family.case.now.help_case(family.application.id).suspensions[0] == first
    assert stopping.resume(family.ctx, first.id, date(2026, 6, 19)).value.last_day == date(2026, 6, 19)


def test_a_suspension_never_ends_before_it_begins(family: Helped) -> None:
    running = stopping.suspend(family.ctx, suspension(family)).value
    with pytest.raises(KnownError) as caught:
        stopping.resume(family.ctx, running.id, date(2026, 6, 15))
    assert [e.field for e in caught.value.fields] == ["last_day"]
    assert family.case.now.help_case(family.application.id).suspensions == (running,)


def test_while_a_suspension_is_open_its_planned_visits_wait_and_are_told(family: Helped) -> None:
    warnings = stopping.suspend(family.ctx, suspension(family)).warnings
    assert any("2件：R8.6.18、R8.6.22" in w for w in warnings)


def test_an_end_to_come_stops_visits_and_may_be_moved_forth_and_back(family: Helped) -> None:
    running = stopping.suspend(family.ctx, suspension(family)).value
    stopping.resume(family.ctx, running.id, date(2026, 6, 19))
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.TOWN, VisitStatus.PLANNED]
    assert "1件" in stopping.resume(family.ctx, running.id, date(2026, 6, 22)).warnings[0]
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.TOWN, VisitStatus.TOWN]
    (told,) = stopping.resume(family.ctx, running.id, date(2026, 6, 21)).warnings
    assert "1件：R8.6.22" in told
    assert statuses(family) == [VisitStatus.PLANNED, VisitStatus.TOWN, VisitStatus.TOWN]


def test_a_visit_planned_for_a_reason_while_all_are_suspended_stays(family: Helped) -> None:
    running = stopping.suspend(family.ctx, suspension(family)).value
    family.schedule(date(2026, 6, 19), date(2026, 6, 25), rules=("suspension",))
    warnings = stopping.resume(family.ctx, running.id, date(2026, 6, 20)).warnings
    assert any("1件：R8.6.19" in w for w in warnings)
    visits = {v.visit_on.day: v for v in family.case.now.help_case(family.application.id).visits}
    assert {day: v.status for day, v in visits.items() if day in (18, 19, 25)} == {
        18: VisitStatus.TOWN,
        19: VisitStatus.PLANNED,
        25: VisitStatus.PLANNED,
    }
    assert [e.subject_key for e in family.case.now.exceptions] == [f"visit:{visits[19].id}"]  # the 25th needs none now


def test_visits_made_on_suspended_days_are_told_of(family: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2026, 6, 19))
    visit = family.case.now.help_case(family.application.id).visits[1]
    visiting.record_visit(family.ctx, visiting.as_planned(visit))
    warnings = stopping.suspend(family.ctx, suspension(family, last_day=date(2026, 6, 20))).warnings
    assert any("実施した訪問があります（1件：R8.6.18）" in w for w in warnings)


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
