"""Every command against every bad input: one calm Japanese line, the agreed exit code, the data as they were."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.cli import cases
from saroma_desk.runtime import paths
from saroma_desk.storage import schema, sqlite
from saroma_desk.storage.lock import FolderLock

from .conftest import WORDS, Desk, assert_calm

Refused = Callable[[Desk, list[str], int], str]

ON_DATA = (
    "import LEDGER",
    "form 1 --case R8-0001 --out OUT",
    "form 1 --blank --out OUT",
    "bundle --case R8-0001 --out OUT",
    "report --year 2026 --out OUT",
    "backup",
    "check",
)


def no_folder(desk: Desk) -> None:
    shutil.rmtree(desk.folder)


def no_database(desk: Desk) -> None:
    desk.database.unlink()


def damaged_start(desk: Desk) -> None:
    desk.database.write_bytes(os.urandom(4096) + desk.database.read_bytes()[4096:])


def damaged_middle(desk: Desk) -> None:
    content = desk.database.read_bytes()
    desk.database.write_bytes(content[:4096] + bytes(len(content) - 4096))


def cut_off(desk: Desk) -> None:
    desk.database.write_bytes(desk.database.read_bytes()[:5000])


def empty_file(desk: Desk) -> None:
    desk.database.write_bytes(b"")


def foreign_text(desk: Desk) -> None:
    desk.database.write_text("memo\n" * 5000, encoding="utf-8")


def foreign_database(desk: Desk) -> None:
    desk.database.unlink()
    with sqlite3.connect(desk.database) as other:
        other.execute("CREATE TABLE memo (line TEXT)")
    other.close()


def database_is_folder(desk: Desk) -> None:
    desk.database.unlink()
    desk.database.mkdir()


def practice_database(desk: Desk) -> None:
    shutil.rmtree(desk.folder)
    with open_context(desk.folder, passphrase=None, practice=True, user="練習", create=True):
        pass


def wrong_passphrase(desk: Desk) -> None:
    desk.secret.write_text(WORDS + "x", encoding="utf-8")


def no_passphrase_file(desk: Desk) -> None:
    desk.secret.unlink()


def empty_passphrase(desk: Desk) -> None:
    desk.secret.write_bytes(b"\n")


def binary_passphrase(desk: Desk) -> None:
    desk.secret.write_bytes(b"\xff\xfe\x00")


TROUBLES: dict[Callable[[Desk], None], str] = {
    no_folder: "見つかりません",
    no_database: "データベースがありません",
    damaged_start: "壊れて",
    damaged_middle: "壊れて",
    cut_off: "壊れて",
    empty_file: "壊れて",
    foreign_text: "",
    foreign_database: "データベースではありません",
    database_is_folder: "",
    practice_database: "--practice",
    wrong_passphrase: "パスフレーズが違います",
    no_passphrase_file: "パスフレーズのファイルを読めません",
    empty_passphrase: "1行目が空です",
    binary_passphrase: "パスフレーズのファイルを読めません",
}


@pytest.mark.parametrize("line", ON_DATA)
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_an_office_that_cannot_be_opened(
    trouble: Callable[[Desk], None], line: str, desk: Desk, refused: Refused
) -> None:
    words = desk.words(line)
    trouble(desk)
    assert TROUBLES[trouble] in refused(desk, [*words, *desk.place], 1)


@pytest.mark.parametrize("line", [*ON_DATA, "restore BACKUP"])
def test_an_office_in_use_elsewhere(line: str, desk: Desk, refused: Refused) -> None:
    lock = FolderLock(desk.folder / "saroma.lock")
    try:
        assert "使っています" in refused(desk, [*desk.words(line), *desk.place], 1)
    finally:
        lock.release()


@pytest.mark.parametrize("line", [*ON_DATA, "restore BACKUP"])
def test_data_of_a_newer_program(line: str, desk: Desk, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "LATEST", 0)
    assert "新しい版" in refused(desk, [*desk.words(line), *desk.place], 1)


@pytest.mark.parametrize("line", [*ON_DATA, "restore BACKUP", ""])
def test_a_folder_unfit_for_data(line: str, desk: Desk, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = desk.root / "OneDrive" / "data"
    assert "クラウド" in refused(desk, ["--data", str(cloud), *desk.words(line)], 1)
    monkeypatch.setattr(paths, "is_writable", lambda folder: desk.folder not in (folder, *folder.parents))
    assert "書き込" in refused(desk, [*desk.place, *desk.words(line)], 1)


@pytest.mark.parametrize("line", [*ON_DATA, "restore BACKUP"])
def test_no_passphrase_and_nobody_to_ask(line: str, desk: Desk, refused: Refused) -> None:
    assert "--passphrase-file" in refused(desk, [*desk.words(line), *desk.place[:2]], 1)


@pytest.mark.parametrize(
    "line",
    [
        "nope",
        "--nope",
        "form",
        "form 0 --blank --out OUT",
        "form 11 --blank --out OUT",
        "form x --blank --out OUT",
        "form 1 --out OUT",
        "form 1 --blank",
        "form 1 --blank --draft --out OUT",
        "form 1 --case",
        "bundle --out OUT",
        "bundle --case R8-0001",
        "report --out OUT",
        "report --year 26 --out OUT",
        "report --year R8 --out OUT",
        "report --year 2101 --out OUT",
        "report --year 2026",
        "import",
        "import LEDGER LEDGER",
        "restore",
        "restore BACKUP BACKUP",
        "backup --to",
        "check here",
        "demo",
        "pictures",
        "--data",
    ],
)
def test_a_wrong_call(line: str, desk: Desk, refused: Refused) -> None:
    assert "--help" in refused(desk, desk.words(line), 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("form 1 --case R8-9999 --out OUT", "R8-9999"),
        ("form 1 --case 佐藤 --out OUT", "佐藤"),
        ("form 3 --case R8-0001 --out OUT", "まだありません"),
        ("form 8 --case R8-0001 --out OUT", "まだありません"),
        ("bundle --case R8-9999 --out OUT", "R8-9999"),
        ("bundle --case R8-0001 --out OUT", "まだ"),
        ("bundle --case R8-0001 --changed --out OUT", "まだ"),
        ("report --year 1990 --out OUT", "1990"),
        ("report --year 2026 --out nowhere/y.xlsx", "フォルダーがありません"),
        ("form 1 --blank --out nowhere/y.pdf", "フォルダーがありません"),
        ("bundle --case R8-0001 --out .", "フォルダーです"),
        ("import nowhere.csv", "nowhere.csv"),
        ("import LEDGER --mapping nowhere.yaml", "nowhere.yaml"),
        ("restore nowhere.db", "nowhere.db"),
        ("restore LEDGER", ""),
        ("backup --to LEDGER", "フォルダーではありません"),
        ("backup --to LEDGER/below", ""),
        ("demo --out LEDGER", "フォルダーではありません"),
        ("pictures LEDGER", "フォルダーではありません"),
    ],
)
def test_a_request_that_cannot_be_met(line: str, said: str, desk: Desk, refused: Refused) -> None:
    own = [] if line.split(maxsplit=1)[0] in {"demo", "pictures"} else desk.place
    assert said in refused(desk, [*desk.words(line), *own], 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.csv", b""),
        ("空.xlsx", b""),
        ("写真.csv", bytes(range(256)) * 20),
        ("写真.xlsx", b"\x89PNG" + bytes(5000)),
        ("途中.xlsx", b"PK\x03\x04" + bytes(500)),
        ("古い.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000)),
        ("見出しなし.csv", "あ,い,う\n1,2,3\n".encode()),
        ("氏名なし.csv", "住所,電話\n佐呂間町,1\n".encode()),
        ("変な日.csv", "氏名,生年月日\n佐藤,R8.13.45\n".encode()),
        ("何か.pdf", b"%PDF-1.7\n"),
    ],
)
def test_a_ledger_that_cannot_be_read(name: str, content: bytes, desk: Desk, refused: Refused) -> None:
    file = desk.root / name
    file.write_bytes(content)
    refused(desk, ["import", str(file), *desk.place], 1)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"just words", b"- 1\n", b"columns: 5", b"columns: {x: 1}"])
def test_a_mapping_that_cannot_be_read(content: bytes, desk: Desk, refused: Refused) -> None:
    mapping = desk.root / "対応.yaml"
    mapping.write_bytes(content)
    refused(desk, [*desk.words("import LEDGER --mapping"), str(mapping), *desk.place], 1)


@pytest.mark.parametrize("cut", [0, 100, 4096, 50_000, -1])
def test_a_backup_that_was_cut_off(cut: int, desk: Desk, refused: Refused) -> None:
    desk.backup.write_bytes(desk.backup.read_bytes()[:cut])
    refused(desk, [*desk.words("restore BACKUP"), *desk.place], 1)


def test_a_backup_under_another_passphrase(desk: Desk, refused: Refused) -> None:
    wrong_passphrase(desk)
    assert "パスフレーズが違います" in refused(desk, [*desk.words("restore BACKUP"), *desk.place], 1)


@pytest.mark.parametrize(
    "line", ["form 1 --blank --out OUT", "report --year 2026 --out OUT", "backup", "import LEDGER", "restore BACKUP"]
)
def test_a_full_disk(line: str, desk: Desk, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (desk.root / "台帳.csv").write_text("氏名,備考\n" + f"佐藤 花子,{'長い' * 500}\n" * 100, encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(tempfile, "mkstemp", full)
    monkeypatch.setattr(sqlite, "_LIVE", (*sqlite._LIVE, "PRAGMA max_page_count = 1"))
    assert "空きが足りない" in refused(desk, [*desk.words(line), *desk.place], 1)


def test_a_demo_leaves_a_foreign_folder_alone(desk: Desk, refused: Refused) -> None:
    (desk.root / "out" / "office").mkdir(parents=True)
    (desk.root / "out" / "office" / "写真.jpg").write_bytes(b"photo")
    assert "練習用でない" in refused(desk, ["demo", "--out", str(desk.root / "out")], 1)
    shutil.rmtree(desk.root / "out" / "office")
    shutil.copytree(desk.folder, desk.root / "out" / "office")
    assert "練習用でない" in refused(desk, ["demo", "--out", str(desk.root / "out")], 1)


LIMITED = """
import sys
from saroma_desk.__main__ import main
try:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
except ImportError:  # Windows has no such limit
    import errno, os, tempfile
    def full(*_, **__): raise OSError(errno.ENOSPC, "No space left on device")
    os.fsync = tempfile.mkstemp = full
sys.exit(main())
"""


@pytest.mark.parametrize("line", ["form 1 --blank --out OUT", "backup", "import LEDGER", "restore BACKUP"])
def test_a_disk_that_takes_no_more_of_a_file(line: str, desk: Desk) -> None:
    before = desk.state()
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, *desk.words(line), *desk.place],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1, result.stdout
    assert_calm(result.stderr)
    assert desk.state() == before


@pytest.mark.parametrize("case", ["R8-0001", "r8-0001", "Ｒ８－０００１", "Ｒ８ー０００１", "R8−0001"])
def test_a_case_number_is_found_however_it_is_typed(case: str, desk: Desk) -> None:
    with open_context(desk.folder, passphrase=WORDS, user="保健師") as ctx:
        assert cases.episode_of(ctx, case) == 1
