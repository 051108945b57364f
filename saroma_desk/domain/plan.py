"""Support plans (支援計画, 様式10号 page 1): goals, contents, period, method, who (要領6(3)①)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One row of the goal table.

    Attributes:
        term: ``long`` or ``short``.
        indicators: indicator codes of the survey that this goal answers.
    """

    term: str
    goal: str
    content: str = ""
    supporter: str = ""
    method: str = ""
    period: str = ""
    measure: str = ""
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """One version of a plan. A revision is a new record with the next `revision`; the old one stays.

    Attributes:
        revision: 0 for the first plan, n for the n-th 見直し.
        support_type: ``short`` (短期集中, up to 3 months) or ``medium`` (中期, 6–12 months with a 3-month goal).
        period_from, period_to: plan period, both inclusive; not the dispatch period.
        helper_summary, consult_summary: 家事・育児援助 and 専門的相談支援 as planned.
        next_review_on: 次回評価日.
        decided_on: 決裁 date; None until then.
    """

    episode_id: int
    screening_id: int | None = None
    revision: int = 0
    made_on: date
    made_by: str = ""
    support_type: str
    period_from: date
    period_to: date
    family_wish: str = ""
    issues: str = ""
    goals: tuple[Goal, ...] = ()
    helper_summary: str = ""
    consult_summary: str = ""
    roles: str = ""
    emergency: str = ""
    next_review_on: date | None = None
    explained_on: date | None = None
    explained_by: str = ""
    agreed_by: str = ""
    decided_on: date | None = None
    revision_reason: str = ""
