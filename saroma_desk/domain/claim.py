"""The monthly claim of a provider (ヘルパー派遣報酬請求書, 様式8号; 要領16・17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .record import Record


class ClaimStatus(StrEnum):
    """State of a claim; an accepted one locks its month."""

    COMPUTED = "computed"  # 計算済 (not yet received)
    RECEIVED = "received"  # 受付
    RETURNED = "returned"  # 返戻
    ACCEPTED = "accepted"  # 受理
    PAID = "paid"  # 支払済


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One visit in a claim, all money in whole yen.

    Attributes:
        visit_id: visit billed; a correction of a locked month has `correction` True and stands as its own line.
        billed_minutes: minutes after rounding.
        step_units: further half hours.
        copay_class: class on the day of the visit.
        price_id: price version used.
        price_yen, copay_yen, town_yen: price = copay + town, always.
    """

    visit_id: int
    application_id: int
    household_id: int
    visit_on: date
    billed_minutes: int
    first_units: int
    step_units: int
    first_yen: int
    step_yen: int
    price_id: int
    copay_class: str
    price_yen: int
    copay_yen: int
    town_yen: int
    correction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A visit that the reports carry and that was not accepted with its claim (一部受理), and why.

    Attributes:
        version: of the visit when it was left out; a row that is corrected afterwards comes back as a late row.
        minutes, price_yen, copay_yen, town_yen: what the claim would have held more with the visit.
    """

    visit_id: int
    household_id: int
    visit_on: date
    version: int
    reason: str
    minutes: int = 0
    price_yen: int = 0
    copay_yen: int = 0
    town_yen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """What the provider's own paper asks for one household, in whole yen; None where the paper is silent."""

    household_id: int
    visits: int | None = None
    minutes: int | None = None
    price_yen: int | None = None
    copay_yen: int | None = None
    town_yen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """様式8号 of a provider for a service month of one programme.

    Attributes:
        family: the programme, see `Programme.family`; each has its own paper.
        month: first day of the service month; it decides the fiscal year, March included.
        attempt: 1 for the first paper of the month, n for the n-th after a return (返戻).
        lines: what the activity reports give, frozen when the claim is accepted.
        asked_total: head amount on the provider's paper; None until it arrived.
        difference_reason: why a claim with differences was accepted all the same.
        left_out: visits that were not accepted with it, each with its reason.
        due_on: payment due date (受理の日から起算して30日以内).
    """

    provider_id: int
    month: date
    family: str = ""
    attempt: int = 1
    status: ClaimStatus = ClaimStatus.COMPUTED
    lines: tuple[ClaimLine, ...] = ()
    asked: tuple[AskedLine, ...] = ()
    asked_total: int | None = None
    claimed_on: date | None = None
    received_on: date | None = None
    sheets: int | None = None
    return_reason: str = ""
    returned_on: date | None = None
    difference_reason: str = ""
    left_out: tuple[LeftOut, ...] = ()
    accepted_on: date | None = None
    inspected_on: date | None = None
    inspector: str = ""
    expense_no: str = ""
    due_on: date | None = None
    paid_on: date | None = None

    @property
    def price_yen(self) -> int:
        """委託料計."""
        return sum(line.price_yen for line in self.lines)

    @property
    def copay_yen(self) -> int:
        """利用者負担金計 (paid to the provider, never to the town)."""
        return sum(line.copay_yen for line in self.lines)

    @property
    def town_yen(self) -> int:
        """請求額: what the town pays (要領17)."""
        return sum(line.town_yen for line in self.lines)


def billed_lines(claims: Iterable[Claim]) -> dict[int, ClaimLine]:
    """What accepted claims hold for each visit, by visit id; what was taken back (過誤調整) is no longer held."""
    held: dict[int, ClaimLine] = {}
    for claim in sorted(claims, key=lambda c: (c.accepted_on or date.max, c.id)):
        for line in sorted(claim.lines, key=lambda x: x.price_yen >= 0):  # a claim takes back before it bills anew
            if line.price_yen < 0:
                held.pop(line.visit_id, None)
            else:
                held[line.visit_id] = line
    return held
