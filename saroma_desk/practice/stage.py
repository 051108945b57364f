"""What the acts of the practice office share: the context, its movable clock and the ids made so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from saroma_desk.domain.dispatch import Terms
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms import issue
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from saroma_desk.services.exceptions import ExceptionDraft
from saroma_desk.services.snapshots import snapshot

from .story import Family, clock_time


@dataclass(slots=True)
class Actor:
    """A family on the stage with the ids that its acts have made."""

    family: Family
    household_id: int = 0
    episode_id: int = 0
    application_id: int = 0
    screening_id: int = 0
    plan_id: int = 0
    members: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Stage:
    """The practice office while it is being built."""

    ctx: AppContext
    clock: FixedClock
    providers: dict[str, int] = field(default_factory=dict)
    helpers: dict[str, int] = field(default_factory=dict)

    @property
    def user(self) -> str:
        """Who is at the desk."""
        return self.ctx.user

    def case(self, actor: Actor) -> CaseSnapshot:
        """The actor's episode as stored now."""
        return snapshot(self.ctx, actor.episode_id)

    def help_case(self, actor: Actor) -> HelpCase:
        """The actor's latest application as stored now."""
        return self.case(actor).help_case(actor.application_id)

    def issue(self, actor: Actor, form: str, day: date, decided_on: date | None = None) -> None:
        """Issue a paper on the actor's latest application."""
        draft = PaperDraft(
            form=form,
            subject_key=f"application:{actor.application_id}",
            drafted_on=decided_on,
            decided_on=decided_on,
            issued_on=day,
        )
        issue.issue(self.ctx, draft, episode_id=actor.episode_id)


def terms_from(data: Mapping[str, Any], base: Terms | None = None) -> Terms:
    """Terms of help from an act; what the act does not say stays as in `base`."""
    named: dict[str, Any] = {
        "first_day": data.get("from"),
        "last_day": data.get("to"),
        "visits": data.get("visits"),
        "per_week": data.get("per_week"),
        "weekdays": tuple(data["weekdays"]) if "weekdays" in data else None,
        "start": clock_time(data["start"]) if "start" in data else None,
        "end": clock_time(data["end"]) if "end" in data else None,
        "minutes": data.get("minutes"),
        "help_kinds": tuple(data["kinds"]) if "kinds" in data else None,
    }
    return replace(base or Terms(), **{name: value for name, value in named.items() if value is not None})


def exceptions_from(entries: object, day: date) -> tuple[ExceptionDraft, ...]:
    """Recorded reasons from an act's ``exceptions``."""
    rows = entries if isinstance(entries, list) else []
    return tuple(
        ExceptionDraft(
            rule=e["rule"],
            reason=e["reason"],
            requested_by=e.get("requested_by", ""),
            decided_by=e["decided_by"],
            decided_on=e.get("decided_on", day),
            paper=e.get("paper", ""),
        )
        for e in rows
    )
