"""The office's switches and its register of substitutes on its papers."""

# ruff: noqa: F811  fixtures of an open office are taken over by name
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Member
from saroma_desk.forms import issue, substitutes
from saroma_desk.forms.issue import Prepared, Printing
from saroma_desk.forms.paper import PaperOptions
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
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


def test_a_registered_substitute_is_drawn_and_no_longer_listed(family: Helped) -> None:
    rename(family)
    assert RARE in {glyph.character for glyph in prepared(family).missing}
    substitutes.register(family.ctx, ENTRY)
    made = prepared(family)
    assert made.missing == ()
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
        ({"note": " "}, "note"),
        ({"character": ""}, "character"),
    ],
)
def test_what_cannot_be_registered_is_told_at_its_field(ctx: AppContext, change: dict[str, str], field: str) -> None:
    with pytest.raises(KnownError) as stopped:
        substitutes.register(ctx, replace(ENTRY, **change))
    assert [error.field for error in stopped.value.fields] == [field]


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
