"""Starting the window: application, Japanese texts of Qt itself, first paint, then the office.

    def office(passphrase):
        from saroma_desk.bootstrap import open_context  # heavy, so not before the first paint
        return open_context(folder, passphrase=passphrase, practice=False, user=name)

    sys.exit(app.run(office, practice=False))

`office` is called, entered and left on the database thread, and not before the window has painted. It gets None first;
when it refuses with ``passphrase_needed``, the window asks for the passphrase.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from saroma_desk.runtime import paths, settings
from saroma_desk.ui import style
from saroma_desk.ui.qt_texts import OwnTexts

if TYPE_CHECKING:
    from saroma_desk.ui.main_window import MainWindow
    from saroma_desk.ui.opening import CreateOffice, FindRescue, OpenOffice

QT_TEXTS = "qtbase_ja"
_LONGEST_WAIT_MS = 1000
_UNTIL_SHOWN_MS = 10


def create_application(argv: Sequence[str], *, practice: bool, text_scale: int = 100) -> QApplication:
    """The one QApplication, in Japanese and in the colours of its office; a running one is dressed again.

    File dialogs stay the platform's own where it has them: an office knows its network drives there, and a Japanese
    Windows shows them in Japanese. Elsewhere Qt's own dialog speaks Japanese through `qtbase_ja`.
    """
    found = QApplication.instance()
    if isinstance(found, QApplication):
        app = found
        app.setStyle(style.FUSION)
    else:
        app = QApplication([*argv, "-style", style.FUSION])  # setStyle() would load Qt's style classes for its answer
    app.setApplicationName("saroma_desk")
    app.setApplicationDisplayName("")
    speak_japanese(app)
    style.apply(app, practice=practice, text_scale=text_scale)
    return app


def speak_japanese(app: QApplication) -> None:
    """Load Qt's own Japanese texts (buttons, context menus, file and print dialogs).

    Raises RuntimeError when the PySide6 wheel came without them, so that no half-English window is ever shipped.
    """
    if app.property("speaks_japanese"):
        return
    translator = QTranslator(app)
    if not translator.load(QT_TEXTS, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        raise RuntimeError(QT_TEXTS)
    app.installTranslator(translator)
    app.installTranslator(OwnTexts(app))
    app.setProperty("speaks_japanese", True)


def run(
    office: OpenOffice,
    *,
    practice: bool,
    text_scale: int = 100,
    create: CreateOffice | None = None,
    rescue: FindRescue | None = None,
) -> int:
    """Show the window over what `office` opens, see `MainWindow.open_office`; gives the exit code.

    The first paint comes before rare kanji are loaded and before the office is opened.
    """
    app = create_application(sys.argv, practice=practice, text_scale=text_scale)
    from saroma_desk.ui import habits
    from saroma_desk.ui.frame_sources import SOURCES
    from saroma_desk.ui.main_window import MainWindow

    def begin() -> None:
        from saroma_desk.ui.lock import ScreenLock  # with all fields of forms, so not before the first paint

        ScreenLock(window.desk, settings.load(paths.settings_file()).lock_minutes, window)
        style.add_rare_kanji(app)
        window.open_office(office, create, rescue)

    window = MainWindow(SOURCES, practice=practice)
    catch_bugs(window)
    FirstPaint(window, begin)
    habits.show_where_it_stood(window, paths.settings_file())
    app.aboutToQuit.connect(lambda: habits.remember(window, paths.settings_file()))
    return app.exec()


class FirstPaint(QObject):
    """Does something once, when a window has painted for the first time or cannot within a moment (minimised)."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(_LONGEST_WAIT_MS, self, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Wait for the paint; its turn of the loop paints what is in the window, too."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(_UNTIL_SHOWN_MS, self, self._begin)
        return False

    def _begin(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def catch_bugs(window: MainWindow) -> None:
    """Let an exception that nobody caught end in the report box instead of on a console nobody sees."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            window.operations.report_bug(error.with_traceback(trace))

    sys.excepthook = report
