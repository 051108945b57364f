"""SQLModel tables, unit of work, migrations, keys, audit; frozen records go in and come out."""

from __future__ import annotations

from .audit import AuditHead
from .keys import SHORTEST_PASSPHRASE
from .search import HouseholdHit
from .store import Store, needs_passphrase
from .unit import Between, Reader, UnitOfWork

__all__ = [
    "SHORTEST_PASSPHRASE",
    "AuditHead",
    "Between",
    "HouseholdHit",
    "Reader",
    "Store",
    "UnitOfWork",
    "needs_passphrase",
]
