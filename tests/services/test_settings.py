"""What the town has settled from which day, and what is still open."""

from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import Official
from saroma_desk.domain.provider import Provider, UnitPrice
from saroma_desk.services import settings, snapshots
from saroma_desk.services.context import AppContext

APRIL, JUNE = date(2026, 4, 1), date(2026, 6, 1)


def test_every_question_is_open_at_first(ctx: AppContext) -> None:
    asked = {q.key for q in ctx.programme_on(APRIL).questions}
    assert {q.key for q in settings.open_questions(ctx, APRIL)} == asked
    assert not any(row.answered for row in settings.desk_settings(ctx))


def test_an_answer_counts_from_its_day_and_the_earlier_one_stays(ctx: AppContext) -> None:
    settings.answer_question(ctx, "billing.step_rounding", "ceil", APRIL, "財政担当に確認")
    settings.answer_question(ctx, "billing.step_rounding", "floor", JUNE, "契約変更")
    assert snapshots.office(ctx, date(2026, 5, 31)).settings["billing.step_rounding"] == "ceil"
    assert snapshots.office(ctx, JUNE).settings["billing.step_rounding"] == "floor"
    assert "billing.step_rounding" not in snapshots.office(ctx, date(2026, 3, 31)).settings
    row = next(r for r in settings.desk_settings(ctx) if r.question.key == "billing.step_rounding")
    assert (row.value, row.answered, len(row.history)) == ("floor", True, 2)


def test_an_empty_answer_reopens_the_question(ctx: AppContext) -> None:
    settings.answer_question(ctx, "reports.due_day", "10", APRIL)
    settings.answer_question(ctx, "reports.due_day", "", JUNE)
    assert [q.key for q in settings.open_questions(ctx, APRIL, "form02") if q.kind == "day"] == []
    assert [q.key for q in settings.open_questions(ctx, JUNE, "form02") if q.kind == "day"] == ["reports.due_day"]


def test_the_same_day_is_corrected_not_doubled(ctx: AppContext) -> None:
    first = settings.answer_question(ctx, "reports.due_day", "10", APRIL).value
    second = settings.answer_question(ctx, "reports.due_day", "15", APRIL).value
    assert (second.id, second.value) == (first.id, "15")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("billing.basis", "guess"),
        ("reports.due_day", "32"),
        ("reports.due_day", "一"),
        ("cancel.absent", "counts=maybe;fee=none;copay=no"),
        ("retention.case_years", "long"),
        ("price.first_hour_yen", "1820"),
        ("no.such.question", "1"),
    ],
)
def test_values_that_mean_nothing_are_refused(ctx: AppContext, key: str, value: str) -> None:
    with pytest.raises(KnownError):
        settings.answer_question(ctx, key, value, APRIL)
    assert snapshots.office(ctx).settings == {}


def test_a_cancellation_policy_is_one_canonical_text(ctx: AppContext) -> None:
    stored = settings.answer_question(ctx, "cancel.absent", "counts=yes;fee=first_hour;copay=no", APRIL).value
    assert stored.value == "counts=yes;fee=first_hour;copay=no"


def test_prices_are_answered_by_the_price_table(ctx: AppContext) -> None:
    with ctx.work("単価") as work:
        provider = work.add(Provider(name="団体"))
        work.add(UnitPrice(provider_id=provider.id, valid_from=JUNE, first_hour_yen=1820))
        work.commit()
    before = {q.key for q in settings.open_questions(ctx, APRIL, "form08")}
    after = {q.key for q in settings.open_questions(ctx, JUNE, "form08")}
    assert before - after == {"price.first_hour_yen"}


def test_officials_sign_from_their_day_on(ctx: AppContext) -> None:
    settings.save_official(ctx, Official(title="佐呂間町長", name="甲", valid_from=APRIL))
    settings.save_official(ctx, Official(title="佐呂間町長職務代理者　副町長", name="乙", valid_from=JUNE))
    office = snapshots.office(ctx)
    signs = [office.official_on(day) for day in (date(2026, 3, 31), date(2026, 5, 31), JUNE)]
    assert [o.name if o else "" for o in signs] == ["", "甲", "乙"]
    assert [o.name for o in settings.list_officials(ctx)] == ["甲", "乙"]
    with pytest.raises(KnownError, match="職名"):
        settings.save_official(ctx, Official(title="", name="丙", valid_from=JUNE))
