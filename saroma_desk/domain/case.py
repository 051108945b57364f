"""A case: one episode of support for a household, from the first notice to the closing (要領3–6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .record import Record


class CaseState(StrEnum):
    """Where an episode stands; derived from what was recorded, never stored by hand."""

    RECEIVED = "received"  # 受理
    SURVEYING = "surveying"  # 調査中
    SURVEY_CONTINUES = "survey_continues"  # 調査継続
    NOT_ELIGIBLE = "not_eligible"  # 非対象
    PLANNING = "planning"  # 計画
    SUPPORTING = "supporting"  # 支援中
    INTERRUPTED = "interrupted"  # 中断
    EVALUATING = "evaluating"  # 評価
    CLOSED = "closed"  # 終結


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Record):
    """One episode of a household; a reopened case is a new episode linked to the old one.

    Attributes:
        number: running number of the episode within the household, from 1.
        programme_id: rule set that the episode keeps (that of its application date, or of its intake before).
        route: code of the rule set's referral routes (把握経路).
        intake_kind: ``application`` (申請), ``recommended`` (勧奨→申請), ``measure`` (措置, 児福法21条の18第2項).
    """

    household_id: int
    number: int = 1
    programme_id: str
    received_on: date
    route: str
    intake_kind: str = "application"
    summary: str = ""
    received_by: str = ""
    previous_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Record):
    """How the family became known: who told, when, and what (要領3・6(1))."""

    episode_id: int
    route: str
    agency: str = ""
    contact: str = ""
    referred_on: date
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressNote(Record):
    """One entry of 経過記録 (様式10). Append-only: a correction is a new note that names the old one.

    Attributes:
        noted_at: when it happened (local time).
        kind: ``visit``, ``phone``, ``counter``, ``meeting``, ``agency``, ``paper``, ``helper`` or ``other``.
        corrects_id: note that this one replaces; the old one prints struck through.
        source_key: empty for typed notes; for notes that the program wrote, what they came from.
    """

    episode_id: int
    noted_at: datetime
    kind: str
    staff: str = ""
    partner: str = ""
    content: str
    next_action: str = ""
    due_on: date | None = None
    marker: str = ""
    corrects_id: int | None = None
    correction_reason: str = ""
    source_key: str = ""
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultVisit(Record):
    """One visit of 専門的相談支援 (要領4(1)) by the town's own staff.

    Attributes:
        subject: ``expectant`` 妊婦, ``puerperal`` 産婦, ``newborn`` 新生児, ``premature`` 未熟児, ``infant`` 乳児,
            ``toddler`` 幼児, ``other`` その他.
        subject_member_id: who was visited; None when it was the family as a whole.
        profession: ``nurse`` 保健師, ``midwife`` 助産師, ``childcare`` 保育士, ``counsellor`` 養育支援相談員,
            ``other``.
    """

    episode_id: int
    visited_on: date
    minutes: int | None = None
    profession: str
    staff: str = ""
    subject: str
    subject_member_id: int | None = None
    complaint: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """How far one goal of the plan was reached: ``reached``, ``partly`` or ``not_reached``."""

    goal: str
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Record):
    """Evaluation after or during support (要領6(4)・(5)①).

    Attributes:
        policy: ``continue`` 継続, ``revise`` 見直し, ``close`` 終結.
    """

    episode_id: int
    plan_id: int
    evaluated_on: date
    evaluated_by: str
    meeting: str = ""
    goal_results: tuple[GoalResult, ...] = ()
    environment_change: str = ""
    policy: str
    policy_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """Closing of an episode, agreed with those concerned (要領6(5)).

    Attributes:
        reason: code of the rule set's closing reasons.
        agreed_on, participants: 協議の年月日と参加者 (要領6(5)①).
        follow_on, handed_to: 終結後の支援体制・引継先 (要領6(5)②).
    """

    episode_id: int
    closed_on: date
    reason: str
    detail: str = ""
    agreed_on: date | None = None
    participants: str = ""
    follow_on: str = ""
    handed_to: str = ""
