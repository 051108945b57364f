"""Every value of a rule set is found once, with its key, label and article."""

from __future__ import annotations

from saroma_desk.domain.rulevalues import rule_values

DATA = {
    "id": "x",
    "authority": [{"number": "1"}],
    "limits": {
        "clause": "10",
        "rules": [
            {"id": "visits", "kind": "count_per_period", "value": 15, "article": "10(2)", "label": "派遣回数"},
            {"id": "weekdays", "kind": "weekdays", "weekdays": [0, 4], "article": "10(5)", "label": "曜日"},
        ],
    },
    "billing": {"article": "別表1", "basis": None},
    "order": ["a"],
}


def test_values_stand_with_their_words() -> None:
    found = {v.key: v for v in rule_values(DATA)}
    visits = found["limits.rules.visits.value"]
    assert (visits.label, visits.shown, visits.article, visits.raw) == (
        "利用の限度・派遣回数・限度",
        "15回",
        "10(2)",
        15,
    )
    assert found["limits.rules.weekdays.weekdays"].shown == "月・金"
    assert (found["billing.basis"].shown, found["billing.basis"].raw) == ("（なし）", None)
    assert visits.section == "limits"


def test_what_the_program_works_by_is_left_out() -> None:
    keys = {v.key for v in rule_values(DATA)}
    assert not keys & {"id", "order", "limits.rules.visits.kind", "limits.rules.visits.id"}
