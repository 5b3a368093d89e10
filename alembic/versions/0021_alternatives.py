"""Who else may be meant by the words that name a speaker, beside an attribution.

Revision ID: 0021
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attribution_alternative",
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("organisation", sa.String()),
        sa.CheckConstraint(
            "kind IN ('person', 'organisation', 'group', 'anonymous')",
            name=op.f("ck_attribution_alternative_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attribution.id"],
            name=op.f("fk_attribution_alternative_attribution_id_attribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attribution_id", name=op.f("pk_attribution_alternative")),
    )


def downgrade() -> None:
    op.drop_table("attribution_alternative")
