"""Cases around a dispatch for the papers of tests: changed, rejected, cancelled, with many visits; a month's claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from saroma_desk.domain.casemoney import lines_by_visit
from saroma_desk.domain.claim import Claim, ClaimLine
from saroma_desk.domain.dispatch import Confirmation, Decision, Dispatch, Outcome, Terms, Visit, VisitStatus
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.pricing import taken_back
from saroma_desk.domain.snapshot import CaseSnapshot, ClaimSnapshot
from tests.forms import case_help, case_office, snapshots

KEY = f"application:{case_office.APPLICATION}"
OCTOBER = f"report:{case_office.APPLICATION}:2026-10"
WISHED = case_help.application().wished


def approved(terms: Terms = WISHED, **more: Any) -> CaseSnapshot:
    """A case whose approval grants `terms` and gives no reason for a difference; `more` replaces its dispatch."""
    given = replace(case_help.dispatches()[0], terms=terms, **{"difference_reason": "", **more})
    return snapshots.rich_case(help_cases=(case_help.help_case(dispatches=(given,)),), exceptions=())


def change(**more: Any) -> Dispatch:
    """The first change of the approval: fewer and shorter visits from October on."""
    first = case_help.dispatches()[0]
    terms = replace(first.terms, visits=20, minutes=90, weekdays=(1, 3), start=time(13), end=time(15))
    base = replace(
        first,
        id=82,
        revision=1,
        approved_on=date(2026, 10, 1),
        effective_from=date(2026, 10, 5),
        terms=replace(terms, help_kinds=("meals", "other")),
        difference_reason="",
        change_reason="出産が近づき、母の実家で過ごす日が増えたため",
    )
    return replace(base, **more)


def changed(*papers: IssuedPaper, **more: Any) -> CaseSnapshot:
    """A case whose approval was changed; `papers` are registered besides those of the approval."""
    both = (case_help.dispatches()[0], change())
    case = case_help.help_case(dispatches=both, **more)
    return snapshots.rich_case(help_cases=(case,), papers=(*case_office.issued_papers(), *papers))


def paper_of_change(form: str = "form03", **more: Any) -> IssuedPaper:
    """The paper on the change, as it left the office."""
    base = IssuedPaper(
        id=401,
        form=form,
        subject_key=KEY,
        state=PaperState.ISSUED,
        number="佐保福第300号",
        decided_on=date(2026, 10, 1),
        issued_on=date(2026, 10, 2),
    )
    return replace(base, **more)


def rejected(reason: str = "", **more: Any) -> CaseSnapshot:
    """A case whose application was rejected for a long reason."""
    decision = Decision(
        id=75,
        application_id=case_office.APPLICATION,
        outcome=Outcome.REJECTED,
        drafted_on=date(2026, 8, 25),
        decided_on=date(2026, 8, 26),
        notified_on=date(2026, 8, 27),
        ground="not_target",
        reason=reason or case_help.LONG_REASON,
        other_supports="子育て支援センターの一時預かり、産後ケア事業、ファミリーサポートセンター",
    )
    case = case_help.help_case(decision=decision, dispatches=(), visits=(), reports=())
    return snapshots.rich_case(help_cases=(case,), papers=(), **more)


def cancelled(**more: Any) -> CaseSnapshot:
    """A case that the family gave up and the town cancelled; `more` replaces the cancellation's fields."""
    ended = case_help.cancellation(**{"reason": "利用者から辞退の届出があったため。", **more})
    case = case_help.help_case(withdrawal=case_help.withdrawal(), cancellation=ended)
    return snapshots.rich_case(help_cases=(case,))


def with_october(count: int) -> CaseSnapshot:
    """The 13 visits of September and `count` visits on the first days of October, all of them done."""
    september = [v for v in case_help.visits() if v.visit_on.month == 9]
    done = next(v for v in september if v.status is VisitStatus.DONE)
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(count)]
    october = [replace(done, id=2000 + n, visit_on=day, report_id=210) for n, day in enumerate(days)]
    return snapshots.rich_case(help_cases=(case_help.help_case(visits=(*september, *october)),))


def planned() -> CaseSnapshot:
    """All visits are still to come."""
    visits = tuple(_planned(v) for v in case_help.visits())
    return snapshots.rich_case(help_cases=(case_help.help_case(visits=visits, reports=()),))


def _planned(visit: Visit) -> Visit:
    return replace(
        visit,
        status=VisitStatus.PLANNED,
        status_reason="",
        actual_start=None,
        actual_end=None,
        condition="",
        confirmation=Confirmation.NONE,
        copay_collected=None,
        report_id=None,
    )


def claim(households: int, corrections: int = 0, **more: Any) -> ClaimSnapshot:
    """September of so many households; the first `corrections` of them pay a visit of August back."""
    base = snapshots.rich_case()
    cases = {
        n: snapshots.rich_case(household=replace(base.household, id=n, no=f"R8-{n:04}"))
        for n in range(1, households + 1)
    }
    lines: list[ClaimLine] = []
    for number, case in cases.items():
        visits = [v for v in case.help_cases[0].visits if v.visit_on.month == 9][: 3 + number % 5]
        mine = [replace(line, household_id=number) for line in lines_by_visit(case, visits).values()]
        lines += mine
        if number <= corrections:
            lines.append(taken_back(replace(mine[0], visit_on=date(2026, 8, 31))))
    reports = tuple(replace(base.help_cases[0].reports[0], id=500 + n) for n in cases)
    record = Claim(
        id=7, provider_id=91, month=date(2026, 9, 1), lines=tuple(lines), claimed_on=date(2026, 10, 8), **more
    )
    return ClaimSnapshot(
        today=case_office.TODAY,
        programme=base.programme,
        office=base.office,
        claim=record,
        provider=base.providers[0],
        prices=base.prices,
        reports=reports,
        cases=cases,
    )
