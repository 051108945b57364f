"""What the claim check found, each with its cause in words and the yen it makes."""

from __future__ import annotations

from collections.abc import Sequence

from saroma_desk.domain.claimcheck import Difference
from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chip_list import ChipList


class DifferenceList(ChipList):
    """Chips with amounts beside sentences."""

    def show_differences(self, found: Sequence[Difference], words: Sequence[str]) -> None:
        """Show differences; `words` says for each what stands on its chip."""
        self.clear()
        for difference, word in zip(found, words, strict=True):
            self.add(word, Tone.ALARM, difference.text)
