"""A whole tab as the others are written: what to show, what to read, what to store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui.desk import Desk, FrameSources, HouseholdLine, StepLine, Then, initials
from saroma_desk.ui.fields import Choice, Explanation, FieldSpec, Kind, Section
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tab import Tab, TabSpec
from saroma_desk.ui.widgets.record_table import Column
from saroma_desk.ui.widgets.split_tab import SplitTab


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    visits: int | None = None
    weekdays: tuple[int, ...] = ()
    start: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: int = 0
    household_id: int = 1
    name: str = ""
    kana: str = ""
    birth_date: date | None = None
    sex: str = ""
    needs: tuple[str, ...] = ()
    urgent: bool = False
    phone: str = ""
    note: str = ""
    wished: Terms = Terms()
    contacts: tuple[Contact, ...] = ()
    state: str = "支援中"


@dataclass
class Office:
    """Stands in for the services' context and for the stored rows."""

    clock: FixedClock
    practice: bool = True
    people: dict[int, Person] = field(default_factory=dict)


COLUMNS = (
    Column("no", "番号", lambda p: f"R8-{p.id:04}", width=86),
    Column("name", "氏名", lambda p: p.name, sort=lambda p: p.kana, masked=lambda p: initials(p.kana)),
    Column("state", "状態", lambda p: p.state, tone=lambda _: Tone.ACTIVE, width=100),
    Column(
        "visits", "回数", lambda p: str(p.wished.visits or ""), sort=lambda p: p.wished.visits, right=True, width=64
    ),
)
SEXES = (Choice("female", "女"), Choice("male", "男"))
NEEDS = (Choice("bath", "沐浴"), Choice("meal", "食事の世話"), Choice("wash", "洗濯"), Choice("clean", "掃除"))


def explain_visits(person: Person) -> Explanation:
    return Explanation(
        title="残り回数",
        value="11回",
        formula="承認 − 実施 = 残り",
        inputs=(("承認", "15回"), ("実施", "4回")),
        source="要領10(2)",
    )


SECTIONS = (
    Section(
        "基本",
        (
            FieldSpec(
                name="name", kana_field="kana", kind=Kind.NAME, label="氏名", required=True, personal=True, wide=True
            ),
            FieldSpec(
                name="birth_date",
                kind=Kind.DATE,
                label="生年月日",
                hint=lambda day, today: f"{today.year - day.year}歳",
            ),
            FieldSpec(name="sex", kind=Kind.CHOICE, label="性別", choices=SEXES),
            FieldSpec(name="phone", kind=Kind.PHONE, label="電話番号", personal=True),
            FieldSpec(name="urgent", kind=Kind.BOOL, label="緊急"),
        ),
    ),
    Section(
        "希望",
        (
            FieldSpec(
                name="wished.visits", kind=Kind.NUMBER, label="回数", unit="回", low=1, high=99, explain=explain_visits
            ),
            FieldSpec(name="wished.start", kind=Kind.TIME, label="開始時刻", help="午前9時から"),
            FieldSpec(name="wished.weekdays", kind=Kind.WEEKDAYS, label="曜日", wide=True),
            FieldSpec(name="needs", kind=Kind.MULTI, label="援助の内容", choices=NEEDS, wide=True),
            FieldSpec(name="note", kind=Kind.MEMO, label="備考", help="様式には印刷されません。"),
            FieldSpec(
                name="contacts",
                kind=Kind.ROWS,
                label="緊急連絡先",
                row_type=Contact,
                columns=(
                    FieldSpec(name="name", kind=Kind.NAME, label="氏名", required=True),
                    FieldSpec(name="phone", kind=Kind.PHONE, label="電話番号"),
                ),
            ),
        ),
    ),
)


class HalfTab(Tab):
    """Fails while it is built."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        raise LookupError("half")

    def leave(self, then: Then) -> None:
        """Nobody may ask what is not there."""
        raise AssertionError


class ExampleTab(SplitTab):
    """People of an invented office."""

    topics = frozenset({Topic.HOUSEHOLDS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, SECTIONS, title="世帯員")
        self.editor.set_papers([("様式1号", lambda: None), ("様式9号", lambda: None)])

    def draft_key(self) -> str:
        return ""  # the stand-in office stores none

    def read_rows(self, household: int | None) -> Sequence[Person]:
        people = self.desk.ctx.people.values()
        return tuple(p for p in people if household in (None, p.household_id))

    def blank(self) -> Person:
        return Person(household_id=self.desk.current_household or 1)

    def store(self, draft: Any) -> Result[Person]:
        if draft.birth_date and draft.birth_date > self.desk.today:
            raise KnownError("invalid_input", "確かめてください。", (FieldError("birth_date", "今日より後の日です。"),))
        office: Office = self.desk.ctx
        stored = draft if draft.id else replace(draft, id=len(office.people) + 1)
        office.people[stored.id] = stored
        return Result(stored, frozenset({Topic.HOUSEHOLDS}))


LINES = (
    HouseholdLine(
        id=1,
        no="R8-0012",
        name="佐藤 花子",
        kana="さとう はなこ",
        child="0歳4か月（双子）",
        states=(("支援中", "active"),),
        protected=True,
    ),
    HouseholdLine(
        id=2, no="R8-0013", name="髙﨑 ゆり", kana="たかさき ゆり", child="妊娠28週", states=(("申請中", "warn"),)
    ),
)
STEPS = (
    StepLine(label="3か月評価", due="あと6日", tone="warn", paper="様式10号を作る", tab_id="today"),
    StepLine(label="7号 6月分", due="未着", tone="alarm"),
    StepLine(label="派遣", due="残り4回 / 18日"),
)
SOURCES = FrameSources(
    search=lambda _, text, most: tuple(line for line in LINES if text in line.name + line.kana + line.no)[:most],
    household=lambda _, wanted: next((line for line in LINES if line.id == wanted), None),
    steps=lambda _, wanted: STEPS if wanted == 1 else (),
    backup=lambda _: ("バックアップ 12:10 確認済", "good"),
    user=lambda _: "山田（保健師）",
)
_IDS = ("today", "households", "screening", "plans", "dispatches", "claims", "documents", "reports", "settings")
TABS = tuple(TabSpec(name, f"{__name__}:ExampleTab") for name in _IDS)


def office(clock: FixedClock) -> Office:
    """An office with two households."""
    sato = Person(
        id=1,
        name="佐藤 花子",
        kana="さとう はなこ",
        birth_date=date(1998, 6, 15),
        sex="female",
        needs=("bath", "meal"),
        phone="01587-2-0000",
        wished=Terms(visits=15, weekdays=(0, 3), start=time(9, 0)),
        contacts=(Contact(name="佐藤 ウメ", phone="01587-2-1111"),),
    )
    takasaki = Person(id=2, household_id=2, name="髙﨑 ゆり", kana="たかさき ゆり", state="申請中")
    return Office(clock, people={1: sato, 2: takasaki})
