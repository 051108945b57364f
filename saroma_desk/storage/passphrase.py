"""Changing the passphrase: a copy under the new key is made and verified, then takes the place in one rename."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import Clock
from saroma_desk.runtime.files import retry_while_held

from . import copying, keys, schema, sqlite
from .faults import known_fault
from .keys import Key
from .store import DATABASE, Store

_ACT: Final = "パスフレーズの変更"


def change_passphrase(folder: Path, old: str, new: str, *, clock: Clock, user: str) -> None:
    """Encrypt the database of `folder` under a new passphrase; no store may be open there.

    Whatever happens, the old or the new passphrase opens it. Backups made before keep the old one.

    Raises:
        KnownError: as `rekey`, ``locked``.
    """
    keys.check_new(new)
    with Store.open(folder, old, clock=clock, user=user) as store:
        rekey(store, old, new)
    with Store.open(folder, new, clock=clock, user=user) as store:
        note_change(store)


def rekey(store: Store, old: str, new: str) -> None:
    """The same for an open store, which is of no use afterwards; where it is refused, the store stays as it was.

    Raises:
        KnownError: ``weak_passphrase``, ``wrong_passphrase``, ``same_passphrase``, ``disk_full``,
            ``unverified_backup``.
    """
    keys.check_new(new)
    store.demand_passphrase(old)
    fresh = keys.derive(new, store.key.salt)
    if keys.same(fresh, store.key):
        raise KnownError("same_passphrase", "新しいパスフレーズが、いまのものと同じです。何も変えていません。")
    file, part = store.folder / DATABASE, store.folder / "saroma.rekeyed"
    try:
        part.unlink(missing_ok=True)
        with store.quiet():
            _copy_under(store, part, fresh)
            store.hand_over(lambda: _swap(part, file, fresh))
    except OSError as error:
        raise known_fault(error) or error from error
    finally:
        copying.discard(part)


def note_change(store: Store) -> None:
    """Write the change into the trail of the store that was opened with the new passphrase."""
    with store.work(_ACT) as work:
        work.record_reading(_ACT)
        work.commit()


def _copy_under(store: Store, part: Path, fresh: Key) -> None:
    before = copying.verified_copy(store.engine, store.key, part, schema.LATEST)
    sqlite.rekey(part, store.key, fresh)
    copying.flush(part)
    if copying.examine(part, fresh) != before:
        raise KnownError("unverified_backup", "新しいパスフレーズの写しを確かめられませんでした。元のまま使えます。")


def _swap(part: Path, file: Path, fresh: Key) -> None:
    keys.note_file(file).unlink(missing_ok=True)  # none is better than one about another passphrase
    retry_while_held(lambda: part.replace(file))
    keys.write_note(file, fresh)
