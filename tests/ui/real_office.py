"""Fixtures of a window over a real, encrypted office; import the ones a test module needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import RecordingSpeaker
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation", "real_desk"]


@pytest.fixture
def real_desk(app: QApplication, speaker: RecordingSpeaker, ctx: AppContext) -> Iterator[Desk]:
    """A desk over the real store whose work runs at once."""
    operations = Operations(speaker, inline=True)
    yield Desk(ctx, operations, speaker)
    operations.shutdown()
