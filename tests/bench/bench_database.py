"""One 様式7号 with 12 visits from the database to its file, beside the bare reportlab drawing of the same strings.

Run: ``python -m tests.bench.bench_database``. Goal: at most 2 times. Both sides end with a file on the disk; the bare
side places the strings with one font and no rule. `bench_papers` measures many papers without a database.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.forms import issue
from saroma_desk.practice import showcase
from saroma_desk.reports.book import save
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import snapshots_of_all
from tests.bench.bench_papers import FONT, bare, best

GOAL = 2.0
VISITS = 12


def give_visits(ctx: AppContext) -> tuple[int, str]:
    """Twelve visits in one month of the first case with a report; returns its episode and the paper's subject."""
    case = next(c for c in snapshots_of_all(ctx) if any(form == "form07" for form, _ in issue.subjects(c)))
    key = next(key for form, key in issue.subjects(case) if form == "form07")
    _, application, month = key.split(":")
    first = date.fromisoformat(f"{month}-01")
    known = [v for h in case.help_cases for v in h.visits if v.application_id == int(application)]
    there = [v for v in known if (v.visit_on.year, v.visit_on.month) == (first.year, first.month)]
    days = [first + timedelta(days=n) for n in range(28)]
    free = [day for day in days if day not in {v.visit_on for v in there}][: VISITS - len(there)]
    with ctx.work("計測") as work:
        for day in free:
            work.add(_done(there[0], day))
        work.commit()
    return case.episode.id, key


def _done(like: Visit, day: date) -> Visit:
    times = {"actual_start": time(9, 30), "actual_end": time(11, 0)}
    return replace(
        like, id=0, version=0, visit_on=day, status=VisitStatus.DONE, confirmation=Confirmation("seal"), **times
    )


def main() -> float:
    """Print the times and their ratio; returns the ratio."""
    pdfmetrics.registerFont(TTFont("bare", str(FONT)))
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        for _ in showcase.builder.build(home / "office"):
            pass
        with showcase.open_practice(home / "office") as ctx:
            episode, key = give_visits(ctx)
            pages = issue.prepare(ctx, "form07", key, episode_id=episode).paper.pages

            def paper() -> None:
                made = issue.prepare(ctx, "form07", key, episode_id=episode).paper
                save(made.pdf(), home / "ours.pdf")

            mine = best(paper, 31)
            theirs = best(lambda: save(bare(pages), home / "bare.pdf"), 31)
            print(f"様式7号 from database to file: ours {mine:.1f} ms  bare reportlab {theirs:.1f} ms")  # noqa: T201
            print(f"ratio {mine / theirs:.2f} (goal {GOAL:g})")  # noqa: T201
    return mine / theirs


if __name__ == "__main__":
    main()
