"""Which programme and which case a command means: what was named, and never a guess."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from saroma_desk.cli.japanese import WrongCall
from saroma_desk.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from saroma_desk.domain.programme import Programme
    from saroma_desk.services.context import AppContext
    from saroma_desk.services.households import HouseholdDetail

_HYPHENS: Final = "[\u2010-\u2015\u2212\u30fc]"  # dashes, minus and the long vowel mark, as an input method gives them


def named_programme(ctx: AppContext, name: str) -> Programme:
    """The rule set with that id, or the newest of the programme (`Programme.family`) with that id.

    Raises:
        WrongCall: there is none; the message lists the programmes that there are.
    """
    wanted = unicodedata.normalize("NFKC", name).strip()
    for programme in reversed(ctx.programmes):
        if wanted in (programme.id, programme.family):
            return programme
    raise WrongCall(f"「{name}」という事業はありません。指定できるのは {_listed(ctx.programmes)} です。")


def _listed(programmes: Iterable[Programme]) -> str:
    names = {p.family: p.short_name for p in programmes}
    return "、".join(f"{family}（{name}）" for family, name in names.items())


def episode_of(ctx: AppContext, case: str, programme: str | None = None) -> int:
    """The episode of the household with that number: its open one, or the last where none is open.

    With `programme` (see `named_programme`), the last one in that programme. Digits and hyphen of the number may be
    typed in any width.

    Raises:
        WrongCall: several programmes support the household and none is named, or one that does not exist.
        KnownError: no household has that number, or it was never taken into that programme.
    """
    from saroma_desk.services import households

    named = named_programme(ctx, programme) if programme else None
    wanted = re.sub(_HYPHENS, "-", unicodedata.normalize("NFKC", case)).strip().upper()
    row = next((row for row in households.list_households(ctx) if row.no == wanted and row.cases), None)
    if row is None:
        raise KnownError("unknown_case", f"このケース番号の世帯はありません: {case}")
    detail = households.household_detail(ctx, row.household_id)
    if named is None:
        return _only_one(detail)
    of_it = [e.id for e in detail.episodes if ctx.programme(e.programme_id).family == named.family]
    if not of_it:
        raise KnownError("case_not_in_programme", f"{row.no} の世帯は、{named.short_name}では受理していません。")
    return of_it[-1]


def _only_one(detail: HouseholdDetail) -> int:
    if len(detail.cases) > 1:
        raise WrongCall(
            f"{detail.household.no} の世帯は、いま{len(detail.cases)}つの事業で支援しています。"
            f"--programme でどちらかを指定してください: {_listed(c.programme for c in detail.cases)}。"
        )
    return detail.cases[0].episode.id
