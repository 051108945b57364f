"""Invented cases for the papers: a rich one with everything long and rare, and a bare one.

Their parts stand in `case_office`, `case_family`, `case_desk` and `case_help`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from saroma_desk.domain.autonotes import with_automatic_notes
from saroma_desk.domain.case import ConsultVisit, Episode, Referral
from saroma_desk.domain.dispatch import Application
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.household import (
    CopayClassPeriod,
    Household,
    LegalStatus,
    Member,
    PersonStatus,
    RelatedAgency,
    Role,
)
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from tests.forms.case_desk import evaluation, notes, plans, screenings
from tests.forms.case_family import LONG_ADDRESS, members
from tests.forms.case_help import help_case
from tests.forms.case_office import APPLICATION, TODAY, issued_papers, office, programme, providers


def rich_case(**more: Any) -> CaseSnapshot:
    """The rich case; keyword arguments replace fields of the snapshot."""
    base: dict[str, Any] = {
        "today": TODAY,
        "programme": programme(),
        "office": office(),
        "household": Household(
            id=12,
            no="R8-0012",
            postal_code="093-0504",
            address=LONG_ADDRESS,
            phone="01587-0-0101",
            mobile="090-0000-0101",
            residence="住民登録は北見市（里帰り）",
            registered_on=date(2026, 8, 10),
        ),
        "members": members(),
        "statuses": (
            PersonStatus(
                id=1, member_id=2, status=LegalStatus.SPECIFIED_EXPECTANT, valid_from=date(2026, 8, 21), basis="会議"
            ),
            PersonStatus(id=2, member_id=4, status=LegalStatus.NEEDS_SUPPORT, valid_from=date(2026, 8, 21)),
            PersonStatus(id=3, member_id=5, status=LegalStatus.NEEDS_SUPPORT, valid_from=date(2026, 8, 19)),
        ),
        "copay_classes": (
            CopayClassPeriod(
                id=1,
                household_id=12,
                copay_class="other",
                valid_from=date(2026, 8, 18),
                tax_year=2026,
                evidence="町の課税台帳",
                decided_on=date(2026, 8, 20),
                decided_by="髙橋　保健師",
            ),
        ),
        "agencies": (
            RelatedAgency(
                id=1,
                household_id=12,
                name="さろま保育所",
                contact="所長　練習",
                since=date(2025, 10, 1),
                story="双子が週３日通う",
            ),
        ),
        "episode": Episode(
            id=31,
            household_id=12,
            programme_id="saroma-youiku-2016",
            received_on=date(2026, 8, 10),
            route="medical",
            summary="双胎妊娠で安静の指示。日中の養育者がいない。",
        ),
        "referrals": (
            Referral(
                id=1,
                episode_id=31,
                route="medical",
                agency="練習産科医院",
                contact="助産師　練習",
                referred_on=date(2026, 8, 10),
                story="切迫早産で自宅安静。連絡票あり。",
            ),
        ),
        "screenings": screenings(),
        "plans": plans(),
        "consult_visits": (
            ConsultVisit(
                id=1,
                episode_id=31,
                visited_on=date(2026, 9, 10),
                minutes=50,
                profession="nurse",
                staff="髙橋　保健師",
                subject="expectant",
                subject_member_id=2,
                complaint="動悸と不眠",
                response="受診を勧め、夜間の連絡先を確認",
            ),
        ),
        "evaluations": (evaluation(),),
        "help_cases": (help_case(),),
        "exceptions": (
            LimitException(
                id=1,
                episode_id=31,
                rule="visits",
                subject_key=f"application:{APPLICATION}",
                figures="派遣回数（10(2)）：34回です。限度は30回です。",
                reason="出産までの安静の期間、日中の養育者がいないため",
                requested_by="髙橋　保健師",
                decided_by="佐呂間町長",
                decided_on=date(2026, 8, 26),
            ),
        ),
        "papers": issued_papers(),
        **providers(),
    } | more
    helpers = {h.id: h for h in base["helpers"]}
    if "notes" not in base:
        base["notes"] = with_automatic_notes(
            notes(), base["episode"], base["programme"], base["help_cases"], base["consult_visits"], helpers
        )
    return CaseSnapshot(**base)


def bare_case() -> CaseSnapshot:
    """A case of which hardly anything is known: one child, one application without wishes, nothing decided."""
    child = Member(id=1, household_id=13, name="佐呂間　一", role=Role.TARGET_CHILD)
    mother = Member(id=2, household_id=13, name="佐呂間　花子", role=Role.CAREGIVER)
    episode = Episode(
        id=32, household_id=13, programme_id="saroma-youiku-2016", received_on=date(2026, 6, 1), route="self"
    )
    asked = Application(
        id=72,
        episode_id=32,
        applicant_id=2,
        receipt_no="R8-015",
        applied_on=date(2026, 6, 1),
        received_on=date(2026, 6, 1),
    )
    return CaseSnapshot(
        today=TODAY,
        programme=programme(),
        office=office(),
        household=Household(id=13, no="R8-0013", registered_on=date(2026, 6, 1)),
        members=(mother, child),
        episode=episode,
        help_cases=(HelpCase(application=asked),),
    )
