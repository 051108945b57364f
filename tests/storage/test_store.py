"""Opening a folder: what is refused, with which words, and that refusing changes nothing."""

from __future__ import annotations

import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, keys, needs_passphrase, schema, sqlite
from saroma_desk.storage.store import DATABASE


def add_many(store: Store, number: int) -> None:
    with store.work("受理") as work:
        for index in range(number):
            work.add(Household(no=f"R8-1{index}", address="栄" * 200, registered_on=date(2026, 4, 1)))
        work.commit()


def code_of(folder: Path, clock: FixedClock) -> str:
    with pytest.raises(KnownError) as refused:
        Store.open(folder, None, clock=clock, user="佐藤")
    assert str(refused.value).endswith("。")
    return refused.value.code


@pytest.fixture
def closed(store: Store, household: Household) -> Path:
    store.close()
    return store.folder


def test_a_closed_store_opens_again_with_all_it_holds(
    closed: Path, fixed_clock: FixedClock, household: Household
) -> None:
    with Store.open(closed, None, clock=fixed_clock, user="鈴木") as again, again.read() as reader:
        assert reader.list(Household) == (household,)
        assert again.practice


def test_after_closing_one_file_holds_everything(closed: Path) -> None:
    assert sorted(file.name for file in closed.iterdir()) == ["saroma.db", "saroma.keycheck", "saroma.lock"]


def test_every_safeguard_is_on(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}
    with store.engine.connect() as connection:
        assert {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted} == wanted


def test_the_practice_office_needs_no_passphrase(closed: Path) -> None:
    assert not needs_passphrase(closed)


def test_a_destroyed_practice_office_asks_for_no_passphrase(closed: Path) -> None:
    file = closed / DATABASE
    file.write_bytes(bytes(100_000))
    assert not needs_passphrase(closed)
    file.write_bytes(b"")
    with pytest.raises(KnownError, match="壊れている"):
        needs_passphrase(closed)


def test_a_missing_folder_and_a_folder_without_data_are_told_apart(tmp_path: Path, fixed_clock: FixedClock) -> None:
    assert code_of(tmp_path / "gone", fixed_clock) == "missing_folder"
    assert code_of(tmp_path, fixed_clock) == "no_database"


def test_nothing_is_created_over_existing_data(closed: Path, fixed_clock: FixedClock) -> None:
    before = (closed / DATABASE).read_bytes()
    with pytest.raises(KnownError, match="上書きはしません"):
        Store.create(closed, None, clock=fixed_clock, user="佐藤")
    assert (closed / DATABASE).read_bytes() == before


def test_a_second_opening_is_refused_until_the_first_is_closed(store: Store, fixed_clock: FixedClock) -> None:
    assert code_of(store.folder, fixed_clock) == "locked"
    store.close()
    Store.open(store.folder, None, clock=fixed_clock, user="佐藤").close()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged_database"),
        (b"SQLite format 3\0" + bytes(9000), "not_a_database"),
        (b"PK\3\4" * 100, "damaged_database"),
        (bytes(range(256)) * 64, "damaged_database"),
    ],
    ids=["empty", "plain SQLite", "short", "noise"],
)
def test_a_file_of_another_kind_is_refused_untouched(
    closed: Path, fixed_clock: FixedClock, content: bytes, code: str
) -> None:
    (closed / DATABASE).write_bytes(content)
    assert code_of(closed, fixed_clock) == code
    assert (closed / DATABASE).read_bytes() == content
    assert not list(closed.glob("*-wal"))


@pytest.mark.parametrize("part", [1, 3, 10, 19])
def test_a_truncated_file_is_known_or_sound(closed: Path, fixed_clock: FixedClock, part: int) -> None:
    content = (closed / DATABASE).read_bytes()
    (closed / DATABASE).write_bytes(content[: len(content) * part // 20])
    assert code_of(closed, fixed_clock) == "damaged_database"


def test_a_newer_database_is_refused_byte_for_byte(closed: Path, fixed_clock: FixedClock) -> None:
    file = closed / DATABASE
    engine = sqlite.make_engine(file, keys.unlock(file, None))
    with engine.connect() as connection, connection.begin():
        sqlite.set_schema_version(connection, schema.LATEST + 1)
    engine.dispose()
    before = file.read_bytes()
    assert code_of(closed, fixed_clock) == "newer_database"
    assert file.read_bytes() == before
    assert not list(closed.glob("*-*"))


def test_a_foreign_database_under_our_key_is_not_taken_for_ours(closed: Path, fixed_clock: FixedClock) -> None:
    file = closed / DATABASE
    file.unlink()
    with closing(sqlite.connect(file, keys.derive(None, b"s" * 16))) as raw:
        raw.execute("CREATE TABLE other (a)")
    assert code_of(closed, fixed_clock) == "not_a_database"


def test_a_read_only_file_is_said_so(closed: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    (closed / DATABASE).chmod(stat.S_IREAD)
    monkeypatch.setattr("os.access", lambda *_: False)  # the superuser of a test machine may write anything
    assert code_of(closed, fixed_clock) == "read_only"


def test_a_full_disk_keeps_what_was_saved(store: Store, household: Household) -> None:
    with store.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(KnownError, match="ディスクの空き") as refused:
        add_many(store, 400)
    assert refused.value.code == "disk_full"
    assert store.counts()["household"] == 1
    assert store.verify_audit() is None


FILLING = """
import sys
from datetime import date
from pathlib import Path
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store
store = Store.open(Path(sys.argv[1]), None, clock=FixedClock(date(2026, 11, 2)), user="u")
if sys.platform == "win32":
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 200")
else:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
try:
    for number in range(3000):
        with store.work("a") as work:
            work.add(Household(no=f"N{number}", address="a" * 500, registered_on=date(2026, 4, 1)))
            work.commit()
        print(number, flush=True)
except KnownError as error:
    print(error.code)
store.close()
"""


def test_a_write_that_the_system_refuses_loses_no_committed_save(closed: Path, fixed_clock: FixedClock) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(closed)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    *numbers, code = done.stdout.split()
    assert code in ("disk_full", "disk_error")
    with Store.open(closed, None, clock=fixed_clock, user="佐藤") as store:
        assert store.counts()["household"] == 1 + len(numbers)
        assert store.verify_audit() is None
