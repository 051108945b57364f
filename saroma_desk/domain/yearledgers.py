"""Rows of the yearly ledgers: plain cells, one record for each line of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One row of 世帯別台帳: an application of an active episode, or the episode itself while there is none.

    Attributes:
        used: visits of all years that count toward the limit.
        unused: approved − used, whatever is planned; None without an approval.
        done_in_year: visits done within the fiscal year.
    """

    household_id: int
    episode_id: int
    application_id: int | None
    household_no: str
    caregiver: str
    children: str
    groups: str
    support_type: str
    route: str
    legal_status: str
    received_on: date
    applied_on: date | None
    decided_on: date | None
    outcome: str
    document_no: str
    first_day: date | None
    last_day: date | None
    approved: int | None
    used: int | None
    unused: int | None
    done_in_year: int
    consults_in_year: int
    copay_class: str
    provider: str
    evaluated_on: date | None
    closed_on: date | None
    close_reason: str
    exceptions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One row of 派遣明細: a visit of the year, or one of an earlier year that this year's claims carry.

    Attributes:
        done: 1 for a visit done within the year, otherwise 0 (so that its total is the number of visits).
        minutes: actual, None until reported.
        billed_minutes, price_yen, copay_yen, town_yen: from this year's claims; None while not claimed.
    """

    visit_id: int
    household_id: int
    visit_on: date
    era_date: str
    weekday: str
    household_no: str
    caregiver: str
    provider: str
    helper: str
    start: time | None
    end: time | None
    minutes: int | None
    billed_minutes: int | None
    help_kinds: str
    status: str
    done: int
    price_version: date | None
    price_yen: int | None
    copay_yen: int | None
    town_yen: int | None
    confirmation: str
    report_on: date | None
    exceptions: int
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One row of 請求・支払; the money of a returned paper is None, so that no total counts it twice."""

    claim_id: int
    provider: str
    month: date
    month_text: str
    attempt: int
    status: str
    received_on: date | None
    visits: int | None
    price_yen: int | None
    copay_yen: int | None
    town_yen: int | None
    asked_yen: int | None
    difference_yen: int | None
    difference_reason: str
    accepted_on: date | None
    inspected_on: date | None
    due_on: date | None
    paid_on: date | None
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultRow:
    """One row of 専門的相談支援; `first_household` is 1 on a household's first visit of the year (実), else 0."""

    consult_id: int
    household_id: int
    visited_on: date
    era_date: str
    weekday: str
    household_no: str
    caregiver: str
    subject: str
    subject_name: str
    first_household: int
    each: int
    profession: str
    staff: str
    minutes: int | None
    complaint: str
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureRow:
    """One closed episode: how long, how many visits of all its years, how far the goals were reached."""

    episode_id: int
    household_id: int
    household_no: str
    received_on: date
    closed_on: date
    days: int
    reason: str
    each: int = 1
    consults: int
    visits: int
    evaluated_on: date | None
    goals: int
    reached: int
    partly: int
    not_reached: int
    follow_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRow:
    """One recorded exception (やむをえない場合, …); `withdrawn` says when, by whom and why it was taken back."""

    exception_id: int
    household_id: int
    household_no: str
    rule: str
    figures: str
    reason: str
    requested_by: str
    decided_by: str
    decided_on: date
    paper: str
    withdrawn: str = ""
