"""When the 要領 changes: copy its rule set, change it, look at what follows, and let it begin on its day.

A copy waits in the office's data folder under ``programmes/drafts`` and binds nobody. Once enacted it stands in
``programmes`` beside the shipped rule sets; its text is kept in the database too, so that a backup carries it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.case import Closure, Episode
from saroma_desk.domain.dispatch import Application
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.limit_build import check_visits, rules_of
from saroma_desk.domain.limits import unexcused
from saroma_desk.domain.office import OfficeSetting
from saroma_desk.domain.pricing import policies_from
from saroma_desk.domain.programme import Programme, RuleSetError, programme_on
from saroma_desk.domain.programmefile import family_of, programmes_from, resolved
from saroma_desk.domain.rulediff import RuleChange, rule_changes
from saroma_desk.domain.ruleedit import remove_value, set_value
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.runtime import resources
from saroma_desk.runtime.files import write_atomic
from saroma_desk.storage import Reader

from .context import AppContext
from .helpcases import opened_in
from .loading import Bulk
from .result import Result, Topic
from .rulesets import KEPT_TEXT, OWN_FOLDER, SUFFIX, demand_sound, rule_files

DRAFTS: Final = "drafts"

_ID = re.compile(r"[a-z][a-z0-9-]{2,60}")
_CHANGED = frozenset({Topic.SETTINGS, Topic.TASKS, Topic.HOUSEHOLDS, Topic.DISPATCHES, Topic.CLAIMS, Topic.DOCUMENTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetRow:
    """A rule set in the list.

    Attributes:
        own: the office's, not the program's.
        episodes: episodes that obey it.
    """

    programme: Programme
    own: bool
    episodes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An open episode that the change concerns.

    Attributes:
        no, name: management number of the household, and the applicant or first member.
        number: of the episode.
        moves: it will obey the new rule set; otherwise it keeps `rule_set`, because it began before.
        findings: limits of the new rule set that its recorded visits would break; only where it moves.
    """

    household_id: int
    episode_id: int
    no: str
    name: str
    number: int
    rule_set: str
    moves: bool
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What follows from a rule set before it is enacted.

    Attributes:
        changes: against the rule set that it was copied from.
        moving: open episodes that would obey it: not yet applied for, or applied for on or after its day.
        keeping: open episodes of the programme that keep their old rule set.
        sentences: the whole in words, for the 起案.
    """

    rule_set: str
    valid_from: date
    changes: tuple[RuleChange, ...]
    moving: tuple[Touched, ...]
    keeping: tuple[Touched, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Difference and consequences, one sentence or line each."""
        moving = "、".join(f"{t.no} {t.name}" for t in self.moving) or "なし"
        keeping = "、".join(f"{t.no} {t.name}" for t in self.keeping) or "なし"
        return (
            f"{format_era(self.valid_from)}から施行します。",
            *(change.sentence for change in self.changes),
            f"この改正による世帯：{len(self.moving)}件（{moving}）",
            f"従前の例による世帯：{len(self.keeping)}件（{keeping}）",
            *(f"{t.no}：{words}" for t in self.moving for words in t.findings),
        )


def rule_sets(ctx: AppContext) -> tuple[RuleSetRow, ...]:
    """All rule sets in use, the desk's own programme first, with how many episodes obey each."""
    files = rule_files(ctx.store.folder)
    with ctx.read() as read:
        return tuple(
            RuleSetRow(programme=p, own=files[p.id].own, episodes=read.count(Episode, programme_id=p.id))
            for p in ctx.programmes
        )


def begin(ctx: AppContext, source_id: str, new_id: str, valid_from: date, family: str = "") -> Mapping[str, Any]:
    """Copy a rule set whole into the drafts, to begin on `valid_from`; returns the copy.

    A `family` of its own makes it another programme. Raises KnownError for an unknown source, an unfit or used id.
    """
    documents = _documents(ctx)
    if source_id not in documents:
        raise KnownError("not_found", "もとにする事業の決まりが見つかりません。")
    errors = []
    if not _ID.fullmatch(new_id):
        errors.append(FieldError("new_id", "名前（id）は半角の小文字・数字・ハイフンで付けてください。"))
    if new_id in documents or _draft_file(ctx, new_id).exists():
        errors.append(FieldError("new_id", "同じ名前（id）の事業の決まりがすでにあります。"))
    demand(errors)
    data = copy.deepcopy(dict(resolved(documents, source_id)))
    data.pop("extends", None)
    data |= {"id": new_id, "family": family or family_of(resolved(documents, source_id)), "copied_from": source_id}
    data["effective"] = {"from": valid_from, "to": None}
    _write(_draft_file(ctx, new_id), data)
    return data


def drafts(ctx: AppContext) -> tuple[str, ...]:
    """Ids of the copies that wait."""
    return tuple(sorted(path.stem for path in _draft_file(ctx, "x").parent.glob(f"*{SUFFIX}")))


def draft(ctx: AppContext, draft_id: str) -> Mapping[str, Any]:
    """A copy as it stands; raises KnownError ``not_found`` or ``rule_set_invalid`` when it cannot be read."""
    path = _draft_file(ctx, draft_id)
    if draft_id not in drafts(ctx):
        raise KnownError("not_found", "改正の下書きが見つかりません。")
    try:
        data = resources.load_yaml(path)
    except resources.ResourceError as error:
        raise KnownError("rule_set_invalid", f"改正の下書きを読めません：{error}") from error
    if not isinstance(data, dict):
        raise KnownError("rule_set_invalid", f"改正の下書きを読めません：{path.name}")
    return data


def change_draft(
    ctx: AppContext, draft_id: str, values: Mapping[str, Any], removed: tuple[str, ...] = ()
) -> tuple[RuleChange, ...]:
    """Change values of a copy by their keys (``limits.rules.visits.value``); returns the difference so far.

    Entries of lists are named by their id, code or key; a whole entry under a new name is added. Raises KnownError
    ``rule_set_invalid`` for a key that leads nowhere or a value that makes the rule set unsound; then nothing changed.
    """
    data = copy.deepcopy(dict(draft(ctx, draft_id)))
    for key, value in values.items():
        set_value(data, key, value)
    for key in removed:
        remove_value(data, key)
    _demand_sound(ctx, data)
    _write(_draft_file(ctx, draft_id), data)
    return _changes(ctx, data)


def discard(ctx: AppContext, draft_id: str) -> None:
    """Throw a copy away; raises KnownError ``not_found``."""
    draft(ctx, draft_id)
    _draft_file(ctx, draft_id).unlink()


def dry_run(ctx: AppContext, draft_id: str) -> DryRun:
    """What enacting a copy would mean; nothing is stored. Raises KnownError ``rule_set_invalid`` as `enact`."""
    data = draft(ctx, draft_id)
    _demand_sound(ctx, data)
    programme = _built(data)
    with ctx.read() as read:
        touched = tuple(_touched(ctx, read, programme))
    return DryRun(
        rule_set=programme.id,
        valid_from=programme.valid_from,
        changes=_changes(ctx, data),
        moving=tuple(t for t in touched if t.moves),
        keeping=tuple(t for t in touched if not t.moves),
    )


def enact(ctx: AppContext, draft_id: str) -> Result[Programme]:
    """Let a copy take force on its day; episodes applied for before that day keep their old rule set.

    Raises KnownError ``rule_set_invalid`` naming file, key and reason, ``same_day`` when another rule set of the
    programme begins on that day.
    """
    data = draft(ctx, draft_id)
    _demand_sound(ctx, data)
    programme = _built(data)
    same = [p for p in ctx.programmes if p.family == programme.family and p.valid_from == programme.valid_from]
    if same:
        raise KnownError("same_day", f"{format_era(programme.valid_from)}から始まる決まりがすでにあります。")
    text = _text(data)
    final = ctx.store.folder / OWN_FOLDER / f"{programme.id}{SUFFIX}"
    with ctx.work("事業の決まりの改正") as work:
        moved = [t for t in _touched(ctx, work, programme) if t.moves and t.rule_set != programme.id]
        for touched in moved:
            episode = work.get(Episode, touched.episode_id)
            if _begun(work, episode) is not None:
                work.save(replace(episode, programme_id=programme.id))
        key = f"{KEPT_TEXT}{programme.id}"
        work.add(OfficeSetting(key=key, value=text, valid_from=programme.valid_from, practice=ctx.practice))
        work.commit()
    write_atomic(final, text.encode("utf-8"))
    _draft_file(ctx, draft_id).unlink()
    ctx.rules.renew()
    broken = sum(bool(t.findings) for t in moved)
    warnings = (f"新しい限度を超えている世帯が{broken}件あります。理由を確かめてください。",) if broken else ()
    return Result(programme, _CHANGED, warnings)


def _touched(ctx: AppContext, read: Reader, programme: Programme) -> list[Touched]:
    """Open episodes of the programme, by household number."""
    closed = {c.episode_id for c in read.list(Closure)}
    ids = {p.id for p in ctx.programmes if p.family == programme.family}
    episodes = [e for e in read.list(Episode) if e.id not in closed and e.programme_id in ids]
    cases = Bulk(ctx, read, episodes).snapshots()
    return sorted((_of_case(ctx, read, case, programme) for case in cases), key=lambda t: (t.no, t.number))


def _of_case(ctx: AppContext, read: Reader, case: CaseSnapshot, programme: Programme) -> Touched:
    begun = min((h.application.applied_on for h in case.help_cases), default=None)
    then = (*(p for p in ctx.programmes if p.id != programme.id), programme)
    moves = begun is None or _holds(then, programme, begun)
    applicant = case.help_cases[0].application.applicant_id if case.help_cases else None
    person = next((m for m in case.members if m.id == applicant), next(iter(case.members), None))
    return Touched(
        household_id=case.household.id,
        episode_id=case.episode.id,
        no=case.household.no,
        name=person.name if person else "",
        number=case.episode.number,
        rule_set=case.programme.id,
        moves=moves,
        findings=tuple(_broken(ctx, read, case, programme)) if moves else (),
    )


def _holds(then: tuple[Programme, ...], programme: Programme, on: date) -> bool:
    """Whether the rule set would be the one in force on a day, other amendments of the programme considered."""
    try:
        return programme_on(then, on, programme.family).id == programme.id
    except RuleSetError:
        return False


def _broken(ctx: AppContext, read: Reader, case: CaseSnapshot, programme: Programme) -> list[str]:
    """Limits of another rule set that the case's visits would break without a recorded reason, in words."""
    then, found = replace(case, programme=programme), []
    for help_case in case.help_cases:
        opened = opened_in(ctx, read, then, help_case)
        around = replace(opened.around(help_case.visits), policies=policies_from(programme, case.office.settings))
        answers = check_visits(help_case, help_case.visits, around, rules_of(programme))
        found += [f.message_ja for many in answers.values() for f in unexcused(many, case.exceptions)]
    return found


def _begun(read: Reader, episode: Episode) -> date | None:
    """Day of the first application; None while nobody applied: then the application itself will settle the rule set."""
    applications = read.list(Application, order_by="applied_on", limit=1, episode_id=episode.id)
    return applications[0].applied_on if applications else None


def _documents(ctx: AppContext) -> dict[str, Mapping[str, Any]]:
    return {key: entry.data for key, entry in rule_files(ctx.store.folder).items()}


def _changes(ctx: AppContext, data: Mapping[str, Any]) -> tuple[RuleChange, ...]:
    """Against what it was copied from."""
    documents = _documents(ctx)
    source = data.get("copied_from")
    return rule_changes(resolved(documents, source), data) if source in documents else ()


def _demand_sound(ctx: AppContext, data: Mapping[str, Any]) -> None:
    demand_sound(f"{data.get('id', '')}{SUFFIX}", {**_documents(ctx), str(data.get("id")): data}, str(data.get("id")))


def _built(data: Mapping[str, Any]) -> Programme:
    return programmes_from({str(data["id"]): data})[0]


def _draft_file(ctx: AppContext, draft_id: str) -> Path:
    return ctx.store.folder / OWN_FOLDER / DRAFTS / f"{draft_id}{SUFFIX}"


def _text(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=120)


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, _text(data).encode("utf-8"))
