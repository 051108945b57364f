"""The claim check as a whole: every seeded error is found with its cause, and a clean month raises no alarm."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.claim import AskedLine, Claim, ClaimStatus
from saroma_desk.domain.dispatch import Cancellation, Confirmation, Suspension, VisitStatus, Withdrawal
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.provider import Contract, Helper
from saroma_desk.services.claimwork import differences_of, lines_today

from .claimmonths import Month, lived_in, made_up
from .claimpaper import JUNE

CLEAN_MONTHS = 4000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 1000
USUAL = {
    "billing.step_rounding": "ceil",
    "billing.basis": "actual",
    "billing.copay_round_at": "unit",
    "billing.copay_rounding": "floor1",
}


def plain(*, visits: int = 3) -> Month:
    """Two homes of class その他 with visits of 100 minutes that were planned for 90, at prices of 1,820 and 907 yen."""
    month = made_up(1, homes=2, answers=USUAL)
    first = next(v for v in month.book.visits if v.status is VisitStatus.DONE)
    rows = [
        replace(
            first,
            id=n,
            application_id=home,
            helper_id=home,
            report_id=home,
            visit_on=date(2026, 6, 2 + 3 * n),
            planned_start=time(10),
            planned_end=time(11, 30),
            actual_start=time(10),
            actual_end=time(11, 40),
        )
        for home, numbers in ((1, range(1, visits + 1)), (2, range(visits + 1, visits + 3)))
        for n in numbers
    ]
    classes = {n: (replace(month.book.classes[n][0], copay_class="other"),) for n in (1, 2)}
    price = replace(month.book.prices[0], first_hour_yen=1820, half_hour_yen=907)
    newer = replace(price, id=2, valid_from=date(2026, 7, 1), first_hour_yen=1900, half_hour_yen=950)
    return month.with_book(classes=classes, prices=(price, newer)).with_visits(rows).by_the_paper()


def extra(month: Month, **changes: object) -> Month:
    """One more row on the reports."""
    rows = list(month.book.visits)
    return month.with_visits([*rows, replace(rows[0], id=99, **changes)])


def with_dispatch(month: Month, **changes: object) -> Month:
    (dispatch,) = month.book.cases[1].dispatches
    return month.with_case(1, dispatches=(replace(dispatch, **changes),))


def many(month: Month, count: int) -> Month:
    """The first home with so many visits."""
    rows = [
        replace(month.book.visits[0], id=n, visit_on=date(2026, 6, n), planned_start=time(13), planned_end=time(14))
        for n in range(1, count + 1)
    ]
    rows = [replace(v, actual_start=time(13), actual_end=time(14)) for v in rows]
    return month.with_visits(rows).with_book(reports=month.book.reports[:1]).by_the_paper()


def reports(month: Month, **changes: object) -> Month:
    first, *others = month.book.reports
    return month.with_book(reports=(replace(first, **changes), *others))


def suspended(month: Month) -> Month:
    stop = Suspension(application_id=1, ground="infection", first_day=date(2026, 6, 1), last_day=date(2026, 6, 30))
    return month.with_case(1, suspensions=(stop,))


def withdrawn(month: Month) -> Month:
    gone = Withdrawal(application_id=1, filed_on=JUNE.first, effective_on=date(2026, 6, 6))
    return month.with_case(1, withdrawal=gone)


def cancelled(month: Month) -> Month:
    end = Cancellation(
        application_id=1,
        grounds=("not_eligible",),
        drafted_on=JUNE.first,
        decided_on=JUNE.first,
        cancelled_on=date(2026, 6, 6),
    )
    return month.with_case(1, cancellation=end)


def paid_before(month: Month) -> Month:
    lines = lines_today(month.book)[:1]
    return month.with_book(claims=(Claim(id=3, provider_id=1, month=JUNE.first, status=ClaimStatus.PAID, lines=lines),))


def other_provider(month: Month) -> Month:
    """Another provider's helper was there at the same time."""
    mine = month.book.cases[1].visits
    theirs = replace(mine[0], id=98, provider_id=2, helper_id=9, actual_start=time(11, 30), actual_end=time(12, 30))
    return month.with_case(1, visits=(*mine, theirs))


def last_months_paper(month: Month) -> Month:
    lines = tuple(replace(x, price_yen=1000, copay_yen=200, town_yen=800) for x in lines_today(month.book)[:2])
    may = Claim(id=3, provider_id=1, month=date(2026, 5, 1), status=ClaimStatus.RETURNED, lines=lines)
    asked = replace(month.claim.asked[0], visits=2, minutes=None, price_yen=2000, copay_yen=400, town_yen=1600)
    return month.with_book(claims=(may,)).asking(asked=(asked, month.claim.asked[1]), asked_total=None)


def correction_left_out(month: Month) -> Month:
    late = replace(month.book.visits[0], id=50, visit_on=date(2026, 5, 20))
    may = Claim(id=3, provider_id=1, month=date(2026, 5, 1), status=ClaimStatus.PAID)
    return month.with_book(late=(late,), claims=(may,))


def asked(month: Month, change: Callable[[Month], Month]) -> Month:
    """The paper of a month in which something else had happened, beside the real records."""
    return replace(month, claim=change(month).by_the_paper().claim)


def rule(**changes: str) -> Callable[[Month], Month]:
    def changed(month: Month) -> Month:
        settings = {**month.book.office.settings, **{f"billing.{k}": v for k, v in changes.items()}}
        return month.with_book(office=replace(month.book.office, settings=settings))

    return changed


def a_class(name: str) -> Callable[[Month], Month]:
    return lambda m: m.with_book(classes={**m.book.classes, 1: (replace(m.book.classes[1][0], copay_class=name),)})


def only_price(month: Month) -> Month:
    return month.with_book(prices=(replace(month.book.prices[1], valid_from=date(2026, 4, 1)),))


def line(month: Month) -> AskedLine:
    return month.claim.asked[0]


def not_done(month: Month) -> Month:
    """The first visit, planned for 100 minutes, did not take place."""
    return month.with_visit(status=VisitStatus.WEATHER, planned_end=time(11, 40), actual_start=None, actual_end=None)


def planned_short(month: Month) -> Month:
    return month.with_visits([replace(v, planned_end=time(11)) for v in month.book.visits])


FORMER = Helper(id=1, provider_id=1, name="元従事者", left_on=date(2026, 6, 1))
STRANGER = Helper(id=1, provider_id=2, name="他団体")
SHORT_CONTRACT = Contract(id=1, provider_id=1, first_day=date(2026, 4, 1), last_day=date(2026, 6, 10))

SEEDED: dict[str, tuple[str, Callable[[Month], Month]]] = {
    "7号が届いていない": ("missing_report", lambda m: m.with_visit(report_id=None)),
    "確認印がない": ("no_confirmation", lambda m: m.with_visit(confirmation=Confirmation.NONE)),
    "二重の記載": ("double_entry", extra),
    "一部が重なる記載": ("double_entry", lambda m: extra(m, actual_start=time(11), actual_end=time(12))),
    "同じ時間に2人": ("parallel_helpers", lambda m: extra(m, helper_id=2)),
    "同じヘルパーが2軒": ("helper_overlap", lambda m: m.with_visit(3, visit_on=m.book.visits[0].visit_on, helper_id=1)),
    "名簿を離れたヘルパー": ("helper_not_on_roster", lambda m: m.with_book(helpers=(FORMER, *m.book.helpers[1:]))),
    "他団体のヘルパー": ("helper_not_on_roster", lambda m: m.with_book(helpers=(STRANGER, *m.book.helpers[1:]))),
    "従事者の記載なし": ("helper_missing", lambda m: m.with_visit(helper_id=None)),
    "契約の期間外": ("limit.contract", lambda m: m.with_book(contracts=(SHORT_CONTRACT,))),
    "契約がない": ("limit.contract", lambda m: m.with_book(contracts=())),
    "承認期間の後": ("limit.approval", lambda m: m.with_terms(last_day=date(2026, 6, 10))),
    "承認期間の前": ("limit.approval", lambda m: m.with_terms(first_day=date(2026, 6, 10))),
    "中止中": ("limit.suspension", suspended),
    "辞退の後": ("after_end", withdrawn),
    "取消の後": ("after_end", cancelled),
    "15回を超える": ("limit.visits", lambda m: many(m.with_terms(visits=20), 16)),
    "承認回数を超える": ("limit.approval", lambda m: m.with_terms(visits=2)),
    "9時より前": ("limit.window", lambda m: m.with_visit(actual_start=time(8, 50))),
    "18時より後": ("limit.window", lambda m: m.with_visit(actual_start=time(16, 30), actual_end=time(18, 10))),
    "2時間を超える": ("limit.visit_minutes", lambda m: m.with_visit(actual_end=time(12, 1))),
    "3か月を超える": (
        "limit.period",
        lambda m: m.with_terms(first_day=date(2026, 2, 1), last_day=date(2026, 8, 31)),
    ),
    "他の月の訪問": ("wrong_month", lambda m: m.with_visit(visit_on=date(2026, 5, 31))),
    "時刻がない": ("times_missing", lambda m: m.with_visit(actual_end=None)),
    "終了が開始より前": ("times_reversed", lambda m: m.with_visit(actual_end=time(9, 30))),
    "予定のまま": ("still_planned", lambda m: m.with_visit(status=VisitStatus.PLANNED, report_id=None)),
    "承認がない": ("not_approved", lambda m: m.with_case(1, dispatches=())),
    "別の団体への承認": ("wrong_provider", lambda m: with_dispatch(m, provider_id=2)),
    "中止なのに時刻がある": ("status_and_times", lambda m: m.with_visit(status=VisitStatus.WEATHER)),
    "7号の受付より後の訪問": ("after_report", lambda m: reports(m, received_on=date(2026, 6, 2))),
    "請求日より後の訪問": ("after_claim", lambda m: m.asking(claimed_on=date(2026, 6, 9))),
    "請求日が月の始まりより前": ("claimed_early", lambda m: m.asking(claimed_on=date(2026, 5, 31))),
    "同じ月の7号が2通": (
        "report_twice",
        lambda m: m.with_book(reports=(*m.book.reports, replace(m.book.reports[0], id=8))),
    ),
    "空の7号": ("report_empty", lambda m: m.with_book(reports=(*m.book.reports, replace(m.book.reports[0], id=8)))),
    "計画との不一致": ("report_doubt", lambda m: reports(m, agrees_with_plan=False, doubts="内容が違う")),
    "別の団体と同じ時間": ("other_provider_overlap", other_provider),
    "承認の時間より長い算定": ("over_approved_minutes", lambda m: m.with_terms(minutes=90)),
    "すでに支払済み": ("billed_before", paid_before),
    "新しい単価で計算": ("price_version", lambda m: asked(m, only_price)),
    "区分の誤り": ("copay_class", lambda m: asked(m, a_class("tax_exempt"))),
    "端数の切捨て": ("step_rounding", lambda m: asked(m, rule(step_rounding="floor"))),
    "予定の時間で計算": ("basis", lambda m: asked(planned_short(m), rule(basis="planned"))),
    "負担の端数": ("copay_rounding", lambda m: asked(m, rule(copay_round_at="month"))),
    "負担を差し引かない": ("copay_not_deducted", lambda m: m.with_line(town_yen=line(m).price_yen)),
    "負担額を請求": ("copay_as_town", lambda m: m.with_line(town_yen=line(m).copay_yen)),
    "1回だけ30分長い": ("minutes", lambda m: asked(m, lambda n: n.with_visit(actual_end=time(12, 10)))),
    "1回だけ30分短い": ("minutes", lambda m: asked(m, lambda n: n.with_visit(actual_end=time(11, 20)))),
    "1回抜けている": ("visit_omitted", lambda m: asked(m, lambda n: n.with_visits(list(n.book.visits[1:])))),
    "1回を2度請求": ("double_entry", lambda m: asked(m, extra)),
    "7号のない訪問を請求": ("missing_report", lambda m: replace(m.with_visit(report_id=None), claim=m.claim)),
    "実施しなかった訪問を請求": (
        "not_done_billed",
        lambda m: replace(not_done(m), claim=m.with_visit(planned_end=time(11, 40)).by_the_paper().claim),
    ),
    "世帯の行がない": ("line_missing", lambda m: m.asking(asked=m.claim.asked[1:], asked_total=None)),
    "知らない世帯": (
        "line_unknown",
        lambda m: m.asking(asked=(*m.claim.asked, AskedLine(household_id=77, town_yen=500)), asked_total=None),
    ),
    "同じ世帯が2行": ("line_twice", lambda m: m.asking(asked=(*m.claim.asked, line(m)), asked_total=None)),
    "行の引き算": ("line_sum", lambda m: m.with_line(town_yen=(line(m).town_yen or 0) + 1)),
    "合計の誤り": ("total_sum", lambda m: m.asking(asked_total=(m.claim.asked_total or 0) + 100)),
    "7号の枚数": ("sheets", lambda m: m.asking(sheets=5)),
    "前月の金額": ("wrong_month", last_months_paper),
    "補正の行がない": ("correction_omitted", correction_left_out),
    "二つの誤りが重なる": ("price_version", lambda m: asked(m, lambda n: a_class("tax_exempt")(only_price(n)))),
    "合計だけの請求の誤り": (
        "copay_class",
        lambda m: replace(
            asked(m, a_class("tax_exempt")),
            claim=replace(m.claim, asked=(), asked_total=asked(m, a_class("tax_exempt")).claim.asked_total),
        ),
    ),
    "説明のつかない額": ("price", lambda m: m.with_line(price_yen=1, copay_yen=0, town_yen=1)),
    "説明のつかない合計": ("total", lambda m: m.asking(asked=(), asked_total=123)),
}


def test_the_plain_month_is_clean() -> None:
    assert plain().codes() == set()


@pytest.mark.parametrize("name", SEEDED)
def test_a_seeded_error_is_found_with_its_cause(name: str) -> None:
    code, seed = SEEDED[name]
    month = seed(plain())
    found = differences_of(month.book, month.claim, lines_today(month.book))
    assert code in {d.code for d in found}
    assert all(d.text.endswith(("。", "）。")) for d in found)


def test_two_thousand_clean_months_raise_no_alarm(counted: Callable[[int], None]) -> None:
    for seed in range(CLEAN_MONTHS):
        assert made_up(seed).codes() == set(), seed
        assert lived_in(seed).codes() == set(), seed
    counted(2 * CLEAN_MONTHS)


def test_a_recorded_exception_silences_its_limit_only() -> None:
    month = plain().with_visit(actual_start=time(8, 50), actual_end=time(11, 40)).by_the_paper()
    assert month.codes() == {"limit.window", "limit.visit_minutes"}
    excused = LimitException(
        episode_id=1, rule="window", subject_key="visit:1", reason="受診", decided_by="課長", decided_on=JUNE.first
    )
    assert month.with_book(exceptions={1: (excused,)}).codes() == {"limit.visit_minutes"}


def test_a_correction_is_asked_for_and_paid_as_its_own_line() -> None:
    month = correction_left_out(plain())
    (late,) = [x for x in lines_today(month.book) if x.correction]
    first = month.claim.asked[0]
    right = month.with_line(
        visits=(first.visits or 0) + 1,
        minutes=(first.minutes or 0) + late.billed_minutes,
        price_yen=(first.price_yen or 0) + late.price_yen,
        copay_yen=(first.copay_yen or 0) + late.copay_yen,
        town_yen=(first.town_yen or 0) + late.town_yen,
    )
    assert right.codes() == set()


def test_a_month_of_two_hundred_homes_with_fifteen_visits_raises_no_alarm() -> None:
    month = made_up(5, homes=200, answers=USUAL)
    rows = [
        replace(v, id=200 * n + v.application_id, visit_on=date(2026, 6, 1 + 2 * n))
        for n in range(15)
        for v in {v.application_id: v for v in month.book.visits}.values()
    ]
    month = month.with_visits(rows).by_the_paper()
    assert month.codes() == set()
