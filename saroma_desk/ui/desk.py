"""What all parts of the window share: the current household, what changed, who may object to leaving.

A tab gets one `Desk` and needs nothing else: `desk.ctx` for services, `desk.operations` to call them off-thread,
`desk.speaker` to tell and ask, `desk.open(tab_id, selection)` to go elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from saroma_desk.runtime.clock import SystemClock

if TYPE_CHECKING:
    from datetime import date, datetime

    from saroma_desk.runtime.clock import Clock
    from saroma_desk.services.context import AppContext
    from saroma_desk.ui.operations import Operations
    from saroma_desk.ui.replacing import Replacement
    from saroma_desk.ui.speaker import Speaker

Then = Callable[[], None]
Guard = Callable[[Then], None]
"""Calls its argument when nothing typed would be lost, at once or after asking; does not call it to stay."""


class DeskContext(Protocol):
    """The little that the toolkit needs of the services' context."""

    @property
    def clock(self) -> Clock: ...  # noqa: D102
    @property
    def practice(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLine:
    """A household in the search list and in the current-household line; all texts are ready to show.

    Attributes:
        id: the household's id.
        no: management number.
        name: name of the caregiver; hidden in counter mode.
        kana: its furigana, for the initials of counter mode.
        child: age of the child and what goes with it, e.g. ``0歳4か月（双子）``.
        states: state of each case as a word, and the name of its `style.Tone`; one for each programme.
        protected: the address must be handled with care (支援措置 etc.).
    """

    id: int
    no: str
    name: str
    kana: str = ""
    child: str = ""
    states: tuple[tuple[str, str], ...] = ()
    protected: bool = False

    @property
    def state(self) -> str:
        """The states of all cases in one text."""
        return "・".join(word for word, _ in self.states)

    @property
    def tone(self) -> str:
        """Tone of the newest case; calm without any."""
        return self.states[-1][1] if self.states else "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One thing that is due for the current household.

    Attributes:
        label: what it is, e.g. ``3か月評価``.
        due: words about the time left, e.g. ``あと6日``; empty when there is no date.
        tone: name of the `style.Tone`.
        paper: label of the button that makes the paper, e.g. ``3号・2号を作る``; empty for the general word.
        tab_id: tab where it is done.
        selection: what that tab should select; any value the tab understands.
        act: code of the step or task, e.g. ``evaluate``; tells the tab what to begin.
        form: paper that it makes (``form03``); empty for none.
        household_id, episode_id: whose it is, where it is a household's.
    """

    label: str
    due: str = ""
    tone: str = "calm"
    paper: str = ""
    tab_id: str = ""
    selection: object = None
    act: str = ""
    form: str = ""
    household_id: int | None = None
    episode_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSources:
    """Queries that feed the frame; all run on the database thread.

    Attributes:
        search: households for a typed text, best first, at most the given number.
        household: one household's line; None when it is gone.
        steps: what is due for a household; the first is the next step.
        backup: sentence for the header and name of its `style.Tone`.
        user: who works at the desk, as the header shows it.
    """

    search: Callable[[Any, str, int], tuple[HouseholdLine, ...]]
    household: Callable[[Any, int], HouseholdLine | None]
    steps: Callable[[Any, int], tuple[StepLine, ...]]
    backup: Callable[[Any], tuple[str, str]]
    user: Callable[[Any], str]


class Desk(QObject):
    """Shared state of one window.

    Signals:
        current_household_changed(object): id or None.
        changed(object): frozenset of Topic that screens must read again.
        names_hidden_changed(bool): counter mode went on or off.
        open_requested(str, object): go to a tab and select something there.
        said(str): something to read that stops nobody; it stands in the window until closed.
        step_requested(object): do a `StepLine`: go to its household and tab, and begin it.
        replacement_requested(object): exchange the office's data, see `ui.replacing.Replacement`.
    """

    current_household_changed = Signal(object)
    changed = Signal(object)
    names_hidden_changed = Signal(bool)
    open_requested = Signal(str, object)
    said = Signal(str)
    step_requested = Signal(object)
    replacement_requested = Signal(object)

    def __init__(  # the context is the services' own; the toolkit needs no more of it than `DeskContext`
        self,
        ctx: Any,  # noqa: ANN401
        operations: Operations,
        speaker: Speaker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.ctx: AppContext = ctx
        self.operations = operations
        self.speaker = speaker
        self._household: int | None = None
        self._names_hidden = False
        self._guards: list[Guard] = []
        operations.changed.connect(self.changed)

    @property
    def today(self) -> date:
        """Today by the context's clock."""
        today: date = self.ctx.clock.today()
        return today

    @property
    def now(self) -> datetime:
        """This moment, local and naive, by the context's clock; by this PC's while no office is open."""
        clock: Clock = self.ctx.clock if self.ctx is not None else SystemClock()
        return clock.now()

    @property
    def current_household(self) -> int | None:
        """Id of the household all tabs look at; None when none is chosen."""
        return self._household

    @property
    def names_hidden(self) -> bool:
        """Whether counter mode hides names."""
        return self._names_hidden

    def choose_household(self, household: int | None, then: Then | None = None) -> None:
        """Make `household` current everywhere, after every guard agreed; `then` runs when it was done."""
        if household == self._household:
            if then:
                then()
            return

        def choose() -> None:
            self._household = household
            self.current_household_changed.emit(household)
            if then:
                then()

        self.leave(choose)

    def open(self, tab_id: str, selection: object = None) -> None:
        """Go to the tab and let it select something."""
        self.open_requested.emit(tab_id, selection)

    def do_step(self, step: StepLine) -> None:
        """Go to the household and tab of `step` and begin it there."""
        self.step_requested.emit(step)

    def replace_data(self, order: Replacement) -> None:
        """Exchange the data under the window; every screen begins afresh then."""
        self.replacement_requested.emit(order)

    def forget(self) -> None:
        """No household is chosen and no guard is left: all screens are about to go."""
        self._household = None
        self._guards.clear()

    def say(self, text: str) -> None:
        """Show a sentence in the window without stopping anybody."""
        self.said.emit(text)

    def hide_names(self, on: bool) -> None:
        """Turn counter mode on or off."""
        if on != self._names_hidden:
            self._names_hidden = on
            self.names_hidden_changed.emit(on)

    def add_guard(self, guard: Guard) -> None:
        """Let `guard` have a say before the household changes or the window closes."""
        self._guards.append(guard)

    def remove_guard(self, guard: Guard) -> None:
        """Take `guard` out again."""
        self._guards.remove(guard)

    @contextmanager
    def guards_of_whole_parts(self) -> Iterator[None]:
        """Take the guards out again that a part added before its building failed: half a part cannot be asked."""
        before = list(self._guards)
        try:
            yield
        except BaseException:
            self._guards = before
            raise

    def leave(self, then: Then) -> None:
        """Ask all guards one after the other; `then` runs when nobody wants to stay."""
        self._ask(list(self._guards), then)

    def _ask(self, guards: list[Guard], then: Then) -> None:
        if guards:
            guards[0](lambda: self._ask(guards[1:], then))
        else:
            then()


_ROWS = (
    ("あいうえお", "A I U E O"),
    ("かきくけこ", "K K K K K"),
    ("がぎぐげご", "G G G G G"),
    ("さしすせそ", "S S S S S"),
    ("ざじずぜぞ", "Z J Z Z Z"),
    ("たちつてと", "T C T T T"),
    ("だぢづでど", "D J Z D D"),
    ("なにぬねの", "N N N N N"),
    ("はひふへほ", "H H F H H"),
    ("ばびぶべぼ", "B B B B B"),
    ("ぱぴぷぺぽ", "P P P P P"),
    ("まみむめも", "M M M M M"),
    ("やゆよ", "Y Y Y"),
    ("らりるれろ", "R R R R R"),
    ("わゐゑをん", "W I E O N"),
)
_LETTERS = {kana: letter for row, letters in _ROWS for kana, letter in zip(row, letters.split(), strict=True)}


def initials(kana: str) -> str:
    """Initials of a name from its furigana, family name first, for counter mode.

    >>> initials("さとう　はなこ")
    'S.H.'
    >>> initials("")
    '＊'
    """
    letters = [_LETTERS.get(_hiragana(part[0]), "＊") for part in kana.split()]
    return ".".join(letters) + "." if letters else "＊"


def _hiragana(char: str) -> str:
    return chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char
