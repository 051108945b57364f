"""Habits of this PC: the size of the text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget

from saroma_desk.runtime import paths, settings
from saroma_desk.ui import style
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.settings import texts


class ThisDeskPage(QWidget):
    """Nothing about the office or a family stands here."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.scales = QComboBox(self)
        self.scales.setAccessibleName(texts.TEXT_SCALE)
        self.scales.setMaximumWidth(160)
        for scale in texts.SCALES:
            self.scales.addItem(f"{scale}%", scale)
        self.scales.setCurrentIndex(self.scales.findData(settings.load(paths.settings_file()).text_scale))
        self.scales.activated.connect(self._chosen)
        note = QLabel(texts.TEXT_SCALE_HELP, self)
        note.setProperty("role", "help")
        column = QVBoxLayout(self)
        for part in (QLabel(texts.TEXT_SCALE, self), self.scales, note):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Nothing stored in the office is shown here."""

    def _chosen(self) -> None:
        scale: int = self.scales.currentData()
        file = paths.settings_file()
        settings.save(file, replace(settings.load(file), text_scale=scale))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, practice=self._desk.ctx.practice, text_scale=scale)
            style.add_rare_kanji(app)
