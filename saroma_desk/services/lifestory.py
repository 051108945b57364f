"""What happened in the life of a family: who came, was born or left, moves, 多胎, the class; each with its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from saroma_desk.domain.household import Member, moved_out_on
from saroma_desk.domain.office import AuditEntry
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.storage import Reader

from .context import AppContext
from .familyviews import wording_of_class

LIFE = frozenset({"birth", "come", "leave", "move", "move_out", "multiples", "class"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """One thing that happened in a family.

    Attributes:
        at: its day at midnight; where no day is stored, the local moment at which it was recorded.
        kind: one of `LIFE`.
        text: one line for people, with names.
    """

    at: datetime
    kind: str
    text: str


def life_events(ctx: AppContext, read: Reader, case: CaseSnapshot, since: date) -> Iterator[LifeEvent]:
    """All events of the household of `case` from its first intake (`since`) on, announced ones too, in no order."""
    yield from _comings(case, since)
    yield from _departures(case)
    for period in case.copay_classes:
        yield _on(period.valid_from, "class", f"利用世帯の区分　{wording_of_class(case, period.copay_class)}")
    yield from _moves(ctx, read.audit(record=case.household))
    yield from _multiples(ctx, {m: read.audit(record=m)[1:] for m in case.members})  # the first line is the intake


def _comings(case: CaseSnapshot, since: date) -> Iterator[LifeEvent]:
    for day, members in _by_day((m.birth_date, m) for m in case.members):
        if day >= since:
            yield _on(day, "birth", f"出生　{_names(members)}")
    for day, members in _by_day((m.joined_on, m) for m in case.members if m.joined_on != m.birth_date):
        if day >= since:
            yield _on(day, "come", f"世帯に加わる{_ahead(day, case)}　{_names(members)}")


def _departures(case: CaseSnapshot) -> Iterator[LifeEvent]:
    moved = moved_out_on(case.members)
    for day, members in _by_day((m.left_on, m) for m in case.members):
        kind, word = ("move_out", "町外へ転出") if day == moved else ("leave", "世帯を離れる")
        yield _on(day, kind, f"{word}{_ahead(day, case)}　{_names(members)}")


def _moves(ctx: AppContext, trail: Sequence[AuditEntry]) -> Iterator[LifeEvent]:
    """Changes of the address; no day of the move is stored, so it stands at the day on which it was recorded."""
    for entry in trail:
        for path, before, after in entry.changes:
            if path == "address" and before and after:
                yield LifeEvent(at=ctx.clock.local(entry.at), kind="move", text=f"住所の変更　{before} → {after}")


def _multiples(ctx: AppContext, trails: dict[Member, tuple[AuditEntry, ...]]) -> Iterator[LifeEvent]:
    """That a pregnancy or children became known as 多胎, or as none, at the moment at which it was recorded."""
    found: dict[tuple[datetime, bool], list[Member]] = {}
    for member, trail in trails.items():
        for entry in trail:
            for path, before, after in entry.changes:
                known = _becomes_multiple(path, before, after)
                if known is not None:
                    found.setdefault((entry.at, known), []).append(member)
    for (at, known), members in found.items():
        word = "多胎とわかる" if known else "多胎の記録を取り消す"
        yield LifeEvent(at=ctx.clock.local(at), kind="multiples", text=f"{word}　{_names(members)}")


def _becomes_multiple(path: str, before: str, after: str) -> bool | None:
    """Whether a change makes a person one of 多胎, or no longer; None where it says nothing of it (as a birth does)."""
    if path == "multiple_group" and bool(before) != bool(after):
        return bool(after)
    if path == "fetuses" and after and (before > "1") != (after > "1"):
        return after > "1"
    return None


def _by_day(days: Iterable[tuple[date | None, Member]]) -> Iterable[tuple[date, list[Member]]]:
    found: dict[date, list[Member]] = {}
    for day, member in days:
        if day is not None:
            found.setdefault(day, []).append(member)
    return found.items()


def _ahead(day: date, case: CaseSnapshot) -> str:
    return "（予定）" if day > case.today else ""


def _names(members: Sequence[Member]) -> str:
    return "・".join(m.name for m in members)


def _on(day: date, kind: str, text: str) -> LifeEvent:
    return LifeEvent(at=datetime.combine(day, time.min), kind=kind, text=text)
