"""How long a provider's month is checked: 200 households with 15 visits each, from the encrypted file to the answer.

Run: ``python tests/bench/bench_claims.py [households] [visits]``. Beside it stands the bare reading of the same rows
with plain SQL on the same connection, so that the machine's own speed shows. Goal: at most 1 second.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, only this folder is known

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.case import Episode
from saroma_desk.domain.claim import ClaimStatus
from saroma_desk.domain.household import CopayClassPeriod, Household, Member, Role
from saroma_desk.domain.provider import Helper
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims
from saroma_desk.services.context import AppContext
from saroma_desk.services.settings import answer_question
from tests.services import claimmonths
from tests.services.helping import ANSWERS

GOAL_SECONDS = 1.0
ROUNDS = 7
JUNE = date(2026, 6, 1)
TABLES = [
    "visit",
    "activity_report",
    "application",
    "dispatch",
    "household",
    "episode",
    "member",
    "copay_class_period",
    "claim",
    "helper",
]


def made_month(households: int, visits: int) -> claimmonths.Month:
    """A clean month of so many homes with so many visits each, in memory."""
    month = claimmonths.made_up(5, homes=households, answers={k: v for k, v in ANSWERS.items() if "billing" in k})
    one_each = {v.application_id: v for v in month.book.visits}.values()
    gap = max(1, 29 // visits)
    rows = [
        replace(v, id=households * n + v.application_id, visit_on=date(2026, 6, 1 + gap * n))
        for n in range(visits)
        for v in one_each
    ]
    return month.with_visits(rows).by_the_paper()


def stored(ctx: AppContext, month: claimmonths.Month) -> int:
    """The month in the database; returns the id of its claim."""
    for key, value in ANSWERS.items():
        answer_question(ctx, key, value, date(2026, 4, 1), "bench")
    book = month.book
    with ctx.work("bench") as work:
        work.add(replace(book.provider, id=0))
        for contract in book.contracts:
            work.add(replace(contract, id=0))
        for price in book.prices:
            work.add(replace(price, id=0))
        for key, case in sorted(book.cases.items()):
            _home(work.add, book, key)
            work.add(replace(case.application, id=0, applicant_id=key, receipt_no=f"R8-{key:04d}"))
            work.add(replace(case.dispatches[0], id=0))
        for report in book.reports:
            work.add(replace(report, id=0))
        for visit in book.visits:
            work.add(replace(visit, id=0))
        claim = work.add(replace(month.claim, id=0, version=0, status=ClaimStatus.RECEIVED))
        work.commit()
    return claim.id


def _home(add: Callable[..., object], book: claimmonths.ClaimBook, key: int) -> None:
    add(Household(no=f"R8-{key:04d}", registered_on=JUNE, address="佐呂間町"))
    add(Member(household_id=key, name=f"練習　{key}", role=Role.CAREGIVER))
    add(Episode(household_id=key, programme_id=book.programme.id, received_on=JUNE, route="self"))
    for period in book.classes[key]:
        add(CopayClassPeriod(household_id=key, copay_class=period.copay_class, valid_from=period.valid_from))
    add(Helper(provider_id=1, name=f"従事者{key}"))


def read_bare(ctx: AppContext) -> int:
    """Every row of the tables that the check reads, as plain tuples."""
    with ctx.store.engine.connect() as connection:
        return sum(len(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in TABLES)  # noqa: S608


def seconds(act: Callable[[], object]) -> float:
    """Median processor time of a few rounds, the first one not counted; a busy machine does not stretch it."""
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main(households: int, visits: int) -> float:
    """Print the times and their ratio; returns the seconds of one check."""
    month = made_month(households, visits)
    clock = FixedClock(datetime(2026, 7, 10, 9, 0))
    with tempfile.TemporaryDirectory() as folder:
        opened = open_context(Path(folder, "o"), passphrase=None, practice=True, user="bench", clock=clock, create=True)
        with opened as ctx:
            claim_id = stored(ctx, month)
            found = claims.compare(ctx, claim_id)
            rows = read_bare(ctx)
            mine, bare = seconds(lambda: claims.compare(ctx, claim_id)), seconds(lambda: read_bare(ctx))
    print(f"claim check: {households} households x {visits} visits, {rows:,} rows, {len(found)} differences")  # noqa: T201
    print(f"ours {mine:.3f} s (goal {GOAL_SECONDS} s)  bare reading {bare:.3f} s  ratio {mine / bare:.1f}")  # noqa: T201
    return mine


if __name__ == "__main__":
    numbers = [int(n) for n in sys.argv[1:3]]
    main(*(numbers if len(numbers) == 2 else (200, 15)))
