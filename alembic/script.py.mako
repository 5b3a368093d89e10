"""${message}.

Rules: hand-read what autogenerate wrote; name every constraint; write the downgrade and test both with data
in the tables; spell out CHECKs and enum members (alembic check does not see them); import nothing of the
package, which changes while a migration may not; change a table through batch_alter_table (the environment
re-creates the search triggers that this drops).

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
