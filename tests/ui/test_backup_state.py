"""What the header says about the backup."""

from __future__ import annotations

from datetime import date

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import safety
from saroma_desk.services.context import AppContext
from saroma_desk.ui import messages
from saroma_desk.ui.frame_sources import SOURCES
from tests.services.builders import Case
from tests.ui.real_office import case, clock, ctx, empty_office, one_derivation

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation"]


def test_the_header_tells_the_state_of_the_backup(ctx: AppContext, case: Case, clock: FixedClock) -> None:
    assert SOURCES.backup(ctx) == (messages.NO_BACKUP_STATE, "alarm")
    safety.make_backup(ctx)
    assert SOURCES.backup(ctx) == ("バックアップ 09:00 確認済", "good")
    clock.move_to(date(2026, 7, 15))
    assert SOURCES.backup(ctx) == ("バックアップ R8.6.15 確認済", "warn")
