"""Frozen papers: copies with a mark, and what would read otherwise today."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.forms import copies, issue, own_templates
from saroma_desk.services import documents, intake
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from tests.forms.pdfa_rules import faults
from tests.services import helping
from tests.services.builders import Case
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation
from tests.services.helping import Helped

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation"]


@pytest.fixture
def family(ctx: AppContext, case: Case) -> Helped:
    """A family whose help was approved but not yet told."""
    family = helping.apply(case, helping.team(ctx))
    helping.answer_all(ctx)
    helping.applying.approve(ctx, family.application.id, family.decision(notified_on=None), family.dispatch())
    return family


@pytest.fixture
def paper(ctx: AppContext, case: Case, family: Helped) -> IssuedPaper:
    """様式3号 as it left the desk."""
    key = f"application:{family.application.id}"
    draft = PaperDraft(form="form03", subject_key=key, number="佐保福第1号", issued_on=ctx.today())
    return issue.issue(ctx, draft, episode_id=case.episode.id).value


def move(ctx: AppContext, household_id: int, address: str) -> None:
    with ctx.work("転居") as work:
        work.save(replace(work.get(Household, household_id), address=address))
        work.commit()


def test_nothing_changed_means_no_difference(ctx: AppContext, paper: IssuedPaper) -> None:
    assert copies.changes(ctx, paper) == ()


def test_a_difference_is_told_with_the_name_of_its_place(ctx: AppContext, paper: IssuedPaper, case: Case) -> None:
    move(ctx, case.household_id, "佐呂間町字富武士2番地")
    (change,) = copies.changes(ctx, paper)
    assert (change.issued, change.today) == ("佐呂間町字永代町1番地", "佐呂間町字富武士2番地")
    assert "住所" in change.label


def test_a_marked_copy_keeps_every_page_and_word(ctx: AppContext, paper: IssuedPaper) -> None:
    frozen = documents.paper_bytes(ctx, paper.id)
    copy = copies.marked(frozen, ("再交付",))
    before, after = (PdfReader(io.BytesIO(content)).pages for content in (frozen, copy))
    assert len(before) == len(after)
    assert "再交付" in after[0].extract_text()
    assert "佐保福第" in after[0].extract_text()
    assert copies.marked(frozen, ()) == frozen
    assert faults(frozen) == faults(copy) == []


def test_a_missing_character_names_field_and_person(ctx: AppContext, family: Helped) -> None:
    with ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name="\ue000田　花子"))
        work.commit()
    key = f"application:{family.application.id}"
    made = issue.prepare(ctx, "form01", key, episode_id=family.case.episode.id)
    found = copies.troubles(ctx, made)
    assert {(t.form, t.person, t.glyph.code_point) for t in found} == {("form01", "〓田　花子", "U+E000")}
    assert {"申請者氏名", "世帯の状況 1行目 世帯員氏名"} <= {t.label for t in found}


@pytest.mark.parametrize("name", ["shared.yaml", "form03/template.yaml"])
def test_a_copy_does_not_hang_on_the_templates_of_today(ctx: AppContext, paper: IssuedPaper, name: str) -> None:
    frozen = documents.paper_bytes(ctx, paper.id)
    before = copies.marked(frozen, ("写",))
    own = ctx.store.folder / "forms_templates" / name
    own.parent.mkdir(parents=True)
    own.write_text("form: [", encoding="utf-8")
    with pytest.raises(KnownError):
        copies.changes(ctx, paper)
    assert documents.paper_bytes(ctx, paper.id) == frozen
    assert copies.marked(documents.reprint_bytes(ctx, paper.id), ("写",)) == before


def test_words_of_a_changed_template_are_a_difference_of_their_own(ctx: AppContext, paper: IssuedPaper) -> None:
    own = own_templates.copy_for_office(ctx, "form03")
    assert copies.changes(ctx, paper) == ()
    own.write_text(own.read_text(encoding="utf-8").replace("次のとおり承認", "次のように承認"), encoding="utf-8")
    assert copies.changes(ctx, paper) == (copies.WORDING,)


def test_a_yes_or_no_is_told_in_words(ctx: AppContext, family: Helped) -> None:
    (survey,) = family.case.now.screenings
    draft = PaperDraft(form="form09", subject_key=f"screening:{survey.id}", issued_on=ctx.today())
    paper = issue.issue(ctx, draft, episode_id=family.case.episode.id).value
    intake.save_household(ctx, replace(family.case.now.household, address_protected=True))
    (change,) = copies.changes(ctx, paper)
    assert (change.label, change.issued, change.today) == ("支援措置", "無", "有")
