"""Bodies that send helpers, their contracts, helpers and unit prices (要領7, 別表1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice, price_on
from saroma_desk.domain.record import Record
from saroma_desk.storage import Between

from .checks import in_order
from .context import AppContext
from .result import Result, Topic

R = TypeVar("R", bound=Record)

_CHANGED = frozenset({Topic.PROVIDERS, Topic.TASKS})
_LOCKED = (ClaimStatus.ACCEPTED.value, ClaimStatus.PAID.value)
_TAX_CLASSES = frozenset({None, "exempt", "taxable", "included"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRow:
    """One provider as a list shows it on a day.

    Attributes:
        contract: the contract in force on that day, or None.
        contract_until: last day of the last contract, or None.
        helpers: helpers on the roster that day.
        price: price version in force that day, or None.
    """

    provider: Provider
    contract: Contract | None
    contract_until: date | None
    helpers: int
    price: UnitPrice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderDetail:
    """A provider with everything that belongs to it; contracts and prices by their first day."""

    provider: Provider
    contracts: tuple[Contract, ...]
    helpers: tuple[Helper, ...]
    prices: tuple[UnitPrice, ...]


def save_provider(ctx: AppContext, provider: Provider) -> Result[Provider]:
    """Store a new or changed provider (要領7(1)); raises KnownError without a name."""
    demand([] if provider.name.strip() else [FieldError("name", "派遣団体の名称を入力してください。")])
    return _stored(ctx, "派遣団体", provider)


def save_contract(ctx: AppContext, contract: Contract) -> Result[Contract]:
    """Store a new or changed contract (要領7(2)); overlapping contracts are pointed out, not refused."""
    demand(in_order(contract.first_day, contract.last_day, "last_day", "契約の終わりが始まりより前です。"))
    with ctx.read() as read:
        others = read.list(Contract, provider_id=contract.provider_id)
    overlap = any(
        o.id != contract.id and o.first_day <= contract.last_day and contract.first_day <= o.last_day for o in others
    )
    warnings = ("期間の重なる契約があります。",) if overlap else ()
    return _stored(ctx, "請負契約", contract, warnings)


def save_helper(ctx: AppContext, helper: Helper) -> Result[Helper]:
    """Store a new or changed helper of a provider's roster; raises KnownError without a name."""
    errors = [] if helper.name.strip() else [FieldError("name", "ヘルパーの氏名を入力してください。")]
    demand(errors + in_order(helper.joined_on, helper.left_on, "left_on", "名簿を離れた日が、載った日より前です。"))
    return _stored(ctx, "ヘルパー名簿", helper)


def save_price(ctx: AppContext, price: UnitPrice) -> Result[UnitPrice]:
    """Store a new or changed version of 別表1; months whose claim was accepted keep what they were paid.

    Raises KnownError for amounts below 0, an unknown tax class, or a second version from the same day.
    """
    with ctx.read() as read:
        others = read.list(UnitPrice, provider_id=price.provider_id, valid_from=price.valid_from, family=price.family)
        only = {"family": price.family} if price.family else {}
        since = Between(price.valid_from.replace(day=1))
        locked = read.count(Claim, provider_id=price.provider_id, status=_LOCKED, month=since, **only)
    demand(_price_errors(price, [o for o in others if o.id != price.id]))
    warnings = []
    if locked:
        warnings.append(f"すでに受理した月が{locked}件あります。受理した金額は変わりません。")
    if price.first_hour_yen is None or price.half_hour_yen is None or price.tax_class is None:
        warnings.append("決まっていない項目があります。決まるまで報酬請求書（様式8号）は作れません。")
    return _stored(ctx, "派遣単価", price, tuple(warnings))


def _price_errors(price: UnitPrice, same_day: list[UnitPrice]) -> list[FieldError]:
    amounts = {"first_hour_yen": price.first_hour_yen, "half_hour_yen": price.half_hour_yen}
    errors = [
        FieldError(field, "単価は0円以上の整数です。") for field, yen in amounts.items() if yen is not None and yen < 0
    ]
    if price.tax_class not in _TAX_CLASSES:
        errors.append(FieldError("tax_class", "消費税の区分を選んでください。"))
    if same_day:
        errors.append(FieldError("valid_from", "同じ日から始まる単価がすでにあります。"))
    return errors


def remove_entry(ctx: AppContext, record: Contract | Helper | UnitPrice | Provider) -> Result[None]:
    """Remove what was entered by mistake; raises KnownError ``in_use`` when visits or papers refer to it."""
    with ctx.work("派遣団体の登録の削除") as work:
        work.remove(record)
        work.commit()
    return Result(None, _CHANGED)


def list_providers(ctx: AppContext, on: date | None = None) -> tuple[ProviderRow, ...]:
    """All providers by name in kana order, as they stand on a day (default: today)."""
    day = on or ctx.today()
    with ctx.read() as read:
        contracts = read.list(Contract, order_by="first_day,id")
        helpers = read.list(Helper)
        prices = read.list(UnitPrice)
        providers = read.list(Provider, order_by="kana,name,id")
    rows = []
    for provider in providers:
        own = [c for c in contracts if c.provider_id == provider.id]
        rows.append(
            ProviderRow(
                provider=provider,
                contract=next((c for c in own if c.first_day <= day <= c.last_day), None),
                contract_until=max((c.last_day for c in own), default=None),
                helpers=sum(h.provider_id == provider.id and on_roster(h, day) for h in helpers),
                price=price_on(prices, provider.id, day),
            )
        )
    return tuple(rows)


def provider_detail(ctx: AppContext, provider_id: int) -> ProviderDetail:
    """A provider with contracts, roster and prices; raises KnownError ``not_found``."""
    with ctx.read() as read:
        return ProviderDetail(
            provider=read.get(Provider, provider_id),
            contracts=read.list(Contract, order_by="first_day,id", provider_id=provider_id),
            helpers=read.list(Helper, order_by="kana,name,id", provider_id=provider_id),
            prices=read.list(UnitPrice, order_by="valid_from,id", provider_id=provider_id),
        )


def on_roster(helper: Helper, on: date) -> bool:
    """Whether the helper is on the roster on a day."""
    return (helper.joined_on is None or helper.joined_on <= on) and (helper.left_on is None or on < helper.left_on)


def _stored(ctx: AppContext, act: str, record: R, warnings: tuple[str, ...] = ()) -> Result[R]:
    with ctx.work(act) as work:
        stored = work.save(record) if record.id else work.add(record)
        work.commit()
    return Result(stored, _CHANGED, warnings)
