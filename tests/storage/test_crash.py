"""A program killed at any moment loses nothing that it had called saved, and leaves nothing half done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, check

SAVING = """
import sys
from datetime import date
from pathlib import Path
from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store
store = Store.open(Path(sys.argv[1]), None, clock=FixedClock(date(2026, 11, 2)), user="u")
for number in range(10_000):
    with store.work("a") as work:
        home = work.add(Household(no=f"N{number}", address="a" * 300, registered_on=date(2026, 4, 1)))
        for position in range(5):
            work.add(Member(household_id=home.id, name=f"n{position}", position=position))
        work.commit()
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 2, 5, 17, 60])
def test_killed_while_saving(store: Store, fixed_clock: FixedClock, acknowledged: int) -> None:
    folder: Path = store.folder
    store.close()
    command = [sys.executable, "-c", SAVING, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as saving:
        assert saving.stdout is not None
        for _ in range(acknowledged):
            saving.stdout.readline()
        saving.kill()
        saved = acknowledged + len(saving.stdout.readlines())
    with Store.open(folder, None, clock=fixed_clock, user="佐藤") as again:
        assert check(again).problems == ()
        with again.read() as reader:
            homes = reader.count(Household)
            assert homes >= saved
            assert reader.count(Member) == homes * 5
            assert len(reader.search_households("n4", limit=10_000)) == homes
