"""The one seam through which the window speaks: real boxes for people, a record for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from saroma_desk.ui.messages import Message, Question


class Speaker(Protocol):
    """How a person is told and asked."""

    def tell(self, message: Message) -> None:
        """Show `message` and wait until it was read."""

    def ask(self, question: Question) -> str:
        """Ask and give back the id of the answer; closing the box gives the last, harmless one."""

    def report_bug(self, message: Message, report: str) -> None:
        """Show `message` with a `report` that can be copied."""


class BoxSpeaker:
    """Speaks through message boxes over `parent`; they are loaded with the first word, not before the first paint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def tell(self, message: Message) -> None:
        """Show `message` in a box with one button."""
        from saroma_desk.ui.widgets import message_boxes

        message_boxes.tell(self._parent, message)

    def ask(self, question: Question) -> str:
        """Ask in a box whose buttons are the answers."""
        from saroma_desk.ui.widgets import message_boxes

        return message_boxes.ask(self._parent, question)

    def report_bug(self, message: Message, report: str) -> None:
        """Show what happened above the report, with a button that copies it."""
        from saroma_desk.ui.widgets import message_boxes

        message_boxes.report_bug(self._parent, message, report)


class RecordingSpeaker:
    """Keeps what would have been said, and answers from a list; for tests and for pictures.

    Attributes:
        told: all messages, oldest first.
        asked: all questions, oldest first.
        bugs: all bug reports, oldest first.
    """

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.told: list[Message] = []
        self.asked: list[Question] = []
        self.bugs: list[str] = []

    def answer_with(self, *answers: str) -> None:
        """Queue the ids of the next answers."""
        self._answers += answers

    def tell(self, message: Message) -> None:
        """Keep `message`."""
        self.told.append(message)

    def ask(self, question: Question) -> str:
        """Keep `question` and give the next queued answer; an unexpected question raises AssertionError."""
        self.asked.append(question)
        if not self._answers:
            raise AssertionError(f"unexpected question: {question.message.code}")
        return self._answers.pop(0)

    def report_bug(self, message: Message, report: str) -> None:
        """Keep `report`."""
        self.told.append(message)
        self.bugs.append(report)
