"""What `saroma-desk pictures` writes; building a whole practice office is left to the command's own run."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.pictures import Album, save_picture


def test_a_scene_gives_a_picture_of_the_dialog_it_opened(window: MainWindow, tmp_path: Path) -> None:
    dialog = QDialog(window)
    dialog.resize(320, 200)
    Album(window, partial(save_picture, tmp_path)).take_scene("plans", ("approval", dialog.open))
    assert QImage(str(tmp_path / "dialog_approval.png")).width() == 320
    assert not dialog.isVisible()


def test_a_scene_without_a_dialog_gives_a_picture_of_the_tab(window: MainWindow, tmp_path: Path) -> None:
    Album(window, partial(save_picture, tmp_path)).take_scene("plans", ("versions", lambda: None))
    assert QImage(str(tmp_path / "tab_plans_versions.png")).width() == window.width()


def test_a_picture_that_cannot_be_written_is_a_known_error(window: MainWindow, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"tab_x\.png"):
        save_picture(tmp_path / "missing", window, "tab_x")
