"""Finding households while someone types: an FTS5 index over search keys. Only SQLite can do this part.

FTS5's own trigram tokenizer cannot answer one or two characters, and most Japanese names are shorter than that.
So each key is cut into pairs of neighbouring characters here; a phrase of pairs finds any part of a name, one
character finds the pairs that begin with it. Pairs are written as code points, five hexadecimal digits each, since
FTS5's character tables end with Unicode 6.1 and would split rare kanji off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, delete, insert, select, text

from saroma_desk.domain.household import Household, Member

from .codec import to_cell
from .folding import fingerprint, fold, words
from .tables import FACT, TABLES

Line: TypeAlias = Row[*tuple[Any, ...]]

_STATE: Final = "search_keys"
_CHUNK: Final = 2_000
_WIDTH: Final = 5


@dataclass(frozen=True, slots=True)
class HouseholdHit:
    """A household that was found.

    Attributes:
        no: management number.
        name, kana: of the first member in the household's order; empty while it has none.
        matched: the text in which the (first) word was found, as typed, e.g. a former name.
        address_protected: the address must not be shown in lists.
    """

    household_id: int
    no: str
    name: str
    kana: str
    matched: str
    address_protected: bool


def find(connection: Connection, query: str, limit: int) -> tuple[HouseholdHit, ...]:
    """Households of which each word of `query` stands in some field, in the order of their ids; none for no word."""
    keys = words(str(to_cell(query, "query")))
    if not keys:
        return ()
    match = " AND ".join(_phrase(key) for key in keys)
    rows = connection.execute(
        text("SELECT rowid FROM household_search WHERE pairs MATCH :match ORDER BY rowid LIMIT :limit"),
        {"match": match, "limit": limit},
    )
    ids = [int(row[0]) for row in rows]
    return tuple(_hit(row, people, keys[0]) for row, people in _content(connection, ids))


def refresh(connection: Connection, household_ids: Collection[int]) -> None:
    """Make the keys of these households anew; those that no longer exist lose theirs."""
    ids = sorted(household_ids)
    if not ids:
        return
    connection.execute(text("DELETE FROM household_search WHERE rowid = :id"), [{"id": found} for found in ids])
    for start in range(0, len(ids), _CHUNK):
        rows = [
            {"id": row.id, "pairs": " ".join(_pairs(_texts(row, people)))}
            for row, people in _content(connection, ids[start : start + _CHUNK])
        ]
        if rows:
            connection.execute(text("INSERT INTO household_search (rowid, pairs) VALUES (:id, :pairs)"), rows)


def is_current(connection: Connection) -> bool:
    """Whether the stored keys were made by the rules and the variant table of this program."""
    return connection.execute(select(FACT.c.value).where(FACT.c.key == _STATE)).scalar_one_or_none() == fingerprint()


def rebuild(connection: Connection) -> None:
    """Make all keys anew and note by which rules."""
    connection.execute(text("INSERT INTO household_search (household_search) VALUES ('delete-all')"))
    refresh(connection, connection.execute(select(TABLES[Household].c.id)).scalars().all())
    connection.execute(delete(FACT).where(FACT.c.key == _STATE))
    connection.execute(insert(FACT), {"key": _STATE, "value": fingerprint()})


def _content(connection: Connection, ids: list[int]) -> Iterator[tuple[Line, list[Line]]]:
    """Rows of these households in order of id, each with the rows of its members in the household's order."""
    household, member = TABLES[Household], TABLES[Member]
    columns = (member.c.household_id, member.c.name, member.c.kana, member.c.former_names, member.c.phone)
    people: dict[int, list[Line]] = {}
    query = select(*columns).where(member.c.household_id.in_(ids)).order_by(member.c.position, member.c.id)
    for row in connection.execute(query):
        people.setdefault(row.household_id, []).append(row)
    for row in connection.execute(select(household).where(household.c.id.in_(ids)).order_by(household.c.id)):
        yield row, people.get(row.id, [])


def _texts(household: Line, people: Iterable[Line]) -> Iterator[str]:
    for person in people:
        yield person.name
        yield person.kana
        yield from person.former_names.splitlines()
    yield household.no
    yield household.address
    yield household.phone
    yield household.mobile
    for person in people:
        yield person.phone


def _hit(household: Line, people: list[Line], key: str) -> HouseholdHit:
    matched = next((typed for typed in _texts(household, people) if key in fold(typed)), "")
    return HouseholdHit(
        household_id=household.id,
        no=household.no,
        name=people[0].name if people else "",
        kana=people[0].kana if people else "",
        matched=matched,
        address_protected=household.address_protected,
    )


def _pairs(texts: Iterable[str]) -> Iterator[str]:
    for typed in texts:
        key = fold(typed)
        yield from (_token(key[at : at + 2]) for at in range(len(key)))
        if key:
            yield "end"  # no phrase runs from one field into the next


def _token(chars: str) -> str:
    return "".join(f"{ord(char):0{_WIDTH}x}" for char in chars)


def _phrase(key: str) -> str:
    if len(key) == 1:
        return f'"{_token(key)}" *'
    return '"' + " ".join(_token(key[at : at + 2]) for at in range(len(key) - 1)) + '"'
