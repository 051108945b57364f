"""A household's story, and what changed since a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from saroma_desk.domain.dispatch import Suspension
from saroma_desk.domain.household import CopayClassPeriod, LegalStatus
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import closing, family, intake, lifestory, persons, stopping, timeline
from saroma_desk.services.context import AppContext

from . import builders, helping
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


def test_what_happens_in_a_family_stands_in_its_story(ctx: AppContext, clock: FixedClock) -> None:
    father = replace(builders.CAREGIVER, name="佐呂間　太郎", kana="さろま　たろう")
    mother = replace(builders.CAREGIVER, due_date=date(2026, 6, 20))
    case = builders.take_in(ctx, clock, members=(mother, father))
    clock.move_to(datetime(2026, 6, 16, 0, 30))
    family.set_multiples(ctx, case.household_id, 2, ())
    clock.move_to(datetime(2026, 6, 21, 9, 0))
    babies = tuple(replace(CHILD, name=name, birth_date=date(2026, 6, 20)) for name in ("佐呂間　一", "佐呂間　二"))
    persons.record_birth(ctx, case.now.members[0].id, babies)
    period = CopayClassPeriod(household_id=case.household_id, copay_class="other", valid_from=date(2026, 6, 21))
    persons.set_copay_class(ctx, period)
    uncle = replace(father, name="佐呂間　次郎", household_id=case.household_id, joined_on=date(2026, 6, 25))
    intake.save_member(ctx, uncle)
    intake.save_household(ctx, replace(case.now.household, address="佐呂間町字西富"))
    family.leave(ctx, case.household_id, [case.now.members[1].id], date(2026, 6, 20))
    family.move_out(ctx, case.household_id, date(2026, 7, 31), "北見市")
    story = [e for e in timeline.timeline(ctx, case.household_id) if e.kind in lifestory.LIFE]
    assert sorted((e.at, e.text) for e in story) == [
        (datetime(2026, 6, 16, 0, 30), f"多胎とわかる　{mother.name}"),
        (datetime(2026, 6, 20), "世帯を離れる　佐呂間　太郎"),
        (datetime(2026, 6, 20), "出生　佐呂間　一・佐呂間　二"),
        (datetime(2026, 6, 21), "利用世帯の区分　その他の世帯"),
        (datetime(2026, 6, 21, 9, 0), f"住所の変更　{builders.FAMILY.address} → 佐呂間町字西富"),
        (datetime(2026, 6, 25), "世帯に加わる（予定）　佐呂間　次郎"),
        (datetime(2026, 7, 31), f"町外へ転出（予定）　{mother.name}・佐呂間　一・佐呂間　二・佐呂間　次郎"),
    ]


def test_a_break_of_the_help_stands_in_the_story(ctx: AppContext, clock: FixedClock) -> None:
    helped = helping.helped(ctx, clock, helping.team(ctx))
    stopping.suspend(
        ctx,
        Suspension(
            application_id=helped.application.id,
            ground=helped.case.now.programme.suspension_grounds[0].code,
            first_day=date(2026, 6, 15),
            last_day=date(2026, 6, 20),
        ),
    )
    story = timeline.timeline(ctx, helped.case.household_id)
    told = [(e.at.date(), e.text[:5]) for e in story if e.kind == "suspension"]
    assert told == [(date(2026, 6, 21), "派遣の再開"), (date(2026, 6, 15), "派遣の中止")]


def test_a_report_is_told_by_its_month_in_the_era(ctx: AppContext, clock: FixedClock) -> None:
    helped = helping.helped(ctx, clock, helping.team(ctx))
    helped.report(helped.done(date(2026, 6, 15)))
    story = timeline.timeline(ctx, helped.case.household_id)
    assert [e.text for e in story if e.kind == "report"] == ["活動実績報告の受付（令和8年6月分）"]


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
