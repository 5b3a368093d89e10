"""Deciding what an article's metadata are where its file has them wrong. The caller commits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quotesdb.db.models import ArticleCorrection
from quotesdb.db.types import MetadataField
from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.outcome import decided
from quotesdb.services.ledger.acts import Act, refuse
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements import corrections
from quotesdb.services.store import ids
from quotesdb.services.store.articles import refuse_removed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def correct_article(
    session: Session, article_id: str, values: Mapping[str, str], judge: str, note: str | None = None
) -> Decided:
    """Set fields of an article right; that holds whatever its file says when it is ingested again.

    ``values`` are by field: title, byline (a name a line), publisher, published, url, archived.

    Raises:
        UnknownId, AmbiguousId: if no single article is meant.
        BadRequest: if nothing is set right, a value is none, or somebody set the field so before.
        Removed: if it was removed.
    """
    article = ids.find_article(session, article_id)
    refuse_removed(article)
    fields = ((MetadataField(name), value) for name, value in values.items())
    wanted = {field: corrections.normal(field, value) for field, value in fields}
    if not wanted:
        raise BadRequest(f"say what to set right: {', '.join(MetadataField)}")
    held = {row.field: row for row in corrections.holding(session, article)}
    for field, value in wanted.items():
        if field in held and held[field].value == value:
            refuse(held[field], f"the {field} is that already")
    act = Act.of(judge, note, "article", article.public_id)
    fresh = [
        ArticleCorrection(
            article_id=article.id,
            article=article,
            field=field,
            value=value,
            before=corrections.value_of(article, field),
        )
        for field, value in wanted.items()
    ]
    act.retract(session, [held[field] for field in wanted if field in held])
    act.write(session, fresh)
    corrections.in_step(session, article)
    return decided(session, act)
