"""A provider's own 様式8号 as Excel or CSV."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims
from saroma_desk.services.claimfile import read_claim_file

from . import builders, helping
from .helping import JUNE, Helped


@pytest.fixture
def family(case: builders.Case, clock: FixedClock) -> Helped:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    rows = family.done(date(2026, 6, 15), date(2026, 6, 18))
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    return family


def csv_file(folder: Path, *lines: str) -> Path:
    path = folder / "claim.csv"
    path.write_text("\r\n".join(lines), encoding="cp932")
    return path


def test_a_workbook_becomes_lines_that_fit(family: Helped, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["ヘルパー派遣報酬請求書"],
        ["請求金額", None, "金　¥4,360"],
        [],
        ["利用者番号", "利用者氏名", "回数", "算定時間", "委託料計", "利用者負担", "差引請求額"],
        ["R8-0001", None, 2, "3:00", 5450, 1090, 4360],
        ["合計", None, 2, None, 5450, 1090, 4360],
    ):
        sheet.append(row)
    file = tmp_path / "claim.xlsx"
    book.save(file)
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, file)
    assert (found.asked_total, found.problems) == (4360, ())
    claim = helping.received(family.ctx, family.team, 4360, asked=found.asked)
    assert claims.compare(family.ctx, claim.id) == ()


def test_a_household_is_found_by_the_applicants_name_too(family: Helped, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "氏名,訪問回数,請求額", '佐呂間 花子,２,"4,360円"', "計,,4360")
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, file)
    (line,) = found.asked
    assert (line.household_id, line.visits, line.town_yen, line.price_yen) == (family.case.household_id, 2, 4360, None)
    assert found.asked_total == 4360


def test_what_cannot_be_used_is_named_with_its_row(family: Helped, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "氏名,回数,請求額", "知らない人,1,100", "佐呂間花子様,二回,4360")
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, file)
    assert [p.split("：")[0] for p in found.problems] == ["2行目", "3行目"]
    assert [x.visits for x in found.asked] == [None]


def test_a_file_without_headings_is_refused(family: Helped, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        read_claim_file(family.ctx, family.team.provider.id, JUNE, csv_file(tmp_path, "あ,い", "う,え"))
    assert caught.value.code == "no_headings"


HEADINGS = "利用者番号,利用者氏名,回数,算定時間,委託料計,利用者負担,差引請求額"
LINE = (2, 180, 5450, 1090, 4360)


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        (
            "cp932",
            [
                HEADINGS,
                'R8-0001,,２回,１８０分,"￥５，４５０","￥１，０９０","￥４，３６０"',
                "小計,,,,,,1",
                "合　計,,,,,,4360",
            ],
        ),
        (
            "utf-8-sig",
            ["請求金額,金４,３６０円也", "令和８年６月分", HEADINGS, 'R8-0001,,2,3時間,"¥5,450-",1090円,"4,360円也"'],
        ),
        (
            "utf-16",
            [HEADINGS.replace(",", "\t"), "Ｒ８－０００１\t\t2\t3:00\t5450\t1090\t4360", "", "合計\t\t\t\t\t\t4360"],
        ),
        ("cp932", ["請求金額　\\4360", HEADINGS, "R8-0001,,2.0,3.0,5450.0,1090.00,4360.0"]),
        (
            "cp932",
            [
                '"利用者\n番号",x,回数,時間（分）,"委託料\n（円）",負担,請求額',
                "R8-0001,,2,180,5450,1090,4360",
                "計,,,,,,4360",
            ],
        ),
        ("cp932", [HEADINGS, "R8-0001,,1,90,2725,545,2180", "R8-0001,,1,90,2725,545,2180", "計,,,,,,4360"]),
        ("cp932", [HEADINGS, "R8-0001,,2,180,5450,1090,4360", "総合計,,,,,,4360", "振込先,,,,銀行,1234567,"]),
    ],
)
def test_the_ways_in_which_providers_write(family: Helped, tmp_path: Path, encoding: str, rows: list[str]) -> None:
    file = tmp_path / "claim.csv"
    file.write_bytes("\r\n".join(rows).encode(encoding))
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, file)
    (line,) = found.asked
    assert (line.visits, line.minutes, line.price_yen, line.copay_yen, line.town_yen) == LINE
    assert found.asked_total == 4360
    assert all("合計しました" in problem for problem in found.problems)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["令和８年５月分", HEADINGS, "R8-0001,,2,180,5450,1090,4360"], "令和8年5月分とあります"),
        (["請求金額,9999", HEADINGS, "R8-0001,,2,180,5450,1090,4360", "計,,,,,,4360"], "9,999円"),
        ([HEADINGS, "R8-0001,,2,180,5,450,1,090,4,360"], "列が見出しより多く"),
        ([HEADINGS, "R8-0001,,2,180,5450,1090,4360", "計,,,,,,4360", "R8-0001,,1,60,1,1,1"], "合計の行より後"),
        ([HEADINGS, "R8-0099,,1,60,1820,364,1456"], "台帳の世帯と一致しません"),
    ],
)
def test_what_should_be_looked_at_is_said(family: Helped, tmp_path: Path, rows: list[str], said: str) -> None:
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, csv_file(tmp_path, *rows))
    assert any(said in problem for problem in found.problems)


def test_a_household_without_a_visit_in_the_month_becomes_a_difference_with_its_number(
    family: Helped, clock: FixedClock, tmp_path: Path
) -> None:
    other = builders.take_in(family.ctx, clock).now.household
    rows = (HEADINGS, "R8-0001,,2,180,5450,1090,4360", f"{other.no},,1,60,1820,364,1456")
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, csv_file(tmp_path, *rows))
    assert found.numbers[other.id] == other.no
    assert any(other.no in p for p in found.problems)
    claim = helping.received(family.ctx, family.team, 5816, asked=found.asked)
    detail = claims.claim_detail(family.ctx, claim.id)
    (difference,) = detail.differences
    assert (difference.code, difference.text) == (
        "line_unknown",
        f"{other.no}には、この月にこの団体の訪問がありません。",
    )
    assert [h.no for h in detail.households] == ["R8-0001", other.no]


def test_two_families_of_the_same_name_are_told_apart_by_number_only(
    family: Helped, clock: FixedClock, tmp_path: Path
) -> None:
    clock.move_to(date(2026, 6, 15))
    second = helping.helped(family.ctx, clock, family.team)
    second.schedule(date(2026, 6, 22), start=time(13), end=time(14))
    rows = csv_file(tmp_path, "番号,氏名,回数,請求額", ",佐呂間花子,2,4360", "R8-0002,佐呂間花子,1,1456")
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, rows)
    assert [line.household_id for line in found.asked] == [second.case.household_id]


def test_a_file_that_is_gone_or_no_table_is_refused_calmly(family: Helped, tmp_path: Path) -> None:
    huge = csv_file(tmp_path, "番号,回数,請求額", '"' + "あ" * 140_000)
    for file in (tmp_path / "gone.csv", tmp_path, huge):
        with pytest.raises(KnownError) as caught:
            read_claim_file(family.ctx, family.team.provider.id, JUNE, file)
        assert caught.value.code == "unreadable_file"
