"""How long papers take, against the drawing of the same strings by others (see `contenders`).

    python -m tests.bench.bench_papers

Ours reads or makes the values, looks up the template, sets and measures every text, draws rules, squares and rings,
embeds both fonts and writes PDF/A-2b. Goals: at most 2 times the bare drawing; faster than fpdf2 and typst, for one
page and for 500; time and memory that grow with the pages and no faster.
"""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.forms import issue
from saroma_desk.forms.display import Page
from saroma_desk.forms.fields import Values
from saroma_desk.forms.paper import Paper, PaperSources, make_bundle, make_paper
from saroma_desk.forms.render import render
from saroma_desk.practice import showcase
from saroma_desk.reports.book import save
from saroma_desk.runtime.memory import look_for_cycles_rarely
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import snapshots_of_all
from tests.bench.contenders import others, race

ROOT = Path(__file__).parents[2]
SOURCES = PaperSources(ROOT / "forms_templates", ROOT / "resources" / "fonts")
VISITS = 12
_HOUSEHOLDS = count(1000)


def values(number: int, user: str = "佐呂間　花子") -> Values:
    """A 様式7 with 12 visits, whose day, name and notes are those of no other, so that little can be remembered."""
    visit: dict[str, Any] = {
        "day": date(2026, 6, 1 + number % 28),
        "start": 570,
        "end": 660,
        "billed": 90,
        "contents": frozenset({"bathing", "meals"}),
        "helper": "山本　花子",
        "copay": 300,
    }
    rows = tuple({**visit, "note": f"変わりなし {number}の{n}"} for n in range(VISITS))
    return {"month": date(2026, 6, 1), "user": f"{user}{number}", "provider": "試験福祉会", "visits": rows}


def papers(wanted: int, **given: str) -> list[Paper]:
    """So many papers of households that none was made for before."""
    return [make_paper(SOURCES, "form07", values(next(_HOUSEHOLDS), **given)) for _ in range(wanted)]


def ours(wanted: int) -> bytes:
    """So many papers as one file."""
    made = papers(wanted)
    return made[0].pdf() if wanted == 1 else make_bundle(made, "綴り")


def show(what: str, taken: dict[str, float], pages: int = 1) -> None:
    """One line of times and ratios to the first of them."""
    first = next(iter(taken.values()))
    parts = [f"{name} {ms:.1f} ms" + (f" ({first / ms:.2f})" if ms != first else "") for name, ms in taken.items()]
    sys.stdout.write(f"{what}: {', '.join(parts)}; {first / pages:.2f} ms a page\n")


def from_the_database(rounds: int) -> None:
    """One 様式7号 with 12 visits, from the encrypted database to a file on the disk."""
    with tempfile.TemporaryDirectory() as place, _office(Path(place)) as (ctx, episode, key):
        file = Path(place) / "paper.pdf"
        paper = issue.prepare(ctx, "form07", key, episode_id=episode).paper
        work: dict[str, Callable[[int], object]] = {
            "ours": lambda _: save(issue.prepare(ctx, "form07", key, episode_id=episode).paper.pdf(), file)
        }
        work |= {name: lambda _, draw=draw: save(draw(paper.pages), file) for name, draw in others().items()}  # type: ignore[misc]
        show("one 様式7 from the database to its file", race(work, rounds))


@contextmanager
def _office(home: Path) -> Iterator[tuple[AppContext, int, str]]:
    """The practice office with a case that has twelve visits in a month: its episode and the paper's subject."""
    for _ in showcase.builder.build(home / "office"):
        pass
    with showcase.open_practice(home / "office") as ctx:
        case = next(c for c in snapshots_of_all(ctx) if any(form == "form07" for form, _ in issue.subjects(c)))
        key = next(key for form, key in issue.subjects(case) if form == "form07")
        _, application, month = key.split(":")
        first = date.fromisoformat(f"{month}-01")
        known = [v for h in case.help_cases for v in h.visits if v.application_id == int(application)]
        there = {v.visit_on for v in known if (v.visit_on.year, v.visit_on.month) == (first.year, first.month)}
        free = [day for n in range(28) if (day := first + timedelta(days=n)) not in there]
        like = next(v for v in known if v.visit_on in there)
        with ctx.work("計測") as work:
            for day in free[: VISITS - len(there)]:
                work.add(_done(like, day))
            work.commit()
        yield ctx, case.episode.id, key


def _done(like: Visit, day: date) -> Visit:
    times = {"actual_start": time(9, 30), "actual_end": time(11, 0)}
    return replace(
        like, id=0, version=0, visit_on=day, status=VisitStatus.DONE, confirmation=Confirmation("seal"), **times
    )


def from_values(wanted: int, rounds: int) -> None:
    """So many papers as one file; the others get other pages in each round as well, typst remembers what it has set."""
    pages = [[page for paper in papers(wanted) for page in paper.pages] for _ in range(rounds + 1)]
    work: dict[str, Callable[[int], object]] = {
        "ours": lambda _: ours(wanted),
        "only drawing": lambda n: drawn(pages[n]),
    }
    work |= {name: lambda n, draw=draw: draw(pages[n]) for name, draw in others().items()}  # type: ignore[misc]
    show(f"様式7 x {wanted} from values to bytes", race(work, rounds), wanted)


def drawn(pages: Sequence[Page]) -> bytes:
    """The measured pages drawn, which is all that the others are asked for."""
    return render(pages, SOURCES.book(), "綴り")


def growth() -> None:
    """Time and memory of a page in files of 50 to 2000 pages."""
    sizes = (50, 500, 2000)
    taken = race({str(size): lambda _, size=size: ours(size) for size in sizes}, 3)  # type: ignore[misc]
    each = [taken[str(size)] / size for size in sizes]
    parts = [f"{size}: {ms:.2f} ms ({ms / each[0]:.2f})" for size, ms in zip(sizes, each, strict=True)]
    sys.stdout.write(f"a page in a file of {', '.join(parts)}\n")
    tracemalloc.start()
    for size in sizes[:2]:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        length = len(ours(size))
        peak = tracemalloc.get_traced_memory()[1] - before
        sys.stdout.write(
            f"memory for {size} pages: {peak / size / 1024:.0f} KB a page; file {length / size / 1024:.1f} KB\n"
        )
    tracemalloc.stop()


def rare_kanji(rounds: int) -> None:
    """What a name that only the font of 46 MB holds costs."""
    work: dict[str, Callable[[int], object]] = {
        "usual name": lambda _: papers(1)[0].pdf(),
        "rare name": lambda _: papers(1, user="葛\U000e0101　\U0002a61a子")[0].pdf(),
    }
    show("one 様式7", race(work, rounds))


def main() -> None:
    """Print a table; ratios in brackets are ours to theirs."""
    look_for_cycles_rarely()  # as the program does; it spares the others as well
    from_the_database(21)
    rare_kanji(21)
    for wanted, rounds in ((1, 21), (50, 5), (500, 3)):
        from_values(wanted, rounds)
    growth()


if __name__ == "__main__":
    main()
