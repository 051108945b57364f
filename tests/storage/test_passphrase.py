"""After a change of the passphrase the new one opens; whatever goes wrong before, the old one still does."""

from __future__ import annotations

from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, back_up, change_passphrase, check, inspect_backup, keys, passphrase, sqlite

OLD, NEW = "サロマ湖の帆立 2026", "かぼちゃと牛乳のまち 2027"


@pytest.fixture
def office(folder: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed office; the slow derivation of keys is not what is tried here."""
    monkeypatch.setattr(keys, "_ITERATIONS", 1000)
    Store.create(folder, OLD, clock=fixed_clock, user="佐藤").close()
    return folder


def demand_opens(office: Path, word: str, clock: FixedClock) -> None:
    with Store.open(office, word, clock=clock, user="佐藤") as store:
        assert check(store).problems == ()


def test_the_new_passphrase_opens_and_the_old_one_no_longer(office: Path, fixed_clock: FixedClock) -> None:
    change_passphrase(office, OLD, NEW, clock=fixed_clock, user="佐藤")
    demand_opens(office, NEW, fixed_clock)
    with pytest.raises(KnownError, match="パスフレーズが違います"):
        demand_opens(office, OLD, fixed_clock)
    assert sorted(file.name for file in office.iterdir()) == ["saroma.db", "saroma.keycheck", "saroma.lock"]


def test_an_older_backup_keeps_its_passphrase(office: Path, fixed_clock: FixedClock) -> None:
    with Store.open(office, OLD, clock=fixed_clock, user="佐藤") as store:
        backup = back_up(store).file
    change_passphrase(office, OLD, NEW, clock=fixed_clock, user="佐藤")
    assert inspect_backup(backup, OLD).problems == ()


@pytest.mark.parametrize(("old", "new"), [("wrong passphrase", NEW), (OLD, "short")])
def test_a_refused_change_leaves_the_old_one(office: Path, fixed_clock: FixedClock, old: str, new: str) -> None:
    before = (office / "saroma.db").read_bytes()
    with pytest.raises(KnownError):
        change_passphrase(office, old, new, clock=fixed_clock, user="佐藤")
    assert (office / "saroma.db").read_bytes() == before


@pytest.mark.parametrize(("where", "name"), [(sqlite, "rekey"), (passphrase, "_swap")])
def test_an_interrupted_change_leaves_the_old_one(
    office: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    def interrupt(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, name, interrupt)
    with pytest.raises(KnownError, match="ディスクの空き"):
        change_passphrase(office, OLD, NEW, clock=fixed_clock, user="佐藤")
    demand_opens(office, OLD, fixed_clock)


def test_the_practice_office_has_no_passphrase_to_change(store: Store, fixed_clock: FixedClock) -> None:
    store.close()
    with pytest.raises(KnownError):
        change_passphrase(store.folder, "any passphrase", NEW, clock=fixed_clock, user="佐藤")
