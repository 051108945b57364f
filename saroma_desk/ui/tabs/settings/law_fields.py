"""The input for one value of a rule set: chosen by what the value is, read back as the rule set keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from saroma_desk.domain.rulevalues import RuleValue
from saroma_desk.ui.fields import Choice, FieldSpec, Kind
from saroma_desk.ui.tabs.settings import law_texts, texts

_LONG = 36
_YES_NO = (Choice(True, law_texts.YES), Choice(False, law_texts.NO))
_NONE = Choice(None, law_texts.NONE)
_DATES: Final = ("effective.from", "effective.to")
_NUMBERS: Final = ("reports_due_day",)
_POLICY: Final = ("counts", "copay")


def value_spec(value: RuleValue) -> FieldSpec:
    """The field ``value`` for it."""
    part = value.key.rpartition(".")[2]
    label = law_texts.AFTER
    choices = _choices(value, part)
    if choices:
        return FieldSpec(name="value", kind=Kind.CHOICE, label=label, choices=choices, radio=True, wide=True)
    if isinstance(value.raw, date) or value.key in _DATES:
        return FieldSpec(name="value", kind=Kind.DATE, label=label, required=value.key == _DATES[0])
    if isinstance(value.raw, int) or value.key in _NUMBERS:
        return FieldSpec(name="value", kind=Kind.NUMBER, label=label, low=0, required=value.key not in _NUMBERS)
    if isinstance(value.raw, list):
        return _listed(value.raw, part)
    return _text(value, part)


def _text(value: RuleValue, part: str) -> FieldSpec:
    label = law_texts.AFTER
    if part == "rate" or value.key == "measure_copay_rate":
        return FieldSpec(name="value", label=label, required=True, help=law_texts.RATE_HELP)
    if len(str(value.raw or "")) > _LONG:
        return FieldSpec(name="value", kind=Kind.MEMO, label=label, required=True)
    return FieldSpec(name="value", label=label, required=value.raw is not None, wide=True)


def shown(value: RuleValue) -> Any:  # noqa: ANN401
    """What the field shows at first."""
    raw = value.raw
    if isinstance(raw, list) and raw and isinstance(raw[0], str):
        return "\n".join(raw)
    if raw is None and value_spec(value).kind is Kind.TEXT:
        return ""
    return tuple(raw) if isinstance(raw, list) else raw


def stored(value: RuleValue, typed: Any) -> Any:  # noqa: ANN401
    """What the rule set keeps for what was typed."""
    if isinstance(typed, tuple):
        return [dict(row) if isinstance(row, dict) else row for row in typed]
    if isinstance(typed, str) and isinstance(value.raw, list):
        return [line.strip() for line in typed.splitlines() if line.strip()]
    return None if typed == "" else typed


def _choices(value: RuleValue, part: str) -> tuple[Choice, ...]:
    if value.section == "billing" and part in law_texts.CHOSEN_BILLING:
        codes = law_texts.CHOSEN_BILLING[part]
        return (*(Choice(code, texts.WORDS[code]) for code in codes), _NONE)
    if value.section == "visit_statuses" and part == "fee":
        return (*(Choice(code, word) for code, word in law_texts.FEES.items()), _NONE)
    if value.section == "visit_statuses" and part in _POLICY:
        return (*_YES_NO, _NONE)
    return _YES_NO if isinstance(value.raw, bool) else ()


def _listed(raw: list[Any], part: str) -> FieldSpec:
    label = law_texts.AFTER
    if part == "weekdays":
        return FieldSpec(name="value", kind=Kind.WEEKDAYS, label=label, required=True)
    if raw and isinstance(raw[0], dict):
        columns = (
            FieldSpec(name="number", label=law_texts.ORDER_NUMBER, required=True),
            FieldSpec(name="date", kind=Kind.DATE, label=law_texts.ORDER_DATE, required=True),
        )
        return FieldSpec(
            name="value", kind=Kind.ROWS, label=label, columns=columns, add_label=law_texts.ADD_ORDER, required=True
        )
    return FieldSpec(name="value", kind=Kind.MEMO, label=label, help=law_texts.LINES_HELP, lines=6, required=True)
