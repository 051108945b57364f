"""`saroma-desk demo`: what it prints, that it prints the same each time, and what it never touches."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pypdf import PdfReader

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.forms import issue
from saroma_desk.practice import showcase
from saroma_desk.services.context import AppContext


def digests(folder: Path) -> dict[str, str]:
    """Hash of every paper and workbook of a demo."""
    files = [*folder.glob("*.pdf"), *folder.glob("*.xlsx")]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_all_papers_and_years_are_there(printed: Path) -> None:
    papers = {f"{form}_{kind}.pdf" for form in issue.FORMS for kind in ("filled", "blank")}
    assert digests(printed).keys() == {*papers, "bundle.pdf", "yearly_2025.xlsx", "yearly_2026.xlsx"}


@pytest.mark.parametrize("form", issue.FORMS)
def test_a_filled_paper_says_more_than_the_blank_one_and_that_it_is_practice(form: str, printed: Path) -> None:
    filled, blank = (
        "".join(page.extract_text() for page in PdfReader(printed / f"{form}_{kind}.pdf").pages)
        for kind in ("filled", "blank")
    )
    assert len(filled) > len(blank)
    assert "練習" in filled
    assert "練習" in blank


def test_a_second_demo_gives_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    for _ in showcase.demo(tmp_path):
        pass
    assert digests(tmp_path) == digests(printed)


def test_a_family_is_found_by_its_name(practice: AppContext) -> None:
    assert showcase.episode_of(practice, "f07") != showcase.episode_of(practice, "f06")
    with pytest.raises(StopIteration):
        showcase.episode_of(practice, "nobody")


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    with pytest.raises(KnownError, match="練習用でない"):
        showcase.clear(tmp_path)
    assert (tmp_path / "photo.jpg").read_bytes() == b"photo"


def test_a_real_office_is_refused_and_left_alone(tmp_path: Path) -> None:
    with open_context(tmp_path / "office", passphrase="long enough words", user="保健師", create=True):  # noqa: S106
        pass
    before = (tmp_path / "office" / "saroma.db").read_bytes()
    with pytest.raises(KnownError, match="練習用でない"):
        showcase.clear(tmp_path / "office")
    assert (tmp_path / "office" / "saroma.db").read_bytes() == before


def test_an_earlier_practice_office_and_an_empty_folder_are_cleared(tmp_path: Path) -> None:
    with open_context(tmp_path / "old", passphrase=None, practice=True, user="練習", create=True):
        pass
    (tmp_path / "empty").mkdir()
    for name in ("old", "empty", "missing"):
        showcase.clear(tmp_path / name)
        assert not (tmp_path / name).exists()
