"""Alembic's entry point: runs the steps on the connection that `storage.schema` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from saroma_desk.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
