from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QPushButton

ENGLISH = re.compile(r"[A-Za-z]{3,}")


def english(texts: list[str]) -> list[str]:
    return [text for text in texts if ENGLISH.search(re.sub(r"Ctrl\+\w|Shift|\.\w+", "", text))]


def test_standard_buttons_speak_japanese(app: QApplication) -> None:
    box = QDialogButtonBox()
    names = ("Save", "Open", "Yes", "No", "Cancel", "Close", "Discard", "Apply", "Reset", "Help", "Retry", "Ignore")
    buttons = [box.addButton(QDialogButtonBox.StandardButton[name]) for name in names]
    assert english([button.text() for button in buttons]) == []


def test_the_menu_of_a_line_edit_speaks_japanese(app: QApplication) -> None:
    edit = QLineEdit("x")
    menu = edit.createStandardContextMenu()
    assert english([action.text() for action in menu.actions()]) == []


def test_the_file_dialog_speaks_japanese(app: QApplication) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    texts = [w.text() for kind in (QLabel, QPushButton) for w in dialog.findChildren(kind)]
    assert texts
    assert english([text for text in texts if text != str(Path.cwd())]) == []
