"""What every test may rely on: no screen, no network, no unexpected warning, a clock that stands still."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from saroma_desk.runtime.clock import FixedClock

pytest_plugins = ["tests.casecount"]

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Same examples each time, so that the test command gives one answer for one state of the code; the night run explores:
# HYPOTHESIS_PROFILE=nightly python -m pytest -m "hypothesis or cases"
settings.register_profile("default", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

_NETWORK_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


def _forbid_network(event: str, args: tuple[Any, ...]) -> None:
    if event in _NETWORK_EVENTS and not (event == "socket.connect" and isinstance(args[1], str)):
        raise RuntimeError(f"saroma_desk never uses the network, but a test did: {event}")


sys.addaudithook(_forbid_network)


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home for each test, also for the programs it starts; the tester's own data stay out of reach."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(home))
    return home


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test when WARNING or worse was logged; who expects a line looks at it, then clears `caplog`."""
    yield
    lines = [record for record in caplog.get_records("call") if record.levelname in {"WARNING", "ERROR", "CRITICAL"}]
    if lines:
        pytest.fail("unexpected log: " + "; ".join(f"{record.name}: {record.getMessage()}" for record in lines))


@pytest.fixture
def fixed_clock() -> FixedClock:
    """Monday, 2 November 2026 (令和8年11月2日), 09:00 at the desk."""
    return FixedClock(datetime(2026, 11, 2, 9, 0))
