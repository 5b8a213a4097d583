"""The tables of the library, alike in SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
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

USERS = Table(
    "users",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    UniqueConstraint("issuer", "subject"),
)
"""`issuer` and `subject` are who signed them in and as whom; `email` is empty unless verified."""
WORKSPACES = Table(
    "workspaces",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("made_at", String(32), nullable=False),
)
MEMBERS = Table(
    "members",
    METADATA,
    Column("workspace_id", ForeignKey("workspaces.id"), primary_key=True),
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    UniqueConstraint("user_id", "name"),
)
"""A workspace has its name with each member: nobody learns from a name what others have."""
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
INVITATIONS = Table(
    "invitations",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("workspace_id", ForeignKey("workspaces.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("made_by", ForeignKey("users.id"), nullable=False),
    Column("made_at", String(32), nullable=False),
    UniqueConstraint("workspace_id", "email"),
)
LINKS = Table(
    "links",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("case_id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("view", Text, nullable=False),
    Column("made_by", ForeignKey("users.id"), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    ForeignKeyConstraint(["case_id", "number"], ["versions.case_id", "versions.number"]),
)
"""Only what a token hashes to is kept: who reads the database can open no link."""
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("base", Integer, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
KEPT = Table(
    "kept",
    METADATA,
    Column("workspace_id", ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", String(200), primary_key=True),
    Column("content", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
"""What belongs to a workspace beside its cases: mappings of files, accepted actuals; JSON."""
