"""In PostgreSQL the indexes of words have pairs of short words too, and articles are kept in passages.

What search needs is made after the last migration; here what differs goes. SQLite has nothing to do. What a
server takes for it is in docs/postgresql.md.

Revision ID: 0025
Revises: 0023
"""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0023"
branch_labels = None
depends_on = None

INDEXES = {"search_quote_words": "quote", "search_article_words": "article_version"}
CUTTING = """
CREATE OR REPLACE FUNCTION quotesdb_cut(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
COST 1000 AS $body$BEGIN RETURN string_to_array($1, ' '); END$body$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _drop()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _drop()
        op.execute("DROP TRIGGER IF EXISTS search_passage ON article_version")
        op.execute("DROP TABLE IF EXISTS search_passage")
        op.execute("DROP FUNCTION IF EXISTS quotesdb_keep_passages()")
        op.execute("DROP FUNCTION IF EXISTS quotesdb_passages(text)")
        op.execute(CUTTING)
        for name, table in INDEXES.items():
            op.execute(f"CREATE INDEX {name} ON {table} USING gin ((quotesdb_cut(search_words)))")


def _drop() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX IF EXISTS {name}")
