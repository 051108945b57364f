"""A migrated file is what the records say; an older one is copied first and then brought up to date or left alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, keys, schema, sqlite
from saroma_desk.storage.copying import examine
from saroma_desk.storage.store import DATABASE
from saroma_desk.storage.tables import metadata

SECOND = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("household", sa.Column("colour", sa.Text, nullable=False, server_default="blue"))
    op.execute("CREATE TABLE marker (a)")
    {more}
"""


def shape(statements: list[str]) -> list[list[str]]:
    """Statements as sorted parts: columns stand in any order, since rows are read by name."""
    plain = (" ".join(statement.split()).replace('"', "").removesuffix(" )") for statement in statements)
    return sorted(sorted(re.split(r", | \( ", statement)) for statement in plain)


def of_search(name: str) -> bool:
    return name.startswith("household_search")


def test_the_migrated_schema_is_that_of_the_records(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or not of_search(name)}
        )
        assert compare_metadata(context, metadata) == []


def statements(engine: Engine) -> list[str]:
    wanted = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')")
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return [row.sql for row in rows if not of_search(row.name) and row.name != "alembic_version"]


def test_the_statements_are_those_of_a_fresh_schema(store: Store) -> None:
    fresh = create_engine("sqlite://")
    metadata.create_all(fresh)
    assert shape(statements(store.engine)) == shape(statements(fresh))


@pytest.fixture
def closed(store: Store, household: Household) -> Path:
    store.close()
    return store.folder


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The steps of a later version of the program; the test fills in the second."""
    steps = tmp_path / "steps"
    shutil.copytree(Path(schema.__file__).parent / "migrations", steps)
    monkeypatch.setattr(schema, "_STEPS", steps)
    monkeypatch.setattr(schema, "LATEST", 2)
    return steps / "versions" / "v0002_more.py"


def version_of(file: Path) -> int:
    return sqlite.schema_version(file, keys.unlock(file, None))


def test_an_upgrade_keeps_a_verified_copy_of_the_old_data(closed: Path, later: Path, fixed_clock: FixedClock) -> None:
    later.write_text(SECOND.format(more=""), encoding="utf-8")
    with Store.open(closed, None, clock=fixed_clock, user="佐藤") as store, store.read() as reader:
        assert reader.count(Household) == 1
    kept = closed / "saroma.before-v2.db"
    assert (version_of(closed / DATABASE), version_of(kept)) == (2, 1)
    assert examine(kept, keys.unlock(kept, None)).rows["household"] == 1


def test_a_failing_step_leaves_the_old_data_as_they_were(closed: Path, later: Path, fixed_clock: FixedClock) -> None:
    later.write_text(SECOND.format(more="raise ZeroDivisionError"), encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        Store.open(closed, None, clock=fixed_clock, user="佐藤")
    file = closed / DATABASE
    assert version_of(file) == 1
    assert examine(file, keys.unlock(file, None)).problems == ()
    later.write_text(SECOND.format(more=""), encoding="utf-8")
    Store.open(closed, None, clock=fixed_clock, user="佐藤").close()
    assert version_of(file) == 2
    assert (closed / "saroma.before-v2-2.db").exists()


def test_an_unsound_database_is_not_upgraded(closed: Path, later: Path, fixed_clock: FixedClock) -> None:
    later.write_text(SECOND.format(more=""), encoding="utf-8")
    file = closed / DATABASE
    content = bytearray(file.read_bytes())
    content[-2000] ^= 1
    file.write_bytes(content)
    with pytest.raises(KnownError, match="傷み"):
        Store.open(closed, None, clock=fixed_clock, user="佐藤")
    assert version_of(file) == 1
