"""The one window: header, current household, next step, tabs, keys. It knows no tab but by its `TabSpec`.

The window paints before anything heavy is imported: a tab is built when it is first shown (`tab_pages`), and the
context is opened on the database thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QTabBar, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.closing import Closing
from saroma_desk.ui.desk import Desk, FrameSources, StepLine
from saroma_desk.ui.frame import Header, HouseholdBar, KeyBar
from saroma_desk.ui.frame_reading import FrameReading
from saroma_desk.ui.notices import About, NoticeBar
from saroma_desk.ui.opening import CreateOffice, FindRescue, Opening, OpenOffice
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.replacing import Replacing
from saroma_desk.ui.speaker import BoxSpeaker, Speaker
from saroma_desk.ui.tab import TABS, Tab, TabSpec
from saroma_desk.ui.tab_pages import TabPages
from saroma_desk.ui.widgets.next_step_strip import NextStepStrip

if TYPE_CHECKING:
    from saroma_desk.services.result import Result
    from saroma_desk.ui.widgets.progress_box import ProgressBox

SMALLEST = (900, 480)
"""1366×768 at 150 % leaves 910×512 pixels."""
LOW = 560
"""Height in pixels under which the rows of the frame stand closer."""
ROOMY, CLOSE = 5, 2
"""Pixels above and below the words of a row of the frame."""


class MainWindow(QMainWindow):
    """The window over one office.

    Args:
        sources: queries of the frame.
        practice: whether it is the practice office.
        tabs: which tabs there are.
        speaker: tells and asks; message boxes when None.
        operations: runs the work; a runner with its own thread when None.
    """

    def __init__(
        self,
        sources: FrameSources,
        *,
        practice: bool,
        tabs: tuple[TabSpec, ...] = TABS,
        speaker: Speaker | None = None,
        operations: Operations | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(messages.window_title(practice=practice))
        self.setMinimumSize(*SMALLEST)
        self.speaker: Speaker = speaker or BoxSpeaker(self)
        self.operations = operations or Operations(self.speaker, parent=self)
        self.desk = Desk(None, self.operations, self.speaker, self)
        self._history: list[str] = []
        self._may_close = False
        self._opening = Opening(self, self.operations, self.speaker)
        self._closing = Closing(self.desk, self._close_now)
        self._replacing = Replacing(self.desk, self._opening, self.forget, self.attach)
        self.header = Header(practice=practice)
        self.household = HouseholdBar(self)
        self.strip = NextStepStrip()
        self.notice = NoticeBar()
        self.tab_bar = QTabBar()
        self.pages = TabPages(self.desk, tabs)
        self.key_bar = KeyBar()
        self.progress: ProgressBox | None = None
        self._reading = FrameReading(self.desk, sources, self.header, self.household, self.strip)
        self._build()
        self._connect()

    # --- life

    def open_office(
        self, office: OpenOffice, create: CreateOffice | None = None, rescue: FindRescue | None = None
    ) -> None:
        """Open the office on the database thread, then show its first tab; closing the window leaves it again.

        Where a passphrase is needed it is asked for; where there is no office yet, `create` may begin one; where it is
        damaged, `rescue` offers its backups; any other refusal is told and closes the window.
        """
        self._complete()
        self._opening.begin(office, self.attach, self._close_now, create, rescue)

    def attach(self, ctx: Any) -> None:  # noqa: ANN401
        """The office is open: show the first tab and fill the frame."""
        self._complete()
        self.desk.ctx = ctx
        self.tab_bar.setEnabled(True)
        self._show_page(self.tab_bar.currentIndex())
        self._reading.refresh()

    def forget(self) -> None:
        """Let go of every screen and of what was chosen: the data beneath were exchanged."""
        self.desk.forget()
        self.desk.ctx = None  # type: ignore[assignment]  # as before an office is open
        self.tab_bar.setEnabled(False)
        self._history.clear()
        self.notice.forget()
        self.household.search.clear()
        self.pages.forget()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close only when nobody holds typed text back; back up and finish the work that was begun."""
        if not self._may_close:
            self.desk.leave(self._closing.begin)
        if self._may_close:
            self.operations.shutdown(self._opening.leave)
            super().closeEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A low window keeps its room for the work."""
        super().resizeEvent(event)
        space = CLOSE if event.size().height() < LOW else ROOMY
        for row in (self.header.layout(), self.household.layout(), self.strip.layout()):
            if row is not None:
                row.setContentsMargins(14, space, 14, space)

    # --- going about

    def open(self, tab_id: str, selection: object = None) -> None:
        """Show the tab of that id and let it select something; ValueError for an unknown id."""
        self.tab_bar.setCurrentIndex(self.pages.index_of(tab_id))
        tab = self.tab(tab_id)
        if tab is not None and selection is not None:
            tab.select(selection)

    def tab(self, tab_id: str) -> Tab | None:
        """The tab of that id, built if need be; None while no office is open or when it cannot be built."""
        return self.pages.tab(tab_id)

    @property
    def current_tab(self) -> Tab | None:
        """The tab that is shown."""
        return self.pages.built(self.tab_bar.currentIndex())

    def run_action(self, action_id: str) -> bool:
        """Do what a key means: the window's own first, then the shown tab's; whether anybody answered."""
        own = self._own_actions.get(action_id)
        if own:
            own()
            return True
        tab = self.current_tab
        return tab is not None and tab.run_action(action_id)

    # --- inside

    def _build(self) -> None:
        self.tab_bar.setObjectName("tabs")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.tab_bar.setUsesScrollButtons(True)
        self.tab_bar.setEnabled(False)
        for spec in self.pages.specs:
            self.tab_bar.addTab(spec.label)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.household, self.strip, self.notice, self.tab_bar):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        column.addWidget(self.key_bar)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self._own_actions: dict[str, Callable[[], None]] = {
            "help": self._help,
            "search": self._to_search,
            "explain": self._explain,
            "counter_mode": lambda: self.desk.hide_names(not self.desk.names_hidden),
            "back": self._back,
            "next_step": self.strip.do_step,
            "notices": self._list_notices,
        }
        self.tab_bar.currentChanged.connect(self._show_page)
        self.key_bar.pressed.connect(self.run_action)
        self.household.search.wanted.connect(self._reading.search)
        self.household.search.chosen.connect(lambda hit: self.desk.choose_household(hit.id))
        self.strip.step_chosen.connect(self._do_step)
        self.desk.open_requested.connect(self.open)
        self.desk.step_requested.connect(self._do_step)
        self.desk.replacement_requested.connect(self._replacing.begin)
        self.desk.current_household_changed.connect(self._reading.refresh)
        self.desk.changed.connect(self._reading.refresh)
        self.desk.names_hidden_changed.connect(self._hide_names)
        self.desk.said.connect(lambda text: self.notice.say(text, self.desk.now))
        self.desk.current_household_changed.connect(self.notice.household_chosen)
        self.desk.names_hidden_changed.connect(self.notice.set_masked)
        self.notice.list_wanted.connect(self._list_notices)
        self.operations.announced.connect(self._announced)

    def _complete(self) -> None:
        """Once, after the first paint: what can be waited for until then."""
        if self.progress is None:
            from saroma_desk.ui.frame_rest import complete

            self.progress = complete(self, (self.header, self.household, self.strip, self.notice, self.pages))

    def _show_page(self, index: int) -> None:
        tab_id = self.pages.specs[index].id
        tab = self.tab(tab_id)
        begun = tab is not None and tab.focusWidget() is not None
        self.pages.setCurrentIndex(index)
        if tab is not None and not begun and not self.tab_bar.hasFocus():
            tab.focus_list()
        if self.desk.ctx is not None and (not self._history or self._history[-1] != tab_id):
            self._history.append(tab_id)

    def _do_step(self, step: StepLine) -> None:
        if not step.tab_id:
            return
        household = self.desk.current_household if step.household_id is None else step.household_id
        self.desk.choose_household(household, partial(self._begin, step))

    def _begin(self, step: StepLine) -> None:
        self.open(step.tab_id)
        tab = self.tab(step.tab_id)
        if tab is not None:
            tab.do_step(step)

    def _hide_names(self, hidden: bool) -> None:
        self.header.counter.setVisible(hidden)
        self.household.hide_names(hidden)

    def _to_search(self) -> None:
        self.household.search.setFocus()
        self.household.search.selectAll()

    def _explain(self) -> None:
        tab = self.current_tab
        if tab is None or not tab.run_action("explain"):
            self.desk.say(messages.nothing_to_explain())

    def _announced(self, result: Result[Any]) -> None:
        """What a command wants to be known concerns the household of the screen it was given on, if that has one."""
        tab, line, topics = self.current_tab, self.household.line, result.changed
        place = self.pages.specs[self.tab_bar.currentIndex()].id if tab is not None else ""
        self.notice.changed_again(topics, place)
        if result.warnings:
            household = self.desk.current_household if tab is None or tab.follows_household else None
            no = line.no if line is not None and line.id == household else ""
            about = About(household=household, no=no, topics=topics, place=place)
            self.notice.warn(messages.warnings(result.warnings).text, self.desk.now, about)

    def _list_notices(self) -> None:
        from saroma_desk.ui.widgets.notice_list import NoticeList

        NoticeList(self.notice.kept, masked=self.desk.names_hidden, parent=self).open()

    def _help(self) -> None:
        from saroma_desk.ui.widgets.help_box import HelpBox

        HelpBox(self).open()

    def _back(self) -> None:
        if self.household.search.close_popup() or self.notice.close_first():
            return
        tab = self.current_tab
        if tab is not None and tab.run_action("back"):
            return
        if len(self._history) > 1:
            self._history.pop()
            self.open(self._history[-1])

    def _close_now(self) -> None:
        self._may_close = True
        self.close()  # Qt passes over this when the question was answered at once, within the closing
