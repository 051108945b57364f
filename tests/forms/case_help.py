"""The help of the rich case: application, approval beyond a limit, two months of visits, its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from saroma_desk.domain.dispatch import (
    ActivityReport,
    Application,
    Cancellation,
    Confirmation,
    Decision,
    Dispatch,
    EmergencyContact,
    Outcome,
    Suspension,
    Terms,
    Visit,
    VisitStatus,
    Withdrawal,
)
from saroma_desk.domain.snapshot import HelpCase
from tests.forms.case_family import RARE_FATHER, RARE_MOTHER
from tests.forms.case_office import APPLICATION

LONG_REASON = (
    "双子の出産を控え、切迫早産のため安静を指示されています。上の双子は一歳半で目が離せず、夫は漁期のため早朝から夜まで不在です。"
) * 7


def application(**more: Any) -> Application:
    """様式1号 with every field filled, the reason about 400 characters long."""
    wished = Terms(
        first_day=date(2026, 9, 1),
        last_day=date(2026, 11, 30),
        visits=36,
        per_week=3,
        weekdays=(0, 2, 4),
        start=time(10, 0),
        end=time(12, 0),
        minutes=120,
        help_kinds=("bathing", "meals", "laundry", "cleaning", "other"),
        help_detail="上の子の保育所の迎えに付き添ってほしい",
    )
    base = Application(
        id=APPLICATION,
        episode_id=31,
        applicant_id=2,
        receipt_no="R8-014",
        applied_on=date(2026, 8, 17),
        received_on=date(2026, 8, 18),
        received_by="髙橋　保健師",
        relation_to_child="母",
        groups=("expectant", "postnatal"),
        reason=LONG_REASON,
        wished=wished,
        daytime_supporter="妻の母（通院のない日だけ）",
        other_services="産後ケア事業、一時保育（週１回）",
        allergy="二女に卵アレルギー（長女も検査中）",
        infection="なし",
        pets="犬（室内）",
        parking="可（１台）",
        entry="呼び鈴を鳴らさず電話で知らせる",
        female_helper=True,
        contacts=(
            EmergencyContact(name=RARE_FATHER, relation="夫", phone="090-0000-0102"),
            EmergencyContact(name="﨑山　髙子", relation="母", phone="01587-0-0103"),
        ),
        declared_class="other",
        class_evidence_wish="town",
        consent_tax=True,
        consent_inquiry=True,
        consent_provider=True,
        proxy_name="﨑山　髙子",
        proxy_reason="本人が自宅安静のため",
    )
    return replace(base, **more)


def dispatches() -> tuple[Dispatch, ...]:
    """Approval of 34 visits: above the limit for multiples, less than applied for."""
    terms = replace(application().wished, visits=34)
    return (
        Dispatch(
            id=81,
            episode_id=31,
            application_id=APPLICATION,
            provider_id=91,
            approved_on=date(2026, 8, 26),
            effective_from=date(2026, 9, 1),
            terms=terms,
            difference_reason="申請は36回ですが、限度の30回に、安静の期間に必要な4回を加えた34回とします。",
            share_goal="日中に横になれる時間を持てるよう、双子の世話と家事を手伝う。",
            share_notes="呼び鈴は鳴らさず、電話で到着を知らせてください。二女に卵アレルギー。",
            conditions="安静の指示が解けたときは、回数を見直します。",
            emergency="出血・破水のときは産科医院（01587-0-0199）と町へ連絡",
            town_staff="髙橋　保健師",
            map_attached=True,
        ),
    )


def visits() -> tuple[Visit, ...]:
    """Monday, Wednesday and Friday of September and October; one cancelled, one absent."""
    days = [
        date(2026, month, day)
        for month, last in ((9, 30), (10, 31))
        for day in range(1, last + 1)
        if date(2026, month, day).weekday() in {0, 2, 4}
    ]
    odd = {
        date(2026, 9, 7): (VisitStatus.CANCELLED_BEFORE, "長女の発熱"),
        date(2026, 10, 5): (VisitStatus.ABSENT, "受診が長引いた"),
    }
    found = []
    for number, day in enumerate(days, start=1):
        status, reason = odd.get(day, (VisitStatus.DONE, ""))
        done = status is VisitStatus.DONE
        found.append(
            Visit(
                id=1000 + number,
                application_id=APPLICATION,
                provider_id=91,
                helper_id=94 + number % 2,
                visit_on=day,
                planned_start=time(10, 0),
                planned_end=time(12, 0),
                actual_start=time(10, 0) if done else None,
                actual_end=(time(11, 30) if number % 3 == 0 else time(12, 0)) if done else None,
                status=status,
                status_reason=reason,
                help_kinds=("bathing", "meals") if number % 2 else ("laundry", "cleaning"),
                condition="母は横になっていた。双子は機嫌よく過ごす。" if number % 5 == 0 else "",
                confirmation=Confirmation.SEAL if done else Confirmation.NONE,
                copay_collected=True if done else None,
                report_id=200 + day.month,
            )
        )
    return tuple(found)


def help_case(**more: Any) -> HelpCase:
    """The application with its approval, visits, a suspension and two reports."""
    base = HelpCase(
        application=application(),
        decision=Decision(
            id=75,
            application_id=APPLICATION,
            outcome=Outcome.APPROVED,
            drafted_on=date(2026, 8, 25),
            decided_on=date(2026, 8, 26),
            notified_on=date(2026, 8, 27),
            decided_by="佐呂間町長",
        ),
        dispatches=dispatches(),
        visits=visits(),
        suspensions=(
            Suspension(
                id=85,
                application_id=APPLICATION,
                ground="infection",
                detail="長男がインフルエンザに罹患",
                first_day=date(2026, 10, 12),
                last_day=date(2026, 10, 13),
                decided_by="髙橋　保健師",
                resumed_by="髙橋　保健師",
            ),
        ),
        reports=tuple(
            ActivityReport(
                id=200 + month,
                application_id=APPLICATION,
                provider_id=91,
                month=date(2026, month, 1),
                received_on=date(2026, month + 1, 5),
                reported_on=date(2026, month + 1, 4),
                family_opinion="昼に横になれて助かっています。",
                agrees_with_plan=True,
                checked_on=date(2026, month + 1, 8),
                checked_by="髙橋　保健師",
            )
            for month in (9, 10)
        ),
    )
    return replace(base, **more)


def withdrawal(**more: Any) -> Withdrawal:
    """An oral withdrawal by phone."""
    base = Withdrawal(
        id=86,
        application_id=APPLICATION,
        filed_on=date(2026, 11, 9),
        effective_on=date(2026, 11, 12),
        reasons=("family_help", "other"),
        reason_text="出産のため里帰りする",
        consult_wish=True,
        oral=True,
        oral_at="令和８年１１月９日　１５時２０分",
        oral_means="電話",
        oral_person=f"{RARE_MOTHER}（本人）",
        oral_content="来週から実家で過ごすので、ヘルパーは十一日までで終わりにしたい。相談は続けたい。",
        oral_received_by="髙橋　保健師",
        written_later=False,
    )
    return replace(base, **more)


def cancellation(**more: Any) -> Cancellation:
    """The cancellation that a withdrawal demands."""
    base = Cancellation(
        id=87,
        application_id=APPLICATION,
        withdrawal_id=86,
        grounds=("withdrawal",),
        drafted_on=date(2026, 11, 9),
        decided_on=date(2026, 11, 10),
        notified_on=date(2026, 11, 10),
        cancelled_on=date(2026, 11, 12),
        unpaid_copay=0,
        consult_desk="保健福祉課　保健師",
    )
    return replace(base, **more)
