"""How often organisations, publishers, months ... are quoted, kept beside the read model.

What a speaker said is in its index with the kind, and speakers are with theirs: both are counted there.

The table is left empty here: what holds is the program's business. The environment fills it once the schema
has reached the head.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


BY_PLACE = ("speaker_id", "shown", "newest", "article_id", "start_char", "quote_id")


def upgrade() -> None:
    op.create_table(
        "quote_count",
        sa.Column("of", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("quotes", sa.Integer(), nullable=False),
        sa.Column("quote_words", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "of IN ('all', 'agent', 'organisation', 'own', 'publisher', 'month', 'cue')",
            name=op.f("ck_quote_count_of"),
        ),
        sa.PrimaryKeyConstraint("of", "key", name=op.f("pk_quote_count")),
    )
    op.create_index("ix_quote_count_most", "quote_count", ["of", sa.text("quotes DESC"), "key"])
    op.create_index("ix_speaker_kind", "speaker", ["kind", "quotes"])
    index_speakers(*BY_PLACE, "kind")


def downgrade() -> None:
    index_speakers(*BY_PLACE)
    op.drop_index("ix_speaker_kind", "speaker")
    op.drop_table("quote_count")


def index_speakers(*columns: str) -> None:
    op.drop_index("ix_current_quote_speaker", "current_quote")
    op.create_index("ix_current_quote_speaker", "current_quote", list(columns))
