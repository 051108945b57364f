"""To which case of the current household a new record belongs: asked only where two programmes support it at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import present_episodes
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.messages import Message, Question
from saroma_desk.ui.terms import term

NO_OPEN_CASE = "この世帯の支援は終結しています。「世帯」の画面の「再開」で受理してから始めてください。"
BACK = "back"

Cases = tuple[tuple[int, str], ...]
"""Episode and name of its programme."""


def choose_case(
    desk: Desk, household_id: int, then: Callable[[int], None], owner: QWidget, *, closed: bool = False
) -> None:
    """Call `then` with the open episode of the household; with several, with the one that is answered, if any.

    With `closed`, the last episode will do where none is open.
    """

    def choose(cases: Cases) -> None:
        if not cases:
            desk.say(NO_OPEN_CASE)
        elif len(cases) == 1:
            then(cases[0][0])
        elif (answer := desk.speaker.ask(which_case(cases))) != BACK:
            then(int(answer))

    work = partial(_cases, desk.ctx, household_id, closed=closed)
    desk.operations.query(work, choose, key="which_case", owner=owner)


def which_case(cases: Cases) -> Question:
    """Which record is meant, for a household that several programmes support."""
    return Question(
        message=Message(
            code="which_case",
            happened="この世帯は、2つ以上の事業で支援しています。",
            todo="どの事業の記録かを選んでください。",
        ),
        answers=(*((str(episode), name) for episode, name in cases), (BACK, term("action.back"))),
    )


def _cases(ctx: AppContext, household_id: int, *, closed: bool) -> Cases:
    with ctx.read() as read:
        episodes = present_episodes(read, household_id, closed=closed)
    return tuple((e.id, ctx.programme(e.programme_id).short_name) for e in episodes)
