"""Every mistake in a rule set is found with its key before any case obeys it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from saroma_desk.domain.programmefile import resolved
from saroma_desk.domain.rulecheck import rule_set_problems
from saroma_desk.runtime.resources import read_yaml

Change = Callable[[dict[str, Any]], object]


def whole() -> dict[str, Any]:
    return copy.deepcopy(dict(resolved({"a": read_yaml("programmes/saroma-youiku-2015.yaml")}, "a")))


def test_the_shipped_rule_set_is_sound() -> None:
    assert rule_set_problems(whole()) == ()


@pytest.mark.parametrize(
    ("key", "said", "change"),
    [
        ("name", "必要な項目", lambda d: d.pop("name")),
        ("instrument", "文字", lambda d: d.update(instrument=" ")),
        ("order", "一覧", lambda d: d.update(order={})),
        ("billing", "項目の組", lambda d: d.update(billing=[])),
        ("effective.from", "施行日", lambda d: d["effective"].update({"from": "2027"})),
        ("effective.to", "終わりの日", lambda d: d["effective"].update(to=date(2015, 3, 31))),
        ("routes.1.code", "2回", lambda d: d["routes"][1].update(code="newborn_visit")),
        ("services.0", "code と name", lambda d: d["services"][0].pop("name")),
        ("limits.rules.visits.value", "1以上", lambda d: d["limits"]["rules"][1].update(value="15")),
        ("limits.rules.visits.multiples", "1以上", lambda d: d["limits"]["rules"][1].update(multiples=0)),
        ("limits.rules.visits.kind", "種類", lambda d: d["limits"]["rules"][1].update(kind="count")),
        ("limits.rules.visits.article", "必要", lambda d: d["limits"]["rules"][1].pop("article")),
        ("limits.rules.period.id", "2回", lambda d: d["limits"]["rules"][1].update(id="period")),
        ("limits.rules.window.start", "時刻", lambda d: d["limits"]["rules"][2].update(start="9時")),
        ("limits.rules.window.end", "後になって", lambda d: d["limits"]["rules"][2].update(end="08:00")),
        ("limits.rules.visits.weekdays", "曜日", lambda d: d["limits"]["rules"][1].update(kind="weekdays")),
        ("limits.new_application_gap_months", "月数", lambda d: d["limits"].update(new_application_gap_months=None)),
        ("billing.first_minutes", "1以上", lambda d: d["billing"].update(first_minutes=0)),
        ("billing.basis", "null か", lambda d: d["billing"].update(basis="clock")),
        ("billing.article", "必要", lambda d: d["billing"].pop("article")),
        ("copay_classes.other.rate", "割合", lambda d: d["copay_classes"][2].update(rate=0.2)),
        ("measure_copay_rate", "割合", lambda d: d.update(measure_copay_rate="3/2")),
        ("visit_statuses", "done", lambda d: d["visit_statuses"].pop(1)),
        ("visit_statuses.done.fee", "null か", lambda d: d["visit_statuses"][1].update(fee="all")),
        ("forms.form03", "citation", lambda d: d["forms"]["form03"].pop("citation")),
        ("paper_words", "組", lambda d: d.update(paper_words=["様式"])),
        ("", "review_months", lambda d: d.pop("review_months")),
    ],
)
def test_a_mistake_is_named_with_its_key(key: str, said: str, change: Change) -> None:
    data = whole()
    change(data)
    problems = dict(rule_set_problems(data))
    assert key in problems, problems
    assert said in problems[key]
