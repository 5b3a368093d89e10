"""Rows that are written and found at the same cost however many there are.

The source and the cue of an attribution, of each at most one stretch, become columns of it. An appearance
has the date of its article. The names that agents appear under have a table, which is left empty here:
taking names apart is the program's business. The environment fills it once the schema has reached the head.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SINGLE = ("source", "cue")
SEVERAL = "role IN ('content', 'quoted', 'evidence')"
ALL = "role IN ('source', 'cue', 'content', 'quoted', 'evidence')"
CHECKS = {
    **{f"{role}_whole": f"({role}_start IS NULL) = ({role}_end IS NULL)" for role in SINGLE},
    **{role: f"{role}_start >= 0 AND {role}_start <= {role}_end" for role in SINGLE},
}


def upgrade() -> None:
    with op.batch_alter_table("attribution", copy_from=attribution()) as batch:
        for role in SINGLE:
            batch.add_column(sa.Column(f"{role}_start", sa.Integer()))
            batch.add_column(sa.Column(f"{role}_end", sa.Integer()))
        for name, condition in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_attribution_{name}"), condition)
    for role in SINGLE:
        ends = ", ".join(
            f"{role}_{end} = (SELECT {end}_char FROM attribution_span "  # noqa: S608 - fixed words
            f"WHERE attribution_id = attribution.id AND role = '{role}' AND position = 0)"
            for end in ("start", "end")
        )
        op.execute(f"UPDATE attribution SET {ends}")  # noqa: S608 - fixed words
    op.execute("DELETE FROM attribution_span WHERE role IN ('source', 'cue')")
    allow(ALL, SEVERAL)
    add_dates()
    add_names()


def downgrade() -> None:
    op.drop_table("agent_name")
    drop_dates()
    allow(SEVERAL, ALL)
    for role in SINGLE:
        op.execute(
            "INSERT INTO attribution_span (attribution_id, role, position, start_char, end_char) "  # noqa: S608
            f"SELECT id, '{role}', 0, {role}_start, {role}_end FROM attribution "
            f"WHERE {role}_start IS NOT NULL"
        )
    with op.batch_alter_table("attribution", copy_from=attribution(*added())) as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(f"ck_attribution_{name}"), type_="check")
        for role in SINGLE:
            batch.drop_column(f"{role}_start")
            batch.drop_column(f"{role}_end")


DATED, BELONGING = (
    "ix_appearance_name_key_kind_published_on_public_id",
    "ix_appearance_name_key_kind_speaker_id",
)


def add_dates() -> None:
    op.drop_index(op.f("ix_appearance_name_key"), "appearance")
    # SQLite would add the column behind the others on their line; PostgreSQL changes the table in its place.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("appearance", copy_from=appearance(), recreate=anew) as batch:
        batch.add_column(sa.Column("published_on", sa.Date()))
    op.execute(
        "UPDATE appearance SET published_on = "
        "(SELECT published_on FROM article WHERE article.id = appearance.article_id)"
    )
    op.create_index(op.f(DATED), "appearance", ["name_key", "kind", "published_on", "public_id"])
    op.create_index(op.f(BELONGING), "appearance", ["name_key", "kind", "speaker_id"])


def drop_dates() -> None:
    op.drop_index(op.f(BELONGING), "appearance")
    op.drop_index(op.f(DATED), "appearance")
    with op.batch_alter_table(
        "appearance", copy_from=appearance(sa.Column("published_on", sa.Date()))
    ) as batch:
        batch.drop_column("published_on")
    op.create_index(op.f("ix_appearance_name_key"), "appearance", ["name_key"])


def add_names() -> None:
    op.create_table(
        "agent_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("surname", sa.String()),
        sa.Column("given", sa.String()),
        check("agent_name", "kind", "kind IN ('person', 'organisation', 'group', 'anonymous')"),
        refers("agent_name", "first_id", "appearance", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_name")),
        sa.UniqueConstraint("name_key", "kind", name=op.f("uq_agent_name_name_key_kind")),
    )
    op.create_index(op.f("ix_agent_name_first_id"), "agent_name", ["first_id"])
    op.create_index(op.f("ix_agent_name_surname_given"), "agent_name", ["surname", "given"])


def allow(before: str, after: str) -> None:
    """Change which roles the rows of ``attribution_span`` may have."""
    with op.batch_alter_table("attribution_span", copy_from=attribution_span(before)) as batch:
        batch.drop_constraint(op.f("ck_attribution_span_role"), type_="check")
        batch.create_check_constraint(op.f("ck_attribution_span_role"), after)


def added() -> list[sa.schema.SchemaItem]:
    columns = [sa.Column(f"{role}_{end}", sa.Integer()) for role in SINGLE for end in ("start", "end")]
    return [*columns, *(check("attribution", name, condition) for name, condition in CHECKS.items())]


def attribution(*more: sa.schema.SchemaItem) -> sa.Table:
    """The whole table, since SQLite makes it anew and its CHECKs cannot be read back."""
    return sa.Table(
        "attribution",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer()),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("cue_class", sa.String(length=16), nullable=False),
        sa.Column("medium", sa.String()),
        sa.Column("addressee", sa.String()),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        check("attribution", "kind", "kind IN ('direct', 'mixed', 'indirect')"),
        check("attribution", "cue_class", "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')"),
        check("attribution", "confidence", "confidence BETWEEN 0 AND 1"),
        refers("attribution", "run_id", "extraction_run", "CASCADE"),
        refers("attribution", "quote_id", "quote", "CASCADE"),
        refers("attribution", "appearance_id", "appearance", "NO ACTION"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution")),
        sa.UniqueConstraint("run_id", "quote_id", name=op.f("uq_attribution_run_id_quote_id")),
        sa.Index(op.f("ix_attribution_quote_id"), "quote_id"),
        sa.Index(op.f("ix_attribution_appearance_id"), "appearance_id"),
        *more,
    )


def appearance(*more: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        "appearance",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("organisation_id", sa.Integer()),
        sa.Column("speaker_id", sa.Integer()),
        *more,
        check("appearance", "public_id", "public_id LIKE 's-__________'"),
        check("appearance", "kind", "kind IN ('person', 'organisation', 'group', 'anonymous')"),
        refers("appearance", "article_id", "article", "CASCADE"),
        refers("appearance", "organisation_id", "organisation", "RESTRICT"),
        refers("appearance", "speaker_id", "speaker", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appearance_public_id")),
        *(
            sa.Index(op.f(f"ix_appearance_{column}"), column)
            for column in ("article_id", "organisation_id", "speaker_id")
        ),
    )


def attribution_span(roles: str) -> sa.Table:
    return sa.Table(
        "attribution_span",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        check("attribution_span", "role", roles),
        check("attribution_span", "position", "position >= 0"),
        check("attribution_span", "span", "start_char >= 0 AND start_char <= end_char"),
        refers("attribution_span", "attribution_id", "attribution", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution_span")),
        sa.UniqueConstraint(
            "attribution_id",
            "role",
            "position",
            name=op.f("uq_attribution_span_attribution_id_role_position"),
        ),
    )


def check(table: str, what: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{what}"))


def refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete
    )
