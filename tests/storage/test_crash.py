"""A program killed at any moment loses nothing that it had called saved, and leaves nothing half done."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, back_up, check, inspect_backup, keys

START = """
import sys
from datetime import date
from pathlib import Path
from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, back_up, change_passphrase, keys, restore_over
keys._ITERATIONS = 1000
folder, clock = Path(sys.argv[1]), FixedClock(date(2026, 11, 2))
"""
SAVING = """
store = Store.open(folder, None, clock=clock, user="u")
for number in range(10_000):
    with store.work("a") as work:
        home = work.add(Household(no=f"N{number}", address="a" * 300, registered_on=date(2026, 4, 1)))
        for position in range(5):
            work.add(Member(household_id=home.id, name=f"n{position}", position=position))
        work.commit()
    print(number, flush=True)
"""
BACKING_UP = """
store = Store.open(folder, None, clock=clock, user="u")
while True:
    print(back_up(store).file, flush=True)
"""
CHANGING = """
words = sys.argv[2:]
while True:
    change_passphrase(folder, *words, clock=clock, user="u")
    words.reverse()
    print(words[0], flush=True)
"""
GOING_BACK = """
store = Store.open(folder, None, clock=clock, user="u")
one, two = Path(sys.argv[2]), Path(sys.argv[3])
while True:
    print(restore_over(store, one, None), flush=True)
    one, two = two, one
    store = Store.open(folder, None, clock=clock, user="u")
"""
WORDS = ["first passphrase", "second passphrase"]


def kill_after(lines: int, script: str, *arguments: str) -> list[str]:
    """Run the script, kill it right after so many lines, and give all lines it wrote."""
    command = [sys.executable, "-c", START + script, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as other:
        assert other.stdout is not None
        seen = [other.stdout.readline() for _ in range(lines)]
        other.kill()
        return [line.strip() for line in seen + other.stdout.readlines()]


@pytest.mark.parametrize("acknowledged", [1, 2, 5, 17, 60])
def test_killed_while_saving(store: Store, fixed_clock: FixedClock, acknowledged: int) -> None:
    folder: Path = store.folder
    store.close()
    saved = len(kill_after(acknowledged, SAVING, str(folder)))
    with Store.open(folder, None, clock=fixed_clock, user="佐藤") as again:
        assert check(again).problems == ()
        with again.read() as reader:
            homes = reader.count(Household)
            assert homes >= saved
            assert reader.count(Member) == homes * 5
            assert len(reader.search_households("n4", limit=10_000)) == homes


@pytest.mark.parametrize("lines", [1, 3])
def test_killed_while_backing_up(store: Store, household: Household, fixed_clock: FixedClock, lines: int) -> None:
    store.close()
    kill_after(lines, BACKING_UP, str(store.folder))
    for file in (store.folder / "backups").glob("*.db"):
        assert inspect_backup(file, None).rows["household"] == 1
    with Store.open(store.folder, None, clock=fixed_clock, user="佐藤") as again:
        assert check(again).problems == ()
        back_up(again)
    assert list((store.folder / "backups").glob("*.part")) == []


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_killed_while_going_back_to_a_backup(
    store: Store, household: Household, fixed_clock: FixedClock, lines: int
) -> None:
    backups = [back_up(store).file]
    with store.work("受理") as work:
        work.add(Household(no="R8-0002", registered_on=fixed_clock.today()))
        work.commit()
    backups.append(back_up(store).file)
    store.close()
    kept = kill_after(lines, GOING_BACK, str(store.folder), *map(str, backups))
    with Store.open(store.folder, None, clock=fixed_clock, user="佐藤") as again:
        assert check(again).problems == ()
        assert again.counts()["household"] in (1, 2)
    assert all(inspect_backup(Path(place) / "saroma.db", None).problems == () for place in kept)


@pytest.mark.parametrize("lines", [1, 2, 4])
def test_killed_while_changing_the_passphrase(
    folder: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    monkeypatch.setattr(keys, "_ITERATIONS", 1000)
    Store.create(folder, WORDS[0], clock=fixed_clock, user="佐藤").close()
    kill_after(lines, CHANGING, str(folder), *WORDS)
    opened = 0
    for word in WORDS:
        with suppress(KnownError), Store.open(folder, word, clock=fixed_clock, user="佐藤") as store:
            assert check(store).problems == ()
            opened += 1
    assert opened == 1
