"""The inquiry names every difference, households by number, and says whether the claim comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.claim import AskedLine, Claim
from saroma_desk.domain.errors import KnownError
from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.inquiry import inquiry
from saroma_desk.forms.paper import Paper
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims
from saroma_desk.services.context import AppContext
from tests.services import builders, helping
from tests.services.helping import JUNE


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[AppContext]:
    clock = FixedClock(datetime(2026, 6, 15, 9, 0))
    with open_context(tmp_path / "o", passphrase=None, practice=True, user="佐藤", clock=clock, create=True) as ctx:
        helping.answer_all(ctx)
        yield ctx


def claimed(ctx: AppContext, **changes: object) -> Claim:
    """A June with one visit of 2,180 yen, and the provider's paper for it."""
    clock = ctx.clock
    assert isinstance(clock, FixedClock)
    family = helping.helped(ctx, clock, helping.team(ctx))
    rows = family.done(date(2026, 6, 15))
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    asked = AskedLine(household_id=family.case.household_id, visits=1, price_yen=2725, copay_yen=0, town_yen=2725)
    return helping.received(ctx, family.team, **({"total": 2725, "asked": (asked,)} | changes))


def text_of(paper: Paper) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf())).pages).split())


def test_every_difference_is_asked_about(ctx: AppContext) -> None:
    claim = claimed(ctx)
    paper = inquiry(ctx, claim.id, "佐保福第12号")
    text = text_of(paper)
    assert "利用者負担は請求0円・様式７号545円" in text
    for part in ("訪問介護ふたば", "R8-0001", "¥2,725", "¥2,180", "545", "佐保福第１２号", "回答欄に記入のうえ返送"):
        assert part in text, part
    assert layout_faults(paper.pages) == []


def test_a_returned_claim_says_so_with_its_reason(ctx: AppContext) -> None:
    claim = claims.return_claim(ctx, claimed(ctx).id, "利用者負担を差し引いていないため").value
    text = text_of(inquiry(ctx, claim.id))
    assert "返戻します" in text
    assert "利用者負担を差し引いていないため" in text


def test_many_differences_go_on_to_another_page(ctx: AppContext) -> None:
    claim = claimed(ctx, asked=tuple(AskedLine(household_id=900 + n, town_yen=100) for n in range(30)))
    paper = inquiry(ctx, claim.id)
    assert len(paper.pages) > 1
    assert layout_faults(paper.pages) == []


def test_a_claim_without_a_difference_needs_none(ctx: AppContext) -> None:
    claim = claimed(ctx, asked=(), total=2180)
    assert claims.compute(ctx, claim.provider_id, JUNE).value.town_yen == 2180
    with pytest.raises(KnownError) as caught:
        inquiry(ctx, claim.id)
    assert caught.value.code == "nothing_to_ask"


def test_the_households_stay_numbers(ctx: AppContext) -> None:
    text = text_of(inquiry(ctx, claimed(ctx).id))
    assert not any("".join(m.name.split()) in text for m in (builders.CAREGIVER, builders.CHILD))
