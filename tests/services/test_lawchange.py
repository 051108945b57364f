"""An invented amendment from the copy to the first paper after it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import applying, claims, lawchange, visiting
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping
from .conftest import PASSPHRASE

OLD, NEW = "saroma-youiku-2016", "saroma-youiku-2026b"
JULY = date(2026, 7, 1)
AMENDMENT = {
    "limits.rules.visits.value": 10,
    "limits.rules.weekdays": {
        "id": "weekdays",
        "kind": "weekdays",
        "weekdays": [0, 1, 2, 3, 4],
        "article": "10(5)",
        "label": "曜日",
    },
    "billing.step_rounding": "floor",
    "copay_classes.other.rate": "3/10",
    "forms.form03.title": "練習町決定通知書",
}


def amend(ctx: AppContext, valid_from: date = JULY) -> None:
    lawchange.begin(ctx, OLD, NEW, valid_from)
    lawchange.change_draft(ctx, NEW, AMENDMENT)


def test_the_difference_is_told_in_words_with_its_articles(ctx: AppContext) -> None:
    lawchange.begin(ctx, OLD, NEW, JULY)
    told = [c.sentence for c in lawchange.change_draft(ctx, NEW, AMENDMENT)]
    assert told == [
        "施行の期間・始まり：平成28年4月1日 → 令和8年7月1日",
        "利用の限度・派遣回数・限度（10(2)）：15回 → 10回",
        "利用の限度・曜日（10(5)）：（なし） → 種類 曜日、曜日 月・火・水・木・金、条項 10(5)、名称 曜日",
        "算定・時間の端数（別表1）：（なし） → 端数切捨て",
        "利用世帯の区分・その他の世帯・負担の割合（別表2）：2/10 → 3/10",
        f"様式・様式３号（第８関係）・様式名（8(3)）：{ctx.programme(OLD).forms['form03'].title} → 練習町決定通知書",
    ]


def test_a_dry_run_names_the_households_and_stores_nothing(ctx: AppContext, clock: FixedClock) -> None:
    team = helping.team(ctx)
    helped, fresh = helping.helped(ctx, clock, team), builders.take_in(ctx, clock)
    amend(ctx)
    seen = lawchange.dry_run(ctx, NEW)
    assert [t.no for t in seen.moving] == [fresh.now.household.no]
    assert [(t.no, t.rule_set) for t in seen.keeping] == [(helped.case.now.household.no, OLD)]
    assert seen.sentences[0] == "令和8年7月1日から施行します。"
    assert any("従前の例による世帯：1件" in line for line in seen.sentences)
    assert NEW not in {p.id for p in ctx.programmes}
    assert lawchange.drafts(ctx) == (NEW,)


def test_old_episodes_keep_the_old_rule_and_new_ones_obey_the_new(ctx: AppContext, clock: FixedClock) -> None:
    team = helping.team(ctx)
    old, waiting = helping.helped(ctx, clock, team), builders.take_in(ctx, clock)
    amend(ctx)
    lawchange.enact(ctx, NEW)
    clock.move_to(date(2026, 7, 6))
    assert old.case.now.programme.id == OLD
    assert waiting.now.programme.id == OLD
    new = helping.apply(waiting, team, applied_on=JULY, received_on=date(2026, 7, 2))
    assert waiting.now.programme.id == NEW
    with pytest.raises(NeedsReason) as caught:
        new.approve()
    assert "visits" in {f.rule_id for f in caught.value.findings}
    assert ctx.programme_on(date(2026, 6, 30)).id == OLD


def test_a_change_in_the_past_shows_what_its_cases_break(ctx: AppContext, clock: FixedClock) -> None:
    family = helping.helped(ctx, clock, helping.team(ctx))
    visiting.schedule(ctx, family.application.id, (_draft(date(2026, 6, 20)),))
    amend(ctx, date(2026, 6, 1))
    (moving,) = lawchange.dry_run(ctx, NEW).moving
    assert [words.partition("（")[0] for words in moving.findings] == ["曜日"]
    assert "1件あります" in lawchange.enact(ctx, NEW).warnings[0]
    assert family.case.now.programme.id == NEW


def test_an_amendment_enacted_late_does_not_overtake_a_later_one(ctx: AppContext, clock: FixedClock) -> None:
    helping.answer_all(ctx)
    clock.move_to(date(2026, 8, 3))
    amend(ctx)
    lawchange.enact(ctx, NEW)
    later = helping.apply(
        builders.take_in(ctx, clock), helping.team(ctx), applied_on=date(2026, 8, 3), received_on=date(2026, 8, 3)
    )
    lawchange.begin(ctx, OLD, "between", date(2026, 6, 1))
    seen = lawchange.dry_run(ctx, "between")
    assert (seen.moving, [t.rule_set for t in seen.keeping]) == ((), [NEW])
    lawchange.enact(ctx, "between")
    assert later.case.now.programme.id == NEW


def _draft(day: date) -> visiting.VisitDraft:
    return visiting.VisitDraft(visit_on=day, start=time(10), end=time(11))


def test_an_enacted_rule_set_survives_the_loss_of_its_file(
    ctx: AppContext, empty_office: Path, clock: FixedClock
) -> None:
    amend(ctx)
    lawchange.enact(ctx, NEW)
    folder = ctx.store.folder
    ctx.store.close()
    shutil.rmtree(folder / "programmes")
    with open_context(folder, passphrase=PASSPHRASE, user="佐藤", clock=clock) as again:
        assert again.programme_on(JULY).id == NEW
        assert [(r.own, r.episodes) for r in lawchange.rule_sets(again) if r.programme.id == NEW] == [(True, 0)]


@pytest.mark.parametrize(
    ("values", "key", "said"),
    [
        ({"limits.rules.visits.value": -1}, "limits.rules.visits.value", "1以上の整数"),
        ({"limits.rules.nothing.value": 3}, "limits.rules.nothing.value", "ありません"),
        ({"copay_classes.other.rate": "1.5"}, "copay_classes.other.rate", "割合"),
        ({"billing.basis": "clock"}, "billing.basis", "actual・planned・lesser"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_changes(
    ctx: AppContext, values: dict[str, object], key: str, said: str
) -> None:
    amend(ctx)
    before = lawchange.draft(ctx, NEW)
    with pytest.raises(KnownError) as caught:
        lawchange.change_draft(ctx, NEW, values)
    assert [f.field for f in caught.value.fields] == [key]
    assert said in caught.value.message
    assert lawchange.draft(ctx, NEW) == before


def test_a_file_made_by_hand_is_refused_with_file_key_and_reason(ctx: AppContext, clock: FixedClock) -> None:
    folder = ctx.store.folder / "programmes"
    folder.mkdir()
    (folder / "own.yaml").write_text("id: own-2027\nextends: saroma-youiku-2016\nrates: 3\nname: ''\n", "utf-8")
    ctx.store.close()
    with pytest.raises(KnownError) as caught, open_context(folder.parent, passphrase=PASSPHRASE, user="x", clock=clock):
        pass
    assert caught.value.code == "rule_set_invalid"
    assert "own.yaml name：" in caught.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: saroma-youiku-2016\n", "すでにあります"),
        ("name: x\n", "名前（id）がありません"),
        ("id: [\n", "読めません"),
        ("id: own\nextends: nobody\n", "もとにする「nobody」がありません"),
    ],
)
def test_a_file_that_cannot_be_a_rule_set_is_named(ctx: AppContext, text: str, said: str) -> None:
    folder = ctx.store.folder / "programmes"
    folder.mkdir()
    (folder / "own.yaml").write_text(text, "utf-8")
    before = ctx.programmes
    with pytest.raises(KnownError, match=r"own\.yaml") as caught:
        ctx.rules.renew()
    assert said in caught.value.message
    assert ctx.programmes == before


def test_ids_and_days_are_used_once(ctx: AppContext) -> None:
    amend(ctx)
    for bad in (NEW, OLD, "養育", "X"):
        with pytest.raises(KnownError) as caught:
            lawchange.begin(ctx, OLD, bad, JULY)
        assert caught.value.fields[0].field == "new_id"
    lawchange.enact(ctx, NEW)
    lawchange.begin(ctx, OLD, "saroma-other", JULY)
    with pytest.raises(KnownError) as caught:
        lawchange.enact(ctx, "saroma-other")
    assert caught.value.code == "same_day"
    lawchange.discard(ctx, "saroma-other")
    assert lawchange.drafts(ctx) == ()


def test_an_entry_can_be_taken_out(ctx: AppContext) -> None:
    lawchange.begin(ctx, OLD, NEW, JULY)
    changes = lawchange.change_draft(ctx, NEW, {}, removed=("limits.rules.consecutive",))
    assert changes[-1].label == "利用の限度・連続した訪問"
    assert changes[-1].after == "（なし）"


def test_a_paper_after_the_change_bears_the_new_title_only_for_new_cases(ctx: AppContext, clock: FixedClock) -> None:
    family = helping.helped(ctx, clock, helping.team(ctx))
    amend(ctx)
    lawchange.enact(ctx, NEW)
    assert family.case.now.programme.forms["form03"].title.startswith("佐呂間町")
    assert ctx.programme_on(JULY).forms["form03"].title.startswith("練習町")
    assert applying.check_terms(ctx, family.application.id, family.dispatch())


def test_one_claim_bills_old_and_new_cases_by_their_own_rules(ctx: AppContext, clock: FixedClock) -> None:
    """100 minutes: two further half hours and 2割 by the old rules, one and 3割 by the new."""
    helping.answer_all(ctx)
    team = helping.team(ctx)
    old, waiting = helping.helped(ctx, clock, team), builders.take_in(ctx, clock)
    amend(ctx)
    lawchange.enact(ctx, NEW)
    clock.move_to(date(2026, 7, 6))
    new = helping.apply(waiting, team, applied_on=JULY, received_on=JULY)
    terms = replace(helping.TERMS, visits=10, first_day=date(2026, 7, 6), last_day=date(2026, 9, 30))
    decided = dict.fromkeys(("drafted_on", "decided_on", "notified_on"), date(2026, 7, 6))
    told = {"difference_reason": "要領による", "approved_on": date(2026, 7, 6)}
    applying.approve(ctx, new.application.id, new.decision(**decided), new.dispatch(terms, **told))
    rows = [f.done(date(2026, 7, d), end=time(11, 40)) for f, d in ((old, 6), (new, 7))]
    clock.move_to(date(2026, 8, 3))
    for family, visits in zip((old, new), rows, strict=True):
        family.report(visits, JULY)
    lines = claims.compute(ctx, team.provider.id, JULY).value.lines
    assert {x.household_id: (x.price_yen, x.copay_yen) for x in lines} == {
        old.case.household_id: (1820 + 2 * 905, 364 + 2 * 181),
        new.case.household_id: (1820 + 905, 546 + 271),
    }
