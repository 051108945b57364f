"""Columns and fields of providers, contracts, helpers and prices."""

from __future__ import annotations

from typing import Any

from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column


def _provider_kana(row: Any) -> str:  # noqa: ANN401
    return str(row.provider.kana)


PROVIDER_COLUMNS = (
    Column("name", term("provider"), lambda r: r.provider.name, sort=_provider_kana, lines=3, least=84),
    Column("until", texts.CONTRACT_UNTIL, lambda r: texts.day(r.contract_until), width=100),
    Column("helpers", texts.HELPER_COUNT, lambda r: str(r.helpers), sort=lambda r: r.helpers, right=True, width=52),
)
CONTRACT_COLUMNS = (
    Column("number", term("contract_no"), lambda c: c.number),
    Column("first", term("first_day"), lambda c: texts.day(c.first_day), sort=lambda c: c.first_day, width=110),
    Column("last", term("last_day"), lambda c: texts.day(c.last_day), sort=lambda c: c.last_day, width=110),
)
HELPER_COLUMNS = (
    Column("name", term("name"), lambda h: h.name, sort=lambda h: h.kana),
    Column("qualification", texts.QUALIFICATION, lambda h: h.qualification, width=200),
    Column("joined", texts.JOINED, lambda h: texts.day(h.joined_on), sort=lambda h: h.joined_on, width=120),
    Column("left", texts.LEFT, lambda h: texts.day(h.left_on), sort=lambda h: h.left_on, width=120),
)
PRICE_COLUMNS = (
    Column("since", term("valid_from"), lambda p: texts.day(p.valid_from), sort=lambda p: p.valid_from, width=110),
    Column("first", term("first_hour"), lambda p: texts.yen(p.first_hour_yen), right=True, width=110),
    Column("half", term("half_hour"), lambda p: texts.yen(p.half_hour_yen), right=True, width=110),
    Column("tax", term("tax_class"), lambda p: texts.tax(p.tax_class, p.tax_percent), width=120),
    Column("basis", term("basis"), lambda p: p.basis),
)
PROVIDER = (
    Section(
        texts.PROVIDER_DATA,
        (
            FieldSpec(name="name", kana_field="kana", kind=Kind.NAME, label=term("provider"), required=True, wide=True),
            FieldSpec(name="postal_code", label=term("postal_code")),
            FieldSpec(name="phone", kind=Kind.PHONE, label=term("phone")),
            FieldSpec(name="address", label=term("address"), wide=True),
            FieldSpec(name="representative_title", label=texts.REPRESENTATIVE_TITLE),
            FieldSpec(name="representative", kind=Kind.NAME, label=term("representative")),
            FieldSpec(name="contact", label=texts.CONTACT, wide=True),
        ),
    ),
    Section(
        texts.PAYMENT,
        (
            FieldSpec(name="bank_name", label=texts.BANK),
            FieldSpec(name="bank_branch", label=texts.BRANCH),
            FieldSpec(name="bank_kind", label=texts.BANK_KIND),
            FieldSpec(name="bank_account", label=texts.BANK_ACCOUNT),
            FieldSpec(name="bank_holder_kana", kind=Kind.KANA, label=texts.BANK_HOLDER),
            FieldSpec(name="registration_no", label=texts.REGISTRATION),
        ),
    ),
)
CONTRACT = (
    Section(
        "",
        (
            FieldSpec(name="number", label=term("contract_no")),
            FieldSpec(name="concluded_on", kind=Kind.DATE, label=texts.CONCLUDED),
            FieldSpec(name="first_day", kind=Kind.DATE, label=term("first_day"), required=True),
            FieldSpec(name="last_day", kind=Kind.DATE, label=term("last_day"), required=True),
        ),
    ),
)
HELPER = (
    Section(
        "",
        (
            FieldSpec(name="name", kana_field="kana", kind=Kind.NAME, label=term("name"), required=True, wide=True),
            FieldSpec(name="qualification", label=texts.QUALIFICATION, wide=True),
            FieldSpec(name="joined_on", kind=Kind.DATE, label=texts.JOINED),
            FieldSpec(name="left_on", kind=Kind.DATE, label=texts.LEFT),
        ),
    ),
)
_TAX = (
    Choice(None, texts.NOT_SETTLED),
    *(Choice(c, term(f"tax_class.{c}")) for c in ("exempt", "taxable", "included")),
)
PRICE = (
    Section(
        "",
        (
            FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True, wide=True),
            FieldSpec(name="first_hour_yen", kind=Kind.NUMBER, label=term("first_hour"), unit="円", low=0),
            FieldSpec(name="half_hour_yen", kind=Kind.NUMBER, label=term("half_hour"), unit="円", low=0),
            FieldSpec(name="tax_class", kind=Kind.CHOICE, label=term("tax_class"), choices=_TAX),
            FieldSpec(name="tax_percent", kind=Kind.NUMBER, label=texts.TAX_PERCENT, unit="%", low=0, high=100),
            FieldSpec(name="basis", label=term("basis"), wide=True),
        ),
    ),
)
