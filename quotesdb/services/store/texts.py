"""The texts of article versions by id."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from quotesdb.db.models import ArticleVersion
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.rows import table_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def texts_of(session: Session, version_ids: Collection[int]) -> dict[int, str]:
    """The text of each version."""
    return {
        row[0]: row[1]
        for part in chunks(version_ids)
        for row in session.execute(_TEXTS, {"ids": filled(part)})
    }


_VERSIONS = table_of(ArticleVersion).c
_TEXTS = select(_VERSIONS.id, _VERSIONS.text).where(_VERSIONS.id.in_(bindparam("ids", expanding=True)))
