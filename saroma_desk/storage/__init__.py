"""SQLModel tables, unit of work, migrations, keys, audit; frozen records go in and come out."""

from __future__ import annotations

from .audit import AuditHead
from .backup import (
    BackupInfo,
    BackupReport,
    RestoreReport,
    back_up,
    check,
    inspect_backup,
    kept_states,
    list_backups,
    locked_backups,
    note_restore,
    restore,
    restore_over,
)
from .copying import Content
from .keys import SHORTEST_PASSPHRASE
from .passphrase import change_passphrase, note_change, rekey
from .search import HouseholdHit
from .store import Store, needs_passphrase
from .unit import Between, Reader, UnitOfWork

__all__ = [
    "SHORTEST_PASSPHRASE",
    "AuditHead",
    "BackupInfo",
    "BackupReport",
    "Between",
    "Content",
    "HouseholdHit",
    "Reader",
    "RestoreReport",
    "Store",
    "UnitOfWork",
    "back_up",
    "change_passphrase",
    "check",
    "inspect_backup",
    "kept_states",
    "list_backups",
    "locked_backups",
    "needs_passphrase",
    "note_change",
    "note_restore",
    "rekey",
    "restore",
    "restore_over",
]
