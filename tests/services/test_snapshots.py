"""Whole cases from the store."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.case import CaseState
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.domain.screening import Judgement
from saroma_desk.services import backups, intake, snapshots
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft, issue_paper
from saroma_desk.services.loading import Bulk

from . import builders, helping
from .builders import Case


def test_a_snapshot_holds_the_whole_case(ctx: AppContext, case: Case) -> None:
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    visits = family.done(date(2026, 6, 15))
    family.case.clock.move_to(date(2026, 7, 1))
    family.report(visits)
    now = case.now
    assert now.today == date(2026, 7, 1)
    assert [p.id for p in now.providers] == [family.team.provider.id]
    assert [h.name for h in now.helpers] == ["双葉　一", "双葉　二"]
    assert now.help_case(family.application.id).reports[0].month == date(2026, 6, 1)
    (line,) = [n for n in now.notes if n.kind == "helper"]
    assert line.source_key == f"visit:{now.help_cases[0].visits[0].id}"
    assert line.content.startswith("10:00～11:30　実施")
    assert line.staff == "双葉　一"


def test_all_cases_come_with_one_reading_of_each_table(ctx: AppContext, case: Case) -> None:
    other = builders.take_in(ctx, case.clock)
    assert [s.episode.id for s in snapshots.snapshots_of_all(ctx)] == [case.episode.id, other.episode.id]


def test_a_claim_brings_the_cases_behind_its_lines(ctx: AppContext, case: Case) -> None:
    helping.answer_all(ctx)
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    visits = family.done(date(2026, 6, 15))
    family.case.clock.move_to(date(2026, 7, 1))
    family.report(visits)
    claim = helping.received(ctx, family.team, 2180)
    found = snapshots.claim_snapshot(ctx, claim.id)
    assert set(found.cases) == {case.household_id}
    assert (found.provider.name, len(found.reports), found.claim.id) == ("訪問介護ふたば", 1, claim.id)


def test_lists_and_whole_cases_agree_on_the_state(ctx: AppContext, case: Case) -> None:
    refused = builders.take_in(ctx, case.clock)
    refused.survey(Judgement.NOT_NEEDED)
    refused.close()
    builders.take_in(ctx, case.clock).survey()
    case.survey()
    case.plan()
    case.evaluate()
    case.close()
    rows = intake.list_households(ctx)
    assert [r.state for r in rows] == [CaseState.CLOSED, CaseState.CLOSED, CaseState.PLANNING]
    for row in rows:
        detail = intake.household_detail(ctx, row.household_id)
        assert (detail.state, detail.row) == (row.state, row)


def test_light_reading_leaves_out_long_contents_only(ctx: AppContext, case: Case) -> None:
    case.survey()
    draft = PaperDraft(form="form09", subject_key=f"screening:{case.now.screenings[0].id}", pdf=b"%PDF")
    issue_paper(ctx, draft)
    with ctx.read() as read:
        light = next(Bulk(ctx, read, light=True).snapshots())
        assert read.list(IssuedPaper)[0].pdf == b"%PDF"
    assert light.screenings[0].answers == ()
    assert light.papers[0].pdf == b""
    assert case.now.screenings[0].answers


def test_the_desk_s_own_notes_are_no_answers_of_the_town(ctx: AppContext) -> None:
    backups.make_backup(ctx)
    assert snapshots.office(ctx).settings == {}
