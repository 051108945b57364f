"""The practice office as data: `resources/practice/office.yaml` and one file for each family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from saroma_desk.runtime import resources

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that happens to a family on a day.

    Attributes:
        do: name of the act, a key of `acts.ACTS`.
        data: what it needs, as written in the file.
    """

    day: date
    do: str
    data: Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """An invented family; `about` says what it is there to show."""

    id: str
    about: str
    household: Data
    members: tuple[Data, ...]
    acts: tuple[Act, ...]


def office() -> Data:
    """The practice office's own data: officials, answers, providers, how claims go, figures of the year."""
    data: Data = resources.read_yaml("practice/office.yaml")
    return data


def families() -> tuple[Family, ...]:
    """All families by id; raises ResourceError naming the file that is damaged."""
    files = sorted(resources.path_of("practice/families").glob("*.yaml"))
    return tuple(_family(file.stem, resources.read_yaml(f"practice/families/{file.name}")) for file in files)


def today() -> date:
    """The day on which the practice office stands still, so that it is the same on every day of the year."""
    day: date = office()["today"]
    return day


def clock_time(text: str) -> time:
    """``"09:30"`` as a time of day."""
    return time.fromisoformat(text)


def _family(family_id: str, raw: Data) -> Family:
    acts = tuple(Act(day=a["day"], do=a["do"], data=a) for a in raw["acts"])
    return Family(
        id=family_id, about=raw["about"], household=raw["household"], members=tuple(raw["members"]), acts=acts
    )
