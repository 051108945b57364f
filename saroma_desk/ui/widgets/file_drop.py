"""Files of this machine dropped on a widget; they are only ever read, so they stay where they are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileDrop(QObject):
    """Takes files that are dropped on `target`.

    Signals:
        dropped(object): a tuple of `Path`.
    """

    dropped = Signal(object)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Accept files and nothing else, always as a copy: a move would make the sender remove them."""
        if isinstance(event, QDropEvent) and event.type() in (*_OVER, QEvent.Type.Drop):
            files = _files(event.mimeData())
            if files:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                if event.type() == QEvent.Type.Drop:
                    self.dropped.emit(files)
                return True
        return super().eventFilter(watched, event)


def _files(mime: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
