"""Reviews may say that a person has looked and cannot tell.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

VERDICT, FROZEN = "ck_review_verdict", "ck_review_frozen_values"
OLD = {
    VERDICT: "verdict IN ('accepted', 'corrected', 'rejected')",
    FROZEN: "verdict = 'rejected' OR (kind IS NOT NULL AND cue_class IS NOT NULL)",
}
NEW = {
    VERDICT: "verdict IN ('accepted', 'corrected', 'rejected', 'unsure')",
    FROZEN: "verdict IN ('rejected', 'unsure') OR (kind IS NOT NULL AND cue_class IS NOT NULL)",
}


def upgrade() -> None:
    change(OLD, NEW)


def downgrade() -> None:
    # An older program knows no such verdict; to it nobody has looked.
    op.execute("DELETE FROM review_span WHERE review_id IN (SELECT id FROM review WHERE verdict = 'unsure')")
    op.execute("DELETE FROM review WHERE verdict = 'unsure'")
    change(NEW, OLD)


def change(before: dict[str, str], after: dict[str, str]) -> None:
    with op.batch_alter_table("review", copy_from=review(before)) as batch:
        for name, condition in after.items():
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), condition)


def review(checks: dict[str, str]) -> sa.Table:
    """The whole table, since SQLite makes it anew and its CHECKs cannot be read back."""
    live = sa.text("retracted_at IS NULL")
    return sa.Table(
        "review",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16)),
        sa.Column("cue_class", sa.String(length=16)),
        sa.Column("appearance_name", sa.String()),
        sa.Column("appearance_kind", sa.String(length=16)),
        sa.Column("role", sa.String()),
        sa.Column("organisation_name", sa.String()),
        sa.Column("appearance_id", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "appearance_kind IN ('person', 'organisation', 'group', 'anonymous')",
            name=op.f("ck_review_appearance_kind"),
        ),
        sa.CheckConstraint(
            "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')", name=op.f("ck_review_cue_class")
        ),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_review_kind")),
        sa.CheckConstraint(
            "(appearance_name IS NULL) = (appearance_kind IS NULL)", name=op.f("ck_review_frozen_appearance")
        ),
        *(sa.CheckConstraint(condition, name=op.f(name)) for name, condition in checks.items()),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_review_appearance_id_appearance"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_review_quote_id_quote"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_review_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.Index(op.f("ix_review_appearance_id"), "appearance_id"),
        sa.Index(op.f("ix_review_quote_id"), "quote_id"),
        sa.Index(op.f("ix_review_version_id"), "version_id"),
        sa.Index("uq_review_live", "quote_id", unique=True, sqlite_where=live, postgresql_where=live),
    )
