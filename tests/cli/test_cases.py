"""The command line of an office that runs two programmes: it makes what was named, and never guesses."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from saroma_desk.bootstrap import open_context
from saroma_desk.cli.app import run
from saroma_desk.domain.case import Episode
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import closing, intake
from tests.services import builders
from tests.services.twoprogrammes import DATA, FAMILY

from .conftest import WORDS, Desk, NoScreens
from .test_bad_input import Refused

OWN = "saroma-youiku（養育支援訪問事業）"
SECOND = "invented-kosodate（子育て世帯訪問支援事業）"
CASE = "--case R8-0001"
CALLS = (f"form 9 {CASE} --out OUT", f"bundle {CASE} --out OUT")


@pytest.fixture
def both(desk: Desk) -> Desk:
    """The desk whose office runs a second programme beside the first."""
    shutil.copytree(DATA, desk.folder / "programmes")
    return desk


@pytest.fixture
def once(both: Desk) -> Desk:
    """Its one family, surveyed in the programme that it is in."""
    survey(both)
    return both


@pytest.fixture
def twice(both: Desk) -> Desk:
    """Its one family, taken into the second programme too, and surveyed in each."""
    survey(both, builders.draft(family=FAMILY, received_on=date(2026, 6, 8)))
    return both


def survey(desk: Desk, *more: intake.IntakeDraft) -> None:
    """Take the family in again, and survey it in all of its cases."""
    clock = FixedClock(date(2026, 6, 15))
    with open_context(desk.folder, passphrase=WORDS, user="保健師", clock=clock) as ctx:
        for draft in more:
            closing.reopen(ctx, 1, draft)
        with ctx.read() as read:
            episodes = read.list(Episode, order_by="number")
        for episode in episodes:
            builders.Case(ctx, clock, episode).survey()


def done(desk: Desk, line: str) -> Path:
    """Make a call that must go well; the file that it wrote."""
    assert run([*desk.words(line), *desk.place], NoScreens()) == 0
    return desk.root / "出力.pdf"


def text(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.mark.parametrize("line", CALLS)
def test_a_case_in_two_programmes_is_asked_for_the_programme(line: str, twice: Desk, refused: Refused) -> None:
    said = refused(twice, [*twice.words(line), *twice.place], 2)
    assert said.startswith("R8-0001 の世帯は、いま2つの事業で支援しています。--programme でどちらか")
    assert OWN in said
    assert SECOND in said


@pytest.mark.parametrize("line", CALLS)
@pytest.mark.parametrize(
    ("programme", "there"),
    [("saroma-youiku", False), ("saroma-youiku-2016", False), (FAMILY, True), ("invented-kosodate-2026", True)],
)
def test_the_named_case_is_made(line: str, programme: str, there: bool, twice: Desk) -> None:
    paper = text(done(twice, f"{line} --programme {programme}"))
    assert ("子育て世帯訪問支援" in paper) is there
    assert ("養育支援訪問" in paper) is not there


@pytest.mark.parametrize("programme", ["", " --programme saroma-youiku"])
@pytest.mark.parametrize("line", CALLS)
def test_with_one_open_case_nobody_is_asked(line: str, programme: str, once: Desk) -> None:
    assert "養育支援訪問" in text(done(once, line + programme))


def test_a_case_that_is_not_in_the_programme_is_told(both: Desk, refused: Refused) -> None:
    line = f"bundle {CASE} --out OUT --programme {FAMILY}"
    assert "子育て世帯訪問支援事業では受理していません" in refused(both, [*both.words(line), *both.place], 1)


def test_an_empty_form_is_in_the_words_of_the_programme(both: Desk) -> None:
    assert "練習町子育て世帯訪問支援事業" in text(done(both, f"form 3 --blank --out OUT --programme {FAMILY}"))
    assert "佐呂間町養育支援訪問事業" in text(done(both, "form 3 --blank --out OUT"))


def test_the_book_of_the_named_programme_is_made(twice: Desk) -> None:
    said = {}
    for programme in ("", " --programme saroma-youiku-2016", f" --programme {FAMILY}"):
        book = load_workbook(BytesIO(done(twice, f"report --year 2026 --out OUT{programme}").read_bytes()))
        said[programme] = book["総括"]["A1"].value
    assert [title.split("　")[1] for title in said.values()] == ["養育支援訪問事業"] * 2 + ["子育て世帯訪問支援事業"]


@pytest.mark.parametrize("line", [*CALLS, "form 3 --blank --out OUT", "report --year 2026 --out OUT"])
def test_an_unknown_programme_is_answered_with_what_there_is(line: str, both: Desk, refused: Refused) -> None:
    said = refused(both, [*both.words(line), "--programme", "sukusuku", *both.place], 2)
    assert said.startswith(f"「sukusuku」という事業はありません。指定できるのは {OWN}、{SECOND} です。")
