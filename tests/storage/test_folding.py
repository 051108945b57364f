"""One key for every way in which people write a name; the name itself is never touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.runtime import resources
from saroma_desk.storage.folding import fold, words

SAME = [
    ("斎藤", "斉藤", "齋藤", "齊藤"),
    ("高橋", "髙橋"),
    ("山崎", "山﨑", "山嵜"),
    ("渡辺", "渡邊", "渡邉", "渡邉\U000e0101"),
    ("浜田", "濱田", "濵田"),
    ("沢田", "澤田"),
    ("中島", "中嶋", "中嶌"),
    ("吉野", "𠮷野"),
    ("富田", "冨田"),
    ("桜井", "櫻井"),
    ("佐々木", "佐佐木"),
    ("サトウ", "さとう", "ｻﾄｳ", "さ と う", "サトウ　"),
    ("キャロル", "きやろる", "ｷｬﾛﾙ"),
    ("ゴトウ", "こ\u3099とう", "ｺﾞﾄｳ"),
    ("ミヅキ", "みずき"),
    ("ヲダ", "おだ"),
    ("マリー", "まりー", "マリ"),
    ("R8-0012", "Ｒ８－００１２", "r80012", "R8‐0012", "R8ー0012"),
    ("01587-2-1234", "０１５８７（２）１２３４", "0158721234"),
    ("3丁目2番", "三丁目二番", "３丁目２番"),
    ("神", "神"),
    ("葛城", "葛\U000e0100城", "葛\ufe00城"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("はな", "ばな"), ("佐藤", "加藤"), ("さと", "さとう"), ("1", "11")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_are_split_at_any_space_and_empty_ones_dropped() -> None:
    assert words(" 佐藤　花子 % ") == [fold("佐藤"), fold("花子")]


def test_the_variant_table_gives_each_character_one_base() -> None:
    rows = [line.split(",") for line in resources.read_text("search/variants.csv").splitlines()[1:]]
    everything = [char for base, others in rows for char in base + others]
    assert len(everything) == len(set(everything))
    assert all(len(base) == 1 and others for base, others in rows)
    assert all(unicodedata.normalize("NFKC", char) == char for char in everything)
