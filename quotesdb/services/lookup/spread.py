"""When and where quotations were printed, as a page draws it: each of them is read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import FromClause, Select, bindparam, func, select

from quotesdb.db.models import Organisation
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.places import day_printed, month_of
from quotesdb.services.store.rows import table_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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


def spread_of(session: Session, selected: Selection, *, most: int | None = None) -> Spread:
    """The same of quotations that were chosen, with so many publishers at most."""
    months, printed = Counter[str](), Counter[int]()
    for day, publisher, number in session.execute(_counting(selected.rows).where(*selected.where)).all():
        if day is not None:
            months[month_of(day)] += number
        if publisher is not None:
            printed[publisher] += number
    known = tombstones(session)
    publishers = [
        (known.hide(body.name), printed[body.id])
        for part in chunks(_first(printed, most))
        for body in session.execute(_NAMES, {"ids": filled(part)}).all()
    ]
    by_size = sorted(publishers, key=lambda each: (-each[1], each[0]))
    return Spread(tuple(sorted(months.items())), tuple(by_size[:most]))


@lru_cache(maxsize=8)
def _counting(rows: FromClause) -> Select[Any]:
    """How many quotations there are of each day and publisher: both are counted by reading each once."""
    day = day_printed(rows.c.newest).label("day")
    return select(day, rows.c.publisher_id, func.count()).group_by(day, rows.c.publisher_id)


def _first(printed: Counter[int], most: int | None) -> list[int]:
    """The publishers that may be among the first so many: as many print as often as the last of them."""
    if most is None or len(printed) <= most:
        return list(printed)
    least = printed.most_common(most)[-1][1]
    return [id_ for id_, number in printed.items() if number >= least]


_BODY = table_of(Organisation).c
_NAMES = select(_BODY.id, _BODY.name).where(_BODY.id.in_(bindparam("ids", expanding=True)))
