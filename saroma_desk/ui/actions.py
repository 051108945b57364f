"""Every key of the window in one table; menu, key bar, help page and the duplicate-key test read it.

F6–F10 stay free: they convert kana in Japanese input methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from saroma_desk.ui.terms import term


class Scope(StrEnum):
    """Who answers the key."""

    WINDOW = "window"
    TAB = "tab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing a key does.

    Attributes:
        id: ASCII identifier; tabs get it in `Tab.run_action`.
        term: id of the word on the key bar and in the menu, in the glossary.
        keys: shortcuts in Qt's portable text; the first one stands on the key bar.
        scope: the window itself, or the tab that is shown.
        help: one sentence for the help page.
        on_bar: whether the key bar shows it.
    """

    id: str
    term: str
    keys: tuple[str, ...]
    scope: Scope
    help: str
    on_bar: bool = True

    @property
    def label(self) -> str:
        """The word from the glossary."""
        return term(self.term)


TAB_KEYS = tuple(f"Ctrl+{n}" for n in range(1, 10))

ACTIONS: tuple[Action, ...] = (
    Action(id="help", term="action.help", keys=("F1",), scope=Scope.WINDOW, help="キーの一覧と使い方を開きます。"),
    Action(id="new", term="action.new", keys=("F2",), scope=Scope.TAB, help="この画面の新しい記録を始めます。"),
    Action(id="search", term="action.search", keys=("F3",), scope=Scope.WINDOW, help="世帯の検索欄へ移ります。"),
    Action(
        id="reload",
        term="action.reload",
        keys=("F5",),
        scope=Scope.TAB,
        help="画面を読み直します。入力中の内容は残ります。",
    ),
    Action(id="save", term="action.save", keys=("F12", "Ctrl+S"), scope=Scope.TAB, help="入力した内容を保存します。"),
    Action(id="paper", term="action.form", keys=("Ctrl+P",), scope=Scope.TAB, help="選んだ記録の様式を作ります。"),
    Action(
        id="explain",
        term="action.explain",
        keys=("F4",),
        scope=Scope.WINDOW,
        help="選んだ欄の数字の求め方を示します。",
    ),
    Action(
        id="counter_mode",
        term="action.counter_mode",
        keys=("F11",),
        scope=Scope.WINDOW,
        help="氏名を頭文字にかえます。もう一度押すと戻ります。",
    ),
    Action(id="back", term="action.back", keys=("Esc",), scope=Scope.WINDOW, help="前の画面へ戻ります。"),
    Action(
        id="notices",
        term="action.notices",
        keys=("Ctrl+I",),
        scope=Scope.WINDOW,
        help="最近のお知らせの一覧を開きます。",
        on_bar=False,
    ),
    Action(
        id="next_step",
        term="next_step",
        keys=("Ctrl+Return",),
        scope=Scope.WINDOW,
        help="「次にやること」の手続きを始めます。",
        on_bar=False,
    ),
)


def action(action_id: str) -> Action:
    """The action of that id; KeyError when there is none."""
    return {a.id: a for a in ACTIONS}[action_id]


def key_text(keys: str) -> str:
    """A shortcut as the key bar writes it.

    >>> key_text("Ctrl+Return")
    'Ctrl+Enter'
    """
    return keys.replace("Return", "Enter")
