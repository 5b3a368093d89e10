"""Words that are looked up find nothing where the name of somebody erased is masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false, or_, select

from quotesdb.db.models import Appearance, ArticleVersion, Quote
from quotesdb.services.identity.erased_names import names_asked_for, prints, surnames_asked_for
from quotesdb.services.store.erased import TELLING, is_erased, tombstones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def openly(session: Session, quote_id: ColumnElement[int], words: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that leave out quotes that have the words where the name of somebody erased is masked."""
    if tombstones(session).names_in(words):
        yield false()
    full = names_asked_for(session, words)
    if names := surnames_asked_for(session, words) | full:
        yield ~select(Quote.id).where(Quote.id == quote_id, prints(Quote.exact, names)).exists()
    if full:
        # Where an article has a name in full, its words are masked by themselves as well.
        quoted = select(Appearance.article_id).where(is_erased(), Appearance.name.in_(full))
        mentioned = select(ArticleVersion.id).where(
            ArticleVersion.id == Quote.version_id, prints(ArticleVersion.text, full)
        )
        parts = {word for name in full for word in name.split() if len(word) >= TELLING}
        named = or_(Quote.article_id.in_(quoted), mentioned.exists())
        yield ~select(Quote.id).where(Quote.id == quote_id, prints(Quote.exact, parts), named).exists()
