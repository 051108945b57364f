"""From the parsed files of rule sets to `Programme` records, with what one rule set takes over from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from .programme import CopayClass, FormInfo, Indicator, OrderRule, Programme, Question, RuleSetError, StatusPolicy, Term


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
