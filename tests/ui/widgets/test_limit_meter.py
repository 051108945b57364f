from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.limit_meter import Limit, LimitMeter


@pytest.mark.parametrize(
    ("done", "planned", "words", "tone"),
    [
        (4, 3, "実施 4回   予定 3回   残 8回", Tone.CALM),
        (12, 0, "実施 12回   予定 0回   残 3回", Tone.WARN),
        (15, 0, "実施 15回   予定 0回   残 0回", Tone.WARN),
        (12, 5, "実施 12回   予定 5回   ！超過 2回", Tone.ALARM),
    ],
)
def test_the_words_say_what_the_bar_shows(  # colour never speaks alone
    app: object, qtbot: QtBot, done: int, planned: int, words: str, tone: Tone
) -> None:
    meter = LimitMeter()
    qtbot.addWidget(meter)
    limit = Limit(label="回数", unit="回", approved=15, done=done, planned=planned)
    meter.set_limit(limit)
    meter.grab()
    assert meter.label.text() == "回数  承認 15回"
    assert (meter.words.text(), limit.tone) == (words, tone)
