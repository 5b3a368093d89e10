"""A quotation in its place: the paragraphs that prove who said it, and where else the words were printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Quote
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.lookup.citations import cite
from quotesdb.services.lookup.quotes import detail_and_text
from quotesdb.services.statements.reports import reported
from quotesdb.services.store import ids
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.spans import marks
from quotesdb.text.segments import paragraphs
from quotesdb.values import Citation, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.results import QuoteDetail

MOST_SIGHTINGS = 50


@dataclass(frozen=True, slots=True)
class Passage:
    """The text that the spans of a quotation point into, with those paragraphs that hold one of them."""

    text: str
    paragraphs: tuple[Span, ...]


def in_its_place(session: Session, quote_id: str) -> tuple[QuoteDetail, Passage]:
    """A quotation, and the paragraphs that hold it and what proves who said it.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if no single quote is meant.
        Removed, Embargoed: if it is not shown.
    """
    detail, text = detail_and_text(session, quote_id)
    spans = [span for each in marks(detail.citation).values() for span in each]
    holding = (one for one in paragraphs(text) if any(one.overlaps(span) for span in spans))
    return detail, Passage(text, tuple(holding))


def sightings(session: Session, quote_id: str) -> tuple[Citation, ...]:
    """The other quotations of the same words by the same speaker, the earliest printed first.

    At most ``MOST_SIGHTINGS`` of them.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if no single quote is meant.
    """
    quote = ids.find_quote(session, quote_id)
    said = [id_ for id_ in reported(session, [quote.id])[quote.id].quotes if id_ != quote.public_id]
    rows = current_quotes()
    shown = said[:MOST_SIGHTINGS]
    if not shown:
        return ()
    there = (
        select(rows)
        .join(Quote, Quote.id == rows.c.quote_id)
        .where(Quote.public_id.in_(shown), rows.c.shown <= Shown.UNSUPPORTED.value)
    )
    found = {one.citation.id: one.citation for one in cite(session, session.execute(there).all())}
    return tuple(found[id_] for id_ in shown if id_ in found)
