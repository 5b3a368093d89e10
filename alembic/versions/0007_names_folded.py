"""Names folded for letters that Unicode does not decompose; no table changes.

The environment folds the stored names anew where this revision is reached from an older one.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing of the schema changes."""


def downgrade() -> None:
    """Nothing of the schema changes."""
