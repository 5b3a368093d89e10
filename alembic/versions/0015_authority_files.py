"""People of authority files: names, dated roles, identifiers.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("authority_name", "authority_role", "authority_identifier")
INDEXES = {"authority_name": "name_key", "authority_role": "first_word"}


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("born", sa.String(length=10)),
        sa.Column("died", sa.String(length=10)),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("key", name=op.f("uq_authority_key")),
    )
    for table, columns in zip(TABLES, (names(), roles(), identifiers()), strict=True):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("authority_id", sa.Integer(), nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            *columns,
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.ForeignKeyConstraint(
                ["authority_id"],
                ["authority.id"],
                name=op.f(f"fk_{table}_authority_id_authority"),
                ondelete="CASCADE",
            ),
            sa.UniqueConstraint("authority_id", "position", name=op.f(f"uq_{table}_authority_id_position")),
            sa.CheckConstraint("position >= 0", name=op.f(f"ck_{table}_position")),
        )
    for table, column in INDEXES.items():
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in (*TABLES, "authority"):
        op.drop_table(table)


def names() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
    ]


def roles() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_word", sa.String(), nullable=False),
        sa.Column("organisation", sa.String()),
        sa.Column("since", sa.String(length=10)),
        sa.Column("until", sa.String(length=10)),
    ]


def identifiers() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.UniqueConstraint("value", "scheme", name=op.f("uq_authority_identifier_value_scheme")),
    ]
