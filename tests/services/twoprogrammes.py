"""An office that runs an invented second programme beside its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.dispatch import Terms
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import closing
from saroma_desk.services.context import AppContext

from . import builders, helping
from .conftest import PASSPHRASE

DATA = Path(__file__).parents[1] / "data" / "programmes"
OWN, FAMILY = "saroma-youiku", "invented-kosodate"
OWN_WORD, SECOND_WORD = "養育支援訪問", "子育て世帯訪問支援"
TERMS = replace(helping.TERMS, start=time(8), end=time(19), visits=30, minutes=240, weekdays=(), per_week=None)


@contextmanager
def office(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """The open office, every question answered; the rule set of the second programme lies in its data folder."""
    folder = shutil.copytree(empty_office, tmp_path / "office")
    shutil.copytree(DATA, folder / "programmes")
    with open_context(folder, passphrase=PASSPHRASE, user="佐藤 保健師", clock=clock) as ctx:
        helping.answer_all(ctx)
        yield ctx


def beside(one: helping.Helped, team: helping.Team, terms: Terms = TERMS) -> helping.Helped:
    """The same household taken into the second programme, surveyed, planned and approved there too."""
    draft = builders.draft(family=FAMILY, received_on=date(2026, 6, 8))
    episode = closing.reopen(one.ctx, one.case.household_id, draft).value
    other = builders.Case(one.ctx, one.case.clock, episode)
    other.survey(services=("helper",))
    other.plan()
    helped = helping.Helped(other, team, helping.file(other))
    helped.approve(terms)
    return helped
