"""The wheel carries what the program reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["resources", "forms_templates"])
def test_every_data_file_travels_in_the_wheel(names: set[str], folder: str) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert {f"saroma_desk/_data/{name}" for name in files} <= names


def test_the_licences_travel_too(names: set[str]) -> None:
    for name in ("LICENSE", "THIRD_PARTY.md"):
        assert any(entry.endswith(f".dist-info/licenses/{name}") for entry in names)


def test_nothing_but_the_program_travels(names: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in names} == {"saroma_desk"}
