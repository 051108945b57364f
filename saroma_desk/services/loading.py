"""Building case snapshots in bulk: each table is read once for all episodes wanted, then grouped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from saroma_desk.domain.autonotes import with_automatic_notes
from saroma_desk.domain.case import Closure, ConsultVisit, Episode, Evaluation, ProgressNote, Referral
from saroma_desk.domain.dispatch import (
    ActivityReport,
    Application,
    Cancellation,
    Decision,
    Dispatch,
    Suspension,
    Visit,
    Withdrawal,
)
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.household import CopayClassPeriod, Household, Member, PersonStatus, RelatedAgency
from saroma_desk.domain.office import IssuedPaper, OfficeSetting, Official
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.domain.record import Record
from saroma_desk.domain.screening import Screening
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office
from saroma_desk.storage import Reader

from .context import AppContext

R = TypeVar("R", bound=Record)

OWN_KEYS = "desk."  # what the desk notes for itself is no answer of the town
FEW = 2_000  # up to so many ids are asked for; for more the whole table is read and sifted
LONG_FIELDS: dict[type[Record], tuple[str, ...]] = {
    IssuedPaper: ("pdf", "snapshot"),
    Screening: ("answers",),
    Plan: ("goals",),
}


def load_office(ctx: AppContext, read: Reader, on: date) -> Office:
    """The town's answers in force on the day, and all officials."""
    settings: dict[str, str] = {}
    for answer in read.list(OfficeSetting, order_by="valid_from,id"):
        if answer.valid_from <= on:
            settings[answer.key] = answer.value
    return Office(
        settings={key: value for key, value in settings.items() if value and not key.startswith(OWN_KEYS)},
        officials=read.list(Official, order_by="valid_from,id"),
        practice=ctx.practice,
    )


ALWAYS_LONG: dict[type[Record], tuple[str, ...]] = {IssuedPaper: ("pdf",)}


class Bulk:
    """Reads what a set of episodes needs and hands out their snapshots.

    Args:
        ctx: rule sets and clock.
        read: one consistent view of the data.
        episodes: which ones; None means all.
        light: for lists: without notes, answers of surveys and goals of plans, and of closed episodes only
            what tells that they are closed and on which paper.
    """

    def __init__(
        self, ctx: AppContext, read: Reader, episodes: Sequence[Episode] | None = None, *, light: bool = False
    ) -> None:
        self._ctx, self._read, self._light = ctx, read, light
        self.episodes = tuple(episodes) if episodes is not None else read.list(Episode)
        self._today = ctx.today()
        self._office = load_office(ctx, read, self._today)
        self._load_households()
        self._load_case_tables()
        self._load_help()
        self._load_providers()

    def snapshots(self) -> Iterator[CaseSnapshot]:
        """One snapshot for each episode, in the order asked for."""
        return (self.snapshot(episode) for episode in self.episodes)

    def snapshot(self, episode: Episode) -> CaseSnapshot:
        """The snapshot of one of the episodes."""
        programme = self._ctx.programme(episode.programme_id)
        household_id = episode.household_id
        members = self._members[household_id]
        help_cases = tuple(self._help_case(a) for a in self._applications[episode.id])
        consults = tuple(self._consults[episode.id])
        notes: tuple[ProgressNote, ...] = ()
        if not self._light:
            typed = self._notes[episode.id]
            notes = with_automatic_notes(typed, episode, programme, help_cases, consults, self._helpers_by_id)
        return CaseSnapshot(
            today=self._today,
            programme=programme,
            office=self._office,
            household=self._households[household_id],
            members=tuple(members),
            statuses=tuple(s for m in members for s in self._statuses[m.id]),
            copay_classes=tuple(self._classes[household_id]),
            agencies=tuple(self._agencies[household_id]),
            episode=episode,
            referrals=tuple(self._referrals[episode.id]),
            screenings=tuple(self._screenings[episode.id]),
            plans=tuple(self._plans[episode.id]),
            notes=notes,
            consult_visits=consults,
            evaluations=tuple(self._evaluations[episode.id]),
            closure=next(iter(self._closures[episode.id]), None),
            help_cases=help_cases,
            exceptions=tuple(self._exceptions[episode.id]),
            **self._providers_of(help_cases),  # type: ignore[arg-type]
            papers=tuple(self._papers[episode.id]),
        )

    def _help_case(self, application: Application) -> HelpCase:
        key = application.id
        return HelpCase(
            application=application,
            decision=next(iter(self._decisions[key]), None),
            dispatches=tuple(self._dispatches[key]),
            visits=tuple(self._visits[key]),
            suspensions=tuple(self._suspensions[key]),
            withdrawal=next(iter(self._withdrawals[key]), None),
            cancellation=next(iter(self._cancellations[key]), None),
            reports=tuple(self._reports[key]),
        )

    def _providers_of(self, help_cases: Iterable[HelpCase]) -> dict[str, tuple[Record, ...]]:
        wanted = {d.provider_id for h in help_cases for d in h.dispatches}
        wanted |= {v.provider_id for h in help_cases for v in h.visits}
        return {
            "providers": tuple(p for p in self._providers if p.id in wanted),
            "contracts": tuple(c for p in sorted(wanted) for c in self._contracts[p]),
            "helpers": tuple(h for p in sorted(wanted) for h in self._helpers[p]),
            "prices": tuple(x for p in sorted(wanted) for x in self._prices[p]),
        }

    def _load_households(self) -> None:
        ids = {e.household_id for e in self.episodes}
        self._households = self._read.by_ids(Household, ids)
        self._members = self._group(Member, "household_id", ids, "position,id")
        self._classes = self._group(CopayClassPeriod, "household_id", ids, "valid_from,id")
        self._agencies = self._group(RelatedAgency, "household_id", ids, "since,id")
        people = {m.id for members in self._members.values() for m in members}
        self._statuses = self._group(PersonStatus, "member_id", people, "valid_from,id")

    def _load_case_tables(self) -> None:
        every = {e.id for e in self.episodes}
        self._closures = self._group(Closure, "episode_id", every)
        self._plans = self._group(Plan, "episode_id", every, "revision,id")
        self._screenings = self._group(Screening, "episode_id", every, "no,id")
        ids = self._alive = every - set(self._closures) if self._light else every
        self._referrals = self._group(Referral, "episode_id", ids, "referred_on,id")
        self._evaluations = self._group(Evaluation, "episode_id", ids, "evaluated_on,id")
        self._exceptions = self._group(LimitException, "episode_id", ids)
        self._papers = self._group(IssuedPaper, "episode_id", ids)
        nothing: set[int] = set()
        self._notes = self._group(ProgressNote, "episode_id", nothing if self._light else ids, "noted_at,id")
        self._consults = self._group(ConsultVisit, "episode_id", nothing if self._light else ids, "visited_on,id")

    def _load_help(self) -> None:
        self._applications = self._group(Application, "episode_id", self._alive, "applied_on,id")
        ids = {a.id for many in self._applications.values() for a in many}
        self._decisions = self._group(Decision, "application_id", ids, "-id")
        self._dispatches = self._group(Dispatch, "application_id", ids, "revision,id")
        self._visits = self._group(Visit, "application_id", ids, "visit_on,planned_start,id")
        self._suspensions = self._group(Suspension, "application_id", ids, "first_day,id")
        self._withdrawals = self._group(Withdrawal, "application_id", ids, "-id")
        self._cancellations = self._group(Cancellation, "application_id", ids, "-id")
        self._reports = self._group(ActivityReport, "application_id", ids, "month,id")

    def _load_providers(self) -> None:
        self._providers = self._read.list(Provider)
        self._contracts = _grouped(self._read.list(Contract, order_by="first_day,id"), lambda c: c.provider_id)
        helpers = self._read.list(Helper)
        self._helpers = _grouped(helpers, lambda h: h.provider_id)
        self._helpers_by_id = {h.id: h for h in helpers}
        self._prices = _grouped(self._read.list(UnitPrice, order_by="valid_from,id"), lambda p: p.provider_id)

    def _group(self, kind: type[R], field: str, ids: set[int], order_by: str = "id") -> defaultdict[int, list[R]]:
        if not ids:
            return defaultdict(list)
        omit = LONG_FIELDS.get(kind, ()) if self._light else ALWAYS_LONG.get(kind, ())
        some: dict[str, object] = {field: sorted(ids)} if len(ids) <= FEW else {}
        rows = self._read.list(kind, order_by=order_by, limit=None, omit=omit, **some)
        return _grouped((r for r in rows if getattr(r, field) in ids), lambda r: int(getattr(r, field)))


def _grouped(records: Iterable[R], key: Callable[[R], int]) -> defaultdict[int, list[R]]:
    groups: defaultdict[int, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups
