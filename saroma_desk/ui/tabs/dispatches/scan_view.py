"""A scanned sheet, page by page, as large as it is wanted; each page is drawn on the database thread."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.attachment import Attachment
from saroma_desk.domain.errors import KnownError
from saroma_desk.ui import messages, scans
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.dispatches import scan_texts as texts

STEP: Final = 1.25
LEAST, MOST = 0.5, 4.0
_PAUSE_MS = 120
_FRAME = 6


class ScanView(QWidget):
    """Shows one `Attachment` with its content.

    Attributes:
        paper: the page that is shown, or why there is none.
        page, previous, following, smaller, larger, fit, turn: of the row above it.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scan: Attachment | None = None
        self._number = 0
        self._zoom = 1.0
        self._turn = 0
        self.paper = QLabel(self)
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper.setWordWrap(True)
        self.area = QScrollArea(self)
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(texts.VIEW)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._tools())
        column.addWidget(self.area, 1)
        self._add_keys()
        self.clear(texts.NOTHING_SHOWN)

    def clear(self, why: str) -> None:
        """Show no sheet, and say why."""
        self._scan = None
        self.paper.setPixmap(QPixmap())
        self.paper.setText(why)
        self._enable()

    def show_scan(self, scan: Attachment) -> None:
        """Show the first page of a sheet, to the width."""
        self._scan, self._number, self._zoom, self._turn = scan, 0, 1.0, 0
        self._draw()

    @property
    def shown(self) -> QImage:
        """The picture on the screen; null when there is none."""
        return self.paper.pixmap().toImage()

    def go_to(self, number: int) -> None:
        """Turn to a page (from 0)."""
        if self._scan is not None and 0 <= number < self._scan.pages:
            self._number = number
            self.area.verticalScrollBar().setValue(0)
            self._draw()

    def zoom(self, factor: float) -> None:
        """Show the page so many times as wide as there is room for."""
        self._zoom = min(MOST, max(LEAST, factor))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep to the width, once it rests."""
        super().resizeEvent(event)
        self._soon.start(_PAUSE_MS)

    def _draw(self) -> None:
        self._enable()
        scan = self._scan
        if scan is None:
            return
        room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - _FRAME
        ratio = self.devicePixelRatioF()
        width = max(1, round(room * self._zoom * ratio))
        work = partial(_picture, scan, self._number, width, self._turn)
        show = partial(self._show, scan, ratio)
        self._desk.operations.query(work, show, key="dispatches.scan_page", owner=self)

    def _show(self, scan: Attachment, ratio: float, image: QImage) -> None:
        if scan is self._scan:
            image.setDevicePixelRatio(ratio)
            self.paper.setPixmap(QPixmap.fromImage(image))

    def _enable(self) -> None:
        pages = self._scan.pages if self._scan else 0
        self.page.setText(messages.page_of(self._number + 1, pages) if pages else "")
        self.factor.setText(texts.zoom(self._zoom) if pages else "")
        self.previous.setEnabled(self._number > 0 and pages > 0)
        self.following.setEnabled(self._number + 1 < pages)
        self.smaller.setEnabled(pages > 0 and self._zoom > LEAST)
        self.larger.setEnabled(pages > 0 and self._zoom < MOST)
        for button in (self.fit, self.turn):
            button.setEnabled(pages > 0)

    def _quarter(self) -> None:
        self._turn = (self._turn + 1) % 4
        self._draw()

    def _tools(self) -> QHBoxLayout:
        self.previous = _button(self, messages.PREVIOUS_PAGE)
        self.page = QLabel(self)
        self.following = _button(self, messages.NEXT_PAGE)
        self.smaller = _button(self, texts.SMALLER, texts.SMALLER_NAME)
        self.factor = QLabel(self)
        self.larger = _button(self, texts.LARGER, texts.LARGER_NAME)
        self.fit = _button(self, texts.FIT, texts.FIT_NAME)
        self.turn = _button(self, texts.TURN)
        self.previous.clicked.connect(lambda: self.go_to(self._number - 1))
        self.following.clicked.connect(lambda: self.go_to(self._number + 1))
        self.smaller.clicked.connect(lambda: self.zoom(self._zoom / STEP))
        self.larger.clicked.connect(lambda: self.zoom(self._zoom * STEP))
        self.fit.clicked.connect(lambda: self.zoom(1.0))
        self.turn.clicked.connect(self._quarter)
        row = QHBoxLayout()
        row.setSpacing(6)
        left: tuple[QWidget, ...] = (self.previous, self.page, self.following)
        right: tuple[QWidget, ...] = (self.smaller, self.factor, self.larger, self.fit, self.turn)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        return row

    def _add_keys(self) -> None:
        window = self.window()
        for keys, button in (
            ("PgUp", self.previous),
            ("PgDown", self.following),
            ("Ctrl+-", self.smaller),
            ("Ctrl++", self.larger),
            ("Ctrl+;", self.larger),  # the same key of a Japanese keyboard without Shift
            ("Ctrl+0", self.fit),
        ):
            QShortcut(QKeySequence(keys), window, button.click)


def _button(parent: QWidget, label: str, name: str = "") -> QPushButton:
    button = QPushButton(label, parent)
    button.setAutoDefault(False)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def _picture(scan: Attachment, number: int, width: int, turn: int) -> QImage:
    try:
        return scans.page_picture(scan.content, scan.kind, number, width, turn)
    except ValueError as error:
        raise KnownError("scan_unreadable", texts.UNREADABLE) from error
