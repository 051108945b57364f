"""Accepting a claim in part (一部受理): single visits stay out, each for a reason, and come back when corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from saroma_desk.domain.claim import AskedLine, Claim, ClaimLine, LeftOut
from saroma_desk.domain.claimcheck import Difference, sums_of
from saroma_desk.domain.claimfacts import visit_name
from saroma_desk.domain.errors import FieldError, KnownError, demand

from .claimbook import ClaimBook
from .claimwork import differences_of, lines_today

_FIELDS = ("minutes", "price_yen", "copay_yen", "town_yen")


def without(book: ClaimBook, visit_ids: Iterable[int]) -> ClaimBook:
    """The month without some of its visits and late rows."""
    gone = frozenset(visit_ids)
    if not gone:
        return book
    visits, late = (tuple(v for v in many if v.id not in gone) for many in (book.visits, book.late))
    return replace(book, visits=visits, late=late)


def leave_out(
    book: ClaimBook, lines: tuple[ClaimLine, ...], reasons: Mapping[int, str]
) -> tuple[tuple[ClaimLine, ...], tuple[LeftOut, ...]]:
    """(lines that stay, what is left out) when the visits in `reasons`, by id, are not accepted.

    The lines are computed anew without them, so that a copay rounded by the month stays exact. Raises KnownError for
    a visit that the claim does not hold, or one without a reason.
    """
    if not reasons:
        return lines, ()
    if not set(reasons) <= {line.visit_id for line in lines}:
        raise KnownError("not_in_claim", "この請求に含まれていない訪問は、除くことができません。")
    demand(
        [
            FieldError(f"left_out.{visit_id}", "この訪問を受理しない理由を入力してください。")
            for visit_id, reason in reasons.items()
            if not reason.strip()
        ]
    )
    visits = {v.id: v for v in (*book.visits, *book.late)}
    kept, before, found = lines, lines, []
    for count, (visit_id, reason) in enumerate(reasons.items(), start=1):
        kept = lines_today(without(book, list(reasons)[:count]))
        household_id = next(line.household_id for line in lines if line.visit_id == visit_id)
        found.append(
            LeftOut(
                visit_id=visit_id,
                household_id=household_id,
                visit_on=visits[visit_id].visit_on,
                version=visits[visit_id].version,
                reason=reason,
                **_less(before, kept),
            )
        )
        before = kept
    return kept, tuple(found)


def _less(before: tuple[ClaimLine, ...], after: tuple[ClaimLine, ...]) -> dict[str, int]:
    """Minutes and yen by which the lines became less."""
    totals = [{f: sum(getattr(s, f) for s in sums_of(lines).values()) for f in _FIELDS} for lines in (before, after)]
    return {field: totals[0][field] - totals[1][field] for field in _FIELDS}


def differences_after(book: ClaimBook, claim: Claim, lines: tuple[ClaimLine, ...]) -> tuple[Difference, ...]:
    """Differences of a claim: what was left out in its own words, then what differs besides."""
    if not claim.left_out:
        return differences_of(book, claim, lines)
    rest = without(book, [o.visit_id for o in claim.left_out])
    visits = {v.id: v for v in (*book.visits, *book.late)}
    own = tuple(
        Difference(
            code="left_out",
            text=f"{visit_name(book.households[o.household_id].no, visits[o.visit_id])}は受理していません：{o.reason}",
            household_id=o.household_id,
            visit_id=o.visit_id,
            amount=o.town_yen,
        )
        for o in claim.left_out
        if o.visit_id in visits and o.household_id in book.households
    )
    return (*own, *differences_of(rest, _asked_less(claim), lines))


def _asked_less(claim: Claim) -> Claim:
    """The claim as if the paper had not asked for what was left out."""
    asked = claim.asked
    for out in claim.left_out:
        asked = tuple(_line_less(line, out) if line.household_id == out.household_id else line for line in asked)
    total = None if claim.asked_total is None else claim.asked_total - sum(o.town_yen for o in claim.left_out)
    empty = {a.household_id for a in asked if not a.visits and a.visits is not None}
    return replace(claim, asked=tuple(a for a in asked if a.household_id not in empty), asked_total=total)


def _line_less(line: AskedLine, out: LeftOut) -> AskedLine:
    asked = {f: getattr(line, f) for f in _FIELDS}
    less: dict[str, Any] = {f: None if value is None else value - getattr(out, f) for f, value in asked.items()}
    return replace(line, visits=None if line.visits is None else line.visits - 1, **less)
