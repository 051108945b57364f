"""Fields of the acts of 要領8–16, as data."""

from __future__ import annotations

from saroma_desk.domain.dispatch import EmergencyContact
from saroma_desk.domain.programme import Programme
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.ui import choices
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.terms import term

CONSENTS = ("consent_tax", "consent_inquiry", "consent_provider")


def yes_no(yes: str, no: str) -> tuple[Choice, ...]:
    """Choices of a yes-or-no question that may stay open."""
    return (Choice(True, yes), Choice(False, no))


def _date(name: str, *, required: bool = False, help_text: str = "", label: str = "") -> FieldSpec:
    return FieldSpec(name=name, kind=Kind.DATE, label=label or term(name), required=required, help=help_text)


def _number(name: str, label: str, unit: str) -> FieldSpec:
    return FieldSpec(name=name, kind=Kind.NUMBER, label=label, unit=unit, low=1, high=999)


def terms_fields(prefix: str, programme: Programme | None, *, required: bool = False) -> tuple[FieldSpec, ...]:
    """Fields of terms, wished or approved; the names begin with `prefix`."""
    kinds = kind_choices(programme) if programme else ()
    return (
        _date(f"{prefix}.first_day", label=term("first_day"), required=required),
        _date(f"{prefix}.last_day", label=term("last_day"), required=required),
        _number(f"{prefix}.visits", term("visits"), "回"),
        _number(f"{prefix}.per_week", term("per_week"), "回"),
        FieldSpec(name=f"{prefix}.weekdays", kind=Kind.WEEKDAYS, label=term("weekdays")),
        _number(f"{prefix}.minutes", term("minutes_each"), "分"),
        FieldSpec(name=f"{prefix}.start", kind=Kind.TIME, label=term("window_start")),
        FieldSpec(name=f"{prefix}.end", kind=Kind.TIME, label=term("window_end")),
        FieldSpec(name=f"{prefix}.help_kinds", kind=Kind.MULTI, label=term("help_kind"), choices=kinds, wide=True),
        FieldSpec(name=f"{prefix}.help_detail", kind=Kind.MEMO, label=term("help_detail"), lines=2),
    )


def kind_choices(programme: Programme) -> tuple[Choice, ...]:
    """Kinds of help of 要領9 with their marks."""
    return tuple(Choice(k.code, f"{k.mark}{k.short}") for k in programme.help_kinds)


def application_sections() -> tuple[Section, ...]:
    """様式1号; `set_application_choices` fills what depends on the case."""
    contact = (
        FieldSpec(name="name", label=term("name"), required=True, personal=True),
        FieldSpec(name="relation", label=term("relation")),
        FieldSpec(name="phone", kind=Kind.PHONE, label=term("phone"), personal=True),
    )
    plain = ("daytime_supporter", "other_services", "allergy", "infection", "pets", "parking", "entry")
    return (
        Section(
            term("application"),
            (
                _date("applied_on", required=True),
                _date("received_on", required=True, label=term("application_received_on")),
                FieldSpec(name="applicant_id", kind=Kind.CHOICE, label=term("applicant"), required=True, personal=True),
                FieldSpec(name="relation_to_child", label=term("relation_to_child")),
                FieldSpec(name="receipt_no", label=term("receipt_no"), help=texts.RECEIPT_HELP),
                FieldSpec(name="received_by", label=term("received_by")),
                FieldSpec(name="groups", kind=Kind.MULTI, label=term("application_reason"), wide=True),
                FieldSpec(name="reason", kind=Kind.MEMO, label=term("circumstances"), lines=2, personal=True),
            ),
        ),
        Section(term("wished"), terms_fields("wished", None)),
        Section(
            term("home"),
            (
                *(FieldSpec(name=name, label=term(name)) for name in plain),
                FieldSpec(name="female_helper", kind=Kind.BOOL, label=term("female_helper")),
                FieldSpec(
                    name="contacts",
                    kind=Kind.ROWS,
                    label=term("emergency_contact"),
                    columns=contact,
                    row_type=EmergencyContact,
                ),
            ),
        ),
        Section(
            term("class_and_consent"),
            (
                FieldSpec(
                    name="declared_class", kind=Kind.CHOICE, label=term("declared_class"), help=texts.DECLARED_HELP
                ),
                FieldSpec(name="class_evidence_wish", label=term("evidence")),
                *(
                    FieldSpec(
                        name=name,
                        kind=Kind.CHOICE,
                        radio=True,
                        label=term(name),
                        choices=yes_no(texts.AGREE, texts.REFUSE),
                    )
                    for name in CONSENTS
                ),
                FieldSpec(name="proxy_name", label=term("proxy"), personal=True),
                FieldSpec(name="proxy_reason", label=term("proxy_reason")),
            ),
        ),
    )


def approval_sections(detail: HelpDetail, *, change: bool) -> tuple[Section, ...]:
    """What is approved or changed: terms, provider, what the provider is told, days."""
    days = (
        (_date("approved_on", required=True, label=term("decided_on")), _date("effective_from", required=True))
        if change
        else (_date("drafted_on", required=True), _date("decided_on", required=True), _date("notified_on"))
    )
    why = FieldSpec(name="change_reason", kind=Kind.MEMO, label=term("change_reason"), lines=2, required=True)
    providers = tuple(Choice(p.id, p.name) for p in detail.providers)
    head = (*days, FieldSpec(name="decided_by", label=term("decision_maker"))) if not change else (*days, why)
    return (
        Section(term("dispatch_change" if change else "decision"), head),
        Section(
            term("terms"),
            (
                *terms_fields("terms", detail.programme, required=True),
                FieldSpec(
                    name="difference_reason",
                    kind=Kind.MEMO,
                    label=term("difference_reason"),
                    help=texts.DIFFERENCE_HELP,
                    lines=2,
                ),
                FieldSpec(name="conditions", kind=Kind.MEMO, label=term("conditions"), lines=2),
            ),
        ),
        Section(
            term("dispatch_request"),
            (
                FieldSpec(
                    name="provider_id", kind=Kind.CHOICE, label=term("provider"), choices=providers, required=True
                ),
                FieldSpec(name="town_staff", label=term("town_staff")),
                FieldSpec(name="share_goal", kind=Kind.MEMO, label=term("share_goal"), help=texts.SHARE_HELP, lines=2),
                FieldSpec(name="share_notes", kind=Kind.MEMO, label=term("share_notes"), lines=2),
                FieldSpec(name="emergency", kind=Kind.MEMO, label=term("emergency_steps"), lines=2),
                FieldSpec(name="map_attached", kind=Kind.BOOL, label=term("map_attached")),
                *_protected(detail),
            ),
        ),
    )


def _protected(detail: HelpDetail) -> tuple[FieldSpec, ...]:
    if not detail.snapshot.household.address_protected:
        return ()
    label, help_text = term("address_confirmed_by"), texts.PROTECTED_HELP
    return (FieldSpec(name="address_confirmed_by", label=label, help=help_text, wide=True),)


def rejection_section(programme: Programme) -> Section:
    """様式4号."""
    return Section(
        term("rejection"),
        (
            FieldSpec(
                name="ground",
                kind=Kind.CHOICE,
                label=term("reject_ground"),
                choices=choices.of_rule_set(programme.reject_reasons),
                required=True,
                wide=True,
            ),
            FieldSpec(name="reason", kind=Kind.MEMO, label=term("reason"), help=texts.REASON_HELP, required=True),
            FieldSpec(name="other_supports", kind=Kind.MEMO, label=term("other_supports"), lines=2),
            _date("drafted_on", required=True),
            _date("decided_on", required=True),
            _date("notified_on"),
            FieldSpec(name="decided_by", label=term("decision_maker")),
        ),
    )


def suspension_section(programme: Programme) -> Section:
    """中止 (要領11)."""
    return Section(
        term("suspension"),
        (
            FieldSpec(
                name="ground",
                kind=Kind.CHOICE,
                label=term("suspension_ground"),
                choices=choices.of_rule_set(programme.suspension_grounds),
                required=True,
                wide=True,
            ),
            FieldSpec(name="detail", kind=Kind.MEMO, label=term("circumstances"), lines=2),
            _date("first_day", label=term("suspended_from"), required=True),
            _date("last_day", label=term("suspended_to"), help_text=texts.OPEN_END_HELP),
            FieldSpec(name="decided_by", label=term("decision_maker")),
        ),
    )


def resume_section() -> Section:
    """再開 (要領11)."""
    return Section(
        term("resume"),
        (
            _date("last_day", label=term("suspended_to"), help_text=texts.LAST_STOPPED_HELP, required=True),
            FieldSpec(name="resumed_by", label=term("decision_maker")),
        ),
    )


ORAL_FIELDS = ("oral_at", "oral_means", "oral_person", "oral_received_by", "oral_content", "written_later")


def withdrawal_sections(programme: Programme) -> tuple[Section, ...]:
    """様式5号: the written part, and its lower half for word of mouth."""
    reasons = choices.of_rule_set(programme.withdraw_reasons)
    oral = [FieldSpec(name=name, label=term(name)) for name in ORAL_FIELDS[:4]]
    return (
        Section(
            term("withdrawal"),
            (
                _date("filed_on", required=True),
                _date("effective_on", required=True, help_text=texts.FROM_HELP),
                FieldSpec(name="reasons", kind=Kind.MULTI, label=term("reason"), choices=reasons, wide=True),
                FieldSpec(name="reason_text", kind=Kind.MEMO, label=term("circumstances"), lines=2),
                FieldSpec(
                    name="consult_wish",
                    kind=Kind.CHOICE,
                    radio=True,
                    label=term("consult_wish"),
                    choices=yes_no(texts.WISHED, texts.NOT_WISHED),
                ),
                FieldSpec(name="oral", kind=Kind.BOOL, label=term("withdrawal_oral")),
            ),
        ),
        Section(
            texts.ORAL_SECTION,
            (
                *oral,
                FieldSpec(name="oral_content", kind=Kind.MEMO, label=term("oral_content"), lines=2),
                FieldSpec(
                    name="written_later",
                    kind=Kind.CHOICE,
                    radio=True,
                    label=term("written_later"),
                    choices=yes_no(texts.DONE_LATER, texts.NOT_NEEDED),
                ),
            ),
        ),
    )


def cancellation_sections(programme: Programme) -> tuple[Section, ...]:
    """様式6号 and the hearing before an adverse one."""
    grounds = tuple(Choice(g.code, f"{g.mark}{g.name}") for g in programme.cancel_grounds)
    return (
        Section(
            term("cancellation"),
            (
                FieldSpec(name="grounds", kind=Kind.MULTI, label=term("cancel_ground"), choices=grounds, wide=True),
                FieldSpec(name="reason", kind=Kind.MEMO, label=term("reason"), help=texts.CANCEL_REASON_HELP, lines=2),
                _date("cancelled_on", required=True),
                _date("drafted_on", required=True),
                _date("decided_on", required=True),
                _date("notified_on"),
                FieldSpec(name="unpaid_copay", kind=Kind.NUMBER, label=term("unpaid_copay"), unit="円", low=0),
                FieldSpec(name="consult_desk", label=term("consult_desk")),
                FieldSpec(name="network_contact", label=term("network_contact"), wide=True),
            ),
        ),
        Section(
            texts.HEARING_SECTION,
            (
                _date("hearing_notified_on"),
                _date("hearing_due_on"),
                FieldSpec(name="hearing_result", kind=Kind.MEMO, label=term("hearing_result"), lines=2),
                FieldSpec(name="hearing_omitted_reason", kind=Kind.MEMO, label=term("hearing_omitted_reason"), lines=2),
            ),
        ),
    )
