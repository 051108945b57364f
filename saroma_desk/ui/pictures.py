"""A PNG of every tab and of the main dialogs over a practice office of its own (`saroma-desk pictures DIR`).

A tab lets its own states and dialogs be drawn too through a module `saroma_desk.ui.tabs.<id>.pictures` with a function
`scenes(tab)` that yields a name and a callable; after the call the shown dialog, or else the window, is grabbed as
``dialog_<name>.png`` or ``tab_<id>_<name>.png``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
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
_BOXES_OF_THE_FRAME = ("help", "notices")
_ROUNDS = 6
"""Layouts tell their parents one level at a time."""

Scene = tuple[str, Callable[[], object]]
Look = Callable[[QWidget, str], object]


class Album:
    """Lets one window be looked at, state by state.

    Args:
        window: over an open practice office.
        look: gets each widget that came up, and its name.
    """

    def __init__(self, window: MainWindow, look: Look) -> None:
        self._window = window
        self._look = look

    def settle(self) -> None:
        """Let all work end and everything be laid out."""
        for _ in range(_ROUNDS):
            self._window.operations.wait_idle()
            QApplication.processEvents()

    def take(self, widget: QWidget, name: str) -> None:
        """Look at one widget when it stands still."""
        self.settle()
        self._look(widget, name)

    def take_scene(self, tab_id: str, scene: Scene) -> None:
        """Play a scene and look at what came up: the topmost dialog, or the window."""
        name, play = scene
        self._window.notice.clear()  # it spoke of the scene before
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
    look_at_all(partial(save_picture, target))


def save_picture(target: Path, widget: QWidget, name: str) -> None:
    """Write one picture into the existing folder `target`.

    Raises:
        KnownError: the file cannot be written.
    """
    file = target / f"{name}.png"
    if not widget.grab().save(str(file)):
        raise KnownError("read_only_folder", picture_scenes.not_written(file.name))


def look_at_all(look: Look, size: QSize = SIZE) -> None:
    """Let `look` see every tab and the main dialogs in a window of `size` pixels over a new practice office.

    Raises:
        RuntimeError: a screen reported a bug while it was shown.
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
        window.resize(size)
        window.show()
        window.open_office(lambda _: showcase.open_practice(folder))
        album = Album(window, look)
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
        window.notice.clear()
        window.open(spec.id)
        album.settle()
        album.take(window, f"tab_{spec.id}")
        tab = window.tab(spec.id)
        if tab is not None:
            for scene in _scenes(spec.id, tab):
                album.take_scene(spec.id, scene)
    for action in _BOXES_OF_THE_FRAME:
        album.take_scene(TABS[-1].id, (action, partial(window.run_action, action)))


def _scenes(tab_id: str, tab: Tab) -> Iterator[Scene]:
    name = f"saroma_desk.ui.tabs.{tab_id}.pictures"
    if find_spec(name) is not None:
        yield from import_module(name).scenes(tab)
