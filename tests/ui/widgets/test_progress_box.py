from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.progress_box import ProgressBox


@dataclass(frozen=True)
class Step:
    done: int
    total: int
    label: str


@pytest.fixture
def box(app: object, qtbot: QtBot, speaker: RecordingSpeaker) -> Iterator[ProgressBox]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield ProgressBox(Operations(speaker, inline=True, parent=window), window)
    window.close()


def test_steps_are_shown_and_the_box_goes(box: ProgressBox) -> None:
    seen: list[tuple[bool, str, str]] = []

    def steps() -> Iterator[Step]:
        yield Step(1, 3, "様式1号")
        seen.append((box.isVisible(), box.step.text(), box.bar.text()))

    box.operations.long_work("一括印刷", steps)
    assert seen == [(True, "様式1号", "1 / 3")]
    assert not box.isVisible()


def test_the_button_stops_after_the_step(box: ProgressBox) -> None:
    walked: list[int] = []

    def steps() -> Iterator[Step]:
        for number in range(9):
            walked.append(number)
            box.stop.click()
            yield Step(number, 9, "様式")

    box.operations.long_work("一括印刷", steps)
    assert walked == [0]
    assert not box.isVisible()


def test_a_refusal_closes_the_box_and_is_told(box: ProgressBox, speaker: RecordingSpeaker) -> None:
    def steps() -> Iterator[Step]:
        yield Step(0, 1, "様式")
        raise KnownError("disk_full", "空き容量が足りません。")

    box.operations.long_work("一括印刷", steps)
    assert not box.isVisible()
    assert [message.code for message in speaker.told] == ["disk_full"]
