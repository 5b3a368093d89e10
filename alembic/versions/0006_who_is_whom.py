"""What people decided about who is whom: speakers and organisations, pairs and names.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LIVE = sa.text("retracted_at IS NULL")


def upgrade() -> None:
    pairs("speaker_judgement", "appearance")
    names("speaker_name", "appearance")
    pairs("organisation_judgement", "organisation")
    names("organisation_name", "organisation")


def downgrade() -> None:
    op.drop_table("organisation_name")
    op.drop_table("organisation_judgement")
    op.drop_table("speaker_name")
    op.drop_table("speaker_judgement")


def pairs(table: str, of: str) -> None:
    a, b = f"{of}_a_id", f"{of}_b_id"
    op.create_table(
        table,
        sa.Column(a, sa.Integer(), nullable=False),
        sa.Column(b, sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        *decided(table),
        sa.CheckConstraint("verdict IN ('same', 'different', 'unsure')", name=op.f(f"ck_{table}_verdict")),
        sa.CheckConstraint(f"{a} < {b}", name=op.f(f"ck_{table}_ordered")),
        *(restricted(table, column, of) for column in (a, b)),
    )
    index(table, a, b)
    live(table, a, b)


def names(table: str, of: str) -> None:
    column = f"{of}_id"
    op.create_table(
        table,
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("use", sa.String(length=16), nullable=False),
        *decided(table),
        sa.CheckConstraint("use IN ('preferred', 'alias')", name=op.f(f"ck_{table}_use")),
        restricted(table, column, of),
    )
    index(table, column, "name_key")
    live(table, column, "name_key", "use")


def decided(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.Column("retraction", sa.String(length=12)),
        sa.Column("retracted_by", sa.String()),
        sa.Column("retraction_note", sa.Text()),
        sa.CheckConstraint("decision LIKE 'd-__________'", name=op.f(f"ck_{table}_decision")),
        sa.CheckConstraint(
            "(retracted_at IS NULL) = (retraction IS NULL) "
            "AND (retracted_at IS NULL) = (retracted_by IS NULL)",
            name=op.f(f"ck_{table}_retraction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def restricted(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}_{of}"), ondelete="RESTRICT"
    )


def index(table: str, *columns: str) -> None:
    for column in (*columns, "decision", "retraction"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def live(table: str, *columns: str) -> None:
    op.create_index(
        f"uq_{table}_live", table, list(columns), unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
