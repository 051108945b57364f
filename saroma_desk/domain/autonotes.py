"""Lines of 経過記録 that come from other records: helper visits, suspensions and consultation visits (様式10号).

They are never typed and never stored: each is written anew from its record, so that both always agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time

from .case import ConsultVisit, Episode, ProgressNote
from .dispatch import Suspension, Visit, VisitStatus
from .programme import Programme, find, wording
from .provider import Helper
from .snapshot import HelpCase


def with_automatic_notes(
    typed: Sequence[ProgressNote],
    episode: Episode,
    programme: Programme,
    help_cases: Iterable[HelpCase],
    consult_visits: Iterable[ConsultVisit],
    helpers: Mapping[int, Helper],
) -> tuple[ProgressNote, ...]:
    """Typed notes and automatic lines in the order in which things happened; automatic ones have id 0."""
    lines = [*typed]
    for case in help_cases:
        lines += _of_help(case, episode, programme, helpers)
    lines += [_of_consult(visit, episode, programme) for visit in consult_visits]
    return tuple(sorted(lines, key=lambda note: (note.noted_at, note.id)))


def _of_help(
    case: HelpCase, episode: Episode, programme: Programme, helpers: Mapping[int, Helper]
) -> Iterator[ProgressNote]:
    for visit in case.visits:
        if visit.status is not VisitStatus.PLANNED:
            yield _of_visit(visit, episode, programme, helpers)
    for suspension in case.suspensions:
        yield from _of_suspension(suspension, episode, programme)


def _of_visit(visit: Visit, episode: Episode, programme: Programme, helpers: Mapping[int, Helper]) -> ProgressNote:
    start, end = visit.actual_start or visit.planned_start, visit.actual_end or visit.planned_end
    helper = helpers.get(visit.helper_id) if visit.helper_id is not None else None
    marks = "".join(find(programme.help_kinds, k).mark for k in visit.help_kinds if _known(programme, k))
    parts = [f"{start:%H:%M}～{end:%H:%M}", programme.status_policy(visit.status.value).name, marks]
    parts += [visit.status_reason, visit.condition]
    return _line(
        episode,
        datetime.combine(visit.visit_on, start),
        "helper",
        f"visit:{visit.id}",
        parts,
        helper.name if helper else "",
    )


def _known(programme: Programme, kind: str) -> bool:
    return any(k.code == kind for k in programme.help_kinds)


def _of_suspension(suspension: Suspension, episode: Episode, programme: Programme) -> Iterator[ProgressNote]:
    ground = wording(programme.suspension_grounds, suspension.ground)
    key = f"suspension:{suspension.id}"
    yield _line(
        episode,
        _morning(suspension.first_day),
        "other",
        key,
        ["ヘルパー派遣の中止", ground, suspension.detail],
        suspension.decided_by,
    )
    if suspension.last_day is not None:
        yield _line(
            episode,
            _morning(suspension.last_day),
            "other",
            f"{key}:end",
            ["ヘルパー派遣の中止はこの日まで"],
            suspension.resumed_by,
        )


def _of_consult(visit: ConsultVisit, episode: Episode, programme: Programme) -> ProgressNote:
    name = next((s.name for s in programme.services if not s.data.get("helper")), "")
    minutes = f"{visit.minutes}分" if visit.minutes is not None else ""
    parts = [name, minutes, visit.complaint, visit.response]
    return _line(episode, _morning(visit.visited_on), "visit", f"consult:{visit.id}", parts, visit.staff)


def _line(
    episode: Episode, at: datetime, kind: str, source: str, parts: Sequence[str], staff: str
) -> ProgressNote:  # fmt: skip
    return ProgressNote(
        episode_id=episode.id,
        noted_at=at,
        kind=kind,
        staff=staff,
        content="　".join(part for part in parts if part),
        source_key=source,
        written_at=at,
        written_by="",
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min)
