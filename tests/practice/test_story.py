"""The invented families as data."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from saroma_desk.practice import builder, story
from saroma_desk.practice.story import Family
from saroma_desk.runtime import resources

FAMILIES = story.families()


def test_there_are_enough_families_and_each_says_what_it_shows() -> None:
    assert len(FAMILIES) >= 24
    assert all(family.about.strip() for family in FAMILIES)
    assert len({family.about for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_a_family_can_be_played(family: Family) -> None:
    assert {act.do for act in family.acts} <= builder.ACTS.keys()
    days = [act.day for act in family.acts]
    assert days == sorted(days)
    assert days[-1] <= story.today()
    keys = Counter(str(member["key"]) for member in family.members)
    assert set(keys.values()) == {1}


def test_every_act_is_shown_by_some_family() -> None:
    assert {act.do for family in FAMILIES for act in family.acts} == set(builder.ACTS)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_nobody_can_be_taken_for_a_real_person(family: Family) -> None:
    assert "練習" in family.household["address"]
    phones = [v for place in (family.household, *family.members) for k, v in place.items() if k in {"phone", "mobile"}]
    assert all(re.fullmatch(r"01587-0-\d{4}|0[789]0-0000-\d{4}|", phone) for phone in phones)


def test_the_day_stands_still_within_the_last_of_two_years() -> None:
    first = min(act.day for family in FAMILIES for act in family.acts)
    assert first.year == 2025
    assert story.today() == story.office()["today"]
    assert story.clock_time("09:30").minute == 30


def test_a_family_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> object:
        raise resources.ResourceError(name, "not YAML", 3)

    monkeypatch.setattr(resources, "read_yaml", broken)
    with pytest.raises(resources.ResourceError, match=r"f01\.yaml:3"):
        story.families()
