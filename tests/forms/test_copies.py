"""Frozen papers: copies with a mark, and what would read otherwise today."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from saroma_desk.domain.household import Household
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.forms import copies, issue
from saroma_desk.forms.glyphs import MissingGlyph
from saroma_desk.services import documents
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from tests.services import helping
from tests.services.builders import Case
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation"]


@pytest.fixture
def paper(ctx: AppContext, case: Case) -> IssuedPaper:
    """様式3号 as it left the desk."""
    family = helping.apply(case, helping.team(ctx))
    helping.answer_all(ctx)
    helping.applying.approve(ctx, family.application.id, family.decision(notified_on=None), family.dispatch())
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
    copy = copies.marked(ctx, frozen, ("再交付",))
    before, after = (PdfReader(io.BytesIO(content)).pages for content in (frozen, copy))
    assert len(before) == len(after)
    assert "再交付" in after[0].extract_text()
    assert "佐保福第" in after[0].extract_text()
    assert copies.marked(ctx, frozen, ()) == frozen


def test_a_missing_character_names_field_and_person(ctx: AppContext) -> None:
    glyph = MissingGlyph("members[1].name", "山田", "田", "U+7530", "missing")
    values = {"members": ({"name": "佐藤"}, {"name": "山田　花"})}
    (found,) = copies.troubles(ctx, "form01", (glyph,), values)
    assert found.person == "山田　花"
    assert "2行目" in found.label
