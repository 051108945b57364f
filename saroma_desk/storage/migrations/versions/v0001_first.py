"""The first schema: every record, the audit trail, running numbers, facts, and the search index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from alembic import op

from saroma_desk.storage.migrations.notation import create_record_table

revision: Final = "0001"
down_revision: Final = None

# table: (columns, what may not stand twice); a table stands after those it refers to
_TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "draft": (
        """
        key:text state:text saved_at:text
        """,
        "key",
    ),
    "household": (
        """
        no:text postal_code:text address:text phone:text mobile:text residence:text address_protected:bool
        whereabouts_unknown:bool registered_on:date note:text
        """,
        "no",
    ),
    "office_setting": (
        """
        key:text value:text valid_from:date* basis:text practice:bool
        """,
        "",
    ),
    "official": (
        """
        title:text name:text valid_from:date*
        """,
        "",
    ),
    "provider": (
        """
        name:text kana:text postal_code:text address:text phone:text representative_title:text representative:text
        contact:text registration_no:text bank_name:text bank_branch:text bank_kind:text bank_account:text
        bank_holder_kana:text
        """,
        "",
    ),
    "year_figure": (
        """
        fiscal_year:int family:text key:text value:text
        """,
        "fiscal_year+family+key",
    ),
    "claim": (
        """
        provider_id:int>provider month:date* family:text attempt:int status:text lines:text asked:text asked_total:int?
        claimed_on:date? received_on:date? sheets:int? return_reason:text returned_on:date? difference_reason:text
        left_out:text
        accepted_on:date? inspected_on:date? inspector:text expense_no:text due_on:date? paid_on:date?
        """,
        "provider_id+month+family+attempt",
    ),
    "contract": (
        """
        provider_id:int>provider number:text concluded_on:date? first_day:date last_day:date
        """,
        "",
    ),
    "copay_class_period": (
        """
        household_id:int>household copay_class:text valid_from:date* valid_to:date? tax_year:int? evidence:text
        decided_on:date? decided_by:text
        """,
        "",
    ),
    "episode": (
        """
        household_id:int>household number:int programme_id:text received_on:date route:text intake_kind:text
        summary:text received_by:text previous_id:int?>episode
        """,
        "household_id+number",
    ),
    "helper": (
        """
        provider_id:int>provider name:text kana:text qualification:text joined_on:date? left_on:date?
        """,
        "",
    ),
    "member": (
        """
        household_id:int>household name:text kana:text former_names:text role:text relation:text sex:text
        birth_date:date? due_date:date? fetuses:int? pregnancy_book:bool? multiple_group:text belongs_to:text
        occupation:text health:text phone:text joined_on:date? left_on:date? position:int
        """,
        "",
    ),
    "related_agency": (
        """
        household_id:int>household name:text contact:text phone:text since:date? story:text
        """,
        "",
    ),
    "unit_price": (
        """
        provider_id:int>provider valid_from:date* first_hour_yen:int? half_hour_yen:int? tax_class:text?
        tax_percent:int? basis:text family:text
        """,
        "",
    ),
    "application": (
        """
        episode_id:int>episode applicant_id:int>member receipt_no:text applied_on:date received_on:date
        received_by:text relation_to_child:text groups:text reason:text wished:text daytime_supporter:text
        other_services:text allergy:text infection:text pets:text parking:text entry:text female_helper:bool
        contacts:text declared_class:text class_evidence_wish:text consent_tax:bool? consent_inquiry:bool?
        consent_provider:bool? proxy_name:text proxy_reason:text
        """,
        "receipt_no",
    ),
    "closure": (
        """
        episode_id:int>episode closed_on:date reason:text detail:text agreed_on:date? participants:text follow_on:text
        handed_to:text
        """,
        "episode_id",
    ),
    "consult_visit": (
        """
        episode_id:int>episode visited_on:date* minutes:int? profession:text staff:text subject:text
        subject_member_id:int?>member complaint:text response:text
        """,
        "",
    ),
    "issued_paper": (
        """
        form:text subject_key:text* household_id:int?>household episode_id:int?>episode title:text state:text
        number:text branch:text drafted_on:date? decided_on:date? issued_on:date? pdf:bytes sha256:text snapshot:text
        reprints:int void_reason:text voided_on:date?
        """,
        "",
    ),
    "limit_exception": (
        """
        episode_id:int>episode rule:text subject_key:text* figures:text reason:text requested_by:text decided_by:text
        decided_on:date paper:text withdrawn_on:date? withdrawn_by:text withdrawn_reason:text
        """,
        "",
    ),
    "person_status": (
        """
        member_id:int>member status:text valid_from:date* valid_to:date? basis:text
        """,
        "",
    ),
    "progress_note": (
        """
        episode_id:int>episode noted_at:text kind:text staff:text partner:text content:text next_action:text
        due_on:date? marker:text corrects_id:int?>progress_note correction_reason:text source_key:text*
        written_at:text written_by:text
        """,
        "",
    ),
    "referral": (
        """
        episode_id:int>episode route:text agency:text contact:text referred_on:date story:text
        """,
        "",
    ),
    "screening": (
        """
        episode_id:int>episode no:int surveyed_on:date method:text surveyed_by:text basis:text newborn_visit_on:date?
        newborn_visit_result:text answers:text target_groups:text epds_on:date? epds_total:int? epds_item10:int?
        strengths:text needs:text family_wish:text urgent:bool? urgent_contact_at:text? urgent_contact_to:text
        case_meeting:bool? case_meeting_on:date? judgement:text judgement_reason:text judged_on:date? judged_by:text
        support_type:text services:text dispatch_proposal:text rejection_draft:text reassess_on:date?
        """,
        "episode_id+no",
    ),
    "activity_report": (
        """
        application_id:int>application provider_id:int>provider month:date* received_on:date reported_on:date?
        family_opinion:text agrees_with_plan:bool? doubts:text checked_on:date? checked_by:text
        """,
        "",
    ),
    "decision": (
        """
        application_id:int>application outcome:text drafted_on:date decided_on:date notified_on:date? decided_by:text
        ground:text reason:text other_supports:text
        """,
        "",
    ),
    "dispatch": (
        """
        episode_id:int>episode application_id:int>application provider_id:int>provider revision:int approved_on:date
        effective_from:date terms:text difference_reason:text change_reason:text share_goal:text share_notes:text
        conditions:text emergency:text town_staff:text map_attached:bool address_confirmed_by:text
        multiple_birth:bool
        """,
        "application_id+revision",
    ),
    "plan": (
        """
        episode_id:int>episode screening_id:int?>screening revision:int made_on:date made_by:text support_type:text
        period_from:date period_to:date family_wish:text issues:text goals:text helper_summary:text
        consult_summary:text roles:text emergency:text next_review_on:date? explained_on:date? explained_by:text
        agreed_by:text decided_on:date? revision_reason:text
        """,
        "episode_id+revision",
    ),
    "suspension": (
        """
        application_id:int>application ground:text detail:text first_day:date last_day:date? decided_by:text
        resumed_by:text
        """,
        "",
    ),
    "withdrawal": (
        """
        application_id:int>application filed_on:date effective_on:date reasons:text reason_text:text
        consult_wish:bool? oral:bool oral_at:text oral_means:text oral_person:text oral_content:text
        oral_received_by:text written_later:bool?
        """,
        "",
    ),
    "cancellation": (
        """
        application_id:int>application withdrawal_id:int?>withdrawal grounds:text reason:text drafted_on:date
        decided_on:date notified_on:date? cancelled_on:date hearing_notified_on:date? hearing_due_on:date?
        hearing_result:text hearing_omitted_reason:text unpaid_copay:int? consult_desk:text network_contact:text
        """,
        "",
    ),
    "evaluation": (
        """
        episode_id:int>episode plan_id:int>plan evaluated_on:date evaluated_by:text meeting:text goal_results:text
        environment_change:text policy:text policy_reason:text
        """,
        "",
    ),
    "visit": (
        """
        application_id:int>application provider_id:int>provider helper_id:int?>helper visit_on:date*
        planned_start:time planned_end:time actual_start:time? actual_end:time? status:text status_reason:text
        help_kinds:text condition:text confirmation:text copay_collected:bool? report_id:int?>activity_report
        """,
        "",
    ),
    "attachment": (
        """
        report_id:int>activity_report name:text kind:text size:int pages:int sha256:text content:bytes
        attached_on:date attached_by:text withdrawn_on:date? withdrawn_by:text withdrawn_reason:text
        """,
        "",
    ),
}

# the audit trail only grows, whatever statement reaches it; the search index as `storage.search` wants it
_SQLITE_ONLY: Final = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    """
    CREATE VIRTUAL TABLE household_search
    USING fts5(pairs, content='', contentless_delete=1, tokenize='ascii', prefix='5')
    """,
)


def upgrade() -> None:
    """Create everything in an empty file."""
    for name, (columns, unique) in _TABLES.items():
        create_record_table(name, columns, unique=unique)
    _create_audit()
    for name, kind in (("counter", sa.Integer), ("fact", sa.Text)):
        op.create_table(
            name,
            sa.Column("key", sa.Text, nullable=False),
            sa.Column("value", kind, nullable=False),
            sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _SQLITE_ONLY:
            op.execute(statement)


def _create_audit() -> None:
    texts = ("at", "user", "act", "table_name")
    seals = ("changes", "previous_hash", "hash")
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("household_id", sa.Integer, nullable=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in seals),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_household_id", "audit", ["household_id"])
    op.create_index("ix_audit_table_name_row_id", "audit", ["table_name", "row_id"])
