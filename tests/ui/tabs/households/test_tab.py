from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from saroma_desk.domain.household import LegalStatus, Member
from saroma_desk.forms import substitutes
from saroma_desk.services import households, intake
from saroma_desk.services.paper_switches import Substitute
from saroma_desk.ui.dialogs.explain import ExplainDialog
from saroma_desk.ui.tabs.households import texts
from saroma_desk.ui.widgets.record_table import ROW_HEIGHT
from tests.services.builders import CAREGIVER, Case, take_in
from tests.ui.kana import commit
from tests.ui.tabs.nurse import Nurse


def shown(nurse: Nurse) -> Any:
    return nurse.go("households").view.shown.detail


def opened(nurse: Nurse, family: Case) -> Any:
    tab = nurse.go("households")
    nurse.choose(family.household_id)
    return tab


def person(tab: Any, number: int) -> Any:
    return tab.intake.editor.cell("members").widget.cards[number].grid.cells


def type_name(nurse: Nurse, tab: Any, number: int, name: str, kana: str) -> None:
    boxes = person(tab, number)["name"].widget.inputs()
    commit(boxes[0], name)
    boxes[1].selectAll()
    commit(boxes[1], kana)


def test_choosing_a_row_shows_the_family_and_makes_it_current(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("households")
    tab.table.setFocus()
    nurse.bot.keyClick(tab.table, Qt.Key.Key_Down)
    assert nurse.window.desk.current_household == family.household_id
    assert tab.view.facts.texts()["住所"] == "佐呂間町字永代町1番地"
    assert [m.name for m in tab.view.people.table.records.rows] == ["佐呂間　花子", "佐呂間　一郎"]


def test_f2_takes_a_family_in(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    type_name(nurse, tab, 0, "若佐　ゆり", "わかさ　ゆり")
    type_name(nurse, tab, 1, "若佐　空", "わかさ　そら")
    nurse.fill(tab.intake.editor, route=8, summary="夜間の授乳で疲れている。")
    nurse.key(Qt.Key.Key_F12)
    (row,) = households.list_households(nurse.ctx)
    assert (row.name, row.kana, row.route) == ("若佐　ゆり", "わかさ　ゆり", "other")
    assert nurse.window.desk.current_household == row.household_id
    assert tab.view.facts.texts()["主訴・概要"] == "夜間の授乳で疲れている。"


def test_people_of_an_intake_are_counted_as_people_and_the_way_back_is_beside_the_way_on(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    people = tab.intake.editor.cell("members").widget
    assert [card.number.text() for card in people.cards] == ["1人目", "2人目"]
    commit(person(tab, 1)["birth_date"].widget.inputs()[0], "R8.13.1")
    (wrong,) = (p for p in people.problems() if p.field == "1.birth_date")
    assert wrong.message.startswith("2人目：")
    nurse.said.answer_with("discard")
    buttons = tab.intake.editor.buttons
    (back,) = (b for b in buttons.findChildren(QPushButton) if b.text() == "戻る")
    assert back.parentWidget() is buttons.save.parentWidget()
    nurse.press(buttons, "戻る")
    assert not tab.intake.isVisible()


def test_in_a_low_window_the_opened_page_of_a_family_takes_the_place_of_its_head(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    nurse.window.resize(910, 485)
    QApplication.processEvents()
    tab.view.pages.setCurrentIndex(1)
    bar = tab.view.pages.tabBar()
    assert tab.view.viewport().rect().contains(bar.mapTo(tab.view.viewport(), bar.rect().center()))
    assert tab.view.statuses.table.height() >= 3 * ROW_HEIGHT
    assert tab.view.copay.table.height() >= 3 * ROW_HEIGHT


def test_an_intake_without_a_name_is_refused_at_its_field_and_keeps_the_rest(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    nurse.fill(tab.intake.editor, summary="電話あり")
    nurse.key(Qt.Key.Key_F12)
    assert person(tab, 0)["name"].error()
    assert tab.intake.editor.read()["summary"] == "電話あり"
    assert households.list_households(nurse.ctx) == ()


def test_a_family_that_may_be_known_is_named_while_typing(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    nurse.fill(tab.intake.editor, **{"household.phone": "01587-2-0001"})
    tab.intake.look()
    assert tab.intake.same_head.text() == texts.duplicates_head(1)
    nurse.said.answer_with("discard")
    nurse.press(tab.intake, texts.OPEN)
    assert nurse.window.desk.current_household == family.household_id


def test_rare_and_unprintable_kanji_are_told_while_typing(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    type_name(nurse, tab, 0, "𠮷田\ue000", "よしだ")
    tab.intake.look()
    tab.intake.guard.check()
    assert "U+E000" in tab.intake.guard.words.text()
    assert "U+20BB7" not in tab.intake.guard.words.text()
    entry = Substitute(character="\ue000", drawn="山", valid_from=tab.desk.today, note="本人に確かめた")
    substitutes.register(tab.desk.ctx, entry)
    tab.intake.guard.check()
    assert "登録した代わりの字「山」" in tab.intake.guard.words.text()


def test_an_address_is_changed_in_its_dialog(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    nurse.press(tab, "世帯を編集")
    nurse.accept(address="佐呂間町字若佐2番地", address_protected=True)
    assert tab.view.facts.texts()["住所"] == "佐呂間町字若佐2番地"
    assert nurse.window.household.protected.isVisible()


def test_enter_on_a_person_edits_it(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    tab.view.people.table.choose(tab.view.shown.detail.members[0].id)
    nurse.bot.keyClick(tab.view.people.table, Qt.Key.Key_Return)
    nurse.accept(occupation="酪農")
    assert shown(nurse).members[0].occupation == "酪農"


def test_a_person_is_added_and_leaves_again(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    nurse.press(tab, "世帯員を追加")
    nurse.accept(name="佐呂間　ウメ", relation="祖母")
    added = shown(nurse).members[-1]
    assert (added.name, added.relation) == ("佐呂間　ウメ", "祖母")
    tab.view.people.table.choose(added.id)
    nurse.press(tab, "転出・離脱")
    nurse.accept(left_on="R8.6.10")
    assert shown(nurse).members[-1].left_on == date(2026, 6, 10)


def test_a_legal_class_and_a_copay_class_begin_on_their_days(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    tab.view.pages.setCurrentIndex(1)
    nurse.press(tab, "法上の区分を記録")
    nurse.accept(member_id=2, status=1, valid_from="R8.6.1", basis="受理会議")
    nurse.press(tab, "利用世帯の区分を決める")
    nurse.accept(copay_class=1, valid_from="R8.6.1", evidence="町台帳確認")
    detail = shown(nurse)
    assert [(s.status, s.valid_from) for s in detail.statuses] == [(LegalStatus.NEEDS_SUPPORT, date(2026, 6, 1))]
    assert [(c.copay_class, c.evidence) for c in detail.copay_classes] == [("tax_exempt", "町台帳確認")]


def test_a_birth_ends_the_pregnancy(nurse: Nurse, family: Case) -> None:
    mother = Member(household_id=family.household_id, name="佐呂間　夏", due_date=date(2026, 6, 14), fetuses=2)
    intake.save_member(nurse.ctx, mother)
    tab = opened(nurse, family)
    nurse.press(tab, "出生を記録")
    cards = nurse.box.editor.cell("children").widget.cards
    assert len(cards) == 2
    for card, name in zip(cards, ("佐呂間　海", "佐呂間　陸"), strict=True):
        commit(card.grid.cells["name"].widget.inputs()[0], name)
    nurse.accept()
    members = shown(nurse).members
    assert [m.multiple_group for m in members[-2:]] == ["2026-06-15"] * 2
    assert members[2].due_date is None


def test_an_agency_is_added_and_removed_after_asking(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    tab.view.pages.setCurrentIndex(2)
    nurse.press(tab, "機関を追加")
    nurse.accept(name="町立保育所", contact="主任")
    tab.view.agencies.table.choose(shown(nurse).agencies[0].id)
    nurse.said.answer_with("remove")
    nurse.press(tab, "削除")
    assert shown(nurse).agencies == ()


def test_history_goes_to_what_happened(nurse: Nurse, family: Case) -> None:
    family.survey()
    tab = opened(nurse, family)
    tab.view.pages.setCurrentIndex(3)
    row = next(r for r in tab.view.shown.history if r.entry.kind == "survey")
    tab.view.history.table.choose(row.id)
    nurse.bot.keyClick(tab.view.history.table, Qt.Key.Key_Return)
    assert nurse.window.tab_bar.currentIndex() == 2


def test_a_closed_case_is_taken_in_again(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    family.evaluate()
    family.close()
    tab = opened(nurse, family)
    tab.view.pages.setCurrentIndex(2)
    nurse.press(tab, "再開")
    nurse.accept(route=8)
    assert [e.number for e in shown(nurse).episodes] == [1, 2]


def test_what_was_typed_is_asked_for_before_it_is_left(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    nurse.fill(tab.intake.editor, summary="途中")
    nurse.said.answer_with("back", "discard")
    nurse.key(Qt.Key.Key_Escape)
    assert tab._pages.currentWidget() is tab.intake
    nurse.key(Qt.Key.Key_Escape)
    assert tab._pages.currentWidget() is not tab.intake


def test_the_list_can_be_narrowed_to_a_state(nurse: Nurse, family: Case) -> None:
    take_in(nurse.ctx, family.clock, members=(CAREGIVER,))
    family.survey()
    tab = nurse.go("households")
    tab.states.setCurrentIndex(1)
    tab.states.activated.emit(1)
    assert tab.table.records.rowCount() == 1


def test_every_word_of_the_tab_is_japanese(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    words = [w.text() for w in [*tab.findChildren(QPushButton), *tab.findChildren(QLabel)] if w.text()]
    assert [w for w in words if w.isascii() and w.isalpha()] == []


def test_a_birthday_to_come_is_told_at_its_person(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    type_name(nurse, tab, 0, "若佐　ゆり", "わかさ　ゆり")
    type_name(nurse, tab, 1, "若佐　空", "わかさ　そら")
    nurse.bot.keyClicks(person(tab, 1)["birth_date"].widget.box, "R8.12.1")
    nurse.fill(tab.intake.editor, route=8)
    nurse.key(Qt.Key.Key_F12)
    assert person(tab, 1)["birth_date"].error()
    assert not person(tab, 0)["birth_date"].error()


def test_f4_explains_the_ages_of_a_family(nurse: Nurse, family: Case) -> None:
    opened(nurse, family)
    nurse.key(Qt.Key.Key_F4)
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExplainDialog) and w.isVisible())
    assert any("2か月" in label.text() for label in box.findChildren(QLabel))
    box.close()


def test_one_programme_shows_no_column_for_it(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    for table in (tab.table, tab.view.episodes.table, tab.view.history.table):
        number = next(n for n, c in enumerate(table.records.columns) if c.key == "programme")
        assert table.isColumnHidden(number)
