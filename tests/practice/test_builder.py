"""What the built practice office reaches: every state, every paper, every special case that the 要領 knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from saroma_desk.domain.case import CaseState
from saroma_desk.domain.caseflow import case_state, help_state
from saroma_desk.domain.dispatch import DispatchState, Outcome
from saroma_desk.domain.household import is_multiple_birth
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms import issue
from saroma_desk.practice import builder, story
from saroma_desk.services import claim_queries
from saroma_desk.services.context import AppContext
from saroma_desk.storage import check

Cases = tuple[CaseSnapshot, ...]


def test_every_state_of_a_case_is_reached(cases: Cases) -> None:
    assert {case_state(case) for case in cases} == set(CaseState)


def test_every_state_of_a_dispatch_is_reached(cases: Cases) -> None:
    states = {help_state(help_case, case.today) for case in cases for help_case in case.help_cases}
    assert states == {*DispatchState, None}  # None: nothing approved


def test_every_paper_has_a_subject(practice: AppContext, cases: Cases) -> None:
    found = {form for case in cases for form, _ in issue.subjects(case)}
    claims = [row for row in claim_queries.list_claims(practice) if row.claim is not None]
    assert found | ({"form08"} if claims else set()) == set(issue.FORMS)


def test_every_copay_class_and_so_both_rates_are_used(practice: AppContext, cases: Cases) -> None:
    used = {period.copay_class for case in cases for period in case.copay_classes}
    classes = practice.programmes[-1].copay_classes
    assert used == {known.code for known in classes}
    assert len({known.rate for known in classes if known.code in used}) == 2


SPECIAL: dict[str, Callable[[CaseSnapshot], bool]] = {
    "twins": lambda c: is_multiple_birth(c.members) and any(m.multiple_group for m in c.members),
    "pregnant": lambda c: any(m.due_date is not None for m in c.members),
    "oral withdrawal": lambda c: any(h.withdrawal and h.withdrawal.oral for h in c.help_cases),
    "written withdrawal": lambda c: any(h.withdrawal and not h.withdrawal.oral for h in c.help_cases),
    "rejection": lambda c: any(h.decision and h.decision.outcome is Outcome.REJECTED for h in c.help_cases),
    "cancellation": lambda c: any(h.cancellation for h in c.help_cases),
    "exception": lambda c: bool(c.exceptions),
    "suspension that ended": lambda c: any(s.last_day for h in c.help_cases for s in h.suspensions),
    "change": lambda c: any(len(h.dispatches) > 1 for h in c.help_cases),
    "closure": lambda c: c.closure is not None,
    "reopened": lambda c: c.episode.number > 1,
    "consultation visit": lambda c: bool(c.consult_visits),
    "measure": lambda c: c.episode.intake_kind == "measure",
    "protected address": lambda c: c.household.address_protected,
}


@pytest.mark.parametrize("kind", SPECIAL)
def test_every_special_case_is_shown(kind: str, cases: Cases) -> None:
    assert any(SPECIAL[kind](case) for case in cases)


def test_names_are_stored_exactly_as_they_were_written(cases: Cases) -> None:
    written = {member["name"] for family in story.families() for member in family.members}
    stored = {member.name for case in cases for member in case.members}
    assert written <= stored
    assert any(unicodedata.category(c) == "Mn" and ord(c) >= 0xE0100 for name in stored for c in name)
    assert any(ord(c) > 0x1FFFF for name in stored for c in name)


def test_the_office_is_sound_and_can_never_be_taken_for_a_real_one(practice: AppContext) -> None:
    assert check(practice.store).problems == ()
    assert practice.practice


def test_a_story_that_breaks_a_rule_names_family_day_and_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    family = story.families()[7]
    acts = (*family.acts, replace(family.acts[0], do="close", data={"day": family.acts[0].day, "reason": "x"}))
    monkeypatch.setattr(story, "families", lambda: (replace(family, acts=acts),))
    with pytest.raises(builder.StoryError, match=rf"{family.id} {family.acts[0].day} close"):
        list(builder.build(tmp_path / "office"))
