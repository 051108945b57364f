"""What all stored records share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row as the rest of the program sees it: plain and immutable.

    Attributes:
        id: 0 until stored; the storage room gives it.
        version: 0 until stored; grows by one with each save, and a save of an older version is refused
            (optimistic locking).
    """

    id: int = 0
    version: int = 0
