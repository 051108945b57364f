"""What the window's frame needs to be used, but not to be seen: done after the first paint.

Loading Qt's constants alone (`PySide6.QtCore.Qt`) takes longer than painting the window; keys, menu and the box of long
work are for somebody who has seen it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget

from saroma_desk.runtime import resources
from saroma_desk.ui.actions import ACTIONS, TAB_KEYS, Scope
from saroma_desk.ui.widgets.progress_box import ProgressBox

if TYPE_CHECKING:
    from saroma_desk.ui.main_window import MainWindow


def complete(window: MainWindow, parts: Iterable[QWidget]) -> ProgressBox:
    """Give `window` its icon, keys and menu, and the labels of its `parts` their manners; the box of long work."""
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    QApplication.setWindowIcon(QIcon(str(resources.path_of("icons/saroma_desk.svg"))))
    for part in parts:
        for label in part.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
    bar = window.key_bar
    for button in bar.buttons.values():
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    menu = QMenu(bar)
    menu.addActions([*_own_keys(window), *_tab_keys(window)])
    bar.menu_button.setMenu(menu)
    bar.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return ProgressBox(window.operations, window)


def _own_keys(window: MainWindow) -> Iterable[QAction]:
    for action in ACTIONS:
        key = QAction(action.label, window)
        key.setObjectName(action.id)
        key.setShortcuts([QKeySequence(keys) for keys in action.keys])
        key.triggered.connect(partial(window.run_action, action.id))
        key.setAutoRepeat(action.scope is Scope.WINDOW and action.id == "back")
        window.addAction(key)
        yield key


def _tab_keys(window: MainWindow) -> Iterable[QAction]:
    bar = window.tab_bar
    for index, keys in enumerate(TAB_KEYS[: bar.count()]):
        go = QAction(bar.tabText(index), window)
        go.setShortcut(QKeySequence(keys))
        go.triggered.connect(partial(bar.setCurrentIndex, index))
        window.addAction(go)
        yield go
