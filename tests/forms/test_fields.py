"""How values are written."""

from __future__ import annotations

from datetime import date, time

import pytest

from saroma_desk.forms.fields import Digits, FieldValue, codes_of, is_empty, written
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
