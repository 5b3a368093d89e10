"""When and where quotations were printed, as a page draws it: each of them is read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotesdb.db.models import Organisation
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.places import moment, printed_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MONTH = len("2025-03")


@dataclass(frozen=True, slots=True)
class Spread:
    """How many quotations each month has, in their order, and each publisher, the one with most first."""

    months: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]


def spread(session: Session, where: QuoteFilter) -> Spread:
    """How the quotations that fit are spread over months and publishers, as far as these are known.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    return spread_of(session, chosen(session, where))


def spread_of(session: Session, selected: Selection) -> Spread:
    """The same of quotations that were chosen."""
    row = selected.rows.c
    moments = select(moment(row.newest).label("moment")).where(*selected.where).subquery().c
    by_publisher = select(row.publisher_id, func.count()).where(
        *selected.where, row.publisher_id.is_not(None)
    )
    months = Counter[str]()
    for at, number in session.execute(select(moments.moment, func.count()).group_by(moments.moment)):
        if (day := printed_at(at)) is not None and len(day) >= _MONTH:
            months[day[:_MONTH]] += number
    printed: dict[int, int] = dict(session.execute(by_publisher.group_by(row.publisher_id)).all())
    names, known = select(Organisation.id, Organisation.name), tombstones(session)
    publishers = [
        (known.hide(name), printed[id_])
        for part in chunks(printed)
        for id_, name in session.execute(names.where(Organisation.id.in_(part)))
    ]
    by_size = sorted(publishers, key=lambda each: (-each[1], each[0]))
    return Spread(tuple(sorted(months.items())), tuple(by_size))
