"""Links are between names, once however many appearances there are of them.

What was derived before goes: taking names apart is the program's business. The environment fills the tables
once the schema has reached the head.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = {
    "ix_appearance_name_key_kind_published_on_public_id": ["name_key", "kind", "published_on", "public_id"],
    "ix_appearance_name_key_kind_speaker_id": ["name_key", "kind", "speaker_id"],
}
SINCE = {
    "ix_appearance_name_key_kind": ["name_key", "kind"],
    "ix_appearance_name_id_speaker_id": ["name_id", "speaker_id"],
    "ix_appearance_name_id_public_id": ["name_id", "public_id"],
}


def upgrade() -> None:
    add_names()
    drop(BEFORE)
    # SQLite would add the column behind the others on their line; PostgreSQL changes the table in its place.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("appearance", copy_from=appearance(), recreate=anew) as batch:
        batch.add_column(sa.Column("name_id", sa.Integer()))
        batch.create_foreign_key(
            op.f("fk_appearance_name_id_agent_name"), "agent_name", ["name_id"], ["id"], ondelete="SET NULL"
        )
    make(SINCE)


def downgrade() -> None:
    drop(SINCE)
    name = sa.Column("name_id", sa.Integer())
    with op.batch_alter_table(
        "appearance", copy_from=appearance(name, refers("appearance", "name_id", "agent_name", "SET NULL"))
    ) as batch:
        batch.drop_constraint(op.f("fk_appearance_name_id_agent_name"), type_="foreignkey")
        batch.drop_column("name_id")
    make(BEFORE)
    drop_names()


def drop(indexes: Iterable[str]) -> None:
    for name in indexes:
        op.drop_index(op.f(name), "appearance")


def make(indexes: dict[str, list[str]]) -> None:
    for name, columns in indexes.items():
        op.create_index(op.f(name), "appearance", columns)


def add_names() -> None:
    for table in ("speaker_link", "agent_name"):
        op.drop_table(table)
    op.create_table(
        "agent_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("age", sa.String(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.LargeBinary()),
        sa.Column("speaker_id", sa.Integer()),
        check("agent_name", "kind", "kind IN ('person', 'organisation', 'group', 'anonymous')"),
        refers("agent_name", "speaker_id", "speaker", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_name")),
        sa.UniqueConstraint("key", "kind", name=op.f("uq_agent_name_key_kind")),
    )
    op.create_index(op.f("ix_agent_name_speaker_id"), "agent_name", ["speaker_id"])
    op.create_table(
        "agent_name_key",
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        refers("agent_name_key", "name_id", "agent_name", "CASCADE"),
        sa.PrimaryKeyConstraint("name_id", "use", "key", name=op.f("pk_agent_name_key")),
    )
    op.create_index(op.f("ix_agent_name_key_use_key"), "agent_name_key", ["use", "key"])
    op.create_table(
        "names_together",
        *pair("names_together", "name", "agent_name"),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name_a_id", "name_b_id", name=op.f("pk_names_together")),
    )
    op.create_index(op.f("ix_names_together_name_b_id"), "names_together", ["name_b_id"])
    op.create_table(
        "speaker_link",
        sa.Column("id", sa.Integer(), nullable=False),
        *pair("speaker_link", "name", "agent_name"),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_link")),
        sa.UniqueConstraint("name_a_id", "name_b_id", name=op.f("uq_speaker_link_name_a_id_name_b_id")),
    )
    op.create_index(op.f("ix_speaker_link_name_b_id"), "speaker_link", ["name_b_id"])


def drop_names() -> None:
    for table in ("speaker_link", "names_together", "agent_name_key", "agent_name"):
        op.drop_table(table)
    op.create_table(
        "speaker_link",
        sa.Column("id", sa.Integer(), nullable=False),
        *pair("speaker_link", "appearance", "appearance"),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        check("speaker_link", "score", "score BETWEEN 0 AND 1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_link")),
        sa.UniqueConstraint(
            "appearance_a_id", "appearance_b_id", name=op.f("uq_speaker_link_appearance_a_id_appearance_b_id")
        ),
    )
    op.create_index(op.f("ix_speaker_link_appearance_b_id"), "speaker_link", ["appearance_b_id"])
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


def pair(table: str, of: str, to: str) -> list[sa.schema.SchemaItem]:
    """The ends of what is between two rows, the smaller number first."""
    ends = [f"{of}_{end}_id" for end in "ab"]
    return [
        *(sa.Column(end, sa.Integer(), nullable=False) for end in ends),
        check(table, "ordered", f"{ends[0]} < {ends[1]}"),
        *(refers(table, end, to, "CASCADE") for end in ends),
    ]


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
        sa.Column("published_on", sa.Date()),
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


def check(table: str, what: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{what}"))


def refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete
    )
