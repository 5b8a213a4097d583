"""Run by Alembic: migrations on the connection that the library hands over."""

from __future__ import annotations

from alembic import context

from roi_model.library.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,
)
context.run_migrations()
