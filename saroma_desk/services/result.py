"""What a use case gives back: its value and the topics whose screens must be read again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(StrEnum):
    """Kinds of data that screens show; a screen re-reads the topics it shows when they change."""

    HOUSEHOLDS = "households"
    SCREENINGS = "screenings"
    PLANS = "plans"
    DISPATCHES = "dispatches"
    CLAIMS = "claims"
    DOCUMENTS = "documents"
    PROVIDERS = "providers"
    SETTINGS = "settings"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """The value of a use case, what it changed, and what the person should be told without being stopped.

    Attributes:
        value: usually the stored record.
        changed: topics to read again.
        warnings: calm Japanese sentences; they never block.
    """

    value: T
    changed: frozenset[Topic] = frozenset()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of long work: `done` of `total` (0 while unknown), and what is being done, in Japanese."""

    done: int
    total: int
    label: str
