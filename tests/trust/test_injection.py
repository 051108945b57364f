"""Text that would be a command elsewhere is text here: schema and other rows stay, wildcards mean themselves."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from typing import Any

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member, RelatedAgency
from saroma_desk.domain.record import Record
from saroma_desk.services import drafts, households, intake
from saroma_desk.services.context import AppContext
from saroma_desk.storage import check
from tests.services import builders

PAYLOADS = (
    "'; DROP TABLE household; --", "' OR '1'='1", "\" OR 1=1 --", "x'); DELETE FROM audit; --", "1; ATTACH 'x' AS y",
    "' UNION SELECT sql FROM sqlite_master --", "%", "_", "%_%", "\\%", "*", "\" OR \"", "a* OR b*", "NEAR(a b)",
    "name:x", "-x", "^x", "(", ")", "{x y}", ":id", "?1", "$x", "@p", "${HOME}", "{0}", "%s", "%(x)s", "\\x00",
    "🈂\u200b葛\U000e0100", "ﾊﾟ", "NULL", "true", "[]", "{}", "x" * 20_000,
)  # fmt: skip
WILD = (
    "%",
    "_",
    "%%",
    "__",
    "*",
    "\\",
    "'",
    '"',
    "やな%さわ",
    "やな_さわ",
    "やな*わ",
    "%ぎさ%い",
    "AND",
    "OR",
    "NOT",
    "NEAR",
)
TRIED = PAYLOADS if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else PAYLOADS[::2]


def schema_of(ctx: AppContext) -> list[tuple[object, ...]]:
    with ctx.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return [tuple(row) for row in rows]


def others(ctx: AppContext, kind: type[Record], but: set[int]) -> list[Record]:
    with ctx.read() as read:
        return [record for record in read.list(kind) if record.id not in but]


def filled(record: Any, payload: str) -> Any:
    """The record with the payload in each of its texts; codes that the record itself refuses stay as they are."""
    changed = record
    for field in fields(record):
        if field.type == "str" and field.name not in ("no", "sex"):
            changed = replace(changed, **{field.name: payload})
    return changed


@pytest.mark.parametrize("payload", TRIED, ids=range(len(TRIED)))
def test_a_family_of_commands_is_only_a_family(office: AppContext, payload: str) -> None:
    schema, homes, people = schema_of(office), others(office, Household, set()), others(office, Member, set())
    members = tuple(filled(person, payload) for person in (builders.CAREGIVER, builders.CHILD))
    home = filled(builders.FAMILY, payload)
    draft = builders.draft(household=home, members=members, summary=payload, received_on=office.today())
    stored = intake.take_in(office, draft).value
    intake.save_agency(office, RelatedAgency(household_id=stored.household_id, name=payload))
    drafts.save_draft(office, payload, payload)
    detail = households.household_detail(office, stored.household_id)
    assert [member.name for member in detail.members] == [payload] * 2
    assert (detail.household.address, detail.agencies[0].name) == (payload, payload)
    mine = {stored.household_id}
    assert others(office, Household, mine) == homes
    assert others(office, Member, {member.id for member in detail.members}) == people
    assert schema_of(office) == schema
    assert check(office.store).problems == ()


@pytest.mark.parametrize("payload", TRIED, ids=range(len(TRIED)))
def test_what_is_searched_is_only_searched(office: AppContext, payload: str) -> None:
    def ids(text: str) -> set[int]:
        return {hit.household_id for hit in households.search(office, text)}

    schema, found = schema_of(office), ids("栁沢")
    assert len(found) == 1
    for text in (f"栁沢{payload}", f"{payload} 栁沢", f"栁沢 {payload}"):
        assert ids(text) <= found
    households.search(office, payload)
    assert schema_of(office) == schema


def test_wildcards_mean_themselves(office: AppContext) -> None:
    """Signs between letters are passed over, so none of them can stand for a letter."""
    assert len(households.search(office, "やなぎさわ")) == 1
    for text in WILD:
        assert households.search(office, text) == ()


def test_a_filter_value_is_never_a_pattern(office: AppContext) -> None:
    with office.read() as read:
        for text in ("%", "_", "' OR 1=1 --"):
            assert read.list(Member, name=text) == ()
            assert read.count(Household, address=text) == 0


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
def test_what_no_database_keeps_is_refused_in_words(office: AppContext, text: str) -> None:
    before = others(office, Household, set())
    member = replace(builders.CAREGIVER, name=text)
    with pytest.raises(KnownError) as refused:
        intake.take_in(office, builders.draft(members=(member,), received_on=office.today()))
    assert refused.value.message.endswith("。")
    assert others(office, Household, set()) == before
