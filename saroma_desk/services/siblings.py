"""The household's other applications to the same programme: limits by day, week, month and spacing count them too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application, Cancellation, Dispatch, Suspension, Visit, Withdrawal
from saroma_desk.domain.snapshot import HelpCase
from saroma_desk.storage import Reader

from .context import AppContext

T = TypeVar("T", Dispatch, Visit, Suspension)


def cases_of_households(
    ctx: AppContext, read: Reader, household_ids: Iterable[int], family: str, *, without: int | None = None
) -> Mapping[int, tuple[HelpCase, ...]]:
    """By household, all applications to the programme `family` with their visits, those of closed episodes too.

    Applications of the episode `without` are left out, as where they were read already.
    """
    episodes = read.list(Episode, household_id=sorted(household_ids))
    homes = {e.id: e.household_id for e in episodes if ctx.programme(e.programme_id).family == family}
    homes.pop(without or 0, None)
    if not homes:
        return {}
    ids = {a.id for a in read.list(Application, episode_id=sorted(homes))}
    found: defaultdict[int, tuple[HelpCase, ...]] = defaultdict(tuple)
    for case in help_cases(read, ids, ids).values():
        found[homes[case.application.episode_id]] += (case,)
    return found


def help_cases(read: Reader, application_ids: set[int], counted: set[int]) -> dict[int, HelpCase]:
    """The applications with what was approved and what ended it; visits only of those in `counted`."""
    ids = sorted(application_ids)
    applications = read.by_ids(Application, ids)
    dispatches = _grouped(read.list(Dispatch, order_by="revision,id", application_id=ids))
    visits = _grouped(read.list(Visit, application_id=sorted(counted)))
    suspensions = _grouped(read.list(Suspension, application_id=ids))
    withdrawals = {w.application_id: w for w in read.list(Withdrawal, application_id=ids)}
    cancellations = {c.application_id: c for c in read.list(Cancellation, application_id=ids)}
    return {
        key: HelpCase(
            application=application,
            dispatches=dispatches.get(key, ()),
            visits=visits.get(key, ()),
            suspensions=suspensions.get(key, ()),
            withdrawal=withdrawals.get(key),
            cancellation=cancellations.get(key),
        )
        for key, application in applications.items()
    }


def _grouped(records: Iterable[T]) -> dict[int, tuple[T, ...]]:
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for record in records:
        groups[record.application_id].append(record)
    return {key: tuple(many) for key, many in groups.items()}
