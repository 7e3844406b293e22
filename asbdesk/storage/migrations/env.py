"""Run by Alembic on a connection that the office has opened; nothing is read from an ini file."""

from __future__ import annotations

from alembic import context

from asbdesk.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
