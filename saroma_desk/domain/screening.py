"""Survey of a household with the indicator list of 要領6(2)② (様式9号). Never a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .record import Record


class AnswerState(StrEnum):
    """Answer to one indicator. Unknown was asked and stays open; unasked was not asked yet."""

    PRESENT = "present"  # 該当 (for positive indicators: ある)
    UNKNOWN = "unknown"  # 不明
    ABSENT = "absent"  # なし (for positive indicators: ない)
    UNASKED = "unasked"  # 未確認


class Severity(StrEnum):
    """程度 of an answer, where the nurse gives one."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One indicator's answer.

    Attributes:
        code: indicator code of the rule set, e.g. ``B1``.
        evidence: what is the case, and when and from whom it was learned (状況・根拠).
    """

    code: str
    state: AnswerState = AnswerState.UNASKED
    severity: Severity = Severity.NONE
    evidence: str = ""
    source: str = ""
    observed_on: date | None = None


class Judgement(StrEnum):
    """The nurse's judgement on a survey; the program never proposes one."""

    OPEN = ""  # 未判断
    NEEDED = "needed"  # 支援の必要性 有
    NOT_NEEDED = "not_needed"  # 無
    CONTINUE = "continue"  # 調査継続


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening(Record):
    """One survey; later surveys stand beside it, none is overwritten once judged.

    Attributes:
        no: running number within the episode, from 1 (1 = 初回).
        method: ``visit``, ``interview``, ``phone`` or ``paper``.
        basis: ``application`` (申請) or ``known`` (職権把握).
        newborn_visit_on, newborn_visit_result: 乳児家庭全戸訪問事業実施報告 (指標A4).
        target_groups: codes of 要領3(1)–(4).
        epds_total, epds_item10: measured values of the nurse's own questionnaire, 0–30 and 0–3; not a diagnosis.
        urgent: 直ちに児童相談所等への連絡が必要か; None = not yet judged.
        support_type: ``short`` 短期集中支援型, ``medium`` 中期支援型, or empty.
        services: codes of the rule set's services (専門的相談支援, 家事・育児援助).
        dispatch_proposal: 派遣の可否・期間・回数案 as text.
    """

    episode_id: int
    no: int = 1
    surveyed_on: date
    method: str = "visit"
    surveyed_by: str = ""
    basis: str = "application"
    newborn_visit_on: date | None = None
    newborn_visit_result: str = ""
    answers: tuple[Answer, ...] = ()
    target_groups: tuple[str, ...] = ()
    epds_on: date | None = None
    epds_total: int | None = None
    epds_item10: int | None = None
    strengths: str = ""
    needs: str = ""
    family_wish: str = ""
    urgent: bool | None = None
    urgent_contact_at: datetime | None = None
    urgent_contact_to: str = ""
    case_meeting: bool | None = None
    case_meeting_on: date | None = None
    judgement: Judgement = Judgement.OPEN
    judgement_reason: str = ""
    judged_on: date | None = None
    judged_by: str = ""
    support_type: str = ""
    services: tuple[str, ...] = ()
    dispatch_proposal: str = ""
    rejection_draft: str = ""
    reassess_on: date | None = None
