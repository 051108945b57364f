"""How much of an approved amount is used: 承認・実施・予定・残, as words beside a bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.style import Tone, tone_colors
from saroma_desk.ui.widgets.text_box import polish

FEW = 0.2
"""From this share of the approved amount on, the rest counts as little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of a dispatch.

    Attributes:
        label: what is limited, e.g. 回数.
        unit: 回, 日, 分.
        approved: what was approved.
        done: used up.
        planned: booked and not yet used.
    """

    label: str
    unit: str
    approved: int
    done: int = 0
    planned: int = 0

    @property
    def left(self) -> int:
        """What may still be booked; negative when over the limit."""
        return self.approved - self.done - self.planned

    @property
    def tone(self) -> Tone:
        """Over, little left, or enough."""
        if self.left < 0:
            return Tone.ALARM
        return Tone.WARN if self.left <= self.approved * FEW else Tone.CALM


class LimitMeter(QWidget):
    """Label, bar and words of one limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        self.label = QLabel(self)
        self.bar = _Bar(self)
        self.words = QLabel(self)
        for text in (self.label, self.words):
            text.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.words)

    def set_limit(self, limit: Limit) -> None:
        """Show `limit`."""
        self.label.setText(messages.limit_head(limit.label, limit.approved, limit.unit))
        self.words.setText(messages.limit_words(limit.done, limit.planned, limit.left, limit.unit))
        polish(self.words, "role", {Tone.ALARM: "error", Tone.WARN: "warn"}.get(limit.tone, "label"))
        self.bar.set_limit(limit)
        self.setAccessibleName(f"{self.label.text()} {self.words.text()}")


class _Bar(QWidget):
    """Full for done, hatched for planned, a line at the limit when it is passed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._limit = Limit(label="", unit="", approved=0)
        self.setFixedHeight(16)
        self.setMinimumWidth(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_limit(self, limit: Limit) -> None:
        self._limit = limit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        limit = self._limit
        whole = max(limit.approved, limit.done + limit.planned, 1)
        unit = (self.width() - 2) / whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().placeholderText().color(), 1))
        painter.setBrush(self.palette().base())
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1), 3, 3)
        color = self._color()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRect(QRectF(1, 2, limit.done * unit, self.height() - 4))
        painter.setBrush(QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(QRectF(1 + limit.done * unit, 2, limit.planned * unit, self.height() - 4))
        if limit.left < 0:
            painter.setPen(QPen(tone_colors(Tone.ALARM)[1], 2))
            x = round(1 + limit.approved * unit)
            painter.drawLine(x, 0, x, self.height())
        painter.end()

    def _color(self) -> QColor:
        if self._limit.tone is Tone.CALM:
            return self.palette().highlight().color()
        return tone_colors(self._limit.tone)[1]
