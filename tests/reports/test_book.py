"""Saving: the whole file or none, and a calm sentence when it cannot be done."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.yearly import YearData
from saroma_desk.reports import book
from saroma_desk.reports.celltext import LONGEST, pieces, visible
from saroma_desk.reports.workbook import write_workbook


def test_writes_and_overwrites_whole(tmp_path: Path, town_year: YearData) -> None:
    out = tmp_path / "年度 実績.xlsx"
    out.write_bytes(b"old")
    assert write_workbook(town_year, out) == out
    assert out.read_bytes()[:2] == b"PK"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_or_a_missing_folder_is_told(tmp_path: Path, town_year: YearData) -> None:
    for out, code in ((tmp_path, "is_folder"), (tmp_path / "ない" / "a.xlsx", "no_folder")):
        with pytest.raises(KnownError) as told:
            write_workbook(town_year, out)
        assert told.value.code == code


@pytest.mark.parametrize(
    ("error", "exists", "code"),
    [
        (OSError(errno.ENOSPC, "full"), True, "disk_full"),
        (PermissionError(errno.EACCES, "held"), True, "file_held"),
        (PermissionError(errno.EACCES, "read-only"), False, "read_only"),
        (OSError(errno.EIO, "broken"), False, "not_saved"),
    ],
)
def test_failures_keep_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str, *, exists: bool
) -> None:
    out = tmp_path / "a.xlsx"
    if exists:
        out.write_bytes(b"old")

    def fail(_path: Path, _content: bytes) -> None:
        raise error

    monkeypatch.setattr(book, "write_atomic", fail)
    with pytest.raises(KnownError) as told:
        book.save(b"new", out)
    assert told.value.code == code
    assert str(tmp_path) not in told.value.message
    assert not exists or out.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("text", "shown", "replaced"),
    [
        ("改行\r\nと\rだけ", "改行\nと\nだけ", False),
        ("\x07\ud800", "␇\ufffd", True),
        ("𠮷葛\U000e0100", "𠮷葛\U000e0100", False),
    ],
)
def test_what_a_cell_cannot_hold_is_made_visible(text: str, shown: str, *, replaced: bool) -> None:
    assert visible(text) == (shown, replaced)


@pytest.mark.parametrize("text", ["短い", "字" * LONGEST, "字" * (LONGEST + 1), "𠮷" * 20_000])
def test_pieces_hold_everything_and_fit(text: str) -> None:
    parts = pieces(text)
    assert "".join(parts) == text
    assert all(len(p.encode("utf-16-le")) // 2 <= LONGEST for p in parts)
    assert (len(parts) == 1) == (len(text.encode("utf-16-le")) // 2 <= LONGEST)
