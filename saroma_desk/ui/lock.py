"""Locks the screen when nobody has used the desk for a while: everything is covered, nothing typed is lost.

The windows stay as they are beneath; the passphrase of the office uncovers them. The practice office has none and is
never locked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui import messages
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.widgets.composing import finish_composing
from saroma_desk.ui.widgets.passphrase_box import PassphraseBox

LOOK_EVERY_MS = 1000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class LockBox(PassphraseBox):
    """The passphrase box over a locked screen; there is no way round it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.close_button.hide()
        said = QLabel(messages.screen_locked(), self)
        said.setWordWrap(True)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, said)

    def reject(self) -> None:
        """Esc and the cross of the box leave the screen locked."""


class Cover(QWidget):
    """Lies over all of a window and lets nothing be seen."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        window.installEventFilter(self)
        self._fill()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay as large as the window, and above what is added to it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self._fill()
        return super().eventFilter(watched, event)

    def covers(self, window: QWidget) -> bool:
        """Whether it is this window's cover."""
        return self._window is window

    def _fill(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()


class ScreenLock(QObject):
    """Watches keyboard and mouse of the whole program.

    Args:
        desk: whose context tells the time, and whether there is a passphrase.
        minutes: how long nobody may have done anything.
        window: the main window.
    """

    def __init__(self, desk: Desk, minutes: int, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._limit = timedelta(minutes=minutes)
        self._last: datetime | None = None
        self._covers: list[Cover] = []
        self.box: LockBox | None = None
        timer = QTimer(self)
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._come_first)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a widget needs an application

    @property
    def locked(self) -> bool:
        """Whether the screen is covered."""
        return self.box is not None

    def look(self) -> None:
        """Lock when nobody has done anything for long enough; also the first look after the machine has slept."""
        ctx = self._desk.ctx
        if ctx is None or ctx.practice or self.locked:
            return
        now = ctx.clock.utc()
        if self._last is None or now < self._last:  # the first look, or the clock was set back
            self._last = now
        elif now - self._last >= self._limit:
            self.lock()

    def lock(self) -> None:
        """Cover all windows and ask for the passphrase; what was typed is kept as a draft first."""
        finish_composing()
        for widget in QApplication.allWidgets():
            if isinstance(widget, FormEditor):
                widget.flush_draft()
        QToolTip.hideText()
        while popup := QApplication.activePopupWidget():
            popup.close()
        self.box = LockBox(self._window)
        self.box.given.connect(self._try)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        self.box.show()
        self.box.box.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note every use of the desk; cover what comes up while the screen is locked, such as the end of long work."""
        kind = event.type()
        if kind in _INPUT and not self.locked:
            self.look()
            if self.locked:
                return True  # what ends a long pause must not do anything beneath the cover
            if self._desk.ctx is not None:
                self._last = self._desk.ctx.clock.utc()
        elif kind is QEvent.Type.Show and self.locked and isinstance(watched, QWidget) and watched is not self.box:
            self._cover_late(watched)
        return super().eventFilter(watched, event)

    def _cover_late(self, shown: QWidget) -> None:
        if shown.isWindow():
            self._cover(shown)
            self._soon.start(0)  # when the window has taken its place, and with it the keys

    def _cover(self, window: QWidget) -> None:
        if not any(cover.covers(window) for cover in self._covers):
            self._covers.append(Cover(window))

    def _come_first(self) -> None:
        if self.box is not None:
            self.box.hide()  # of two modal windows the one shown last gets the keys
            self.box.show()

    def _try(self, passphrase: str) -> None:
        demand = partial(self._desk.ctx.store.demand_passphrase, passphrase)
        self._desk.operations.query(demand, self._unlock, failed=self._refused)

    def _refused(self, error: KnownError) -> bool:
        if self.box is not None:
            self.box.refuse(error.message)
        return True

    def _unlock(self, _: object) -> None:
        box, self.box = self.box, None
        if box is not None:
            box.hide()
            box.deleteLater()
        for cover in filter(isValid, self._covers):  # the others went with their windows
            cover.hide()
            cover.deleteLater()
        self._covers.clear()
        self._last = self._desk.ctx.clock.utc()
