"""Errors a person can do something about; everything else is a bug and stays an ordinary exception."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field of a form.

    Attributes:
        field: name of the record's field (ASCII identifier); empty for the record as a whole.
        message: what is wrong and what would be right, in calm Japanese.
    """

    field: str
    message: str


class KnownError(Exception):
    """The work could not be done, the data are as they were, and the message says why in Japanese.

    Attributes:
        code: stable ASCII identifier, e.g. ``"wrong_passphrase"``; safe for logs.
        message: one calm Japanese sentence or two for the person; may name persons, so never log it.
        fields: all field errors at once when a form was refused, otherwise empty.
    """

    def __init__(self, code: str, message: str, fields: tuple[FieldError, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.fields = fields

    def __str__(self) -> str:
        return self.message


def demand(errors: list[FieldError]) -> None:
    """Raise one `KnownError` that carries all `errors`; do nothing when there are none."""
    if errors:
        raise KnownError(
            "invalid_input", "入力を確かめてください。" + " ".join(e.message for e in errors), tuple(errors)
        )
