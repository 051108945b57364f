"""Taking households over from the office's own ledger: every row's fate first, all or nothing afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from saroma_desk.domain.ages import age
from saroma_desk.domain.calendar import parse_date
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.runtime import resources

from .context import AppContext
from .households import duplicates
from .importplan import Fate, ImportPlan, Problem, Verdict, fates_of
from .intake import IntakeDraft, draft_errors, store_intake
from .ledgerfile import SheetRow, read_rows
from .result import Result, Topic

_HEADER_SEARCH: Final = 20
_MIN_KNOWN_HEADINGS: Final = 2
_PRIVATE_USE: Final = "Co"
_NO_HEADER: Final = "見出しの行が見つからないため、この表は読みません。"
_HOUSEHOLD_FIELDS: Final = ("postal_code", "address", "phone", "mobile", "note")


def plan_import(ctx: AppContext, file: Path, mapping: Path | None = None) -> ImportPlan:
    """Read a ledger and say what would become of every row; nothing is stored.

    Args:
        ctx: the open office.
        file: .xlsx, .csv or tab-separated text.
        mapping: a YAML file of the office shaped like ``resources/import/columns.yaml``; goes before the shipped one.

    Raises:
        KnownError: the file or mapping cannot be read, or no heading row with a name column is found.
    """
    rules = _rules(mapping)
    return _Planner(ctx, rules).plan(read_rows(file))


def run_import(ctx: AppContext, plan: ImportPlan, *, skip_bad: bool = False) -> Result[int]:
    """Take all families of a plan in, in one step; returns their number.

    Raises KnownError ``import_refused`` while any row has a problem, unless `skip_bad`; nothing is stored then.
    """
    if plan.problems and not skip_bad:
        raise KnownError(
            "import_refused", f"取り込めない行が{plan.count(Verdict.BAD)}件あるため、何も保存しませんでした。"
        )
    with ctx.work("台帳の取込み") as work:
        for draft in plan.families:
            store_intake(ctx, work, draft)
        work.commit()
    return Result(len(plan.families), frozenset({Topic.HOUSEHOLDS, Topic.TASKS}))


@dataclass(slots=True)
class _Person:
    """One row with its cells by field."""

    row: SheetRow
    cells: dict[str, str | date]
    headings: Mapping[str, str]

    def text(self, name: str) -> str:
        value = self.cells.get(name, "")
        return value.strip() if isinstance(value, str) else value.isoformat()


@dataclass(slots=True)
class _Planner:
    ctx: AppContext
    rules: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)

    def plan(self, rows: Sequence[SheetRow]) -> ImportPlan:
        people = list(self._people(rows))
        families, fates = [], dict[tuple[str, int], Fate]()
        for group in _households(people):
            problems, hints = len(self.problems), len(self.hints)
            draft = self._family(group)
            if len(self.problems) == problems:
                families.append(draft)
            places = [(p.row.sheet, p.row.number) for p in group]
            number = group[0].text("household")
            for fate in fates_of(places, number, self.problems[problems:], self.hints[hints:]):
                fates[fate.sheet, fate.row] = fate
        in_order = tuple(fates[p.row.sheet, p.row.number] for p in people)
        return ImportPlan(tuple(families), in_order, tuple(self.problems), tuple(self.hints))

    def _people(self, rows: Sequence[SheetRow]) -> Iterator[_Person]:
        found = False
        for sheet in dict.fromkeys(row.sheet for row in rows):
            here = [row for row in rows if row.sheet == sheet]
            header = next((row for row in here[:_HEADER_SEARCH] if self._is_header(row)), None)
            if header is None:
                self.hints.append(Problem(sheet, here[0].number, "", _NO_HEADER))
                continue
            found = True
            yield from self._below(header, here)
        if not found:
            raise KnownError(
                "no_header",
                "見出しの行が見つかりません。「氏名」の列のある表か、列の対応のファイルを指定してください。",
            )

    def _below(self, header: SheetRow, rows: Sequence[SheetRow]) -> Iterator[_Person]:
        columns = {index: name for index, cell in enumerate(header.cells) if (name := self._field(cell))}
        headings = {name: str(header.cells[index]) for index, name in columns.items()}
        above: dict[str, str | date] = {}
        for row in rows:
            if row.number <= header.number or self._is_header(row):
                continue
            cells = {name: row.cells[index] for index, name in columns.items() if index < len(row.cells)}
            cells = {name: above.get(name, "") if self._same(value) else value for name, value in cells.items()}
            if any(cells.values()):
                above = cells
                yield _Person(row, cells, headings)

    def _is_header(self, row: SheetRow) -> bool:
        names = {name for cell in row.cells if (name := self._field(cell))}
        return set(self.rules["required"]) <= names and len(names) >= _MIN_KNOWN_HEADINGS

    def _field(self, cell: str | date) -> str | None:
        heading = _folded(cell) if isinstance(cell, str) else ""
        columns: Mapping[str, list[str]] = self.rules["columns"]
        return (
            next((name for name, words in columns.items() if heading in map(_folded, words)), None) if heading else None
        )

    def _same(self, value: str | date) -> bool:
        return isinstance(value, str) and value.strip() in self.rules["same_as_above"]

    def _family(self, group: Sequence[_Person]) -> IntakeDraft:
        first = group[0]
        members = tuple(self._member(person) for person in group)
        received = next((d for p in group if (d := self._date(p, "received_on"))), None) or self.ctx.today()
        texts: dict[str, Any] = {
            name: next((p.text(name) for p in group if p.text(name)), "") for name in _HOUSEHOLD_FIELDS
        }
        draft = IntakeDraft(
            household=Household(no="", registered_on=received, **texts),
            members=members,
            received_on=received,
            route=self._route(first, received),
            summary=first.text("summary"),
        )
        for error in draft_errors(self.ctx, draft):
            self._problem(first, error.field, error.message)
        for member, person in zip(members, group, strict=True):
            for twin in duplicates(self.ctx, member, draft.household):
                self._hint(person, "name", f"{twin.no} と同じ世帯かもしれません（{'・'.join(twin.reasons)}）。")
        return draft

    def _member(self, person: _Person) -> Member:
        self._check_characters(person)
        birth = self._date(person, "birth_date")
        member = Member(
            household_id=0,
            name=person.text("name"),
            kana=person.text("kana"),
            relation=person.text("relation"),
            birth_date=birth,
            due_date=self._date(person, "due_date"),
            sex=self._code(person, "sex", "sexes"),
            belongs_to=person.text("belongs_to"),
            occupation=person.text("occupation"),
            health=person.text("health"),
        )
        return replace(member, role=self._role(person, birth))

    def _role(self, person: _Person, birth: date | None) -> Role:
        if person.text("role"):
            return Role(self._code(person, "role", "roles") or Role.OTHER)
        if (
            birth is not None
            and birth <= self.ctx.today()
            and age(birth, self.ctx.today()) < self.rules["child_age_below"]
        ):
            return Role.TARGET_CHILD
        return Role.CAREGIVER if person.text("relation") in self.rules["caregiver_relations"] else Role.OTHER

    def _code(self, person: _Person, name: str, table: str) -> str:
        text = _folded(person.text(name))
        if not text:
            return ""
        codes: Mapping[str, list[str]] = self.rules[table]
        found = next((code for code, words in codes.items() if text in map(_folded, words)), None)
        if found is None:
            self._problem(person, name, f"「{person.text(name)}」を読み取れません。")
        return found or ""

    def _route(self, person: _Person, received: date) -> str:
        text = _folded(person.text("route"))
        routes = self.ctx.programme_on(received).routes
        if not text:
            return routes[-1].code
        found = next((r.code for r in routes if text in (_folded(r.name), r.code)), None)
        if found is None:
            self._problem(person, "route", f"「{person.text('route')}」は把握経路にありません。")
        return found or routes[-1].code

    def _date(self, person: _Person, name: str) -> date | None:
        value = person.cells.get(name, "")
        if isinstance(value, date):
            return value
        if not value.strip():
            return None
        try:
            parsed = parse_date(value, self.ctx.today())
        except ValueError as error:
            self._problem(person, name, str(error))
            return None
        if parsed.warning:
            self._hint(person, name, parsed.warning)
        return parsed.value

    def _check_characters(self, person: _Person) -> None:
        for name, value in person.cells.items():
            for character in value if isinstance(value, str) else "":
                if unicodedata.category(character) == _PRIVATE_USE:
                    self._problem(
                        person,
                        name,
                        f"外字（U+{ord(character):04X}）があります。正しい字に直すか、代わりの字にしてください。",
                    )

    def _problem(self, person: _Person, name: str, reason: str) -> None:
        self.problems.append(self._at(person, name, reason))

    def _hint(self, person: _Person, name: str, reason: str) -> None:
        self.hints.append(self._at(person, name, reason))

    def _at(self, person: _Person, name: str, reason: str) -> Problem:
        return Problem(person.row.sheet, person.row.number, person.headings.get(name, name), reason)


def _households(people: Sequence[_Person]) -> Iterator[list[_Person]]:
    """People by 世帯番号; without one, a person belongs to the household above, or to one of their own."""
    groups: dict[object, list[_Person]] = {}
    current: object = None
    for person in people:
        number = person.text("household")
        if number:
            current = (person.row.sheet, number)
        elif "household" not in person.headings or current is None:
            current = (person.row.sheet, person.row.number, "")
        groups.setdefault(current, []).append(person)
    yield from groups.values()


def _rules(mapping: Path | None) -> Mapping[str, Any]:
    shipped: Mapping[str, Any] = resources.read_yaml("import/columns.yaml")
    if mapping is None:
        return shipped
    try:
        own = resources.load_yaml(mapping)
    except resources.ResourceError as error:
        raise KnownError("bad_mapping", f"列の対応のファイルを読めません。{error}") from error
    columns = own.get("columns") if isinstance(own, Mapping) else None
    if not isinstance(columns, Mapping) or not all(isinstance(v, list) for v in columns.values()):
        raise KnownError("bad_mapping", "列の対応のファイルに columns がありません。")
    unknown = [str(name) for name in columns if name not in shipped["columns"]]
    if unknown:
        raise KnownError("bad_mapping", f"列の対応のファイルに、分からない項目があります: {'、'.join(unknown)}")
    return {**shipped, **own, "columns": {**shipped["columns"], **columns}}


def _folded(text: str) -> str:
    """For comparing headings and words only, never for names."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
