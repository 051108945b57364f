"""Where this desk keeps its things, and which places are unfit to hold a live database.

Below one folder of the signed-in user (Windows: AppData/Local, never a roaming or synced profile) lie
`office/` (the real data), `practice/` (the invented office), `logs/` and `settings.json`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

import platformdirs

APP: Final = "saroma_desk"


def home() -> Path:
    """The folder of this program for the signed-in user; it may not exist yet."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False, roaming=False))


def data_folder(*, practice: bool, chosen: Path | None = None) -> Path:
    """The folder that holds an office's database: the one the person chose, else the platform's own.

    The practice office always lives in another folder than the real one: a chosen folder gets `practice` below it.
    """
    if chosen is not None:
        place = Path(os.path.abspath(chosen.expanduser()))  # noqa: PTH100  resolve() would turn a drive letter into UNC
        return place / "practice" if practice else place
    return home() / ("practice" if practice else "office")


def logs_folder() -> Path:
    """Folder of the log and of crash reports; neither holds personal data."""
    return home() / "logs"


def settings_file() -> Path:
    """File of `runtime.settings`."""
    return home() / "settings.json"


class Trouble(StrEnum):
    """Why a folder cannot hold a live database."""

    NETWORK = "network_folder"
    CLOUD = "cloud_folder"
    REMOVABLE = "removable_folder"
    READ_ONLY = "read_only_folder"
    NOT_A_FOLDER = "not_a_folder"

    @property
    def message(self) -> str:
        """One calm Japanese sentence: what is wrong and what to do instead."""
        return _MESSAGES[self]


_MESSAGES: Final[Mapping[Trouble, str]] = {
    Trouble.NETWORK: (
        "データの置き場所が共有フォルダー（ネットワーク）です。記録が壊れるおそれがあります。"
        "このパソコンの中のフォルダーを選び、共有フォルダーには控えを置いてください。"
    ),
    Trouble.CLOUD: (
        "データの置き場所がクラウドと同期するフォルダーです。記録が外へ送られ、壊れるおそれもあります。"
        "同期しないフォルダーを選んでください。"
    ),
    Trouble.REMOVABLE: (
        "データの置き場所が取り外しのできる媒体（USBメモリーなど）です。"
        "このパソコンの中のフォルダーを選び、媒体には控えを置いてください。"
    ),
    Trouble.READ_ONLY: "データの置き場所に書き込めません。書き込めるフォルダーを選んでください。",
    Trouble.NOT_A_FOLDER: "データの置き場所がフォルダーではありません。フォルダーを選んでください。",
}


def trouble_with(folder: Path) -> Trouble | None:
    """What speaks against keeping a live database in `folder` (which need not exist yet); None when nothing does.

    Only looks: the folder is not made, and the trial file for writing vanishes at once.
    """
    place = Path(os.path.abspath(folder))  # noqa: PTH100  a symbolic link to a share is looked at below
    real = place.resolve()
    if is_unc(place) or is_unc(real):
        return Trouble.NETWORK
    if is_synced(place, os.environ) or is_synced(real, os.environ):
        return Trouble.CLOUD
    existing = next(parent for parent in (real, *real.parents) if parent.exists())
    if not existing.is_dir():
        return Trouble.NOT_A_FOLDER
    return _volume_trouble(existing) or (None if is_writable(existing) else Trouble.READ_ONLY)


def is_unc(path: PurePath) -> bool:
    r"""Whether a path names a share of another machine (`\\server\share`), also in its `\\?\UNC\` spelling."""
    drive = PureWindowsPath(path).drive.replace("/", "\\")
    if drive.upper().startswith("\\\\?\\UNC\\"):
        return True
    return drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))


_SYNC_NAMES: Final = frozenset(
    {"dropbox", "google drive", "googledrive", "my drive", "マイドライブ", "icloud drive", "iclouddrive"}
    | {"mobile documents", "cloudstorage", "box", "box sync", "nextcloud", "owncloud", "pcloud drive", "mega"}
)
_SYNC_BEGINNINGS: Final = ("onedrive", "dropbox (")
_SYNC_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def is_synced(path: PurePath, environment: Mapping[str, str]) -> bool:
    """Whether a path lies in a folder that a cloud service copies away, by its names or by what OneDrive announces."""
    if any(_names_a_cloud(part.casefold()) for part in path.parts):
        return True
    roots = (environment.get(name, "") for name in _SYNC_VARIABLES)
    return any(root and path.is_relative_to(root) for root in roots)


def _names_a_cloud(name: str) -> bool:
    return name in _SYNC_NAMES or name.startswith(_SYNC_BEGINNINGS)


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in an existing folder, found by making one that vanishes at once."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".saroma-"):
            return True
    except OSError:
        return False


def _volume_trouble(folder: Path) -> Trouble | None:
    if sys.platform == "win32":
        return _windows_volume(folder)
    if sys.platform == "darwin":
        return Trouble.REMOVABLE if folder.is_relative_to("/Volumes") else None
    try:
        table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    mount = mount_of(folder, table.splitlines())
    return None if mount is None else _linux_volume(mount)


if sys.platform == "win32":

    def _windows_volume(folder: Path) -> Trouble | None:
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return {2: Trouble.REMOVABLE, 4: Trouble.NETWORK, 5: Trouble.REMOVABLE}.get(kind)


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of Linux's mount table.

    Attributes:
        point: folder where the volume is attached.
        kind: type of file system, e.g. ``ext4`` or ``cifs``.
        device: major:minor number.
    """

    point: Path
    kind: str
    device: str


_NETWORK_KINDS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "davfs", "ncpfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.smbnetfs"}
)


def mount_of(folder: Path, table: Iterable[str]) -> Mount | None:
    """The mount that holds `folder`, from the lines of `/proc/self/mountinfo`; the longest, last mounted point wins."""
    best: Mount | None = None
    for line in table:
        mount = _mount(line)
        if (
            mount
            and folder.is_relative_to(mount.point)
            and (best is None or len(mount.point.parts) >= len(best.point.parts))
        ):
            best = mount
    return best


def _mount(line: str) -> Mount | None:
    left, separator, right = line.partition(" - ")
    words, kind = left.split(" "), right.split(" ")[0]
    if not separator or len(words) < 5:
        return None
    point = words[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
    return Mount(Path(point), kind, words[2])


def _linux_volume(mount: Mount) -> Trouble | None:
    if mount.kind in _NETWORK_KINDS:
        return Trouble.NETWORK
    device = Path("/sys/dev/block", mount.device)
    return Trouble.REMOVABLE if device.exists() and "/usb" in str(device.resolve()) else None
