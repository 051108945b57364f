"""What is approved beside what was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.approval import less_than_asked, terms_errors
from saroma_desk.domain.dispatch import Terms

ASKED = Terms(
    first_day=date(2026, 6, 1),
    last_day=date(2026, 8, 31),
    visits=12,
    per_week=2,
    weekdays=(0, 3),
    start=time(10),
    end=time(12),
    minutes=90,
    help_kinds=("meals", "laundry"),
)


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({}, ()),
        ({"visits": 15, "minutes": 120, "help_kinds": ("meals", "laundry", "cleaning")}, ()),
        ({"first_day": date(2026, 6, 8)}, ("期間",)),
        ({"last_day": date(2026, 7, 31)}, ("期間",)),
        ({"visits": 11}, ("回数",)),
        ({"per_week": 1}, ("週の回数",)),
        ({"minutes": 60}, ("1回の時間",)),
        ({"weekdays": (0,)}, ("曜日",)),
        ({"weekdays": ()}, ()),
        ({"start": time(10, 30)}, ("時間帯",)),
        ({"help_kinds": ("meals",), "visits": 1}, ("回数", "援助の内容")),
    ],
)
def test_less_is_named_point_by_point(changes: dict[str, object], points: tuple[str, ...]) -> None:
    assert less_than_asked(ASKED, replace(ASKED, **changes)) == points


def test_what_was_left_open_is_never_less() -> None:
    assert less_than_asked(Terms(), ASKED) == ()
    assert less_than_asked(ASKED, replace(ASKED, per_week=None, start=None)) == ()


def test_missing_and_impossible_terms_are_told_at_once() -> None:
    assert terms_errors(ASKED) == []
    assert len(terms_errors(Terms())) == 7
    wrong = replace(ASKED, last_day=date(2026, 5, 1), end=time(9), visits=0)
    assert [e.field for e in terms_errors(wrong)] == ["terms.last_day", "terms.end", "terms.visits"]
