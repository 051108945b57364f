"""Typed access to a rule set: one legal instrument as dated data (resources/programmes/*.yaml).

No limit, price, clause number or official wording stands in code; whoever needs one asks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol, TypeVar


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)


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

    def questions_blocking(self, form: str) -> tuple[Question, ...]:
        """Questions without whose answers `form` cannot be made."""
        return tuple(q for q in self.questions if form in q.blocks)


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


def family_of(document: Mapping[str, Any]) -> str:
    """The programme that a rule set belongs to: its `family`, or its id without what stands behind the last hyphen."""
    return str(document.get("family") or document["id"].rpartition("-")[0] or document["id"])


def programmes_from(documents: Mapping[str, Mapping[str, Any]]) -> tuple[Programme, ...]:
    """Build all rule sets from their parsed files, keyed by id; ``extends`` takes over what is not said anew.

    Raises RuleSetError that names the file's id and the key.
    """
    return tuple(_programme(resolved(documents, doc_id)) for doc_id in sorted(documents))


def resolved(documents: Mapping[str, Mapping[str, Any]], doc_id: str) -> Mapping[str, Any]:
    """The rule set as a whole, with what it takes over from those it extends; raises RuleSetError for a missing one."""
    seen: list[str] = []
    layers: list[Mapping[str, Any]] = []
    current: str | None = doc_id
    while current is not None:
        if current in seen or current not in documents:
            raise RuleSetError(f"{doc_id}: extends: {current}")
        seen.append(current)
        layers.append(documents[current])
        current = documents[current].get("extends")
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        merged.update(layer)
    return merged


def _programme(raw: Mapping[str, Any]) -> Programme:
    reasons = _need(raw, "reasons")
    limits = _need(raw, "limits")
    try:
        return Programme(
            id=raw["id"],
            family=family_of(raw),
            name=raw["name"],
            short_name=raw.get("short_name", raw["name"]),
            instrument=raw["instrument"],
            authority=tuple((a["number"], a["date"]) for a in raw["authority"]),
            valid_from=raw["effective"]["from"],
            valid_to=raw["effective"]["to"],
            services=_terms(raw["services"]),
            support_types=_terms(raw["support_types"]),
            target_groups=_terms(raw["target_groups"]),
            routes=_terms(raw["routes"]),
            help_kinds=_terms(raw["help_kinds"]),
            suspension_grounds=_terms(raw["suspension_grounds"]),
            reject_reasons=_terms(reasons["reject"]),
            cancel_grounds=_terms(reasons["cancel"]),
            withdraw_reasons=_terms(reasons["withdraw"]),
            close_reasons=_terms(reasons["close"]),
            limit_clause=limits["clause"],
            limits=tuple(limits["rules"]),
            calendar_notes=tuple(limits.get("calendar_notes", ())),
            new_application_gap_months=limits["new_application_gap_months"],
            billing={**raw["billing"], "reports_due_day": raw["reports_due_day"]},
            copay_classes=tuple(
                CopayClass(code=c["code"], name=c["name"], rate=Fraction(c["rate"]), article=c["article"])
                for c in raw["copay_classes"]
            ),
            measure_copay_rate=Fraction(raw["measure_copay_rate"]),
            visit_statuses=tuple(StatusPolicy(**s) for s in raw["visit_statuses"]),
            indicator_groups=_terms(raw["indicator_groups"]),
            indicators=_indicators(raw),
            prompts=tuple(raw["prompts"]),
            review_months=raw["review_months"],
            withdrawal_needs_cancellation=raw["withdrawal_needs_cancellation"],
            order=tuple(OrderRule(**o) for o in raw["order"]),
            steps=_terms(raw["steps"]),
            forms={form: FormInfo(form=form, **info) for form, info in raw["forms"].items()},
            questions=tuple(_question(q) for q in raw["questions"]),
            paper_words=tuple(sorted(raw.get("paper_words", {}).items(), key=lambda pair: -len(pair[0]))),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RuleSetError(f"{raw.get('id', '?')}: {error}") from error


def _question(raw: Mapping[str, Any]) -> Question:
    choices = tuple(raw.get("choices", ()))
    kind = raw.get("kind", "choice" if choices else "text")
    return Question(key=raw["key"], text=raw["text"], kind=kind, choices=choices, blocks=tuple(raw["blocks"]))


def _indicators(raw: Mapping[str, Any]) -> tuple[Indicator, ...]:
    groups = {g["code"]: g for g in raw["indicator_groups"]}
    return tuple(
        Indicator(
            code=i["code"],
            name=i["name"],
            note=i.get("note", ""),
            group=i["code"][0],
            positive=i.get("positive", False),
            applies_when=groups[i["code"][0]].get("applies_when", ""),
        )
        for i in raw["indicators"]
    )


def _terms(rows: Sequence[Mapping[str, Any]]) -> tuple[Term, ...]:
    known = {"code", "name", "short", "plain", "mark", "article"}
    return tuple(
        Term(
            code=r["code"],
            name=r["name"],
            short=r.get("short", r["name"]),
            plain=r.get("plain", r.get("short", r["name"])),
            mark=r.get("mark", ""),
            article=r.get("article", ""),
            data={k: v for k, v in r.items() if k not in known},
        )
        for r in rows
    )


def _need(raw: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - parsed data
    if key not in raw:
        raise RuleSetError(f"{raw.get('id', '?')}: {key}")
    return raw[key]


def _by_code(items: Sequence[C], code: str) -> C:
    for item in items:
        if item.code == code:
            return item
    raise KeyError(code)
