"""The lock: every dependency, pinned, with hashes, for every platform, naming no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = [entry for entry in re.split(r"\n(?=\S)", LOCK) if entry.strip()]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
USED = [re.match(r"[a-z0-9-]+", line)[0] for line in PROJECT["dependencies"]]  # type: ignore[index]
DECLARED = [*USED, *(name for extra in PROJECT["optional-dependencies"].values() for name in extra)]


def test_no_host_is_named() -> None:
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split("==")[0])
def test_every_entry_is_pinned_with_hashes(entry: str) -> None:
    assert re.match(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [^\n]+)? \\\n", entry)
    assert re.search(r"\n    --hash=sha256:[0-9a-f]{64}(?: \\)?(?:\n|$)", entry)


@pytest.mark.parametrize("name", DECLARED)
def test_every_dependency_is_in_the_lock(name: str) -> None:
    assert any(entry.startswith(f"{name}==") for entry in ENTRIES)


@pytest.mark.parametrize("name", ["pyside6-essentials", "sqlcipher3", "pydantic-core", "ruff"])
def test_a_binary_package_has_hashes_for_many_platforms(name: str) -> None:
    (entry,) = (entry for entry in ENTRIES if entry.startswith(f"{name}=="))
    assert entry.count("--hash=") >= 4


def test_markers_of_other_platforms_are_kept() -> None:
    assert "sys_platform == 'win32'" in LOCK


@pytest.mark.parametrize("name", USED)
def test_third_party_names_every_library(name: str) -> None:
    assert re.search(rf"\b{name}\b", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"))
