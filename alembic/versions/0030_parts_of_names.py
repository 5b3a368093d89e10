"""Folded names have numbers, so that SQLite too has an index of their parts; parts of quotations have none.

No look-up asks for parts of quotations, and their index took a sixth of a database. The table of names is
made anew: SQLite cannot give one another primary key. For a hundred thousand names that takes a second.

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

PARTS = (
    "CREATE VIRTUAL TABLE name_trigram USING fts5("
    "name_key, content='folded_name', content_rowid='id', tokenize='trigram')"
)
PARTS_OF_QUOTES = (
    "CREATE VIRTUAL TABLE quote_trigram USING fts5("
    "text_key, content='quote', content_rowid='id', tokenize='trigram')"
)
KEEPING_PARTS_OF_QUOTES = (
    """
    CREATE TRIGGER quote_trigram_insert AFTER INSERT ON quote BEGIN
    INSERT INTO quote_trigram(rowid, text_key) VALUES (new.id, new.text_key);
    END
    """,
    """
    CREATE TRIGGER quote_trigram_delete AFTER DELETE ON quote BEGIN
    INSERT INTO quote_trigram(quote_trigram, rowid, text_key) VALUES ('delete', old.id, old.text_key);
    END
    """,
    """
    CREATE TRIGGER quote_trigram_update AFTER UPDATE OF id, text_key ON quote BEGIN
    INSERT INTO quote_trigram(quote_trigram, rowid, text_key) VALUES ('delete', old.id, old.text_key);
    INSERT INTO quote_trigram(rowid, text_key) VALUES (new.id, new.text_key);
    END
    """,
)
TURNED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    _make_anew(
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("turned", TURNED, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folded_name")),
        sa.UniqueConstraint("name_key", name=op.f("uq_folded_name_name_key")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _drop_indexed("quote_trigram")
        _index(PARTS, "name_trigram")
    else:
        op.execute("DROP INDEX IF EXISTS search_quote_trigram")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _drop_indexed("name_trigram")
        _index(PARTS_OF_QUOTES, "quote_trigram")
        for trigger in KEEPING_PARTS_OF_QUOTES:
            op.execute(trigger)
    _make_anew(
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("turned", TURNED, nullable=False),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_folded_name")),
    )


def _index(sql: str, name: str) -> None:
    op.execute(sql)
    op.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608 - our names


def _drop_indexed(name: str) -> None:
    for event in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER IF EXISTS {name}_{event}")
    op.execute(f"DROP TABLE {name}")


def _make_anew(*parts: sa.schema.SchemaItem) -> None:
    """Make the table of these columns and constraints, with the names that it has."""
    op.execute("CREATE TABLE folded_name_before AS SELECT name_key, turned FROM folded_name")
    op.drop_table("folded_name")
    op.create_table("folded_name", *parts)
    op.execute(
        "INSERT INTO folded_name (name_key, turned) "
        "SELECT name_key, turned FROM folded_name_before ORDER BY name_key"
    )
    op.create_index(op.f("ix_folded_name_turned"), "folded_name", ["turned"])
    op.drop_table("folded_name_before")
