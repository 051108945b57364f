"""Papers that left the desk: numbered, frozen, voided with a reason, never deleted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.caseflow import next_steps
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.services import documents, settings
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft, issue_paper
from saroma_desk.services.exceptions import NeedsReason

from . import helping
from .builders import Case
from .helping import Helped

TODAY = date(2026, 6, 15)
PDF = b"%PDF-1.7 approved"


@pytest.fixture
def family(ctx: AppContext, case: Case) -> Helped:
    """A family whose help was approved but not yet told."""
    family = helping.apply(case, helping.team(ctx))
    decision = family.decision(notified_on=None)
    helping.applying.approve(ctx, family.application.id, decision, family.dispatch())
    return family


def notice(family: Helped, form: str = "form03", **changes: object) -> PaperDraft:
    plain = PaperDraft(
        form=form,
        subject_key=f"application:{family.application.id}",
        number="佐保福第1号",
        issued_on=TODAY,
        pdf=PDF,
        snapshot='{"applicant": "佐呂間　花子", "visits": 15}',
    )
    return replace(plain, **changes)


def test_an_outgoing_paper_needs_number_day_and_bytes(ctx: AppContext, family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        issue_paper(ctx, notice(family, number="", issued_on=None, pdf=b""))
    assert {e.field for e in caught.value.fields} == {"number", "issued_on", "pdf"}
    assert documents.papers(ctx) == ()


def test_issuing_freezes_bytes_and_tells_the_decision_its_day(ctx: AppContext, family: Helped) -> None:
    paper = issue_paper(ctx, notice(family)).value
    assert (paper.state, paper.sha256) == (PaperState.ISSUED, hashlib.sha256(PDF).hexdigest())
    assert paper.title == "佐呂間町養育支援訪問事業ヘルパー派遣承認通知書"
    assert documents.paper_bytes(ctx, paper.id) == PDF
    case = family.case.now
    assert case.help_cases[0].decision is not None
    assert case.help_cases[0].decision.notified_on == TODAY
    assert [(p.id, p.pdf) for p in case.papers] == [(paper.id, b"")]
    assert next_steps(case)[0].id == "request_provider"


def test_a_frozen_paper_cannot_be_changed_by_any_service(ctx: AppContext, family: Helped) -> None:
    paper = issue_paper(ctx, notice(family)).value
    with ctx.work("改変") as work, pytest.raises(KnownError) as caught:
        work.save(replace(work.get(IssuedPaper, paper.id), pdf=b"other"))
    assert caught.value.code == "issued_paper"


def test_a_number_is_given_once_in_a_fiscal_year_unless_a_branch_tells_them_apart(
    ctx: AppContext, family: Helped
) -> None:
    issue_paper(ctx, notice(family))
    request = notice(family, form="form02")
    with pytest.raises(KnownError, match="すでに使われています"):
        issue_paper(ctx, request)
    assert issue_paper(ctx, replace(request, branch="2")).value.branch == "2"


def test_the_desk_counts_by_fiscal_year_where_the_town_lets_it(ctx: AppContext, family: Helped) -> None:
    settings.answer_question(ctx, "document.number_symbol", "佐保福第", date(2026, 4, 1))
    settings.answer_question(ctx, "document.numbering", "counted", date(2026, 4, 1))
    assert documents.next_document_number(ctx, TODAY) == "佐保福第1号"
    assert issue_paper(ctx, notice(family, number="")).value.number == "佐保福第1号"
    assert issue_paper(ctx, notice(family, form="form02", number="佐保福第2号")).value.number == "佐保福第2号"
    assert documents.next_document_number(ctx, TODAY) == "佐保福第3号"
    assert documents.next_document_number(ctx, date(2027, 4, 1)) == "佐保福第1号"


def test_a_typed_number_of_the_register_leaves_the_counter(ctx: AppContext, family: Helped) -> None:
    assert documents.next_document_number(ctx, TODAY) == ""
    assert issue_paper(ctx, notice(family, number=" 佐保福第77号 ")).value.number == "佐保福第77号"


def test_a_notice_after_the_help_began_asks_for_a_reason(ctx: AppContext, family: Helped) -> None:
    family.case.clock.move_to(date(2026, 6, 20))
    late = notice(family, issued_on=date(2026, 6, 20))
    with pytest.raises(NeedsReason) as caught:
        issue_paper(ctx, late)
    assert [f.rule_id for f in caught.value.findings] == ["order.notice_before_start"]
    issue_paper(ctx, late, (helping.excuse("order.notice_before_start"),))
    assert [e.rule for e in family.case.now.exceptions] == ["order.notice_before_start"]


def test_a_draft_is_decided_and_then_issued_as_the_same_paper(ctx: AppContext, family: Helped) -> None:
    draft = documents.draft_paper(ctx, notice(family, number="")).value
    decided = documents.decide_paper(ctx, draft.id, TODAY).value
    assert (decided.state, decided.pdf) == (PaperState.DECIDED, b"")
    issued = issue_paper(ctx, notice(family), paper_id=draft.id).value
    assert (issued.id, issued.drafted_on, issued.decided_on) == (draft.id, TODAY, TODAY)
    with pytest.raises(KnownError):
        issue_paper(ctx, notice(family, number="佐保福第2号"), paper_id=draft.id)
    with pytest.raises(KnownError):
        documents.remove_draft(ctx, draft.id)


def test_a_void_paper_keeps_its_bytes_and_owes_a_new_one(ctx: AppContext, family: Helped) -> None:
    paper = issue_paper(ctx, notice(family, form="form02")).value
    with pytest.raises(KnownError, match="理由"):
        documents.void_paper(ctx, paper.id, " ")
    documents.void_paper(ctx, paper.id, "宛先の誤り")
    assert documents.paper_bytes(ctx, paper.id) == PDF
    assert "request_provider" in {s.id for s in next_steps(family.case.now)}


def test_reprints_are_counted_and_identical(ctx: AppContext, family: Helped) -> None:
    paper = issue_paper(ctx, notice(family)).value
    assert documents.reprint_bytes(ctx, paper.id) == PDF == documents.reprint_bytes(ctx, paper.id)
    assert documents.papers(ctx, household_id=family.case.household_id)[0].reprints == 2


def test_what_would_read_otherwise_today_is_shown(ctx: AppContext, family: Helped) -> None:
    paper = issue_paper(ctx, notice(family)).value
    today = {"applicant": "佐呂間　花子", "visits": 12, "issued_on": TODAY}
    found = documents.difference_since_issue(ctx, paper.id, today)
    assert [(c.field, c.issued, c.today) for c in found] == [("visits", "15", "12"), ("issued_on", "", "2026-06-15")]
    codes = issue_paper(ctx, notice(family, form="form02", branch="2", snapshot='{"kinds": ["a", "b"]}')).value
    assert documents.difference_since_issue(ctx, codes.id, {"kinds": frozenset({"b", "a"})}) == ()
    same = json.loads(notice(family).snapshot)
    assert documents.difference_since_issue(ctx, paper.id, same) == ()


def test_incoming_and_internal_papers_need_no_number(ctx: AppContext, family: Helped) -> None:
    plan = family.case.now.plans[0]
    draft = PaperDraft(form="form10", subject_key=f"plan:{plan.id}", issued_on=TODAY, pdf=PDF)
    paper = issue_paper(ctx, draft).value
    assert (paper.number, paper.episode_id) == ("", family.case.episode.id)


def test_a_paper_of_no_form_or_subject_is_refused(ctx: AppContext, family: Helped) -> None:
    with pytest.raises(KnownError, match="様式"):
        issue_paper(ctx, notice(family, form="form11"))
    with pytest.raises(KnownError):
        issue_paper(ctx, notice(family, subject_key="application:999"))


@pytest.mark.parametrize(("number", "branch"), [("佐保福第１号", ""), ("佐保福第 1号", ""), ("佐保福第1号", "２")])
def test_a_number_is_the_same_in_any_width(ctx: AppContext, family: Helped, number: str, branch: str) -> None:
    issue_paper(ctx, notice(family))
    issue_paper(ctx, notice(family, branch="2"))
    with pytest.raises(KnownError, match="すでに使われています"):
        issue_paper(ctx, notice(family, form="form02", number=number, branch=branch))


def test_the_same_number_is_free_again_in_the_next_fiscal_year(ctx: AppContext, family: Helped) -> None:
    plain = notice(family, form="form02", number="第5号")
    for day in (date(2027, 3, 31), date(2027, 4, 1)):
        issue_paper(ctx, replace(plain, issued_on=day))
        with pytest.raises(KnownError, match="すでに使われています"):
            issue_paper(ctx, replace(plain, issued_on=day))


def test_the_counter_passes_over_numbers_that_were_typed_ahead_of_it(ctx: AppContext, family: Helped) -> None:
    settings.answer_question(ctx, "document.numbering", "counted", date(2026, 4, 1))
    for typed in ("１号", "2号", "4号"):
        issue_paper(ctx, notice(family, number=typed))
    given = [issue_paper(ctx, notice(family, form="form02", number="")).value.number for _ in range(2)]
    assert given == ["3号", "5号"]
    assert documents.next_document_number(ctx, TODAY) == "6号"


def test_a_paper_is_drafted_once_until_it_is_out(ctx: AppContext, family: Helped) -> None:
    draft = documents.draft_paper(ctx, notice(family, number="")).value
    with pytest.raises(KnownError) as caught:
        documents.draft_paper(ctx, notice(family, number=""))
    assert caught.value.code == "already_drafted"
    issue_paper(ctx, notice(family), paper_id=draft.id)
    documents.draft_paper(ctx, notice(family, number=""))


def test_the_day_of_issue_is_held_against_the_days_of_its_draft(ctx: AppContext, family: Helped) -> None:
    draft = documents.draft_paper(ctx, notice(family, number="", drafted_on=date(2026, 6, 14))).value
    with pytest.raises(KnownError, match="起案日より前"):
        issue_paper(ctx, notice(family, issued_on=date(2026, 6, 13)), paper_id=draft.id)
    documents.decide_paper(ctx, draft.id, TODAY)
    with pytest.raises(KnownError, match="決裁日より前"):
        issue_paper(ctx, notice(family, issued_on=date(2026, 6, 14)), paper_id=draft.id)
    assert documents.papers(ctx)[0].state is PaperState.DECIDED


def test_a_paper_of_a_closed_case_goes_out_with_a_warning(ctx: AppContext, family: Helped) -> None:
    assert issue_paper(ctx, notice(family, form="form02")).warnings == ()
    family.case.clock.move_to(date(2026, 10, 20))
    family.case.evaluate()
    family.case.close()
    late = notice(family, form="form02", number="佐保福第2号", issued_on=date(2026, 10, 20))
    assert "終結" in issue_paper(ctx, late).warnings[0]
