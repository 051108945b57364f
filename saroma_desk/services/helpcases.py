"""One application for a helper with everything that its limits look at, read inside a unit of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday

from saroma_desk.domain.calendar import YearMonth, format_era
from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.domain.dispatch import Application, Dispatch, Visit
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_build import Surroundings, counts_household, newly_broken, rules_of, visit_key
from saroma_desk.domain.limits import LimitFinding, LimitKind, LimitRule, unexcused
from saroma_desk.domain.obligations import counts_as_multiple
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.provider import Contract
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.storage import Reader

from .context import AppContext
from .money import policies
from .siblings import cases_of_households
from .snapshots import read_snapshot

LOCKED_STATUSES = (ClaimStatus.ACCEPTED.value, ClaimStatus.PAID.value)
LOCKED_MONTH = "order.locked_month"
_DAY = timedelta(days=1)
_SATURDAY = 5
_BANKS_CLOSED = {(12, 31), (1, 1), (1, 2), (1, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """One application for a helper in its case, as it stands in this unit of work.

    Attributes:
        earlier: the household's applications to the programme in other episodes, where a limit counts them too.
    """

    read: Reader
    snapshot: CaseSnapshot
    case: HelpCase
    earlier: tuple[HelpCase, ...] = ()

    @property
    def application(self) -> Application:
        """The application."""
        return self.case.application

    @property
    def episode_id(self) -> int:
        """Episode of the application."""
        return self.snapshot.episode.id

    @property
    def programme(self) -> Programme:
        """Rule set that the episode keeps."""
        return self.snapshot.programme

    @property
    def rules(self) -> tuple[LimitRule, ...]:
        """Limits of the rule set."""
        return rules_of(self.programme)

    @property
    def beside(self) -> tuple[HelpCase, ...]:
        """The household's other applications to the programme, where a limit counts them too."""
        if not counts_household(self.rules):
            return ()
        here = (c for c in self.snapshot.help_cases if c.application.id != self.application.id)
        return (*here, *self.earlier)

    def dispatch(self) -> Dispatch:
        """Terms that count; raises KnownError ``not_approved`` before an approval."""
        if self.case.dispatch is None:
            raise KnownError("not_approved", "この申請はまだ承認されていません。先に承認してください。")
        return self.case.dispatch

    def around(self, visits: Iterable[Visit] = (), days: Iterable[date] = ()) -> Surroundings:
        """What the limits look at besides the application: contracts, the helpers' other homes, holidays.

        `visits` are those to be checked; `days` further days whose holidays matter.
        """
        visits = tuple(visits)
        helpers = sorted({v.helper_id for v in visits if v.helper_id is not None})
        dates = sorted({v.visit_on for v in visits})
        elsewhere = self.read.list(Visit, helper_id=helpers, visit_on=dates) if helpers else ()
        wants_holidays = any(r.kind is LimitKind.NOT_ON_HOLIDAYS for r in self.rules)
        return Surroundings(
            policies=policies(self.snapshot.office, self.programme),
            multiples=counts_as_multiple(self.snapshot, self.case),
            contracts=self.read.list(Contract),
            elsewhere=elsewhere,
            beside=self.beside,
            holidays=holidays_of((*dates, *days)) if wants_holidays else frozenset(),
        )

    def broken_by(self, visits: Iterable[Visit]) -> tuple[LimitFinding, ...]:
        """Limits that these new or changed visits break, and months that are locked, also those they leave."""
        visits = tuple(visits)
        everyone = (*visits, *self.case.visits)
        findings = newly_broken(self.case, visits, self.around(everyone), self.rules)
        before = {v.id: v for v in self.case.visits}
        places = (*(before[v.id] for v in visits if v.id in before), *visits)
        return (*findings, *(f for v in places for f in locked_month_findings(self.read, v, self.programme.family)))

    def unexcused(self, findings: Iterable[LimitFinding]) -> tuple[LimitFinding, ...]:
        """Those without a reason on record; a withdrawn one still holds where the visit was accepted with it."""
        recorded = self.snapshot.exceptions
        taken_back = any(e.withdrawn_on is not None for e in recorded)
        return unexcused(findings, recorded, self._accepted() if taken_back else {})

    def _accepted(self) -> dict[str, date]:
        """By visit, the day on which the claim of its month was accepted."""
        claims = self.read.list(
            Claim, omit=("lines", "asked", "left_out"), family=self.programme.family, status=LOCKED_STATUSES
        )
        days = {(c.provider_id, c.month): c.accepted_on for c in claims}
        found = ((v, days.get((v.provider_id, v.visit_on.replace(day=1)))) for v in self.case.visits)
        return {visit_key(v): on for v, on in found if on is not None}


def open_case(ctx: AppContext, read: Reader, application_id: int) -> OpenCase:
    """The application in its case; raises KnownError ``not_found``."""
    application = read.get(Application, application_id)
    snapshot = read_snapshot(ctx, read, application.episode_id)
    return opened_in(ctx, read, snapshot, snapshot.help_case(application_id))


def opened_in(ctx: AppContext, read: Reader, snapshot: CaseSnapshot, case: HelpCase) -> OpenCase:
    """An application of a case that was read, looked at by the case's rule set."""
    episode, family = snapshot.episode, snapshot.programme.family
    earlier: tuple[HelpCase, ...] = ()
    if counts_household(rules_of(snapshot.programme)):
        found = cases_of_households(ctx, read, (episode.household_id,), family, without=episode.id)
        earlier = found.get(episode.household_id, ())
    return OpenCase(read=read, snapshot=snapshot, case=case, earlier=earlier)


def locked_month_findings(read: Reader, visit: Visit, family: str) -> tuple[LimitFinding, ...]:
    """One finding when the claim of the visit's month was accepted: the change becomes a correction (過誤調整).

    `family` is the programme of the visit's case, which has claims of its own.
    """
    month = YearMonth.of(visit.visit_on)
    wanted = {"provider_id": visit.provider_id, "month": month.first, "family": family}
    if not read.count(Claim, status=LOCKED_STATUSES, **wanted):
        return ()
    key = visit_key(visit)
    return (
        LimitFinding(
            rule_id=LOCKED_MONTH,
            kept=False,
            article="",
            message_ja=f"{month.format(suffix='分')}の請求は受理済みです。{format_era(visit.visit_on)}の訪問の変更は、"
            "次の請求で補正の行になります（金額が変わる場合）。",
            remedy_ja="",
            subject=key,
            excused_by=(key,),
        ),
    )


def visits_changed_after_acceptance(read: Reader) -> frozenset[int]:
    """Ids of all visits for which a change in an accepted month was recorded with its reason."""
    keys = (e.subject_key.partition(":") for e in read.list(LimitException, rule=LOCKED_MONTH))
    return frozenset(int(number) for kind, _, number in keys if kind == "visit" and number.isdecimal())


def accepted_months(read: Reader) -> frozenset[tuple[int, date, str]]:
    """(provider, first day, programme) of every month whose claim was accepted."""
    claims = read.list(Claim, omit=("lines", "asked", "left_out"), status=LOCKED_STATUSES)
    return frozenset((c.provider_id, c.month, c.family) for c in claims)


def holidays_of(days: Iterable[date]) -> frozenset[date]:
    """Those of the days that are national holidays (国民の祝日に関する法律)."""
    return frozenset(day for day in days if jpholiday.is_holiday(day))


def last_bank_day(day: date) -> date:
    """The day itself, or the last one before it on which banks are open: no weekend, holiday or turn of the year."""
    while day.weekday() >= _SATURDAY or (day.month, day.day) in _BANKS_CLOSED or jpholiday.is_holiday(day):
        day -= _DAY
    return day
