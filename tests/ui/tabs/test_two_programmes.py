"""One family in two programmes at the window: which record belongs to which is said, and asked where it matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, closing, households, yearly
from saroma_desk.services.context import AppContext
from saroma_desk.ui.dialogs import paper_reading
from tests.services import builders, helping, twoprogrammes
from tests.services.builders import Case
from tests.services.twoprogrammes import FAMILY, OWN_WORD, SECOND_WORD, beside
from tests.ui.tabs.nurse import Nurse

SECOND = "子育て世帯訪問支援事業"


@pytest.fixture
def ctx(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """An office that runs both programmes."""
    with twoprogrammes.office(empty_office, tmp_path, clock) as ctx:
        yield ctx


@pytest.fixture
def second(family: Case) -> Case:
    """The family's case in the second programme."""
    draft = builders.draft(family=FAMILY, received_on=date(2026, 6, 8))
    return Case(family.ctx, family.clock, closing.reopen(family.ctx, family.household_id, draft).value)


def programmes(table: Any) -> list[str]:
    """What the list's column says of each row; nothing while the column is hidden."""
    number = next(n for n, c in enumerate(table.records.columns) if c.key == "programme")
    if table.isColumnHidden(number):
        return []
    return [table.records.index(line, number).data() for line in range(table.records.rowCount())]


def test_a_known_family_is_taken_into_another_programme(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("households")
    nurse.choose(family.household_id)
    tab.view.pages.setCurrentIndex(2)
    nurse.press(tab, "別の事業でも受理")
    assert nurse.box.editor.read()["family"] == FAMILY
    nurse.accept(route=8, agency="町立保育所")
    (row,) = households.list_households(nurse.ctx)
    assert [c.programme for c in row.cases] == [OWN_WORD, SECOND_WORD]
    assert [r.agency for r in households.household_detail(nurse.ctx, family.household_id).referrals] == ["町立保育所"]
    assert [c.text for c in nurse.window.household.states if c.text] == [
        f"受理（{OWN_WORD}）",
        f"受理（{SECOND_WORD}）",
    ]
    assert programmes(tab.view.episodes.table) == [SECOND_WORD, OWN_WORD]
    assert not tab.view._reopen.isEnabled()


def test_a_new_family_is_asked_for_its_programme(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Qt.Key.Key_F2)
    editor = tab.intake.editor
    assert editor.read()["family"] == "saroma-youiku"
    nurse.fill(editor, family=1, route=8)
    card = editor.cell("members").widget.cards
    card[0].grid.cells["name"].widget.inputs()[0].setText("若佐　ゆり")
    card[1].grid.cells["name"].widget.inputs()[0].setText("若佐　空")
    nurse.key(Qt.Key.Key_F12)
    (row,) = households.list_households(nurse.ctx)
    assert row.programme == SECOND_WORD


def test_the_strip_names_the_programme_of_each_step(nurse: Nurse, family: Case, second: Case) -> None:
    nurse.go("households")
    nurse.choose(family.household_id)
    steps = nurse.window.strip.steps
    assert [s.label for s in steps] == [f"{OWN_WORD}：対象世帯を調査する", f"{SECOND_WORD}：対象世帯を調査する"]
    nurse.window.desk.do_step(steps[1])
    assert len(second.now.screenings) == 1
    assert family.now.screenings == ()


def test_f2_asks_which_programme_a_survey_is_for(nurse: Nurse, family: Case, second: Case) -> None:
    nurse.go("screening")
    nurse.choose(family.household_id)
    nurse.said.answer_with("back", str(second.episode.id))
    nurse.key(Qt.Key.Key_F2)
    assert (family.now.screenings, second.now.screenings) == ((), ())
    nurse.key(Qt.Key.Key_F2)
    assert len(second.now.screenings) == 1
    assert [label for _, label in nurse.said.asked[0].answers][:2] == ["養育支援訪問事業", SECOND]


def test_an_application_belongs_to_the_programme_that_was_answered(nurse: Nurse, family: Case, second: Case) -> None:
    tab = nurse.go("dispatches")
    nurse.choose(family.household_id)
    nurse.said.answer_with(str(second.episode.id))
    nurse.key(Qt.Key.Key_F2)
    nurse.fill(tab.editor, applied_on="R8.6.15", received_on="R8.6.15")
    nurse.key(Qt.Key.Key_F12)
    assert len(second.now.help_cases) == 1
    assert family.now.help_cases == ()
    assert programmes(tab.table) == [SECOND_WORD]


def test_lists_papers_claims_and_years_tell_the_programmes_apart(nurse: Nurse, family: Case) -> None:
    team = helping.team(nurse.ctx)
    one = helping.apply(family, team)
    one.approve()
    other = beside(one, team)
    rows = [f.done(date(2026, 6, d)) for f, d in ((one, 15), (other, 16))]
    family.clock.move_to(date(2026, 7, 3))
    one.report(rows[0])
    other.report(rows[1])
    nurse.choose(family.household_id)
    for tab_id in ("today", "screening", "plans", "dispatches"):
        assert {OWN_WORD, SECOND_WORD} <= set(programmes(nurse.go(tab_id).table)), tab_id
    papers = nurse.go("documents")
    papers.views["case"].click()
    assert set(programmes(papers.table)) == {OWN_WORD, SECOND_WORD}
    desk = nurse.go("claims")
    assert programmes(desk.table) == [OWN_WORD, SECOND_WORD]
    desk.table.choose(f"provider:{team.provider.id}:2026-06:{FAMILY}")
    assert desk.programme.accessibleName() == SECOND_WORD
    nurse.press(desk, "計算")
    assert [(r.programme, r.claim is not None) for r in claims.list_claims(nurse.ctx)] == [
        (OWN_WORD, False),
        (SECOND_WORD, True),
    ]
    year = nurse.go("reports")
    assert year.programmes.isVisible()
    year.programmes.setCurrentIndex(1)
    year.programmes.activated.emit(1)
    assert year._data.programme.family == FAMILY


@pytest.mark.parametrize("width", [910, 1366])
def test_what_a_narrow_list_leaves_out_stands_above_the_detail(nurse: Nurse, family: Case, width: int) -> None:
    """At 150 % of a small screen no list has to be moved sideways to see where a case stands."""
    team = helping.team(nurse.ctx)
    one = helping.apply(family, team)
    one.approve()
    other = beside(one, team)
    other.done(date(2026, 6, 15))
    nurse.window.resize(width, 485)
    for tab_id, key in (
        ("dispatches", other.application.id),
        ("claims", f"provider:{team.provider.id}:2026-06:{FAMILY}"),
    ):
        tab = nurse.go(tab_id)
        tab.table.choose(key)
        head = tab.acts if tab_id == "dispatches" else tab
        assert tab.table.horizontalScrollBar().maximum() == 0, tab_id
        assert head.programme.accessibleName() == SECOND_WORD
        assert width < 1366 or SECOND_WORD in programmes(tab.table)


def test_each_programme_has_its_own_cells_to_fill(nurse: Nurse, family: Case) -> None:
    year = nurse.go("reports")
    year.show_page(3)

    def show(programme: int) -> None:
        year.programmes.setCurrentIndex(programme)
        year.programmes.activated.emit(programme)

    key = "text.outline"
    show(1)
    assert year.entries.sections.item(0).text() == SECOND
    nurse.fill(year.entries.editor, **{key: "学校の近くで助ける"})
    nurse.key(Qt.Key.Key_F12)
    show(0)
    assert year.entries.editor.read()[key] == ""
    assert (yearly.figures(nurse.ctx, 2026), yearly.figures(nurse.ctx, 2026, FAMILY)[key]) == ({}, "学校の近くで助ける")


def test_a_year_before_the_programme_leaves_what_was_shown(nurse: Nurse, family: Case) -> None:
    builders.take_in(nurse.ctx, family.clock, received_on=date(2026, 2, 2))
    year = nurse.go("reports")
    year.programmes.setCurrentIndex(1)
    year.programmes.activated.emit(1)
    year.years.setCurrentIndex(1)
    year.years.activated.emit(1)
    assert (year.year, year.family) == (2026, FAMILY)
    assert "要領がありません" in nurse.said.told[-1].text


def test_the_empty_form_of_a_case_is_of_its_programme(family: Case, second: Case) -> None:
    for case, name in ((family, "佐呂間町養育支援訪問事業"), (second, "練習町子育て世帯訪問支援事業")):
        wanted = paper_reading.Wanted(form="form09", subject_key="", episode_id=case.episode.id)
        shown = paper_reading.read_current(case.ctx, wanted, "", paper_reading.Shape.BLANK)
        assert name in PdfReader(BytesIO(shown.content)).pages[0].extract_text()


def test_the_folder_is_of_the_case_that_was_answered(nurse: Nurse, family: Case, second: Case) -> None:
    family.survey()
    second.survey()
    tab = nurse.go("documents")
    nurse.choose(family.household_id)
    nurse.said.answer_with("back")
    tab.open_bundle()
    assert [q.message.code for q in nurse.said.asked] == ["which_case"]
