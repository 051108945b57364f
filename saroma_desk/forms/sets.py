"""Papers that go together: a provider's month, empty forms for the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.runtime.glossary import term
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import claim_snapshot

from .copies import Trouble, troubles
from .issue import blank, prepare_from
from .paper import make_bundle


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Papers as one PDF, with the characters that they cannot show as stored."""

    content: bytes
    troubles: tuple[Trouble, ...] = ()


def monthly_set(ctx: AppContext, claim_id: int, *, duplex: bool = False) -> PaperSet:
    """A provider's month: 様式8号, then 様式7号 of every household with a report or a line, with numbers through.

    Raises KnownError as `issue.prepare`.
    """
    claim = claim_snapshot(ctx, claim_id)
    month = YearMonth.of(claim.claim.month)
    made = [prepare_from(ctx, ("form08", f"claim:{claim_id}"), claim)]
    billed = {line.application_id for line in claim.claim.lines if month.contains(line.visit_on)}
    applications = billed | {report.application_id for report in claim.reports}
    for case in sorted(claim.cases.values(), key=lambda c: c.household.no):
        for help_case in case.help_cases:
            if help_case.application.id in applications:
                key = f"report:{help_case.application.id}:{month.year}-{month.month:02}"
                made.append(prepare_from(ctx, ("form07", key), case))
    title = f"{term('claim')} {month.format()}"
    told = tuple(trouble for one in made for trouble in troubles(ctx, one))
    return PaperSet(make_bundle([one.paper for one in made], title, duplex=duplex), told)


def blank_set(ctx: AppContext, forms: Sequence[str], *, duplex: bool = False) -> bytes:
    """Empty forms for the hand, in this order, without page numbers."""
    return make_bundle([blank(ctx, form) for form in forms], term("form"), duplex=duplex, numbered=False)
