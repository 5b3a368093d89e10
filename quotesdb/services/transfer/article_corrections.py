"""What people set right about articles as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import ArticleCorrection
from quotesdb.db.types import MetadataField
from quotesdb.services.errors import BadRequest
from quotesdb.services.statements import corrections
from quotesdb.services.transfer.acts import again, dump_act, in_order, read_act, store
from quotesdb.services.transfer.outcomes import Arrival, ImportOutcome, Line, invalid
from quotesdb.services.transfer.subjects import (
    dump_article,
    find_article,
    maybe_text,
    member_of,
    subjects,
    text_of,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def dump(session: Session) -> Iterator[Line]:
    """Every correction, oldest first, those taken back too."""
    rows = session.scalars(select(ArticleCorrection)).all()
    yield from in_order(
        {
            "about": [dump_article(row.article)],
            "field": row.field.value,
            "value": row.value,
            "before": row.before,
            **dump_act(row, rows),
        }
        for row in rows
    )


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Store a correction unless it is there, and let the article have it; the caller commits.

    Raises:
        NotLoaded: if it is in conflict, of no article that is here, or no correction.
    """
    [article] = (find_article(session, each) for each in subjects(line, 1))
    field, value = _read(line)
    row = ArticleCorrection(
        article_id=article.id, field=field, value=value, before=maybe_text(line, "before")
    )
    known = session.scalars(
        select(ArticleCorrection).where(row.about_the_same()).order_by(ArticleCorrection.id)
    ).all()
    read_act(line, row, known)
    arrival = again(session, row, known)
    if arrival is None:
        store(session, row, known)
        arrival = Arrival.ADDED
    corrections.in_step(session, article)
    return ImportOutcome(arrival, about=article.public_id)


def _read(line: Line) -> tuple[MetadataField, str]:
    field = member_of(MetadataField, line, "field")
    if field is None:
        raise invalid("does not say what it sets right")
    try:
        return field, corrections.normal(field, text_of(line, "value"))
    except BadRequest as error:
        raise invalid(str(error)) from error
