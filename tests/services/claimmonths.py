"""Made-up claim months in memory."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache

from saroma_desk.bootstrap import load_programmes
from saroma_desk.domain.case import Episode
from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import (
    ActivityReport,
    Application,
    Confirmation,
    Dispatch,
    Suspension,
    Terms,
    Visit,
    VisitStatus,
    Withdrawal,
)
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.household import CopayClassPeriod, Household, Member, Role
from saroma_desk.domain.programme import Programme, programme_on
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.domain.snapshot import HelpCase, Office
from saroma_desk.services.claimbook import ClaimBook
from saroma_desk.services.claimwork import differences_of, lines_today
from saroma_desk.services.money import billing_rule, policies

from .claimpaper import JUNE, RATES, ROUNDINGS, STEPS, paper
from .helping import ANSWERS


@cache
def programme() -> Programme:
    return programme_on(load_programmes(), JUNE.first)


@dataclass(frozen=True)
class Month:
    """The records of a month and the paper that the provider sent for them."""

    book: ClaimBook
    claim: Claim

    def codes(self) -> set[str]:
        """Codes of all differences that the check finds."""
        return {d.code for d in differences_of(self.book, self.claim, lines_today(self.book))}

    def with_visit(self, index: int = 0, **changes: object) -> Month:
        """One visit changed, everything else as it was; the paper too."""
        visit = replace(self.book.visits[index], **changes)
        others = [v for n, v in enumerate(self.book.visits) if n != index]
        return self.with_visits([*others[:index], visit, *others[index:]])

    def with_visits(self, visits: list[Visit]) -> Month:
        """Other visits, in the month and in their applications."""
        cases = {
            key: replace(case, visits=tuple(v for v in visits if v.application_id == key))
            for key, case in self.book.cases.items()
        }
        return self.with_book(visits=tuple(visits), cases=cases)

    def with_case(self, application_id: int = 1, **changes: object) -> Month:
        """One application's records changed."""
        case = replace(self.book.cases[application_id], **changes)
        return self.with_book(cases={**self.book.cases, application_id: case})

    def with_terms(self, application_id: int = 1, **changes: object) -> Month:
        """Other approved terms."""
        (dispatch,) = self.book.cases[application_id].dispatches
        return self.with_case(application_id, dispatches=(replace(dispatch, terms=replace(dispatch.terms, **changes)),))

    def with_book(self, **changes: object) -> Month:
        return replace(self, book=replace(self.book, **changes))

    def asking(self, **changes: object) -> Month:
        """Another paper."""
        return replace(self, claim=replace(self.claim, **changes))

    def with_line(self, index: int = 0, **changes: object) -> Month:
        """One line of the paper changed, its head amount with it."""
        lines = list(self.claim.asked)
        lines[index] = replace(lines[index], **changes)
        return self.asking(asked=tuple(lines), asked_total=sum(x.town_yen or 0 for x in lines))

    def by_the_paper(self) -> Month:
        """The paper that an honest provider would send for these records."""
        return replace(self, claim=paper(self.book))


def made_up(seed: int, homes: int = 3, answers: dict[str, str] | None = None) -> Month:
    """A clean month: everything approved, reported, sealed, and claimed by the rules."""
    dice = random.Random(seed)  # noqa: S311  made-up months, no secrets
    told = {**ANSWERS, **(answers if answers is not None else _answers(dice))}
    prices = _prices(dice)
    records = [_home(dice, number) for number in range(1, homes + 1)]
    visits = tuple(v for home in records for v in home.visits)
    book = ClaimBook(
        month=JUNE,
        provider=Provider(id=1, name="ふたば"),
        programme=programme(),
        office=Office(settings=told, officials=()),
        rule=billing_rule(Office(settings=told, officials=()), programme()),
        policies=policies(Office(settings=told, officials=()), programme()),
        visits=tuple(replace(v, id=n) for n, v in enumerate(visits, start=1)),
        late=(),
        reports=tuple(home.report for home in records),
        cases={},
        episodes={
            h.number: Episode(
                id=h.number, household_id=h.number, programme_id=programme().id, received_on=JUNE.first, route="self"
            )
            for h in records
        },
        households={
            h.number: Household(id=h.number, no=f"R8-{h.number:04d}", registered_on=JUNE.first) for h in records
        },
        members={},
        classes={h.number: h.classes for h in records},
        exceptions={},
        contracts=(Contract(id=1, provider_id=1, first_day=date(2026, 4, 1), last_day=date(2027, 3, 31)),),
        helpers=tuple(Helper(id=n, provider_id=1, name=f"従事者{n}") for n in range(1, homes + 1)),
        prices=prices,
        claims=(),
    )
    cases = {h.number: _case(h, book) for h in records}
    return Month(replace(book, cases=cases), Claim(provider_id=1, month=JUNE.first)).by_the_paper()


def lived_in(seed: int) -> Month:
    """A clean month in which more happened: twins, excused hours, a suspension, a change, an end, a second provider."""
    month, dice = made_up(seed), random.Random(-seed)  # noqa: S311
    happened = dice.sample([_twins, _excused, _suspended, _changed, _ended, _shared], 3)
    for number, change in enumerate(happened, start=1):
        month = change(month, number, dice)
    return month.by_the_paper()


def _twins(month: Month, number: int, dice: random.Random) -> Month:
    """Twins with up to 28 visits, one a day."""
    first = next(v for v in month.book.visits if v.application_id == number)
    days = range(1, dice.randrange(17, 30))
    rows = [replace(first, id=1000 + d, visit_on=date(2026, 6, d), planned_end=clock(length_of(first))) for d in days]
    others = [v for v in month.book.visits if v.application_id != number]
    child = Member(household_id=number, name="練習", role=Role.TARGET_CHILD, multiple_group="双子")
    return (
        month.with_visits([*others, *rows])
        .with_terms(number, visits=30)
        .with_book(members={number: (child, replace(child, id=1))})
    )


def length_of(visit: Visit) -> int:
    """End of a visit of an hour, in minutes of the day."""
    return visit.planned_start.hour * 60 + visit.planned_start.minute + 60


def _excused(month: Month, number: int, dice: random.Random) -> Month:
    """One visit at half past six, for a recorded reason."""
    index = next(n for n, v in enumerate(month.book.visits) if v.application_id == number)
    times = {"planned_start": time(6, 30), "planned_end": time(7, 30)}
    actual = {"actual_start": time(6, 30), "actual_end": clock(6 * 60 + 30 + dice.randrange(31, 100))}
    done = month.book.visits[index].status is VisitStatus.DONE
    month = month.with_visit(index, **times, **(actual if done else {}))
    reason = LimitException(
        episode_id=number,
        rule="window",
        subject_key=f"visit:{month.book.visits[index].id}",
        reason="受診のため",
        decided_by="課長",
        decided_on=JUNE.first,
    )
    return month.with_book(exceptions={**month.book.exceptions, number: (reason,)})


def _suspended(month: Month, number: int, dice: random.Random) -> Month:
    """Two suspensions on days without a visit, side by side where it happens so."""
    taken = {v.visit_on for v in month.book.visits if v.application_id == number}
    free = [d for d in (date(2026, 6, n) for n in range(1, 31)) if d not in taken]
    stops = [
        Suspension(application_id=number, ground="infection", first_day=d, last_day=d) for d in dice.sample(free, 2)
    ]
    return month.with_case(number, suspensions=tuple(stops))


def _changed(month: Month, number: int, dice: random.Random) -> Month:
    """Fewer visits and a later end from the middle of the month on."""
    (dispatch,) = month.book.cases[number].dispatches
    count = len(month.book.cases[number].visits)
    terms = replace(dispatch.terms, visits=count + dice.randrange(3), last_day=date(2026, 8, dice.randrange(1, 31)))
    later = replace(dispatch, id=100 + number, revision=1, effective_from=date(2026, 6, 15), terms=terms)
    return month.with_case(number, dispatches=(dispatch, later))


def _ended(month: Month, number: int, dice: random.Random) -> Month:
    """Withdrawn on the day after the last visit; a planned visit was left in the calendar."""
    mine = month.book.cases[number].visits
    last = max(v.visit_on for v in mine)
    gone = Withdrawal(application_id=number, filed_on=last, effective_on=last + timedelta(days=1))
    left = replace(
        mine[0],
        id=2000 + number,
        visit_on=min(last + timedelta(days=dice.randrange(1, 3)), JUNE.last),
        status=VisitStatus.PLANNED,
        actual_start=None,
        actual_end=None,
        confirmation=Confirmation.NONE,
        report_id=None,
    )
    rows = [*month.book.visits, left] if last < left.visit_on else list(month.book.visits)
    return month.with_visits(rows).with_case(number, withdrawal=gone)


def _shared(month: Month, number: int, _dice: random.Random) -> Month:
    """Another provider came in the evening of a day of this month, under the same approval."""
    mine = month.book.cases[number].visits
    theirs = replace(
        mine[0], id=3000 + number, provider_id=2, helper_id=99, planned_start=time(17), planned_end=time(18)
    )
    theirs = replace(theirs, status=VisitStatus.DONE, actual_start=time(17), actual_end=time(18))
    return month.with_case(number, visits=(*mine, theirs))


@dataclass
class _Home:
    number: int
    visits: tuple[Visit, ...]
    classes: tuple[CopayClassPeriod, ...]
    report: ActivityReport


def _answers(dice: random.Random) -> dict[str, str]:
    return {
        "billing.step_rounding": dice.choice(list(STEPS)),
        "billing.basis": dice.choice(["actual", "planned", "lesser"]),
        "billing.copay_round_at": dice.choice(["unit", "visit", "month"]),
        "billing.copay_rounding": dice.choice(list(ROUNDINGS)),
    }


def _prices(dice: random.Random) -> tuple[UnitPrice, ...]:
    days = [date(2025, 4, 1), dice.choice([date(2026, 4, 1), date(2026, 6, 16)])]
    return tuple(
        UnitPrice(
            id=n,
            provider_id=1,
            valid_from=day,
            first_hour_yen=1800 + 20 * n + dice.randrange(10),
            half_hour_yen=900 + 7 * n + dice.randrange(5),
            tax_class="exempt",
        )
        for n, day in enumerate(days, start=1)
    )


def _home(dice: random.Random, number: int) -> _Home:
    days = sorted(dice.sample(range(1, 31), dice.randrange(2, 6)))
    visits = tuple(_visit(dice, number, date(2026, 6, day)) for day in days)
    classes = [CopayClassPeriod(household_id=number, copay_class=dice.choice(list(RATES)), valid_from=date(2026, 4, 1))]
    if dice.random() < 0.3:
        other = dice.choice(list(RATES))
        classes.append(CopayClassPeriod(id=1, household_id=number, copay_class=other, valid_from=date(2026, 6, 15)))
    report = ActivityReport(
        id=number, application_id=number, provider_id=1, month=JUNE.first, received_on=date(2026, 7, 5)
    )
    return _Home(number, visits, tuple(classes), report)


def _visit(dice: random.Random, number: int, day: date) -> Visit:
    start = dice.randrange(9 * 60, 15 * 60)
    planned, actual = dice.choice([60, 90, 120]), dice.randrange(31, 121)
    done = dice.random() < 0.85
    plain = Visit(
        application_id=number,
        provider_id=1,
        helper_id=number,
        visit_on=day,
        planned_start=clock(start),
        planned_end=clock(start + planned),
        report_id=number,
    )
    if not done:
        status = dice.choice([VisitStatus.ABSENT, VisitStatus.CANCELLED_SAME_DAY, VisitStatus.WEATHER])
        return replace(plain, status=status)
    return replace(
        plain,
        status=VisitStatus.DONE,
        actual_start=clock(start),
        actual_end=clock(start + actual),
        confirmation=Confirmation.SEAL,
    )


def _case(home: _Home, book: ClaimBook) -> HelpCase:
    terms = Terms(
        first_day=date(2026, 6, 1),
        last_day=date(2026, 8, 31),
        visits=15,
        start=time(9),
        end=time(18),
        minutes=120,
        help_kinds=("meals",),
    )
    return HelpCase(
        application=Application(
            id=home.number,
            episode_id=home.number,
            applicant_id=home.number,
            receipt_no="",
            applied_on=JUNE.first,
            received_on=JUNE.first,
        ),
        dispatches=(
            Dispatch(
                id=home.number,
                episode_id=home.number,
                application_id=home.number,
                provider_id=1,
                approved_on=JUNE.first,
                effective_from=JUNE.first,
                terms=terms,
            ),
        ),
        visits=tuple(v for v in book.visits if v.application_id == home.number),
    )


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
