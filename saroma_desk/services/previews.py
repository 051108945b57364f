"""What would follow from a changed fact, shown before anything is stored; here for a copay class (別表2).

Events in a family's life stand in `eventviews` and `familyviews`, an amended rule set in `lawchange`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.case import Episode
from saroma_desk.domain.casemoney import price_visit
from saroma_desk.domain.dispatch import Application, Visit, VisitStatus
from saroma_desk.domain.household import CopayClassPeriod, Household
from saroma_desk.domain.numbers import yen
from saroma_desk.domain.pricing import lines_of
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.storage import Between, Reader

from .context import AppContext
from .eventviews import EventView, preview_application, preview_birth, preview_move, preview_move_out
from .familyviews import preview_leaving, preview_member, preview_multiples
from .helpcases import accepted_months
from .loading import load_office
from .money import billing_rule, named_questions, policies

__all__ = [
    "ClassPreview",
    "EventView",
    "preview_application",
    "preview_birth",
    "preview_class",
    "preview_leaving",
    "preview_member",
    "preview_move",
    "preview_move_out",
    "preview_multiples",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPreview:
    """What another copay class from a day on would mean for the household's visits from that day on.

    Attributes:
        changed: visits that took place in months not yet accepted; their copay would change.
        copay_before, copay_after: their copay in yen; `copay_before` leaves out days without a class.
        planned: visits that are still planned.
        locked: visits of accepted months, which stay as they were paid.
    """

    changed: int
    copay_before: int
    copay_after: int
    planned: int
    locked: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same in words."""
        before, after = f"{yen(self.copay_before)}円", f"{yen(self.copay_after)}円"
        told = [f"まだ受理していない月の訪問{self.changed}回の利用者負担は、{before}から{after}になります。"]
        if self.planned:
            told.append(f"予定の訪問{self.planned}回は、新しい区分で計算します。")
        if self.locked:
            told.append(f"受理済みの月の訪問{self.locked}回は、支払ったとおりで変わりません。")
        if self.copay_before != self.copay_after or self.planned:
            told.append("負担の額が変わるときは、利用者と派遣団体に変更を知らせてください。")
        return tuple(told)


def preview_class(ctx: AppContext, period: CopayClassPeriod) -> ClassPreview:
    """Look at a class before `intake.set_copay_class` stores it; nothing is stored.

    Raises `OpenQuestion` while prices or rounding are not settled, KeyError for an unknown class.
    """
    with ctx.read() as read:
        read.get(Household, period.household_id)
        visits = _visits(read, period)
        episodes = _episodes(read, visits)
        locked = accepted_months(read)
        families = {key: ctx.programme(e.programme_id).family for key, e in episodes.items()}
        now = read.list(CopayClassPeriod, household_id=period.household_id)
        told = [v for v in visits if v.status is not VisitStatus.PLANNED]
        free = [v for v in told if (v.provider_id, v.visit_on.replace(day=1), families[v.application_id]) not in locked]
        then = (*(p for p in now if p.valid_from < period.valid_from), period)
        return ClassPreview(
            changed=len(free),
            copay_before=_copay(ctx, read, free, episodes, now),
            copay_after=_copay(ctx, read, free, episodes, then),
            planned=len(visits) - len(told),
            locked=len(told) - len(free),
        )


def _visits(read: Reader, period: CopayClassPeriod) -> tuple[Visit, ...]:
    episodes = [e.id for e in read.list(Episode, household_id=period.household_id)]
    applications = [a.id for a in read.list(Application, episode_id=episodes)]
    span = Between(period.valid_from, period.valid_to)
    return read.list(Visit, application_id=applications, visit_on=span)


def _episodes(read: Reader, visits: Sequence[Visit]) -> dict[int, Episode]:
    """Episode of each application."""
    applications = read.by_ids(Application, {v.application_id for v in visits})
    episodes = read.by_ids(Episode, {a.episode_id for a in applications.values()})
    return {key: episodes[a.episode_id] for key, a in applications.items()}


def _copay(
    ctx: AppContext,
    read: Reader,
    visits: Sequence[Visit],
    episodes: dict[int, Episode],
    classes: Sequence[CopayClassPeriod],
) -> int:
    """Copay of the visits, month by month; rounded by the month only over these visits."""
    total = 0
    months: dict[tuple[int, YearMonth], list[Visit]] = defaultdict(list)
    for visit in visits:
        if any(
            p.valid_from <= visit.visit_on and (p.valid_to is None or visit.visit_on <= p.valid_to) for p in classes
        ):
            months[visit.application_id, YearMonth.of(visit.visit_on)].append(visit)
    for (application_id, month), some in months.items():
        episode = episodes[application_id]
        programme, office = ctx.programme(episode.programme_id), load_office(ctx, read, month.last)
        by_status, prices = policies(office, programme), read.list(UnitPrice)
        items = [price_visit(v, episode, classes, prices, programme, by_status[v.status.value]) for v in some]
        with named_questions(programme):
            lines = lines_of((i.as_reported() for i in items), billing_rule(office, programme))
        total += sum(line.copay_yen for line in lines)
    return total
