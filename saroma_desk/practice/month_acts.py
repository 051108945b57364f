"""The months after the service months in the practice office: claims arrive, are accepted, inspected and paid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import Visit
from saroma_desk.services import claims, yearly
from saroma_desk.services.claims import ClaimPaper, HasDifferences
from saroma_desk.storage import Between

from .stage import Stage
from .story import Data


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that is done with a provider's month on a day."""

    day: date
    do: Callable[[Stage, str, YearMonth], None]
    provider: str
    month: YearMonth


class Months:
    """Does what is due with the claims of each month, in the order of days, as the story's time goes on."""

    def __init__(self, data: Data, providers: Sequence[str]) -> None:
        self._rules: Mapping[str, Any] = data["claims"]
        self._claims: dict[tuple[str, YearMonth], Claim] = {}
        first, last = YearMonth(2025, 4), YearMonth.of(data["today"])
        self._events = iter(sorted(self._all(first, last, providers), key=lambda e: e.day))
        self._next = next(self._events, None)

    def do_until(self, stage: Stage, day: date) -> None:
        """Do everything that falls before `day`."""
        while self._next is not None and self._next.day < day:
            event = self._next
            stage.clock.move_to(event.day)
            event.do(stage, event.provider, event.month)
            self._next = next(self._events, None)

    def _all(self, month: YearMonth, last: YearMonth, providers: Sequence[str]) -> Iterator[_Event]:
        while month < last:
            after = month.next().first
            days = {
                name: after.replace(day=self._rules[f"{name}_day"]) for name in ("claim", "accept", "inspect", "pay")
            }
            for provider in providers:
                yield _Event(days["claim"], self._receive, provider, month)
                if month < _month(self._rules["unsettled_from"]):
                    yield _Event(days["accept"], self._accept, provider, month)
                    yield _Event(days["inspect"], self._inspect, provider, month)
                    yield _Event(days["pay"], self._pay, provider, month)
            month = month.next()

    def _receive(self, stage: Stage, provider: str, month: YearMonth) -> None:
        provider_id = stage.providers[provider]
        with stage.ctx.read() as read:
            if not read.count(Visit, provider_id=provider_id, visit_on=Between(month.first, month.last)):
                return
        claim = claims.compute(stage.ctx, provider_id, month.first).value
        wrong = self._entry("returned", provider, month)
        if wrong is not None:
            claim = self._arrive(stage, claim, wrong["asked_extra"])
            claims.return_claim(stage.ctx, claim.id, wrong["reason"])
        more = self._entry("asked_extra", provider, month)
        self._claims[provider, month] = self._arrive(stage, claim, more["asked_extra"] if more else 0)

    def _arrive(self, stage: Stage, claim: Claim, extra: int) -> Claim:
        today = stage.clock.today()
        paper = ClaimPaper(asked_total=claim.town_yen + extra, received_on=today, claimed_on=today)
        return claims.receive(stage.ctx, claim.id, paper).value

    def _accept(self, stage: Stage, provider: str, month: YearMonth) -> None:
        claim = self._claims.get((provider, month))
        if claim is None:
            return
        try:
            claims.accept(stage.ctx, claim.id)
        except HasDifferences:
            claims.accept(stage.ctx, claim.id, difference_reason=self._rules["difference_reason"])

    def _inspect(self, stage: Stage, provider: str, month: YearMonth) -> None:
        if (provider, month) in self._claims:
            claim_id = self._claims[provider, month].id
            claims.inspect(stage.ctx, claim_id, stage.clock.today(), self._rules["inspector"])

    def _pay(self, stage: Stage, provider: str, month: YearMonth) -> None:
        if (provider, month) in self._claims:
            claims.pay(stage.ctx, self._claims[provider, month].id, stage.clock.today())

    def _entry(self, kind: str, provider: str, month: YearMonth) -> Mapping[str, Any] | None:
        entries: list[Mapping[str, Any]] = self._rules[kind]
        return next((e for e in entries if e["provider"] == provider and _month(e["month"]) == month), None)


def enter_year_figures(stage: Stage, data: Data) -> None:
    """Enter the figures of the yearly sheet that only people know."""
    for year, typed in data["year_figures"].items():
        yearly.set_figures(stage.ctx, int(year), typed)


def _month(text: str) -> YearMonth:
    year, number = text.split("-")
    return YearMonth(int(year), int(number))
