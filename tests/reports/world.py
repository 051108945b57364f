"""A small town by hand: cases over two fiscal years, for tests of the yearly book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from saroma_desk.domain.case import Closure, ConsultVisit, Episode, Evaluation, GoalResult
from saroma_desk.domain.claim import Claim, ClaimLine, ClaimStatus
from saroma_desk.domain.dispatch import (
    ActivityReport,
    Application,
    Confirmation,
    Decision,
    Dispatch,
    Outcome,
    Terms,
    Visit,
    VisitStatus,
)
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.domain.office import IssuedPaper, PaperState, YearFigure
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.programmefile import programmes_from
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Screening
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office
from saroma_desk.domain.yearbook import year_data_of
from saroma_desk.domain.yearly import YearData, YearInput
from saroma_desk.domain.yearrows import Words
from saroma_desk.runtime.resources import read_yaml, resources_root

TODAY = date(2027, 4, 20)
PROVIDER = Provider(id=1, name="佐呂間訪問介護事業所")
CONTRACT = Contract(id=1, provider_id=1, first_day=date(2025, 4, 1), last_day=date(2027, 3, 31))


@cache
def programme() -> Programme:
    """The shipped rule set in force."""
    folder = resources_root() / "programmes"
    documents = {p.stem: read_yaml(f"programmes/{p.name}") for p in folder.glob("*.yaml")}
    return next(p for p in programmes_from(documents) if p.id == "saroma-youiku-2016")


def words() -> Words:
    return Words(lists=read_yaml("yearly/words.yaml"))


def check_texts() -> Mapping[str, str]:
    texts: dict[str, str] = read_yaml("yearly/checks.yaml")["checks"]
    return texts


def case(number: int, received: date = date(2026, 5, 1), **more: Any) -> CaseSnapshot:
    """A case of household `number` with a mother and a child of the spring of 2026."""
    mother = Member(id=number * 10, household_id=number, name=f"母{number}", role=Role.CAREGIVER, position=1)
    child = Member(
        id=number * 10 + 1,
        household_id=number,
        name=f"子{number}",
        role=Role.TARGET_CHILD,
        birth_date=date(2026, 4, 10),
        position=2,
    )
    known: dict[str, Any] = {
        "today": TODAY,
        "programme": programme(),
        "office": Office(settings={}, officials=()),
        "household": Household(id=number, no=f"R8-{number:04}", registered_on=received),
        "members": (mother, child),
        "episode": Episode(
            id=number, household_id=number, programme_id=programme().id, received_on=received, route="newborn_visit"
        ),
        "providers": (PROVIDER,),
        "contracts": (CONTRACT,),
        "helpers": (Helper(id=1, provider_id=1, name="派遣 花子"),),
        "prices": (UnitPrice(id=1, provider_id=1, valid_from=date(2025, 4, 1)),),
    }
    return CaseSnapshot(**{**known, **more})


def visit(visit_id: int, on: date, status: VisitStatus = VisitStatus.DONE, **more: Any) -> Visit:
    done = status is VisitStatus.DONE
    known: dict[str, Any] = {
        "id": visit_id,
        "application_id": more.pop("application_id", 1),
        "provider_id": 1,
        "helper_id": 1,
        "visit_on": on,
        "planned_start": time(10),
        "planned_end": time(11, 30),
        "actual_start": time(10) if done else None,
        "actual_end": time(11, 30) if done else None,
        "status": status,
        "help_kinds": ("bathing", "cleaning"),
        "confirmation": Confirmation.SEAL if done else Confirmation.NONE,
        "report_id": 1 if done else None,
    }
    return Visit(**{**known, **more})


def help_case(application: int, episode: int, visits: tuple[Visit, ...], approved: int = 15) -> HelpCase:
    """An approved application with its visits from the first day of the first month on."""
    first = min((v.visit_on for v in visits), default=date(2026, 6, 1)).replace(day=1)
    terms = Terms(first_day=first, last_day=first + timedelta(days=91), visits=approved)
    before = first - timedelta(days=5)
    return HelpCase(
        application=Application(
            id=application,
            episode_id=episode,
            applicant_id=episode * 10,
            receipt_no=f"R8-{application:03}",
            applied_on=before,
            received_on=before,
        ),
        decision=Decision(
            id=application,
            application_id=application,
            outcome=Outcome.APPROVED,
            drafted_on=before,
            decided_on=before,
            notified_on=before,
        ),
        dispatches=(
            Dispatch(
                id=application,
                episode_id=episode,
                application_id=application,
                provider_id=1,
                approved_on=before,
                effective_from=first,
                terms=terms,
            ),
        ),
        visits=visits,
        reports=(ActivityReport(id=1, application_id=application, provider_id=1, month=first, received_on=first),),
    )


def claim(claim_id: int, month: date, snapshots: tuple[CaseSnapshot, ...], **more: Any) -> Claim:
    """A paid claim over all done visits of the month: 2,725 yen each, 545 of them from the family."""
    lines = tuple(
        ClaimLine(
            visit_id=v.id,
            application_id=v.application_id,
            household_id=s.household.id,
            visit_on=v.visit_on,
            billed_minutes=90,
            first_units=1,
            step_units=1,
            first_yen=1820,
            step_yen=905,
            price_id=1,
            copay_class="other",
            price_yen=2725,
            copay_yen=545,
            town_yen=2180,
        )
        for s in snapshots
        for c in s.help_cases
        for v in c.visits
        if v.status is VisitStatus.DONE and v.visit_on.replace(day=1) == month
    )
    known: dict[str, Any] = {
        "id": claim_id,
        "provider_id": 1,
        "month": month,
        "status": ClaimStatus.PAID,
        "lines": lines,
        "asked_total": sum(n.town_yen for n in lines),
        "received_on": month + timedelta(days=35),
        "accepted_on": month + timedelta(days=36),
        "paid_on": month + timedelta(days=60),
    }
    return Claim(**{**known, **more})


def consult(consult_id: int, episode: int, on: date, **more: Any) -> ConsultVisit:
    known: dict[str, Any] = {"profession": "nurse", "subject": "puerperal", "subject_member_id": episode * 10}
    return ConsultVisit(**{"id": consult_id, "episode_id": episode, "visited_on": on, "minutes": 60, **known, **more})


def town() -> tuple[CaseSnapshot, ...]:
    """Seven households: helped in two years, consulted, pregnant, closed, without anything."""
    one = case(1, date(2026, 1, 10))
    days = [date(2026, 3, 10), date(2026, 3, 24), date(2026, 4, 21), date(2027, 3, 9)]
    one = replace(
        one,
        episode=replace(one.episode, route="self"),
        help_cases=(help_case(1, 1, tuple(visit(n, on) for n, on in enumerate(days, 1))),),
        consult_visits=(consult(1, 1, date(2026, 4, 15)), consult(2, 1, date(2026, 2, 3))),
        exceptions=(_exception(),),
        papers=(
            IssuedPaper(
                id=1,
                form="form03",
                subject_key="application:1",
                number="佐保福第12号",
                state=PaperState.ISSUED,
                issued_on=date(2026, 2, 24),
            ),
        ),
    )
    two = case(2, closure=Closure(id=1, episode_id=2, closed_on=date(2026, 12, 20), reason="reached"))
    two = replace(
        two,
        consult_visits=(consult(3, 2, date(2026, 6, 1), complaint="=1+1"),),
        plans=(_plan(2),),
        evaluations=(_evaluation(2),),
        screenings=(_screening(2),),
    )
    three = case(
        3, members=(Member(id=30, household_id=3, name="𠮷野", role=Role.CAREGIVER, due_date=date(2026, 9, 1)),)
    )
    three = replace(three, consult_visits=(consult(4, 3, date(2026, 7, 1), subject="expectant"),))
    sick = visit(9, date(2026, 7, 7), VisitStatus.CANCELLED_SAME_DAY, application_id=4)
    four = case(4, help_cases=(help_case(4, 4, (visit(8, date(2026, 7, 1), application_id=4), sick)),))
    more = [case(n, consult_visits=(consult(n, n, date(2026, 8, n)),)) for n in (5, 6)]
    return (one, two, three, four, *more, case(7, date(2026, 9, 1)))


def claims(snapshots: tuple[CaseSnapshot, ...]) -> tuple[Claim, ...]:
    months = [date(2026, 3, 1), date(2026, 4, 1), date(2026, 7, 1), date(2027, 3, 1)]
    returned = claim(99, date(2026, 4, 1), snapshots, status=ClaimStatus.RETURNED, return_reason="枚数の相違")
    made = [claim(n, month, snapshots) for n, month in enumerate(months, 1)]
    return (*made[:1], returned, replace(made[1], attempt=2), *made[2:])


def year_input(fiscal_year: int = 2026, entries: Mapping[str, str] | None = None, **more: Any) -> YearInput:
    """The town's year; `entries` are typed figures of this sheet."""
    snapshots = more.pop("snapshots", None)
    snapshots = town() if snapshots is None else snapshots
    figures = tuple(
        YearFigure(id=n, fiscal_year=fiscal_year, family=programme().family, key=k, value=v)
        for n, (k, v) in enumerate((entries or {}).items(), 1)
    )
    known: dict[str, Any] = {
        "fiscal_year": fiscal_year,
        "made_on": TODAY,
        "made_by": "保健師 佐呂間",
        "programme": programme(),
        "plan_first_year": 2015,
        "plan_years": 5,
        "snapshots": snapshots,
        "claims": claims(snapshots),
        "providers": (PROVIDER,),
        "contracts": (CONTRACT,),
        "figures": figures,
    }
    return YearInput(**{**known, **more})


def year(fiscal_year: int = 2026, entries: Mapping[str, str] | None = None, **more: Any) -> YearData:
    return year_data_of(year_input(fiscal_year, entries, **more), words(), check_texts())


def empty_year(fiscal_year: int = 2026, entries: Mapping[str, str] | None = None) -> YearData:
    return year(fiscal_year, entries, snapshots=(), claims=(), contracts=())


def _exception() -> LimitException:
    return LimitException(
        id=1,
        episode_id=1,
        rule="visits",
        subject_key="application:1",
        reason="里帰りの家族が急病のため",
        decided_by="課長",
        decided_on=date(2026, 5, 1),
    )


def _plan(episode: int) -> Plan:
    return Plan(
        id=episode,
        episode_id=episode,
        made_on=date(2026, 5, 10),
        support_type="short",
        period_from=date(2026, 5, 11),
        period_to=date(2026, 8, 10),
        goals=(Goal(term="short", goal="育児の不安が和らぐ"),),
        decided_on=date(2026, 5, 10),
    )


def _evaluation(episode: int) -> Evaluation:
    return Evaluation(
        id=episode,
        episode_id=episode,
        plan_id=episode,
        evaluated_on=date(2026, 8, 8),
        evaluated_by="保健師",
        goal_results=(GoalResult(goal="育児の不安が和らぐ", result="reached"),),
        policy="close",
    )


def _screening(episode: int) -> Screening:
    return Screening(
        id=episode,
        episode_id=episode,
        surveyed_on=date(2026, 5, 5),
        answers=(Answer(code="C3", state=AnswerState.PRESENT), Answer(code="B5", state=AnswerState.UNKNOWN)),
        target_groups=("postnatal",),
        judgement=Judgement.NEEDED,
        support_type="short",
    )
