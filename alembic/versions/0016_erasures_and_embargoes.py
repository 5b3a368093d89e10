"""People who are to be shown no more, and articles that are not to be shown before a time.

Revision ID: 0016
Revises: 0014
"""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

KIND = "erasure"
SALT, DIGEST = "erased_salt", "erased_digest"
COLUMNS = {SALT: sa.String(length=32), DIGEST: sa.String(length=64)}
CHECKS = {
    KIND: f"(kind IN ('{KIND}')) = ({SALT} IS NOT NULL) AND (kind IN ('{KIND}')) = ({DIGEST} IS NOT NULL)",
    DIGEST: f"length({DIGEST}) = 64",
}
FIELDS = ("title", "byline", "publisher", "published", "url", "archived")
EMBARGO = "embargo"
LIVE = "uq_decision_erasure_live"
HOLDS = sa.text(f"retracted_at IS NULL AND {DIGEST} IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("decision", copy_from=ledger()) as batch:
        for name, type_ in COLUMNS.items():
            batch.add_column(sa.Column(name, type_))
        for name, condition in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_decision_{name}"), condition)
        batch.drop_constraint(op.f("ck_decision_field"), type_="check")
        batch.create_check_constraint(op.f("ck_decision_field"), among(*FIELDS, EMBARGO))
    op.create_index(LIVE, "decision", [DIGEST], unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS)
    op.create_table(
        "erased_name",
        sa.Column("name_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_erased_name")),
    )
    # Made anew in SQLite, where a column that is added stands behind the constraints.
    anew: Literal["always", "auto"] = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    with op.batch_alter_table("article", recreate=anew) as batch:
        batch.add_column(sa.Column(EMBARGO, sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_article_embargo"), "article", [EMBARGO])


def downgrade() -> None:
    # An older program knows neither: whom it would show must be asked for again.
    op.drop_index(op.f("ix_article_embargo"), "article")
    with op.batch_alter_table("article") as batch:
        batch.drop_column(EMBARGO)
    op.drop_table("erased_name")
    op.execute(f"DELETE FROM decision WHERE kind = '{KIND}' OR field = '{EMBARGO}'")  # noqa: S608 - fixed words
    op.drop_index(LIVE, "decision")
    more = (
        *(sa.Column(name, type_) for name, type_ in COLUMNS.items()),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_decision_{name}"))
            for name, condition in CHECKS.items()
        ),
    )
    with op.batch_alter_table("decision", copy_from=ledger(*more, fields=(*FIELDS, EMBARGO))) as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(f"ck_decision_{name}"), type_="check")
        for name in COLUMNS:
            batch.drop_column(name)
        batch.drop_constraint(op.f("ck_decision_field"), type_="check")
        batch.create_check_constraint(op.f("ck_decision_field"), among(*FIELDS))


def among(*fields: str) -> str:
    return f"field IN ({', '.join(map(repr, fields))})"


def ledger(*more: sa.schema.SchemaItem, fields: tuple[str, ...] = FIELDS) -> sa.Table:
    """The whole table: SQLite makes it anew, and its CHECKs cannot be read back; 0009 has most of it."""
    path = Path(__file__).with_name("0009_article_corrections.py")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None  # noqa: S101 - the file lies beside this one
    assert spec.loader is not None  # noqa: S101 - and is Python
    before = module_from_spec(spec)
    spec.loader.exec_module(before)
    table: sa.Table = before.ledger(
        *(sa.Column(name, type_) for name, type_ in before.COLUMNS.items()),
        *(before.check(name, was) for name, was in {**before.CHECKS, "field": among(*fields)}.items()),
        before.refers(before.ARTICLE, "article", "CASCADE"),
        sa.Index(op.f(before.BY_ARTICLE), before.ARTICLE),
        sa.Index(
            *(before.LIVE, before.ARTICLE, before.FIELD),
            unique=True,
            sqlite_where=before.HOLDS,
            postgresql_where=before.HOLDS,
        ),
        *more,
    )
    return table
