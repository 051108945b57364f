"""A PNG of every tab and of the main dialogs over a practice office of its own (`saroma-desk pictures DIR`).

A tab lets its own states and dialogs be drawn too through a module `saroma_desk.ui.tabs.<id>.pictures` with a function
`scenes(tab)` that yields a name and a callable; after the call the shown dialog, or else the window, is grabbed as
``dialog_<name>.png`` or ``tab_<id>_<name>.png``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui.dialogs import picture_scenes
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.tab import TABS, Tab

SIZE = QSize(1366, 728)
"""A screen of 1366×768 without the task bar."""
_ROUNDS = 6
"""Layouts tell their parents one level at a time."""

Scene = tuple[str, Callable[[], object]]


class Album:
    """Grabs pictures of one window.

    Args:
        window: over an open practice office.
        target: existing folder.
    """

    def __init__(self, window: MainWindow, target: Path) -> None:
        self._window = window
        self._target = target

    def settle(self) -> None:
        """Let all work end and everything be laid out."""
        for _ in range(_ROUNDS):
            self._window.operations.wait_idle()
            QApplication.processEvents()

    def take(self, widget: QWidget, name: str) -> None:
        """Write one picture.

        Raises:
            KnownError: the file cannot be written.
        """
        self.settle()
        file = self._target / f"{name}.png"
        if not widget.grab().save(str(file)):
            raise KnownError("read_only_folder", picture_scenes.not_written(file.name))

    def take_scene(self, tab_id: str, scene: Scene) -> None:
        """Play a scene and take what came up: the topmost dialog, or the window."""
        name, play = scene
        self._window.notice.hide()  # it spoke of the scene before
        self._window.activateWindow()  # boxes open over it
        self.settle()
        play()
        self.settle()
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if dialogs:
            self.take(dialogs[-1], f"dialog_{name}")
        else:
            self.take(self._window, f"tab_{tab_id}_{name}")
        for dialog in reversed(dialogs):
            dialog.done(QDialog.DialogCode.Rejected)  # reject() would ask about what the scene typed
        self.settle()


def draw_all(target: Path) -> None:
    """Write a picture of every tab and of the main dialogs into the existing folder `target`.

    Raises:
        KnownError: a picture cannot be written.
        RuntimeError: a screen reported a bug while it was drawn.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from saroma_desk.practice import builder, showcase
    from saroma_desk.ui import style
    from saroma_desk.ui.app import create_application
    from saroma_desk.ui.frame_sources import SOURCES
    from saroma_desk.ui.speaker import RecordingSpeaker

    app = create_application([], practice=True)
    style.add_rare_kanji(app)
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "practice"
        for _ in builder.build(folder):
            pass
        speaker = RecordingSpeaker()
        window = MainWindow(SOURCES, practice=True, speaker=speaker)
        window.resize(SIZE)
        window.show()
        window.open_office(lambda _: showcase.open_practice(folder))
        album = Album(window, target)
        album.settle()
        try:
            _draw(window, album)
        finally:
            window.close()
            window.operations.shutdown()
    if speaker.bugs:
        raise RuntimeError(speaker.bugs[0])


def _draw(window: MainWindow, album: Album) -> None:
    household = picture_scenes.telling_household(window.desk.ctx)
    for spec in TABS:
        window.desk.choose_household(household)  # anew, since a scene may have gone to another
        window.notice.hide()
        window.open(spec.id)
        album.settle()
        album.take(window, f"tab_{spec.id}")
        tab = window.tab(spec.id)
        if tab is not None:
            for scene in _scenes(spec.id, tab):
                album.take_scene(spec.id, scene)


def _scenes(tab_id: str, tab: Tab) -> Iterator[Scene]:
    name = f"saroma_desk.ui.tabs.{tab_id}.pictures"
    if find_spec(name) is not None:
        yield from import_module(name).scenes(tab)
