"""Above the sheet: its month, whether it arrived, and the running numbers; below it: what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from saroma_desk.domain.dispatch import ActivityReport
from saroma_desk.services.visiting import ReportSheet
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.dispatches import scan_texts, texts
from saroma_desk.ui.widgets.chips import Chip

_TONES = {"none": Tone.WARN, "received": Tone.ACTIVE, "checked": Tone.GOOD, "doubts": Tone.ALARM}


class MonthHead(QWidget):
    """◀ 令和8年6月分 ▶, a chip, and how many visits there were.

    Attributes:
        previous, following: buttons to the months beside it.
        scans: chip for the number of scanned sheets.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.previous = QPushButton(texts.PREVIOUS_MONTH, self)
        self.previous.setAccessibleName(texts.PREVIOUS_NAME)
        self.following = QPushButton(texts.NEXT_MONTH, self)
        self.following.setAccessibleName(texts.NEXT_NAME)
        self.title = QLabel(self)
        self.title.setObjectName("section_title")
        self.state = Chip(parent=self)
        self.scans = Chip(parent=self)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        for widget in (self.previous, self.title, self.following, self.state, self.scans):
            row.addWidget(widget)
        row.addWidget(self.counts, 1)

    def show_sheet(self, sheet: ReportSheet, here: int) -> None:
        """Show a sheet with `here` visits that count in its month."""
        state = _state(sheet.report)
        self.state.set(texts.REPORT_STATES[state], _TONES[state])
        self.title.setText(texts.month_words(sheet.month))
        self.counts.setText(texts.counts(sheet.carried, here, sheet.approved, sheet.left))

    def clear(self) -> None:
        """Nothing was approved, so there is no sheet."""
        self.title.setText("")
        self.state.set("", Tone.CALM)
        self.counts.setText(texts.NOT_APPROVED)


class SheetButtons(QFrame):
    """Buttons below the sheet; none is ever pressed by Enter in a field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("button_row")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        self.save = QPushButton(texts.RECEIVE, self)
        self.save.setProperty("primary", True)
        self.add = QPushButton(texts.ADD_ROW, self)
        self.undo = QPushButton(texts.UNDO, self)
        self.check = QPushButton(texts.CHECK, self)
        self.scans = QPushButton(scan_texts.OPEN, self)
        for button in (self.save, self.add, self.undo, self.check, self.scans):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)

    def show_report(self, report: ActivityReport | None) -> None:
        """Offer what can be done with the sheet as it is."""
        self.save.setText(texts.with_save_key(texts.RECEIVE if report is None else texts.SAVE_AGAIN))
        self.check.setEnabled(report is not None)
        self.scans.setEnabled(report is not None)
        self.scans.setToolTip("" if report else scan_texts.NOT_RECEIVED)


def _state(report: ActivityReport | None) -> str:
    if report is None:
        return "none"
    if report.agrees_with_plan is False:
        return "doubts"
    return "received" if report.checked_on is None else "checked"
