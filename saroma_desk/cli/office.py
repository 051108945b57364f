"""Which office a command works on, its passphrase, and the files a command reads or writes."""

from __future__ import annotations

import getpass
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import paths

if TYPE_CHECKING:
    from saroma_desk.services.context import AppContext

_MAX_PASSPHRASE_BYTES: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which office, as the caller wrote it; a command's own options win over those before the command.

    Attributes:
        data: the chosen data folder; None means the platform's.
        passphrase_file: file whose first line is the passphrase; None means ask on the terminal.
        practice: the invented office instead of the real one.
    """

    data: Path | None = None
    passphrase_file: Path | None = None
    practice: bool = False

    def folder(self) -> Path:
        """Absolute path of the data folder; it need not exist."""
        return paths.data_folder(practice=self.practice, chosen=self.data)


def fit_folder(place: Place) -> Path:
    """The data folder of the office.

    Raises:
        KnownError: a live database may not lie there (share, cloud folder, removable or read-only medium).
    """
    folder = place.folder()
    trouble = paths.trouble_with(folder)
    if trouble:
        raise KnownError(trouble.value, trouble.message)
    return folder


def open_office(place: Place) -> AbstractContextManager[AppContext]:
    """Open the office's data, asking for the passphrase where it needs one.

    Raises:
        KnownError: no database there, unfit place, wrong or missing passphrase, damaged database, in use elsewhere.
    """
    folder = fit_folder(place)
    if place.practice:
        from saroma_desk.practice.showcase import open_practice

        return open_practice(folder)
    from saroma_desk.bootstrap import open_context

    return open_context(folder, passphrase=known_passphrase(place), user=user_at_the_desk())


def user_at_the_desk() -> str:
    """Who is signed in at this machine, as the audit trail names them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service account without a name; ImportError on Windows before 3.13
        return "不明"


def known_passphrase(place: Place) -> str | None:
    """The passphrase for `place`; None for the practice office, which has none.

    Raises:
        KnownError: as `passphrase_for`.
    """
    return None if place.practice else passphrase_for(place.folder(), place.passphrase_file)


def passphrase_for(folder: Path, file: Path | None) -> str:
    """The passphrase of the real office in `folder`, from `file` or else from the terminal.

    Raises:
        KnownError: no database in the folder; the practice office's database; no passphrase to be had.
    """
    from saroma_desk.storage import needs_passphrase

    if not needs_passphrase(folder):
        raise KnownError(
            "practice_database",
            "このフォルダーのデータは練習用です。練習用の事業所は --practice を付けて開いてください。",
        )
    return read_passphrase(file)


def read_passphrase(file: Path | None) -> str:
    """The first line of `file` without its line end, or what is typed on the terminal without an echo.

    Raises:
        KnownError: the file cannot be read or is empty; there is neither a file nor a terminal.
    """
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise KnownError(
            "passphrase_needed",
            "パスフレーズを尋ねる端末がありません。--passphrase-file でファイルを指定してください。",
        )
    return getpass.getpass("パスフレーズ: ")


def _first_line(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            text = stream.read(_MAX_PASSPHRASE_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError("passphrase_file_unreadable", f"パスフレーズのファイルを読めません: {file}") from error
    line = text.splitlines()[0] if text else ""
    if not line:
        raise KnownError("passphrase_file_empty", f"パスフレーズのファイルの1行目が空です: {file}")
    return line


def readable_file(path: Path) -> Path:
    """`path` as it is, when it can be read.

    Raises:
        KnownError: nothing there, a folder, or reading is not allowed.
    """
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise KnownError("unreadable_file", f"ファイルを読めません: {path} 場所と名前を確かめてください。") from error


def target_file(path: Path) -> Path:
    """`path` as it is, when a file may be written there.

    Raises:
        KnownError: its folder is missing or read-only, or `path` is a folder or a device.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        raise KnownError("missing_folder", f"保存先のフォルダーがありません: {folder}")
    if path.is_dir():
        raise KnownError("target_is_folder", f"保存先がフォルダーです。ファイルの名前まで指定してください: {path}")
    if path.exists() and not path.is_file():
        raise KnownError("target_is_no_file", f"保存先がふつうのファイルではありません: {path}")
    if not paths.is_writable(folder):
        raise KnownError("read_only_folder", f"保存先のフォルダーに書き込めません: {folder}")
    return path


def target_folder(path: Path) -> Path:
    """`path` as an existing folder; it is made where it is missing.

    Raises:
        KnownError: it cannot be made or written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise KnownError("not_a_folder", f"保存先がフォルダーではありません: {path}") from error
    except OSError as error:
        raise KnownError("read_only_folder", f"保存先のフォルダーを作れません: {path}") from error
    if not paths.is_writable(path):
        raise KnownError("read_only_folder", f"保存先のフォルダーに書き込めません: {path}")
    return path


def save(content: bytes, out: Path) -> None:
    """Write a finished file whole or not at all.

    Raises:
        KnownError: the disk is full, the file is open elsewhere or may not be written.
    """
    from saroma_desk.reports.book import save as save_file

    save_file(content, out)
