"""Which programme a visit, report or claim belongs to: that of the episode behind its application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application
from saroma_desk.storage import Reader

from .context import AppContext

FEW = 2_000  # up to so many applications are asked for; for more the whole table is read


def families_of(ctx: AppContext, read: Reader, application_ids: Iterable[int]) -> Mapping[int, str]:
    """By application, the programme (`Programme.family`); read only where the office has several."""
    wanted = set(application_ids)
    known = {p.family for p in ctx.programmes}
    if len(known) == 1:
        return dict.fromkeys(wanted, known.pop())
    found = read.by_ids(Application, wanted) if len(wanted) <= FEW else {a.id: a for a in read.list(Application)}
    episodes = read.by_ids(Episode, {a.episode_id for a in found.values()})
    by_episode = {key: ctx.programme(e.programme_id).family for key, e in episodes.items()}
    return {key: by_episode[a.episode_id] for key, a in found.items() if key in wanted}


def month_key(ctx: AppContext, provider_id: int, month: date, family: str) -> str:
    """Key of a provider's month: ``provider:3:2026-06``, with the programme behind it unless it is the desk's own."""
    other = f":{family}" if family != ctx.programmes[0].family else ""
    return f"provider:{provider_id}:{month:%Y-%m}{other}"
