"""Households are found by any part of what is known of them, however it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, schema, search
from saroma_desk.storage.folding import fold, words

DAY = date(2026, 4, 1)


@pytest.fixture
def town(store: Store) -> Store:
    """Three families with names that are hard to type."""
    with store.work("受理") as work:
        one = work.add(
            Household(no="R8-0001", address="佐呂間町字永代町3番地", phone="01587-2-1111", registered_on=DAY)
        )
        work.add(Member(household_id=one.id, name="齋藤 花子", kana="さいとう はなこ", former_names="濵田\nHANA"))
        work.add(Member(household_id=one.id, name="齋藤 海", kana="さいとう かい", position=1, phone="090-1234-5678"))
        two = work.add(Household(no="R8-0002", address="佐呂間町字若佐", registered_on=DAY, address_protected=True))
        work.add(Member(household_id=two.id, name="𠮷野 𪚥", kana="ヨシノ テツ"))
        three = work.add(Household(no="R7-0100", address="100%_'\"町", registered_on=DAY))
        work.add(Member(household_id=three.id, name="O'Brien 麻里", kana="オブライエン マリー"))
        work.commit()
    return store


def found(store: Store, query: str) -> list[int]:
    with store.read() as reader:
        return [hit.household_id for hit in reader.search_households(query)]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("斎藤", [1]), ("齊藤花子", [1]), ("花", [1]), ("藤花", [1]), ("子", [1]), ("はなこ", [1]), ("ﾊﾅｺ", [1]),
        ("さいとう かい", [1]), ("かい さいとう", [1]), ("浜田", [1]), ("hana", [1]), ("ＨＡＮＡ", [1]),
        ("2-1111", [1]), ("0901234", [1]), ("永代町３", [1]), ("永代町三番地", [1]),
        ("R8", [1, 2]), ("r8-0002", [2]), ("吉野", [2]), ("𪚥", [2]), ("よしの てつ", [2]),
        ("佐呂間", [1, 2]), ("佐", [1, 2]),
        ("o'brien", [3]), ("マリ", [3]), ("100%", [3]), ("R7-01", [3]),
        ("斎藤 吉野", []), ("花藤", []), ("子さ", []), ("山", []), ("%", []), ("_", []), ("'", []),
        ('"', []), ("*", []), ("", []), ("　", []), ("NEAR(a b)", []), ("pairs:a OR b", []), ("' OR 1=1 --", []),
    ],
)  # fmt: skip
def test_queries(town: Store, query: str, ids: list[int]) -> None:
    assert found(town, query) == ids


def test_a_hit_says_by_which_text_it_was_found(town: Store) -> None:
    with town.read() as reader:
        (hit,) = reader.search_households("浜田")
        assert (hit.no, hit.name, hit.kana, hit.matched) == ("R8-0001", "齋藤 花子", "さいとう はなこ", "濵田")
        assert reader.search_households("吉野")[0].address_protected


def test_the_index_follows_changes_moves_and_removals(town: Store) -> None:
    with town.work("訂正") as work:
        hanako, kai, tetsu = work.list(Member, id=(1, 2, 3))
        work.save(replace(hanako, name="佐藤 花"))
        work.save(replace(kai, household_id=2, name="海 太郎", kana=""))
        work.remove(tetsu)
        work.commit()
    assert (found(town, "斎藤"), found(town, "佐藤"), found(town, "海太郎"), found(town, "𪚥")) == ([], [1], [2], [])


def test_a_rolled_back_name_is_not_found(town: Store) -> None:
    with town.work("受理") as work:
        work.add(Member(household_id=1, name="幻"))
    assert found(town, "幻") == []


def test_a_removed_household_is_not_found(store: Store, household: Household) -> None:
    with store.work("削除") as work:
        work.remove(household)
        work.commit()
    assert found(store, "R8-0001") == []


def test_the_limit_holds(town: Store) -> None:
    with town.read() as reader:
        assert len(reader.search_households("佐呂間", limit=1)) == 1


def test_keys_made_by_other_rules_are_made_anew(town: Store) -> None:
    with town.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DELETE FROM household_search WHERE rowid > 0"))
        connection.execute(text("UPDATE fact SET value = 'old rules' WHERE key = 'search_keys'"))
    assert found(town, "斎藤") == []
    schema.refresh_search(town.engine)
    assert found(town, "斎藤") == [1]


def test_broken_text_is_refused_calmly(town: Store) -> None:
    with town.read() as reader, pytest.raises(KnownError, match="保存できない文字"):
        reader.search_households("\ud800")


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples of the property below; each example undoes what it wrote."""
    with Store.create(tmp_path_factory.mktemp("s"), None, clock=FixedClock(DAY), user="佐藤") as made:
        yield made


ALPHABET = st.text("佐藤花子海さとうハナ𠮷髙a1- ", min_size=1, max_size=6)


@given(names=st.lists(ALPHABET, min_size=1, max_size=5), query=ALPHABET)
def test_agrees_with_looking_through_every_name(names: list[str], query: str, shared_store: Store) -> None:
    with shared_store.work("受理") as work:  # rolled back at the end
        home = work.add(Household(no="#", registered_on=DAY))
        for name in names:
            work.add(Member(household_id=home.id, name=name))
        search.refresh(work._connection, [home.id])
        keys = words(query)
        expected = bool(keys) and all(any(key in fold(name) for name in names) for key in keys)
        assert (home.id in [hit.household_id for hit in work.search_households(query)]) == expected
