"""The fiscal year: reading everything that counts, and the figures of the sheet that only a person knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from saroma_desk.domain.calendar import fiscal_range, fiscal_year
from saroma_desk.domain.case import ConsultVisit, Episode
from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import Visit
from saroma_desk.domain.errors import KnownError, demand
from saroma_desk.domain.office import YearFigure
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.provider import Contract, Provider
from saroma_desk.domain.yearbook import year_data_of
from saroma_desk.domain.yearentries import checked, entered_for
from saroma_desk.domain.yearly import YearData, YearInput
from saroma_desk.domain.yearrows import Words
from saroma_desk.runtime.resources import read_yaml

from .context import AppContext
from .result import Result, Topic
from .snapshots import snapshots_of_all

_ACT = "年度集計の数値を入力"


def year_data(ctx: AppContext, year: int, family: str = "") -> YearData:
    """The year of one programme as counted today from its records; a year without any use gives zeros, not an error.

    `family` names the programme, see `Programme.family`; empty means the desk's own. Raises KnownError
    ``no_rule_set`` for a year before the programme existed.
    """
    programme = _programme(ctx, year, family)
    plan = read_yaml("yearly/progress.yaml")["plan"]
    with ctx.read() as read:
        claims = read.list(Claim)
        providers = read.list(Provider)
        contracts = read.list(Contract)
        entries = read.list(YearFigure, family=programme.family)
    snapshots = tuple(snapshots_of_all(ctx))
    if len({p.family for p in ctx.programmes}) > 1:
        snapshots = tuple(s for s in snapshots if s.programme.family == programme.family)
        claims = tuple(c for c in claims if c.family == programme.family)
    source = YearInput(
        fiscal_year=year,
        made_on=ctx.today(),
        made_by=ctx.user,
        programme=programme,
        plan_first_year=plan["first_year"],
        plan_years=plan["years"],
        snapshots=snapshots,
        claims=claims,
        providers=providers,
        contracts=contracts,
        figures=entries,
        practice=ctx.practice,
    )
    return year_data_of(source, Words(lists=read_yaml("yearly/words.yaml")), read_yaml("yearly/checks.yaml")["checks"])


def figures(ctx: AppContext, year: int, family: str = "") -> Mapping[str, str]:
    """What stands in the hand-entered cells of a programme's sheet by key, carried over entries included.

    `family` as in `year_data`.
    """
    with ctx.read() as read:
        return entered_for(read.list(YearFigure, family=_family(ctx, family)), year)


def set_figures(ctx: AppContext, year: int, typed: Mapping[str, str], family: str = "") -> Result[Mapping[str, str]]:
    """Enter cells of a programme's sheet in one step; an empty text clears a cell, also one carried over.

    `family` as in `year_data`. Returns what now stands in the sheet. Raises KnownError ``invalid_input`` with an error
    for each bad cell, whose `field` is the key; then nothing was stored.
    """
    good, errors = checked(typed)
    demand(errors)
    whose = _family(ctx, family)
    with ctx.work(_ACT) as work:
        stored = {f.key: f for f in work.list(YearFigure, fiscal_year=year, family=whose)}
        for key, value in good.items():
            old = stored.get(key)
            if old is None:
                work.add(YearFigure(fiscal_year=year, family=whose, key=key, value=value))
            elif old.value != value:
                work.save(replace(old, value=value))
        work.commit()
    return Result(figures(ctx, year, whose), changed=frozenset({Topic.SETTINGS}))


def record_export(ctx: AppContext, data: YearData, *, public: bool, purpose: str = "") -> None:
    """Note in the audit trail that the book was written, and what for; the internal one carries names."""
    with ctx.work("年度集計の出力") as work:
        told = (str(data.fiscal_year), "公表用" if public else "内部用", ctx.word(data.programme.id), purpose.strip())
        work.record_reading("　".join(("年度集計の出力", *(word for word in told if word))))
        work.commit()


def fiscal_years(ctx: AppContext) -> tuple[int, ...]:
    """Fiscal years to choose from, newest first: the present one, back to that of the oldest record."""
    now = fiscal_year(ctx.today())
    with ctx.read() as read:
        oldest = [e.received_on for e in read.list(Episode, order_by="received_on", limit=1)]
        oldest += [v.visited_on for v in read.list(ConsultVisit, order_by="visited_on", limit=1)]
        oldest += [v.visit_on for v in read.list(Visit, order_by="visit_on", limit=1)]
        oldest += [c.month for c in read.list(Claim, order_by="month", limit=1)]
    first = min((fiscal_year(day) for day in oldest), default=now)
    return tuple(range(now, min(first, now) - 1, -1))


def _family(ctx: AppContext, family: str) -> str:
    return family or ctx.programmes[0].family


def _programme(ctx: AppContext, year: int, family: str) -> Programme:
    """The rule set whose words the book uses: the last one in force in the year, up to today while it runs."""
    first, last = _range(year)
    on = min(max(ctx.today(), first), last)
    of_it = [p for p in ctx.programmes if p.family == _family(ctx, family)]
    held = [p for p in of_it if p.valid_from <= on and (p.valid_to is None or first <= p.valid_to)]
    if not held:
        raise KnownError("no_rule_set", f"{year}年度には、この事業の要領がありません。")
    return max(held, key=lambda p: p.valid_from)


def _range(year: int) -> tuple[date, date]:
    try:
        return fiscal_range(year)
    except (ValueError, OverflowError) as error:
        raise KnownError("invalid_year", "年度は西暦4桁で指定してください（例 2026）。") from error
