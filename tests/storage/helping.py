"""Short ways to look into a store."""

from __future__ import annotations

from saroma_desk.domain.office import AuditEntry
from saroma_desk.storage import Store


def trail(store: Store, *, household_id: int | None = None) -> tuple[AuditEntry, ...]:
    """Lines of the audit trail in order."""
    with store.read() as reader:
        return reader.audit(household_id=household_id)
