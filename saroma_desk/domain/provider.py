"""Bodies that send helpers (ヘルパー派遣団体), their contracts, helpers and prices (要領7, 別表1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider(Record):
    """A body that the mayor recognises (要領7(1)).

    Attributes:
        registration_no: 適格請求書発行事業者登録番号, optional.
        bank_*: account in the creditor's own name.
    """

    name: str
    kana: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    representative_title: str = ""
    representative: str = ""
    contact: str = ""
    registration_no: str = ""
    bank_name: str = ""
    bank_branch: str = ""
    bank_kind: str = ""
    bank_account: str = ""
    bank_holder_kana: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """請負契約 (要領7(2)) from `first_day` to `last_day`, both inclusive."""

    provider_id: int
    number: str = ""
    concluded_on: date | None = None
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper(Record):
    """A helper on a provider's roster; `left_on` is the first day on which the helper is no longer on it."""

    provider_id: int
    name: str
    kana: str = ""
    qualification: str = ""
    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrice(Record):
    """別表1 ヘルパー派遣単価 of a provider from `valid_from` on, in whole yen; None = not settled by the town.

    Attributes:
        first_hour_yen: 1時間単価 (最初の1時間).
        half_hour_yen: 30分単価 (30分増すごと).
        tax_class: ``exempt`` 非課税, ``taxable`` 課税, ``included`` 税込; None = question for the finance section.
        tax_percent: rate when taxable or included.
        basis: paper that settled it.
        family: programme that the price is for, see `Programme.family`; empty = every one without prices of its own.
    """

    provider_id: int
    valid_from: date
    first_hour_yen: int | None = None
    half_hour_yen: int | None = None
    tax_class: str | None = None
    tax_percent: int | None = None
    basis: str = ""
    family: str = ""


def price_on(prices: tuple[UnitPrice, ...], provider_id: int, on: date, family: str = "") -> UnitPrice | None:
    """The price version of the provider in force on day `on`, or None; one for the programme `family` goes first."""
    valid = [p for p in prices if p.provider_id == provider_id and p.valid_from <= on and p.family in ("", family)]
    return max(valid, key=lambda p: (bool(p.family), p.valid_from, p.id)) if valid else None


def contract_covering(
    contracts: tuple[Contract, ...], provider_id: int, first_day: date, last_day: date
) -> Contract | None:
    """A contract of the provider that covers all days from `first_day` to `last_day` (inclusive), or None."""
    for c in contracts:
        if c.provider_id == provider_id and c.first_day <= first_day and last_day <= c.last_day:
            return c
    return None
