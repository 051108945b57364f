"""A box tells what follows before it is confirmed."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.services import helping
from tests.services.builders import Case
from tests.ui.tabs.nurse import Nurse


def told(nurse: Nurse) -> str:
    label = nurse.box.findChild(QLabel, "foresight")
    return label.text() if label.isVisible() else ""


def test_another_class_tells_what_becomes_of_the_copay(nurse: Nurse, family: Case) -> None:
    helping.answer_all(nurse.ctx)
    helped = helping.apply(family, helping.team(nurse.ctx))
    helped.approve()
    tab = nurse.go("households")
    nurse.choose(family.household_id)
    tab.view.pages.setCurrentIndex(1)
    nurse.press(tab.view, "利用世帯の区分を決める")
    assert told(nurse) == ""
    nurse.fill(nurse.box.editor, copay_class=0)
    assert "利用者負担" in told(nurse)
    nurse.box.editor.revert()
    nurse.box.reject()


def test_another_address_tells_whom_to_inform(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("households")
    nurse.choose(family.household_id)
    nurse.press(tab.view, "世帯を編集")
    assert told(nurse) == ""
    nurse.fill(nurse.box.editor, address="佐呂間町字若佐2番地")
    assert "佐呂間町字若佐2番地" in told(nurse)
    nurse.box.editor.revert()
    nurse.box.reject()
