"""The values of an amendment beside those they replace, for the list in which they are changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.programmefile import family_of, resolved
from saroma_desk.domain.rulevalues import RuleValue, rule_values

from . import lawchange
from .context import AppContext
from .rulesets import rule_files


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedValue:
    """One value of a copy.

    Attributes:
        before: as it stands in the rule set that was copied, in words; empty for an entry that was added.
    """

    value: RuleValue
    before: str

    @property
    def id(self) -> str:
        """Its key."""
        return self.value.key

    @property
    def changed(self) -> bool:
        """Whether the copy has another value."""
        return self.before != self.value.shown


def draft_values(ctx: AppContext, draft_id: str) -> tuple[AmendedValue, ...]:
    """All values of a copy with what stood before; raises KnownError as `lawchange.draft`."""
    data = lawchange.draft(ctx, draft_id)
    before = {v.key: v.shown for v in _values(ctx, str(data.get("copied_from", "")))}
    return tuple(AmendedValue(value=v, before=before.get(v.key, "")) for v in rule_values(data))


def rule_set_values(ctx: AppContext, rule_set_id: str) -> tuple[AmendedValue, ...]:
    """All values of a rule set in use, each beside itself; raises KnownError ``not_found``."""
    found = _values(ctx, rule_set_id)
    if not found:
        raise KnownError("not_found", "事業の決まりが見つかりません。")
    return tuple(AmendedValue(value=v, before=v.shown) for v in found)


def begin(ctx: AppContext, source_id: str, valid_from: date, *, other_programme: bool = False) -> Mapping[str, Any]:
    """`lawchange.begin` under a name of its own making, which nobody has to think of.

    Args:
        ctx: office.
        source_id: rule set to copy.
        valid_from: first day of the copy.
        other_programme: it stands beside the programme instead of following it.

    Raises:
        KnownError: as `lawchange.begin`.
    """
    documents = {key: entry.data for key, entry in rule_files(ctx.store.folder).items()}
    if source_id not in documents:
        raise KnownError("not_found", "もとにする事業の決まりが見つかりません。")
    family = family_of(resolved(documents, source_id))
    stem, taken = f"{family}-{valid_from:%Y%m%d}", {*documents, *lawchange.drafts(ctx)}
    names = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
    new_id = next(name for name in names if name not in taken)
    return lawchange.begin(ctx, source_id, new_id, valid_from, new_id if other_programme else "")


def _values(ctx: AppContext, rule_set_id: str) -> tuple[RuleValue, ...]:
    documents = {key: entry.data for key, entry in rule_files(ctx.store.folder).items()}
    return rule_values(resolved(documents, rule_set_id)) if rule_set_id in documents else ()
