"""From keystroke to list among 100,000 households: search index against a LIKE scan of the same names.

Run: ``python tests/bench/bench_search.py [households]``. Prints milliseconds and the ratio; goal p95 <= 16 ms.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import insert, select

from saroma_desk.domain.household import Household, Member
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store, schema
from saroma_desk.storage.mapping import to_cells
from saroma_desk.storage.tables import FACT, TABLES

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


def fill(store: Store, households: int) -> None:
    """Made-up families straight into the tables, then the index as the program builds it."""
    pick, day = random.Random(8), date(2026, 4, 1)  # noqa: S311  invented people
    homes, people = [], []
    for number in range(1, households + 1):
        place = f"佐呂間町字{pick.choice(PLACES)}{pick.randint(1, 999)}番地"
        phone = f"01587-{pick.randint(2, 6)}-{pick.randint(1000, 9999)}"
        homes.append(
            to_cells(Household(id=number, no=f"R8-{number:05d}", address=place, phone=phone, registered_on=day))
        )
        for position in range(3):
            name = f"{pick.choice(FAMILY)} {pick.choice(GIVEN)}"
            kana = f"{pick.choice(FAMILY_KANA)} {pick.choice(GIVEN_KANA)}"
            people.append(to_cells(Member(household_id=number, name=name, kana=kana, position=position)))
            people[-1].pop("id")
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(TABLES[Household]), homes)
        connection.execute(insert(TABLES[Member]), people)
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


def search(store: Store, typed: str) -> object:
    """What the window does at each keystroke."""
    with store.read() as reader:
        return reader.search_households(typed)


def main() -> None:
    """Fill, measure, print."""
    households = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    clock = FixedClock(date(2026, 11, 2))
    with (
        tempfile.TemporaryDirectory() as place,
        Store.create(Path(place) / "office", None, clock=clock, user="bench") as store,
    ):
        start = time.perf_counter()
        fill(store, households)
        print(f"filled {households} households in {time.perf_counter() - start:.1f} s")  # noqa: T201
        ours, theirs = times(lambda typed: search(store, typed), 5), times(lambda typed: scan(store, typed), 1)
    for name, taken in (("index", ours), ("LIKE scan", theirs)):
        middle, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{name:10} median {middle:7.2f} ms   p95 {p95:7.2f} ms   worst {taken[-1]:7.2f} ms")  # noqa: T201
    ratio = theirs[int(len(theirs) * 0.95)] / ours[int(len(ours) * 0.95)]
    print(f"p95 LIKE scan / index = {ratio:.1f}; goal: index p95 <= 16 ms")  # noqa: T201


if __name__ == "__main__":
    main()
