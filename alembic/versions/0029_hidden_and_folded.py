"""How many quotations are hidden is counted with the others; groups and anonymous sources have an index.

On PostgreSQL, less is asked of the index of words in a row, by a function that an upgrade makes.

Revision ID: 0029
Revises: 0028
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

COUNTED = ("all", "agent", "organisation", "own", "publisher", "month", "cue", "document")
NAME = "ck_quote_count_of"
FOLDED = "ix_current_quote_folded"
IS_FOLDED = sa.text("agent_kind IN ('group', 'anonymous')")


def upgrade() -> None:
    allow(*COUNTED, "hidden")
    op.execute(
        "INSERT INTO quote_count SELECT 'hidden', '', count(*), 0, 0 FROM current_quote "
        "WHERE shown <> 0 HAVING count(*) > 0"
    )
    op.create_index(
        FOLDED,
        "current_quote",
        ["agent_kind", "shown", "newest"],
        sqlite_where=IS_FOLDED,
        postgresql_where=IS_FOLDED,
    )


def downgrade() -> None:
    op.drop_index(FOLDED, "current_quote")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS quotesdb_sought(text)")
    op.execute("DELETE FROM quote_count WHERE \"of\" = 'hidden'")
    allow(*COUNTED)


def allow(*names: str) -> None:
    condition = f"of IN ({', '.join(map(repr, names))})"
    with op.batch_alter_table("quote_count", copy_from=quote_count()) as batch:
        batch.drop_constraint(op.f(NAME), type_="check")
        batch.create_check_constraint(op.f(NAME), condition)


def quote_count() -> sa.Table:
    """The table as it is: SQLite tells nothing of its checks, nor of the order in its index."""
    return sa.Table(
        "quote_count",
        sa.MetaData(),
        sa.Column("of", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("quotes", sa.Integer(), nullable=False),
        sa.Column("quote_words", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.CheckConstraint("true", name=op.f(NAME)),
        sa.PrimaryKeyConstraint("of", "key", name=op.f("pk_quote_count")),
        sa.Index("ix_quote_count_most", "of", sa.text("quotes DESC"), "key"),
    )
