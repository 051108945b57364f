"""After a whole day nothing personal stands outside of the encrypted office and the files that a person saved."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.services import households
from tests.trust import canary_day
from tests.trust.canary_day import NAMES, PASSPHRASE, SECRETS
from tests.trust.conftest import PROJECT, Desk

GIVEN_BY_PEOPLE = {"ledger.xlsx", "bad.xlsx", "scan.pdf", "passphrase.txt"}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk after its day."""
    desk = Desk(root=tmp_path_factory.mktemp("day"))
    environment = {**desk.environment(), "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, canary_day.__file__, str(desk.root)]
    done = subprocess.run(command, env=environment, cwd=desk.root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return desk.root


def spellings(secret: str) -> Iterator[bytes]:
    """As it would lie in a file."""
    for code in ("utf-8", "utf-16-le", "utf-16-be", "cp932"):
        yield secret.encode(code, "ignore")
    yield secret.encode("unicode_escape")


def found_in(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if any(spelled in content for spelled in spellings(secret) if spelled)]


def test_the_names_are_really_there(day: Path) -> None:
    with open_context(day / "office", passphrase=PASSPHRASE, user="佐藤") as ctx:
        found = {row.name for row in households.list_households(ctx)}
    assert len(found & set(NAMES)) >= 90
    assert found_in("  鶯沢　紬".encode()) == ["鶯沢"]


def test_no_file_holds_them_but_those_that_a_person_saved(day: Path) -> None:
    saved = {file for file in day.rglob("*") if file.name in GIVEN_BY_PEOPLE or file.parent == day / "out"}
    looked_at = [file for file in day.rglob("*") if file.is_file() and file not in saved]
    assert any(file.suffix == ".log" for file in looked_at)
    assert sum(file.name.startswith("report-") for file in looked_at) == 2
    assert sum(file.suffix == ".db" for file in looked_at) >= 4
    assert {file.name: found for file in looked_at if (found := found_in(file.read_bytes()))} == {}


def test_no_file_is_named_after_them(day: Path) -> None:
    assert [str(file) for file in day.rglob("*") if found_in(str(file).encode())] == []


def test_the_temporary_folder_stayed_empty(day: Path) -> None:
    assert list((day / "temp").iterdir()) == []


def test_papers_carry_no_personal_data_outside_of_their_pages(day: Path) -> None:
    papers = sorted((day / "out").glob("*.pdf"))
    assert len(papers) == 6
    for paper in papers:
        reader = pypdf.PdfReader(paper)
        about = "".join(map(str, (reader.metadata or {}).values())).encode()
        assert found_in(about) == []
        packet = reader.root_object.get("/Metadata")
        assert packet is None or found_in(packet.get_object().get_data()) == []
        assert found_in(paper.read_bytes()) == []  # pages are compressed, all else is not


def test_workbooks_carry_no_personal_data_in_their_properties(day: Path) -> None:
    for book in (day / "out").glob("*.xlsx"):
        with zipfile.ZipFile(book) as parts:
            assert [n for n in parts.namelist() if "sheets" not in n and found_in(parts.read(n))] == []


def test_the_public_workbook_names_nobody(day: Path) -> None:
    with zipfile.ZipFile(day / "out" / "public.xlsx") as parts:
        assert [name for name in parts.namelist() if found_in(parts.read(name))] == []
