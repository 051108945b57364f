"""Is a rule set whole and sensible? Every mistake with its key and the reason, before any case obeys it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, get_args

from .dispatch import VisitStatus
from .fee import Basis, CopayRounding, RoundAt, StepRounding
from .limit_facts import LimitKind, limit_rules
from .programme import RuleSetError
from .programmefile import programmes_from

Problem = tuple[str, str]

_TEXTS = ("id", "name", "instrument")
_LISTS = (
    "authority",
    "services",
    "support_types",
    "target_groups",
    "routes",
    "help_kinds",
    "copay_classes",
    "visit_statuses",
    "suspension_grounds",
    "indicator_groups",
    "indicators",
    "prompts",
    "order",
    "steps",
    "questions",
)
_MAPS = ("effective", "limits", "billing", "reasons", "forms")
_CODED = ("services", "support_types", "target_groups", "routes", "help_kinds", "copay_classes", "visit_statuses")
_FORMS = tuple(f"form{number:02}" for number in range(1, 11))
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "step_rounding": get_args(StepRounding),
    "basis": get_args(Basis),
    "copay_round_at": get_args(RoundAt),
    "copay_rounding": get_args(CopayRounding),
}
_FEES = (None, "none", "first_hour", "planned", "time")
_NUMBERED = frozenset(
    {
        LimitKind.COUNT_PER_PERIOD,
        LimitKind.COUNT_PER_MONTH,
        LimitKind.COUNT_PER_WEEK,
        LimitKind.SPACING_DAYS,
        LimitKind.PERIOD_MONTHS,
        LimitKind.VISIT_MINUTES,
        LimitKind.MINUTES_PER_DAY,
        LimitKind.MINUTES_PER_MONTH,
    }
)
_LAST_WEEKDAY = 6


def rule_set_problems(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """(key, reason in Japanese) of everything wrong with a rule set as a whole; empty when cases may obey it."""
    found = list(_shape(data))
    if found:
        return tuple(found)
    checks: tuple[Callable[[Mapping[str, Any]], Iterator[Problem]], ...] = (
        _effective,
        _codes,
        _limits,
        _billing,
        _money,
        _statuses,
        _forms,
    )
    for check in checks:
        found += check(data)
    if not found:
        found += _built(data)
    return tuple(found)


def _shape(data: Mapping[str, Any]) -> Iterator[Problem]:
    wanted: tuple[tuple[tuple[str, ...], type, str], ...] = (
        (_TEXTS, str, "文字で書いてください。"),
        (_LISTS, list, "一覧（- で始まる行）で書いてください。"),
        (_MAPS, dict, "項目の組で書いてください。"),
    )
    for keys, kind, why in wanted:
        for key in keys:
            if key not in data:
                yield key, "必要な項目がありません。"
            elif not isinstance(data[key], kind) or (kind is str and not data[key].strip()):
                yield key, why


def _effective(data: Mapping[str, Any]) -> Iterator[Problem]:
    first, last = data["effective"].get("from"), data["effective"].get("to")
    if not isinstance(first, date):
        yield "effective.from", "施行日を 2027-04-01 のように書いてください。"
    elif last is not None and (not isinstance(last, date) or last < first):
        yield "effective.to", "終わりの日は、施行日以後の日か null を書いてください。"


def _codes(data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in _CODED:
        seen = set()
        for index, row in enumerate(data[key]):
            code = row.get("code") if isinstance(row, dict) else None
            if not code or not row.get("name"):
                yield f"{key}.{index}", "code と name が必要です。"
            elif code in seen:
                yield f"{key}.{index}.code", f"「{code}」が2回あります。"
            seen.add(code)


def _limits(data: Mapping[str, Any]) -> Iterator[Problem]:
    limits, seen = data["limits"], set()
    if not isinstance(limits.get("new_application_gap_months"), int):
        yield "limits.new_application_gap_months", "月数を整数で書いてください。"
    for index, row in enumerate(limits.get("rules", ())):
        key = f"limits.rules.{row.get('id', index)}"
        if row.get("id") in seen:
            yield f"{key}.id", f"「{row['id']}」が2回あります。"
        seen.add(row.get("id"))
        yield from ((f"{key}.{part}", why) for part, why in _limit(row))


def _limit(row: Mapping[str, Any]) -> Iterator[Problem]:
    missing = [part for part in ("id", "kind", "article", "label") if not row.get(part)]
    yield from ((part, "必要な項目がありません。") for part in missing)
    if "kind" in missing:
        return
    if row["kind"] not in list(LimitKind):
        yield "kind", f"「{row['kind']}」という種類の限度はありません。"
        return
    kind = LimitKind(row["kind"])
    for part in ("value", "multiples"):
        if (kind in _NUMBERED and part == "value") or row.get(part) is not None:
            least = 0 if kind is LimitKind.CONSECUTIVE_GAP else 1
            if not _whole(row.get(part), least):
                yield part, f"{least}以上の整数を書いてください。"
    if kind is LimitKind.WEEKDAYS and not _weekdays(row.get("weekdays")):
        yield "weekdays", "曜日を0（月）から6（日）までの数の並びで書いてください。"
    if not (_whole(row.get("week_start", 0), 0) and row.get("week_start", 0) <= _LAST_WEEKDAY):
        yield "week_start", "週の始まりの曜日を0（月）から6（日）までの数で書いてください。"
    if not missing:
        yield from _limit_built(row, kind)


def _limit_built(row: Mapping[str, Any], kind: LimitKind) -> Iterator[Problem]:
    try:
        (rule,) = limit_rules([row])
        if kind is LimitKind.TIME_WINDOW:
            first, last = rule.window()
            if last <= first:
                yield "end", "終わりの時刻が始まりより後になっていません。"
    except ValueError:
        yield "start", '時刻を "09:00" のように書いてください。'


def _whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _weekdays(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_whole(d, 0) and d <= _LAST_WEEKDAY for d in value)


def _billing(data: Mapping[str, Any]) -> Iterator[Problem]:
    billing = data["billing"]
    for part in ("first_minutes", "step_minutes", "payment_days"):
        if not _whole(billing.get(part), 1):
            yield f"billing.{part}", "1以上の整数を書いてください。"
    for part, choices in _CHOICES.items():
        if billing.get(part) not in (None, *choices):
            yield f"billing.{part}", f"null か、{'・'.join(choices)} のどれかを書いてください。"
    for part in ("article", "payment_article"):
        if not billing.get(part):
            yield f"billing.{part}", "必要な項目がありません。"


def _money(data: Mapping[str, Any]) -> Iterator[Problem]:
    rates = [(f"copay_classes.{row['code']}.rate", row.get("rate")) for row in data["copay_classes"]]
    for key, rate in (*rates, ("measure_copay_rate", data.get("measure_copay_rate"))):
        try:
            sound = isinstance(rate, str) and 0 <= Fraction(rate) <= 1
        except (ValueError, ZeroDivisionError):
            sound = False
        if not sound:
            yield key, '負担の割合を "2/10" のような分数の文字で書いてください（0から1まで）。'


def _statuses(data: Mapping[str, Any]) -> Iterator[Problem]:
    told = {row["code"]: row for row in data["visit_statuses"]}
    for status in VisitStatus:
        if status.value not in told:
            yield "visit_statuses", f"「{status.value}」の扱いがありません。"
    for code, row in told.items():
        if row.get("fee") not in _FEES:
            yield f"visit_statuses.{code}.fee", "null か、none・first_hour・planned・time のどれかを書いてください。"


def _forms(data: Mapping[str, Any]) -> Iterator[Problem]:
    for form in _FORMS:
        info = data["forms"].get(form)
        lacking = [part for part in ("title", "citation", "article", "direction") if not (info or {}).get(part)]
        if lacking:
            yield f"forms.{form}", f"{'・'.join(lacking)} がありません。"
    words = data.get("paper_words", {})
    if not isinstance(words, dict) or not all(isinstance(w, str) and w for pair in words.items() for w in pair):
        yield "paper_words", "「様式の語: 置き換える語」の組で書いてください。"


def _built(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What only shows when the rule set is put together."""
    whole = {key: value for key, value in data.items() if key != "extends"}
    try:
        programmes_from({data["id"]: whole})
    except (RuleSetError, AttributeError) as error:
        yield "", str(error)
