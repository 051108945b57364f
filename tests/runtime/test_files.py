from __future__ import annotations

import errno
from pathlib import Path

import pytest

from saroma_desk.runtime import files


def held(code: int) -> OSError:
    error = OSError(errno.EACCES, "held")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


def test_new_content_replaces_the_old_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "控え.json"
    files.write_atomic(target, b"one")
    files.write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_keeps_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "settings.json"
    files.write_atomic(target, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        files.write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_held_by_a_scanner_is_tried_again(code: int) -> None:
    answers: list[OSError | None] = [held(code), held(code), None]
    waited: list[float] = []

    def action() -> str:
        if error := answers.pop(0):
            raise error
        return "done"

    assert files.retry_while_held(action, wait=waited.append) == "done"
    assert len(waited) == 2


def test_a_file_held_for_ever_is_given_up_after_about_ten_seconds() -> None:
    waited: list[float] = []

    def action() -> None:
        raise held(32)

    with pytest.raises(OSError, match="held"):
        files.retry_while_held(action, wait=waited.append)
    assert 8 <= sum(waited) <= 12


def test_another_error_is_not_tried_again() -> None:
    def action() -> None:
        raise FileNotFoundError(errno.ENOENT, "missing")

    with pytest.raises(FileNotFoundError):
        files.retry_while_held(action, wait=lambda _: pytest.fail("waited"))


def test_a_full_disk_is_known_on_every_platform() -> None:
    assert files.is_disk_full(OSError(errno.ENOSPC, ""))
    assert files.is_disk_full(held(112))
    assert not files.is_disk_full(held(32))
