"""Opening an office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from saroma_desk.bootstrap import load_programmes, open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock, SystemClock

SECRET = "a long enough passphrase"  # noqa: S105  of offices that live for one test


def test_a_made_office_opens_again_with_its_passphrase_only(tmp_path: Path) -> None:
    folder = tmp_path / "事務所"
    with open_context(folder, passphrase=SECRET, user="佐藤", create=True) as ctx:
        assert (ctx.user, ctx.practice) == ("佐藤", False)
        assert isinstance(ctx.clock, SystemClock)
    with pytest.raises(KnownError) as caught, open_context(folder, passphrase=SECRET[::-1], user="佐藤"):
        pass
    assert caught.value.code == "wrong_passphrase"
    with open_context(folder, passphrase=SECRET, user="佐藤") as ctx:
        assert ctx.store.counts()["household"] == 0


def test_the_practice_office_needs_no_passphrase(tmp_path: Path, fixed_clock: FixedClock) -> None:
    with open_context(tmp_path, passphrase=None, practice=True, user="練習", clock=fixed_clock, create=True) as ctx:
        assert ctx.practice
        assert ctx.today() == date(2026, 11, 2)


def test_a_missing_office_is_not_made_by_chance(tmp_path: Path) -> None:
    with pytest.raises(KnownError), open_context(tmp_path / "none", passphrase=SECRET, user="佐藤"):
        pass
    assert not (tmp_path / "none").exists()


def test_rule_sets_stand_in_order_of_their_days() -> None:
    programmes = load_programmes()
    days = [p.valid_from for p in programmes]
    assert days == sorted(days)
    assert {"saroma-youiku-2015", "saroma-youiku-2016"} <= {p.id for p in programmes}
