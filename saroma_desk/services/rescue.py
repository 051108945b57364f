"""Going back to a backup while the office does not open: damaged, or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from saroma_desk.runtime.clock import Clock
from saroma_desk.storage import inspect_backup, restore
from saroma_desk.storage.backup import BACKUPS

from .restoring import Comparison
from .result import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """The backups of one office that is not open.

    Attributes:
        folder: of the office's data.
        clock: of this desk.
        user: who is at the desk.
    """

    folder: Path
    clock: Clock
    user: str

    def files(self) -> tuple[Path, ...]:
        """Backups in their usual folder, newest first as their names say; a passphrase tells which of them open."""
        return tuple(sorted((self.folder / BACKUPS).glob("saroma-backup-*.db"), key=lambda f: f.name, reverse=True))

    def compare(self, file: Path, passphrase: str | None) -> Comparison:
        """What a backup holds; raises KnownError as `storage.inspect_backup`."""
        return Comparison(now=None, then=inspect_backup(file, passphrase))

    def put_back(self, file: Path, passphrase: str | None) -> Iterator[Step]:
        """Put a backup in the place of the office's data; what stands there, sound or not, is kept first.

        Raises KnownError as `storage.restore`; everything is as it was then.
        """
        yield Step(0, 1, "いまのデータを残し、バックアップの状態に戻しています")
        restore(file, self.folder, passphrase, clock=self.clock, user=self.user)
