"""What a speaker's page counts is in the indexes: publishers, and the articles and days that print one.

On SQLite it is a few seconds for a million quotations.

Revision ID: 0027
Revises: 0025
"""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None

QUOTES = ["speaker_id", "shown", "newest", "article_id", "start_char", "quote_id", "kind"]
OLD, NEW = "ix_appearance_speaker_id", "ix_appearance_speaker_id_article_id_published_on"


def upgrade() -> None:
    _make_anew([*QUOTES, "publisher_id"])
    op.drop_index(OLD, "appearance")
    op.create_index(NEW, "appearance", ["speaker_id", "article_id", "published_on"])


def downgrade() -> None:
    op.drop_index(NEW, "appearance")
    op.create_index(OLD, "appearance", ["speaker_id"])
    _make_anew(QUOTES)


def _make_anew(columns: list[str]) -> None:
    op.drop_index("ix_current_quote_speaker", "current_quote")
    op.create_index("ix_current_quote_speaker", "current_quote", columns)
