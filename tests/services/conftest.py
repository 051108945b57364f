"""A real, encrypted office in a temporary folder, and families that services alone have taken through the steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext

from . import builders

PASSPHRASE = "a long enough passphrase"  # noqa: S105  of an empty database that lives for one test


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 15 June 2026 (令和8年6月15日), 09:00."""
    return FixedClock(datetime(2026, 6, 15, 9, 0))


@pytest.fixture
def ctx(tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    with open_context(tmp_path / "office", passphrase=PASSPHRASE, user="佐藤 保健師", clock=clock, create=True) as ctx:
        yield ctx


@pytest.fixture
def case(ctx: AppContext, clock: FixedClock) -> builders.Case:
    """A family that was just taken in; call its steps to go on."""
    return builders.take_in(ctx, clock)
