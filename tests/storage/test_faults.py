"""Trouble at any point: every step that writes fails once, and the data are the old or the new, whole."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import (
    Store,
    back_up,
    change_passphrase,
    check,
    copying,
    inspect_backup,
    kept_states,
    keys,
    rekey,
    restore,
    restore_over,
    sqlite,
)
from saroma_desk.storage.faults import known_fault

OLD, NEW = "サロマ湖の帆立 2026", "かぼちゃと牛乳のまち 2027"
STEPS: list[tuple[object, str]] = [
    (shutil, "copyfile"),
    (copying, "flush"),
    (sqlite, "copy_online"),
    (sqlite, "rekey"),
    (Path, "replace"),
    (Path, "rename"),
    (Path, "unlink"),
    (Path, "mkdir"),
]


class FullDisk:
    """Makes the n-th of the writing steps fail as on a full disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        self.left = nth
        for place, name in STEPS:
            monkeypatch.setattr(place, name, self._wrap(getattr(place, name)))

    def _wrap(self, step: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return step(*args, **options)

        return run


def refusals(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> Iterator[str]:
    """Let `act` fail at its first writing step, then at its second … until it needs no further one.

    Yields the error's code, or nothing where the step was not needed for success.
    """
    for nth in count(1):
        code = ""
        with monkeypatch.context() as patch:
            disk = FullDisk(patch, nth)
            try:
                act()
            except KnownError as error:
                code = error.code
        if disk.left > 0:
            return
        yield code


def homes(folder: Path, passphrase: str | None, clock: FixedClock) -> int:
    with Store.open(folder, passphrase, clock=clock, user="佐藤") as store:
        assert check(store).problems == ()
        return store.counts()["household"]


def add_home(store: Store, no: str) -> None:
    with store.work("受理") as work:
        work.add(Household(no=no, registered_on=date(2026, 4, 1)))
        work.commit()


def test_a_restore_that_fails_at_any_step(
    store: Store, household: Household, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(store).file
    add_home(store, "R8-0002")
    store.close()
    codes = []
    for code in refusals(monkeypatch, lambda: restore(backup, store.folder, None, clock=fixed_clock, user="佐藤")):
        assert code in ("disk_full", "")
        assert homes(store.folder, None, fixed_clock) in ((1, 2) if code else (1,))
        codes.append(code)
    assert len(codes) > 8


def test_a_backup_that_fails_at_any_step(store: Store, household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    good = back_up(store).file
    for code in refusals(monkeypatch, lambda: back_up(store)):
        assert code in ("disk_full", "")
        assert all(inspect_backup(file, None).problems == () for file in good.parent.glob("*.db"))
    assert check(store).problems == ()


def test_a_change_of_the_passphrase_that_fails_at_any_step(
    folder: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_ITERATIONS", 1000)  # the slow derivation is not what is tried here
    Store.create(folder, OLD, clock=fixed_clock, user="佐藤").close()
    words = [OLD, NEW]
    for code in refusals(monkeypatch, lambda: change_passphrase(folder, *words, clock=fixed_clock, user="佐藤")):
        if not code:
            words.reverse()  # it succeeded all the same, so the new one is now the old one
        assert homes(folder, words[0], fixed_clock) == 0


def test_an_open_office_survives_a_restore_that_fails_at_any_step(
    store: Store, household: Household, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(store).file
    add_home(store, "R8-0002")
    opened = store

    def put_back() -> None:
        restore_over(opened, backup, None)

    for code in refusals(monkeypatch, put_back):
        if code:
            assert code == "disk_full"
            assert kept_states(opened.folder / "backups") == ()
        else:
            shutil.rmtree(opened.folder / "backups" / "before-restore")
            opened = Store.open(opened.folder, None, clock=fixed_clock, user="佐藤")
        assert check(opened).problems == ()
        assert opened.counts()["household"] == (2 if code else 1)
        if not code:
            add_home(opened, "R8-0002")
    assert homes(store.folder, None, fixed_clock) == 1


def test_an_open_office_survives_a_change_that_fails_at_any_step(
    folder: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_ITERATIONS", 1000)
    opened = Store.create(folder, OLD, clock=fixed_clock, user="佐藤")
    words, homes_there = [OLD, NEW], 0

    def change() -> None:
        rekey(opened, *words)

    for code in refusals(monkeypatch, change):
        if not code:
            words.reverse()
            opened = Store.open(folder, words[0], clock=fixed_clock, user="佐藤")
        homes_there += 1
        add_home(opened, f"R8-{homes_there:04d}")
        assert check(opened).problems == ()
    assert homes(folder, words[1], fixed_clock) == homes_there


def test_nobody_may_still_read_while_the_file_is_exchanged(
    store: Store, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(store).file
    monkeypatch.setattr(sqlite, "_LIVE", (*sqlite._LIVE, "PRAGMA busy_timeout = 20"))
    store.engine.dispose()
    with store.read() as reader:
        reader.count(Household)
        add_home(store, "R8-0002")
        with pytest.raises(KnownError) as caught:
            restore_over(store, backup, None)
    assert caught.value.code == "busy"
    assert store.counts()["household"] == 2


def test_flipped_bytes_are_refused_or_harmless(store: Store, fixed_clock: FixedClock) -> None:
    for number in range(30):
        add_home(store, f"R8-{number:04d}")
    store.close()
    file = store.folder / "saroma.db"
    good = file.read_bytes()
    for at in range(7, len(good), len(good) // 60):
        file.write_bytes(good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1 :])
        with suppress(KnownError), Store.open(store.folder, None, clock=fixed_clock, user="佐藤") as damaged:
            assert check(damaged).problems
            assert damaged.counts()["household"] == 30


def test_threads_write_one_after_the_other(store: Store) -> None:
    threads = [threading.Thread(target=add_home, args=(store, f"R8-{number}")) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.counts()["household"] == 8
    assert store.verify_audit() is None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, ""), "disk_full"),
        (OSError(errno.EACCES, ""), "read_only"),
        (OSError(errno.EROFS, ""), "read_only"),
        (OSError(errno.ENOENT, ""), "missing_folder"),
        (OSError(errno.EIO, ""), "disk_error"),
    ],
)
def test_what_the_system_says_becomes_calm_words(error: OSError, code: str) -> None:
    known = known_fault(error)
    assert known is not None
    assert known.code == code
    assert str(known).endswith("。")


def test_a_bug_stays_a_bug() -> None:
    assert known_fault(ZeroDivisionError()) is None
    assert known_fault(sqlite.sqlcipher.ProgrammingError("no such column")) is None
