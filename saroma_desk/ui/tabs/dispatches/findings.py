"""What every limit says, live: a word on a chip, the sentence with its article, and what would keep it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from saroma_desk.domain.limits import LimitFinding
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.widgets.chip_list import ChipList


class FindingList(ChipList):
    """Broken limits first, then those that are kept."""

    def __init__(self, parent: QWidget | None = None, *, broken_only: bool = False) -> None:
        super().__init__(parent, focus=Qt.FocusPolicy.NoFocus)
        self._broken_only = broken_only
        self.say(texts.NOT_TYPED, "help")

    def show_findings(
        self, findings: Sequence[LimitFinding], unexcused: Collection[LimitFinding] | None = None
    ) -> None:
        """Show answers of the limits; a broken one that is not in `unexcused` has its reason on record."""
        self.clear()
        shown = [f for f in findings if not (f.kept and self._broken_only)]
        for finding in sorted(shown, key=lambda f: (f.kept, f.advisory)):
            word, tone = _verdict(finding, unexcused)
            text = f"{finding.message_ja}\n{finding.remedy_ja}".strip()
            self.add(word, tone, text, "help" if finding.kept else "")
        if not shown:
            self.say(texts.ALL_KEPT, "help")


def _verdict(finding: LimitFinding, unexcused: Collection[LimitFinding] | None) -> tuple[str, Tone]:
    if finding.kept:
        return texts.KEPT, Tone.GOOD
    if finding.advisory:
        return texts.LOOK, Tone.WARN
    if unexcused is not None and finding not in unexcused:
        return texts.EXCUSED, Tone.ACTIVE
    return texts.BROKEN, Tone.ALARM
