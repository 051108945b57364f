"""A wrong passphrase is told from a damaged file, and neither changes a byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, keys
from saroma_desk.storage.sqlite import sqlcipher
from saroma_desk.storage.store import DATABASE

RIGHT = "サロマ湖の帆立 Hotate 2026"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed real office; tests only read it."""
    folder = tmp_path_factory.mktemp("office")
    Store.create(folder, RIGHT, clock=FixedClock(date(2026, 11, 2)), user="佐藤").close()
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize(
    "typed", [RIGHT, "サロマ湖の帆立　Ｈｏｔａｔｅ　２０２６", "サロマ湖の帆立 Hotate 2026".replace("ロ", "ﾛ")]
)
def test_full_and_half_width_are_the_same_passphrase(office: Path, typed: str) -> None:
    assert keys.unlock(office / DATABASE, typed).secret == keys.unlock(office / DATABASE, RIGHT).secret


def test_decomposed_kana_is_the_same_passphrase() -> None:
    assert keys.derive("がぎぐ", b"s" * 16).secret == keys.derive("か\u3099き\u3099く\u3099", b"s" * 16).secret


@pytest.mark.parametrize(
    "typed", ["", RIGHT.lower(), RIGHT + " ", RIGHT[:-1], "さろま湖の帆立 Hotate 2026", "\ud800", "\0", "x" * 10_000]
)
def test_a_wrong_passphrase_changes_no_byte(office: Path, typed: str, fixed_clock: FixedClock) -> None:
    before = content(office)
    with pytest.raises(KnownError, match="パスフレーズが違います") as refused:
        Store.open(office, typed, clock=fixed_clock, user="佐藤")
    assert refused.value.code == "wrong_passphrase"
    assert content(office) == before


def test_a_real_office_is_not_opened_without_a_passphrase(office: Path, fixed_clock: FixedClock) -> None:
    assert keys.needs_passphrase(office / DATABASE)
    with pytest.raises(KnownError) as refused:
        Store.open(office, None, clock=fixed_clock, user="佐藤")
    assert refused.value.code == "passphrase_needed"


def flipped(office: Path, target: Path, start: int, length: int) -> Path:
    for name, data in content(office).items():
        (target / name).write_bytes(data)
    damaged = bytearray((target / DATABASE).read_bytes())
    damaged[start : start + length] = bytes(byte ^ 0xFF for byte in damaged[start : start + length])
    (target / DATABASE).write_bytes(damaged)
    return target / DATABASE


@pytest.mark.parametrize(("start", "length"), [(0, 1), (0, 16), (16, 1), (0, 4096), (0, 1_000_000)])
def test_a_damaged_file_is_not_called_a_wrong_passphrase(
    office: Path, tmp_path: Path, fixed_clock: FixedClock, start: int, length: int
) -> None:
    file = flipped(office, tmp_path, start, length)
    with pytest.raises(KnownError, match="壊れている"):
        Store.open(file.parent, RIGHT, clock=fixed_clock, user="佐藤")
    with pytest.raises(KnownError, match="パスフレーズが違います"):
        Store.open(file.parent, "a wrong passphrase", clock=fixed_clock, user="佐藤")


def test_any_sqlcipher_tool_opens_the_file_with_the_passphrase(office: Path) -> None:
    raw = sqlcipher.connect((office / DATABASE).as_uri() + "?mode=ro&immutable=1", uri=True)
    raw.execute(f"PRAGMA key = '{RIGHT}'")
    assert raw.execute("SELECT count(*) FROM household").fetchone() == (0,)
    raw.close()


def test_a_new_passphrase_has_twelve_characters(folder: Path, fixed_clock: FixedClock) -> None:
    with pytest.raises(KnownError, match="12文字以上"):
        Store.create(folder, "短い合言葉", clock=fixed_clock, user="佐藤")
    assert not folder.exists()


def test_a_key_never_shows_itself() -> None:
    assert keys.derive(None, b"s" * 16).secret.hex() not in repr(keys.derive(None, b"s" * 16))
