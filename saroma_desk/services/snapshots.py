"""Reading a case as a whole: what papers, next steps, tasks and reports are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from saroma_desk.domain.case import Episode
from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import ActivityReport, Application
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.provider import Provider, UnitPrice
from saroma_desk.domain.snapshot import CaseSnapshot, ClaimSnapshot, Office
from saroma_desk.storage import Reader

from .context import AppContext
from .loading import Bulk, load_office


def snapshot(ctx: AppContext, episode_id: int) -> CaseSnapshot:
    """Everything that is known of one episode today; raises KnownError ``not_found``."""
    with ctx.read() as read:
        return read_snapshot(ctx, read, episode_id)


def read_snapshot(ctx: AppContext, read: Reader, episode_id: int) -> CaseSnapshot:
    """The same inside a running unit of work, with what it has written so far."""
    episode = read.get(Episode, episode_id)
    return Bulk(ctx, read, (episode,)).snapshot(episode)


def current_episode(ctx: AppContext, household_id: int) -> Episode | None:
    """The latest episode of a household, closed or not; None when there is none."""
    with ctx.read() as read:
        return read.latest(Episode, order_by="number", household_id=household_id)


def office(ctx: AppContext, on: date | None = None) -> Office:
    """The town's own data on a day (default: today)."""
    with ctx.read() as read:
        return load_office(ctx, read, on or ctx.today())


def claim_snapshot(ctx: AppContext, claim_id: int) -> ClaimSnapshot:
    """A provider's month with the cases behind its lines; raises KnownError ``not_found``.

    The rule set is the one in force on the month's first day, of the programme to which all of its cases belong;
    of the desk's own where they belong to several.
    """
    with ctx.read() as read:
        claim = read.get(Claim, claim_id)
        lines = {line.application_id for line in claim.lines}
        reports = read.list(ActivityReport, provider_id=claim.provider_id, month=claim.month)
        applications = read.by_ids(Application, lines | {r.application_id for r in reports})
        episodes = read.by_ids(Episode, {a.episode_id for a in applications.values()})
        cases = {s.household.id: s for s in Bulk(ctx, read, tuple(episodes.values())).snapshots()}
        return ClaimSnapshot(
            today=ctx.today(),
            programme=_programme_of(ctx, claim, episodes.values()),
            office=load_office(ctx, read, ctx.today()),
            claim=claim,
            provider=read.get(Provider, claim.provider_id),
            prices=read.list(UnitPrice, order_by="valid_from,id", provider_id=claim.provider_id),
            reports=reports,
            cases=cases,
        )


def _programme_of(ctx: AppContext, claim: Claim, episodes: Iterable[Episode]) -> Programme:
    families = {ctx.programme(e.programme_id).family for e in episodes}
    return ctx.programme_on(claim.month, families.pop() if len(families) == 1 else "")


def snapshots_of_all(ctx: AppContext) -> Iterator[CaseSnapshot]:
    """All episodes, oldest first; read at once, handed out one by one."""
    with ctx.read() as read:
        bulk = Bulk(ctx, read)
    return bulk.snapshots()
