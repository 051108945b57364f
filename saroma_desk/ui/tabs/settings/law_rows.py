"""Rule sets and drafts as rows of a list, and the storing of one changed value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.domain.rulediff import RuleChange
from saroma_desk.domain.rulevalues import RuleValue
from saroma_desk.services import lawchange
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.settings import law_fields, law_texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """A rule set in use, or a draft.

    Attributes:
        id: of the rule set; a draft never has that of one in use.
        draft: it waits and binds nobody.
        episodes: that obey it; None for a draft.
        kind: whose it is, in a word.
    """

    id: str
    draft: bool
    name: str
    valid_from: date | None
    kind: str
    episodes: int | None = None


SET_COLUMNS = (
    Column(
        "kind",
        term("status"),
        lambda r: r.kind,
        tone=lambda r: Tone.WARN if r.draft else Tone.ACTIVE if r.kind == law_texts.OWN else Tone.MUTED,
        width=90,
    ),
    Column("name", law_texts.NAME, lambda r: r.name, tip=lambda r: r.name),
    Column("since", law_texts.SINCE, lambda r: law_texts.since(r.valid_from), sort=lambda r: r.valid_from, width=120),
    Column(
        "episodes",
        law_texts.EPISODES,
        lambda r: "" if r.episodes is None else str(r.episodes),
        sort=lambda r: r.episodes,
        right=True,
        width=90,
    ),
)


def read_rows(ctx: AppContext) -> tuple[LawRow, ...]:
    """Drafts first, then the rule sets in use, the newest of a programme first."""
    sets = [
        LawRow(
            id=row.programme.id,
            draft=False,
            name=row.programme.name,
            valid_from=row.programme.valid_from,
            kind=law_texts.OWN if row.own else law_texts.SHIPPED,
            episodes=row.episodes,
        )
        for row in lawchange.rule_sets(ctx)
    ]
    sets.sort(key=lambda r: r.valid_from or date.min, reverse=True)
    return (*_drafts(ctx), *sets)


def store_value(
    ctx: AppContext, draft_id: str, value: RuleValue, typed: Mapping[str, Any]
) -> Result[tuple[RuleChange, ...]]:
    """Change one value of a draft; a refusal stands at the field ``value``."""
    try:
        changes = lawchange.change_draft(ctx, draft_id, {value.key: law_fields.stored(value, typed["value"])})
    except KnownError as error:
        at_field = tuple(FieldError("value", e.message) for e in error.fields)
        raise KnownError(error.code, error.message, at_field) from error
    return Result(changes, frozenset({Topic.SETTINGS}))


def _drafts(ctx: AppContext) -> Iterator[LawRow]:
    for draft_id in lawchange.drafts(ctx):
        try:
            data = lawchange.draft(ctx, draft_id)
        except KnownError:
            yield LawRow(id=draft_id, draft=True, name=draft_id, valid_from=None, kind=law_texts.DAMAGED)
        else:
            since = data["effective"]["from"]
            yield LawRow(id=draft_id, draft=True, name=str(data["name"]), valid_from=since, kind=law_texts.DRAFT)
