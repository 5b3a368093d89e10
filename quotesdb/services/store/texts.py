"""The texts of article versions by id."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import ArticleVersion
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def texts_of(session: Session, version_ids: Collection[int]) -> dict[int, str]:
    """The text of each version."""
    query = select(ArticleVersion.id, ArticleVersion.text)
    return {
        row.id: row.text
        for part in chunks(version_ids)
        for row in session.execute(query.where(ArticleVersion.id.in_(part)))
    }
