"""One family supported by two programmes at the same time: what is the household's is shared, all else stands apart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.case import CaseState
from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.domain.dispatch import ActivityReport
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import CopayClassPeriod
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.forms import issue, sets
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import (
    claims,
    closing,
    helplist,
    households,
    intake,
    persons,
    previews,
    providers,
    tasks,
    timeline,
    visiting,
    worklists,
    yearly,
)
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping, twoprogrammes
from .conftest import PASSPHRASE
from .helping import JUNE
from .twoprogrammes import FAMILY, OWN, OWN_WORD, SECOND_WORD, beside


@pytest.fixture
def ctx(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """An office that runs both programmes."""
    with twoprogrammes.office(empty_office, tmp_path, clock) as ctx:
        yield ctx


@pytest.fixture
def team(ctx: AppContext) -> helping.Team:
    team = helping.team(ctx)
    own = UnitPrice(
        provider_id=team.provider.id,
        valid_from=date(2026, 4, 1),
        first_hour_yen=3000,
        half_hour_yen=3000,
        tax_class="exempt",
        family=FAMILY,
    )
    providers.save_price(ctx, own)
    return team


@pytest.fixture
def pair(ctx: AppContext, clock: FixedClock, team: helping.Team) -> tuple[helping.Helped, helping.Helped]:
    """One family, helped under both programmes since 15 June."""
    one = helping.helped(ctx, clock, team)
    return one, beside(one, team)


def test_a_second_programme_begins_beside_the_first(ctx: AppContext, clock: FixedClock) -> None:
    case = builders.take_in(ctx, clock)
    second = closing.reopen(ctx, case.household_id, builders.draft(family=FAMILY, received_on=date(2026, 6, 8)))
    assert (second.value.number, second.value.previous_id) == (2, None)
    assert second.warnings == ("養育支援訪問事業でも支援しています。",)
    for family in (FAMILY, OWN, ""):
        with pytest.raises(KnownError) as caught:
            closing.reopen(ctx, case.household_id, builders.draft(family=family, received_on=date(2026, 6, 9)))
        assert caught.value.code == "not_closed"
    detail = households.household_detail(ctx, case.household_id)
    assert [c.episode.id for c in detail.cases] == [case.episode.id, second.value.id]
    assert detail.may_open == ()


def test_each_programme_is_closed_and_taken_up_again_by_itself(ctx: AppContext, clock: FixedClock) -> None:
    case = builders.take_in(ctx, clock)
    second = closing.reopen(ctx, case.household_id, builders.draft(family=FAMILY, received_on=date(2026, 6, 8))).value
    case.survey()
    case.plan()
    case.evaluate()
    case.close()
    detail = households.household_detail(ctx, case.household_id)
    assert [c.episode.id for c in detail.cases] == [second.id]
    assert [p.family for p in detail.may_open] == [OWN]
    again = closing.reopen(ctx, case.household_id, builders.draft(family=OWN, received_on=date(2026, 6, 15))).value
    assert (again.number, again.previous_id, again.programme_id) == (3, case.episode.id, "saroma-youiku-2016")


def test_the_lists_tell_the_programme_of_each_record(pair: tuple[helping.Helped, helping.Helped]) -> None:
    one, other = pair
    ctx, household = one.ctx, one.case.household_id
    (row,) = households.list_households(ctx)
    assert [(c.programme, c.state) for c in row.cases] == [
        (OWN_WORD, CaseState.SUPPORTING),
        (SECOND_WORD, CaseState.SUPPORTING),
    ]
    assert (row.episode_id, row.programme) == (other.case.episode.id, f"{OWN_WORD}・{SECOND_WORD}")
    assert {(r.programme, r.id) for r in helplist.list_help(ctx, household)} == {
        (OWN_WORD, one.application.id),
        (SECOND_WORD, other.application.id),
    }
    assert {r.programme for r in worklists.plan_lines(ctx)} == {OWN_WORD, SECOND_WORD}
    assert [r.programme for r in worklists.survey_lines(ctx, household)].count(SECOND_WORD) == 1
    told = {(t.programme, t.kind) for t in tasks.tasks(ctx) if t.household_id == household}
    assert {(OWN_WORD, "schedule"), (SECOND_WORD, "schedule")} <= told
    assert {e.programme for e in timeline.timeline(ctx, household)} >= {OWN_WORD, SECOND_WORD}


def test_an_office_with_one_programme_never_speaks_of_it(empty_office: Path, tmp_path: Path, clock: FixedClock) -> None:
    folder = shutil.copytree(empty_office, tmp_path / "one")
    with open_context(folder, passphrase=PASSPHRASE, user="佐藤 保健師", clock=clock) as ctx:
        case = builders.take_in(ctx, clock)
        (row,) = households.list_households(ctx)
        assert (row.programme, row.cases[0].programme) == ("", "")
        assert {t.programme for t in tasks.tasks(ctx)} == {""}
        assert {e.programme for e in timeline.timeline(ctx, case.household_id)} == {""}


def test_each_programme_counts_its_own_visits(pair: tuple[helping.Helped, helping.Helped]) -> None:
    one, other = pair
    one.schedule(date(2026, 6, 15), date(2026, 6, 18))
    other.schedule(date(2026, 6, 16))
    left = {r.id: r.count and r.count.left for r in helplist.list_help(one.ctx)}
    assert left == {one.application.id: 13, other.application.id: 29}
    assert one.case.now.help_cases[0].visits != other.case.now.help_cases[0].visits
    assert visiting.limit_view(one.ctx, other.application.id).unexcused == ()


def test_help_under_one_programme_is_no_recent_help_under_the_other(
    ctx: AppContext, clock: FixedClock, team: helping.Team
) -> None:
    one = helping.helped(ctx, clock, team)
    beside(one, team)  # would ask for a reason because of the gap, were the first help counted


def test_two_helpers_at_once_are_told_and_one_helper_twice_asks_for_a_reason(
    pair: tuple[helping.Helped, helping.Helped], team: helping.Team
) -> None:
    one, other = pair
    one.schedule(date(2026, 6, 15))
    draft = visiting.VisitDraft(visit_on=date(2026, 6, 15), start=time(11), end=time(12), helper_id=team.helpers[1].id)
    warnings = visiting.schedule(one.ctx, other.application.id, (draft,)).warnings
    assert warnings == ("令和8年6月15日の訪問は、同じ世帯の申請R8-001の訪問と時間が重なっています。",)
    with pytest.raises(NeedsReason) as caught:
        other.schedule(date(2026, 6, 15), start=time(10), end=time(11))
    assert "helper_clash" in {f.rule_id for f in caught.value.findings}


def billed(pair: tuple[helping.Helped, helping.Helped], team: helping.Team) -> tuple[Claim, Claim]:
    """One visit of 90 minutes under each programme in June, reported and computed."""
    one, other = pair
    rows = [f.done(date(2026, 6, d), start=time(9), end=time(10, 30)) for f, d in ((one, 15), (other, 16))]
    one.case.clock.move_to(date(2026, 7, 3))
    one.report(rows[0])
    other.report(rows[1])
    provider = team.provider.id
    first = claims.compute(one.ctx, provider, JUNE).value
    return first, claims.compute(one.ctx, provider, JUNE, FAMILY).value


def test_each_programme_has_its_own_claim(pair: tuple[helping.Helped, helping.Helped], team: helping.Team) -> None:
    """90 minutes: 1,820 + 905 with 2割 here, one hour of 3,000 with 3割 there."""
    ctx = pair[0].ctx
    first, second = billed(pair, team)
    assert [(x.price_yen, x.copay_yen, x.town_yen) for x in first.lines] == [(2725, 545, 2180)]
    assert [(x.price_yen, x.copay_yen, x.town_yen) for x in second.lines] == [(3000, 900, 2100)]
    rows = claims.list_claims(ctx)
    assert [(r.programme, r.claim and r.claim.id, r.visits, r.reports) for r in rows] == [
        (OWN_WORD, first.id, 1, 1),
        (SECOND_WORD, second.id, 1, 1),
    ]
    for claim, asked in ((first, 2180), (second, 2100)):
        claims.receive(ctx, claim.id, claims.ClaimPaper(asked_total=asked, received_on=ctx.today(), sheets=1))
        assert claims.compare(ctx, claim.id) == ()
    claims.accept(ctx, second.id)
    assert {r.claim.status for r in claims.list_claims(ctx) if r.claim} == {ClaimStatus.RECEIVED, ClaimStatus.ACCEPTED}


def test_an_accepted_claim_locks_the_month_of_its_own_programme_only(
    pair: tuple[helping.Helped, helping.Helped], team: helping.Team
) -> None:
    one, other = pair
    ctx = one.ctx
    _, second = billed(pair, team)
    claims.receive(ctx, second.id, claims.ClaimPaper(asked_total=2100, received_on=ctx.today()))
    claims.accept(ctx, second.id)
    (mine,), (theirs,) = (f.case.now.help_cases[0].visits for f in pair)
    visiting.record_visit(ctx, replace(mine, actual_end=time(10, 20)))
    with pytest.raises(NeedsReason) as caught:
        visiting.record_visit(ctx, replace(theirs, actual_end=time(10, 20)))
    assert {f.rule_id for f in caught.value.findings} == {"order.locked_month"}
    free = CopayClassPeriod(household_id=one.case.household_id, copay_class="tax_exempt", valid_from=JUNE)
    seen = previews.preview_class(ctx, free)
    assert (seen.changed, seen.locked) == (1, 1)
    assert other.case.household_id == one.case.household_id


def test_a_claim_sees_the_helper_who_was_busy_under_the_other_programme(
    pair: tuple[helping.Helped, helping.Helped], team: helping.Team
) -> None:
    one, other = pair
    ctx = one.ctx
    row = one.done(date(2026, 6, 15), start=time(9), end=time(10, 30))
    (planned,) = other.schedule(date(2026, 6, 16), start=time(9), end=time(10, 30))
    late = replace(visiting.as_planned(planned), visit_on=date(2026, 6, 15))
    one.case.clock.move_to(date(2026, 7, 3))
    one.report(row)
    sheet = ActivityReport(
        application_id=other.application.id, provider_id=team.provider.id, month=JUNE, received_on=ctx.today()
    )
    visiting.receive_report(ctx, sheet, (late,), (helping.excuse("helper_clash"),))
    second = claims.compute(ctx, team.provider.id, JUNE, FAMILY).value
    claims.receive(ctx, second.id, claims.ClaimPaper(asked_total=second.town_yen, received_on=ctx.today()))
    codes = {d.code for d in claims.compare(ctx, second.id)}
    assert "helper_overlap" in codes


def test_papers_bear_the_titles_of_their_own_programme(
    pair: tuple[helping.Helped, helping.Helped], team: helping.Team
) -> None:
    ctx = pair[0].ctx
    texts = []
    for helped, claim in zip(pair, billed(pair, team), strict=True):
        key, episode = f"application:{helped.application.id}", helped.case.episode.id
        made = issue.prepare(ctx, "form03", key, episode_id=episode).paper
        pages = [made.pdf(), sets.monthly_set(ctx, claim.id).content]
        texts.append("".join(page.extract_text() for pdf in pages for page in PdfReader(BytesIO(pdf)).pages))
    assert "佐呂間町養育支援訪問事業" in texts[0]
    assert "子育て世帯" not in texts[0]
    assert "練習町子育て世帯訪問支援事業" in texts[1]
    assert "養育支援訪問" not in texts[1]
    with pytest.raises(KnownError, match="まだありません"):
        issue.prepare(ctx, "form03", f"application:{pair[0].application.id}", episode_id=pair[1].case.episode.id)


def test_each_year_holds_its_own_cases_and_money(
    pair: tuple[helping.Helped, helping.Helped], team: helping.Team
) -> None:
    one, other = pair
    billed(pair, team)
    first, second = yearly.year_data(one.ctx, 2026), yearly.year_data(one.ctx, 2026, FAMILY)
    assert [c.episode_id for c in first.cases] == [one.case.episode.id]
    assert [c.episode_id for c in second.cases] == [other.case.episode.id]
    assert [c.town_yen for c in first.claims] == [2180]
    assert [c.town_yen for c in second.claims] == [2100]


def test_what_is_the_households_serves_both(pair: tuple[helping.Helped, helping.Helped]) -> None:
    one, other = pair
    ctx = one.ctx
    mother = one.case.now.members[0]
    intake.save_member(ctx, replace(mother, name="佐呂間　夏子"))
    persons.set_copay_class(
        ctx,
        CopayClassPeriod(
            household_id=one.case.household_id, copay_class="tax_exempt", valid_from=date(2026, 6, 15), evidence="台帳"
        ),
    )
    for case in (one.case.now, other.case.now):
        assert case.members[0].name == "佐呂間　夏子"
        assert case.copay_classes[-1].copay_class == "tax_exempt"
    once = [t for t in tasks.tasks(ctx) if t.subject_key.startswith("household:")]
    assert len(once) == len({t.id for t in once})


def test_moving_out_ends_both(pair: tuple[helping.Helped, helping.Helped]) -> None:
    one, other = pair
    view = previews.preview_move_out(one.ctx, one.case.household_id, date(2026, 7, 1))
    assert any("様式６号（第13関係）" in s for s in view.sentences)
    assert any("別記様式第６号" in s for s in view.sentences)
    assert other.case.now.household == one.case.now.household
