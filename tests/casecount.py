"""How many cases of rules a run looked at: examples that hypothesis ran to the end, and combinations counted by loops.

Examples that hypothesis drew again or threw away as unfit are not counted; a loop counts each combination once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator

import pytest

_PASSED = re.compile(r"(\d+) passing")
_CASES = pytest.StashKey[Counter[str]]()
_MARK = "cases"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{_MARK}: a loop over all combinations that counts them")
    config.stash[_CASES] = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark who counts, so that `-m "hypothesis or cases"` chooses every test of this kind."""
    for item in items:
        if "counted" in getattr(item, "fixturenames", ()):
            item.add_marker(_MARK)


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[[int], None]:
    """Call it with the number of combinations that were looked at."""
    cases = request.config.stash[_CASES]

    def count(number: int) -> None:
        cases["loops"] += number

    return count


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        told = getattr(item, "hypothesis_statistics", "")
        item.config.stash[_CASES]["hypothesis"] += sum(map(int, _PASSED.findall(told)))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    cases = config.stash[_CASES]
    if cases.total():
        said = ", ".join(f"{number:,} by {who}" for who, number in sorted(cases.items()))
        terminalreporter.write_line(f"cases of rules: {cases.total():,} ({said})")
