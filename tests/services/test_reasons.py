"""A reason recorded by mistake is taken back: it stays, struck through, and excuses nothing any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.yearly import YearData
from saroma_desk.forms.values import form03, form10
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import applying, claims, reasons, stopping, timeline, visiting, yearly
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping
from .helping import JUNE, TERMS, Helped, excuse

MONDAY, THURSDAY = date(2026, 6, 15), date(2026, 6, 18)
WHY = "別の世帯の理由を記録したため"


@pytest.fixture
def family(case: builders.Case) -> Helped:
    helping.answer_all(case.ctx)
    return helping.apply(case, helping.team(case.ctx))


@pytest.fixture
def early(family: Helped) -> Helped:
    """A visit at 8 o'clock with its reason, planned for Monday."""
    family.approve()
    family.schedule(MONDAY, start=time(8), end=time(9), rules=("window",))
    return family


def recorded(family: Helped) -> LimitException:
    (found,) = family.case.now.exceptions
    return found


def without_reason(family: Helped) -> list[str]:
    view = visiting.limit_view(family.ctx, family.application.id)
    return [f.rule_id for f in view.unexcused]


def test_a_withdrawn_reason_stays_with_why_when_and_who(early: Helped) -> None:
    before = recorded(early)
    result = reasons.withdraw_reason(early.ctx, before.id, WHY)
    now = recorded(early)
    assert now == result.value
    assert replace(now, version=before.version, withdrawn_on=None, withdrawn_by="", withdrawn_reason="") == before
    assert (now.withdrawn_on, now.withdrawn_by, now.withdrawn_reason) == (MONDAY, early.ctx.user, WHY)
    assert any("限度は9:00から18:00まで" in w for w in result.warnings)
    assert without_reason(early) == ["window"]


def test_what_it_excused_asks_for_a_reason_again(early: Helped) -> None:
    reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    (visit,) = early.case.now.help_cases[0].visits
    with pytest.raises(NeedsReason) as caught:
        visiting.record_visit(early.ctx, visiting.as_planned(visit))
    assert [f.rule_id for f in caught.value.findings] == ["window"]
    visiting.record_visit(early.ctx, visiting.as_planned(visit), (excuse("window", "本当の理由"),))
    assert without_reason(early) == []
    assert [(e.reason, e.withdrawn_on is None) for e in early.case.now.exceptions] == [
        ("きょうだいの入院のため", False),
        ("本当の理由", True),
    ]


def test_it_is_not_lost_with_the_visit(early: Helped) -> None:
    reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    visiting.remove_planned(early.ctx, early.case.now.help_cases[0].visits)
    assert recorded(early).withdrawn_reason == WHY


def test_the_claim_is_checked_without_it(early: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2026, 7, 3))
    (visit,) = early.case.now.help_cases[0].visits
    early.report((visiting.as_planned(visit),))
    claim = helping.received(early.ctx, early.team, 1820 - 364, sheets=1)
    assert claims.compare(early.ctx, claim.id) == ()
    reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    assert ["9:00から18:00" in d.text for d in claims.compare(early.ctx, claim.id)] == [True]


def test_what_was_accepted_with_it_stays_as_it_was(early: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2026, 7, 3))
    (visit,) = early.case.now.help_cases[0].visits
    early.report((visiting.as_planned(visit),))
    claim = helping.received(early.ctx, early.team, 1820 - 364, sheets=1)
    claims.accept(early.ctx, claim.id)
    result = reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    assert result.warnings == ("受理済みの月の訪問の扱いは変わりません。",)
    assert claims.compare(early.ctx, claim.id) == ()
    assert without_reason(early) == []
    sheet = visiting.report_sheet(early.ctx, early.application.id, JUNE)
    assert [row.findings for row in sheet.rows] == [()]


def test_a_reason_of_the_approval_no_longer_covers_its_visits(family: Helped) -> None:
    family.approve(replace(TERMS, visits=16), "visits")
    family.schedule(*(date(2026, 6, 15 + n) for n in range(16)))
    assert "要領10ただし書" in str(form03.values(family.case.now, None))
    result = reasons.withdraw_reason(family.ctx, recorded(family).id, WHY)
    assert [w.split("：")[-1] for w in result.warnings] == [
        "16回です。限度は15回です。",
        "16回目です。限度は15回です。",
    ]
    assert without_reason(family) == ["visits"]
    assert "要領10ただし書" not in str(form03.values(family.case.now, None))


def test_a_withdrawn_reason_keeps_no_visit_alive_in_a_suspension(family: Helped) -> None:
    family.approve()
    stopped = stopping.Suspension(application_id=family.application.id, ground="infection", first_day=MONDAY)
    running = stopping.suspend(family.ctx, stopped).value
    family.schedule(THURSDAY, rules=("suspension",))
    reasons.withdraw_reason(family.ctx, recorded(family).id, WHY)
    stopping.resume(family.ctx, running.id, date(2026, 6, 20))
    assert [v.status for v in family.case.now.help_cases[0].visits] == ["town"]


def test_it_needs_words_and_goes_once(early: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        reasons.withdraw_reason(early.ctx, recorded(early).id, " ")
    assert [e.field for e in caught.value.fields] == ["reason"]
    assert recorded(early).withdrawn_on is None
    reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    with pytest.raises(KnownError) as caught:
        reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    assert caught.value.code == "already_withdrawn"


def test_by_a_change_in_an_accepted_month_corrections_are_found(family: Helped, clock: FixedClock) -> None:
    family.approve()
    rows = family.done(MONDAY)
    clock.move_to(date(2026, 7, 3))
    family.report(rows)
    claims.accept(family.ctx, helping.received(family.ctx, family.team, 2180, sheets=1).id)
    (visit,) = family.case.now.help_cases[0].visits
    visiting.record_visit(family.ctx, replace(visit, actual_end=time(11)), (excuse("order.locked_month"),))
    with pytest.raises(KnownError) as caught:
        reasons.withdraw_reason(family.ctx, recorded(family).id, WHY)
    assert caught.value.code == "keeps_correction"


def test_lists_show_it_with_its_withdrawal(early: Helped) -> None:
    reasons.withdraw_reason(early.ctx, recorded(early).id, WHY)
    now = early.case.now
    first, second = form10.values(now)["exceptions"]
    assert (first["struck"], second["reason"], second["decided_by"]) == (True, WHY, early.ctx.user)
    assert [e.text.split("　")[0] for e in timeline.timeline(early.ctx, now.household.id) if e.kind == "exception"] == [
        "理由の取下げ",
        "理由の記録（取下げ）",
    ]
    year: YearData = yearly.year_data(early.ctx, 2026)
    assert [x.withdrawn for x in year.exceptions] == [f"R8.6.15 {early.ctx.user} {WHY}"]
    assert [c.exceptions for c in year.cases] == [0]
    assert reasons.reasons_beside(now, now.help_cases[0]) == now.exceptions
    assert applying.check_terms(early.ctx, early.application.id, early.dispatch())
