"""Families on their way to a helper, and the tab that shows them."""

from __future__ import annotations

from typing import Any

import pytest

from saroma_desk.services.context import AppContext
from tests.services import helping
from tests.services.builders import Case
from tests.services.helping import Helped, Team
from tests.ui.tabs.nurse import Nurse


@pytest.fixture
def team(ctx: AppContext) -> Team:
    """A provider under contract, with prices and the town's answers."""
    helping.answer_all(ctx)
    return helping.team(ctx)


@pytest.fixture
def applied(family: Case, team: Team) -> Helped:
    """A family whose application waits for its decision."""
    return helping.apply(family, team)


@pytest.fixture
def approved(applied: Helped) -> Helped:
    """A family that may be visited from 15 June on, Mondays and Thursdays, fifteen times."""
    applied.approve()
    return applied


@pytest.fixture
def tab(nurse: Nurse) -> Any:
    """ヘルパー派遣, shown."""
    return nurse.go("dispatches")
