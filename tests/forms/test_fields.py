"""How values are written."""

from __future__ import annotations

import copy
from datetime import date, time

import pytest

from saroma_desk.forms.fields import Composed, Digits, FieldValue, codes_of, in_width, is_empty, written
from saroma_desk.forms.schema import FieldSpec


@pytest.mark.parametrize(
    ("kind", "value", "digits", "expected"),
    [
        ("date", date(2026, 6, 15), "full", "令和８年６月１５日"),
        ("date", date(2026, 6, 15), "half", "令和8年6月15日"),
        ("date", date(2019, 5, 1), "half", "令和元年5月1日"),
        ("date", date(1850, 1, 2), "half", "1850年1月2日"),
        ("short_date", date(2026, 6, 15), "full", "R8.6.15"),
        ("day", date(2026, 6, 15), "full", "6/15（月）"),
        ("month", date(2026, 6, 1), "full", "令和８年６月"),
        ("amount", 12300, "full", "12,300"),
        ("yen", 12300, "full", "¥12,300"),
        ("yen", -300, "full", "△¥300"),
        ("number", 15, "full", "１５"),
        ("minutes", 90, "full", "1:30"),
        ("time", 570, "full", "9:30"),
        ("time", time(13, 5), "full", "13:05"),
        ("amount", "未定", "full", "未定"),
        ("text", None, "full", ""),
    ],
)
def test_written(kind: str, value: FieldValue, digits: Digits, expected: str) -> None:
    assert written(FieldSpec.model_validate({"format": kind, "label": "試し"}), value, digits) == expected


def test_a_unit_follows_the_value() -> None:
    assert written(FieldSpec(format="number", label="回数", unit="回"), 3, "half") == "3回"


@pytest.mark.parametrize("value", [None, "", frozenset(), ()])
def test_nothing_known_is_empty(value: FieldValue) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, False, "0", frozenset({"a"}), date(2026, 1, 1)])
def test_zero_and_no_are_known(value: FieldValue) -> None:
    assert not is_empty(value)


def test_codes() -> None:
    assert codes_of(True) == {"yes"}
    assert codes_of(False) == {"no"}
    assert codes_of("a") == {"a"}
    assert codes_of(("a", "b")) == {"a", "b"}
    assert codes_of(None) == set()


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("要領10ただし書", "要領１０ただし書"),
        ("要領13(1)①", "要領１３(1)①"),
        ("34回です。限度は30回です。", "３４回です。限度は３０回です。"),
        ("請求545円・様式7号1,820円", "請求545円・様式７号1,820円"),
        ("9:00 A1 0152-2-1111 R8.6.15", "9:00 A1 0152-2-1111 R8.6.15"),
    ],
)
def test_numbers_among_words_follow_the_switch_and_sums_clauses_and_codes_do_not(text: str, full: str) -> None:
    assert in_width(text, "full") == full
    assert in_width(full, "half") == text


def test_what_the_program_says_follows_the_switch_and_what_was_typed_does_not() -> None:
    line = Composed(("回数（要領10(2)）：", True), ("週3回、第２子の出産まで", False))
    text = Composed.joined("\n", [line, "3月から", Composed.said("計34回")])
    assert text == "回数（要領10(2)）：週3回、第２子の出産まで\n3月から\n計34回"
    spec = FieldSpec(label="試し")
    assert written(spec, text, "full") == "回数（要領１０(2)）：週3回、第２子の出産まで\n3月から\n計３４回"
    assert written(spec, text, "half") == text
    assert written(spec, copy.deepcopy(text), "full") == written(spec, text, "full")
    assert not Composed.said("")
