"""Every record type comes back from the real database exactly as it went in."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, insert, select

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.record import Record
from saroma_desk.storage.codec import LARGEST_NUMBER, decoder, to_cell
from saroma_desk.storage.mapping import to_cells, to_record
from saroma_desk.storage.tables import TABLES, metadata

# decomposed kana, variation selectors, kanji beyond the first plane, right-to-left marks, quotes: all but NUL
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12) | st.sampled_from(
    ["か\u3099", "葛\U000e0100城", "𠮷野", "髙﨑", "\u202e", "'; DROP TABLE visit;--", "{}", "\r\n\t", "神"]
)
for kind, strategy in {
    str: TEXT,
    int: st.integers(-LARGEST_NUMBER, LARGEST_NUMBER),
    bytes: st.binary(max_size=20),
    date: st.dates(),
    time: st.times(),
    datetime: st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=9))])),
}.items():
    st.register_type_strategy(kind, strategy)


@pytest.fixture(scope="module")
def engine() -> Engine:
    made = create_engine("sqlite://")  # foreign keys are off here, so any id will do
    metadata.create_all(made)
    return made


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
@settings(max_examples=settings().max_examples // 5)  # 32 record types, most with over ten fields
@given(data=st.data())
def test_round_trip(kind: type[Record], data: st.DataObject, engine: Engine) -> None:
    record = dataclasses.replace(data.draw(st.from_type(kind)), id=7)
    table = TABLES[kind]
    with engine.connect() as connection:  # rolled back at the end
        connection.execute(insert(table).values(to_cells(record)))
        assert to_record(kind, connection.execute(select(table).where(table.c.id == 7)).one()) == record


def test_every_record_of_the_domain_has_a_table() -> None:
    subclasses = {kind.__name__ for kind in Record.__subclasses__()}
    assert subclasses == {kind.__name__ for kind in TABLES}


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "髙\udfff"])
def test_text_that_no_database_keeps_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        to_cells(Household(no="R8-0001", registered_on=date(2026, 4, 1), address=text))
    assert (refused.value.code, refused.value.fields[0].field) == ("invalid_text", "address")


def test_broken_text_inside_nested_values_is_refused_too() -> None:
    with pytest.raises(KnownError, match="保存できない文字"):
        to_cell((Goal(term="long", goal="\ud800"),), "goals")


def test_a_number_beyond_the_column_is_refused() -> None:
    with pytest.raises(KnownError, match="数が大きすぎます"):
        to_cell(LARGEST_NUMBER + 1, "minutes")


def test_older_nested_text_takes_the_defaults_of_newer_fields() -> None:
    restore: Any = decoder(tuple[Goal, ...])
    assert restore('[{"term":"long","goal":"休む"}]') == (Goal(term="long", goal="休む"),)


def test_a_field_left_out_of_a_list_takes_its_default(engine: Engine) -> None:
    day = date(2026, 4, 1)
    plan = Plan(id=1, episode_id=1, made_on=day, support_type="short", period_from=day, period_to=day, issues="長文")
    table = TABLES[Plan]
    with engine.connect() as connection:
        connection.execute(insert(table).values(to_cells(plan)))
        row = connection.execute(select(*(c for c in table.c if c.name not in ("issues", "goals")))).one()
        assert to_record(Plan, row) == dataclasses.replace(plan, issues="")
