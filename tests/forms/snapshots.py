"""Invented cases for the papers: a rich one with everything long and rare, and a bare one.

The rich case: expecting twins, living twins as target children, eight people, names with variation selectors and
characters outside the first plane, a limit exceeded for a recorded reason, two months of visits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from saroma_desk.domain.autonotes import with_automatic_notes
from saroma_desk.domain.case import Closure, ConsultVisit, Episode, Evaluation, GoalResult, ProgressNote, Referral
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
from saroma_desk.domain.office import IssuedPaper, Official, PaperState
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.programmefile import programmes_from
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Screening, Severity
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office
from saroma_desk.runtime.resources import read_yaml

RARE_MOTHER = "葛\U000e0100城　𠮷乃"
RARE_FATHER = "葛\U000e0100城　髙橋太郎左衛門"
LONG_ADDRESS = "北海道常呂郡佐呂間町字浪速百二十三番地四　さろま湖畔子育て支援住宅かもめ棟二〇五号室"
LONG_REASON = (
    "双子の出産を控え、切迫早産のため安静を指示されています。上の双子は一歳半で目が離せず、夫は漁期のため早朝から夜まで不在です。"
) * 7
TODAY = date(2026, 11, 20)
APPLICATION = 71


@lru_cache(maxsize=1)
def programme() -> Programme:
    """The rule set in force since 2016."""
    names = ("saroma-youiku-2015", "saroma-youiku-2016")
    built = programmes_from({name: read_yaml(f"programmes/{name}.yaml") for name in names})
    return next(p for p in built if p.id == "saroma-youiku-2016")


def office(**settings: str) -> Office:
    """An office with every money question answered; `settings` (dots as double underscores) go over them."""
    answers = {
        "billing.step_rounding": "ceil",
        "billing.basis": "actual",
        "billing.copay_round_at": "unit",
        "billing.copay_rounding": "floor1",
        "cancel.cancelled_before": "counts=no;fee=none;copay=no",
        "cancel.cancelled_same_day": "counts=no;fee=first_hour;copay=no",
        "cancel.absent": "counts=yes;fee=first_hour;copay=no",
        "cancel.provider": "counts=no;fee=none;copay=no",
        "cancel.town": "counts=no;fee=none;copay=no",
        "cancel.weather": "counts=no;fee=none;copay=no",
        "reports.due_day": "10",
        "document.number_symbol": "佐保福第",
        "office.section": "佐呂間町保健福祉課",
        "office.phone": "01587-0-0000",
    }
    answers |= {key.replace("__", "."): value for key, value in settings.items()}
    signer = Official(id=1, title="佐呂間町長", name="練習　太郎", valid_from=date(2015, 4, 1))
    return Office(settings=answers, officials=(signer,))


def _member(number: int, name: str, kana: str, relation: str, birth: date | None, **more: Any) -> Member:
    return Member(
        id=number,
        household_id=12,
        name=name,
        kana=kana,
        relation=relation,
        birth_date=birth,
        position=number,
        **more,
    )


def members() -> tuple[Member, ...]:
    """Eight people; the mother expects twins, the two-year-old twins are the target children."""
    return (
        _member(1, RARE_FATHER, "かつらぎ たかはしたろうざえもん", "世帯主", date(1990, 2, 28), occupation="漁業"),
        _member(
            2,
            RARE_MOTHER,
            "かつらぎ よしの",
            "妻",
            date(1994, 7, 21),
            role=Role.CAREGIVER,
            due_date=date(2026, 11, 1),
            fetuses=2,
            pregnancy_book=True,
            occupation="会社員（休職中）",
            health="切迫早産で自宅安静",
            phone="090-0000-0101",
        ),
        _member(3, "葛\U000e0100城　﨑斗", "かつらぎ さきと", "長男", date(2019, 4, 2), belongs_to="さろま小学校"),
        _member(
            4,
            "葛\U000e0100城　神\U0000fe00奈",
            "かつらぎ かんな",
            "長女",
            date(2025, 1, 8),
            role=Role.TARGET_CHILD,
            sex="female",
            multiple_group="A",
            belongs_to="さろま保育所",
            health="卵アレルギー",
        ),
        _member(
            5,
            "葛\U000e0100城　都",
            "かつらぎ みやこ",
            "二女",
            date(2025, 1, 8),
            role=Role.TARGET_CHILD,
            sex="female",
            multiple_group="A",
            belongs_to="さろま保育所",
        ),
        _member(6, "﨑山　𠮷之助", "さきやま きちのすけ", "妻の父", date(1958, 3, 3), occupation="農業", health="腰痛"),
        _member(7, "﨑山　髙子", "さきやま たかこ", "妻の母", date(1960, 12, 31), occupation="無職", health="通院中"),
        _member(8, "髙橋　葛\U000e0100葉", "たかはし くずは", "父の妹", date(2008, 11, 3), belongs_to="さろま高校"),
    )


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


_EVIDENCE = {
    "A1": (AnswerState.PRESENT, Severity.NONE, "一歳半の双子、別に妊娠中"),
    "A2": (AnswerState.PRESENT, Severity.NONE, "産科医院から連絡票（8/10）"),
    "A4": (AnswerState.PRESENT, Severity.NONE, "令和7年2月に訪問、要調査"),
    "B1": (AnswerState.PRESENT, Severity.LIGHT, "双子とも低出生体重児（2,100ｇ・2,240ｇ）（8/19 母子健康手帳）"),
    "B2": (AnswerState.UNKNOWN, Severity.NONE, "一歳半健診の結果待ち"),
    "B7": (AnswerState.PRESENT, Severity.LIGHT, "入浴が二日に一度（8/19 母より）"),
    "C2": (AnswerState.PRESENT, Severity.HEAVY, "切迫早産で自宅安静の指示（8/10 産科医院より。次回受診8/24）"),
    "C3": (AnswerState.PRESENT, Severity.MEDIUM, "眠れない、涙が出る（8/19 母より）"),
    "C4": (AnswerState.PRESENT, Severity.MEDIUM, "安静のため家事ができない"),
    "C10": (AnswerState.ABSENT, Severity.MEDIUM, "夫のほかに話せる人がいない"),
    "D2": (AnswerState.UNKNOWN, Severity.NONE, "夫の収入は漁期による"),
    "D4": (AnswerState.PRESENT, Severity.NONE, "産後ケア、一時保育を紹介済み"),
    "D6": (AnswerState.ABSENT, Severity.NONE, ""),
    "E4": (AnswerState.PRESENT, Severity.MEDIUM, "動悸と不眠の訴え"),
    "E7": (AnswerState.PRESENT, Severity.MEDIUM, "二絨毛膜二羊膜双胎"),
}


def answers(evidence: dict[str, tuple[AnswerState, Severity, str]] | None = None) -> tuple[Answer, ...]:
    """All 36 indicators; those not named are absent, B6 and C1 were not asked."""
    known = _EVIDENCE if evidence is None else evidence
    found = []
    for item in programme().indicators:
        default = AnswerState.UNASKED if item.code in {"B6", "C1"} else AnswerState.ABSENT
        state, severity, text = known.get(item.code, (default, Severity.NONE, ""))
        found.append(Answer(code=item.code, state=state, severity=severity, evidence=text))
    return tuple(found)


def screenings() -> tuple[Screening, ...]:
    """The first survey and one after two months of help."""
    first = Screening(
        id=51,
        episode_id=31,
        no=1,
        surveyed_on=date(2026, 8, 19),
        surveyed_by="髙橋　保健師",
        newborn_visit_on=date(2025, 2, 5),
        newborn_visit_result="検討のため要調査",
        answers=answers(),
        target_groups=("expectant",),
        epds_on=date(2026, 8, 19),
        epds_total=11,
        epds_item10=0,
        strengths="夫婦で相談して申請を決めた。上の子の保育所との関係が良い。",
        needs="出産までの安静と、双子の世話・家事の担い手。出産後の新生児二人の育児への備え。",
        family_wish="横になっている間だけでも、子どもの食事とお風呂を頼みたい。",
        urgent=False,
        case_meeting=True,
        case_meeting_on=date(2026, 8, 21),
        judgement=Judgement.NEEDED,
        judgement_reason="安静の指示があり、日中の養育者がいない。短期に集中した家事・育児援助により、安定した出産が見込まれる。",
        judged_on=date(2026, 8, 21),
        judged_by="佐藤　係長",
        support_type="short",
        services=("consult", "helper"),
        dispatch_proposal="令和8年9月1日から11月30日まで、週3回、計36回（多胎）",
        reassess_on=date(2026, 11, 20),
    )
    better = {"C2": (AnswerState.ABSENT, Severity.NONE, ""), "D4": (AnswerState.PRESENT, Severity.NONE, "利用中")}
    second = replace(
        first, id=52, no=2, surveyed_on=date(2026, 11, 2), judged_on=None, answers=answers({**_EVIDENCE, **better})
    )
    return (first, second)


def plans() -> tuple[Plan, ...]:
    """The first plan and its revision."""
    goals = (
        Goal(
            term="long",
            goal="母が落ち着いて出産を迎え、六人の子育ての見通しを持てる",
            content="訪問による相談、産科・保育所との連絡調整",
            supporter="保健師・助産師",
            method="月２回の訪問、必要時の電話",
            period="９月～翌年２月",
            measure="母の不安の訴えが減り、受診が続いている",
        ),
        Goal(
            term="short",
            goal="日中に横になれる時間を週に三回持てる",
            content="双子の沐浴と食事の世話、洗濯、掃除",
            supporter="ヘルパー派遣団体",
            method="週３回、１回２時間",
            period="９月～１１月",
            measure="安静の指示が守られている",
            indicators=("C2", "C4"),
        ),
        Goal(
            term="short",
            goal="夫の不在の日にも相談できる相手がいる",
            content="つどいの広場、産後ケアの紹介と同行",
            supporter="保健師・子育て相談員",
            method="随時",
            period="１０月まで",
            measure="利用の申込みが済んでいる",
            indicators=("C10", "D4"),
        ),
    )
    first = Plan(
        id=61,
        episode_id=31,
        screening_id=51,
        made_on=date(2026, 8, 24),
        made_by="髙橋　保健師",
        support_type="short",
        period_from=date(2026, 9, 1),
        period_to=date(2026, 11, 30),
        family_wish="横になっている間だけでも、子どもの食事とお風呂を頼みたい。",
        issues="安静の指示があるが、日中の養育者がいない。上の双子の世話と家事が滞っている。",
        goals=goals,
        helper_summary="９月１日～１１月３０日、週３回（月・水・金 １０時～１２時）、沐浴・食事・洗濯・掃除、２割負担",
        consult_summary="保健師が月２回訪問、助産師が月１回電話",
        roles="保健師：全体の調整　産科医院：受診の継続　保育所：双子の様子の連絡",
        emergency="破水・出血のときは産科医院へ。夜間は救急要請。夫の携帯へ連絡。",
        next_review_on=date(2026, 11, 20),
        explained_on=date(2026, 8, 26),
        explained_by="髙橋　保健師",
        agreed_by=RARE_MOTHER,
        decided_on=date(2026, 8, 25),
    )
    second = replace(
        first, id=62, revision=1, made_on=date(2026, 11, 4), decided_on=None, revision_reason="出産が近づいたため"
    )
    return (first, second)


def notes() -> tuple[ProgressNote, ...]:
    """Typed notes; the second one was corrected by the third."""

    def note(number: int, at: datetime, kind: str, content: str, **more: Any) -> ProgressNote:
        base = {"staff": "髙橋　保健師", "written_at": at.replace(hour=17), "written_by": "髙橋　保健師"} | more
        return ProgressNote(id=number, episode_id=31, noted_at=at, kind=kind, content=content, **base)

    return (
        note(
            1,
            datetime(2026, 8, 19, 10, 0),
            "visit",
            "自宅を訪問。母は横になったまま応対。双子は室内で遊ぶ。食事は祖母が作り置き。",
            partner=RARE_MOTHER,
            next_action="産科医院に安静度を確認",
            due_on=date(2026, 8, 21),
        ),
        note(2, datetime(2026, 8, 20, 14, 30), "agency", "産科医院に確認。安静は三週間の見込み。", partner="産科医院"),
        note(
            3,
            datetime(2026, 8, 20, 14, 30),
            "agency",
            "産科医院に確認。安静は出産までの見込み。次回受診は８月２４日。",
            partner="産科医院",
            corrects_id=2,
            correction_reason="期間の聞き違い",
            written_at=datetime(2026, 8, 21, 9, 15),
        ),
        note(
            4,
            datetime(2026, 8, 21, 13, 0),
            "meeting",
            "個別ケース検討会議。週３回のヘルパー派遣を承認の方向とする。限度を超える回数はただし書による。",
            partner="課長、係長、保育所長",
            marker="決裁",
        ),
    )


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


def providers() -> dict[str, Any]:
    """The provider with its contract, helpers and price, as `CaseSnapshot` takes them."""
    return {
        "providers": (
            Provider(
                id=91,
                name="社会福祉法人　練習会　訪問介護事業所ふたば",
                phone="01587-0-0010",
                address="北海道常呂郡佐呂間町字練習10番地",
                postal_code="093-0000",
                representative_title="理事長",
                representative="髙橋　一葉",
                bank_name="練習信用金庫",
                bank_branch="佐呂間支店",
                bank_kind="普通",
                bank_account="0000010",
                bank_holder_kana="フク）レンシユウカイ",
            ),
        ),
        "contracts": (
            Contract(
                id=92,
                provider_id=91,
                number="令和8年度第1号",
                first_day=date(2026, 4, 1),
                last_day=date(2027, 3, 31),
            ),
        ),
        "helpers": (
            Helper(id=94, provider_id=91, name="練習　菜々"),
            Helper(id=95, provider_id=91, name="邉\U000e010f見　若葉"),
        ),
        "prices": (
            UnitPrice(
                id=96,
                provider_id=91,
                valid_from=date(2026, 4, 1),
                first_hour_yen=1820,
                half_hour_yen=905,
                tax_class="exempt",
            ),
        ),
    }


def issued_papers() -> tuple[IssuedPaper, ...]:
    """様式2号 and 様式3号 as they left the office."""
    return tuple(
        IssuedPaper(
            id=300 + number,
            form=form,
            subject_key=f"application:{APPLICATION}",
            household_id=12,
            episode_id=31,
            state=PaperState.ISSUED,
            number=f"佐保福第{240 + number}号",
            decided_on=date(2026, 8, 26),
            issued_on=date(2026, 8, 27),
        )
        for number, form in enumerate(("form03", "form02"), start=1)
    )


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


def evaluation(**more: Any) -> Evaluation:
    """The evaluation of the first plan."""
    base = Evaluation(
        id=65,
        episode_id=31,
        plan_id=61,
        evaluated_on=date(2026, 11, 2),
        evaluated_by="髙橋　保健師、佐藤　係長",
        meeting="個別ケース検討会議",
        goal_results=(
            GoalResult(goal=plans()[0].goals[0].goal, result="partly", note="不安は残るが受診は続いている"),
            GoalResult(goal=plans()[0].goals[1].goal, result="reached"),
            GoalResult(goal=plans()[0].goals[2].goal, result="not_reached", note="産後ケアの申込みはこれから"),
        ),
        environment_change="安静が守られ、家事の滞りがなくなった。夫が週末の買物を担うようになった。",
        policy="revise",
        policy_reason="出産後の新生児二人の育児に向けて、目標を組み直す。",
    )
    return replace(base, **more)


def closure(**more: Any) -> Closure:
    """The closing of the episode."""
    base = Closure(
        id=66,
        episode_id=31,
        closed_on=date(2026, 11, 19),
        reason="reached",
        detail="目標を達成し、養育環境が改善した。",
        agreed_on=date(2026, 11, 18),
        participants="課長、係長、保健師、派遣団体、母",
        follow_on="乳児家庭全戸訪問と乳児健診で継続して確認する",
        handed_to="母子保健担当",
    )
    return replace(base, **more)


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
