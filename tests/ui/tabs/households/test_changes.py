"""「家族の変化」: the box tells what follows, and afterwards the window shows what is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from saroma_desk.domain.household import Role
from saroma_desk.services import intake, tasks
from tests.services import builders, helping
from tests.services.builders import Case
from tests.ui.tabs.nurse import Nurse


@pytest.fixture
def helped(nurse: Nurse, family: Case) -> helping.Helped:
    """A family with a child, helped since today."""
    helped = helping.apply(family, helping.team(nurse.ctx))
    helped.approve()
    helped.schedule(date(2026, 6, 18), date(2026, 6, 22))
    return helped


def begin(nurse: Nurse, family: Case, place: int) -> Any:
    """Open the menu by its key and the change at that place by its number."""
    tab = nurse.go("households")
    nurse.choose(family.household_id)
    tab.view.changes.menu().actions()[place - 1].trigger()
    return tab


def told(nurse: Nurse) -> str:
    label = nurse.box.findChild(QLabel, "foresight")
    return label.text() if label.isVisible() else ""


def strip(nurse: Nurse) -> list[str]:
    return [step.label for step in nurse.window.strip.steps]


def test_the_menu_opens_by_its_key_and_its_numbers(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("households")
    nurse.choose(family.household_id)
    menu = tab.view.changes.menu()
    shown: list[bool] = []
    menu.aboutToShow.connect(lambda: shown.append(True))
    menu.aboutToShow.connect(menu.close)  # a menu runs its own loop until it closes
    nurse.bot.keyClick(nurse.window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    nurse.bot.waitUntil(lambda: bool(shown))
    assert [a.text()[-3:] for a in menu.actions()] == [f"{n})…" for n in range(1, 8)]


def test_twins_found_out_about_are_told_and_then_due(nurse: Nurse, helped: helping.Helped) -> None:
    twin = replace(
        builders.CHILD, household_id=helped.case.household_id, name="佐呂間　二郎", joined_on=date(2026, 6, 16)
    )
    intake.save_member(nurse.ctx, twin)
    helped.case.clock.move_to(date(2026, 6, 16))
    begin(nurse, helped.case, 2)
    assert told(nurse) == ""
    nurse.box.editor.cell("children").widget._buttons[0].click()
    nurse.box.editor.cell("children").widget._buttons[1].click()
    assert "15回から30回になります" in told(nurse)
    assert "承認した回数は15回のまま" in told(nurse)
    assert told(nurse).endswith("このあと作る様式：2号・3号")
    nurse.accept()
    assert "多胎" in nurse.window.household.child.text()
    assert any("30回まで変更を承認できます" in label for label in strip(nurse))
    nurse.window.desk.do_step(next(s for s in nurse.window.strip.steps if "30回まで" in s.label))
    assert nurse.box.windowTitle() == "変更承認"
    nurse.box.reject()


def test_moving_out_is_told_and_its_cancellation_comes_next(nurse: Nurse, helped: helping.Helped) -> None:
    begin(nurse, helped.case, 4)
    nurse.fill(nurse.box.editor, left_on="R8.6.20", destination="北見市")
    for part in (
        "令和8年6月20日に転出します",
        "要領13(1)①",
        "予定の訪問が1件",
        "様式６号",
        "引継ぎ",
        "このあと作る様式：6号・10号",
    ):
        assert part in told(nurse)
    nurse.accept()
    assert strip(nurse)[0] == "転出による取消を決定する"
    nurse.window.strip.do_step()
    box = nurse.box
    assert box.windowTitle() == "利用の取消"
    nurse.accept()
    assert helped.case.now.help_cases[0].cancellation is not None
    assert helped.case.now.help_cases[0].cancellation.cancelled_on == date(2026, 6, 20)
    assert strip(nurse)[0] == "取消を通知する"


def test_a_divorce_tells_of_applicant_and_class_and_asks_again_afterwards(nurse: Nurse, helped: helping.Helped) -> None:
    helped.case.clock.move_to(date(2026, 6, 16))
    begin(nurse, helped.case, 6)
    assert told(nurse) == ""
    nurse.box.editor.cell("leaving").widget._buttons[0].click()
    assert "申請者（利用者）が世帯を離れます" in told(nurse)
    assert "利用世帯の区分（今は「その他の世帯」）を確かめ直して" in told(nurse)
    nurse.accept()
    assert {"applicant_check", "class_check"} <= {t.kind for t in tasks.tasks(nurse.ctx)}
    assert any("申請者が世帯を離れています" in label for label in strip(nurse))


def test_somebody_who_came_back_is_here_again(nurse: Nurse, helped: helping.Helped) -> None:
    tab = begin(nurse, helped.case, 4)
    nurse.accept()
    mother = next(m for m in helped.case.now.members if m.role is Role.CAREGIVER)
    assert mother.left_on == date(2026, 6, 15)
    tab.view.people.table.choose(mother.id)
    nurse.press(tab, "編集")
    day = nurse.box.editor.cell("left_on").widget.inputs()[0]
    day.selectAll()
    nurse.bot.keyClick(day, Qt.Key.Key_Delete)
    nurse.accept()
    assert helped.case.now.members[0].left_on is None


def test_a_person_is_edited_without_a_word_until_it_matters(nurse: Nurse, helped: helping.Helped) -> None:
    tab = nurse.go("households")
    nurse.choose(helped.case.household_id)
    tab.view.people.table.choose(helped.case.now.members[1].id)
    nurse.press(tab, "編集")
    nurse.fill(nurse.box.editor, occupation="―")
    assert told(nurse) == ""
    nurse.fill(nurse.box.editor, role=3)
    assert "対象児童も妊婦もいなくなります" in told(nurse)
    nurse.box.editor.revert()
    nurse.box.reject()


def test_a_family_without_twins_to_be_is_told_so(nurse: Nurse, family: Case) -> None:
    begin(nurse, family, 2)
    assert "2人以上の対象児童もいません" in nurse.window.notice.text.text()
