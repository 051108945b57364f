"""Checks that several use cases share: dates that cannot be, texts that should be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from saroma_desk.domain.case import Closure, Episode
from saroma_desk.domain.errors import FieldError
from saroma_desk.domain.household import Member
from saroma_desk.domain.mynumber import looks_like_my_number
from saroma_desk.domain.programme import Term
from saroma_desk.domain.record import Record
from saroma_desk.storage import Reader

MY_NUMBER_WARNING = "個人番号（12桁の番号）のような数字が含まれています。この記録には個人番号を書かないでください。"
_LATEST_DELIVERY_DAYS = 310  # a due date further off than a pregnancy lasts is a slip of the pen


def not_after_today(days: Mapping[str, tuple[date | None, str]], today: date) -> list[FieldError]:
    """Errors for days that lie in the future; `days` maps a field to (day, what it is called)."""
    return [
        FieldError(field, f"{name}が今日より後の日付です。")
        for field, (day, name) in days.items()
        if day is not None and day > today
    ]


def in_order(first: date | None, last: date | None, field: str, message: str) -> list[FieldError]:
    """One error when the period would end before it begins."""
    return [FieldError(field, message)] if first is not None and last is not None and last < first else []


def known_code(code: str, terms: Iterable[Term], field: str, name: str) -> list[FieldError]:
    """One error when the rule set lacks the code."""
    return [] if any(term.code == code for term in terms) else [FieldError(field, f"{name}を選んでください。")]


def member_errors(member: Member, today: date) -> list[FieldError]:
    """What cannot be true of a person."""
    errors = [] if member.name.strip() else [FieldError("name", "氏名を入力してください。")]
    errors += not_after_today({"birth_date": (member.birth_date, "生年月日")}, today)
    if member.birth_date is not None and member.due_date is not None and member.due_date <= member.birth_date:
        errors.append(FieldError("due_date", "分娩予定日が本人の生年月日より前です。"))
    if member.due_date is not None and (member.due_date - today).days > _LATEST_DELIVERY_DAYS:
        errors.append(FieldError("due_date", "分娩予定日が1年近く先の日付です。年を確かめてください。"))
    if member.fetuses is not None and member.fetuses < 1:
        errors.append(FieldError("fetuses", "胎数は1以上の数です。"))
    return errors + in_order(member.joined_on, member.left_on, "left_on", "世帯を離れた日が、入った日より前です。")


def my_number_warnings(*records: Record) -> tuple[str, ...]:
    """One warning when any text of the records holds what looks like an individual number."""
    return (MY_NUMBER_WARNING,) if any(looks_like_my_number(text) for text in _texts(records)) else ()


def _texts(value: object) -> Iterator[str]:
    """All texts of a record, of tuples and records within it too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def is_closed(read: Reader, episode: Episode) -> bool:
    """Whether the episode was closed (終結)."""
    return read.count(Closure, episode_id=episode.id) > 0
