"""When a text was seen, and the address of an archived copy as a field that people can set right.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NEW = "archived"
AS_BEFORE = "field IN ('title', 'byline', 'publisher', 'published', 'url')"
WIDER = f"field IN ('title', 'byline', 'publisher', 'published', 'url', '{NEW}')"


def upgrade() -> None:
    accessed = sa.Column("accessed", sa.String())
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("article_version", recreate="always") as batch:
            # Before the text, so that reading it does not touch the pages of that.
            batch.add_column(accessed, insert_before="text")
    else:
        op.add_column("article_version", accessed)
    # Made anew in SQLite, where a column that is added stands behind the constraints.
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    with op.batch_alter_table("article_metadata_history", recreate=anew) as batch:
        batch.add_column(sa.Column("archived_url", sa.String()))
    _let_fields_be(WIDER, before=AS_BEFORE)


def downgrade() -> None:
    # To an older program what was set right is what was printed.
    op.execute(f"DELETE FROM decision WHERE field = '{NEW}'")  # noqa: S608 - fixed words
    printed = sa.table("article_printed", sa.column("article_id"), sa.column("said"))
    for article_id, said in op.get_bind().execute(sa.select(printed)).all():
        rest = {field: value for field, value in json.loads(said).items() if field != NEW}
        change = sa.update(printed).values(said=json.dumps(rest)) if rest else sa.delete(printed)
        op.execute(change.where(printed.c.article_id == article_id))
    _let_fields_be(AS_BEFORE, before=WIDER)
    op.drop_column("article_metadata_history", "archived_url")
    op.drop_column("article_version", "accessed")


def _let_fields_be(condition: str, *, before: str) -> None:
    """SQLite makes the table anew, and its CHECKs cannot be read back: revision 0009 has the whole of it."""
    path = Path(__file__).with_name("0009_article_corrections.py")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None  # noqa: S101 - the file lies beside this one
    assert spec.loader is not None  # noqa: S101 - and is Python
    ledger = module_from_spec(spec)
    spec.loader.exec_module(ledger)
    holds = ledger.HOLDS
    table = ledger.ledger(
        *(sa.Column(name, type_) for name, type_ in ledger.COLUMNS.items()),
        *(ledger.check(name, was) for name, was in {**ledger.CHECKS, "field": before}.items()),
        ledger.refers(ledger.ARTICLE, "article", "CASCADE"),
        sa.Index(op.f(ledger.BY_ARTICLE), ledger.ARTICLE),
        sa.Index(
            *(ledger.LIVE, ledger.ARTICLE, ledger.FIELD),
            unique=True,
            sqlite_where=holds,
            postgresql_where=holds,
        ),
    )
    with op.batch_alter_table("decision", copy_from=table) as batch:
        batch.drop_constraint(op.f("ck_decision_field"), type_="check")
        batch.create_check_constraint(op.f("ck_decision_field"), condition)
