"""What only SQLite understands stands in few modules; everything else would run on PostgreSQL."""

from __future__ import annotations

import re
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from saroma_desk import storage
from saroma_desk.storage.sqlite import frozen_uri
from saroma_desk.storage.tables import metadata

SQLITE_ONLY = {"sqlite.py", "search.py", "keys.py", "v0001_first.py"}
ROOM = Path(storage.__file__).parent


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_can_be_made_on_postgresql(name: str) -> None:
    table = metadata.tables[name]
    statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "AUTOINCREMENT" not in statement
    for index in table.indexes:
        CreateIndex(index).compile(dialect=postgresql.dialect())


def test_sqlite_speech_stands_in_its_own_modules() -> None:
    speech = re.compile(r"\bPRAGMA |fts5|\bMATCH :|sqlcipher3|exec_driver_sql", re.IGNORECASE)
    found = {file.name for file in ROOM.rglob("*.py") if speech.search(file.read_text(encoding="utf-8"))}
    assert found <= SQLITE_ONLY


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (PurePosixPath("/office/保健師/a b.db"), "file:///office/%E4%BF%9D%E5%81%A5%E5%B8%AB/a%20b.db?"),
        (PurePosixPath("/x/50%?#.db"), "file:///x/50%25%3F%23.db?"),
        (PureWindowsPath("C:\\office\\a.db"), "file:///C:/office/a.db?"),
        (PureWindowsPath("\\\\server\\share\\a.db"), "file:////server/share/a.db?"),
    ],
)
def test_names_of_files_on_every_system(file: PurePath, uri: str) -> None:
    assert frozen_uri(file).startswith(uri)
