"""Typed access to a rule set: one legal instrument as dated data (resources/programmes/*.yaml).

No limit, price, clause number or official wording stands in code; whoever needs one asks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from os.path import commonprefix
from typing import Any, Protocol, TypeVar


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)
_INSTRUMENT_KINDS = ("要領", "要綱", "規則", "条例")


class RuleSetError(ValueError):
    """A rule set is incomplete or wrong; the message names the file's id and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A coded entry of the rule set (target group, route, reason, status …) with its official wording.

    Attributes:
        code: stable ASCII code that records store.
        name: official wording.
        short, plain: shorter or plainer wording, equal to `name` where the rule set gives none.
        mark: circled digit or empty.
        article: article of the instrument, e.g. ``3(1)``.
        data: the remaining keys as they stand in the file.
    """

    code: str
    name: str
    short: str
    plain: str
    mark: str
    article: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of 要領6(2)②. For a positive one (C10, D4) its absence is the concern."""

    code: str
    name: str
    note: str
    group: str
    positive: bool
    applies_when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopayClass:
    """利用世帯の区分 (別表2) with the share of the price that the family pays."""

    code: str
    name: str
    rate: Fraction
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPolicy:
    """What a visit status means for limits and money; None = an open question (programme.md 2.4).

    Attributes:
        fee: ``none``, ``first_hour``, ``planned`` or ``time`` (what the clock gives).
    """

    code: str
    name: str
    counts: bool | None
    fee: str | None
    copay: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that only the town can answer; without an answer the papers in `blocks` stop.

    Attributes:
        kind: ``choice``, ``price`` (answered in the price table), ``cancel``, ``day``, ``number`` or ``text``.
    """

    key: str
    text: str
    kind: str
    choices: tuple[str, ...]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInfo:
    """Title and citation of one paper; `direction` is ``incoming``, ``outgoing`` or ``internal``."""

    form: str
    title: str
    citation: str
    article: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRule:
    """Legal order of two acts: the day named `before` must not be later than the day named `after`."""

    id: str
    before: str
    after: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One rule set: 事業 under one instrument from `valid_from` to `valid_to` (inclusive; None = open).

    Attributes:
        family: what all rule sets of one programme share, e.g. ``saroma-youiku``; two programmes may run side by side.
        paper_words: wording of the shipped papers to be replaced by the programme's own, longest first.
    """

    id: str
    family: str
    name: str
    short_name: str
    instrument: str
    authority: tuple[tuple[str, date], ...]
    valid_from: date
    valid_to: date | None
    services: tuple[Term, ...]
    support_types: tuple[Term, ...]
    target_groups: tuple[Term, ...]
    routes: tuple[Term, ...]
    help_kinds: tuple[Term, ...]
    suspension_grounds: tuple[Term, ...]
    reject_reasons: tuple[Term, ...]
    cancel_grounds: tuple[Term, ...]
    withdraw_reasons: tuple[Term, ...]
    close_reasons: tuple[Term, ...]
    limit_clause: str
    limits: tuple[Mapping[str, Any], ...]
    calendar_notes: tuple[str, ...]
    new_application_gap_months: int
    billing: Mapping[str, Any]
    copay_classes: tuple[CopayClass, ...]
    measure_copay_rate: Fraction
    visit_statuses: tuple[StatusPolicy, ...]
    indicator_groups: tuple[Term, ...]
    indicators: tuple[Indicator, ...]
    prompts: tuple[Mapping[str, Any], ...]
    review_months: int
    withdrawal_needs_cancellation: bool
    order: tuple[OrderRule, ...]
    steps: tuple[Term, ...]
    forms: Mapping[str, FormInfo]
    questions: tuple[Question, ...]
    paper_words: tuple[tuple[str, str], ...] = ()

    def copay_class(self, code: str) -> CopayClass:
        """The copay class of that code; raises KeyError when the rule set has none."""
        return _by_code(self.copay_classes, code)

    def status_policy(self, code: str) -> StatusPolicy:
        """What the visit status `code` means; raises KeyError when the rule set has none."""
        return _by_code(self.visit_statuses, code)

    def limit(self, rule_id: str) -> Mapping[str, Any]:
        """The limit rule of that id as it stands in the file; raises KeyError when there is none."""
        for rule in self.limits:
            if rule["id"] == rule_id:
                return rule
        raise KeyError(rule_id)

    @property
    def instrument_kind(self) -> str:
        """What the instrument is called before its articles: 要領, 要綱 …; empty for any other."""
        return next((kind for kind in _INSTRUMENT_KINDS if self.instrument.endswith(kind)), "")

    def cite(self, article: str) -> str:
        """An article as people are told it: 要領8(2); what does not begin with a number (別表2, another act) stays."""
        return f"{self.instrument_kind}{article}" if article[:1].isdigit() else article

    def step_article(self, code: str) -> str:
        """The article that orders a step, as people are told it; raises KeyError when the rule set has no such step."""
        return self.cite(_by_code(self.steps, code).article)


def find(terms: Sequence[Term], code: str) -> Term:
    """The term of that code; raises KeyError when there is none."""
    return _by_code(terms, code)


def wording(terms: Sequence[Term], code: str) -> str:
    """Official wording of a code; the code itself when an older record holds one the rule set lacks."""
    return next((t.name for t in terms if t.code == code), code)


def programme_on(programmes: Sequence[Programme], on: date, family: str = "") -> Programme:
    """The rule set of a programme in force on day `on`; an amendment goes before the open end of what it amends.

    Without a `family` the desk's own programme is meant, whose rule sets come first. Raises RuleSetError when none
    is in force.
    """
    wanted = family or programmes[0].family
    valid = [
        p for p in programmes if p.family == wanted and p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)
    ]
    if not valid:
        raise RuleSetError(f"no rule set in force on {on.isoformat()}")
    return max(valid, key=lambda p: p.valid_from)


def programme_words(programmes: Sequence[Programme]) -> Mapping[str, str]:
    """By family, a short word that tells its programme from the others; empty while there is only one.

    What all their short names end with (支援事業 …) is left away.
    """
    names = {p.family: p.short_name for p in programmes}
    if len(names) < 2:
        return dict.fromkeys(names, "")
    ending = len(commonprefix([name[::-1] for name in names.values()]))  # noqa: RUF071  letter by letter
    return {family: name[: len(name) - ending] or name for family, name in names.items()}


def _by_code(items: Sequence[C], code: str) -> C:
    for item in items:
        if item.code == code:
            return item
    raise KeyError(code)
