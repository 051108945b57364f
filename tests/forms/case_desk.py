"""What the nurse wrote in the rich case: surveys, plans, notes, evaluation, closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from saroma_desk.domain.case import Closure, Evaluation, GoalResult, ProgressNote
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Screening, Severity
from tests.forms.case_family import RARE_MOTHER
from tests.forms.case_office import programme

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
