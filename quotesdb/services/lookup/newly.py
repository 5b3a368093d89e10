"""What was stored last, whenever it was printed: what is new to whoever follows a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotesdb.db.models import Quote
from quotesdb.services.lookup.citations import cite
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.pages import count
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.store.read_model import current_quotes
from quotesdb.values import Citation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RECENT = 50_000
"""Quotations stored last, of which those are shown that fit, where very many fit a search."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A quotation, and when it was stored."""

    citation: Citation
    stored_at: datetime


def newly_stored(session: Session, where: QuoteFilter) -> list[Stored]:
    """The quotations that fit, the one stored last first, at most as many as ``where`` lists.

    Quotes are numbered as they are stored. Of a search that more fit than are counted only what came lately
    is looked at: to sort them all would take too long.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    selected = chosen(session, where)
    number = selected.rows.c.quote_id
    conditions = list(selected.where)
    if count(session, selected)[1]:
        last = session.scalar(select(func.max(current_quotes().c.quote_id))) or 0
        conditions.append(number > last - RECENT)
    query = select(*selected.rows.c).where(*conditions).order_by(number.desc()).limit(where.limit)
    rows = session.execute(query).all()
    times = select(Quote.id, Quote.first_seen_at).where(Quote.id.in_([row.quote_id for row in rows]))
    stored_at = dict(session.execute(times).all())
    return [Stored(one.citation, stored_at[one.quote_id]) for one in cite(session, rows)]
