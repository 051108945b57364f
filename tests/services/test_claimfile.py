"""A provider's own 様式8号 as Excel or CSV."""

from __future__ import annotations

from datetime import date
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
    file = csv_file(tmp_path, "氏名,回数,請求額", "知らない人,1,100", "佐呂間花子,二回,4360")
    found = read_claim_file(family.ctx, family.team.provider.id, JUNE, file)
    assert [p.split("：")[0] for p in found.problems] == ["2行目", "3行目"]
    assert [x.visits for x in found.asked] == [None]


def test_a_file_without_headings_is_refused(family: Helped, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        read_claim_file(family.ctx, family.team.provider.id, JUNE, csv_file(tmp_path, "あ,い", "う,え"))
    assert caught.value.code == "no_headings"
