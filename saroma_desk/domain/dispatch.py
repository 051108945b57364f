"""From the application for a helper to the last visit (要領8–16, 様式1–7号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyContact:
    """緊急連絡先 of an application."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When and how often a helper comes; used for what is wished and for what is approved.

    Attributes:
        first_day, last_day: both inclusive.
        visits: total number of visits.
        per_week: visits in a week; None = not fixed.
        weekdays: 0 = Monday … 6 = Sunday.
        start, end: daily window (time of day).
        minutes: length of one visit.
        help_kinds: codes of 要領9(1)–(5).
    """

    first_day: date | None = None
    last_day: date | None = None
    visits: int | None = None
    per_week: int | None = None
    weekdays: tuple[int, ...] = ()
    start: time | None = None
    end: time | None = None
    minutes: int | None = None
    help_kinds: tuple[str, ...] = ()
    help_detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Record):
    """様式1号 利用申請書 as the family handed it in (要領8(1)).

    Attributes:
        receipt_no: 受付番号, running within the fiscal year, e.g. ``R8-003``.
        groups: codes of the plain-word reasons the family ticked.
        declared_class: copay class code as declared; the town's own finding stands in `CopayClassPeriod`.
        consent_tax, consent_inquiry, consent_provider: 同意事項 (a)–(c); refusing is recorded and blocks nothing.
        proxy_name, proxy_reason: 代理申請.
    """

    episode_id: int
    applicant_id: int
    receipt_no: str
    applied_on: date
    received_on: date
    received_by: str = ""
    relation_to_child: str = ""
    groups: tuple[str, ...] = ()
    reason: str = ""
    wished: Terms = Terms()
    daytime_supporter: str = ""
    other_services: str = ""
    allergy: str = ""
    infection: str = ""
    pets: str = ""
    parking: str = ""
    entry: str = ""
    female_helper: bool = False
    contacts: tuple[EmergencyContact, ...] = ()
    declared_class: str = ""
    class_evidence_wish: str = ""
    consent_tax: bool | None = None
    consent_inquiry: bool | None = None
    consent_provider: bool | None = None
    proxy_name: str = ""
    proxy_reason: str = ""


class Outcome(StrEnum):
    """可否 of an application."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """Decision on an application (要領8(2)・(3)): 起案, 決裁 and 施行 are three dates.

    Attributes:
        ground: code of the rule set's rejection reasons when rejected.
        reason: the concrete sentences that the notice prints (理由の提示).
        other_supports: 利用できる他の支援.
    """

    application_id: int
    outcome: Outcome
    drafted_on: date
    decided_on: date
    notified_on: date | None = None
    decided_by: str = ""
    ground: str = ""
    reason: str = ""
    other_supports: str = ""


class DispatchState(StrEnum):
    """Where a dispatch stands on a day; derived, never stored."""

    APPROVED = "approved"  # 承認済 (before its first day)
    RUNNING = "running"  # 派遣中
    SUSPENDED = "suspended"  # 中止
    WITHDRAWN = "withdrawn"  # 辞退 (6号 owed)
    CANCELLED = "cancelled"  # 取消
    EXPIRED = "expired"  # 満了


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Record):
    """What was approved (様式3号) and asked of the provider (様式2号). A change is a new record.

    Attributes:
        revision: 0 for the approval, n for the n-th change (変更承認); the highest one counts.
        effective_from: first day on which these terms hold (the first day of the period for revision 0).
        difference_reason: 申請と異なる点とその理由 (様式3号 row 8).
        change_reason: why the terms were changed (revision ≥ 1).
        share_goal, share_notes: what the provider is told, and nothing else of the plan or the survey.
        emergency: 緊急時の連絡先・手順.
        address_confirmed_by: who confirmed that a protected address may go to the provider.
        multiple_birth: the desk counted the family as 多胎 (要領10(2)) as it stored these terms.
    """

    episode_id: int
    application_id: int
    provider_id: int
    revision: int = 0
    approved_on: date
    effective_from: date
    terms: Terms
    difference_reason: str = ""
    change_reason: str = ""
    share_goal: str = ""
    share_notes: str = ""
    conditions: str = ""
    emergency: str = ""
    town_staff: str = ""
    map_attached: bool = False
    address_confirmed_by: str = ""
    multiple_birth: bool = False


class VisitStatus(StrEnum):
    """What became of a visit; whether it counts or costs stands in the rule set's cancel policy."""

    PLANNED = "planned"  # 予定
    DONE = "done"  # 実施
    CANCELLED_BEFORE = "cancelled_before"  # 利用者中止(前日まで)
    CANCELLED_SAME_DAY = "cancelled_same_day"  # 利用者中止(当日)
    ABSENT = "absent"  # 不在
    PROVIDER = "provider"  # 団体都合
    TOWN = "town"  # 町の中止(要領11)
    WEATHER = "weather"  # 天候等


class Confirmation(StrEnum):
    """How the family confirmed a visit on 様式7号 (要領14)."""

    NONE = ""
    SEAL = "seal"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One visit of a helper, planned and then reported.

    Attributes:
        application_id: approval it belongs to (all revisions of its dispatch share it).
        visit_on: day of the visit.
        planned_start, planned_end, actual_start, actual_end: time of day; actual ones are None until reported.
        copay_collected: told by the provider; None = not told.
        report_id: activity report (7号) that carries it.
    """

    application_id: int
    provider_id: int
    helper_id: int | None = None
    visit_on: date
    planned_start: time
    planned_end: time
    actual_start: time | None = None
    actual_end: time | None = None
    status: VisitStatus = VisitStatus.PLANNED
    status_reason: str = ""
    help_kinds: tuple[str, ...] = ()
    condition: str = ""
    confirmation: Confirmation = Confirmation.NONE
    copay_collected: bool | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityReport(Record):
    """様式7号 of one household, provider and calendar month as it arrived (要領16).

    Attributes:
        month: first day of the service month.
        agrees_with_plan: 支援計画との一致; None = not yet checked.
    """

    application_id: int
    provider_id: int
    month: date
    received_on: date
    reported_on: date | None = None
    family_opinion: str = ""
    agrees_with_plan: bool | None = None
    doubts: str = ""
    checked_on: date | None = None
    checked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(Record):
    """派遣の中止 (要領11); it does not lengthen the period by itself.

    Attributes:
        ground: code of the rule set (11(1)–(3)).
        first_day: first day without visits.
        last_day: last day without visits, inclusive; None while it lasts.
    """

    application_id: int
    ground: str
    detail: str = ""
    first_day: date
    last_day: date | None = None
    decided_by: str = ""
    resumed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Record):
    """利用辞退の届出 (要領12, 様式5号), written or by word of mouth.

    Attributes:
        effective_on: 辞退する日; from this day on no visit is wanted.
        oral: 口頭; then the fields of the lower half of 様式5号 are filled.
        written_later: 後日書面 済 = True, 不要 = False, None = not settled.
    """

    application_id: int
    filed_on: date
    effective_on: date
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    consult_wish: bool | None = None
    oral: bool = False
    oral_at: str = ""
    oral_means: str = ""
    oral_person: str = ""
    oral_content: str = ""
    oral_received_by: str = ""
    written_later: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(Record):
    """利用の取消 (要領13); 様式6号 is due in every case.

    Attributes:
        grounds: codes of 要領13(1)①–③.
        cancelled_on: 取消年月日, towards the future.
        hearing_*: 弁明の機会, or why there was none, before an adverse disposition.
    """

    application_id: int
    withdrawal_id: int | None = None
    grounds: tuple[str, ...]
    reason: str = ""
    drafted_on: date
    decided_on: date
    notified_on: date | None = None
    cancelled_on: date
    hearing_notified_on: date | None = None
    hearing_due_on: date | None = None
    hearing_result: str = ""
    hearing_omitted_reason: str = ""
    unpaid_copay: int | None = None
    consult_desk: str = ""
    network_contact: str = ""
