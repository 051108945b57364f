"""Fields of the plan, and how a plan becomes values of the editor and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from saroma_desk.domain.errors import FieldError
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.services.planning import NoteLine
from saroma_desk.ui import choices
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.tabs.plans import texts
from saroma_desk.ui.terms import term

GOAL_TERMS = ("long", "short")


@dataclass(frozen=True, slots=True)
class PlanCase:
    """A case as the tab needs it; `plan` is the version that is shown, None while there is none."""

    case: CaseSnapshot
    notes: tuple[NoteLine, ...]
    plan: Plan | None

    @property
    def decided(self) -> bool:
        """Whether the shown version is decided and can only be looked at."""
        return self.plan is not None and self.plan.decided_on is not None

    @property
    def is_latest(self) -> bool:
        """Whether the shown version is the last one."""
        return self.plan is not None and all(p.revision <= self.plan.revision for p in self.case.plans)


def goal_fields() -> tuple[FieldSpec, ...]:
    """One row of the goal table: what 要領6(3)① demands, and how one will see it."""
    return (
        FieldSpec(
            name="term",
            kind=Kind.CHOICE,
            label=term("goal_term"),
            radio=True,
            choices=choices.of_terms("goal", GOAL_TERMS),
            required=True,
        ),
        FieldSpec(name="indicator_codes", label=term("goal_indicators"), help=texts.INDICATOR_HELP),
        FieldSpec(name="goal", label=term("goal"), required=True, wide=True),
        FieldSpec(name="content", label=term("goal_content"), wide=True),
        FieldSpec(name="supporter", label=term("supporter")),
        FieldSpec(name="method", label=term("method")),
        FieldSpec(name="period", label=term("period")),
        FieldSpec(name="measure", label=term("measure")),
    )


def _memo(name: str, word: str = "") -> FieldSpec:
    return FieldSpec(name=name, kind=Kind.MEMO, label=term(word or name), lines=2, personal=True)


SECTIONS = (
    Section(
        texts.BASICS,
        (
            FieldSpec(name="revision_reason", label=term("revision_reason"), wide=True),
            FieldSpec(name="made_on", kind=Kind.DATE, label=term("made_on"), required=True),
            FieldSpec(name="made_by", label=term("made_by")),
            FieldSpec(name="support_type", kind=Kind.CHOICE, label=term("support_type"), radio=True, required=True),
            FieldSpec(name="next_review_on", kind=Kind.DATE, label=term("next_review_on")),
            FieldSpec(name="period_from", kind=Kind.DATE, label=term("period_from"), required=True),
            FieldSpec(name="period_to", kind=Kind.DATE, label=term("period_to"), required=True),
        ),
    ),
    Section(texts.FAMILY, (_memo("family_wish"), _memo("issues"))),
    Section(
        texts.GOALS,
        (
            FieldSpec(
                name="goals",
                kind=Kind.ROWS,
                label="",
                columns=goal_fields(),
                add_label=texts.ADD_GOAL,
                personal=True,
            ),
        ),
    ),
    Section(
        texts.CONTENTS,
        (
            _memo("helper_summary", "service.helper"),
            _memo("consult_summary", "service.consult"),
            _memo("roles"),
            _memo("emergency"),
        ),
    ),
    Section(
        texts.AGREEMENT,
        (
            FieldSpec(name="explained_on", kind=Kind.DATE, label=term("explained_on")),
            FieldSpec(name="explained_by", label=term("explained_by")),
            FieldSpec(name="agreed_by", label=term("agreed_by"), personal=True),
        ),
    ),
)


def values_of(shown: PlanCase) -> dict[str, Any]:
    """The shown version as values of the editor; `shown` goes along unseen."""
    plan = shown.plan
    if plan is None:
        return {"shown": shown}
    values: dict[str, Any] = {f.name: getattr(plan, f.name) for f in fields(plan)}
    values["goals"] = tuple(_row(goal) for goal in plan.goals)
    return {**values, "shown": shown}


def _row(goal: Goal) -> dict[str, Any]:
    row = {f.name: getattr(goal, f.name) for f in fields(goal)}
    return {**row, "indicator_codes": " ".join(goal.indicators)}


def plan_of(values: Mapping[str, Any]) -> Plan:
    """The version with what stands in the editor; LookupError when none is shown."""
    plan: Plan | None = values["shown"].plan
    if plan is None:
        raise LookupError("plan")
    own = {f.name for f in fields(plan)} - {"goals"}
    goals = tuple(_goal(row) for row in values["goals"])
    return replace(plan, goals=goals, **{name: value for name, value in values.items() if name in own})


def _goal(row: Mapping[str, Any]) -> Goal:
    own = {f.name for f in fields(Goal)} - {"indicators"}
    texts_of = {name: value or "" for name, value in row.items() if name in own}
    return Goal(**texts_of, indicators=codes_in(row.get("indicator_codes") or ""))


def codes_in(text: str) -> tuple[str, ...]:
    """Indicator codes as people write them, in full or half width, parted by anything.

    >>> codes_in("ｂ５、C10")
    ('B5', 'C10')
    """
    return tuple(re.findall(r"[A-Z]+\d*", unicodedata.normalize("NFKC", text).upper()))


def indicator_errors(plan: Plan, known: set[str]) -> list[FieldError]:
    """Codes of goals that the rule set does not have, at their fields."""
    return [
        FieldError(f"goals.{number}.indicator_codes", texts.unknown_indicators("、".join(wrong)))
        for number, goal in enumerate(plan.goals)
        if (wrong := [code for code in goal.indicators if code not in known])
    ]
