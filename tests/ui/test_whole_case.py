"""One family through the whole 要領, as a person does it: by keyboard alone, and with mouse and keys."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt

from saroma_desk.domain.claim import ClaimStatus
from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, documents, households, snapshots
from tests.services import helping
from tests.ui.tabs.conftest import clock, ctx, empty_office, nurse, one_derivation
from tests.ui.tabs.nurse import Nurse
from tests.ui.walk import Keyboard

__all__ = ["clock", "ctx", "empty_office", "nurse", "one_derivation"]

Key = Qt.Key


@pytest.fixture
def keyboard(nurse: Nurse) -> Keyboard:
    """A person without a mouse in an office that has its provider, prices and answers."""
    helping.answer_all(nurse.ctx, **{"reports.due_day": "10"})
    helping.team(nurse.ctx)
    return Keyboard(nurse.window)


def case(nurse: Nurse) -> CaseSnapshot:
    """What is stored of the one family."""
    (row,) = households.list_households(nurse.ctx)
    assert row.episode_id is not None
    return snapshots.snapshot(nurse.ctx, row.episode_id)


def take_in(k: Keyboard) -> None:
    """世帯, F2: mother, child, address, route and summary."""
    k.ctrl(Key.Key_2)
    k.press(Key.Key_F2)
    for name, kana in (("若佐　ゆり", "わかさ　ゆり"), ("若佐　空", "わかさ　そら")):
        k.write(name)
        k.press(Key.Key_Return)
        k.enter_in("氏名/氏名 ふりがな", kana)
        if name == "若佐　空":
            k.enter_in("生年月日", "R8.4.10")
        k.go_to("世帯員/除く")
        k.press(Key.Key_Tab)
    k.enter_in("住所", "佐呂間町字若佐1番地")
    k.choose("把握経路", "母子保健事業")
    k.enter_in("主訴・概要", "夜間の授乳で疲れている。")
    k.press(Key.Key_F12)


def survey(k: Keyboard) -> None:
    """スクリーニング: one key for each indicator; the services that are proposed."""
    k.ctrl(Key.Key_Return)
    k.write("1")
    k.write("3" * 27)
    k.alt("S")
    k.choose("支援種別", "家事・育児援助")
    k.press(Key.Key_F12)


def judge(k: Keyboard) -> None:
    """The judgement with its reason and group."""
    k.alt("J")
    k.choose("支援の必要性", "有")
    k.enter_in("判断の理由", "面接と訪問の所見による。")
    k.choose("対象区分", "出産後")
    k.press(Key.Key_F12)


def plan(k: Keyboard) -> None:
    """様式10号 with one goal, decided."""
    k.ctrl(Key.Key_Return)
    k.go_to("＋ 目標を追加")
    k.press(Key.Key_Space)
    k.choose("目標の別", "短期")
    k.enter_in("目標", "夜に続けて眠れる")
    k.press(Key.Key_F12)
    k.alt("K")
    k.press(Key.Key_F12)


def apply(k: Keyboard) -> None:
    """様式1号, asking for one visit more than 要領10 allows."""
    k.ctrl(Key.Key_Return)
    for place, text in (
        ("申請日", "R8.6.12"),
        ("受付日", "R8.6.12"),
        ("開始日", "R8.6.15"),
        ("終了日", "R8.9.14"),
        ("派遣回数", "16"),
        ("週の回数", "2"),
        ("1回の時間", "90"),
        ("時間帯の始まり", "10"),
        ("時間帯の終わり", "12"),
    ):
        k.enter_in(place, text)
    k.choose("援助の内容", "②")
    k.press(Key.Key_F12)


def settle_class(k: Keyboard) -> None:
    """世帯, 区分: the copay class that the town found out."""
    k.ctrl(Key.Key_2)
    k.alt("G")
    k.alt("C")
    k.choose("利用世帯の区分", "その他")
    k.enter_in("適用開始日", "R8.4.1")
    k.enter_in("確認資料", "町台帳確認")
    k.press(Key.Key_F12)


def approve(k: Keyboard) -> None:
    """承認: sixteen visits need a reason, which is given in its own box."""
    k.ctrl(Key.Key_Return)
    k.press(Key.Key_F12)
    assert k.reads("要領10(2)")
    k.enter_in("理由", "きょうだいの入院のため")

    k.enter_in("認めた人", "保健福祉課長")
    k.press(Key.Key_F12)


def issue(k: Keyboard, place_in_menu: int, number: str) -> None:
    """A paper from the menu of Ctrl+P, with its number."""
    k.ctrl(Key.Key_P)
    k.press(Key.Key_Down, times=place_in_menu)
    k.press(Key.Key_Return)
    k.enter_in("文書番号", number)
    k.go_to("施行して固定する")
    k.press(Key.Key_Space)
    assert k.reads(number)
    k.press(Key.Key_Escape)


def schedule(k: Keyboard) -> None:
    """訪問予定: Monday and Thursday of the first week, by arrows and Enter."""
    k.alt("3")
    for days in (0, 3):
        k.press(Key.Key_Right, times=days)
        k.press(Key.Key_Return)
        k.choose("ヘルパー", "双葉　一")
        k.press(Key.Key_F12)


def report(k: Keyboard) -> None:
    """活動実績: Enter confirms each row."""
    k.press(Key.Key_F5)
    k.alt("4")
    k.press(Key.Key_Return, times=2)
    k.press(Key.Key_F12)
    assert k.reads("この月 2回")
    k.alt("C")
    k.choose("支援計画との一致", "一致")
    k.press(Key.Key_F12)


def claim(k: Keyboard) -> None:
    """請求: computed, received, accepted, inspected, paid."""
    k.ctrl(Key.Key_6)
    k.alt("A")
    k.alt("R")
    k.enter_in("請求金額", "4360")
    k.enter_in("添付の様式7号", "1")
    k.press(Key.Key_F12)
    assert k.reads("差異はありません")
    for letter, place, text in (("J", "受理日", "R8.7.10"), ("K", "検査員", "財政係"), ("S", "支出番号", "123")):
        k.alt(letter)
        k.enter_in(place, text)
        k.press(Key.Key_F12)
    assert k.reads("支払済")


def evaluate(k: Keyboard) -> None:
    """評価・終結: the goal was reached."""
    k.ctrl(Key.Key_4)
    k.alt("Z")
    k.press(Key.Key_F2)
    k.choose("達成の度合い", "達成")
    k.choose("方針", "終結")
    k.enter_in("方針の理由", "目標を達成した。")
    k.press(Key.Key_F12)


def close(k: Keyboard) -> None:
    """終結 with everything that 要領6(5) names; the dispatch still runs, so a reason is asked for."""
    k.alt("L")
    k.choose("終結の理由", "目標")
    k.enter_in("協議の年月日", "R8.7.10")
    k.enter_in("協議の参加者", "保健師、保育士")
    k.enter_in("終結後の支援体制", "乳幼児健診で見守る。")
    k.press(Key.Key_F12)
    assert k.reads("申請又は派遣がまだ終わっていません。")
    k.enter_in("理由", "残りの回数は利用しないと確認した。")
    k.enter_in("認めた人", "保健福祉課長")
    k.press(Key.Key_F12)


IN_JUNE = (
    (take_in, "受理", "対象世帯を調査する"),
    (survey, "調査中", "支援の必要性を判断する"),
    (judge, "計画", "支援計画を作成する"),
    (plan, "支援中", "利用の申請を受け付ける"),
    (apply, "支援中", "ヘルパー派遣の可否を決定する"),
    (settle_class, "支援中", "ヘルパー派遣の可否を決定する"),
    (approve, "支援中", "派遣の承認を通知する"),
    (partial(issue, place_in_menu=3, number="佐保福第12号"), "支援中", "派遣団体に派遣を依頼する"),
    (partial(issue, place_in_menu=2, number="佐保福第13号"), "支援中", "訪問の予定を組む"),
    (schedule, "支援中", "支援を評価する"),
)
IN_JULY = (
    (report, "支援中", "支援を評価する"),
    (claim, "支援中", "支援を評価する"),
    (evaluate, "評価", "終結を協議して決定する"),
    (close, "終結", "終結した記録を綴じる"),
)


def test_a_case_by_keyboard_alone(nurse: Nurse, keyboard: Keyboard, clock: FixedClock) -> None:
    """After each act the state and the next step at the top of the window are read."""
    for day, steps in ((date(2026, 6, 15), IN_JUNE), (date(2026, 7, 10), IN_JULY)):
        clock.move_to(day)
        for step, state, next_step in steps:
            step(keyboard)
            assert keyboard.stands == (state, next_step)
    found = case(nurse)
    (help_case,) = found.help_cases
    assert [v.status for v in help_case.visits] == [VisitStatus.DONE] * 2
    assert {e.rule for e in found.exceptions} == {"visits", "closing.dispatch"}
    assert found.closure is not None
    assert [p.number for p in documents.papers(nurse.ctx)] == ["佐保福第13号", "佐保福第12号"]
    assert [row.claim.status for row in claims.list_claims(nurse.ctx) if row.claim] == [ClaimStatus.PAID]
    assert nurse.said.told == []
