"""The office's switches and its register of substitutes on its papers."""

# ruff: noqa: F811  fixtures of an open office are taken over by name
from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Member
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.forms import copies, folder, issue, substitutes
from saroma_desk.forms.issue import Prepared, Printing
from saroma_desk.forms.paper import PaperOptions
from saroma_desk.services import documents, paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from saroma_desk.services.paper_switches import Substitute
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation  # noqa: F401
from tests.services.helping import Helped

from .test_issue import _key, family  # noqa: F401

RARE = "\U000f1234"  # private use: no font holds it
FIRST = date(2026, 6, 1)
ENTRY = Substitute(character=RARE, drawn="葛", valid_from=FIRST, note="本人に確かめた")


def prepared(family: Helped, form: str = "form03", options: PaperOptions | None = None) -> Prepared:
    printing = Printing(options=options or PaperOptions())
    return issue.prepare(family.ctx, form, _key(family), episode_id=family.case.episode.id, printing=printing)


def words(made: Prepared) -> str:
    return "".join("".join(page.texts()) for page in made.paper.pages)


def rename(family: Helped) -> None:
    with family.ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name=f"{RARE}西　花子"))
        work.commit()


def test_a_registered_substitute_is_drawn_and_named_in_the_list(family: Helped) -> None:
    rename(family)
    assert {(g.character, g.drawn) for g in prepared(family).missing} == {(RARE, "")}
    substitutes.register(family.ctx, ENTRY)
    made = prepared(family)
    assert {(g.character, g.drawn) for g in made.missing} == {(RARE, "葛")}
    assert "葛西" in words(made)
    assert paper_switches.list_substitutes(family.ctx) == (ENTRY,)


def test_a_withdrawn_substitute_leaves_a_gap_again(family: Helped) -> None:
    rename(family)
    substitutes.register(family.ctx, ENTRY)
    substitutes.register(family.ctx, replace(ENTRY, drawn=""))
    assert RARE in {glyph.character for glyph in prepared(family).missing}
    assert paper_switches.list_substitutes(family.ctx) == ()


def test_a_substitute_counts_from_its_day(family: Helped) -> None:
    rename(family)
    substitutes.register(family.ctx, replace(ENTRY, valid_from=date(2027, 1, 1)))
    assert prepared(family).missing


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"drawn": RARE}, "drawn"),
        ({"drawn": "\U000f1235"}, "drawn"),
        ({"drawn": "葛\n西"}, "drawn"),
        ({"drawn": "葛\u200b"}, "drawn"),
        ({"character": f"{RARE}西"}, "character"),
        ({"character": "髙"}, "character"),
        ({"note": " "}, "note"),
        ({"character": ""}, "character"),
    ],
)
def test_what_cannot_be_registered_is_told_at_its_field(ctx: AppContext, change: dict[str, str], field: str) -> None:
    with pytest.raises(KnownError) as stopped:
        substitutes.register(ctx, replace(ENTRY, **change))
    assert [error.field for error in stopped.value.fields] == [field]


def leave_to_hand(family: Helped, form: str, *, by_hand: bool = True) -> None:
    whose = f"episode:{family.case.episode.id}"
    paper_switches.leave_to_hand(family.ctx, form, whose, RARE, by_hand=by_hand)


def test_a_gap_is_chosen_for_one_form_of_one_case_and_can_be_taken_back(family: Helped) -> None:
    rename(family)
    substitutes.register(family.ctx, ENTRY)
    before = prepared(family)
    leave_to_hand(family, "form03")
    made = prepared(family)
    assert [(g.character, g.drawn) for g in made.missing] == [(RARE, "")]
    assert "葛西" not in words(made)
    assert "代わりの字" not in words(made)
    assert "葛西" in words(prepared(family, "form01"))
    leave_to_hand(family, "form03", by_hand=False)
    assert prepared(family).paper.pdf() == before.paper.pdf()


def test_two_characters_are_chosen_apart(family: Helped) -> None:
    other = "\ue001"
    with family.ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name=f"{RARE}西　{other}子"))
        work.commit()
    substitutes.register(family.ctx, ENTRY)
    substitutes.register(family.ctx, replace(ENTRY, character=other, drawn="花"))
    leave_to_hand(family, "form03")
    assert {(g.character, g.drawn) for g in prepared(family).missing} == {(RARE, ""), (other, "花")}
    assert "西　花子" in words(prepared(family))


def test_a_variant_that_no_font_knows_may_be_left_to_the_hand(family: Helped) -> None:
    variant = "葛\U000e01ef"
    with family.ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name=f"{variant}西　花子"))
        work.commit()
    assert [g.drawn for g in prepared(family).missing] == ["葛"]
    whose = f"episode:{family.case.episode.id}"
    paper_switches.leave_to_hand(family.ctx, "form03", whose, variant, by_hand=True)
    assert [g.drawn for g in prepared(family).missing] == [""]
    assert "葛西" not in words(prepared(family))


def issued(family: Helped) -> IssuedPaper:
    draft = PaperDraft(form="form03", subject_key=_key(family), number="佐保福第1号", issued_on=family.ctx.today())
    return issue.issue(family.ctx, draft, episode_id=family.case.episode.id).value


@pytest.mark.parametrize("by_hand", [True, False])
def test_an_issued_paper_keeps_what_was_drawn_and_later_choices_are_a_difference(family: Helped, by_hand: bool) -> None:
    rename(family)
    substitutes.register(family.ctx, ENTRY)
    leave_to_hand(family, "form03", by_hand=by_hand)
    paper = issued(family)
    assert json.loads(paper.snapshot)[issue.DRAWN_INSTEAD] == {"U+F1234": "" if by_hand else "葛"}
    assert copies.changes(family.ctx, paper) == ()
    leave_to_hand(family, "form03", by_hand=not by_hand)
    told = ["「葛」で代用", "手書きの空き"]
    (change,) = copies.changes(family.ctx, paper)
    assert [change.issued, change.today] == (told[::-1] if by_hand else told)
    assert "U+F1234" in change.label
    assert documents.paper_bytes(family.ctx, paper.id) == paper.pdf


def test_an_issued_paper_without_such_characters_keeps_no_note_of_them(family: Helped) -> None:
    paper = issued(family)
    assert issue.DRAWN_INSTEAD not in json.loads(paper.snapshot)
    rename(family)
    assert "U+F1234" not in "".join(change.label for change in copies.changes(family.ctx, paper))


def test_the_folder_tells_of_it_and_knows_when_a_choice_changed_a_paper(family: Helped) -> None:
    rename(family)
    substitutes.register(family.ctx, ENTRY)
    made = folder.make_folder(family.ctx, family.case.episode.id)
    assert {(t.form, t.glyph.drawn) for t in made.troubles} >= {("form01", "葛"), ("form03", "葛")}
    folder.note_printed(family.ctx, made)
    leave_to_hand(family, "form03")
    again = folder.make_folder(family.ctx, family.case.episode.id, changed_only=True)
    assert {(t.form, t.glyph.drawn) for t in again.troubles} == {("form03", "")}


def test_the_office_says_whether_hand_seals_are_asked_for(family: Helped) -> None:
    assert "㊞" in words(prepared(family, "form01"))
    paper_switches.set_switch(family.ctx, "seal_required", "no", FIRST, "令和8年 総務課通知")
    assert "㊞" not in words(prepared(family, "form01"))
    assert "㊞" in words(prepared(family, "form01", PaperOptions(seal_required=True)))
    paper_switches.set_switch(family.ctx, "seal_required", "", FIRST)
    assert "㊞" in words(prepared(family, "form01"))


def test_the_office_says_how_wide_digits_are_also_on_empty_forms(family: Helped) -> None:
    wide = issue.blank(family.ctx, "form01").pdf()
    paper_switches.set_switch(family.ctx, "digits", "half", FIRST)
    assert "令和8年" in words(prepared(family)).replace(" ", "")
    assert issue.blank(family.ctx, "form01").pdf() != wide


def test_a_value_that_a_switch_does_not_have_is_refused(ctx: AppContext) -> None:
    with pytest.raises(KnownError):
        paper_switches.set_switch(ctx, "digits", "wide", FIRST)
