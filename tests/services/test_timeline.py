"""A household's story, and what changed since a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from saroma_desk.domain.household import LegalStatus
from saroma_desk.services import closing, intake, timeline
from saroma_desk.services.context import AppContext

from . import builders
from .builders import CHILD, Case


def test_the_story_of_a_family_over_its_episodes(ctx: AppContext, case: Case) -> None:
    intake.set_status(ctx, case.now.members[1].id, LegalStatus.NEEDS_SUPPORT, date(2026, 6, 2))
    case.survey()
    case.plan()
    case.evaluate()
    case.close()
    closing.reopen(ctx, case.household_id, builders.draft(received_on=date(2026, 6, 15)))
    story = timeline.timeline(ctx, case.household_id)
    assert {e.kind for e in story} == {"intake", "survey", "judgement", "plan", "evaluation", "closure", "status"}
    assert [e.at.date() for e in story] == sorted((e.at.date() for e in story), reverse=True)
    assert {e.episode_number for e in story if e.kind == "intake"} == {1, 2}
    assert any(e.text == f"要支援児童　{CHILD.name}" for e in story)


def test_changes_are_told_in_the_office_s_words(ctx: AppContext, case: Case) -> None:
    since = ctx.clock.utc()
    case.clock.move_to(datetime(2026, 6, 15, 9, 12))
    intake.save_household(ctx, replace(case.now.household, phone="01587-2-0002"))
    lines = timeline.changes_since(ctx, ctx.clock.utc(), case.household_id)
    (line,) = lines
    assert (line.user, line.act, line.what) == ("佐藤 保健師", "世帯の変更", "世帯")
    assert line.changes == (("電話番号", "01587-2-0001", "01587-2-0002"),)
    assert (line.household_no, line.name) == ("R8-0001", builders.CAREGIVER.name)
    assert len(timeline.changes_since(ctx, since)) > 1


def test_a_long_trail_is_told_from_its_moment_on(ctx: AppContext, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_FIRST_BITE", 1)
    whole = timeline.changes_since(ctx, datetime(2020, 1, 1, tzinfo=UTC))
    with ctx.read() as read:
        assert len(whole) == len([e for e in read.audit() if e.table])
    assert timeline.changes_since(ctx, datetime(2030, 1, 1, tzinfo=UTC)) == ()
