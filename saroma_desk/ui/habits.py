"""Where the window stood on this PC; kept in `runtime.settings`, never in the office's data."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray

from saroma_desk.runtime import settings
from saroma_desk.ui.main_window import MainWindow

log = logging.getLogger(__name__)


def show_where_it_stood(window: MainWindow, file: Path) -> None:
    """Show the window in its last place, maximized the first time or where that place is gone."""
    known = settings.load(file).window_geometry
    if known and window.restoreGeometry(QByteArray.fromBase64(known.encode("ascii", "ignore"))):
        window.show()
    else:
        window.showMaximized()


def remember(window: MainWindow, file: Path) -> None:
    """Keep the place of the window; a settings file that cannot be written is no reason to trouble anybody."""
    place = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    try:
        settings.save(file, replace(settings.load(file), window_geometry=place))
    except OSError as error:
        log.info("window_place_not_kept", exc_info=error)
