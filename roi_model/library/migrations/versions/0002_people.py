"""Users, members with roles, invitations, links, drafts, and what workspaces keep.

Whoever sat at the machine becomes the owner of the workspaces there are. A workspace has its name
with each member from now on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, give the workspaces an owner, take their own names away."""
    _people()
    _sharing()
    _keeping()
    _owned()
    with op.batch_alter_table("workspaces") as workspaces:
        workspaces.drop_constraint("uq_workspaces_name", type_="unique")
        workspaces.drop_column("name")
        workspaces.drop_column("folded")


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("issuer", "subject", name="uq_users_issuer_subject"),
    )
    op.create_table(
        "members",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_members"),
        sa.UniqueConstraint("user_id", "name", name="uq_members_user_id_name"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], "fk_members_workspace_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], "fk_members_user_id"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("workspace_id", "email", name="uq_invitations_workspace_id_email"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], "fk_invitations_workspace_id"),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], "fk_invitations_made_by"),
    )
    op.create_index("ix_invitations_email", "invitations", ["email"])


def _sharing() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("view", sa.Text, nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("hash", name="uq_links_hash"),
        sa.ForeignKeyConstraint(
            ["case_id", "number"], ["versions.case_id", "versions.number"], "fk_links_case_id"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], "fk_links_made_by"),
    )


def _keeping() -> None:
    op.create_table(
        "drafts",
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "case_id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], "fk_drafts_user_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], "fk_drafts_case_id"),
    )
    op.create_table(
        "kept",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(200), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", name="pk_kept"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], "fk_kept_workspace_id"),
    )


def _owned() -> None:
    op.execute(
        "INSERT INTO users SELECT 'local', '', 'local', '', '', made_at FROM workspaces"
        " ORDER BY made_at LIMIT 1"
    )
    op.execute("INSERT INTO members SELECT id, 'local', 'owner', name, folded FROM workspaces")
