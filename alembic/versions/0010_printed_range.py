"""Checks keep the dates of what was searched as they were printed: a year stays a year.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("claim_check") as batch:
        batch.add_column(sa.Column("first_printed", sa.String()))
        batch.add_column(sa.Column("last_printed", sa.String()))
    op.execute(
        "UPDATE claim_check SET first_printed = CAST(first_on AS VARCHAR), "
        "last_printed = CAST(last_on AS VARCHAR)"
    )
    with op.batch_alter_table("claim_check") as batch:
        batch.drop_column("first_on")
        batch.drop_column("last_on")


def downgrade() -> None:
    with op.batch_alter_table("claim_check") as batch:
        batch.add_column(sa.Column("first_on", sa.Date()))
        batch.add_column(sa.Column("last_on", sa.Date()))
    # Of a year or a month the first day, as it was before.
    op.execute(
        "UPDATE claim_check SET first_on = date(substr(first_printed || '-01-01', 1, 10)), "
        "last_on = date(substr(last_printed || '-01-01', 1, 10))"
    )
    with op.batch_alter_table("claim_check") as batch:
        batch.drop_column("first_printed")
        batch.drop_column("last_printed")
