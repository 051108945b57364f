"""Changing the passphrase: a copy under the new key is made and verified, then takes the place in one rename."""

from __future__ import annotations

from pathlib import Path

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import Clock
from saroma_desk.runtime.files import retry_while_held, write_atomic

from . import copying, keys, schema, sqlite
from .faults import known_fault
from .keys import Key
from .store import DATABASE, Store


def change_passphrase(folder: Path, old: str, new: str, *, clock: Clock, user: str) -> None:
    """Encrypt the database of `folder` under a new passphrase; no store may be open there.

    Whatever happens, the old or the new passphrase opens it. Backups made before keep the old one.

    Raises:
        KnownError: ``weak_passphrase``, ``wrong_passphrase``, ``locked``, ``disk_full``, ``unverified_backup``.
    """
    keys.check_new(new)
    file = folder / DATABASE
    part = folder / "saroma.rekeyed"
    with Store.open(folder, old, clock=clock, user=user) as store:
        if store.practice:
            raise KnownError("practice_office", "練習用のデータにはパスフレーズを付けられません。")
        with store.work("パスフレーズの変更") as work:
            work.record_reading("パスフレーズの変更")
            work.commit()
        fresh = keys.derive(new, store.key.salt)
        try:
            part.unlink(missing_ok=True)
            with store.quiet():
                _copy_under(store, part, fresh)
                store.hand_over(lambda: _swap(part, file, fresh))
        except OSError as error:
            raise known_fault(error) or error from error
        finally:
            part.unlink(missing_ok=True)


def _copy_under(store: Store, part: Path, fresh: Key) -> None:
    before = copying.verified_copy(store.engine, store.key, part, schema.LATEST)
    sqlite.rekey(part, store.key, fresh)
    copying.flush(part)
    if copying.examine(part, fresh) != before:
        raise KnownError("unverified_backup", "新しいパスフレーズの写しを確かめられませんでした。元のまま使えます。")


def _swap(part: Path, file: Path, fresh: Key) -> None:
    retry_while_held(lambda: part.replace(file))
    write_atomic(keys.note_file(file), keys.note(fresh))
