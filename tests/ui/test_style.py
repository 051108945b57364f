from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from saroma_desk.ui.style import PRACTICE, REAL, TONES, Scheme, Tone, stylesheet


def contrast(one: str, two: str) -> float:
    """WCAG contrast of two colours."""

    def light(name: str) -> float:
        color = QColor(name)
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in color.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tone", Tone)
def test_chips_can_be_read(tone: Tone) -> None:
    assert contrast(*TONES[tone]) >= 7


@pytest.mark.parametrize("scheme", [REAL, PRACTICE])
def test_text_can_be_read(scheme: Scheme) -> None:
    assert contrast(scheme.text, scheme.window) >= 7
    assert contrast(scheme.band_text, scheme.band) >= 7
    assert contrast("#ffffff", scheme.accent) >= 4.5
    assert contrast(scheme.quiet, scheme.window) >= 4.5
    assert contrast(scheme.alarm, scheme.alarm_soft) >= 4.5


BESIDE = {
    "quiet": ("paper", "window", "header", "strip", "row"),
    "accent": ("paper", "window", "accent_soft"),
    "alarm": ("paper", "window", "row", "alarm_soft"),
    "warn": ("paper", "window", "warn_soft"),
    "text": ("paper", "header", "row", "accent_soft", "strip_line"),
}
"""What each colour of words stands on, in the stylesheet."""


@pytest.mark.parametrize("scheme", [REAL, PRACTICE])
@pytest.mark.parametrize(("words", "ground"), [(words, on) for words, grounds in BESIDE.items() for on in grounds])
def test_words_stand_out_from_what_they_stand_on(scheme: Scheme, words: str, ground: str) -> None:
    assert contrast(getattr(scheme, words), getattr(scheme, ground)) >= 4.5


def test_the_offices_differ_in_colour() -> None:
    assert REAL.band != PRACTICE.band
    assert stylesheet(REAL) != stylesheet(PRACTICE)


def test_the_window_brings_its_own_font(app: QApplication) -> None:
    assert "BIZ UDGothic" in app.font().families()
