"""The box of an acceptance: whole, with differences, or in part (一部受理)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saroma_desk.domain.claim import Claim
from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.services import claims
from saroma_desk.services.claims import ClaimDetail
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.claims import letter_texts, texts
from saroma_desk.ui.terms import term

Values = Mapping[str, Any]


def sections(detail: ClaimDetail) -> tuple[Section, ...]:
    """The day, the reason when something differs, and the visits that are not accepted."""
    day = FieldSpec(name="accepted_on", kind=Kind.DATE, label=term("accepted_on"), required=True)
    reason = FieldSpec(
        name="difference_reason", kind=Kind.MEMO, label=term("accept_reason"), help=texts.ACCEPT_DIFFERENCE_HELP
    )
    head = Section(texts.TITLES["accept"], (day, reason) if detail.differences else (day,))
    return (head, Section(letter_texts.LEFT_OUT, (_left_out(detail),)))


def accept(desk: Desk, detail: ClaimDetail, values: Values) -> Result[Claim]:
    """Accept with what was typed; raises KnownError as `claims.accept`, at the fields of the box."""
    rows = values["left_out"]
    chosen = [row["visit_id"] for row in rows]
    demand([FieldError("left_out", letter_texts.TWICE)] if len(set(chosen)) < len(chosen) else [])
    return claims.accept(
        desk.ctx,
        detail.claim.id,
        values["accepted_on"],
        values.get("difference_reason") or "",
        {row["visit_id"]: row["reason"] for row in rows},
    )


def _left_out(detail: ClaimDetail) -> FieldSpec:
    numbers = {h.household_id: h.no for h in detail.households}
    lines = {line.visit_id: line for line in detail.lines if line.price_yen >= 0}
    ordered = sorted(lines.values(), key=lambda x: (numbers.get(x.household_id, ""), x.visit_on))
    visits = tuple(Choice(x.visit_id, letter_texts.visit(numbers.get(x.household_id, ""), x)) for x in ordered)
    return FieldSpec(
        name="left_out",
        kind=Kind.ROWS,
        label="",
        help=letter_texts.LEFT_OUT_HELP,
        columns=(
            FieldSpec(name="visit_id", kind=Kind.CHOICE, label=letter_texts.VISIT, choices=visits, required=True),
            FieldSpec(name="reason", label=letter_texts.REASON, required=True),
        ),
        add_label=letter_texts.ADD_LEFT_OUT,
    )
