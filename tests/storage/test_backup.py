"""A backup counts only when it was opened and counted; a restore keeps what was there; nothing is half done."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import (
    BackupReport,
    Store,
    back_up,
    check,
    copying,
    inspect_backup,
    keys,
    list_backups,
    restore,
    schema,
    sqlite,
)
from saroma_desk.storage.store import DATABASE
from tests.storage.helping import trail


def take_in(store: Store, *numbers: int) -> None:
    with store.work("受理") as work:
        for number in numbers:
            home = work.add(Household(no=f"R8-{number:04d}", registered_on=date(2026, 4, 1)))
            work.add(Member(household_id=home.id, name=f"名{number}"))
        work.commit()


def numbers_in(folder: Path, clock: FixedClock) -> list[str]:
    with Store.open(folder, None, clock=clock, user="佐藤") as store, store.read() as reader:
        return [home.no for home in reader.list(Household)]


@pytest.fixture
def report(store: Store) -> BackupReport:
    take_in(store, 1, 2)
    return back_up(store)


def test_a_backup_holds_all_and_says_so(store: Store, report: BackupReport) -> None:
    assert report.content == check(store) == inspect_backup(report.file, None)
    assert report.content.rows["member"] == 2
    assert report.content.problems == ()
    assert report.file.parent == store.folder / "backups"
    assert [file.name for file in report.file.parent.iterdir()] == [report.file.name]


def test_a_backup_contains_what_still_lies_in_the_write_ahead_log(store: Store, report: BackupReport) -> None:
    assert (store.folder / "saroma.db-wal").stat().st_size > 0
    assert report.content.rows["household"] == 2


def test_backups_never_overwrite_each_other(store: Store, report: BackupReport) -> None:
    before = report.file.read_bytes()
    again = back_up(store)
    assert again.file != report.file
    assert report.file.read_bytes() == before


def test_the_leftover_of_a_killed_backup_goes(store: Store, report: BackupReport) -> None:
    leftover = report.file.with_name("saroma-backup-20200101-00000001.part")
    leftover.write_bytes(b"half")
    back_up(store)
    assert not leftover.exists()


def test_a_backup_goes_where_it_is_told(store: Store, tmp_path: Path) -> None:
    stick = tmp_path / "USBメモリー"
    stick.mkdir()
    assert back_up(store, stick).file.parent == stick
    with pytest.raises(KnownError, match="フォルダーが見つかりません"):
        back_up(store, tmp_path / "unplugged" / "x")


def test_a_damaged_source_makes_no_backup_and_thins_none(store: Store, report: BackupReport) -> None:
    store.close()
    content = bytearray((store.folder / DATABASE).read_bytes())
    content[-3000] ^= 1
    (store.folder / DATABASE).write_bytes(content)
    with (
        Store.open(store.folder, None, clock=store.clock, user="佐藤") as again,
        pytest.raises(KnownError, match="傷み"),
    ):
        back_up(again, keep=1)
    assert [file.name for file in report.file.parent.iterdir()] == [report.file.name]


def test_a_full_disk_leaves_no_half_backup(store: Store, report: BackupReport, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(KnownError, match="ディスクの空き"):
        back_up(store)
    assert [file.name for file in report.file.parent.iterdir()] == [report.file.name]


def test_a_copy_that_differs_is_thrown_away(
    store: Store, report: BackupReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(store, 3)
    monkeypatch.setattr(sqlite, "copy_online", lambda _engine, target, _key: shutil.copyfile(report.file, target))
    with pytest.raises(KnownError, match="一致しません"):
        back_up(store)
    assert [file.name for file in report.file.parent.iterdir()] == [report.file.name]


def test_thinning_keeps_the_newest_and_one_of_each_month(store: Store, fixed_clock: FixedClock) -> None:
    days = [date(2026, 1, 5), date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 9), date(2026, 3, 1), date(2026, 3, 2)]
    made = []
    for number, day in enumerate(days):
        fixed_clock.move_to(day)
        take_in(store, number)
        made.append(back_up(store, keep=2).file)
    assert [file.exists() for file in made] == [False, True, False, True, True, True]


def test_a_clock_set_back_prunes_nothing_new(store: Store, fixed_clock: FixedClock) -> None:
    made = []
    for number, day in enumerate([date(2036, 1, 1), date(2026, 1, 1), date(1980, 1, 1)]):
        fixed_clock.move_to(day)
        take_in(store, number)
        made.append(back_up(store, keep=1).file)
    assert made[-1].exists()
    order = [info.sequence for info in list_backups(store.folder / "backups", store.key)]
    assert order == sorted(order, reverse=True)


def test_backups_under_another_key_are_never_counted_or_removed(store: Store, report: BackupReport) -> None:
    foreign = report.file.with_name("saroma-backup-20200101-00000001.db")
    foreign.write_bytes(b"x" * 8192)
    back_up(store, keep=1)
    assert foreign.exists()
    assert foreign.name not in [info.file.name for info in list_backups(foreign.parent, store.key)]


def test_a_restore_brings_back_and_keeps_what_was_there(
    store: Store, report: BackupReport, fixed_clock: FixedClock
) -> None:
    take_in(store, 3)
    store.close()
    done = restore(report.file, store.folder, None, clock=fixed_clock, user="佐藤")
    assert done.content.problems == ()
    assert numbers_in(store.folder, fixed_clock) == ["R8-0001", "R8-0002"]
    assert done.kept is not None
    assert numbers_in(done.kept, fixed_clock) == ["R8-0001", "R8-0002", "R8-0003"]


def test_a_restore_leaves_its_line_in_the_trail(store: Store, report: BackupReport, fixed_clock: FixedClock) -> None:
    store.close()
    restore(report.file, store.folder, None, clock=fixed_clock, user="鈴木")
    with Store.open(store.folder, None, clock=fixed_clock, user="佐藤") as again:
        last = trail(again)[-1]
        assert (last.user, last.act) == ("鈴木", "バックアップからの復元")
        assert again.verify_audit() is None


def test_a_restore_works_on_a_new_computer(report: BackupReport, tmp_path: Path, fixed_clock: FixedClock) -> None:
    assert restore(report.file, tmp_path / "new", None, clock=fixed_clock, user="佐藤").kept is None
    assert numbers_in(tmp_path / "new", fixed_clock) == ["R8-0001", "R8-0002"]


def test_a_restore_replaces_a_destroyed_database(store: Store, report: BackupReport, fixed_clock: FixedClock) -> None:
    store.close()
    (store.folder / DATABASE).write_bytes(b"destroyed")
    done = restore(report.file, store.folder, None, clock=fixed_clock, user="佐藤")
    assert numbers_in(store.folder, fixed_clock) == ["R8-0001", "R8-0002"]
    assert done.kept is not None
    assert (done.kept / DATABASE).read_bytes() == b"destroyed"


def test_an_open_store_is_not_replaced(store: Store, report: BackupReport, fixed_clock: FixedClock) -> None:
    with pytest.raises(KnownError, match="別の画面"):
        restore(report.file, store.folder, None, clock=fixed_clock, user="佐藤")


def test_forged_and_damaged_backups_are_refused(store: Store, report: BackupReport, fixed_clock: FixedClock) -> None:
    store.close()
    good, before = report.file.read_bytes(), (store.folder / DATABASE).read_bytes()
    size = len(good)
    mutants = [good[:cut] for cut in (0, 100, 4096, size // 2, size - 4096, size - 1)]
    mutants += [good[:at] + bytes([good[at] ^ 0x40]) + good[at + 1 :] for at in range(5, size, size // 20)]
    mutants += [good[:8192] + good[12288:16384] + good[8192:12288] + good[16384:], b"SQLite format 3\0" + good[16:]]
    forged = store.folder / "forged.db"
    for mutant in mutants:
        forged.write_bytes(mutant)
        with pytest.raises(KnownError):
            restore(forged, store.folder, None, clock=fixed_clock, user="佐藤")
    assert (store.folder / DATABASE).read_bytes() == before


def test_a_backup_of_a_newer_program_is_refused(
    report: BackupReport, tmp_path: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "LATEST", 0)
    with pytest.raises(KnownError, match="新しい版"):
        restore(report.file, tmp_path / "new", None, clock=fixed_clock, user="佐藤")


def test_the_checkup_names_a_broken_trail(store: Store, report: BackupReport) -> None:
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET act = '別' WHERE sequence = 2")
    assert check(store).problems == ("audit line 2",)


def test_examining_changes_no_byte(report: BackupReport) -> None:
    before = report.file.read_bytes()
    copying.examine(report.file, keys.unlock(report.file, None))
    assert report.file.read_bytes() == before
    assert len(list(report.file.parent.iterdir())) == 1
