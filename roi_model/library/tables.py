"""The tables of the library, alike in SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# Named, so that a later migration can name what it changes.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

WORKSPACES = Table(
    "workspaces",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
)
CASES = Table(
    "cases",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("workspace_id", ForeignKey("workspaces.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("head", Integer, nullable=False),
    Column("saved_at", String(32), nullable=False),
    UniqueConstraint("workspace_id", "name"),
    Index(None, "workspace_id", "saved_at"),
)
"""`head` is the number of the latest version: who saves moves it, and only from where they stood.
`folded` is the name without accents and capitals, to be searched."""
VERSIONS = Table(
    "versions",
    METADATA,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("scenario", Text, nullable=False),
    Column("model_version", String(32), nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
"""A version never changes: `scenario` is its JSON, `saved_at` an ISO time in UTC."""
