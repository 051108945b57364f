"""What the town has settled, with its day and source; what is open stops the papers that need it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.office import OfficeSetting, Official
from saroma_desk.domain.programme import Question
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.storage import Reader

from .context import AppContext
from .loading import load_office
from .result import Result, Topic

_CHANGED = frozenset({Topic.SETTINGS, Topic.TASKS, Topic.DOCUMENTS, Topic.CLAIMS})
_CANCEL = re.compile(r"counts=(yes|no);fee=(none|first_hour|planned);copay=(yes|no)")
_LAST_DAY = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One question for the town and its answers.

    Attributes:
        value: canonical text in force on the day asked for; empty while the question is open, and for prices,
            which stand in the price table.
        answered: whether anything is in force.
        history: all answers, oldest first.
    """

    question: Question
    value: str
    answered: bool
    history: tuple[OfficeSetting, ...]


def save_official(ctx: AppContext, official: Official) -> Result[Official]:
    """Add (id 0) or correct who signs from a day on (町長, or 職務代理者 with the full title)."""
    errors = [] if official.title.strip() else [FieldError("title", "職名を入力してください。")]
    errors += [] if official.name.strip() else [FieldError("name", "氏名を入力してください。")]
    demand(errors)
    with ctx.work("町長・職務代理者") as work:
        stored = work.save(official) if official.id else work.add(official)
        work.commit()
    return Result(stored, _CHANGED)


def list_officials(ctx: AppContext) -> tuple[Official, ...]:
    """Who signed and signs, oldest first."""
    with ctx.read() as read:
        return read.list(Official, order_by="valid_from")


def answer_question(ctx: AppContext, key: str, value: str, valid_from: date, basis: str = "") -> Result[OfficeSetting]:
    """Record the town's answer to one question from a day on; an earlier answer stays for earlier days.

    An empty value reopens the question. Raises KnownError for an unknown key or a value that the question does
    not allow; prices are entered in the price table.
    """
    question = next((q for q in _questions(ctx, valid_from) if q.key == key), None)
    if question is None:
        raise KnownError("unknown_question", "この項目は、要領の確認事項にありません。")
    if value:
        demand(_value_errors(question, value))
    with ctx.work("町の回答") as work:
        old = work.list(OfficeSetting, key=key, valid_from=valid_from)
        draft = OfficeSetting(key=key, value=value, valid_from=valid_from, basis=basis, practice=ctx.practice)
        stored = work.save(replace(draft, id=old[-1].id, version=old[-1].version)) if old else work.add(draft)
        work.commit()
    warnings = (
        () if basis.strip() or ctx.practice else ("回答の根拠（誰の、いつの、どの文書か）が入力されていません。",)
    )
    return Result(stored, _CHANGED, warnings)


def _value_errors(question: Question, value: str) -> list[FieldError]:
    allowed = {
        "choice": value in question.choices,
        "cancel": _CANCEL.fullmatch(value) is not None,
        "day": value.isdecimal() and value.isascii() and 1 <= int(value) <= _LAST_DAY,
        "number": value.isdecimal() and value.isascii(),
        "text": bool(value.strip()),
        "price": False,
    }
    if allowed.get(question.kind, False):
        return []
    told = (
        "単価は、派遣団体の単価表に入力してください。" if question.kind == "price" else "選べる値から選んでください。"
    )
    return [FieldError("value", told if question.kind != "day" else "日は1から31までの数です。")]


def open_questions(ctx: AppContext, on: date, form: str | None = None) -> tuple[Question, ...]:
    """Questions without an answer in force on the day: all, or those that stop `form` (``form08``)."""
    with ctx.read() as read:
        answered = _answered(ctx, read, on)
    asked = [q for q in _questions(ctx, on) if form is None or form in q.blocks]
    return tuple(q for q in asked if q.key not in answered)


def _questions(ctx: AppContext, on: date) -> tuple[Question, ...]:
    """Questions of all programmes that run on a day, each key once; programmes with the same key share its answer."""
    return tuple({q.key: q for p in reversed(ctx.programmes_on(on)) for q in reversed(p.questions)}.values())[::-1]


def _answered(ctx: AppContext, read: Reader, on: date) -> set[str]:
    prices = [p for p in read.list(UnitPrice) if p.valid_from <= on]
    settled = {
        f"price.{field}"
        for field in ("first_hour_yen", "half_hour_yen", "tax_class")
        if any(getattr(p, field) is not None for p in prices)
    }
    return settled | set(load_office(ctx, read, on).settings)


def desk_settings(ctx: AppContext, on: date | None = None) -> tuple[SettingRow, ...]:
    """Every question of the rule sets in force with its answers, in the rule sets' order."""
    day = on or ctx.today()
    with ctx.read() as read:
        answered = _answered(ctx, read, day)
        values = load_office(ctx, read, day).settings
        history = read.list(OfficeSetting, order_by="valid_from")
    return tuple(
        SettingRow(
            question=q,
            value=values.get(q.key, ""),
            answered=q.key in answered,
            history=tuple(h for h in history if h.key == q.key),
        )
        for q in _questions(ctx, day)
    )
