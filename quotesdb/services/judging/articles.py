"""Deciding what an article's metadata are where its file has them wrong. The caller commits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quotesdb.db.models import ArticleCorrection
from quotesdb.db.types import MetadataField
from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements import corrections
from quotesdb.services.statements.effects import decide
from quotesdb.services.store import ids
from quotesdb.services.store.articles import refuse_removed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def correct_article(
    session: Session, article_id: str, values: Mapping[str, str], judge: str, note: str | None = None
) -> Decided:
    """Set fields of an article right; that holds whatever its file says when it is ingested again.

    ``values`` are by field: title, byline (a name a line), publisher, published, url, archived, embargo.

    Raises:
        UnknownId, AmbiguousId: if no single article is meant.
        BadRequest: if nothing is set right, a value is none, or somebody set the field so before.
        Removed: if it was removed.
    """
    article = ids.find_article(session, article_id)
    refuse_removed(article)
    rows = [
        ArticleCorrection(
            article_id=article.id,
            article=article,
            field=(field := MetadataField(name)),
            value=value,
            before=corrections.value_of(article, field),
        )
        for name, value in values.items()
    ]
    if not rows:
        raise BadRequest(f"say what to set right: {', '.join(MetadataField)}")
    return decide(session, rows, judge, note)
