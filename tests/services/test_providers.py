"""Providers, contracts, helpers and prices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.services import providers
from saroma_desk.services.context import AppContext

from . import helping


@pytest.fixture
def team(ctx: AppContext) -> helping.Team:
    return helping.team(ctx)


def test_a_list_shows_contract_roster_and_price_of_the_day(ctx: AppContext, team: helping.Team) -> None:
    providers.save_helper(ctx, replace(team.helpers[1], left_on=date(2026, 6, 1)))
    (row,) = providers.list_providers(ctx)
    assert (row.contract, row.contract_until, row.helpers, row.price) == (
        team.contract,
        date(2027, 3, 31),
        1,
        team.price,
    )
    (before,) = providers.list_providers(ctx, date(2026, 3, 31))
    assert (before.contract, before.price) == (None, None)


def test_details_hold_everything_of_the_provider(ctx: AppContext, team: helping.Team) -> None:
    providers.save_provider(ctx, Provider(name="ほかの団体", kana="ほか"))
    detail = providers.provider_detail(ctx, team.provider.id)
    assert (detail.contracts, len(detail.helpers), detail.prices) == ((team.contract,), 2, (team.price,))


def test_wrong_entries_are_refused(ctx: AppContext, team: helping.Team) -> None:
    key = team.provider.id
    wrong = (
        lambda: providers.save_provider(ctx, Provider(name=" ")),
        lambda: providers.save_contract(
            ctx, Contract(provider_id=key, first_day=date(2026, 4, 1), last_day=date(2026, 3, 1))
        ),
        lambda: providers.save_helper(ctx, Helper(provider_id=key, name="")),
        lambda: providers.save_price(ctx, replace(team.price, first_hour_yen=-1)),
        lambda: providers.save_price(ctx, replace(team.price, id=0, version=0)),
        lambda: providers.save_price(ctx, replace(team.price, tax_class="none")),
    )
    for act in wrong:
        with pytest.raises(KnownError) as caught:
            act()
        assert caught.value.fields


def test_overlapping_contracts_and_open_prices_are_pointed_out(ctx: AppContext, team: helping.Team) -> None:
    again = Contract(provider_id=team.provider.id, first_day=date(2027, 3, 1), last_day=date(2028, 3, 31))
    assert providers.save_contract(ctx, again).warnings
    unsettled = UnitPrice(provider_id=team.provider.id, valid_from=date(2027, 4, 1))
    assert any("様式8号" in w for w in providers.save_price(ctx, unsettled).warnings)


def test_a_slip_can_be_removed_as_long_as_nothing_needs_it(ctx: AppContext, team: helping.Team) -> None:
    providers.remove_entry(ctx, team.helpers[0])
    assert len(providers.provider_detail(ctx, team.provider.id).helpers) == 1
    with pytest.raises(KnownError):
        providers.remove_entry(ctx, team.provider)
