"""Reading a case as a whole: what papers, next steps, tasks and reports are made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from saroma_desk.domain.case import Closure, Episode
from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import ActivityReport, Application
from saroma_desk.domain.provider import Provider, UnitPrice
from saroma_desk.domain.snapshot import CaseSnapshot, ClaimSnapshot, Office
from saroma_desk.storage import Reader

from .context import AppContext
from .families import families_of
from .loading import Bulk, load_office

CLOSURE_WORDS = ("detail", "participants", "follow_on")
"""What a closing says in words; lists leave it out."""


def snapshot(ctx: AppContext, episode_id: int) -> CaseSnapshot:
    """Everything that is known of one episode today; raises KnownError ``not_found``."""
    with ctx.read() as read:
        return read_snapshot(ctx, read, episode_id)


def read_snapshot(ctx: AppContext, read: Reader, episode_id: int) -> CaseSnapshot:
    """The same inside a running unit of work, with what it has written so far."""
    episode = read.get(Episode, episode_id)
    return Bulk(ctx, read, (episode,)).snapshot(episode)


def present_episodes(read: Reader, household_id: int, *, closed: bool = True) -> tuple[Episode, ...]:
    """The open episodes of a household, oldest first, one for each programme; with `closed`, else its latest one."""
    episodes = read.list(Episode, order_by="number", household_id=household_id)
    shut = {c.episode_id for c in read.list(Closure, omit=CLOSURE_WORDS, episode_id=[e.id for e in episodes])}
    found = tuple(e for e in episodes if e.id not in shut)
    return found or (episodes[-1:] if closed else ())


def office(ctx: AppContext, on: date | None = None) -> Office:
    """The town's own data on a day (default: today)."""
    with ctx.read() as read:
        return load_office(ctx, read, on or ctx.today())


def claim_snapshot(ctx: AppContext, claim_id: int) -> ClaimSnapshot:
    """A provider's month with the cases behind its lines; raises KnownError ``not_found``.

    The rule set is the one in force on the month's first day, of the claim's programme.
    """
    with ctx.read() as read:
        claim = read.get(Claim, claim_id)
        lines = {line.application_id for line in claim.lines}
        reports = read.list(ActivityReport, provider_id=claim.provider_id, month=claim.month)
        families = families_of(ctx, read, {r.application_id for r in reports})
        reports = tuple(r for r in reports if families[r.application_id] == claim.family)
        applications = read.by_ids(Application, lines | {r.application_id for r in reports})
        episodes = read.by_ids(Episode, {a.episode_id for a in applications.values()})
        cases = {s.household.id: s for s in Bulk(ctx, read, tuple(episodes.values())).snapshots()}
        return ClaimSnapshot(
            today=ctx.today(),
            programme=ctx.programme_on(claim.month, claim.family),
            office=load_office(ctx, read, ctx.today()),
            claim=claim,
            provider=read.get(Provider, claim.provider_id),
            prices=read.list(UnitPrice, order_by="valid_from,id", provider_id=claim.provider_id),
            reports=reports,
            cases=cases,
        )


def snapshots_of_all(ctx: AppContext) -> Iterator[CaseSnapshot]:
    """All episodes, oldest first; read at once, handed out one by one."""
    with ctx.read() as read:
        bulk = Bulk(ctx, read)
    return bulk.snapshots()
