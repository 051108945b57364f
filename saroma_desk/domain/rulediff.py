"""The difference of two rule sets in words: what stood, what stands, by which article; for 起案 and for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .calendar import format_era
from .explain import COPAY_ROUNDING_JA, STEP_ROUNDING_JA

NOTHING = "（なし）"

_SECTIONS = {
    "name": "事業の名称",
    "short_name": "事業の略称",
    "instrument": "要領・要綱の名称",
    "authority": "根拠",
    "effective": "施行の期間",
    "services": "支援の種類",
    "support_types": "支援の型",
    "target_groups": "対象者",
    "routes": "把握経路",
    "help_kinds": "援助の内容",
    "limits": "利用の限度",
    "billing": "算定",
    "copay_classes": "利用世帯の区分",
    "measure_copay_rate": "措置の利用者負担",
    "visit_statuses": "訪問の結果の扱い",
    "suspension_grounds": "中止の事由",
    "reasons": "事由",
    "indicator_groups": "指標の区分",
    "indicators": "指標",
    "prompts": "調査中の注意",
    "review_months": "見直しの間隔（月）",
    "reports_due_day": "報告・請求の提出日",
    "withdrawal_needs_cancellation": "辞退による取消の要否",
    "order": "手続きの順序",
    "steps": "手続き",
    "forms": "様式",
    "questions": "町に確かめること",
    "paper_words": "様式の語",
}
_PARTS = {
    "value": "限度",
    "multiples": "多胎の限度",
    "start": "始まりの時刻",
    "end": "終わりの時刻",
    "weekdays": "曜日",
    "week_start": "週の始まりの曜日",
    "article": "条項",
    "label": "名称",
    "name": "名称",
    "official": "正式の名称",
    "short": "略称",
    "plain": "わかりやすい言い方",
    "rate": "負担の割合",
    "clause": "ただし書",
    "advisory": "注意だけで理由を求めない",
    "title": "様式名",
    "citation": "様式番号",
    "from": "始まり",
    "to": "終わり",
    "counts": "回数に数える",
    "fee": "費用",
    "copay": "利用者負担",
    "first_minutes": "最初の単位（分）",
    "step_minutes": "増すごとの単位（分）",
    "minimum_minutes": "最低の時間（分）",
    "step_rounding": "時間の端数",
    "basis": "算定の時間",
    "copay_round_at": "負担の端数を処理するところ",
    "copay_rounding": "負担の端数",
    "payment_days": "支払の日数",
    "payment_article": "支払の根拠",
    "town_article": "町の支払額の根拠",
    "new_application_gap_months": "次の申請までの間隔の目安（月）",
    "kind": "種類",
    "text": "文",
    "note": "注",
    "months_max": "最長（月）",
    "months_min": "最短（月）",
    "rules": "限度",
    "reject": "却下の理由",
    "cancel": "取消の事由",
    "withdraw": "辞退の理由",
    "close": "終結の理由",
    "paragraphs": "文",
    "number": "番号",
    "date": "日付",
}
_WORDS: Mapping[str, str] = {
    **STEP_ROUNDING_JA,
    **COPAY_ROUNDING_JA,
    "actual": "実績の時間",
    "planned": "予定の時間",
    "lesser": "予定と実績の短い方",
    "unit": "単価ごと",
    "visit": "1回ごと",
    "month": "月の合計",
    "none": "なし",
    "first_hour": "最初の1時間分",
    "time": "算定した時間分",
    "period_months": "期間の月数",
    "count_per_period": "期間の回数",
    "count_per_month": "月の回数",
    "count_per_week": "週の回数",
    "spacing_days": "訪問の間隔",
    "time_window": "時間帯",
    "visit_minutes": "1回の時間",
    "minutes_per_day": "1日の時間",
    "minutes_per_month": "1月の時間",
    "weekdays": "曜日",
    "not_on_holidays": "休日を除く",
    "consecutive_gap": "連続した訪問",
    "inside_contract": "契約の期間",
    "inside_approval": "承認の範囲",
    "as_approved": "承認の内容",
    "not_suspended": "中止の期間",
    "helper_not_twice": "ヘルパーの重複",
}
_UNITS = {
    "period_months": "か月",
    "count_per_period": "回",
    "count_per_month": "回（月）",
    "count_per_week": "回（週）",
    "spacing_days": "日",
    "visit_minutes": "分",
    "minutes_per_day": "分（1日）",
    "minutes_per_month": "分（1月）",
    "consecutive_gap": "分",
}
_WEEKDAYS = "月火水木金土日"
_IDENTITY = ("id", "extends", "family", "copied_from")
_KEYS = ("id", "code", "key")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One value that differs.

    Attributes:
        key: where it stands, e.g. ``limits.rules.visits.value``.
        label: the same in Japanese, e.g. 利用の限度・派遣回数・限度.
        before, after: as people read them; （なし） where there was or is none.
        article: article of the entry, empty where the rule set names none.
    """

    key: str
    label: str
    before: str
    after: str
    article: str = ""

    @property
    def sentence(self) -> str:
        """'利用の限度・派遣回数・限度（10(2)）：15回 → 20回'."""
        article = f"（{self.article}）" if self.article else ""
        return f"{self.label}{article}：{self.before} → {self.after}"


def rule_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[RuleChange, ...]:
    """Everything in which two whole rule sets differ, in the order of their keys; their ids are no difference."""
    keys = [k for k in dict.fromkeys((*before, *after)) if k not in _IDENTITY]
    found: list[RuleChange] = []
    for key in keys:
        section = after.get(key) if key in after else before.get(key)
        article = str(section.get("article", "")) if isinstance(section, dict) else ""
        place = _Place(key=key, label=_SECTIONS.get(key, key), article=article)
        found += _compared(place, before.get(key), after.get(key))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    key: str
    label: str
    article: str = ""
    unit: str = ""

    def below(self, part: str, word: str, entry: object = None) -> _Place:
        """The place of a part; an entry with an article or a kind of limit hands them down."""
        row = entry if isinstance(entry, dict) else {}
        return _Place(
            key=f"{self.key}.{part}",
            label=f"{self.label}・{word}" if word else self.label,
            article=str(row.get("article", self.article)),
            unit=_UNITS.get(str(row.get("kind", "")), self.unit),
        )


def _compared(place: _Place, before: object, after: object) -> Iterator[RuleChange]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for part in dict.fromkeys((*before, *after)):
            inner = after.get(part) if after.get(part) is not None else before.get(part)
            citation = inner.get("citation") if isinstance(inner, dict) else None
            word = "" if part == "rules" else str(citation or _PARTS.get(str(part), part))
            yield from _compared(place.below(str(part), word, inner), before.get(part), after.get(part))
    elif is_keyed(before) and is_keyed(after):
        old, new = _by_key(before), _by_key(after)
        for part in dict.fromkeys((*old, *new)):
            entry = new.get(part, old.get(part))
            yield from _compared(place.below(part, _name_of(entry, part), entry), old.get(part), new.get(part))
    else:
        last = place.key.rpartition(".")[2]
        yield RuleChange(
            key=place.key,
            label=place.label,
            before=_shown(before, last, place.unit),
            after=_shown(after, last, place.unit),
            article=place.article,
        )


def is_keyed(value: object) -> bool:
    """Whether a value is a list of entries that are told apart by an id, code or key."""
    return isinstance(value, list) and bool(value) and all(isinstance(r, dict) and key_of(r) for r in value)


def key_of(row: Mapping[str, Any]) -> str:
    """The id, code or key of an entry; empty for none."""
    return next((str(row[key]) for key in _KEYS if key in row), "")


def _by_key(rows: Any) -> dict[str, Mapping[str, Any]]:  # noqa: ANN401 - parsed data
    return {key_of(row): row for row in rows}


def _name_of(entry: object, key: str) -> str:
    row = entry if isinstance(entry, dict) else {}
    return str(row.get("label") or row.get("name") or row.get("text") or key)


def _shown(value: object, part: str, unit: str) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        if part == "weekdays":
            return "・".join(_WEEKDAYS[day] for day in value)
        return "、".join(_shown(item, part, unit) for item in value)
    if isinstance(value, dict):
        parts = (f"{_PARTS.get(str(k), str(k))} {_shown(v, str(k), unit)}" for k, v in value.items() if k not in _KEYS)
        return "、".join(parts)
    if part == "week_start" and isinstance(value, int):
        return f"{_WEEKDAYS[value]}曜日"
    return _single(value, unit if part in ("value", "multiples") else "")


def _single(value: object, unit: str) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, date):
        return format_era(value)
    return f"{value}{unit}" if isinstance(value, int) else _WORDS.get(str(value), str(value))
