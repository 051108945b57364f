from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication

from saroma_desk.domain.errors import KnownError
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui.operations import Operations, scrubbed_report
from saroma_desk.ui.speaker import RecordingSpeaker


@dataclass(frozen=True)
class Step:
    done: int
    total: int
    label: str = "様式1号"


@pytest.fixture
def operations(app: QApplication, speaker: RecordingSpeaker) -> Iterator[Operations]:
    runner = Operations(speaker)
    yield runner
    runner.shutdown()


def test_results_arrive_on_the_gui_thread(operations: Operations) -> None:
    seen: list[tuple[bool, bool]] = []
    gui = QThread.currentThread()
    work = lambda: threading.current_thread() is threading.main_thread()  # noqa: E731
    operations.query(work, lambda on_main: seen.append((on_main, QThread.currentThread() is gui)))
    assert operations.wait_idle()
    assert seen == [(False, True)]


def test_a_newer_query_replaces_an_older_one(operations: Operations) -> None:
    seen: list[str] = []
    hold = threading.Event()
    operations.query(hold.wait, lambda _: None)
    for text in ("さ", "さと", "さとう"):
        operations.query(lambda t=text: t, seen.append, key="search")
    hold.set()
    assert operations.wait_idle()
    assert seen == ["さとう"]


def test_a_result_for_a_widget_that_is_gone_is_dropped(operations: Operations) -> None:
    seen: list[int] = []
    owner = QObject()
    operations.query(lambda: 1, seen.append, owner=owner)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, 52)
    assert operations.wait_idle()
    assert seen == []


def test_a_command_tells_what_changed_after_its_result(operations: Operations) -> None:
    seen: list[object] = []
    operations.changed.connect(seen.append)
    operations.announced.connect(seen.append)
    result = Result(7, frozenset({Topic.PLANS}), ("残り2回です。",))
    operations.command(lambda: result, lambda r: seen.append(r.value))
    assert operations.wait_idle()
    assert seen == [7, frozenset({Topic.PLANS}), result]


def test_a_known_error_is_told_calmly(operations: Operations, speaker: RecordingSpeaker) -> None:
    def work() -> None:
        raise KnownError("disk_full", "空き容量が足りません。")

    operations.query(work, lambda _: None)
    assert operations.wait_idle()
    assert [message.code for message in speaker.told] == ["disk_full"]


def test_a_known_error_that_the_form_shows_is_not_told_twice(operations: Operations, speaker: RecordingSpeaker) -> None:
    def work() -> Result[int]:
        raise KnownError("invalid_input", "確かめてください。")

    operations.command(work, failed=lambda _: True)
    assert operations.wait_idle()
    assert speaker.told == []


def test_a_bug_is_reported_without_personal_data(
    operations: Operations, speaker: RecordingSpeaker, caplog: pytest.LogCaptureFixture
) -> None:
    def work() -> None:
        raise ValueError("佐藤 花子")

    operations.query(work, lambda _: None)
    assert operations.wait_idle()
    assert "ValueError" in speaker.bugs[0]
    assert "佐藤" not in speaker.bugs[0] + speaker.told[0].text + caplog.text
    caplog.clear()


def test_the_report_follows_the_chain_of_errors() -> None:
    try:
        try:
            raise KeyError("佐藤")
        except KeyError as error:
            raise RuntimeError("花子") from error
    except RuntimeError as error:
        report = scrubbed_report(error)
    assert "RuntimeError" in report
    assert "KeyError" in report
    assert "test_operations.py" in report
    assert "/" not in report


def test_long_work_shows_its_steps_and_gives_its_value(operations: Operations) -> None:
    def steps() -> Iterator[Step]:
        yield Step(1, 2)
        yield Step(2, 2)
        return "made"

    seen: list[object] = []
    operations.progress.connect(lambda step: seen.append(step.done))
    operations.long_work("一括印刷", steps, seen.append)
    assert operations.wait_idle()
    assert seen == [1, 2, "made"]


def test_long_work_stops_between_two_steps(operations: Operations) -> None:
    closed: list[bool] = []

    def steps() -> Iterator[Step]:
        try:
            for number in range(1000):
                yield Step(number, 1000)
                operations.cancel()
        finally:
            closed.append(True)

    done: list[object] = []
    operations.long_work("一括印刷", steps, done.append)
    assert operations.wait_idle()
    assert closed == [True]
    assert done == []


def test_shutdown_finishes_the_work_that_was_begun(app: QApplication, speaker: RecordingSpeaker) -> None:
    runner = Operations(speaker)
    stored: list[int] = []
    runner.command(lambda: Result(stored.append(1)))
    runner.shutdown()
    assert stored == [1]
