"""From keystroke to list among 100,000 households: search and lines of the list against a LIKE scan of the same names.

Run: ``python -m tests.bench.bench_search [households]``. Prints milliseconds and the ratio; goal p95 <= 16 ms. A list
is what the window shows at each keystroke: the households found that it has room for, each with its people, state and
next step; those below them follow, see ``whole list``.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import insert, select

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.case import Episode
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import households as household_lists
from saroma_desk.services.context import AppContext
from saroma_desk.storage import Store, schema
from saroma_desk.storage.mapping import to_cells
from saroma_desk.storage.tables import FACT, TABLES
from saroma_desk.ui.widgets.household_search import MOST_HITS, SHOWN_HITS

FAMILY = [
    "佐藤",
    "齋藤",
    "髙橋",
    "渡邊",
    "田中",
    "伊藤",
    "山本",
    "中島",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "林",
    "清水",
    "山崎",
]
FAMILY_KANA = [
    "さとう",
    "さいとう",
    "たかはし",
    "わたなべ",
    "たなか",
    "いとう",
    "やまもと",
    "なかじま",
    "こばやし",
    "かとう",
    "よしだ",
    "やまだ",
    "ささき",
]
GIVEN = [
    "花子",
    "太郎",
    "美咲",
    "陽菜",
    "翔",
    "大輔",
    "結衣",
    "蓮",
    "葵",
    "凛",
    "海",
    "空",
    "桜",
    "真央",
    "拓海",
    "健太",
    "愛",
    "優",
    "悠真",
    "七海",
]
GIVEN_KANA = [
    "はなこ",
    "たろう",
    "みさき",
    "ひな",
    "しょう",
    "だいすけ",
    "ゆい",
    "れん",
    "あおい",
    "りん",
    "うみ",
    "そら",
    "さくら",
    "まお",
    "たくみ",
]
PLACES = ["永代町", "若佐", "栄", "知来", "浜佐呂間", "北", "富武士", "幌岩", "武士", "仁倉"]
TYPED = [
    "さ",
    "さと",
    "さとう",
    "さとう は",
    "さとう はなこ",
    "佐",
    "佐藤",
    "佐藤花",
    "佐藤花子",
    "斎藤",
    "高橋",
    "渡辺",
    "や",
    "やま",
    "山崎",
    "R8",
    "R8-0",
    "R8-01234",
    "0158",
    "01587-2-1",
    "佐呂間",
    "佐呂間町",
    "佐呂間町 佐藤",
    "永代町 さくら",
    "佐呂間 花子 0158",
    "永代町12",
    "たくみ",
    "美",
    "子",
    "藤花",
    "ゾ",
    "ぬぬぬ",
    "町佐呂",
    "佐々木",
    "ｻﾄｳ",
    "ナカジマ",
    "中嶋",
    "090",
    "999",
]


def fill(store: Store, households: int, programme: str) -> None:
    """Made-up families with one episode each straight into the tables, then the index as the program builds it."""
    pick, day = random.Random(8), date(2026, 4, 1)  # noqa: S311  invented people
    homes, people, episodes = [], [], []
    for number in range(1, households + 1):
        place = f"佐呂間町字{pick.choice(PLACES)}{pick.randint(1, 999)}番地"
        phone = f"01587-{pick.randint(2, 6)}-{pick.randint(1000, 9999)}"
        homes.append(
            to_cells(Household(id=number, no=f"R8-{number:05d}", address=place, phone=phone, registered_on=day))
        )
        for position in range(3):
            name = f"{pick.choice(FAMILY)} {pick.choice(GIVEN)}"
            kana = f"{pick.choice(FAMILY_KANA)} {pick.choice(GIVEN_KANA)}"
            role = Role.TARGET_CHILD if position else Role.CAREGIVER
            member = Member(household_id=number, name=name, kana=kana, position=position, role=role, birth_date=day)
            people.append(to_cells(member))
            people[-1].pop("id")
        episode = Episode(
            household_id=number,
            programme_id=programme,
            received_on=day,
            route="self",
            summary="相談",
            received_by="保健師",
        )
        episodes.append(to_cells(episode))
        episodes[-1].pop("id")
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(TABLES[Household]), homes)
        connection.execute(insert(TABLES[Member]), people)
        connection.execute(insert(TABLES[Episode]), episodes)
        connection.execute(FACT.delete().where(FACT.c.key == "search_keys"))
    schema.refresh_search(store.engine)


def times(act: Callable[[str], object], rounds: int) -> list[float]:
    """Milliseconds of each call, sorted."""
    taken = []
    for _ in range(rounds):
        for typed in TYPED:
            start = time.perf_counter()
            act(typed)
            taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def scan(store: Store, typed: str) -> list[int]:
    """What a program without an index does: LIKE over the names as typed, no folding at all."""
    member = TABLES[Member]
    like = f"%{typed}%"
    query = (
        select(member.c.household_id).where(member.c.name.like(like) | member.c.kana.like(like)).distinct().limit(50)
    )
    with store.engine.connect() as connection:
        return list(connection.execute(query).scalars())


def listed(ctx: AppContext, limit: int, typed: str) -> object:
    """What the window does at each keystroke."""
    hits = household_lists.search(ctx, typed, limit)
    return household_lists.household_rows(ctx, [hit.household_id for hit in hits])


def main() -> None:
    """Fill, measure, print."""
    households = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    clock = FixedClock(date(2026, 11, 2))
    with (
        tempfile.TemporaryDirectory() as place,
        open_context(
            Path(place) / "office", passphrase=None, practice=True, user="bench", clock=clock, create=True
        ) as ctx,
    ):
        start = time.perf_counter()
        fill(ctx.store, households, ctx.programmes[0].id)
        print(f"filled {households} households in {time.perf_counter() - start:.1f} s")  # noqa: T201
        found = times(lambda typed: household_lists.search(ctx, typed), 5)
        ours, whole = times(partial(listed, ctx, SHOWN_HITS), 5), times(partial(listed, ctx, MOST_HITS), 5)
        theirs = times(partial(scan, ctx.store), 1)
    for name, taken in (("index", found), ("list", ours), ("whole list", whole), ("LIKE scan", theirs)):
        middle, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{name:10} median {middle:7.2f} ms   p95 {p95:7.2f} ms   worst {taken[-1]:7.2f} ms")  # noqa: T201
    ratio = theirs[int(len(theirs) * 0.95)] / ours[int(len(ours) * 0.95)]
    print(f"p95 LIKE scan / list = {ratio:.1f}; goal: list p95 <= 16 ms")  # noqa: T201


if __name__ == "__main__":
    main()
