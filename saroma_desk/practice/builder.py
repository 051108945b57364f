"""Builds the practice office, day by day, through the same services that the window uses."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import Official
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.runtime.files import retry_while_held
from saroma_desk.services import providers, settings
from saroma_desk.services.context import AppContext

from . import case_acts, help_acts, month_acts, story
from .stage import Actor, Stage
from .story import Act, Data

ACTS: Mapping[str, Callable[[Stage, Actor, Act], None]] = {
    "take_in": case_acts.take_in,
    "reopen": case_acts.reopen,
    "status": case_acts.set_status,
    "copay": case_acts.set_copay,
    "birth": case_acts.record_birth,
    "survey": case_acts.survey,
    "judge": case_acts.judge,
    "plan": case_acts.make_plan,
    "revise_plan": case_acts.revise_plan,
    "decide_plan": case_acts.decide_plan,
    "note": case_acts.note,
    "consult": case_acts.consult,
    "evaluate": case_acts.evaluate,
    "close": case_acts.close,
    "apply": help_acts.apply,
    "reject": help_acts.reject,
    "approve": help_acts.approve,
    "change": help_acts.change,
    "schedule": help_acts.schedule,
    "report": help_acts.report,
    "suspend": help_acts.suspend,
    "resume": help_acts.resume,
    "withdraw": help_acts.withdraw,
    "cancel": help_acts.cancel,
}


@dataclass(frozen=True, slots=True)
class Step:
    """How far the building is: `done` of `total` acts."""

    done: int
    total: int
    text: str


class StoryError(Exception):
    """An act of the practice data could not be done; names the family's file, the day and the act."""


def build(folder: Path) -> Iterator[Step]:
    """Make a new practice office in `folder`, missing or empty, and take every family through its acts, oldest first.

    Yields a step for each act, so that a screen or a terminal can show progress. The office grows in a hidden folder
    beside and takes its place when it is whole: a program that is stopped meanwhile leaves no half-built one to open.

    Raises:
        KnownError: the folder holds something, is full or cannot be written.
        StoryError: the practice data contradict the rules.
    """
    if folder.exists() and any(folder.iterdir()):
        raise KnownError("folder_in_use", f"フォルダーが空でないため、練習用の事業所を作りませんでした: {folder.name}")
    data = story.office()
    clock = FixedClock(date(2025, 4, 1))
    site = folder.with_name(f".{folder.name}.building")
    shutil.rmtree(site, ignore_errors=True)  # of a program that was stopped
    with open_context(site, passphrase=None, practice=True, user=data["user"], clock=clock, create=True) as ctx:
        stage = Stage(ctx=ctx, clock=clock)
        _set_up(stage, data)
        yield from _play(stage, data)
        clock.move_to(data["today"])
        month_acts.enter_year_figures(stage, data)
    _move_in(site, folder)


def _move_in(site: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()  # Windows renames to no name that is taken, be the folder empty
    retry_while_held(lambda: site.rename(folder))


def _play(stage: Stage, data: Data) -> Iterator[Step]:
    actors = {family.id: Actor(family) for family in story.families()}
    scenes = sorted(_scenes(actors), key=lambda scene: (scene[0].day, scene[1].family.id))
    months = month_acts.Months(data, tuple(stage.providers))
    for done, (act, actor) in enumerate(scenes, start=1):
        months.do_until(stage, act.day)
        stage.clock.move_to(act.day)
        try:
            ACTS[act.do](stage, actor, act)
        except Exception as error:
            raise StoryError(f"{actor.family.id} {act.day} {act.do}: {error}") from error
        yield Step(done, len(scenes), actor.family.id)
    months.do_until(stage, data["today"])


def _scenes(actors: Mapping[str, Actor]) -> Iterator[tuple[Act, Actor]]:
    for actor in actors.values():
        for act in actor.family.acts:
            yield act, actor


def _set_up(stage: Stage, data: Data) -> None:
    ctx = stage.ctx
    for raw in data["officials"]:
        settings.save_official(ctx, Official(**raw))
    answers = data["settings"]
    for key, value in answers["values"].items():
        settings.answer_question(ctx, key, value, answers["valid_from"], answers["basis"])
    for raw in data["providers"]:
        _provider(stage, ctx, raw)


def _provider(stage: Stage, ctx: AppContext, raw: Mapping[str, Any]) -> None:
    parts = {"key", "contracts", "prices", "helpers"}
    stored = providers.save_provider(ctx, Provider(**{k: v for k, v in raw.items() if k not in parts})).value
    stage.providers[raw["key"]] = stored.id
    for contract in raw["contracts"]:
        providers.save_contract(ctx, Contract(provider_id=stored.id, **contract))
    for price in raw["prices"]:
        providers.save_price(ctx, UnitPrice(provider_id=stored.id, **price))
    for entry in raw["helpers"]:
        helper = Helper(provider_id=stored.id, **{k: v for k, v in entry.items() if k != "key"})
        stage.helpers[entry["key"]] = providers.save_helper(ctx, helper).value.id
