"""In PostgreSQL the indexes of words are of a function that says what it costs.

What search needs is made after the last migration; here what it had goes.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INDEXES = {"search_quote_words": "quote", "search_article_words": "article_version"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _drop()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _drop()
        op.execute("DROP FUNCTION IF EXISTS quotesdb_cut(text)")
        for name, table in INDEXES.items():
            op.execute(f"CREATE INDEX {name} ON {table} USING gin ((string_to_array(search_words, ' ')))")


def _drop() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX IF EXISTS {name}")
