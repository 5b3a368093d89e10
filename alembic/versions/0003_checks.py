"""What was checked: claims with their verdicts, the passages shown, and an index to count articles by.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VERDICTS = (
    "'verbatim', 'verbatim_normalised', 'verbatim_elided', 'truncated', 'spliced', 'altered', "
    "'misattributed', 'attribution_uncertain', 'paraphrase', 'only_in_narration', 'not_found'"
)


def upgrade() -> None:
    op.create_index(op.f("ix_article_removed_at"), "article", ["removed_at"])
    op.create_table(
        "claim_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String()),
        sa.Column("since", sa.String()),
        sa.Column("until", sa.String()),
        sa.Column("publisher", sa.String()),
        sa.Column("label", sa.String()),
        sa.Column("draft", sa.String()),
        sa.Column("verdict", sa.String(length=21), nullable=False),
        sa.Column("rung", sa.String(length=21)),
        sa.Column("tier", sa.String()),
        sa.Column("method_version", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date()),
        sa.Column("last_on", sa.Date()),
        sa.Column("speaker_quotes", sa.Integer()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_id", sa.Integer()),
        sa.CheckConstraint("public_id LIKE 'c-__________'", name=op.f("ck_claim_check_public_id")),
        sa.CheckConstraint(f"verdict IN ({VERDICTS})", name=op.f("ck_claim_check_verdict")),
        sa.CheckConstraint(f"rung IN ({VERDICTS})", name=op.f("ck_claim_check_rung")),
        sa.CheckConstraint("documents >= 0", name=op.f("ck_claim_check_documents")),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["claim_check.id"],
            name=op.f("fk_claim_check_previous_id_claim_check"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_check")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claim_check_public_id")),
    )
    op.create_index(op.f("ix_claim_check_previous_id"), "claim_check", ["previous_id"])
    op.create_index(op.f("ix_claim_check_verdict_created_at"), "claim_check", ["verdict", "created_at"])
    op.create_table(
        "claim_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String()),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_claim_match_position")),
        sa.CheckConstraint("start_char >= 0 AND start_char <= end_char", name=op.f("ck_claim_match_span")),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["claim_check.id"],
            name=op.f("fk_claim_match_check_id_claim_check"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_claim_match_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_match")),
        sa.UniqueConstraint("check_id", "position", name=op.f("uq_claim_match_check_id_position")),
    )
    op.create_index(op.f("ix_claim_match_article_id"), "claim_match", ["article_id"])


def downgrade() -> None:
    op.drop_table("claim_match")
    op.drop_table("claim_check")
    op.drop_index(op.f("ix_article_removed_at"), "article")
