"""The provider's paper for a made-up claim month, by a second, plain formulation of the fee (別表1, 別表2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.claim import AskedLine, Claim, ClaimStatus
from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.services.claimbook import ClaimBook

JUNE = YearMonth(2026, 6)
RATES = {"public_assistance": Fraction(0), "tax_exempt": Fraction(0), "other": Fraction(1, 5)}
STEPS: dict[str, Callable[[int], int]] = {
    "ceil": lambda beyond: -(-beyond // 30),
    "floor": lambda beyond: beyond // 30,
    "nearest15": lambda beyond: (beyond + 15) // 30,
}
ROUNDINGS: dict[str, Callable[[Fraction], int]] = {
    "floor1": int,
    "floor10": lambda yen: int(yen) // 10 * 10,
    "ceil1": lambda yen: int(yen) + (yen != int(yen)),
    "half_up1": lambda yen: int(yen * 2 + 1) // 2,
}


def length(start: time, end: time) -> int:
    """Minutes between two times of one day."""
    return int((datetime.combine(JUNE.first, end) - datetime.combine(JUNE.first, start)) / timedelta(minutes=1))


def paper(book: ClaimBook) -> Claim:
    """What an honest provider asks: 別表1 minute by minute, 別表2 with fractions, written apart from the program."""
    told = book.office.settings
    rows = []
    for number in sorted(book.households):
        mine = [v for v in book.visits if v.application_id == number and v.report_id and JUNE.contains(v.visit_on)]
        priced = [p for p in (_price(book, v) for v in sorted(mine, key=lambda v: v.visit_on)) if p]
        if not priced:
            continue
        copay = _copay([(p, rate) for _, p, rate in priced], told)
        price = sum(sum(units) for _, units, _ in priced)
        minutes = sum(m for m, _, _ in priced)
        rows.append(
            AskedLine(
                household_id=number,
                visits=len(priced),
                minutes=minutes,
                price_yen=price,
                copay_yen=copay,
                town_yen=price - copay,
            )
        )
    return Claim(
        id=7,
        version=1,
        provider_id=1,
        month=JUNE.first,
        status=ClaimStatus.RECEIVED,
        asked=tuple(rows),
        asked_total=sum(r.town_yen or 0 for r in rows),
        claimed_on=date(2026, 7, 5),
        received_on=date(2026, 7, 6),
        sheets=len(book.reports),
    )


def _price(book: ClaimBook, visit: Visit) -> tuple[int, list[int], Fraction] | None:
    """(billed minutes, yen of each unit, rate), or None when nothing is billed."""
    told = book.office.settings
    price = [p for p in book.prices if p.valid_from <= visit.visit_on][-1]
    first, step = price.first_hour_yen or 0, price.half_hour_yen or 0
    name = [c for c in book.classes[visit.application_id] if c.valid_from <= visit.visit_on][-1].copay_class
    rate = RATES[name]
    if visit.status is VisitStatus.ABSENT:
        return 60, [first], rate
    if visit.status is VisitStatus.CANCELLED_SAME_DAY:
        return 60, [first], Fraction(0)
    if visit.status is not VisitStatus.DONE or visit.actual_start is None or visit.actual_end is None:
        return None
    both = {
        "planned": length(visit.planned_start, visit.planned_end),
        "actual": length(visit.actual_start, visit.actual_end),
    }
    minutes = min(both.values()) if told["billing.basis"] == "lesser" else both[told["billing.basis"]]
    steps = STEPS[told["billing.step_rounding"]](max(0, minutes - 60))
    return 60 + 30 * steps, [first] + [step] * steps, rate


def _copay(parts: list[tuple[list[int], Fraction]], told: Mapping[str, str]) -> int:
    rounded = ROUNDINGS[told["billing.copay_rounding"]]
    if told["billing.copay_round_at"] == "unit":
        return sum(rounded(yen * rate) for units, rate in parts for yen in units)
    if told["billing.copay_round_at"] == "visit":
        return sum(rounded(sum(units) * rate) for units, rate in parts)
    return rounded(sum((sum(units) * rate for units, rate in parts), Fraction(0)))
