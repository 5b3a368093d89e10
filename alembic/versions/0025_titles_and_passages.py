"""Parts of titles have an index, and who bears a name; in PostgreSQL articles are kept in passages too.

What else search needs is made after the last migration; here what differs goes. What a server takes for it is
in docs/postgresql.md; on SQLite it is three seconds for a million quotations.

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
TITLES = (
    "CREATE VIRTUAL TABLE title_trigram USING fts5("
    "title, content='article', content_rowid='id', tokenize='trigram')"
)


BEARERS = {
    "ix_appearance_name_key_kind": ["name_key", "kind"],
    "ix_appearance_name_key_kind_speaker_id": ["name_key", "kind", "speaker_id"],
}


def upgrade() -> None:
    _replace_index(*BEARERS)
    if op.get_bind().dialect.name == "postgresql":
        _drop()
    else:
        op.execute(TITLES)
        op.execute("INSERT INTO title_trigram(title_trigram) VALUES ('rebuild')")


def downgrade() -> None:
    _replace_index(*reversed(BEARERS))
    if op.get_bind().dialect.name != "postgresql":
        for event in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER IF EXISTS title_trigram_{event}")
        op.execute("DROP TABLE title_trigram")
    else:
        op.execute("DROP INDEX IF EXISTS search_article_title")
        op.execute("DROP INDEX IF EXISTS search_name_part")
        _drop()
        op.execute("DROP TRIGGER IF EXISTS search_passage ON article_version")
        op.execute("DROP TABLE IF EXISTS search_passage")
        op.execute("DROP FUNCTION IF EXISTS quotesdb_keep_passages()")
        op.execute("DROP FUNCTION IF EXISTS quotesdb_passages(text)")
        op.execute(CUTTING)
        for name, table in INDEXES.items():
            op.execute(f"CREATE INDEX {name} ON {table} USING gin ((quotesdb_cut(search_words)))")


def _replace_index(old: str, new: str) -> None:
    op.drop_index(old, "appearance")
    op.create_index(new, "appearance", BEARERS[new])


def _drop() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX IF EXISTS {name}")
