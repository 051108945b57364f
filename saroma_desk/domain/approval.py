"""What is approved beside what was asked for (様式1号・3号): a partial approval must say why (理由の提示)."""

from __future__ import annotations

from collections.abc import Iterator

from .dispatch import Terms
from .errors import FieldError
from .pricing import minutes_between


def less_than_asked(wished: Terms, approved: Terms) -> tuple[str, ...]:
    """In which points less is approved than was asked, in words; what the family left open is never less."""
    return tuple(_less(wished, approved))


def _less(wished: Terms, approved: Terms) -> Iterator[str]:
    if _later(wished, approved) or _earlier(wished, approved):
        yield "期間"
    numbers = (
        ("回数", wished.visits, approved.visits),
        ("週の回数", wished.per_week, approved.per_week),
        ("1回の時間", wished.minutes, approved.minutes),
    )
    yield from (name for name, asked, given in numbers if asked is not None and given is not None and given < asked)
    if approved.weekdays and set(wished.weekdays) - set(approved.weekdays):
        yield "曜日"
    if _narrower(wished, approved):
        yield "時間帯"
    if set(wished.help_kinds) - set(approved.help_kinds):
        yield "援助の内容"


def _later(wished: Terms, approved: Terms) -> bool:
    return None not in (wished.first_day, approved.first_day) and wished.first_day < approved.first_day  # type: ignore[operator]


def _earlier(wished: Terms, approved: Terms) -> bool:
    return None not in (wished.last_day, approved.last_day) and approved.last_day < wished.last_day  # type: ignore[operator]


def _narrower(wished: Terms, approved: Terms) -> bool:
    if wished.start is None or wished.end is None or approved.start is None or approved.end is None:
        return False
    return wished.start < approved.start or approved.end < wished.end


def terms_errors(terms: Terms) -> list[FieldError]:
    """What is missing or impossible in terms that are to be approved; limits are not looked at here."""
    errors = [
        FieldError(f"terms.{field}", f"{name}を入力してください。")
        for field, name in _NEEDED.items()
        if getattr(terms, field) is None
    ]
    if not terms.help_kinds:
        errors.append(FieldError("terms.help_kinds", "援助の内容を1つ以上選んでください。"))
    if terms.first_day is not None and terms.last_day is not None and terms.last_day < terms.first_day:
        errors.append(FieldError("terms.last_day", "派遣期間の終わりが始まりより前です。"))
    if terms.start is not None and terms.end is not None and minutes_between(terms.start, terms.end) <= 0:
        errors.append(FieldError("terms.end", "時間帯の終わりが始まりより後になっていません。"))
    for field, name in (("visits", "回数"), ("per_week", "週の回数"), ("minutes", "1回の時間")):
        value = getattr(terms, field)
        if value is not None and value < 1:
            errors.append(FieldError(f"terms.{field}", f"{name}は1以上の数です。"))
    return errors


_NEEDED = {
    "first_day": "派遣期間の始まり",
    "last_day": "派遣期間の終わり",
    "visits": "派遣回数",
    "start": "時間帯の始まり",
    "end": "時間帯の終わり",
    "minutes": "1回の時間",
}
