"""Opening an office on the database thread, asking for its passphrase where it has one, for a new one where none is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.ui import messages
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import Speaker

if TYPE_CHECKING:
    from saroma_desk.services.rescue import Rescue
    from saroma_desk.ui.dialogs.first_run import FirstRunBox
    from saroma_desk.ui.widgets.passphrase_box import PassphraseBox

OpenOffice = Callable[[str | None], AbstractContextManager[Any]]
"""Gets a passphrase or None, gives a context manager of the services' context."""

CreateOffice = Callable[[str], AbstractContextManager[Any]]
"""Gets the passphrase of a new office, makes it and gives its context like `OpenOffice`."""

FindRescue = Callable[[], "Rescue"]
"""Gives the backups of an office that does not open; its import is heavy."""

_NOTHING_THERE = ("no_database", "missing_folder")
_DAMAGED = ("damaged_database", "not_a_database", "no_database")


class Opening:
    """One office, from the first try until it is left.

    Args:
        window: where the passphrase is asked for.
        operations: whose thread opens and leaves the office.
        speaker: tells why it cannot be opened.
    """

    def __init__(self, window: QWidget, operations: Operations, speaker: Speaker) -> None:
        self._window = window
        self._operations = operations
        self._speaker = speaker
        self._stack = ExitStack()
        self._asking: PassphraseBox | None = None
        self._beginning: FirstRunBox | None = None

    def begin(
        self,
        office: OpenOffice,
        opened: Callable[[Any], None],
        gave_up: Callable[[], None],
        create: CreateOffice | None = None,
        rescue: FindRescue | None = None,
    ) -> None:
        """Try without a passphrase first; ask where one is needed; tell any other refusal and give up.

        Where there is no office yet and `create` is given, a new one may be begun; where it is damaged or gone and has
        backups, `rescue` offers them first.
        """
        self._office, self._tell_opened, self._give_up, self._create = office, opened, gave_up, create
        self._rescue = rescue
        self._try(None)

    def begin_again(self) -> None:
        """Try to open the same office once more, as at first; none is begun anew."""
        self._asking = self._create = None
        self._try(None)

    def reopen(self, passphrase: str | None) -> Any:  # noqa: ANN401
        """Leave the office whose data were exchanged, and give what stands there now; on the database thread.

        Raises KnownError as the office does.
        """
        self._stack.close()
        return self._stack.enter_context(self._office(passphrase))

    def leave(self) -> None:
        """Leave the office; on the database thread."""
        self._stack.close()

    def _try(self, passphrase: str | None) -> None:
        office = self._office
        work = lambda: self._stack.enter_context(office(passphrase))  # noqa: E731  its import is heavy, too
        self._operations.query(work, self._opened, failed=self._refused)

    def _opened(self, ctx: Any) -> None:  # noqa: ANN401
        for box in (self._asking, self._beginning):
            if box:
                box.hide()
        self._tell_opened(ctx)

    def _refused(self, error: KnownError) -> bool:
        if error.code == "passphrase_needed" and self._asking is None:
            self._ask()
        elif error.code in ("wrong_passphrase", "passphrase_needed") and self._asking:
            self._asking.refuse(error.message)
        elif self._beginning:
            self._beginning.refuse(error.message)
        elif error.code in _DAMAGED and self._offer_backups(error):
            pass
        elif error.code in _NOTHING_THERE and self._create:
            self._begin_anew(self._create)
        else:
            self._speaker.tell(messages.of_error(error))
            self._give_up()
        return True

    def _offer_backups(self, error: KnownError) -> bool:
        """Whether there are any to go back to; a person who does not want them is led on as without them."""
        rescue = self._rescue() if self._rescue else None
        if rescue is None or not rescue.files():
            return False
        from saroma_desk.ui.dialogs.rescue_box import RescueBox

        def left() -> None:
            self._rescue = None
            self._refused(error)

        if self._asking:
            self._asking.hide()
        box = RescueBox(self._operations, rescue, error.message, self._try, self._window)
        box.rejected.connect(left)
        box.open()
        return True

    def _ask(self) -> None:
        from saroma_desk.ui.widgets.passphrase_box import PassphraseBox

        self._asking = PassphraseBox(self._window)
        self._asking.given.connect(self._try)
        self._asking.rejected.connect(self._give_up)
        self._asking.open()

    def _begin_anew(self, create: CreateOffice) -> None:
        from saroma_desk.ui.dialogs.first_run import FirstRunBox

        def make(passphrase: str) -> None:
            work = lambda: self._stack.enter_context(create(passphrase))  # noqa: E731  its import is heavy, too
            self._operations.query(work, self._opened, failed=self._refused)

        self._beginning = FirstRunBox(self._window)
        self._beginning.given.connect(make)
        self._beginning.rejected.connect(self._give_up)
        self._beginning.open()
