"""Statements: which quotes are the same words of the same speaker.

The tables are left empty here: cutting words is the program's business. The environment fills them once the
schema has reached the head.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("head_quote_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["head_quote_id"], ["quote.id"], name=op.f("fk_statement_head_quote_id_quote"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("head_quote_id", name=op.f("uq_statement_head_quote_id")),
    )
    op.create_table(
        "statement_quote",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("lead", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("searchable", sa.Boolean(), nullable=False),
        sa.CheckConstraint("lead >= 0", name=op.f("ck_statement_quote_lead")),
        sa.CheckConstraint("words > 0", name=op.f("ck_statement_quote_words")),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_statement_quote_quote_id_quote"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speaker.id"],
            name=op.f("fk_statement_quote_speaker_id_speaker"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_quote_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("quote_id", name=op.f("pk_statement_quote")),
    )
    op.create_index(
        op.f("ix_statement_quote_searchable_speaker_id"), "statement_quote", ["searchable", "speaker_id"]
    )
    op.create_index(op.f("ix_statement_quote_speaker_id_lead"), "statement_quote", ["speaker_id", "lead"])
    op.create_index(op.f("ix_statement_quote_statement_id"), "statement_quote", ["statement_id"])


def downgrade() -> None:
    op.drop_table("statement_quote")
    op.drop_table("statement")
