"""The texts of article versions by id."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from quotesdb.db.models import ArticleVersion
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.rows import table_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


_READ = "texts that were read"
"""Where a session keeps them."""


@contextmanager
def read_once(session: Session) -> Iterator[None]:
    """Keep the texts that are read meanwhile, for a look-up that needs them more than once."""
    session.info[_READ] = {}
    try:
        yield
    finally:
        del session.info[_READ]


def texts_of(session: Session, version_ids: Collection[int]) -> dict[int, str]:
    """The text of each version."""
    known: dict[int, str] = session.info.get(_READ, {})
    found = {id_: known[id_] for id_ in version_ids if id_ in known}
    for part in chunks([id_ for id_ in version_ids if id_ not in known]):
        found |= {row[0]: row[1] for row in session.execute(_TEXTS, {"ids": filled(part)}).all()}
    known |= found
    return found


_VERSIONS = table_of(ArticleVersion).c
_TEXTS = select(_VERSIONS.id, _VERSIONS.text).where(_VERSIONS.id.in_(bindparam("ids", expanding=True)))
