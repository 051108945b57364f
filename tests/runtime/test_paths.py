from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from saroma_desk.runtime import paths
from saroma_desk.runtime.paths import Trouble

MOUNTS = """\
22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
40 22 0:50 / /mnt/kyoyu rw - cifs //server/share rw
41 22 0:51 / /mnt/a\\040b rw shared:1 - fuse.sshfs host:/ rw
broken line"""


def test_practice_and_real_data_never_share_a_folder(private_home: Path, tmp_path: Path) -> None:
    assert paths.data_folder(practice=False) != paths.data_folder(practice=True)
    assert paths.data_folder(practice=False).is_relative_to(private_home)
    assert paths.data_folder(practice=False, chosen=tmp_path) == tmp_path
    assert paths.data_folder(practice=True, chosen=tmp_path) == tmp_path / "practice"


def test_a_relative_choice_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_folder(practice=False, chosen=Path("データ 1")) == tmp_path / "データ 1"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"\\server\kodomo\data", True),
        (r"\\?\UNC\server\kodomo", True),
        (r"\\?\C:\data", False),
        (r"C:\Users\保健師\data", False),
    ],
)
def test_shares_are_known_by_their_spelling(path: str, expected: bool) -> None:
    assert paths.is_unc(PureWindowsPath(path)) is expected


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\a\OneDrive - 佐呂間町\ドキュメント"),
        PureWindowsPath(r"C:\Users\a\Dropbox\x"),
        PureWindowsPath(r"G:\マイドライブ"),
        PurePosixPath("/Users/a/Library/CloudStorage/x"),
    ],
)
def test_synced_folders_are_known_by_name(path: PureWindowsPath | PurePosixPath) -> None:
    assert paths.is_synced(path, {})


def test_synced_folders_are_known_by_what_onedrive_announces() -> None:
    announced = {"OneDriveCommercial": r"D:\Kumo"}
    assert paths.is_synced(PureWindowsPath(r"D:\Kumo\data"), announced)
    assert not paths.is_synced(PureWindowsPath(r"D:\Kumori\data"), announced)
    assert not paths.is_synced(PureWindowsPath(r"D:\data"), {"OneDrive": ""})


@pytest.mark.parametrize(
    ("folder", "kind"), [("/home/a", "ext4"), ("/mnt/kyoyu/x", "cifs"), ("/mnt/a b/c", "fuse.sshfs")]
)
def test_the_mount_of_a_folder_is_the_nearest(folder: str, kind: str) -> None:
    mount = paths.mount_of(PurePosixPath(folder), MOUNTS.splitlines())  # type: ignore[arg-type]
    assert mount is not None
    assert mount.kind == kind


def test_an_ordinary_folder_is_fit_and_looking_makes_nothing(tmp_path: Path) -> None:
    assert paths.trouble_with(tmp_path / "まだない" / "data") is None
    assert list(tmp_path.iterdir()) == []


def test_a_synced_folder_and_a_file_are_unfit(tmp_path: Path) -> None:
    assert paths.trouble_with(tmp_path / "Dropbox" / "data") is Trouble.CLOUD
    (tmp_path / "file").touch()
    assert paths.trouble_with(tmp_path / "file") is Trouble.NOT_A_FOLDER


def test_a_folder_that_refuses_a_trial_file_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(paths.tempfile, "TemporaryFile", refuse)
    assert paths.trouble_with(tmp_path) is Trouble.READ_ONLY


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_sentence(trouble: Trouble) -> None:
    assert trouble.message.endswith("。")
