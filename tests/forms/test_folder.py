"""The case folder: cover with index, what went out as it was sent, numbers through, empty backs for duplex."""

# ruff: noqa: F811  fixtures of an open office are taken over by name
from __future__ import annotations

import io
import re
from datetime import date

import pypdf
import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms import folder, issue, sets
from saroma_desk.forms.issue import FORMS
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import documents, paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from tests.forms.pdfa_rules import faults
from tests.services import helping
from tests.services.builders import Case
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation  # noqa: F401
from tests.services.helping import Helped

from .test_issue import _issue, _rename, family  # noqa: F401


def _pages(content: bytes) -> list[str]:
    return [page.extract_text().replace("\u3000", "") for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_the_cover_lists_every_paper_with_the_page_it_begins_on(ctx: AppContext, family: Helped) -> None:
    pages = _pages(folder.case_folder(ctx, family.case.episode.id))
    assert "ケース記録綴" in pages[0]
    assert family.case.now.household.no in pages[0]
    for words in ("様式１号", "様式９号", "様式１０号", "様式３号", "様式２号"):
        assert words in pages[0]
        assert any(text.startswith(words) for text in pages[1:])
    assert "花子" not in pages[0]


def test_pages_are_numbered_through(ctx: AppContext, family: Helped) -> None:
    pages = _pages(folder.case_folder(ctx, family.case.episode.id))
    assert [f"({n}/{len(pages)})" in text for n, text in enumerate(pages, start=1)] == [True] * len(pages)


def test_duplex_begins_every_paper_on_a_front_side(ctx: AppContext, family: Helped) -> None:
    pages = _pages(folder.case_folder(ctx, family.case.episode.id, duplex=True))
    begins = [
        n for n, text in enumerate(pages) if re.match(r"様式[１-９\d]+号（第", text) and "（続き）" not in text[:20]
    ]
    assert len(pages) % 2 == 0
    assert [pages[n][:20] for n in begins if n % 2 and "うら" not in pages[n][:20]] == []


def test_what_went_out_is_in_it_as_it_was_sent_and_marked(ctx: AppContext, family: Helped) -> None:
    _issue(family)
    _rename(family)
    (notice,) = (
        t for t in _pages(folder.case_folder(ctx, family.case.episode.id)) if "承認通知書" in t and "記録綴" not in t
    )
    assert "佐呂間花子様" in notice
    assert "写" in notice


def test_a_paper_that_cannot_be_made_yet_stands_in_the_index(ctx: AppContext, case: Case) -> None:
    family = helping.apply(case, helping.team(ctx, first_hour_yen=None))
    family.approve()
    pages = _pages(folder.case_folder(ctx, case.episode.id))
    assert "作成できず" in pages[0]
    assert not any(text.startswith("様式２号") for text in pages[1:])


def test_without_a_cover_it_begins_with_the_application(ctx: AppContext, family: Helped) -> None:
    assert _pages(folder.case_folder(ctx, family.case.episode.id, cover=False))[0].startswith("様式１号")


def test_a_case_without_papers_has_no_folder(ctx: AppContext, case: Case) -> None:
    with pytest.raises(KnownError) as stopped:
        folder.case_folder(ctx, case.episode.id)
    assert stopped.value.code == "no_papers"


def test_the_folder_is_an_archival_file(ctx: AppContext, family: Helped) -> None:
    _issue(family)
    assert faults(folder.case_folder(ctx, family.case.episode.id, duplex=True)) == []


def test_the_folder_bears_no_name_in_its_metadata(ctx: AppContext, family: Helped) -> None:
    reader = pypdf.PdfReader(io.BytesIO(folder.case_folder(ctx, family.case.episode.id)))
    assert "花子" not in str(reader.metadata)


def test_a_providers_month_is_the_claim_and_a_sheet_for_each_household(ctx: AppContext, family: Helped) -> None:
    family.report(family.done(helping.TERMS.first_day))
    claim = helping.received(ctx, family.team, total=0)
    pages = _pages(sets.monthly_set(ctx, claim.id).content)
    assert [text[:4] for text in pages] == ["様式８号", "様式７号"]


def test_the_empty_set_holds_every_form(ctx: AppContext) -> None:
    pages = _pages(sets.blank_set(ctx, FORMS))
    assert len({match.group() for text in pages if (match := re.match(r"様式[１-９\d]+号", text))}) == len(FORMS)


def test_frozen_bytes_stay_as_they_are(ctx: AppContext, family: Helped) -> None:
    paper = _issue(family)
    folder.case_folder(ctx, family.case.episode.id)
    assert documents.paper_bytes(ctx, paper.id) == paper.pdf


def _print(family: Helped, *, changed_only: bool = False) -> list[str]:
    made = folder.make_folder(family.ctx, family.case.episode.id, changed_only=changed_only)
    folder.note_printed(family.ctx, made)
    return _pages(made.content)


def test_the_first_folder_is_whole_even_if_only_changes_are_wanted(family: Helped) -> None:
    first = _print(family, changed_only=True)
    assert "前回から変わった書類" not in first[0]
    assert first == _print(family)


def test_nothing_changed_is_said(family: Helped) -> None:
    _print(family)
    with pytest.raises(KnownError) as stopped:
        _print(family, changed_only=True)
    assert stopped.value.code == "nothing_changed"


def test_only_what_changed_since_the_last_print_is_in_the_folder(family: Helped) -> None:
    whole = _print(family)
    _issue(family)
    pages = _print(family, changed_only=True)
    assert "前回から変わった書類" in pages[0]
    assert "様式３号" in pages[0]
    assert "様式９号" not in pages[0]
    assert f"(1/{len(pages)})" in pages[0]
    assert 1 < len(pages) < len(whole)


def test_a_changed_folder_that_was_not_printed_changes_nothing(family: Helped) -> None:
    _print(family)
    _rename(family)
    seen = [folder.case_folder(family.ctx, family.case.episode.id, changed_only=True) for _ in range(2)]
    assert seen[0] == seen[1]
    assert "改姓花子" in "".join(_pages(seen[0]))


def test_what_went_out_on_an_earlier_plan_stays_in_the_folder(family: Helped, clock: FixedClock) -> None:
    plan, episode_id = family.case.now.plans[-1], family.case.episode.id
    draft = PaperDraft(form="form10", subject_key=f"plan:{plan.id}", issued_on=family.ctx.today())
    issue.issue(family.ctx, draft, episode_id=episode_id)
    clock.move_to(date(2026, 6, 20))
    family.case.plan()
    pages = _pages(folder.case_folder(family.ctx, episode_id))
    begins = [n for n, text in enumerate(pages) if text.startswith("様式１０号")]
    assert ["写" in pages[n] for n in begins] == [True, False]
    assert pages[0].count("様式１０号") == 2


def test_a_switch_of_the_office_changes_the_papers_that_show_it(family: Helped) -> None:
    _print(family)
    paper_switches.set_switch(family.ctx, "seal_required", "no", family.ctx.today())
    pages = _print(family, changed_only=True)
    assert "様式１号" in pages[0]
    assert "様式９号" not in pages[0]
