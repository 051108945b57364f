"""Passphrases and files that commands are given."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from saroma_desk.cli import office
from saroma_desk.domain.errors import KnownError


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        ("ひみつ の ことば\n".encode(), "ひみつ の ことば"),
        (b"\xef\xbb\xbfwindows\r\nsecond", "windows"),
        (b" spaces stay ", " spaces stay "),
    ],
)
def test_the_passphrase_is_the_first_line_as_it_stands(tmp_path: Path, content: bytes, passphrase: str) -> None:
    file = tmp_path / "合言葉"
    file.write_bytes(content)
    assert office.read_passphrase(file) == passphrase


@pytest.mark.parametrize("content", [b"", b"\nsecond", b"\xff\xfe"])
def test_a_file_without_a_passphrase_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "合言葉"
    file.write_bytes(content)
    with pytest.raises(KnownError, match="パスフレーズのファイル"):
        office.read_passphrase(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="読めません"):
        office.read_passphrase(tmp_path / "ない")


def test_without_a_terminal_nobody_waits_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("typed"))
    with pytest.raises(KnownError, match="--passphrase-file"):
        office.read_passphrase(None)


def test_on_a_terminal_the_passphrase_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(office.getpass, "getpass", lambda prompt: f"answer to {prompt}")
    assert office.read_passphrase(None) == "answer to パスフレーズ: "


def test_no_passphrase_is_asked_for_where_no_data_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "read_passphrase", lambda _: pytest.fail("asked"))
    with pytest.raises(KnownError):
        office.passphrase_for(tmp_path, None)


def test_a_target_needs_a_folder_and_a_name(tmp_path: Path) -> None:
    assert office.target_file(tmp_path / "様式.pdf") == tmp_path / "様式.pdf"
    with pytest.raises(KnownError, match="フォルダーがありません"):
        office.target_file(tmp_path / "ない" / "様式.pdf")
    with pytest.raises(KnownError, match="ファイルの名前まで"):
        office.target_file(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_target_folder_that_refuses_files_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.paths, "is_writable", lambda _: False)
    with pytest.raises(KnownError, match="書き込めません"):
        office.target_folder(tmp_path)
    with pytest.raises(KnownError, match="書き込めません"):
        office.target_file(tmp_path / "x.pdf")


def test_a_target_folder_is_made_unless_a_file_stands_there(tmp_path: Path) -> None:
    assert office.target_folder(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match="フォルダーではありません"):
        office.target_folder(tmp_path / "file")
    with pytest.raises(KnownError, match=r"作れません|フォルダーではありません"):
        office.target_folder(tmp_path / "file" / "below")


def test_an_unreadable_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"ファイルを読めません.*台帳\.xlsx"):
        office.readable_file(tmp_path / "台帳.xlsx")
    with pytest.raises(KnownError, match="ファイルを読めません"):
        office.readable_file(tmp_path)


def test_a_device_is_never_replaced_by_a_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "device"
    device.touch()
    monkeypatch.setattr(Path, "is_file", lambda _: False)
    with pytest.raises(KnownError) as refused:
        office.target_file(device)
    assert refused.value.code == "target_is_no_file"
