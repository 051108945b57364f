"""A real, encrypted office in a temporary folder, and families that services alone have taken through the steps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext
from saroma_desk.storage import keys

from . import builders

PASSPHRASE = "a long enough passphrase"  # noqa: S105  of an empty database that lives for one test
_derived_once = cache(keys.derive)


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 15 June 2026 (令和8年6月15日), 09:00."""
    return FixedClock(datetime(2026, 6, 15, 9, 0))


@pytest.fixture(autouse=True)
def one_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a key from a passphrase is slow on purpose; all copies of the one office share passphrase and salt."""
    monkeypatch.setattr(keys, "derive", _derived_once)


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted office without any record, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template") / "office"
    clock = FixedClock(datetime(2026, 4, 1))
    with open_context(folder, passphrase=PASSPHRASE, user="設定", clock=clock, create=True):
        return folder


@pytest.fixture
def ctx(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """The open office of one test."""
    folder = shutil.copytree(empty_office, tmp_path / "office")
    with open_context(folder, passphrase=PASSPHRASE, user="佐藤 保健師", clock=clock) as ctx:
        yield ctx


@pytest.fixture
def case(ctx: AppContext, clock: FixedClock) -> builders.Case:
    """A family that was just taken in; call its steps to go on."""
    return builders.take_in(ctx, clock)
