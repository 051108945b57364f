"""The practice office, built and printed once for all tests of this folder; they only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.practice import showcase
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import snapshots_of_all


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `saroma-desk demo` has filled."""
    out = tmp_path_factory.mktemp("demo") / "出力 1"
    out.mkdir()
    for _ in showcase.demo(out):
        pass
    return out


@pytest.fixture(scope="session")
def practice(printed: Path) -> Iterator[AppContext]:
    """The open practice office."""
    with showcase.open_practice(printed / showcase.OFFICE_FOLDER) as ctx:
        yield ctx


@pytest.fixture(scope="session")
def cases(practice: AppContext) -> tuple[CaseSnapshot, ...]:
    """Every episode on the office's day."""
    return tuple(snapshots_of_all(practice))
