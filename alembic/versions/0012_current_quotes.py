"""The read model: what holds of every quote, how often speakers are quoted, and the names there are.

The tables are left empty here: what holds, and how words are counted, is the program's business. The
environment fills them once the schema has reached the head.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_PLACE = ("article_id", "start_char", "quote_id")
_INDEXES = {
    "newest": ("shown", "newest", *_PLACE),
    "oldest": ("shown", "oldest", *_PLACE),
    "speaker": ("speaker_id", "shown", "newest", *_PLACE),
    "publisher": ("publisher_id", "shown", "newest", *_PLACE),
    "body": ("body_id", "shown", "newest", *_PLACE),
    "own": ("own_key", "shown", "newest", *_PLACE),
    "unreviewed": ("shown", "status", "confidence", "newest", *_PLACE),
    "article": ("article_id", "shown", "start_char"),
    "appearance": ("appearance_id",),
}
_COUNTS = ("quotes", "quote_words", "articles")


def upgrade() -> None:
    op.create_table(
        "current_quote",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("attribution_id", sa.Integer()),
        sa.Column("review_id", sa.Integer()),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("shown", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(16)),
        sa.Column("cue_class", sa.String(16)),
        sa.Column("appearance_id", sa.Integer()),
        sa.Column("agent_kind", sa.String(16)),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("body_id", sa.Integer()),
        sa.Column("own_key", sa.String()),
        sa.Column("publisher_id", sa.Integer()),
        sa.Column("published_on", sa.Date()),
        sa.Column("published_precision", sa.String(16)),
        sa.Column("newest", sa.BigInteger(), nullable=False),
        sa.Column("oldest", sa.BigInteger(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("cue", sa.String()),
        sa.Column("confidence", sa.Double()),
        sa.Column("medium", sa.String()),
        sa.Column("addressee", sa.String()),
        sa.Column("rule", sa.String()),
        sa.CheckConstraint(
            "status IN ('machine', 'human', 'rejected', 'unsupported')",
            name=op.f("ck_current_quote_status"),
        ),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_current_quote_kind")),
        sa.CheckConstraint(
            "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')",
            name=op.f("ck_current_quote_cue_class"),
        ),
        sa.CheckConstraint(
            "agent_kind IN ('person', 'organisation', 'group', 'anonymous')",
            name=op.f("ck_current_quote_agent_kind"),
        ),
        sa.CheckConstraint(
            "published_precision IN ('year', 'month', 'day', 'time')",
            name=op.f("ck_current_quote_published_precision"),
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_current_quote_quote_id_quote"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("quote_id", name=op.f("pk_current_quote")),
    )
    for name, columns in _INDEXES.items():
        op.create_index(f"ix_current_quote_{name}", "current_quote", list(columns))
    op.create_table(
        "folded_name",
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("turned", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_folded_name")),
    )
    op.create_index(op.f("ix_folded_name_turned"), "folded_name", ["turned"])
    # Made anew in SQLite, where a column that is added stands behind the constraints.
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    with op.batch_alter_table("speaker", recreate=anew) as batch:
        for count in _COUNTS:
            batch.add_column(sa.Column(count, sa.Integer()))
    op.create_index("ix_speaker_quotes", "speaker", [sa.text("quotes DESC"), "name_key", "public_id"])


def downgrade() -> None:
    op.drop_index("ix_speaker_quotes", "speaker")
    with op.batch_alter_table("speaker") as batch:
        for count in _COUNTS:
            batch.drop_column(count)
    op.drop_table("folded_name")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE IF EXISTS sqlite_stat1")
    op.drop_table("current_quote")
