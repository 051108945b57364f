"""A store in a folder of its own: the practice office, which opens without the slow passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from saroma_desk.domain.household import Household
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder whose name has a space and Japanese letters, like a real desk's."""
    return tmp_path / "保健師 data"


@pytest.fixture
def store(folder: Path, fixed_clock: FixedClock) -> Iterator[Store]:
    """An open, empty practice office of user 佐藤."""
    with Store.create(folder, None, clock=fixed_clock, user="佐藤") as made:
        yield made


@pytest.fixture
def household(store: Store) -> Household:
    """One stored household."""
    with store.work("受理") as work:
        stored = work.add(Household(no="R8-0001", address="佐呂間町字永代町3番地の1", registered_on=date(2026, 4, 1)))
        work.commit()
    return stored
