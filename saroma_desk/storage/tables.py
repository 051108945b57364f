"""The tables, derived from the records so that a field has one name and one place; nobody outside storage sees them.

What a record cannot say stands here: table names, foreign keys, what must be unique. The schema itself is
written down by the migrations; a test holds the two together.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Time,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel
from sqlmodel.main import SQLModelMetaclass

from saroma_desk.domain import (
    attachment,
    case,
    claim,
    dispatch,
    exceptions,
    household,
    office,
    plan,
    provider,
    screening,
)
from saroma_desk.domain.record import Record

from .codec import Hint, bare, hints_of, is_nested

R = TypeVar("R", bound=Record)

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: Final = SQLModel.metadata
metadata.naming_convention = NAMING

# what may not stand twice
_UNIQUE: Final[Mapping[type[Record], tuple[tuple[str, ...], ...]]] = {
    household.Household: (("no",),),
    household.Member: (),
    household.PersonStatus: (),
    household.CopayClassPeriod: (),
    household.RelatedAgency: (),
    case.Episode: (("household_id", "number"),),
    case.Referral: (),
    case.ProgressNote: (),
    case.ConsultVisit: (),
    case.Evaluation: (),
    case.Closure: (("episode_id",),),
    screening.Screening: (("episode_id", "no"),),
    plan.Plan: (("episode_id", "revision"),),
    dispatch.Application: (("receipt_no",),),
    dispatch.Decision: (),
    dispatch.Dispatch: (("application_id", "revision"),),
    dispatch.Visit: (),
    dispatch.ActivityReport: (),
    attachment.Attachment: (),
    dispatch.Suspension: (),
    dispatch.Withdrawal: (),
    dispatch.Cancellation: (),
    exceptions.LimitException: (),
    provider.Provider: (),
    provider.Contract: (),
    provider.Helper: (),
    provider.UnitPrice: (),
    claim.Claim: (("provider_id", "month", "family", "attempt"),),
    office.Official: (),
    office.OfficeSetting: (),
    office.IssuedPaper: (),
    office.YearFigure: (("fiscal_year", "family", "key"),),
    office.Draft: (("key",),),
}

# columns that lists are searched by, besides the foreign keys
_INDEXED: Final = frozenset({"visit_on", "visited_on", "subject_key", "valid_from", "source_key", "month"})

# fields that hold the id of another record
_TARGETS: Final[Mapping[str, str]] = {
    "household_id": "household",
    "member_id": "member",
    "subject_member_id": "member",
    "applicant_id": "member",
    "episode_id": "episode",
    "previous_id": "episode",
    "corrects_id": "progress_note",
    "screening_id": "screening",
    "plan_id": "plan",
    "application_id": "application",
    "withdrawal_id": "withdrawal",
    "report_id": "activity_report",
    "provider_id": "provider",
    "helper_id": "helper",
}

_TYPES: Final[Mapping[type, type[TypeEngine[Any]]]] = {
    bool: Boolean,
    int: Integer,
    str: Text,
    datetime: Text,  # ISO text keeps a zone where there is one; DATETIME columns drop it
    date: Date,
    time: Time,
    bytes: LargeBinary,
}


def table_name(kind: type[Record]) -> str:
    """``progress_note`` for ProgressNote."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _column(name: str, hint: Hint) -> Column[Any]:
    if name == "id":
        return Column(Integer, primary_key=True, autoincrement=True)
    kind, optional = bare(hint)
    target = _TARGETS.get(name)
    links = (ForeignKey(f"{target}.id"),) if target else ()
    if is_nested(kind) or issubclass(kind, Enum):
        kind = str
    return Column(_TYPES[kind], *links, nullable=optional, index=bool(target) or name in _INDEXED)


def _table(kind: type[Record], unique: tuple[tuple[str, ...], ...]) -> Table:
    names = [field.name for field in dataclasses.fields(kind)]
    hints = hints_of(kind)
    namespace = {
        "__module__": __name__,
        "__tablename__": table_name(kind),
        # an id is never given twice, so that the audit trail keeps its meaning after a removal
        "__table_args__": (*(UniqueConstraint(*columns) for columns in unique), {"sqlite_autoincrement": True}),
        "__annotations__": dict.fromkeys(names, Any),
        **{name: Field(sa_column=_column(name, hints[name])) for name in names},
    }
    model: Any = SQLModelMetaclass(f"{kind.__name__}Row", (SQLModel,), namespace, table=True)
    table: Table = model.__table__
    return table


class AuditRow(SQLModel, table=True):
    """One link of the audit chain; see `storage.audit`."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "table_name", "row_id"),)

    sequence: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    at: str = Field(sa_column=Column(Text, nullable=False))
    user: str = Field(sa_column=Column(Text, nullable=False))
    act: str = Field(sa_column=Column(Text, nullable=False))
    table_name: str = Field(sa_column=Column(Text, nullable=False))
    row_id: int = Field(sa_column=Column(Integer, nullable=False))
    household_id: int | None = Field(sa_column=Column(Integer, nullable=True, index=True))
    changes: str = Field(sa_column=Column(Text, nullable=False))
    previous_hash: str = Field(sa_column=Column(Text, nullable=False))
    hash: str = Field(sa_column=Column(Text, nullable=False))


class CounterRow(SQLModel, table=True):
    """The last number given out under a key."""

    __tablename__ = "counter"

    key: str = Field(sa_column=Column(Text, primary_key=True))
    value: int = Field(sa_column=Column(Integer, nullable=False))


class FactRow(SQLModel, table=True):
    """What the database knows about itself: head of the audit chain, state of the search index."""

    __tablename__ = "fact"

    key: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_column=Column(Text, nullable=False))


TABLES: Final[Mapping[type[Record], Table]] = {kind: _table(kind, unique) for kind, unique in _UNIQUE.items()}
AUDIT: Final = metadata.tables["audit"]
COUNTER: Final = metadata.tables["counter"]
FACT: Final = metadata.tables["fact"]
