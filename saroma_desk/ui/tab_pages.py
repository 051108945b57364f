"""The pages of the window: one for each tab, built when it is first shown."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStackedWidget

from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tab import Tab, TabSpec


class TabPages(QStackedWidget):
    """Tabs in the order of their specs; until one is built, a word stands in its place.

    Attributes:
        specs: which tabs there are.
    """

    def __init__(self, desk: Desk, specs: tuple[TabSpec, ...]) -> None:
        super().__init__()
        self.specs = specs
        self._desk = desk
        self._tabs: dict[str, Tab] = {}
        self._places: dict[str, QLabel] = {}
        for spec in specs:
            self.addWidget(self._place(spec.id))

    def index_of(self, tab_id: str) -> int:
        """Where the tab of that id stands; ValueError for an unknown id."""
        return [spec.id for spec in self.specs].index(tab_id)

    def tab(self, tab_id: str) -> Tab | None:
        """The tab of that id, built if need be; None while no office is open or when it cannot be built."""
        if tab_id in self._places and self._desk.ctx is not None:
            self._build(self.specs[self.index_of(tab_id)])
        return self._tabs.get(tab_id)

    def built(self, index: int) -> Tab | None:
        """The tab at `index`, if it was built; None for an index below 0, which stands for no tab."""
        return self._tabs.get(self.specs[index].id) if index >= 0 else None

    def forget(self) -> None:
        """Let go of every tab; each is built anew when it is shown again."""
        for tab_id, tab in self._tabs.items():
            self.insertWidget(self.indexOf(tab), self._place(tab_id))
            self.removeWidget(tab)
            tab.deleteLater()
        self._tabs.clear()

    def _place(self, tab_id: str) -> QLabel:
        """Stands where a tab will be."""
        opening = QLabel(messages.OPENING)
        opening.setProperty("role", "empty")
        self._places[tab_id] = opening
        return opening

    def _build(self, spec: TabSpec) -> None:
        place = self._places.pop(spec.id)
        try:
            tab = spec.build(self._desk)
        except Exception as error:  # one broken tab must not take the others down
            place.setText(messages.tab_broken(spec.label))
            self._desk.operations.report_bug(error)
            return
        self._tabs[spec.id] = tab
        self.insertWidget(self.indexOf(place), tab)
        self.removeWidget(place)
        place.deleteLater()
