"""Tags that people set on speakers.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaker_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("tagger", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.Column("retracted_by", sa.String()),
        sa.CheckConstraint("length(tag) > 0", name=op.f("ck_speaker_tag_tag")),
        sa.CheckConstraint(
            "(retracted_at IS NULL) = (retracted_by IS NULL)", name=op.f("ck_speaker_tag_retracted_by")
        ),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_speaker_tag_appearance_id_appearance"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_tag")),
    )
    op.create_index(op.f("ix_speaker_tag_appearance_id"), "speaker_tag", ["appearance_id"])
    op.create_index(op.f("ix_speaker_tag_tag"), "speaker_tag", ["tag"])


def downgrade() -> None:
    op.drop_table("speaker_tag")
