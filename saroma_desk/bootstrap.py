"""Puts the parts together once: store, clock, rule sets and who is at the desk become one context."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saroma_desk.domain.calendar import eras_from_rows, install_eras
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import resources
from saroma_desk.runtime.clock import Clock, SystemClock
from saroma_desk.services.context import AppContext
from saroma_desk.services.rulesets import RuleShelf, load_programmes, restore_missing
from saroma_desk.storage import Store, needs_passphrase

__all__ = ["load_programmes", "open_context"]


@contextmanager
def open_context(
    data_dir: Path,
    *,
    passphrase: str | None,
    practice: bool = False,
    user: str,
    clock: Clock | None = None,
    create: bool = False,
) -> Iterator[AppContext]:
    """Open an office's data folder, or make it with `create`, and close it again when the block ends.

    Args:
        data_dir: local folder of the office's data.
        passphrase: None for the practice office, which has none.
        practice: whether the practice office is meant; it and a real one are never taken for each other.
        user: who is at the desk, as the audit trail and papers name them.
        clock: None for the machine's own.
        create: make a new, empty office; refused where one is already.

    Raises:
        KnownError: as `Store.open` and `Store.create`; ``passphrase_needed`` for a real office without one;
            ``rule_set_invalid`` for a rule set of the office's own, naming file, key and reason.
        ResourceError: a data file of the program is damaged.
        RuleSetError: a rule set is incomplete.
    """
    if not practice and passphrase is None:
        if not create:
            needs_passphrase(data_dir)  # refuses where there is nothing to open
        raise KnownError("passphrase_needed", "パスフレーズが必要です。何も変更していません。")
    install_eras(eras_from_rows(_rows("calendar/eras.csv")))
    chosen = clock or SystemClock()
    secret = None if practice else passphrase
    opener = Store.create if create else Store.open
    with opener(data_dir, secret, clock=chosen, user=user) as store:
        restore_missing(store)
        rules = RuleShelf(lambda: load_programmes(store.folder))
        yield AppContext(store=store, clock=chosen, rules=rules, user=user, practice=store.practice)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(resources.read_text(name).splitlines()))
